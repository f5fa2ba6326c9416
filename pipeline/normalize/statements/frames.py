"""A grid as rows and columns that mean something: spans resolved, spacer columns and blank rows gone.

Some publishers draw a frame of thin cells around every figure, so that one printed column is three columns of the grid.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.model import Box, Cell, Grid
from pipeline.text import compact, key


@dataclass(frozen=True, slots=True)
class FrameCell:
    """A cell at one place of a frame; the same object stands at every place that a merged cell covers."""

    text: str
    key: str
    raw: str
    ref: str
    box: Box | None


@dataclass(slots=True)
class Frame:
    """Rows of cells, all of the same length; ``spans`` are the horizontal extents of the columns, where known.

    ``raw`` are the rows by the columns of the grid, ``sides`` where these columns begin and where the last one ends
    (points; numbers of columns where the source has no geometry). ``loose`` are the texts of rows that stand above the
    rulings.
    """

    rows: list[list[FrameCell]]
    spans: list[tuple[float, float] | None]
    page: int | None
    ref: str
    raw: list[list[FrameCell]] = field(default_factory=list)
    sides: list[float] = field(default_factory=list)
    loose: list[list[FrameCell]] = field(default_factory=list)


BLANK = FrameCell("", "", "", "", None)


def frame_of(grid: Grid) -> Frame:
    """Resolve spans, leave out blank rows, and join columns that are one printed column."""
    rows = _owners(grid)
    rows = [row for i, row in enumerate(rows) if any(c.text for c in row) and not (i and _same(row, rows[i - 1]))]
    columns = printed_columns(rows)
    frame_rows = [list(row) for row in zip(*columns, strict=True)]
    return Frame(frame_rows, [extent(column) for column in columns], grid.page, grid.ref, rows, _sides(grid))


def printed_columns(rows: list[list[FrameCell]]) -> list[list[FrameCell]]:
    """The columns of rows by grid columns: those joined that are one printed column, without those that are blank."""
    joined: list[list[FrameCell]] = []
    for column in map(list, zip(*rows, strict=True)):
        if joined and _one_column(joined[-1], column):
            joined[-1] = [a if a.text else b for a, b in zip(joined[-1], column, strict=True)]
        else:
            joined.append(column)
    return [column for column in joined if any(cell.text for cell in column)]


def remove(frame: Frame, cell: FrameCell) -> None:
    """Take a cell out of all rows (a title that reaches down beside the header), and the columns that this empties."""
    frame.rows = [[BLANK if other is cell else other for other in row] for row in frame.rows]
    kept = [c for c in range(len(frame.spans)) if any(row[c].text for row in frame.rows)]
    frame.rows = [[row[c] for c in kept] for row in frame.rows]
    frame.spans = [frame.spans[c] for c in kept]
    raw = [[BLANK if other is cell else other for other in row] for row in frame.raw]
    frame.raw = [row for row in raw if any(cell.text for cell in row)]


def _owners(grid: Grid) -> list[list[FrameCell]]:
    """For every place of the grid the cell that covers it."""
    height = len(grid.rows)
    width = max((len(row) for row in grid.rows), default=0)
    owners = [[BLANK] * width for _ in range(height)]
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            owner = _cell(cell)
            for rr in range(r, min(height, r + cell.row_span)):
                for cc in range(c, min(width, c + cell.column_span)):
                    owners[rr][cc] = owner
    return owners


def _sides(grid: Grid) -> list[float]:
    """Where the columns of a grid begin, and where the last one ends."""
    width = max((len(row) for row in grid.rows), default=0)
    known: dict[int, float] = {}
    for row in grid.rows:
        for column, cell in enumerate(row):
            if cell is not None and cell.box is not None:
                known[column] = cell.box.x0
                known.setdefault(min(width, column + cell.column_span), cell.box.x1)
    if 0 not in known or width not in known:
        return [float(number) for number in range(width + 1)]
    for before, after in list(pairwise(sorted(known))):  # no cell begins at some columns: anywhere in between will do
        step = (known[after] - known[before]) / (after - before)
        known.update({number: known[before] + step * (number - before) for number in range(before + 1, after)})
    return [known[number] for number in range(width + 1)]


def _cell(cell: Cell) -> FrameCell:
    text = compact(cell.text)
    return FrameCell(text, key(text), cell.text, cell.ref, cell.box)


def _same(one: list[FrameCell], other: list[FrameCell]) -> bool:
    return all(a is b for a, b in zip(one, other, strict=True))


def _one_column(left: list[FrameCell], right: list[FrameCell]) -> bool:
    """Whether two columns of the grid are one printed column: a cell covers both, and never do both hold text."""
    covered = False
    for a, b in zip(left, right, strict=True):
        if a is b and a is not BLANK:
            covered = True
        elif a.text and b.text:
            return False
    return covered


def extent(column: list[FrameCell]) -> tuple[float, float] | None:
    """The narrowest horizontal extent among a column's cells: wider ones are merged over several columns."""
    boxes = [cell.box for cell in column if cell.box]
    if not boxes:
        return None
    narrow = min(boxes, key=lambda box: box.x1 - box.x0)
    return narrow.x0, narrow.x1
