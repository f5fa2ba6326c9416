"""Tables whose cells lie over each other, found again from their own rulings.

Rulings are snapped over the whole page, so that a chain of near ones from several tables, or from the two lines of frames
around cells, moves a ruling away from those that it should cross: by pdfplumber's definition a cell then reaches over its
neighbours, and a heading takes in the text of those below it. Cells of a printed table never do that, which shows the fault.
"""

from __future__ import annotations

import numpy as np

from pipeline.extract.pdf.cells import CROSSING, SNAP, find_tables, merge
from pipeline.extract.pdf.grids import Table
from pipeline.extract.pdf.view import Edges

#: How far rulings of one table may miss each other, tried in this order; points. Narrower than the narrowest column.
_REACHES = (CROSSING, 2 * CROSSING)


def without_overlap(table: Table, vertical: Edges, horizontal: Edges) -> Table:
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
