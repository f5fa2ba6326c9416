"""Rows of the published tables that the narrative states, by the rules of ``schemas/narrative/fills.toml``.

The official tables are often an annex that is not in the source; their totals stand in the text all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.model import Row
from pipeline.normalize.figure import Figure
from pipeline.normalize.money import in_wan
from pipeline.spec.fills import Fill, fills
from pipeline.text import fold

#: Statement tables whose rows carry the printed name of the line, and in which column.
_NAMED = {
    "income_expenditure_summary": "item",
    "appropriation_summary": "item",
    "general_budget_basic_expenditure": "name",
}
#: Statement tables: rows get an origin and, but for ``three_public``, a line number.
STATEMENT_TABLES = (
    "income_expenditure_summary",
    "income",
    "expenditure",
    "appropriation_summary",
    "general_budget_expenditure",
    "general_budget_basic_expenditure",
    "government_fund",
    "state_capital",
    "three_public",
)


def fill_tables(figures: Sequence[Figure], year: int) -> dict[str, list[Row]]:
    """All rows that figures of the narrative of ``year`` fill, in the order of the rules; a row without any figure is left out."""
    by_section: dict[str, list[Figure]] = {}
    for figure in figures:
        by_section.setdefault(figure.section.kind, []).append(figure)
    tables: dict[str, dict[tuple[object, ...], Row]] = {}
    for rule in fills():
        candidates = [figure for kind in sorted(rule.sections) for figure in by_section.get(kind, ())]
        row = _row(rule, candidates, year)
        if row is None:
            continue
        rows = tables.setdefault(rule.table, {})
        name = row.get(_NAMED.get(rule.table, "")) if rule.table in _NAMED else None
        identity = (*(value for _, value in rule.row), name)
        known = rows.setdefault(identity, {})
        for column, value in row.items():
            known.setdefault(column, value)
    return {table: _finished(table, rows.values()) for table, rows in tables.items()}


def _row(rule: Fill, candidates: Iterable[Figure], year: int) -> Row | None:
    row: Row = {}
    first: Figure | None = None
    for figure in candidates:
        column = rule.columns.get(figure.measure)
        if column is None or column in row or (rule.units and figure.unit not in rule.units):
            continue
        if figure.against_budget(year):
            continue
        if not rule.subject.search(fold(figure.subject)):
            continue
        row[column] = int(figure.value) if _is_whole(figure) else in_wan(figure.value, figure.unit)
        first = first or figure
    if first is None:
        return None
    row.update(rule.row)
    if rule.table in _NAMED:
        row[_NAMED[rule.table]] = first.subject
    row["source_ref"] = first.ref
    return row


def _is_whole(figure: Figure) -> bool:
    return figure.unit_class == "count" and figure.value == figure.value.to_integral_value()


def _finished(table: str, rows: Iterable[Row]) -> list[Row]:
    result = list(rows)
    for number, row in enumerate(result, 1):
        if table in STATEMENT_TABLES:
            row["origin"] = "narrative"
            if table != "three_public":
                row["line_no"] = number
    return result
