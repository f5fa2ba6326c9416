"""Kind ``cell-tree``: in a table that is kept as printed, a code is the sum of the codes below it, the total that of the highest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Row
from pipeline.spec.checks import Check
from pipeline.text import key
from pipeline.validate.index import Index
from pipeline.validate.outcome import Outcome, judged, listed, skipped, unequal
from pipeline.validate.quantity import ZERO, Quantity

_TOTAL = re.compile(r"^[合总]计$")
_Coded = dict[str, Quantity]


def check_cell_tree(check: Check, index: Index) -> Iterator[Outcome]:
    """Per table and column of the cells ``rows``: 合计 = Σ类, 类 = Σ款, 款 = Σ项, as far as the levels are printed.

    A column in which a code stands twice has no tree and is skipped.
    """
    columns = _columns(check, index)
    if not columns:
        yield skipped("absent")
    for rows in columns:
        coded, totals = _read(check, index, rows)
        if coded is None:
            yield skipped("condition")
        elif coded:
            yield from _sums(check, coded, totals)


def _columns(check: Check, index: Index) -> list[list[Row]]:
    """The cells of every column of every table."""
    columns: dict[tuple[str, str], list[Row]] = {}
    for row in index.rows(check.one["rows"]):
        columns.setdefault((str(row["statement"]), str(row["column"])), []).append(row)
    return list(columns.values())


def _read(check: Check, index: Index, rows: Sequence[Row]) -> tuple[_Coded | None, list[Quantity]]:
    coded: _Coded = {}
    totals: list[Quantity] = []
    for row in rows:
        figure = index.figure(check.one["rows"], row, "value")
        if figure is None:
            continue
        code = str(row.get("row_code") or "")
        if code in coded:
            return None, []
        if code.isdigit():
            coded[code] = figure
        elif not code and _TOTAL.search(key(str(row.get("row_label") or ""))):
            totals.append(figure)
    return coded, totals


def _sums(check: Check, coded: _Coded, totals: Sequence[Quantity]) -> Iterator[Outcome]:
    for code, figure in coded.items():
        below = [other for part, other in coded.items() if part.startswith(code) and len(part) == len(code) + 2]
        if below:
            yield _compared(check, figure, below)
    highest = min(map(len, coded))
    if len(totals) == 1:
        yield _compared(check, totals[0], [figure for code, figure in coded.items() if len(code) == highest])


def _compared(check: Check, whole: Quantity, parts: Sequence[Quantity]) -> Outcome:
    total = sum((part.value for part in parts), ZERO)
    tolerance = whole.half + sum((part.half for part in parts), ZERO)
    outcome = judged(whole.value - total, ZERO, tolerance, [whole, *parts])
    return outcome or unequal(check, whole, total, tolerance, listed(parts), parts)
