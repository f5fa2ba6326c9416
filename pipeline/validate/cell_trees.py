"""Kind ``cell-tree``: in a table that is kept as printed, a code is the sum of the codes below it, the total that of the highest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Row
from pipeline.spec.checks import Check
from pipeline.text import key
from pipeline.validate.index import Index
from pipeline.validate.outcome import Outcome, judged, listed, skipped, unequal
from pipeline.validate.quantity import ZERO, Quantity, as_decimal, measured

_TOTAL = "合计"
_DECIMALS = 2
_Coded = dict[str, Quantity]


def check_cell_tree(check: Check, index: Index) -> Iterator[Outcome]:
    """Per table and column of the cells ``rows``: 合计 = Σ类, 类 = Σ款, 款 = Σ项, as far as the levels are printed.

    A column in which a code stands twice has no tree and is skipped.
    """
    columns: dict[tuple[str, str], list[Row]] = {}
    for row in index.rows(check.one["rows"]):
        columns.setdefault((str(row["statement"]), str(row["column"])), []).append(row)
    if not columns:
        yield skipped("absent")
    for rows in columns.values():
        coded, totals = _read(rows)
        if coded is None:
            yield skipped("condition")
        elif coded:
            yield from _sums(check, coded, totals)


def _read(rows: Sequence[Row]) -> tuple[_Coded | None, list[Quantity]]:
    coded: _Coded = {}
    totals: list[Quantity] = []
    for row in rows:
        value = as_decimal(row.get("value"))
        code, label = str(row.get("row_code") or ""), str(row.get("row_label") or "")
        if value is None:
            continue
        amount, half, unit = measured(value, str(row.get("unit") or "万元"), _DECIMALS)
        figure = Quantity(
            amount, half, unit, "statement_cell", row, f"{code} {label}".strip(), f"“{code or label}”", field="value"
        )
        if code in coded:
            return None, []
        if code.isdigit():
            coded[code] = figure
        elif not code and key(label) == _TOTAL:
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
