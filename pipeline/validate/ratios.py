"""Kinds ``ratio`` and ``product``: ratios and scores of official tables and forms, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.spec.checks import Check
from pipeline.validate.index import Group, Index, Selection
from pipeline.validate.outcome import Outcome, judged, place, place_en, skipped, unequal
from pipeline.validate.quantity import HUNDRED, Quantity, unit_in_last_place
from pipeline.validate.quotient import judge, share, whole, wrong_ratio


def check_ratio(check: Check, index: Index) -> Iterator[Outcome]:
    """``rate`` = ``part`` / ``whole`` in percent, per group ``by``; only where the figures of ``when`` are equal."""
    if not index.agree(check.many.get("when", ())):
        yield skipped("condition")
        return
    for figures in _groups(check, index, ("rate", "part", "whole")):
        yield _ratio(check, *figures) if figures else skipped("absent")


def _ratio(check: Check, rate: Quantity, part: Quantity, base: Quantity) -> Outcome:
    if base.value == 0:
        return skipped("zero-base")
    return judge(rate, part, base, share, whole) or wrong_ratio(check, rate, part, base, share, whole)


def check_product(check: Check, index: Index) -> Iterator[Outcome]:
    """``product`` = ``factor`` × ``rate`` %, at most ``factor``; per group ``by``."""
    for figures in _groups(check, index, ("product", "factor", "rate")):
        yield _product(check, *figures) if figures else skipped("absent")


def _product(check: Check, product: Quantity, factor: Quantity, rate: Quantity) -> Outcome:
    expected = min(factor.value * rate.value / HUNDRED, factor.value)
    tolerance = factor.value * rate.half / HUNDRED + unit_in_last_place(product.value)
    outcome = judged(
        product.value - expected, unit_in_last_place(product.value) / 2, tolerance, (product, factor, rate)
    )
    shown = expected.quantize(Decimal("0.01"))
    return outcome or unequal(
        check,
        product,
        shown,
        tolerance.quantize(Decimal("0.0001")),
        (f"{place(factor)} × {place(rate)}", f"{place_en(factor)} × {place_en(rate)}"),
        (factor, rate),
    )


def _groups(check: Check, index: Index, names: tuple[str, ...]) -> Iterator[tuple[Quantity, ...] | None]:
    """The first figure of each operand per group of the first one; None where one is missing."""
    by = check.texts("by")
    found: list[dict[Group, Selection]] = [index.groups(check.one[name], by) for name in names]
    if not found[0]:
        yield None
    for group in found[0]:
        selections = [groups.get(group) for groups in found]
        figures = tuple(s.figures[0] for s in selections if s is not None and s.figures)
        yield figures if len(figures) == len(names) else None
