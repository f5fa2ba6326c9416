"""Tables that follow each other without a gap, which their rulings make one grid: parted where a title stands across it.

Spreadsheets whose tables stand one below the other are printed so, and word processors join tables between which no text stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Block, Cell, Grid, Line
from pipeline.normalize.statements.headings import HeadingReader
from pipeline.text import compact

_Row = tuple[Cell | None, ...]


def parted(grid: Grid, reader: HeadingReader) -> list[Block]:
    """The tables of a grid from top to bottom; the grid itself where no title stands inside.

    A title is a row of one cell over the whole width with the head of a table below it, or with nothing (相关统计数 is one by
    its words alone); the number of the
    table may stand in a row above. A title below which the page ends is given as lines.
    """
    starts = [0]
    for number in range(1, len(grid.rows)):
        before = grid.rows[starts[-1] : number]
        if not _is_title(grid.rows, number, reader) or not any(map(_texts, before)):
            continue
        above = _lines(grid.rows[number - 1])
        numbered = number - 1 > starts[-1] and above and all(map(reader.number_of, above))
        starts.append(number - 1 if numbered else number)
    if len(starts) == 1:
        return [grid]
    parts = [Grid(grid.rows[start:stop], grid.ref, grid.page) for start, stop in pairwise([*starts, len(grid.rows)])]
    left = [line for row in parts[-1].rows for line in _lines(row)] if all(map(_lines, parts[-1].rows)) else []
    return [*(parts[:-1] if left else parts), *(Line(line, grid.ref, grid.page) for line in left)]


def _is_title(rows: Sequence[_Row], number: int, reader: HeadingReader) -> bool:
    lines = _lines(rows[number])
    if any(map(reader.is_inner_title, lines)):
        return True
    if not lines or not reader.tells_title(lines):
        return False
    below = (_texts(row) for row in rows[number + 1 :] if not _lines(row))
    head = next((texts for texts in below if not all(map(reader.is_passing, texts))), None)
    return head is None or reader.heads(head)


def _texts(row: _Row) -> list[str]:
    return [compact(cell.text) for cell in row if cell and cell.text.strip()]


def _lines(row: _Row) -> list[str]:
    """The printed lines of a row that is one cell over the whole width; none of any other row."""
    first = row[0] if row else None
    if first is None or len(row) < 2 or first.column_span < len(row):
        return []
    return [text for line in first.text.split("\n") if (text := compact(line))]
