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
    return _group(_Crossings(vertical, horizontal).cells())


class _Crossings:
    """Where rulings meet. The edges through a point are sets of bits, so that two points compare in one operation."""

    def __init__(self, vertical: Sequence[Edge], horizontal: Sequence[Edge]) -> None:
        self.vertical: dict[_Point, int] = {}
        self.horizontal: dict[_Point, int] = {}
        heights = [edge[0] for edge in horizontal]
        for number, (x, top, bottom) in enumerate(vertical):
            for index in range(bisect_left(heights, top - CROSSING), bisect_right(heights, bottom + CROSSING)):
                y, left, right = horizontal[index]
                if left - CROSSING <= x <= right + CROSSING:
                    point = (x, y)
                    self.vertical[point] = self.vertical.get(point, 0) | 1 << number
                    self.horizontal[point] = self.horizontal.get(point, 0) | 1 << index

    def cells(self) -> list[CellBox]:
        """The smallest rectangle with its top left corner at each crossing whose sides run along edges."""
        columns: dict[float, list[float]] = {}
        rows: dict[float, list[float]] = {}
        points = sorted(self.vertical)
        for x, y in points:
            columns.setdefault(x, []).append(y)
            rows.setdefault(y, []).append(x)
        return [cell for x, y in points if (cell := self._smallest(x, y, columns[x], rows[y])) is not None]

    def _smallest(self, x: float, y: float, column: list[float], row: list[float]) -> CellBox | None:
        vertical, horizontal = self.vertical, self.horizontal
        down, across = vertical[x, y], horizontal[x, y]
        first = bisect_right(row, x)
        for place in range(bisect_right(column, y), len(column)):
            bottom = column[place]
            if not down & vertical[x, bottom]:
                continue
            for number in range(first, len(row)):
                right = row[number]
                corner = (right, bottom)
                if (
                    across & horizontal[right, y]
                    and corner in vertical
                    and vertical[corner] & vertical[right, y]
                    and horizontal[corner] & horizontal[x, bottom]
                ):
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
            if other != index and parent[other] != parent[index]:
                parent[root(index)] = root(other)
    tables: dict[int, list[CellBox]] = {}
    for index, cell in enumerate(cells):
        tables.setdefault(root(index), []).append(cell)
    found = [table for table in tables.values() if len(table) > 1]
    return sorted(found, key=lambda table: min((cell[1], cell[0]) for cell in table))
