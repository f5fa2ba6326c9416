"""A printed ratio against the figures it is computed from, with the uncertainty of all of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pipeline.spec.checks import Check
from pipeline.validate.outcome import Outcome, failed, place, place_en, skipped
from pipeline.validate.quantity import HUNDRED, Quantity, printed, unit_in_last_place

#: Percent from (numerator figure, denominator figure), and the denominator alone; monotonic in each of them.
Formula = Callable[[Decimal, Decimal], Decimal]


def share(part: Decimal, whole: Decimal) -> Decimal:
    """Part of a whole, or completion of a budget, in percent."""
    return HUNDRED * part / whole


def growth(change: Decimal, amount: Decimal) -> Decimal:
    """Change on the prior year in percent, from the change and this year's amount."""
    return HUNDRED * change / (amount - change)


def variance(final: Decimal, budget: Decimal) -> Decimal:
    """预决算差异率: how far the accounts are from the budget, in percent."""
    return HUNDRED * (final - budget) / budget


def prior(change: Decimal, amount: Decimal) -> Decimal:
    """The denominator of :func:`growth`."""
    return amount - change


def whole(_part: Decimal, base: Decimal) -> Decimal:
    """The denominator of :func:`share` and :func:`variance`."""
    return base


def judge(rate: Quantity, first: Quantity, second: Quantity, formula: Formula, base: Formula) -> Outcome | None:
    """Pass, rounding or skip; None for a mismatch. The denominator must not be 0.

    Every formula is monotonic in each figure, so the extreme values lie at the ends of what the printed figures can
    stand for. A denominator that may as well be 0 (0.01 printed) proves nothing.
    """
    one_in_last = unit_in_last_place(rate.value)
    if abs(formula(first.value, second.value) - rate.value) * 2 <= one_in_last:
        return Outcome("pass", figures=(rate, first, second))
    low, high = _range(first, second, formula, base)
    if low is None or high is None:
        return skipped("base-too-small")
    if low - one_in_last <= rate.value <= high + one_in_last:
        return Outcome("rounding", figures=(rate, first, second))
    return None


def _range(
    first: Quantity, second: Quantity, formula: Formula, base: Formula
) -> tuple[Decimal, Decimal] | tuple[None, None]:
    corners = [(first.value + i * first.half, second.value + j * second.half) for i in (-1, 1) for j in (-1, 1)]
    bases = [base(*corner) for corner in corners]
    if min(bases) <= 0 <= max(bases):
        return None, None
    values = [formula(*corner) for corner in corners]
    return min(values), max(values)


def wrong_ratio(
    check: Check, rate: Quantity, first: Quantity, second: Quantity, formula: Formula, base: Formula
) -> Outcome:
    """The finding for a ratio that does not follow from its figures."""
    nominal = formula(first.value, second.value)
    low, high = _range(first, second, formula, base)
    one_in_last = unit_in_last_place(rate.value)
    slack = one_in_last if low is None or high is None else max(high - nominal, nominal - low) + one_in_last
    shown = nominal.quantize(min(one_in_last, Decimal("0.01")))
    difference = rate.value - shown
    return failed(
        check,
        rate.table,
        rate.row,
        f"{place(rate)}，按 {place(first)} 与 {place(second)} 计算应为 {printed(shown, rate.unit)}，"
        f"相差 {printed(abs(difference))} 个百分点",
        f"{place_en(rate)}; reckoned from {place_en(first)} and {place_en(second)} it should be "
        f"{printed(shown, rate.unit)}, a difference of {printed(abs(difference))} percentage points",
        expected=f"{shown:f}",
        actual=f"{rate.value:f}",
        difference=difference,
        tolerance=slack.quantize(Decimal("0.0001")),
        figures=(rate, first, second),
    )
