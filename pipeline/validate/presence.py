"""Kinds ``present`` and ``stated``: a figure or a text that must be there, and one that must stand in the narrative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from typing import cast

from pipeline.model import Row
from pipeline.spec.checks import Check
from pipeline.text import key
from pipeline.validate.index import Index
from pipeline.validate.labels import column_titles, line_name
from pipeline.validate.outcome import PASS, Outcome, failed, place, place_en, skipped
from pipeline.validate.quantity import as_decimal, printed


def check_present(check: Check, index: Index) -> Iterator[Outcome]:
    """Column ``column`` is not blank in any row of ``rows``, unless the column ``unless_zero`` is 0 or blank there."""
    operand = check.one["rows"]
    rows = index.rows(operand)
    condition = check.text("unless_zero")
    if not rows:
        yield skipped("absent")
    for row in rows:
        amount = as_decimal(row.get(condition)) if condition else Decimal(1)
        if row.get(check.text("column")) is not None or not amount:
            yield PASS
            continue
        name, where = line_name(operand.table, row) or operand.title, row.get("source_ref") or ""
        stated = printed(amount, str(row.get("unit") or "")) if condition else ""
        yield failed(
            check,
            operand.table,
            row,
            f"“{name}”{stated}（{where}）",
            f"“{name}” {stated} ({where})".replace("  ", " "),
            actual=f"{amount:f}" if condition else None,
        )


def check_stated(check: Check, index: Index) -> Iterator[Outcome]:
    """Every figure of ``rows`` in a column of ``measures`` occurs in the narrative under that measure, in ``sections`` if given.

    Where the narrative states figures about what the columns ``names`` say, at the row's own place, only these count in the
    first column of the measure, and a blank is wrong too. It finds a published table that was edited apart from the
    narrative it was read from, and the other way round.
    """
    operand = check.one["rows"]
    rows = index.rows(operand)
    if not rows:
        yield skipped("absent")
    seen: set[str] = set()
    for column, measure in cast(Mapping[str, str], check.options["measures"]).items():
        first = measure not in seen
        seen.add(measure)
        known = index.narrative.stated(check.texts("sections"), measure)
        if not known:
            yield skipped("absent")
            continue
        for row in rows:
            value, ref = as_decimal(row.get(column)), str(row.get("source_ref") or "")
            named = _named(check, index, row, ref, measure) if first else frozenset()
            if value is not None:
                yield PASS if value in (named or known) else _unknown(check, index, row, column)
            elif named:
                yield _left_out(check, row, column, min(named))


def _named(check: Check, index: Index, row: Row, ref: str, measure: str) -> Set[Decimal]:
    """What the narrative states at the row's place under a measure of the subject that the row is about."""
    name = ">".join(str(row[column]) for column in check.texts("names") if row.get(column))
    return index.narrative.stated_at(ref, measure, key(name)) if name and ref else frozenset()


def _left_out(check: Check, row: Row, column: str, stated: Decimal) -> Outcome:
    table = check.one["rows"].table
    title, title_en = column_titles(table)[column]
    name, where = line_name(table, row), row.get("source_ref") or ""
    return failed(
        check,
        table,
        row,
        f"“{name}”的{title}为空白，而文字说明（{where}）为 {printed(stated)}",
        f"{title_en} of “{name}” is blank, but the narrative ({where}) states {printed(stated)}",
        expected=f"{stated:f}",
    )


def _unknown(check: Check, index: Index, row: Row, column: str) -> Outcome:
    operand = check.one["rows"]
    figure = index.figure(operand, row, column)
    if figure is None:
        return skipped("blank")
    return failed(
        check,
        operand.table,
        row,
        f"{place(figure)} 在文字说明中没有出现",
        f"{place_en(figure)} does not occur in the narrative",
        actual=f"{figure.value:f}",
        figures=(figure,),
    )
