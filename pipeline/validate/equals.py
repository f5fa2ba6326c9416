"""Kinds ``equal`` and ``restated``: the same figure, stated in several places, is the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.spec.checks import NARRATIVE, Check, Operand
from pipeline.validate.index import Index
from pipeline.validate.outcome import Outcome, failed, judged, place, place_en, skipped, unequal
from pipeline.validate.quantity import ZERO, Quantity


def check_equal(check: Check, index: Index) -> Iterator[Outcome]:
    """The first figure of every operand equals that of the first one that is stated; per group ``by``, per column of ``columns``.

    ``when``: the check applies only where these operands are equal themselves (all of the spending comes from one
    fund, say). In the column ``both`` a figure that stands alone is told: the other side was left out.
    """
    if not index.agree(check.many.get("when", ())):
        yield skipped("condition")
        return
    by = check.texts("by")
    for column in check.texts("columns") or (None,):
        found = [index.groups(operand, by, column) for operand in check.many["figures"]]
        groups = dict.fromkeys(group for some in found for group in some)
        if not groups:
            yield skipped("absent")
        for group in groups:
            selected = [some[group] for some in found if group in some]
            if by and any(_told_by_unit(s.figures) for s in selected):
                yield skipped("condition")
                continue
            figures = [s.figures[0] for s in selected if s.figures and not s.figures[0].assumed]
            if len(figures) == 1 and column is not None and column == check.text("both"):
                yield _alone(check, figures[0], [o for o in check.many["figures"] if o.title != figures[0].title])
            elif figures:
                yield from _compared(check, figures)
            else:
                yield skipped("blank" if any(s.gaps or s.figures for s in selected) else "absent")


def _told_by_unit(figures: Sequence[Quantity]) -> bool:
    """Whether a table prints one code in several lines, once for every unit of a department: none of them is the sum."""
    rows = {id(f.row): f.row for f in figures if f.table != NARRATIVE and f.row.get("origin") == "statement"}
    return len({row.get("functional_code") for row in rows.values()}) == 1 and len(rows) > 1


def _alone(check: Check, figure: Quantity, others: Sequence[Operand]) -> Outcome:
    return failed(
        check,
        figure.table,
        figure.row,
        f"只有 {place(figure)}，没有填列“{'、'.join(other.title for other in others)}”",
        f"there is only {place_en(figure)}, but no {' or '.join(other.title_en for other in others)}",
        actual=f"{figure.value:f}",
        figures=(figure,),
    )


def check_restated(check: Check, index: Index) -> Iterator[Outcome]:
    """All statements of one operand agree; every operand of ``figures`` on its own.

    ``within = "passage"``: those agree that follow each other about one subject (an item's paragraph says what was spent
    at its beginning and again beside the budget).
    """
    for operand in check.many["figures"]:
        figures = index.select(operand).figures
        if check.text("within") != "passage" or not figures:
            yield from _compared(check, figures)
            continue
        passages: dict[int, list[Quantity]] = {}
        for figure in figures:
            passages.setdefault(index.narrative.passage(figure.row), []).append(figure)
        for passage in passages.values():
            yield from _repeated(check, passage)


def _repeated(check: Check, figures: Sequence[Quantity]) -> Iterator[Outcome]:
    """One figure printed twice in a passage: a difference that rounding explains between two figures is a slip here."""
    first = figures[0]
    if len(figures) == 1:
        yield skipped("stated-once")
    for other in figures[1:]:
        rounding = first.half + other.half
        tolerance = rounding if first.half != other.half else ZERO
        outcome = judged(other.value - first.value, ZERO, tolerance, (other, first))
        if outcome is None:
            severity = "info" if abs(other.value - first.value) <= rounding else check.severity
            reckoned = place(first), place_en(first)
            outcome = unequal(replace(check, severity=severity), other, first.value, tolerance, reckoned, (first,))
        yield outcome


def _compared(check: Check, figures: Sequence[Quantity]) -> Iterator[Outcome]:
    others = [figure for figure in figures[1:] if figure.row is not figures[0].row]
    if not others:
        yield skipped("stated-once" if figures else "absent")
    for other in others:
        first = figures[0]
        tolerance = first.half + other.half
        yield judged(other.value - first.value, ZERO, tolerance, (other, first)) or unequal(
            check, other, first.value, tolerance, (place(first), place_en(first)), (first,)
        )
