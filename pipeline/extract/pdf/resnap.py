"""Tables found again from their own rulings alone, where the rulings of the whole page lead astray.

Rulings are snapped over the whole page, so that a chain of near ones from several tables, or from the two lines of frames
around cells, moves a ruling away from its figures and from the rulings that it should cross. By pdfplumber's definition a
cell then reaches over its neighbours, and a heading takes in the text of those below it, which cells of a printed table never
do; or a figure stands on the wrong side of a ruling.
"""

from __future__ import annotations

import numpy as np

from pipeline.extract.pdf.cells import CROSSING, SNAP, find_tables, merge
from pipeline.extract.pdf.grids import Table
from pipeline.extract.pdf.view import Edges

#: Rulings drawn as two lines snap to one; positions farther apart than these that end up as one are a chain. Points.
_CHAIN = 2 * SNAP
#: How far rulings of one table may miss each other, tried in this order; points. Narrower than the narrowest column.
_REACHES = (CROSSING, 2 * CROSSING)


def chained(edges: Edges) -> bool:
    """Whether some of the edges of a page snap together although they lie far apart."""
    positions = np.sort(edges[:, 0])
    if len(positions) < 2:
        return False
    starts = np.flatnonzero(np.concatenate(([True], positions[1:] > positions[:-1] + SNAP)))
    ends = np.append(starts[1:], len(positions)) - 1
    return bool((positions[ends] - positions[starts] > _CHAIN).any())


def from_own_rulings(table: Table, vertical: Edges, horizontal: Edges) -> Table:
    """The table from its own rulings (of the page as drawn, not merged); the same one when cells overlap even so."""
    left, top, right, bottom = table.left - SNAP, table.top - SNAP, table.right + SNAP, table.bottom + SNAP
    upright = merge(_inside(vertical, (left, right), (top, bottom)))
    level = merge(_inside(horizontal, (top, bottom), (left, right)))
    for reach in _REACHES:
        lattices = find_tables(upright, level, reach)
        if len(lattices) == 1 and not (found := Table(lattices[0])).overlaps:
            return found
    return table


def _inside(edges: Edges, across: tuple[float, float], along: tuple[float, float]) -> Edges:
    """Edges that lie in a strip, at least in part, cut to it."""
    position, low, high = edges.T
    chosen = (position >= across[0]) & (position <= across[1]) & (low <= along[1]) & (high >= along[0])
    return np.array((position[chosen], low[chosen].clip(min=along[0]), high[chosen].clip(max=along[1]))).T
