"""Kinds ``at-most`` and ``row-at-most``: one figure is not larger than another."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.spec.checks import Check
from pipeline.validate.index import Index
from pipeline.validate.outcome import PASS, Outcome, failed, place, place_en, skipped
from pipeline.validate.quantity import Quantity, as_decimal


def check_at_most(check: Check, index: Index) -> Iterator[Outcome]:
    """``smaller`` ≤ ``larger``, per group ``by``.

    With ``among``, each group that this operand has rows of (a project whose name says something, say) is compared with the
    one ``larger`` figure of the disclosure.
    """
    by = check.texts("by")
    smaller = index.groups(check.one["smaller"], by)
    if "among" in check.one:
        chosen = index.groups(check.one["among"], by)
        smaller = {group: selection for group, selection in smaller.items() if group in chosen}
        larger = dict.fromkeys(smaller, index.select(check.one["larger"]))
    else:
        larger = index.groups(check.one["larger"], by)
    if not smaller:
        yield skipped("absent")
    for group, selection in smaller.items():
        other = larger.get(group)
        if not selection.figures or other is None or not other.figures:
            yield skipped("absent")
        else:
            yield _compared(check, selection.figures[0], other.figures[0])


def check_row_at_most(check: Check, index: Index) -> Iterator[Outcome]:
    """Column ``smaller`` ≤ column ``larger`` in every row."""
    operand = check.one["rows"]
    rows = index.rows(operand)
    if not rows:
        yield skipped("absent")
    low, high = check.text("smaller"), check.text("larger")
    for row in rows:
        least, most = as_decimal(row.get(low)), as_decimal(row.get(high))
        if least is not None and most is not None and least <= most:
            yield PASS  # nearly all rows; no need to know units and names
            continue
        smaller, larger = index.figure(operand, row, low), index.figure(operand, row, high)
        yield _compared(check, smaller, larger) if smaller and larger else skipped("blank")


def _compared(check: Check, smaller: Quantity, larger: Quantity) -> Outcome:
    beyond = smaller.value - larger.value
    if beyond <= 0:
        return PASS
    tolerance = smaller.half + larger.half
    if beyond <= tolerance:
        return Outcome("rounding")
    return failed(
        check,
        smaller.table,
        smaller.row,
        f"{place(smaller)} 大于 {place(larger)}",
        f"{place_en(smaller)} is larger than {place_en(larger)}",
        expected=f"<={larger.value:f}",
        actual=f"{smaller.value:f}",
        difference=beyond,
        tolerance=tolerance,
        figures=(smaller, larger),
    )
