"""A ruled table as rows of cells with spans, and the figures in it as the gold lists them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Cell:
    """A cell; a figure carries its ``value``. ``align`` is left, center or right; ``indent`` counts steps of 类/款/项.

    ``size`` is that of the text in points, 0 for the size of the table.
    """

    text: str
    column_span: int = 1
    row_span: int = 1
    align: str = "center"
    indent: int = 0
    bold: bool = False
    value: Decimal | None = None
    size: float = 0.0


@dataclass(frozen=True)
class Figure:
    """A row of cells.tsv without the page."""

    row_code: str
    row_label: str
    column: str
    value: Decimal


@dataclass
class Statement:
    """One official table. ``rows`` hold None where a cell is covered by a span; the first ``header`` rows are its head,
    of these the first ``title_rows`` rows hold title, 部门 and 单位 inside the grid. ``unit`` is that of its figures.
    """

    number: int
    name: str
    title: str
    landscape: bool
    widths: tuple[float, ...]
    header: int = 0
    rows: list[list[Cell | None]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    row_of: list[int] = field(default_factory=list)
    note: str = ""
    unit: str = "万元"
    table_no: str = ""
    title_rows: int = 0

    @property
    def empty(self) -> bool:
        return not self.figures

    def head(self, *rows: tuple[Cell | None, ...]) -> None:
        self.rows += [list(row) for row in rows]
        self.header += len(rows)

    def figure(self, value: Decimal | None, code: str, label: str, column: str, zeros: bool) -> Cell:
        """A figure cell, registered for the gold when it is printed; zero is blank unless ``zeros``."""
        if value is None or (not value and not zeros):
            return Cell("", align="right")
        self.figures.append(Figure(code, label, column, value))
        self.row_of.append(len(self.rows))
        return Cell("", align="right", value=value)


def tall(text: str, rows: int) -> Cell:
    return Cell(text, row_span=rows)


def wide(text: str, columns: int) -> Cell:
    return Cell(text, column_span=columns)
