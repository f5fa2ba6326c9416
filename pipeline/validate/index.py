"""The published tables of one disclosure, so arranged that every operand is selected only once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from pipeline.model import Row, Value
from pipeline.spec.checks import CELLS, NARRATIVE, Check, Operand
from pipeline.spec.tables import table_specs
from pipeline.text import key
from pipeline.validate.narrative import Narrative
from pipeline.validate.quantity import ZERO, Quantity, as_decimal, measured, usual_decimals

Group = tuple[str, ...]
_TOTAL = re.compile("合计|总计")
Tables = Mapping[str, Sequence[Row]]
#: Tables whose rows name the unit of their figure themselves.
_UNIT_IN_ROW = frozenset((NARRATIVE, CELLS))


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
        self._buckets: dict[tuple[str, str], dict[Value, list[Row]]] = {}
        self._keys: dict[tuple[object, ...], list[Group]] = {}
        self._units: dict[str, dict[str, str]] = {}
        self._floors: dict[str, int] = {}
        self._printed: dict[tuple[str, str, bool], bool] = {}
        self._narrative: Narrative | None = None

    def rows(self, operand: Operand) -> list[Row]:
        """The rows that an operand selects, in the order of the table."""
        found = self._rows.get(operand.name)
        if found is None:
            if operand.table == NARRATIVE:
                candidates: Iterable[Row] = self.narrative.find(operand.sections, operand.measure)
            else:
                candidates = self._table_rows(operand)
            if operand.subject or operand.match or operand.where:
                candidates = [row for row in candidates if _fits(row, operand)]
            found = _preferred(_distinct(candidates, operand.distinct), operand)
            found = self._rows[operand.name] = found[-1:] if operand.pick == "last" else found
        return found

    def select(self, operand: Operand, column: str | None = None) -> Selection:
        """The figures of an operand in its own column, or in ``column``."""
        found = self._figures.get((operand.name, column))
        if found is None:
            rows = self.rows(operand)
            if operand.pick == "count":
                found = _count(operand, rows)
            else:
                found = Selection([], 0)
                for figure in self._read(operand, rows, column):
                    _add(found, figure)
            self._figures[operand.name, column] = found
        return found

    def groups(self, operand: Operand, by: Group, column: str | None = None) -> dict[Group, Selection]:
        """The figures of an operand, grouped by columns of its table; rows without a value there are left out."""
        if not by:
            return {(): self.select(operand, column)}
        found = self._groups.get((operand.name, by, column))
        if found is None:
            rows = self.rows(operand)
            if operand.pick == "count":
                members: dict[Group, list[Row]] = {}
                for row, group in zip(rows, self._group_keys(operand, by), strict=True):
                    members.setdefault(group, []).append(row)
                found = {group: _count(operand, some) for group, some in members.items()}
            else:
                found = {}
                figures = self._read(operand, rows, column)
                for figure, group in zip(figures, self._group_keys(operand, by), strict=True):
                    _add(found.setdefault(group, Selection([], 0)), figure)
            found.pop((), None)
            self._groups[operand.name, by, column] = found
        return found

    def _group_keys(self, operand: Operand, by: Group) -> list[Group]:
        """The group of every row of an operand; ``()`` where a value is missing."""
        narrative = operand.name if operand.table == NARRATIVE else None
        same = (narrative, operand.table, operand.where, operand.match, operand.distinct, by)
        keys = self._keys.get(same)
        if keys is None:
            classes = self._class_names(operand.table) if "class_name" in by else {}
            keys = self._keys[same] = [_group(row, by, classes) for row in self.rows(operand)]
        return keys

    def _class_names(self, table: str) -> dict[str, Value]:
        """The first name that a table gives to each 类: a document may call one by its name of another year, too."""
        names: dict[str, Value] = {}
        for row in self.tables.get(table, ()):
            code = row.get("functional_code")
            if code is not None:
                names.setdefault(str(code)[:3], row.get("class_name"))
        return names

    def agree(self, operands: Sequence[Operand]) -> bool:
        """Whether the first figures of all operands are stated and the same, within their rounding."""
        figures = [figure for operand in operands for figure in self.select(operand).figures[:1]]
        if len(figures) < len(operands):
            return False
        return all(abs(f.value - figures[0].value) <= f.half + figures[0].half for f in figures[1:])

    def form_columns(self, check: Check) -> tuple[str, ...]:
        """The columns of the option ``form`` of a check (kind of disclosure → columns) for this disclosure."""
        form = cast(Mapping[str, list[str]], check.options.get("form", {}))
        kind = next((str(row.get("kind")) for row in self.tables.get("disclosure", ())), "")
        return tuple(form.get(kind, ()))

    def figure(self, operand: Operand, row: Row, column: str) -> Quantity | None:
        """The figure in one column of a row that ``operand`` selects, named by line and column; None when it is null."""
        return self._quantity(operand.table, row, column, operand.title, operand.title_en, column)

    def blank_figure(self, operand: Operand, row: Row, column: str) -> Quantity | None:
        """A blank as the 0 that it stands for; None where the column has no figure at all and may not be printed."""
        if not self._has_figures(operand.table, column):
            return None
        unit = self._column_units(operand.table).get(column, "")
        return Quantity(
            ZERO, ZERO, unit, operand.table, row, f"（空白）{operand.title}", f"(blank) {operand.title_en}", column
        )

    def stated_figure(self, row: Row) -> Quantity | None:
        """The figure of a row of the narrative, named by its subject and measure; None when it is null."""
        return self._quantity(NARRATIVE, row, "value", "", "", None)

    def _quantity(
        self, table: str, row: Row, column: str, title: str, title_en: str, shown: str | None
    ) -> Quantity | None:
        value = as_decimal(row.get(column))
        if value is None:
            return None
        unit = str(row.get("unit") or "") if table in _UNIT_IN_ROW else self._column_units(table).get(column, "")
        value, half, unit = measured(value, unit, self._floor(table))
        return Quantity(value, half, unit, table, row, title, title_en, shown, field=column)

    @property
    def narrative(self) -> Narrative:
        """The figures of the narrative."""
        if self._narrative is None:
            year = next((row.get("fiscal_year") for row in self.tables.get("disclosure", ())), None)
            self._narrative = Narrative(self.tables.get(NARRATIVE, ()), str(year or ""))
        return self._narrative

    def _table_rows(self, operand: Operand) -> Iterable[Row]:
        """Rows of a table other than the narrative, found by the operand's first condition where it asks for one value."""
        rows = self.tables.get(operand.table, ())
        if not rows or not operand.where or len(operand.where[0][1]) > 1:
            return rows
        column, values = operand.where[0]
        buckets = self._buckets.get((operand.table, column))
        if buckets is None:
            buckets = self._buckets[operand.table, column] = {}
            for row in rows:
                buckets.setdefault(row.get(column), []).append(row)
        return buckets.get(next(iter(values)), ())

    def left_out(self, table: str, row: Row, column: str) -> bool:
        """Whether a total is blank above figures: it is left out then, no 0. The check of the levels tells of it."""
        is_total = row.get("level") == 0 and bool(_TOTAL.match(key(str(row.get("name") or ""))))
        return is_total and row.get(column) is None and self._has_figures(table, column, nonzero=True)

    def _has_figures(self, table: str, column: str, *, nonzero: bool = False) -> bool:
        """Whether a column has any figure (``nonzero``: but 0), and so is surely printed."""
        known = self._printed.get((table, column, nonzero))
        if known is None:
            figures = [row.get(column) for row in self.tables.get(table, ())]
            known = any(figures) if nonzero else any(figure is not None for figure in figures)
            self._printed[table, column, nonzero] = known
        return known

    def _floor(self, table: str) -> int:
        floor = self._floors.get(table)
        if floor is None:
            rows = self.tables.get(table, ())
            if table in _UNIT_IN_ROW:
                values: Iterable[Value] = (row.get("value") for row in rows if row.get("unit") == "万元")
            else:
                columns = [column for column, unit in self._column_units(table).items() if unit == "万元"]
                values = (row.get(column) for row in rows for column in columns)
            floor = self._floors[table] = usual_decimals(values)
        return floor

    def _column_units(self, table: str) -> dict[str, str]:
        units = self._units.get(table)
        if units is None:
            units = self._units[table] = {field.name: field.unit for field in table_specs()[table].fields if field.unit}
        return units

    def _read(self, operand: Operand, rows: list[Row], shown: str | None) -> list[Quantity | None]:
        """The figure of every row in the column ``shown`` (which messages then name) or in the operand's own."""
        column = shown or operand.column
        if column is None or not rows:
            return [None] * len(rows)
        table, title, title_en = operand.table, operand.title, operand.title_en
        floor = self._floor(table)
        fixed = None if table in _UNIT_IN_ROW else self._column_units(table).get(column, "")
        figures: list[Quantity | None] = []
        for row in rows:
            printed_unit = fixed if fixed is not None else str(row.get("unit") or "")
            value = as_decimal(row.get(column))
            if value is not None:
                value, half, unit = measured(value, printed_unit, floor)
                figures.append(Quantity(value, half, unit, table, row, title, title_en, shown, field=column))
            elif operand.blank_is_zero and not self.left_out(table, row, column):
                assumed = not self._has_figures(table, column)
                figures.append(Quantity(ZERO, ZERO, printed_unit, table, row, title, title_en, shown, assumed))
            else:
                figures.append(None)
        return figures


def _add(selection: Selection, figure: Quantity | None) -> None:
    if figure is None:
        selection.gaps += 1
    else:
        selection.figures.append(figure)


def _count(operand: Operand, rows: list[Row]) -> Selection:
    """How many rows there are, as one figure; none where there is no row."""
    count = Decimal(len(rows))
    table, title, title_en = operand.table, operand.title, operand.title_en
    return Selection([Quantity(count, ZERO, "个", table, row, title, title_en) for row in rows[:1]], 0)


def _group(row: Row, by: Group, classes: Mapping[str, Value]) -> Group:
    code = str(row.get("functional_code"))[:3] if classes else ""
    values = [classes.get(code, row.get(name)) if name == "class_name" else row.get(name) for name in by]
    return () if None in values else tuple([key(v) if isinstance(v, str) else str(v) for v in values])


def _fits(row: Row, operand: Operand) -> bool:
    for column, values in operand.where:
        if row.get(column) not in values:
            return False
    if operand.subject is not None and not operand.subject.search(key(str(row.get("subject") or ""))):
        return False
    return all(
        pattern.search(key(str(value)) if (value := row.get(column)) is not None else "")
        for column, pattern in operand.match
    )


def _preferred(rows: list[Row], operand: Operand) -> list[Row]:
    """The rows of the preferred subject, all rows when there is none."""
    pattern = operand.prefer
    return (pattern and [row for row in rows if pattern.search(key(str(row.get("subject") or "")))]) or rows


def _distinct(rows: Iterable[Row], columns: tuple[str, ...]) -> list[Row]:
    """Of rows that say the same in ``columns`` only the first; all rows when there are no columns."""
    if not columns:
        return list(rows)
    seen: dict[tuple[Value, ...], Row] = {}
    for row in rows:
        seen.setdefault(tuple(row.get(column) for column in columns), row)
    return list(seen.values())
