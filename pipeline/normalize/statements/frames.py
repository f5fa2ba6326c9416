"""A grid as rows and columns that mean something: spans resolved, spacer columns and blank rows gone.

Some publishers draw a frame of thin cells around every figure, so that one printed column is three columns of the grid.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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

    ``raw`` are the rows by the columns of the grid, ``columns`` tells which of these make up each column of ``rows``.
    """

    rows: list[list[FrameCell]]
    spans: list[tuple[float, float] | None]
    page: int | None
    ref: str
    raw: list[list[FrameCell]] = field(default_factory=list)
    columns: list[tuple[int, ...]] = field(default_factory=list)


_BLANK = FrameCell("", "", "", "", None)


def frame_of(grid: Grid) -> Frame:
    """Resolve spans, leave out blank rows, and join columns that are one printed column."""
    rows = _owners(grid)
    rows = [row for i, row in enumerate(rows) if any(c.text for c in row) and not (i and _same(row, rows[i - 1]))]
    width = max((len(row) for row in rows), default=0)
    columns = [[row[c] for row in rows] for c in range(width)]
    joined: list[list[FrameCell]] = []
    places: list[tuple[int, ...]] = []
    for place, column in enumerate(columns):
        if joined and _one_column(joined[-1], column):
            joined[-1] = [a if a.text else b for a, b in zip(joined[-1], column, strict=True)]
            places[-1] += (place,)
        else:
            joined.append(column)
            places.append((place,))
    kept = [number for number, column in enumerate(joined) if any(cell.text for cell in column)]
    frame_rows = [list(row) for row in zip(*(joined[number] for number in kept), strict=True)]
    spans = [_extent(joined[number]) for number in kept]
    return Frame(frame_rows, spans, grid.page, grid.ref, rows, [places[number] for number in kept])


def remove(frame: Frame, cell: FrameCell) -> None:
    """Take a cell out of all rows (a title that reaches down beside the header), and the columns that this empties."""
    frame.rows = [[_BLANK if other is cell else other for other in row] for row in frame.rows]
    kept = [c for c in range(len(frame.spans)) if any(row[c].text for row in frame.rows)]
    frame.rows = [[row[c] for c in kept] for row in frame.rows]
    frame.spans = [frame.spans[c] for c in kept]
    frame.columns = [frame.columns[c] for c in kept]
    frame.raw = [[_BLANK if other is cell else other for other in row] for row in frame.raw]


def _owners(grid: Grid) -> list[list[FrameCell]]:
    """For every place of the grid the cell that covers it."""
    height = len(grid.rows)
    width = max((len(row) for row in grid.rows), default=0)
    owners = [[_BLANK] * width for _ in range(height)]
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            owner = _cell(cell)
            for rr in range(r, min(height, r + cell.row_span)):
                for cc in range(c, min(width, c + cell.column_span)):
                    owners[rr][cc] = owner
    return owners


def _cell(cell: Cell) -> FrameCell:
    text = compact(cell.text)
    return FrameCell(text, key(text), cell.text, cell.ref, cell.box)


def _same(one: list[FrameCell], other: list[FrameCell]) -> bool:
    return all(a is b for a, b in zip(one, other, strict=True))


def _one_column(left: list[FrameCell], right: list[FrameCell]) -> bool:
    """Whether two columns of the grid are one printed column: a cell covers both, and never do both hold text."""
    covered = False
    for a, b in zip(left, right, strict=True):
        if a is b and a is not _BLANK:
            covered = True
        elif a.text and b.text:
            return False
    return covered


def _extent(column: list[FrameCell]) -> tuple[float, float] | None:
    """The narrowest horizontal extent among a column's cells: wider ones are merged over several columns."""
    boxes = [cell.box for cell in column if cell.box]
    if not boxes:
        return None
    narrow = min(boxes, key=lambda box: box.x1 - box.x0)
    return narrow.x0, narrow.x1


def aligned(frame: Frame, parent: Frame) -> Frame | None:
    """A continuation of ``parent`` on another page with its cells in the columns of the parent; None if they don't fit.

    A blank column of the parent may be missing, a spacer column too many: columns are matched by where they stand.
    """
    like_parent = _in_columns_of(frame, parent)
    if like_parent:
        return like_parent
    width = len(parent.spans)
    if len(frame.spans) == width:
        return frame
    if any(span is None for span in (*frame.spans, *parent.spans)):
        return None
    places: list[int] = []
    for span in frame.spans:
        assert span is not None
        middle = (span[0] + span[1]) / 2
        place = next(
            (i for i, other in enumerate(parent.spans) if other and other[0] - 2 <= middle <= other[1] + 2), None
        )
        if place is None:
            return None
        places.append(place)
    rows: list[list[FrameCell]] = []
    for row in frame.rows:
        placed = [_BLANK] * width
        for place, cell in zip(places, row, strict=True):
            if cell.text and placed[place].text and placed[place] is not cell:
                return None
            placed[place] = cell if cell.text else placed[place]
        rows.append(placed)
    return Frame(rows, list(parent.spans), frame.page, frame.ref)


def _in_columns_of(frame: Frame, parent: Frame) -> Frame | None:
    """A continuation whose grid has the columns of the parent's grid, put together as the parent's are.

    On the rest of a table a column may be blank throughout; by itself such a page would lose it or join it to another.
    """
    if not parent.raw or not frame.raw or len(frame.raw[0]) != len(parent.raw[0]) or not parent.columns:
        return None
    used = {place for places in parent.columns for place in places}
    rows = [row for row in frame.raw if any(cell.text for cell in row)]
    if any(cell.text and place not in used for row in rows for place, cell in enumerate(row)):
        return None
    in_columns = [[_first_text(row, places) for places in parent.columns] for row in rows]
    return Frame(in_columns, list(parent.spans), frame.page, frame.ref, frame.raw, list(parent.columns))


def _first_text(row: list[FrameCell], places: tuple[int, ...]) -> FrameCell:
    return next((row[place] for place in places if row[place].text), _BLANK)
