"""Which blocks of a head stand directly over which columns of the table below it, and which columns are empty below it.

Blocks and columns both go from left to right, so that they can be matched like two texts: the cheapest way to lay all
blocks over all columns is taken. A block may stand over a column whose figures end far from its middle, over several
columns, or over one in which nothing is printed; or it is the heading of other blocks that stand lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.pdf.unruled.blocks import Block
from pipeline.extract.pdf.unruled.columns import Column

#: What it costs that a block is a heading of others, that a column is empty, that it has no head, that a head is over two columns.
_HEADING, _EMPTY, _BARE, _SHARED = 0.6, 1.0, 1.5, 0.4
#: What a distance costs, by points, between a block and a column that do not overlap, and between their middles.
_AWAY, _ASIDE, _UNEVEN = 1 / 30, 1 / 500, 1 / 12
#: The figures of a wide column may end far from its head: that is likelier than an empty column beside one without a head.
_FAR_AWAY = 0.45
#: A head does not stand to the right of figures that end at the right side of their column, nor to the left of labels.
_WRONG_SIDE = 2.0
#: What it costs that the contents of two columns overlap.
_OVERLAP = 3.0
#: Text halfway between top and bottom of a head is no more than this part of the font size off.
_HALFWAY = 0.4
#: One head stands over at most so many columns.
_MOST_SHARED = 4


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column of the table: its block, if any, and what stands below, if anything (several columns under one head)."""

    block: Block | None
    columns: tuple[Column, ...]

    @property
    def x0(self) -> float:
        """Where the leftmost of all that stands in the column begins."""
        return min([*(c.x0 for c in self.columns), *([self.block.x0] if self.block else [])])

    @property
    def x1(self) -> float:
        """Where the rightmost of all that stands in the column ends."""
        return max([*(c.x1 for c in self.columns), *([self.block.x1] if self.block else [])])


@dataclass(frozen=True, slots=True)
class Matched:
    """Leaves from left to right; the blocks that are headings of others."""

    leaves: list[Leaf]
    headings: list[Block]


@dataclass(slots=True)
class _Matcher:
    blocks: list[Block]
    columns: Sequence[Column]
    heading: list[bool]
    known: dict[tuple[int, int, float], tuple[float, list[Leaf]]] = field(default_factory=dict)

    def best(self, block: int, column: int, taken: float) -> tuple[float, list[Leaf]]:
        """Cost and leaves for the rest of both sequences; everything up to ``taken`` has its column."""
        place = (block, column, round(taken, 1))
        if place not in self.known:
            self.known[place] = min(self._ways(block, column, taken), key=lambda way: way[0], default=(0.0, []))
        return self.known[place]

    def _ways(self, block: int, column: int, taken: float) -> list[tuple[float, list[Leaf]]]:
        ways: list[tuple[float, list[Leaf]]] = []
        if block < len(self.blocks):
            own = self.blocks[block]
            if self.heading[block]:
                cost, rest = self.best(block + 1, column, taken)
                ways.append((_HEADING + cost, rest))
            ways.append(self._taking(Leaf(own, ()), _EMPTY, block + 1, column, taken))
            for count in range(1, min(_MOST_SHARED, len(self.columns) - column) + 1):
                under = tuple(self.columns[column : column + count])
                ways.append(self._taking(Leaf(own, under), _fit(own, under), block + 1, column + count, taken))
        if column < len(self.columns):
            ways.append(self._taking(Leaf(None, (self.columns[column],)), _BARE, block, column + 1, taken))
        return ways

    def _taking(self, leaf: Leaf, cost: float, block: int, column: int, taken: float) -> tuple[float, list[Leaf]]:
        over = taken - leaf.x0 - 1
        rest, leaves = self.best(block, column, max(taken, leaf.x1))
        return cost + rest + (_OVERLAP + over / 10 if over > 0 else 0.0), [leaf, *leaves]


def _fit(block: Block, columns: Sequence[Column]) -> float:
    """What it costs that a block is the head of columns."""
    left, right = columns[0].x0, columns[-1].x1
    away = max(0.0, block.x0 - right, left - block.x1)
    aside = abs(block.middle - (left + right) / 2)
    if len(columns) == 1:
        aligned = columns[0].aligned
        if (aligned == "right" and block.x0 > right) or (aligned == "left" and block.x1 < left):
            return _WRONG_SIDE + aside * _ASIDE
        return min(_FAR_AWAY, away * _AWAY) + aside * _ASIDE
    return (len(columns) - 1) * _SHARED + aside * _UNEVEN


def match(blocks: Sequence[Block], columns: Sequence[Column], no_headings: Sequence[Block] = ()) -> Matched:
    """Lay the blocks of a head over the columns of a table; ``no_headings`` are known to be no headings of others."""
    headings = [block for block in blocks if is_heading(block, blocks)]
    others = sorted((block for block in blocks if block not in headings), key=lambda block: block.middle)
    may = [block not in no_headings and _between_lower(block, others) for block in others]
    _, leaves = _Matcher(others, columns, may).best(0, 0, float("-inf"))
    own = {id(leaf.block) for leaf in leaves}
    return Matched(leaves, headings + [block for block in others if id(block) not in own])


def is_heading(block: Block, blocks: Sequence[Block]) -> bool:
    """Is a block surely the heading of others: above another one, or in the upper half of a head that has a lower one?

    A cell that reaches from the top of a head to its bottom has its text halfway between them.
    """
    lower = [other for other in blocks if block.is_above(other)]
    if any(block.overlaps(other) for other in lower):
        return True
    return bool(lower) and block.height < _halfway(blocks) - _HALFWAY * block.size


def is_low(block: Block, blocks: Sequence[Block]) -> bool:
    """Does a block stand in the lower half of a head, so that something stands above it?"""
    return block.height > _halfway(blocks) + _HALFWAY * block.size


def _halfway(blocks: Sequence[Block]) -> float:
    return (min(block.top for block in blocks) + max(block.bottom for block in blocks)) / 2


def _between_lower(block: Block, others: Sequence[Block]) -> bool:
    """Do lower blocks stand on both sides of a block: may it stand in the middle over them?"""
    lower = [other for other in others if block.is_above(other)]
    return any(o.middle < block.middle for o in lower) and any(o.middle > block.middle for o in lower)
