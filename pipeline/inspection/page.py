"""Everything that is recognised on one page of a PDF or one sheet of a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.inspection.places import Piece, TextIndex
from pipeline.inspection.printed import printed_cells, row_numbers, row_texts
from pipeline.inspection.reading import Place, Reading, grids_at
from pipeline.inspection.tables import ShownTable, tables_at
from pipeline.model import Cell, Finding, Grid, Line, Row
from pipeline.text import key

LineKind = Literal["title", "heading", "text"]
GridKind = Literal["table", "form", "blank", "unread"]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of text and what it is: the title of a table, a heading of the outline, or plain text."""

    line: Line
    kind: LineKind


@dataclass(frozen=True, slots=True)
class ShownGrid:
    """A grid and what became of it: part of a table or of a form of projects, without text, or not read."""

    grid: Grid
    kind: GridKind


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure of the narrative (a row of ``narrative_figure``) and the pieces of lines that hold its number here."""

    row: Row
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a form of projects (a row of ``performance_indicator``) and the cells that print it."""

    row: Row
    cells: tuple[Cell, ...]

    @property
    def number(self) -> str:
        """Its key: number of the project and of the indicator."""
        return f"{self.row['project_no']}/{self.row['indicator_no']}"


@dataclass(frozen=True, slots=True)
class Page:
    """One page or sheet as it was understood."""

    place: Place
    lines: tuple[ShownLine, ...]
    grids: tuple[ShownGrid, ...]
    tables: tuple[ShownTable, ...]
    stated: tuple[StatedFigure, ...]
    projects: tuple[Row, ...]
    indicators: tuple[Indicator, ...]
    findings: tuple[Finding, ...]


def page_at(reading: Reading, place: Place) -> Page:
    """What is recognised at a place of a file."""
    tables = tables_at(reading, place)
    lines = [b for b in reading.document.blocks if isinstance(b, Line) and place.holds(b.ref)]
    headings = {key(section.title) for section in reading.outline.sections if place.holds(section.ref)}
    titles = "".join(key(table.title) for table in tables)
    return Page(
        place,
        tuple(ShownLine(line, _line_kind(line, titles, headings)) for line in lines),
        tuple(ShownGrid(grid, _grid_kind(grid, tables, reading)) for grid in grids_at(reading, place)),
        tuple(tables),
        tuple(_stated(reading, place)),
        tuple(_rows(reading, "performance_project", place)),
        tuple(_indicators(reading, place)),
        tuple(_findings(reading, place)),
    )


def _line_kind(line: Line, titles: str, headings: set[str]) -> LineKind:
    text = key(line.text)
    if len(text) > 2 and text in titles:
        return "title"
    return (
        "heading" if any(len(heading) > 1 and heading in text[: len(heading) + 6] for heading in headings) else "text"
    )


def _grid_kind(grid: Grid, tables: list[ShownTable], reading: Reading) -> GridKind:
    cells = [cell for row in grid.rows for cell in row if cell and cell.text.strip()]
    if not cells:
        return "blank"
    if any((cell.ref, cell.box) in table.cells for table in tables for cell in cells):
        return "table"
    return "form" if id(grid) in reading.forms else "unread"


def _stated(reading: Reading, place: Place) -> list[StatedFigure]:
    rows = reading.dataset.tables.get("narrative_figure", []) if reading.dataset else []
    if not any(place.holds(str(row["source_ref"])) for row in rows):
        return []
    index = TextIndex(reading.document)
    found: list[StatedFigure] = []
    for row in rows:
        pieces = tuple(piece for piece in index.place(row) if place.holds(piece.line.ref))
        if pieces or (place.holds(str(row["source_ref"])) and "-" not in str(row["source_ref"])):
            found.append(StatedFigure(row, pieces))
    return found


def _rows(reading: Reading, table: str, place: Place) -> list[Row]:
    rows = reading.dataset.tables.get(table, []) if reading.dataset else []
    return [row for row in rows if place.holds(str(row["source_ref"]))]


def _indicators(reading: Reading, place: Place) -> list[Indicator]:
    return [
        Indicator(
            row,
            tuple(printed_cells(reading.document, row_texts(row), set(row_numbers(row)), str(row["source_ref"]))),
        )
        for row in _rows(reading, "performance_indicator", place)
    ]


def _findings(reading: Reading, place: Place) -> list[Finding]:
    findings = reading.dataset.findings if reading.dataset else reading.document.findings
    return [finding for finding in findings if place.holds(finding.source_ref)]
