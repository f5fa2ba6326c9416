"""Kind ``sum``: a whole (or a constant) equals the sum of its parts, for the disclosure or for each group of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from pipeline.model import Severity
from pipeline.spec.checks import Check, Operand
from pipeline.validate.index import Group, Index, Selection
from pipeline.validate.outcome import Outcome, failed, judged, listed, skipped, unequal
from pipeline.validate.quantity import ZERO, Quantity, printed

_NOTHING = Selection([], 0)
_LISTS = ("parts", "optional", "minus")
_ALL_LISTS = (*_LISTS, "replacing")


@dataclass(slots=True)
class _Parts:
    """The parts found in one group; ``missing``: some optional part is not stated."""

    plus: list[Quantity]
    minus: list[Quantity]
    missing: bool

    @property
    def total(self) -> Decimal:
        return sum([q.value for q in self.plus], ZERO) - sum([q.value for q in self.minus], ZERO)

    @property
    def half(self) -> Decimal:
        return sum([q.half for q in self.plus], ZERO) + sum([q.half for q in self.minus], ZERO)


def check_sum(check: Check, index: Index) -> Iterator[Outcome]:
    """``whole`` or ``constant`` = Σ ``parts`` + Σ ``optional`` − Σ ``minus``, per group ``by``, per column of ``columns``.

    Where an optional part is not stated, a smaller sum proves nothing and is skipped; with ``absent = "zero"`` it counts
    as 0. ``severity_if_zero`` replaces the severity where the whole is printed as 0 and the parts are not. ``when``: the
    check applies only where these operands are equal. ``form``: per kind of disclosure the columns that an official form
    fills; where the whole stands in one (``origin`` is statement), lines that the form leaves blank count as 0, and
    ``replacing`` take the place of ``replaced`` where that is blank.
    """
    if not index.agree(check.many.get("when", ())):
        yield skipped("condition")
        return
    by = check.texts("by")
    for column in check.texts("columns") or (None,):
        whole = index.groups(check.one["whole"], by, column) if "whole" in check.one else None
        found = {o.name: index.groups(o, by, column) for name in _ALL_LISTS for o in check.many.get(name, ())}
        groups = whole if whole is not None else found[check.many["parts"][0].name]
        if not groups:
            yield skipped("absent")
        in_form = column in index.form_columns(check)
        for group in groups:
            yield _one(check, whole[group] if whole is not None else None, found, group, in_form)


def _one(
    check: Check,
    whole: Selection | None,
    found: dict[str, dict[Group, Selection]],
    group: Group,
    in_form: bool,
) -> Outcome:
    if whole is not None and (not whole.figures or whole.figures[0].assumed):
        return skipped("blank" if whole.gaps or whole.figures else "absent")
    blank_is_zero = in_form and whole is not None and whole.figures[0].row.get("origin") == "statement"
    parts = _parts(check, found, group, blank_is_zero)
    if isinstance(parts, Outcome):
        return parts
    if whole is None:
        return _against_constant(check, parts)
    actual = whole.figures[0]
    total, tolerance = parts.total, parts.half + actual.half
    outcome = judged(actual.value - total, ZERO, tolerance, [actual, *parts.plus, *parts.minus])
    if outcome is None and parts.missing and total < actual.value and not check.text("absent"):
        return skipped("parts-missing")
    return outcome or _softer(
        check, actual, unequal(check, actual, total, tolerance, _reckoned(parts), [*parts.plus, *parts.minus])
    )


def _softer(check: Check, actual: Quantity, outcome: Outcome) -> Outcome:
    """A whole that is printed as 0 though its parts are not is left unfilled rather than wrong."""
    severity = check.text("severity_if_zero")
    if not severity or actual.value or outcome.finding is None:
        return outcome
    return replace(outcome, finding=replace(outcome.finding, severity=cast(Severity, severity)))


def _parts(
    check: Check, found: dict[str, dict[Group, Selection]], group: Group, blank_is_zero: bool
) -> _Parts | Outcome:
    parts = _Parts([], [], False)
    for name in _LISTS:
        operands = check.many.get(name, ())
        target = parts.minus if name == "minus" else parts.plus
        for operand in operands:
            selection = found[operand.name].get(group, _NOTHING)
            taken = _taken(operand, selection)
            if blank_is_zero and not taken:
                target.extend(_replacing(check, operand, found, group))
                continue
            if taken is None:
                return skipped("blank")
            if not taken:
                if name != "optional":
                    return skipped("absent")
                parts.missing = True
            target.extend(taken)
    return parts if parts.plus else skipped("absent")


def _replacing(
    check: Check, operand: Operand, found: dict[str, dict[Group, Selection]], group: Group
) -> list[Quantity]:
    """The figures that take the place of a blank part; none for parts that nothing replaces."""
    if operand is not check.one.get("replaced"):
        return []
    return [q for other in check.many["replacing"] for q in found[other.name].get(group, _NOTHING).figures[:1]]


def _taken(operand: Operand, selection: Selection) -> list[Quantity] | None:
    """The figures that count; None where one of several that are added up is blank."""
    if operand.pick == "all":
        return None if selection.gaps else selection.figures
    return selection.figures[:1] if selection.figures or not selection.gaps else None


def _against_constant(check: Check, parts: _Parts) -> Outcome:
    constant = Decimal(str(check.options["constant"]))
    total, first = parts.total, parts.plus[0]
    if not any(q.value for q in parts.plus):
        return skipped("all-zero")
    outcome = judged(total - constant, ZERO, parts.half, [*parts.plus, *parts.minus])
    if outcome:
        return outcome
    if parts.missing and total < constant:
        return skipped("parts-missing")
    reckoned, apart = _reckoned(parts), printed(abs(total - constant), first.unit)
    return failed(
        check,
        first.table,
        first.row,
        f"合计为 {printed(total, first.unit)}（{reckoned[0]}），应为 {constant}{first.unit}，相差 {apart}",
        f"the sum is {printed(total, first.unit)} ({reckoned[1]}) and should be {constant}{first.unit}; difference {apart}",
        expected=str(constant),
        actual=f"{total:f}",
        difference=total - constant,
        tolerance=parts.half,
        figures=[*parts.plus, *parts.minus],
    )


def _reckoned(parts: _Parts) -> tuple[str, str]:
    chinese, english = listed(parts.plus)
    if parts.minus:
        less = listed(parts.minus, " − ")
        chinese, english = f"{chinese} − {less[0]}", f"{english} − {less[1]}"
    return chinese, english
