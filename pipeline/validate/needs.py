"""Kind ``needs``: where some figures are printed, another one must be printed too, as a total beside its lines."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.spec.checks import Check
from pipeline.validate.index import Index
from pipeline.validate.outcome import PASS, Outcome, failed, place, place_en, skipped
from pipeline.validate.quantity import Quantity


def check_needs(check: Check, index: Index) -> Iterator[Outcome]:
    """Per group ``by`` in which ``given`` has a figure other than 0, ``needed`` has one, be it 0; per column of ``columns`` or ``form``.

    ``beside``: only where this figure is printed too, which shows that the form has such totals.
    """
    beside = index.select(check.one["beside"]).figures[:1] if "beside" in check.one else []
    if "beside" in check.one and not beside:
        yield skipped("absent")
        return
    columns = index.form_columns(check) if "form" in check.options else check.texts("columns") or (None,)
    if not columns:
        yield skipped("condition")
    for column in columns:
        yield from _in_column(check, index, column, beside)


def _in_column(check: Check, index: Index, column: str | None, beside: list[Quantity]) -> Iterator[Outcome]:
    by = check.texts("by")
    given, needed = (index.groups(check.one[role], by, column) for role in ("given", "needed"))
    told = {group: next((f for f in some.figures if f.value), None) for group, some in given.items()}
    if not any(told.values()):
        yield skipped("absent")
    for group, first in told.items():
        if first is None:
            continue
        if group in needed and needed[group].figures:
            yield PASS
            continue
        title, title_en = check.one["needed"].title, check.one["needed"].title_en
        present = [*beside, first]  # the total beside it tells best where the blank one would stand
        yield failed(
            check,
            present[0].table,
            present[0].row,
            f"没有“{title}”，而有 {'、'.join(map(place, present))}",
            f"there is no {title_en}, but there is {', '.join(map(place_en, present))}",
            figures=present,
        )
