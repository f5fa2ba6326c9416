"""From rulings to cells and tables, by the definition of pdfplumber (``TableFinder``), done with less work.

The steps and tolerances are those of its lines strategy, after T. M. Nurminen, *Algorithmic extraction of data in
tables in PDF documents* (2013): snap parallel rulings that almost coincide to their mean, join their pieces, find where they cross,
take the smallest rectangle at each crossing as a cell, and cells that share a corner as a table. Lengths are PDF points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.extract.pdf.view import Edge, Edges

SNAP = 3.0
JOIN = 3.0
CROSSING = 3.0
SHORTEST = 3.0

#: A cell by its sides: left column, top row, right column, bottom row, as numbers of the rulings of a :class:`Lattice`.
CellSides = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Places at which rulings of a page cross: ``xs`` from left to right, ``ys`` from top to bottom; and the cells of one table."""

    xs: list[float]
    ys: list[float]
    cells: list[CellSides]


def merge(edges: Edges) -> list[Edge]:
    """Parallel edges, snapped across and joined along, sorted by position; pieces that stay short are left out."""
    if not len(edges):
        return []
    edges = edges[np.argsort(edges[:, 0], kind="stable")]
    position = edges[:, 0]
    group = np.concatenate(([0], np.cumsum(position[1:] > position[:-1] + SNAP)))
    snapped = np.bincount(group, weights=position) / np.bincount(group)
    order = np.lexsort((edges[:, 1], group))
    group, low, high = group[order], edges[order, 1], edges[order, 2]
    apart = group * (float(high.max() - low.min()) + 1.0)  # lifts each group above the one before it
    reached = np.maximum.accumulate(high + apart) - apart  # the furthest end so far in the group
    begins = np.concatenate(([True], (group[1:] != group[:-1]) | (low[1:] > reached[:-1] + JOIN)))
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(low)) - 1
    position, low, high = snapped[group[first]], low[first], reached[last]
    long = high - low >= SHORTEST
    return list(zip(position[long].tolist(), low[long].tolist(), high[long].tolist(), strict=True))


def find_tables(vertical: Sequence[Edge], horizontal: Sequence[Edge], crossing: float = CROSSING) -> list[Lattice]:
    """Every table with more than one cell, from top to bottom; the edges are merged ones.

    Rulings that miss each other by no more than ``crossing`` points cross.
    """
    if len(vertical) < 2 or len(horizontal) < 2:
        return []
    xs = sorted({edge[0] for edge in vertical})
    ys = sorted({edge[0] for edge in horizontal})
    tables = _group(_cells(_Crossings(xs, ys, vertical, horizontal, crossing)), len(ys))
    tables.sort(key=lambda cells: min((ys[cell[1]], xs[cell[0]]) for cell in cells))
    return [Lattice(xs, ys, cells) for cells in tables]


class _Crossings:
    """Where rulings meet. By column and row: the numbers of the vertical and of the horizontal edges through the point.

    The numbers are bits of an integer, so that two points compare in one operation; 0 is no crossing.
    """

    def __init__(
        self,
        xs: list[float],
        ys: list[float],
        vertical: Sequence[Edge],
        horizontal: Sequence[Edge],
        reach: float,
    ) -> None:
        self.vertical = [[0] * len(ys) for _ in xs]
        self.horizontal = [[0] * len(ys) for _ in xs]
        heights = [edge[0] for edge in horizontal]
        rows = [bisect_left(ys, height) for height in heights]
        column = -1
        for number, (x, top, bottom) in enumerate(vertical):
            column += column < 0 or x > xs[column]
            upright, level = self.vertical[column], self.horizontal[column]
            bit = 1 << number
            for index in range(bisect_left(heights, top - reach), bisect_right(heights, bottom + reach)):
                _, left, right = horizontal[index]
                if left - reach <= x <= right + reach:
                    row = rows[index]
                    upright[row] |= bit
                    level[row] |= 1 << index


def _cells(crossings: _Crossings) -> list[CellSides]:
    """The smallest rectangle with its top left corner at each crossing whose sides run along edges."""
    vertical = crossings.vertical
    beyond: list[list[int]] = [[] for _ in vertical[0]]  # of each row, the columns in which it is crossed
    for column, crossed in enumerate(vertical):
        for row, edges in enumerate(crossed):
            if edges:
                beyond[row].append(column)
    cells: list[CellSides] = []
    for column, upright in enumerate(vertical):
        below = [row for row, edges in enumerate(upright) if edges]
        for row in list(below):
            del below[0], beyond[row][0]  # the present crossing
            side = _smallest(crossings, column, row, below, beyond[row])
            if side:
                cells.append((column, row, *side))
    return cells


def _smallest(
    crossings: _Crossings, column: int, row: int, below: list[int], beyond: list[int]
) -> tuple[int, int] | None:
    """Right and bottom side of the cell at a crossing, given the rows and columns in which its rulings are crossed again."""
    vertical, horizontal = crossings.vertical, crossings.horizontal
    upright, level = vertical[column], horizontal[column]
    down, across = upright[row], level[row]
    for bottom in below:
        if not down & upright[bottom]:
            continue
        base = level[bottom]
        for right in beyond:
            sides, other = horizontal[right], vertical[right]
            if across & sides[row] and base & sides[bottom] and other[row] & other[bottom]:
                return right, bottom
    return None


def _group(cells: list[CellSides], rows: int) -> list[list[CellSides]]:
    """Cells connected by shared corners; single cells are frames, not tables."""
    label_at: dict[int, int] = {}
    same: list[int] = []  # for each label, itself or an earlier one that stands for the same table
    labels: list[int] = []

    def first(label: int) -> int:
        while same[label] != label:
            label = same[label]
        return label

    for left, top, right, bottom in cells:
        corner = left * rows + top
        label = label_at.get(corner, -1)
        if label < 0:
            label = label_at[corner] = len(same)
            same.append(label)
        for corner in (left * rows + bottom, right * rows + top, right * rows + bottom):
            other = label_at.setdefault(corner, label)
            if other != label:
                low, high = sorted((first(other), first(label)))
                same[high] = low
        labels.append(label)
    tables: dict[int, list[CellSides]] = {}
    for cell, label in zip(cells, labels, strict=True):
        tables.setdefault(first(label), []).append(cell)
    return [table for table in tables.values() if len(table) > 1]
