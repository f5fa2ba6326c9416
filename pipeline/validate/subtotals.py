"""Kind ``subtotal``: of lines that are named by a path, 小计 is the sum of the other lines below the same heading."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Row
from pipeline.spec.checks import Check
from pipeline.text import key
from pipeline.validate.index import Index
from pipeline.validate.outcome import Outcome, judged, listed, skipped, unequal
from pipeline.validate.quantity import ZERO

_SUBTOTAL = "小计"
_OF_WHICH = "其中"


def check_subtotal(check: Check, index: Index) -> Iterator[Outcome]:
    """Per heading (其他资金 of 其他资金/小计) and column of ``columns``; ``label`` is the column with the path.

    A blank counts as 0; lines that only tell what part of another is (其中) are left out. A heading with no other line, or
    with two subtotals, has nothing to add up.
    """
    groups: dict[str, tuple[list[Row], list[Row]]] = {}
    for row in index.rows(check.one["rows"]):
        heading, slash, line = key(str(row.get(check.text("label")) or "")).rpartition("/")
        if slash and not line.startswith(_OF_WHICH):
            wholes, parts = groups.setdefault(heading, ([], []))
            (wholes if line == _SUBTOTAL else parts).append(row)
    found = [(wholes[0], parts) for wholes, parts in groups.values() if len(wholes) == 1 and parts]
    if not found:
        yield skipped("absent")
    for column in check.texts("columns"):
        for whole, parts in found:
            yield _one(check, index, whole, parts, column)


def _one(check: Check, index: Index, row: Row, lines: list[Row], column: str) -> Outcome:
    operand = check.one["rows"]
    whole = index.figure(operand, row, column)
    parts = [figure for line in lines if (figure := index.figure(operand, line, column)) is not None]
    if whole is None or not parts:
        return skipped("blank")
    total = sum((part.value for part in parts), ZERO)
    tolerance = whole.half + sum((part.half for part in parts), ZERO)
    outcome = judged(whole.value - total, ZERO, tolerance, [whole, *parts])
    return outcome or unequal(check, whole, total, tolerance, listed(parts), parts)
