"""Kind ``row-sum``: in every row of a table one column is the sum of others."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Row
from pipeline.spec.checks import Check
from pipeline.validate.index import Index
from pipeline.validate.outcome import Outcome, judged, listed, skipped, unequal
from pipeline.validate.quantity import ZERO, Quantity


def check_row_sum(check: Check, index: Index) -> Iterator[Outcome]:
    """Column ``whole`` = Σ columns ``parts`` − Σ columns ``minus``; a blank counts as 0.

    A blank whole is skipped where the parts are blank too, and where its column has no figure in the table at all; so is
    a total that leaves out one of the figures.
    """
    rows = index.rows(check.one["rows"])
    if not rows:
        yield skipped("absent")
    for row in rows:
        yield _row(check, index, row)


def _row(check: Check, index: Index, row: Row) -> Outcome:
    operand = check.one["rows"]
    columns = (check.text("whole"), *check.texts("parts"), *check.texts("minus"))
    if any(index.left_out(operand.table, row, column) for column in columns):
        return skipped("blank")
    whole = index.figure(operand, row, check.text("whole"))
    plus = _figures(check, index, row, "parts")
    minus = _figures(check, index, row, "minus")
    if whole is None and plus and any(q.value for q in plus):
        whole = index.blank_figure(operand, row, check.text("whole"))
    if whole is None or not (plus or minus):
        return skipped("blank")
    total = sum((q.value for q in plus), ZERO) - sum((q.value for q in minus), ZERO)
    tolerance = whole.half + sum((q.half for q in (*plus, *minus)), ZERO)
    outcome = judged(whole.value - total, ZERO, tolerance, [whole, *plus, *minus])
    if outcome:
        return outcome
    chinese, english = listed(plus)
    if minus:
        less = listed(minus, " − ")
        chinese, english = f"{chinese} − {less[0]}", f"{english} − {less[1]}"
    return unequal(check, whole, total, tolerance, (chinese, english), [*plus, *minus])


def _figures(check: Check, index: Index, row: Row, option: str) -> list[Quantity]:
    found = (index.figure(check.one["rows"], row, column) for column in check.texts(option))
    return [figure for figure in found if figure is not None]
