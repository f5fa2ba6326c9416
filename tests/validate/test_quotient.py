"""Ratios: whatever the true figures are, their printed forms never give a mismatch; a wrong rate does."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.validate.quantity import Quantity, measured
from pipeline.validate.quotient import Formula, growth, judge, prior, share, variance, whole

_CENT = Decimal("0.01")


def _quantity(value: Decimal, unit: str) -> Quantity:
    found, half, name = measured(value, unit, 2)
    return Quantity(found, half, name, "narrative_figure", {}, "x", "x")


def _print(value: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    return value.quantize(_CENT, rounding=rounding)


_MONEY = st.integers(min_value=0, max_value=10**11).map(lambda n: Decimal(n).scaleb(-6))
_ROUNDING = st.sampled_from([ROUND_HALF_UP, ROUND_DOWN])


@given(_MONEY, _MONEY, _ROUNDING, st.sampled_from([(share, whole), (variance, whole)]))
def test_printed_ratios_of_true_figures_hold(
    part: Decimal, base: Decimal, rounding: str, recipe: tuple[Formula, Formula]
) -> None:
    formula, denominator = recipe
    if not _print(base):
        return
    rate = _quantity(_print(formula(part, base), rounding), "%")
    outcome = judge(rate, _quantity(_print(part), "万元"), _quantity(_print(base), "万元"), formula, denominator)
    assert outcome is not None


@given(_MONEY, _MONEY, _ROUNDING)
def test_printed_growth_of_true_figures_holds(amount: Decimal, before: Decimal, rounding: str) -> None:
    change = amount - before
    if not before or not _print(amount) - _print(change):
        return
    rate = _quantity(_print(growth(change, amount), rounding), "%")
    outcome = judge(rate, _quantity(_print(change), "万元"), _quantity(_print(amount), "万元"), growth, prior)
    assert outcome is not None


@pytest.mark.parametrize(
    ("rate", "part", "base", "status"),
    [
        ("26.54", "1894.78", "7138.31", "pass"),
        ("26.55", "1894.78", "7138.31", "rounding"),  # one unit of the last place, may be cut off upwards in the source
        ("26.56", "1894.78", "7138.31", None),
        ("27", "1894.78", "7138.31", "pass"),
        ("0.007", "0.50", "7138.31", "pass"),
        ("50.00", "0.01", "0.01", "rounding"),
    ],
)
def test_a_share_is_judged_by_its_printed_decimals(rate: str, part: str, base: str, status: str | None) -> None:
    figures = _quantity(Decimal(part), "万元"), _quantity(Decimal(base), "万元")
    outcome = judge(_quantity(Decimal(rate), "%"), *figures, share, whole)
    assert (outcome.status if outcome else None) == status


def test_a_base_that_may_be_zero_proves_nothing() -> None:
    change, amount = _quantity(Decimal("0.02"), "万元"), _quantity(Decimal("0.03"), "万元")
    assert judge(_quantity(Decimal("200.00"), "%"), change, amount, growth, prior)
    outcome = judge(_quantity(Decimal("150.00"), "%"), change, amount, growth, prior)
    assert outcome
    assert (outcome.status, outcome.reason) == ("skip", "base-too-small")
