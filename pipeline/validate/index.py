"""The published tables of one disclosure, so arranged that every operand is selected only once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.model import Row, Value
from pipeline.spec.checks import NARRATIVE, Operand
from pipeline.spec.outline import outline_spec
from pipeline.spec.tables import table_specs
from pipeline.text import fold, key
from pipeline.validate.quantity import MONEY, ZERO, Quantity, as_decimal, measured, usual_decimals

Group = tuple[str, ...]
Tables = Mapping[str, Sequence[Row]]


@dataclass(slots=True)
class Selection:
    """The figures that an operand selects, in the order of the table; ``gaps`` counts rows whose figure is null."""

    figures: list[Quantity]
    gaps: int


class Index:
    """Looks up rows and figures of one disclosure; everything is computed once and kept."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._rows: dict[str, list[Row]] = {}
        self._figures: dict[tuple[str, str | None], Selection] = {}
        self._groups: dict[tuple[str, Group, str | None], dict[Group, Selection]] = {}
        self._units: dict[str, dict[str, str]] = {}
        self._floors: dict[str, int] = {}
        self._narrative: dict[tuple[str, str], list[Row]] | None = None
        self._stated: dict[tuple[str, str], frozenset[Decimal]] = {}
        self._subjects: dict[tuple[Value, Value, str], list[Row]] | None = None

    def rows(self, operand: Operand) -> list[Row]:
        """The rows that an operand selects, in the order of the table."""
        found = self._rows.get(operand.name)
        if found is None:
            found = self._rows[operand.name] = _distinct(
                [row for row in self._candidates(operand) if _fits(row, operand)], operand.distinct
            )
        return found

    def select(self, operand: Operand, column: str | None = None) -> Selection:
        """The figures of an operand in its own column, or in ``column``."""
        found = self._figures.get((operand.name, column))
        if found is None:
            found = self._figures[operand.name, column] = self._read(operand, self.rows(operand), column)
        return found

    def groups(self, operand: Operand, by: Group, column: str | None = None) -> dict[Group, Selection]:
        """The figures of an operand, grouped by columns of its table; rows without a value there are left out."""
        if not by:
            return {(): self.select(operand, column)}
        found = self._groups.get((operand.name, by, column))
        if found is None:
            rows: dict[Group, list[Row]] = {}
            for row in self.rows(operand):
                values = [row.get(name) for name in by]
                if None not in values:
                    rows.setdefault(tuple(key(str(value)) for value in values), []).append(row)
            found = {group: self._read(operand, members, column) for group, members in rows.items()}
            self._groups[operand.name, by, column] = found
        return found

    def figure(self, operand: Operand, row: Row, column: str) -> Quantity | None:
        """The figure in one column of a row that ``operand`` selects, named by line and column; None when it is null."""
        return self._quantity(operand.table, row, column, operand.title, operand.title_en, column)

    def stated_figure(self, row: Row) -> Quantity | None:
        """The figure of a row of the narrative, named by its subject and measure; None when it is null."""
        return self._quantity(NARRATIVE, row, "value", "", "", None)

    def _quantity(
        self, table: str, row: Row, column: str, title: str, title_en: str, shown: str | None
    ) -> Quantity | None:
        value = as_decimal(row.get(column))
        if value is None:
            return None
        unit = str(row.get("unit") or "") if table == NARRATIVE else self._column_units(table).get(column, "")
        value, half, unit = measured(value, unit, self._floor(table) if unit == "万元" else 0)
        return Quantity(value, half, unit, table, row, title, title_en, shown)

    def partners(self, row: Row, measures: Iterable[str]) -> list[Row]:
        """Rows of the narrative about the same subject in the same section with one of ``measures``.

        Rows before ``row`` come first, the nearest one in front; then those after it.
        """
        if self._subjects is None:
            self._subjects = {}
            for other in self.tables.get(NARRATIVE, ()):
                self._subjects.setdefault(_subject_key(other), []).append(other)
        members = self._subjects.get(_subject_key(row), [])
        at = next(i for i, other in enumerate(members) if other is row)
        ordered = [*reversed(members[:at]), *members[at + 1 :]]
        return [other for measure in measures for other in ordered if other.get("measure") == measure]

    def stated(self, sections: Sequence[str], measure: str) -> set[Decimal]:
        """All figures that the narrative states under a measure in sections of some kinds, in units of comparison."""
        known: set[Decimal] = set()
        for kind in sections:
            found = self._stated.get((kind, measure))
            if found is None:
                rows = self._sections().get((kind, measure), ())
                values = ((as_decimal(row.get("value")), MONEY.get(str(row.get("unit")))) for row in rows)
                found = frozenset(v if f is None else v * f for v, f in values if v is not None)
                self._stated[kind, measure] = found
            known |= found
        return known

    def _sections(self) -> dict[tuple[str, str], list[Row]]:
        """Rows of the narrative by kind of section and measure."""
        if self._narrative is None:
            self._narrative = self._by_section()
        return self._narrative

    def _candidates(self, operand: Operand) -> Iterable[Row]:
        if operand.table != NARRATIVE or not operand.sections:
            return self.tables.get(operand.table, ())
        by_section = self._sections()
        measures = [operand.measure] if operand.measure else sorted({m for _, m in by_section})
        found = [row for kind in operand.sections for m in measures for row in by_section.get((kind, m), ())]
        return found if len(operand.sections) * len(measures) == 1 else sorted(found, key=_seq)

    def _by_section(self) -> dict[tuple[str, str], list[Row]]:
        rows = self.tables.get(NARRATIVE, ())
        titles = {str(row.get("section")): str(row.get("section_title") or "") for row in rows}
        kinds: dict[tuple[Value, Value], str] = {}
        result: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            at = (row.get("section"), row.get("section_title"))
            kind = kinds.get(at)
            if kind is None:
                kind = kinds[at] = _kind(str(at[0] or ""), str(at[1] or ""), titles)
            result.setdefault((kind, str(row.get("measure"))), []).append(row)
        return result

    def _floor(self, table: str) -> int:
        floor = self._floors.get(table)
        if floor is None:
            rows = self.tables.get(table, ())
            if table == NARRATIVE:
                values = [row.get("value") for row in rows if row.get("unit") == "万元"]
            else:
                columns = [column for column, unit in self._column_units(table).items() if unit == "万元"]
                values = [row.get(column) for row in rows for column in columns]
            floor = self._floors[table] = usual_decimals(values)
        return floor

    def _column_units(self, table: str) -> dict[str, str]:
        units = self._units.get(table)
        if units is None:
            units = self._units[table] = {field.name: field.unit for field in table_specs()[table].fields if field.unit}
        return units

    def _read(self, operand: Operand, rows: list[Row], shown: str | None) -> Selection:
        """The figures of rows in the column ``shown`` (which then is named in messages) or in the operand's own."""
        column = shown or operand.column
        table, title, title_en = operand.table, operand.title, operand.title_en
        if operand.pick == "count":
            count = Decimal(len(rows))
            return Selection([Quantity(count, ZERO, "个", table, row, title, title_en) for row in rows[:1]], 0)
        if column is None:
            return Selection([], 0)
        figures: list[Quantity] = []
        gaps = 0
        for row in rows:
            figure = self._quantity(table, row, column, title, title_en, shown)
            if figure is None and operand.blank_is_zero:
                figure = Quantity(
                    ZERO, ZERO, self._column_units(table).get(column, ""), table, row, title, title_en, shown
                )
            if figure is None:
                gaps += 1
            else:
                figures.append(figure)
        return Selection(figures, gaps)


def _fits(row: Row, operand: Operand) -> bool:
    if operand.measure is not None and row.get("measure") != operand.measure:
        return False
    for column, values in operand.where:
        if row.get(column) not in values:
            return False
    if operand.subject is not None and not operand.subject.search(key(str(row.get("subject") or ""))):
        return False
    return all(
        pattern.search(key(str(value)) if (value := row.get(column)) is not None else "")
        for column, pattern in operand.match
    )


def _distinct(rows: list[Row], columns: tuple[str, ...]) -> list[Row]:
    """Of rows that say the same in ``columns`` only the first; all rows when there are no columns."""
    if not columns:
        return rows
    seen: dict[tuple[Value, ...], Row] = {}
    for row in rows:
        seen.setdefault(tuple(row.get(column) for column in columns), row)
    return list(seen.values())


def _kind(section: str, title: str, titles: Mapping[str, str]) -> str:
    """What a section is about: by its title, else by the nearest heading above it that is known."""
    kind = _kind_of_title(title)
    while kind is None and "/" in section:
        section = section.rpartition("/")[0]
        kind = _kind_of_title(titles.get(section, ""))
    return kind or outline_spec().kinds[-1].kind


@lru_cache(maxsize=4096)
def _kind_of_title(title: str) -> str | None:
    folded = fold(title)
    return next((kind.kind for kind in outline_spec().kinds[:-1] if kind.title.search(folded)), None)


def _subject_key(row: Row) -> tuple[Value, Value, str]:
    return row.get("section"), row.get("section_title"), key(str(row.get("subject") or ""))


def _seq(row: Row) -> int:
    value = row.get("seq")
    return value if isinstance(value, int) else 0
