"""The changes: +100, −1, two digits swapped, the sign lost, blank, moved to the next row or the next column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipeline.model import Row, Value
from pipeline.spec.statements import statement_titles
from pipeline.spec.tables import table_specs

#: The tables of the nine official statements.
STATEMENTS = tuple(statement.name for statement in statement_titles().statements if statement.core)
_NUMBERS_OF_ROWS = frozenset(("seq", "line_no", "project_no", "indicator_no", "row_no", "level", "page"))


@dataclass(frozen=True)
class Mutation:
    """``edits``: rows, columns and the values they get instead. ``row`` and ``column`` name the figure changed."""

    kind: str
    table: str
    row: Row
    column: str
    edits: tuple[tuple[Row, str, Value], ...]

    @property
    def name(self) -> str:
        """The row in words, with its figure."""
        names = (
            "functional_code",
            "economic_code",
            "item",
            "subject",
            "name",
            "item_name",
            "category",
            "level3",
            "fund",
        )
        said = next((str(self.row[n]) for n in names if self.row.get(n)), "")
        return f"{said} {self.row.get('measure') or ''} {self.row[self.column]}"


def mutations(tables: Mapping[str, Sequence[Row]], names: Sequence[str], *, official: bool) -> Iterator[Mutation]:
    """Every change of every figure of the tables; ``official``: only amounts of rows read from official tables."""
    for name in names:
        rows = [row for row in tables.get(name, ()) if not official or row.get("origin") == "statement"]
        columns = [
            field.name
            for field in table_specs()[name].fields
            if (field.unit == "万元" if official else field.type in ("number", "integer"))
            and field.name not in _NUMBERS_OF_ROWS
            and any(row.get(field.name) is not None for row in rows)
        ]
        for number, row in enumerate(rows):
            below = rows[number + 1] if number + 1 < len(rows) else None
            for place, column in enumerate(columns):
                if row.get(column) is not None:
                    beside = columns[place + 1] if place + 1 < len(columns) else None
                    yield from _of_figure(name, row, column, below, beside)


def _of_figure(table: str, row: Row, column: str, below: Row | None, beside: str | None) -> Iterator[Mutation]:
    old = row[column]
    value = Decimal(str(old))

    def typed(number: Decimal) -> Value:
        return int(number) if isinstance(old, int) else number

    def one(kind: str, new: Value) -> Mutation:
        return Mutation(kind, table, row, column, ((row, column, new),))

    yield one("+100", typed(value + 100))
    yield one("-1", typed(value - 1))
    other = _swapped(value)
    if other is not None:
        yield one("digits swapped", typed(other))
    if value < 0:
        yield one("sign lost", typed(-value))
    if value:
        yield one("blank", None)
    if below is not None and (below.get(column) or 0) != old:
        edits: tuple[tuple[Row, str, Value], ...] = ((row, column, below.get(column)), (below, column, old))
        yield Mutation("next row", table, row, column, edits)
    if beside is not None and (row.get(beside) or 0) != old:
        edits = ((row, column, row.get(beside)), (row, beside, old))
        yield Mutation("next column", table, row, column, edits)


def _swapped(value: Decimal) -> Decimal | None:
    """The number with its first two unlike neighbouring digits swapped; None where all are alike."""
    digits = list(f"{value:f}")
    places = [n for n, digit in enumerate(digits) if digit.isdigit()]
    for left, right in pairwise(places):
        if digits[left] != digits[right]:
            digits[left], digits[right] = digits[right], digits[left]
            return Decimal("".join(digits))
    return None
