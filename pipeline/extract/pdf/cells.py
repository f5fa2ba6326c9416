"""From rulings to cells and tables, by the definition of pdfplumber (``TableFinder``), done with less work.

The steps and tolerances are those of its lines strategy, after T. M. Nurminen, *Algorithmic extraction of data in
tables in PDF documents* (2013): snap parallel rulings that almost coincide to their mean, join their pieces, find where they cross,
take the smallest rectangle at each crossing as a cell, and cells that share a corner as a table. Lengths are PDF points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.extract.pdf.view import Edge

SNAP = 3.0
JOIN = 3.0
CROSSING = 3.0
SHORTEST = 3.0

#: A cell: x0, top, x1, bottom.
CellBox = tuple[float, float, float, float]
_Point = tuple[float, float]
_Crossing = tuple[set[int], set[int]]


def merge(edges: Sequence[Edge]) -> list[Edge]:
    """Parallel edges, snapped across and joined along, sorted by position; pieces that stay short are left out."""
    merged: list[Edge] = []
    group: list[Edge] = []
    for edge in sorted(edges):
        if group and edge[0] > group[-1][0] + SNAP:
            merged += _join(group)
            group = []
        group.append(edge)
    return merged + _join(group) if group else merged


def _join(group: list[Edge]) -> list[Edge]:
    position = sum(edge[0] for edge in group) / len(group)
    pieces = sorted({edge[1:] for edge in group})
    joined: list[Edge] = []
    low, high = pieces[0]
    for start, end in pieces[1:]:
        if start <= high + JOIN:
            high = max(high, end)
            continue
        if high - low >= SHORTEST:
            joined.append((position, low, high))
        low, high = start, end
    if high - low >= SHORTEST:
        joined.append((position, low, high))
    return joined


def find_tables(vertical: Sequence[Edge], horizontal: Sequence[Edge]) -> list[list[CellBox]]:
    """The cells of every table with more than one cell, tables from top to bottom; the edges are merged ones."""
    if len(vertical) < 2 or len(horizontal) < 2:
        return []
    return _group(_cells(_crossings(vertical, horizontal)))


def _crossings(vertical: Sequence[Edge], horizontal: Sequence[Edge]) -> dict[_Point, _Crossing]:
    """Every point where a vertical edge meets a horizontal one, with the numbers of the edges that meet there."""
    crossings: dict[_Point, _Crossing] = {}
    heights = [edge[0] for edge in horizontal]
    for number, (x, top, bottom) in enumerate(vertical):
        first = bisect_left(heights, top - CROSSING)
        last = bisect_right(heights, bottom + CROSSING)
        for index in range(first, last):
            y, left, right = horizontal[index]
            if left - CROSSING <= x <= right + CROSSING:
                crossing = crossings.get((x, y))
                if crossing is None:
                    crossings[x, y] = ({number}, {index})
                else:
                    crossing[0].add(number)
                    crossing[1].add(index)
    return crossings


def _cells(crossings: dict[_Point, _Crossing]) -> list[CellBox]:
    """The smallest rectangle with its top left corner at each crossing whose sides run along edges."""
    columns: dict[float, list[float]] = {}
    rows: dict[float, list[float]] = {}
    points = sorted(crossings)
    for x, y in points:
        columns.setdefault(x, []).append(y)
        rows.setdefault(y, []).append(x)
    cells: list[CellBox] = []
    for x, y in points:
        cell = _smallest(crossings, x, y, columns[x], rows[y])
        if cell is not None:
            cells.append(cell)
    return cells


def _smallest(
    crossings: dict[_Point, _Crossing], x: float, y: float, column: list[float], row: list[float]
) -> CellBox | None:
    vertical, horizontal = crossings[x, y]
    right_of = row[bisect_right(row, x) :]
    for bottom in column[bisect_right(column, y) :]:
        below = crossings[x, bottom]
        if vertical.isdisjoint(below[0]):
            continue
        for right in right_of:
            beside = crossings[right, y]
            if horizontal.isdisjoint(beside[1]):
                continue
            corner = crossings.get((right, bottom))
            if corner and not corner[0].isdisjoint(beside[0]) and not corner[1].isdisjoint(below[1]):
                return (x, y, right, bottom)
    return None


def _group(cells: list[CellBox]) -> list[list[CellBox]]:
    """Cells connected by shared corners; single cells are frames, not tables."""
    parent = list(range(len(cells)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    first_at: dict[_Point, int] = {}
    for index, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            other = first_at.setdefault(corner, index)
            if other != index:
                parent[root(index)] = root(other)
    tables: dict[int, list[CellBox]] = {}
    for index, cell in enumerate(cells):
        tables.setdefault(root(index), []).append(cell)
    found = [table for table in tables.values() if len(table) > 1]
    return sorted(found, key=lambda table: min((cell[1], cell[0]) for cell in table))
