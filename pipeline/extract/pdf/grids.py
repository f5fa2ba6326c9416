"""From the cells of a table and the runs of a page to a grid of the common document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipeline.extract.pdf.cells import CellBox
from pipeline.extract.pdf.lines import cell_text
from pipeline.extract.pdf.runs import Run
from pipeline.model import Box, Cell, Grid

_DIGITS = 2


class Table:
    """The cells of one table, and which runs stand in each."""

    def __init__(self, cells: Sequence[CellBox]) -> None:
        self.cells = cells
        self.xs = sorted({x for cell in cells for x in (cell[0], cell[2])})
        self.ys = sorted({y for cell in cells for y in (cell[1], cell[3])})
        self._column = {x: index for index, x in enumerate(self.xs)}
        self._row = {y: index for index, y in enumerate(self.ys)}
        self._owner = self._owners()
        self.content: dict[CellBox, list[Run]] = {}

    def _owners(self) -> dict[tuple[int, int], CellBox]:
        owners: dict[tuple[int, int], CellBox] = {}
        for cell in self.cells:
            columns = range(self._column[cell[0]], self._column[cell[2]])
            for row in range(self._row[cell[1]], self._row[cell[3]]):
                for column in columns:
                    owners[row, column] = cell
        return owners

    def cell_at(self, x: float, y: float) -> CellBox | None:
        """The cell in which a point lies; the left and top sides belong to it."""
        return self._owner.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    def take(self, runs: Iterable[Run]) -> list[Run]:
        """Put each run into the cell in which its middle lies; gives back the runs that lie in none."""
        left: list[Run] = []
        for run in runs:
            cell = self.cell_at((run.x0 + run.x1) / 2, (run.top + run.bottom) / 2)
            if cell is None:
                left.append(run)
            else:
                self.content.setdefault(cell, []).append(run)
        return left

    def grid(self, page: int) -> Grid:
        """The table as a grid: a row for each height at which cells begin, a column for each left side."""
        ref = f"p{page}"
        lefts = sorted({cell[0] for cell in self.cells})
        tops = sorted({cell[1] for cell in self.cells})
        at = {(cell[1], cell[0]): cell for cell in self.cells}
        rows = []
        for index, top in enumerate(tops):
            row: list[Cell | None] = []
            for number, left in enumerate(lefts):
                cell = at.get((top, left))
                if cell is None:
                    row.append(None)
                    continue
                runs = self.content.get(cell)
                text = cell_text(runs) if runs else ""
                row_span = 1
                while index + row_span < len(tops) and tops[index + row_span] < cell[3]:
                    row_span += 1
                column_span = 1
                while number + column_span < len(lefts) and lefts[number + column_span] < cell[2]:
                    column_span += 1
                row.append(Cell(text, ref, row_span, column_span, box_of(cell)))
            rows.append(tuple(row))
        return Grid(tuple(rows), ref, page)


def box_of(cell: CellBox) -> Box:
    """A rectangle of a page as published: rounded, so that the same file gives the same numbers everywhere."""
    return Box(round(cell[0], _DIGITS), round(cell[1], _DIGITS), round(cell[2], _DIGITS), round(cell[3], _DIGITS))
