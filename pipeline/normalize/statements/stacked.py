"""Tables that follow each other without a gap, which their rulings make one grid: parted where a title stands across it.

Spreadsheets whose tables stand one below the other are printed so, and word processors join tables between which no text stands.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from pipeline.model import Block, Cell, Grid, Line
from pipeline.text import compact


def parted(grid: Grid, is_title: Callable[[str], bool], is_number: Callable[[str], bool]) -> list[Block]:
    """The tables of a grid from top to bottom; the grid itself where no title stands inside.

    A title (``is_title`` of one printed line) is a row of one cell over the whole width; a row with the number of the
    table (``is_number``) may stand above it. A title below which the page ends is given as lines.
    """
    starts = [0]
    for number, row in enumerate(grid.rows[1:], 1):
        lines = _lines(row)
        before = grid.rows[starts[-1] : number]
        if lines and any(map(is_title, lines)) and any(cell and cell.text for cells in before for cell in cells):
            above = _lines(grid.rows[number - 1])
            starts.append(number - 1 if number - 1 > starts[-1] and above and all(map(is_number, above)) else number)
    if len(starts) == 1:
        return [grid]
    parts = [Grid(grid.rows[start:stop], grid.ref, grid.page) for start, stop in pairwise([*starts, len(grid.rows)])]
    left = [line for row in parts[-1].rows for line in _lines(row)] if all(map(_lines, parts[-1].rows)) else []
    return [*(parts[:-1] if left else parts), *(Line(line, grid.ref, grid.page) for line in left)]


def _lines(row: tuple[Cell | None, ...]) -> list[str]:
    """The printed lines of a row that is one cell over the whole width; none of any other row."""
    first = row[0] if row else None
    if first is None or len(row) < 2 or first.column_span < len(row):
        return []
    return [text for line in first.text.split("\n") if (text := compact(line))]
