"""The tables on one page, with the letters and numbers that name their columns and rows in the picture and in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.inspection.reading import Place, Reading
from pipeline.model import Box, Row
from pipeline.normalize.statements.columns import Column, Group, groups
from pipeline.normalize.statements.frames import Frame, FrameCell
from pipeline.normalize.statements.lines import Figure, TableContent, TableLine, read_header, read_lines
from pipeline.normalize.statements.published import published_rows
from pipeline.normalize.statements.regions import Region
from pipeline.spec.forms import form_spec


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as published in ``statement_cell``; ``target`` is its column in the published table, if it has one."""

    letter: str
    raw: str
    value: Decimal | None
    ref: str
    box: Box | None
    target: str | None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A line of a table; ``number`` is its ``row_no``. ``head`` are the boxes of its code and label cells on the page."""

    number: int
    side: str | None
    code: str
    label: str
    figures: tuple[ShownFigure, ...]
    head: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of figures: its letter, its header path, the published columns that its figures fill.

    ``figures`` is how many there are on the page, ``head`` is the box of its lowest header cell there, ``first`` that of
    the cell below.
    """

    letter: str
    name: str
    targets: tuple[str, ...]
    figures: int
    head: Box | None
    first: Box | None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table, or the part of it that stands on the page; boxes in points."""

    name: str
    title: str
    table_no: str | None
    unit: str | None
    pages: tuple[int | None, int | None]
    columns: tuple[ShownColumn, ...]
    rows: tuple[ShownRow, ...]
    doubtful: tuple[FrameCell, ...]
    header: tuple[Box, ...]
    cells: frozenset[tuple[str, Box | None]]

    @property
    def figures(self) -> int:
        """How many figures of it stand on the page."""
        return sum(len(row.figures) for row in self.rows)


def tables_at(reading: Reading, place: Place) -> list[ShownTable]:
    """The tables of a page or sheet, in order; the letters of their columns run through the page."""
    shown: list[ShownTable] = []
    used = 0
    for region in reading.regions:
        frames = [frame for frame in region.frames if place.holds(frame.ref)]
        if frames:
            shown.append(_table(reading, place, region, frames, used))
            used += len(shown[-1].columns)
    return shown


def letters(number: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    return (letters(number // 26 - 1) if number >= 26 else "") + chr(65 + number % 26)


def _table(reading: Reading, place: Place, region: Region, frames: list[Frame], used: int) -> ShownTable:
    spec = form_spec()
    content = read_lines(region, spec)
    figures = [column for column in content.columns if column.role == "figure"]
    letter_of = {column.index: letters(used + number) for number, column in enumerate(figures)}
    here = [line for line in content.lines if place.holds(line.ref)]
    heads = _heads(here, frames, groups(content.columns))
    official = reading.dataset.tables.get(region.name, []) if reading.dataset else []
    rows: list[ShownRow] = []
    for line in here:
        shown = tuple(
            ShownFigure(
                letter_of[figure.column.index],
                figure.cell.text,
                figure.amount.value,
                figure.cell.ref,
                figure.cell.box,
                _target(region, content, line, figure, reading.kind, official),
            )
            for figure in line.figures
        )
        rows.append(ShownRow(line.number, line.side, line.code, line.label, shown, heads.get(line.number, ())))
    header = _header(region, frames)
    columns = tuple(
        ShownColumn(
            letter_of[c.index],
            _name(c),
            _targets(letter_of[c.index], rows),
            sum(figure.letter == letter_of[c.index] for row in rows for figure in row.figures),
            *_top_of(frames[0], header, c.index),
        )
        for c in figures
    )
    cells = {id(cell): cell for frame in frames for row in frame.rows for cell in row if cell.ref}
    labels = {row.label for row in rows}  # a label that reaches over a column of figures is no doubtful figure
    return ShownTable(
        region.name,
        region.title,
        region.table_no,
        region.unit,
        region.pages,
        columns,
        tuple(rows),
        tuple(cell for cell in content.doubtful if id(cell) in cells and cell.text not in labels),
        tuple(header),
        frozenset((cell.ref, cell.box) for cell in cells.values()),
    )


def _name(column: Column) -> str:
    return column.name or f"第{column.index + 1}列"


def _targets(letter: str, rows: list[ShownRow]) -> tuple[str, ...]:
    found = (figure.target for row in rows for figure in row.figures if figure.letter == letter and figure.target)
    return tuple(dict.fromkeys(found))


def _target(
    region: Region, content: TableContent, line: TableLine, figure: Figure, kind: str, official: list[Row]
) -> str | None:
    """The published column that a figure fills: what the table's own rule makes of a line with nothing but this figure."""
    alone = TableContent(content.columns, [replace(line, figures=[figure])])
    for row in published_rows(region, alone, kind, form_spec()).rows:
        column = next((name for name, value in row.items() if isinstance(value, Decimal)), None)
        if column is None:
            continue
        if "item" not in row or region.name != "three_public":
            return f"{region.name}.{column}"
        known = next((other for other in official if other["item"] == row["item"]), None)
        if known is None or known.get(column) == row[column]:
            return f"{region.name}.{column} [{row['item']}]"
    return None


def _header(region: Region, frames: list[Frame]) -> dict[Box, None]:
    """The boxes of the header's cells on the page, also where it is printed again on a later page."""
    _, starts = read_header(region.frames, form_spec())
    boxes: dict[Box, None] = {}
    for frame, start in zip(region.frames, starts, strict=True):
        if any(frame is shown for shown in frames):
            for row in frame.rows[:start]:
                boxes.update(dict.fromkeys(cell.box for cell in row if cell.box and cell.text))
    return boxes


def _top_of(frame: Frame, header: dict[Box, None], index: int) -> tuple[Box | None, Box | None]:
    """The lowest header cell of a column and the cell below it."""
    boxes = [row[index].box for row in frame.rows]
    head = next((box for box in reversed(boxes) if box in header), None)
    first = next((box for box in boxes if box and box not in header), None)
    return head, first


def _heads(lines: list[TableLine], frames: list[Frame], parts: list[Group]) -> dict[int, tuple[Box, ...]]:
    """The code and label cells of each line, found by walking over the printed rows in the order of the lines."""
    waiting = iter(lines)
    line = next(waiting, None)
    heads: dict[int, tuple[Box, ...]] = {}
    for row in (row for frame in frames for row in frame.rows):
        for group in parts:
            cells = list(dict.fromkeys(row[column.index] for column in (*group.codes, *group.labels)))
            figures = [row[column.index] for column in group.figures]
            if line is None or not _is_line(line, figures, [cell for cell in cells if cell.text]):
                continue
            heads[line.number] = tuple(cell.box for cell in cells if cell.box)
            line = next(waiting, None)
    return heads


def _is_line(line: TableLine, figures: list[FrameCell], cells: list[FrameCell]) -> bool:
    if line.figures:
        return any(figure.cell is cell for figure in line.figures for cell in figures)
    texts = [cell.text for cell in cells]
    return bool(texts) and all(text in line.label or text in line.code or line.label in text for text in texts)
