"""Kind ``stated-ratio``: every ratio of the narrative follows from the amounts that the narrative states beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from pipeline.model import Finding, Row
from pipeline.spec.checks import Check
from pipeline.validate import quotient
from pipeline.validate.index import Index
from pipeline.validate.outcome import PASS, Outcome, failed, place, place_en, row_key, skipped
from pipeline.validate.quantity import HUNDRED, Quantity, printed
from pipeline.validate.quotient import Formula

#: A rate against a base of 0 can't be computed; publishers print 100 % by convention.
ZERO_BASE_RULE = "rate-on-zero-base"
_BUDGETS = ("budget_adjusted", "budget_initial")
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class _Recipe:
    """Where the two figures of a formula are found, and its parts."""

    formula: Formula
    base: Formula
    first: tuple[str, ...]
    second: tuple[str, ...]


_RECIPES: Mapping[str, _Recipe] = {
    "share": _Recipe(quotient.share, quotient.whole, ("amount",), ()),
    "growth": _Recipe(quotient.growth, quotient.prior, ("prior_change_amount",), ("amount",)),
    "variance": _Recipe(quotient.variance, quotient.whole, ("amount",), _BUDGETS),
    "completion": _Recipe(quotient.share, quotient.whole, ("amount",), _BUDGETS),
}


def check_stated_ratio(check: Check, index: Index) -> Iterator[Outcome]:
    """Every figure of ``rates`` against the nearest amounts of the same subject in the same section.

    ``whole`` is the denominator of shares; ``amount`` replaces the amount of the same subject (where the rate speaks of
    收支总体 and the amount is called 收入总计). A subject may be stated several times: one fitting pair is enough, and that
    all statements agree is a check of its own.
    """
    rates = index.select(check.one["rates"]).figures
    recipe = _RECIPES[check.text("formula")]
    if not rates:
        yield skipped("absent")
    for rate in rates:
        yield _stated(check, index, rate, recipe)


def _stated(check: Check, index: Index, rate: Quantity, recipe: _Recipe) -> Outcome:
    fixed = check.one.get("amount")
    amounts = index.select(fixed).figures[:1] if fixed else None
    first = _near(index, rate.row, recipe.first)
    if "whole" in check.one:
        second = index.select(check.one["whole"]).figures[:1]
    elif recipe.second == _BUDGETS:
        second = _near(index, rate.row, _budgets(rate.row))
        first = amounts if amounts is not None else first
    else:
        second = amounts if amounts is not None else _near(index, rate.row, recipe.second)
    if first and not second and check.text("formula") == "growth":
        return _same_sign(check, rate, first[0])
    if not first or not second:
        return skipped("absent")
    return _judged(check, rate, first, second, recipe)


def _judged(check: Check, rate: Quantity, first: list[Quantity], second: list[Quantity], recipe: _Recipe) -> Outcome:
    unlike: list[tuple[Quantity, Quantity]] = []
    growing = recipe.formula is quotient.growth
    for one, other in product(first, second):
        opposite = growing and rate.value * one.value < 0
        outcome: Outcome | None = None
        if not opposite and recipe.base(one.value, other.value) == 0:
            outcome = _on_zero(rate, one, other)
        elif not opposite:
            outcome = quotient.judge(rate, one, other, recipe.formula, recipe.base)
        if outcome:
            return outcome
        unlike.append((one, other))
    one, other = unlike[0]
    if growing and rate.value * one.value < 0 and recipe.base(one.value, other.value) <= 0:
        return _same_sign(check, rate, one)
    return quotient.wrong_ratio(check, rate, one, other, recipe.formula, recipe.base)


def _on_zero(rate: Quantity, first: Quantity, second: Quantity) -> Outcome:
    """A ratio whose base is 0: nothing to compare where all is 0, a remark where a rate is printed all the same.

    100 % is the convention of the publishers' software; any other rate is more than a convention.
    """
    if rate.value == 0 or (first.value == 0 and rate.value == HUNDRED):
        return skipped("zero-base")
    finding = Finding(
        ZERO_BASE_RULE,
        "info" if abs(rate.value) == HUNDRED else "warning",
        f"{place(rate)}，但基数为0（{place(first)}，{place(second)}），比率没有意义",
        f"{place_en(rate)}, but its base is 0 ({place_en(first)}, {place_en(second)}): the rate has no meaning",
        rate.ref,
        rate.table,
        row_key(rate.table, rate.row),
        actual=f"{rate.value:f}",
    )
    return Outcome("skip", "zero-base", finding, (rate, first, second))


def _same_sign(check: Check, rate: Quantity, change: Quantity) -> Outcome:
    """Without this year's amount a change and its rate must at least point in the same direction."""
    if (rate.value > 0) == (change.value > 0) or rate.value == 0 or change.value == 0:
        return PASS
    return failed(
        check,
        rate.table,
        rate.row,
        f"{place(rate)} 与 {place(change)} 方向相反",
        f"{place_en(rate)} and {place_en(change)} point in opposite directions",
        actual=printed(rate.value),
        figures=(rate, change),
    )


def _budgets(row: Row) -> tuple[str, ...]:
    """Which budget a rate refers to: the one it names first, the other one only where that is not stated."""
    base = str(row.get("base") or "")
    return ("budget_initial", "budget_adjusted") if "年初" in base else _BUDGETS


def _near(index: Index, row: Row, measures: tuple[str, ...]) -> list[Quantity]:
    figures = map(index.stated_figure, index.narrative.partners(row, measures)[:_NEAREST])
    return [figure for figure in figures if figure is not None]
