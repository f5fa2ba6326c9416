"""From the cells of a table and the runs of a page to a grid of the common document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pipeline.extract.pdf.cells import CellBox
from pipeline.extract.pdf.lines import cell_text
from pipeline.extract.pdf.pieces import pieces
from pipeline.extract.pdf.runs import Glyphs, Run
from pipeline.model import Box, Cell, Grid

_DIGITS = 2


class Table:
    """The cells of one table, and which runs stand in each."""

    def __init__(self, cells: Sequence[CellBox]) -> None:
        self.cells = cells
        self.xs = sorted({x for cell in cells for x in (cell[0], cell[2])})
        self.ys = sorted({y for cell in cells for y in (cell[1], cell[3])})
        self.content: dict[CellBox, list[Run]] = {cell: [] for cell in cells}
        self._owners = self._fields()

    def _fields(self) -> dict[tuple[int, int], tuple[CellBox, ...]]:
        """Which cells cover each field between neighbouring rulings; frames may lie around cells, then there are several."""
        column = {x: index for index, x in enumerate(self.xs)}
        row = {y: index for index, y in enumerate(self.ys)}
        fields: dict[tuple[int, int], tuple[CellBox, ...]] = {}
        for cell in self.cells:
            for down in range(row[cell[1]], row[cell[3]]):
                for across in range(column[cell[0]], column[cell[2]]):
                    fields[down, across] = (*fields.get((down, across), ()), cell)
        return fields

    def cells_at(self, x: float, y: float) -> tuple[CellBox, ...]:
        """The cells in which a point lies; left and top sides belong to a cell."""
        return self._owners.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1), ())

    def take(self, runs: Iterable[Run], glyphs: Glyphs) -> list[Run]:
        """Put each run into the cell in which its middle lies; gives back the runs that lie in none.

        A run that crosses a side of its cell is a figure that overflows, and stays whole, or the touching contents of
        two cells, and is cut (see ``pieces``).
        """
        left: list[Run] = []
        top, bottom, start, end = self.ys[0], self.ys[-1], self.xs[0], self.xs[-1]
        for run in runs:
            middle = (run.top + run.bottom) / 2
            if not top <= middle < bottom or run.x1 < start or run.x0 > end:
                left.append(run)
                continue
            cells = self.cells_at((run.x0 + run.x1) / 2, middle)
            if len(cells) == 1 and cells[0][0] <= run.x0 and run.x1 <= cells[0][2]:
                self.content[cells[0]].append(run)
                continue
            for piece in pieces(run, glyphs, self._sides(middle)):
                cells = self.cells_at((piece.x0 + piece.x1) / 2, middle)
                for cell in cells:
                    self.content[cell].append(piece)
                if not cells:
                    left.append(piece)
        return left

    def _sides(self, y: float) -> list[float]:
        """The upright sides of the cells at a height."""
        row = bisect_right(self.ys, y) - 1
        cells = {cell for column in range(len(self.xs)) for cell in self._owners.get((row, column), ())}
        return sorted({x for cell in cells for x in (cell[0], cell[2])})

    def grid(self, page: int) -> Grid:
        """The table as a grid: a row for each height at which cells begin, a column for each left side."""
        ref = f"p{page}"
        lefts = sorted({cell[0] for cell in self.cells})
        tops = sorted({cell[1] for cell in self.cells})
        column = {x: (bisect_left(lefts, x), round(x, _DIGITS)) for x in self.xs}
        row = {y: (bisect_left(tops, y), round(y, _DIGITS)) for y in self.ys}
        rows: list[list[Cell | None]] = [[None] * len(lefts) for _ in tops]
        for cell, runs in self.content.items():
            (across, x0), (down, top) = column[cell[0]], row[cell[1]]
            (beyond, x1), (below, bottom) = column[cell[2]], row[cell[3]]
            text = cell_text(runs) if runs else ""
            rows[down][across] = Cell(text, ref, below - down, beyond - across, Box(x0, top, x1, bottom))
        return Grid(tuple(map(tuple, rows)), ref, page)


def box_of(x0: float, top: float, x1: float, bottom: float) -> Box:
    """A rectangle of a page as published: rounded, so that the same file gives the same numbers everywhere."""
    return Box(round(x0, _DIGITS), round(top, _DIGITS), round(x1, _DIGITS), round(bottom, _DIGITS))
