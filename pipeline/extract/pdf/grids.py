"""From the cells of a table and the runs of a page to a grid of the common document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.extract.pdf.cells import SNAP, Lattice
from pipeline.extract.pdf.lines import cell_text, group_lines
from pipeline.extract.pdf.pieces import part_figures, pieces
from pipeline.extract.pdf.runs import Glyphs, Run
from pipeline.extract.pdf.view import Edge
from pipeline.extract.pdf.words import words_of
from pipeline.model import Box, Cell, DoubtReason, Grid

_DIGITS = 2
#: So many rows with so many amounts make a table of what stands in a single column.
_ROWS = 3
#: So many codes in a column make it one of codes.
_CODES = 2
_CODE = re.compile(r"\d{5}|\d{7}")
_AMOUNTS = 2


class Table:
    """The cells of one table, and which runs stand in each."""

    def __init__(self, lattice: Lattice) -> None:
        self.cells = lattice.cells
        self._xs, self._ys = lattice.xs, lattice.ys
        lefts, tops, rights, bottoms = zip(*self.cells, strict=True)
        self._lefts, self._tops = sorted(set(lefts)), sorted(set(tops))
        self.left, self.right = self._xs[self._lefts[0]], self._xs[max(rights)]
        self.top, self.bottom = self._ys[self._tops[0]], self._ys[max(bottoms)]
        self._content: list[list[Run]] = [[] for _ in self.cells]
        self._parted: list[Box] = []
        #: Do cells lie over each other? Then rulings that should cross were missed, or a frame lies around the table.
        self.overlaps = False
        self._owners = self._fields()

    def _fields(self) -> list[list[tuple[int, ...]]]:
        """Which cells cover each field between neighbouring rulings, by row and column; several where a frame lies around cells.

        The last row and column stand for what lies before the first ruling.
        """
        fields: list[list[tuple[int, ...]]] = [[()] * (len(self._xs) + 1) for _ in range(len(self._ys) + 1)]
        for number, (left, top, right, bottom) in enumerate(self.cells):
            own = (number,)
            for row in fields[top:bottom]:
                for column in range(left, right):
                    if row[column]:
                        self.overlaps = True
                        row[column] += own
                    else:
                        row[column] = own
        return fields

    def _cells_at(self, x: float, y: float) -> tuple[int, ...]:
        """The numbers of the cells in which a point lies; left and top sides belong to a cell."""
        return self._owners[bisect_right(self._ys, y) - 1][bisect_right(self._xs, x) - 1]

    def take(self, runs: Iterable[Run], glyphs: Glyphs) -> list[Run]:
        """Put each run into the cell in which its middle lies; gives back the runs that lie in none.

        A run that crosses a side of its cell is a figure that overflows, and stays whole, or the touching contents of
        two cells, and is cut (see ``pieces``).
        """
        others: list[Run] = []
        crossing: list[Run] = []
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        for run in runs:
            middle = (run.top + run.bottom) / 2
            if not top <= middle < bottom or run.x1 < left or run.x0 > right:
                others.append(run)
                continue
            cells = self._cells_at((run.x0 + run.x1) / 2, middle)
            if len(cells) == 1:
                side = self.cells[cells[0]]
                if self._xs[side[0]] <= run.x0 and run.x1 <= self._xs[side[2]]:
                    self._content[cells[0]].append(run)
                    continue
            parts = pieces(run, glyphs, self._sides(middle))
            if len(parts) == 1 and part_figures(run.text, run.text):
                crossing.append(run)  # once the others stand in their cells, it is known which columns hold codes
            else:
                others += self._put(run, parts)
        for run in crossing:
            middle = (run.top + run.bottom) / 2
            sides = [side for side in self._sides(middle) if self._heads_codes(side)]
            others += self._put(run, pieces(run, glyphs, sides, codes=True) if sides else [run])
        return others

    def _put(self, run: Run, parts: Sequence[Run]) -> list[Run]:
        """Put the parts of a run into their cells; gives back those that lie in none."""
        if any(part_figures(before.text, after.text) for before, after in pairwise(parts)):
            self._parted.append(box_of(run.x0, run.top, run.x1, run.bottom))
        others: list[Run] = []
        for piece in parts:
            cells = self._cells_at((piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2)
            for cell in cells:
                self._content[cell].append(piece)
            if not cells:
                others.append(piece)
        return others

    def _heads_codes(self, side: float) -> bool:
        """Do cells hold codes of 款 or 项 that have this left side?"""
        cells = (runs for cell, runs in zip(self.cells, self._content, strict=True) if self._xs[cell[0]] == side)
        return sum(len(runs) == 1 and _CODE.fullmatch(runs[0].text) is not None for runs in cells) >= _CODES

    def _sides(self, y: float) -> list[float]:
        """The upright sides of the cells at a height."""
        row = bisect_right(self._ys, y) - 1
        crossed = [cell for cell in self.cells if cell[1] <= row < cell[3]]
        return [self._xs[side] for side in sorted({side for cell in crossed for side in (cell[0], cell[2])})]

    @property
    def runs(self) -> list[Run]:
        """What stands in the cells."""
        return [run for content in self._content for run in content]

    def doubts(self, upright: Sequence[Edge], level: Sequence[Edge]) -> Iterator[tuple[DoubtReason, Box]]:
        """Why what stands in which cell is not certain, and where; ``upright`` and ``level`` are sides that were added."""
        whole = box_of(self.left, self.top, self.right, self.bottom)
        if self.overlaps:
            yield "overlapping", whole
        across, down = (self.left, self.right), (self.top, self.bottom)
        if any(_borders(edge, across, down) for edge in upright) or any(_borders(edge, down, across) for edge in level):
            yield "unclosed", whole
        for box in self._parted:
            yield "touching", box

    def is_striped(self) -> bool:
        """Is it no table but the stripes or lines behind one: a single column with several amounts in each of some cells?"""
        if len(self._lefts) > 1:
            return False
        lines = [words_of(line) for content in self._content for line in group_lines(content)]
        return sum(sum(word.is_amount for word in words) >= _AMOUNTS for words in lines) >= _ROWS

    def grid(self, page: int) -> Grid:
        """The table as a grid: a row for each height at which cells begin, a column for each left side."""
        ref = f"p{page}"
        lefts, tops = self._lefts, self._tops
        column = [bisect_left(lefts, side) for side in range(len(self._xs))]
        row = [bisect_left(tops, side) for side in range(len(self._ys))]
        xs, ys = [round(x, _DIGITS) for x in self._xs], [round(y, _DIGITS) for y in self._ys]
        rows: list[list[Cell | None]] = [[None] * len(lefts) for _ in tops]
        for (left, top, right, bottom), runs in zip(self.cells, self._content, strict=True):
            across, down = column[left], row[top]
            rows[down][across] = Cell(
                cell_text(runs) if runs else "",
                ref,
                row[bottom] - down,
                column[right] - across,
                Box(xs[left], ys[top], xs[right], ys[bottom]),
            )
        return Grid(tuple(map(tuple, rows)), ref, page)


def _borders(edge: Edge, across: tuple[float, float], along: tuple[float, float]) -> bool:
    """Does an edge lie on or in a table of this extent?"""
    place, low, high = edge
    return across[0] - SNAP <= place <= across[1] + SNAP and low < along[1] and along[0] < high


def grid_box(grid: Grid) -> Box:
    """The box around all cells of a grid."""
    return Box.around(cell.box for row in grid.rows for cell in row if cell and cell.box)


def box_of(x0: float, top: float, x1: float, bottom: float) -> Box:
    """A rectangle of a page as published: rounded, so that the same file gives the same numbers everywhere."""
    return Box(round(x0, _DIGITS), round(top, _DIGITS), round(x1, _DIGITS), round(bottom, _DIGITS))
