"""The figures of a document that was set: those of the narrative with their paragraphs, those of the tables with their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tests.planted.paper import Sheet
from tests.typesetter.narrator import Fact
from tests.typesetter.slip import Slip, Spot
from tests.typesetter.statement_grid import Cell, Figure, Statement

HUNDRED = Decimal(100)
YUAN = Decimal(10_000)


@dataclass(frozen=True)
class Stated:
    """A figure of the narrative: ``text`` of its paragraph, and where its number stands in it."""

    fact: Fact
    paragraph: int
    text: str
    start: int
    number: str

    @property
    def end(self) -> int:
        return self.start + len(self.number)

    @property
    def printed(self) -> Decimal:
        return Decimal(self.number.replace(",", ""))

    def slip(self, number: str) -> Slip:
        """Another number in its place."""
        return Slip({self.paragraph: self.text[: self.start] + number + self.text[self.end :]})


def stated(sheet: Sheet) -> list[Stated]:
    """All figures of the narrative in their order."""
    found: list[Stated] = []
    if sheet.narrative is None:
        return found
    texts = [p.text for p in sheet.narrative.paragraphs]
    place, start = 0, 0
    for fact in sheet.narrative.facts:
        if fact.subject == "差异车辆":
            continue  # known from two others and not printed
        pattern = re.compile(rf"(?<![\d.,\-]){re.escape(fact.printed)}")
        while place < len(texts):
            match = pattern.search(texts[place], start)
            if match:
                number = fact.printed.removesuffix(fact.unit)
                found.append(Stated(fact, place, texts[place], match.start(), number))
                start = match.end()
                break
            place, start = place + 1, 0
    return found


@dataclass(frozen=True)
class Placed:
    """A figure of a table, or a blank cell for one (``figure`` None)."""

    spot: Spot
    statement: Statement
    cell: Cell
    figure: Figure | None

    @property
    def value(self) -> Decimal:
        return self.cell.value if self.cell.value is not None else Decimal(0)

    @property
    def factor(self) -> Decimal:
        """What a figure of the table is divided by to be in 万元."""
        return YUAN if self.statement.unit == "元" else Decimal(1)

    @property
    def row(self) -> list[Cell | None]:
        return self.statement.rows[self.spot[1]]

    @property
    def label(self) -> str:
        """The nearest words to the left in its row."""
        texts = [c.text for c in self.row[: self.spot[2]] if c and c.text and c.value is None]
        return texts[-1] if texts else ""

    @property
    def head(self) -> str:
        """The words above its column, from the top."""
        rows = self.statement.rows[: self.statement.header]
        return " / ".join(c.text for row in rows if (c := row[self.spot[2]]) and c.text)

    def with_value(self, value: Decimal | None) -> Slip:
        return Slip(cells={self.spot: replace(self.cell, value=value)})


def placed(sheet: Sheet, *names: str) -> list[Placed]:
    """All figures of the tables (of these names)."""
    found = []
    for number, statement in enumerate(sheet.statements):
        if names and statement.name not in names:
            continue
        figures: dict[int, list[Figure]] = {}
        for figure, row in zip(statement.figures, statement.row_of, strict=True):
            figures.setdefault(row, []).append(figure)
        for row, mine in figures.items():
            cells = [(c, cell) for c, cell in enumerate(statement.rows[row]) if cell and cell.value is not None]
            for (column, cell), figure in zip(cells, mine, strict=True):
                assert cell.value == figure.value, (statement.title, row, column)
                found.append(Placed((number, row, column), statement, cell, figure))
    return found


def neighbours(one: Placed, down: bool) -> Iterator[Placed]:
    """The money cells below and above, or to the right and left, blank ones of a labelled row among them."""
    table, row, column = one.spot
    for step in (1, -1):
        r, c = (row + step, column) if down else (row, column + step)
        if not one.statement.header <= r < len(one.statement.rows) or not 0 <= c < len(one.statement.widths):
            continue
        cell = one.statement.rows[r][c]
        if cell is None or cell.text or cell.align != "right":
            continue
        other = Placed((table, r, c), one.statement, cell, None)
        if other.value or other.label:
            yield other


def swapped_digits(number: str, rng: Random, least: Decimal) -> str | None:
    """Two neighbouring digits exchanged so that the figure changes by ``least`` at least."""
    places = []
    for k in range(len(number) - 1):
        a, b = number[k], number[k + 1]
        if a.isdigit() and b.isdigit() and a != b:
            other = number[:k] + b + a + number[k + 2 :]
            leading = other.lstrip("-").startswith("0") and not other.lstrip("-").startswith("0.")
            if not leading and abs(_plain(other) - _plain(number)) >= least:
                places.append(other)
    return rng.choice(places) if places else None


def _plain(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def shown_like(number: str) -> Callable[[Decimal], str]:
    """Prints figures as ``number`` is printed."""
    decimals = len(number.partition(".")[2])
    grouped = "," in number or len(number.partition(".")[0]) <= 3
    plain = f"{{:{',' if grouped and ',' in number else ''}.{decimals}f}}"
    return plain.format
