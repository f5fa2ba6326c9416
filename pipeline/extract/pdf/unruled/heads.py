"""The head of a table without upright rulings: which of its cells stand over which columns, and over other cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.extract.pdf.unruled.blocks import Block
from pipeline.extract.pdf.unruled.columns import Column, Columns, find_columns, with_sides
from pipeline.extract.pdf.unruled.leaves import Leaf, is_heading, is_low, match
from pipeline.extract.pdf.view import Edge
from pipeline.extract.pdf.words import Word

#: More cells in a head, or more columns, than in any official table: a page like that is no table.
_MOST_BLOCKS, _MOST_COLUMNS = 120, 60
#: A heading may stand so far from the middle of the columns below it; points.
_OFF_CENTRE = 9.0
#: The sides of columns are known to so many points, those of rulings exactly.
_NEAR = 9.0
#: A heading over a single other block is less likely: by so many points off its middle.
_SINGLE = 6.0
#: A heading over cells of different heights is less likely too: one of them may reach up beside it. They are of one height
#: if their middles differ by no more than this part of the font size.
_UNEVEN, _LEVEL = 8.0, 0.4
#: A cell in the lower half of a head has a heading: the one that may be off its middle by so many points more for each.
_COVERED = 2.0
#: A ruling over more than this part of the table's width does not tell what a heading covers.
_WHOLE = 0.97


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a head: columns ``start`` to ``stop``, and its row, from the top; it reaches down to the one below."""

    block: Block
    start: int
    stop: int
    row: int
    last: bool


@dataclass(frozen=True, slots=True)
class Head:
    """All columns of a table, also those without anything below the head; its cells, in ``height`` rows.

    ``leaves`` are the columns that have something below the head, by the lowest cells over them.
    """

    columns: Columns
    leaves: list[tuple[Column, ...]]
    cells: list[HeadCell]
    height: int

    @property
    def blocks(self) -> list[Block]:
        """The texts of its cells."""
        return [cell.block for cell in self.cells]


def head_over(
    blocks: Sequence[Block],
    rows: Sequence[Sequence[Word]],
    rules: Sequence[Edge],
    sides: tuple[float, float] | tuple[None, None],
) -> Head | None:
    """The head over the columns of rows; what never stands beside each other under one head is one column.

    None if these are more than any table has.
    """
    columns = find_columns(rows)
    if len(blocks) > _MOST_BLOCKS or len(columns) > _MOST_COLUMNS:
        return None
    head = read_head(blocks, columns, rules, sides)
    joined = [column for leaf in head.leaves for column in _joined(leaf, rows)]
    return read_head(blocks, joined, rules, sides) if len(joined) < len(columns) else head


def _joined(columns: Sequence[Column], rows: Sequence[Sequence[Word]]) -> Sequence[Column]:
    if any(sum(any(map(column.has, row)) for column in columns) > 1 for row in rows) or len(columns) < 2:
        return columns
    return [Column(columns[0].x0, columns[-1].x1, amounts=any(column.amounts for column in columns))]


def read_head(
    blocks: Sequence[Block],
    columns: Sequence[Column],
    rules: Sequence[Edge],
    sides: tuple[float, float] | tuple[None, None],
) -> Head:
    """The head of a table with these columns below it.

    ``rules`` are the level rulings of the table as (place, left, right), ``sides`` its outermost ones, where they tell.
    """
    left, right = sides
    no_headings: list[Block] = []
    while True:
        matched = match(blocks, columns, no_headings)
        whole = with_sides([column for leaf in matched.leaves for column in _columns_of(leaf)], left, right)
        places = _places(matched.leaves, whole)
        covered = _Covering(blocks, places, whole, rules).cover(matched.headings)
        wrong = [block for block, off, _ in covered if off > _OFF_CENTRE and not is_heading(block, blocks)]
        if not wrong:
            break
        no_headings += wrong
    return _in_rows([(block, span) for block, _, span in covered], places, whole)


def _under(block: Block, columns: Columns) -> tuple[int, int]:
    """The columns that a block reaches into."""
    inner = columns.sides[1:-1]
    start = sum(side <= block.x0 + 1 for side in inner)
    return start, max(start, sum(side < block.x1 - 1 for side in inner)) + 1


def _columns_of(leaf: Leaf) -> list[Column]:
    """The columns of a leaf as wide as what stands in them, head and all."""
    block = leaf.block
    if block is None or len(leaf.columns) > 1:
        return list(leaf.columns)
    if not leaf.columns:
        return [Column(block.x0, block.x1, head=block.middle, amounts=True)]
    (column,) = leaf.columns
    aligned = column.aligned
    if (aligned == "right" and block.x1 > column.x1 + 1) or (aligned == "left" and block.x0 < column.x0 - 1):
        aligned = "no"
    return [Column(min(column.x0, block.x0), max(column.x1, block.x1), aligned, block.middle, column.amounts)]


def _places(leaves: Sequence[Leaf], columns: Columns) -> list[tuple[Leaf, int, int]]:
    """The leaves with the first of their columns and the one after the last."""
    places: list[tuple[Leaf, int, int]] = []
    number = 0
    for leaf in leaves:
        count = max(1, len(leaf.columns))
        places.append((leaf, number, number + count))
        number += count
    assert number == len(columns.columns)
    return places


@dataclass(slots=True)
class _Node:
    """Columns ``start`` to ``stop`` under one block (None: under none), which a heading covers as a whole."""

    block: Block | None
    start: int
    stop: int
    is_leaf: bool = True


class _Covering:
    """Puts headings over columns, from the lowest to the highest: each covers whole cells that stand lower."""

    def __init__(
        self,
        blocks: Sequence[Block],
        places: Sequence[tuple[Leaf, int, int]],
        columns: Columns,
        rules: Sequence[Edge],
    ) -> None:
        self.blocks, self.columns, self.rules = blocks, columns, rules
        self.nodes = [_Node(leaf.block, start, stop) for leaf, start, stop in places]

    def cover(self, headings: Sequence[Block]) -> list[tuple[Block, float, tuple[int, int]]]:
        """The headings from the highest to the lowest, how far each is off the middle of its columns, and these columns."""
        found: list[tuple[Block, float, tuple[int, int]]] = []
        for block in sorted(headings, key=lambda block: (-block.base, block.middle)):
            best = min(self._ways(block, headings), default=None)
            if best is None:
                found.append((block, _OFF_CENTRE + 1, _under(block, self.columns)))
                continue
            _, off, first, last = best
            node = _Node(block, self.nodes[first].start, self.nodes[last - 1].stop, is_leaf=False)
            self.nodes[first:last] = [node]
            found.append((block, off, (node.start, node.stop)))
        return found[::-1]

    def _rule_below(self, block: Block) -> Edge | None:
        """The ruling directly under a block, if it is drawn under a part of the table alone."""
        below = [rule for rule in self.rules if rule[0] > block.base - 1 and rule[1] - 1 <= block.middle <= rule[2] + 1]
        rule = min(below, default=None)
        if rule is None or self.columns.covered(rule[1], rule[2]) >= _WHOLE:
            return None
        place, left, right = rule
        between = (o for o in self.blocks if block.is_above(o) and o.bottom < place + 1)
        return None if any(left < other.middle < right for other in between) else rule

    def _ways(self, block: Block, headings: Sequence[Block]) -> Iterator[tuple[float, float, int, int]]:
        """How unlikely it is that a heading covers nodes ``first`` to ``last``, and how far it is off their middle."""
        rule = self._rule_below(block)
        beside = [o for o in headings if o is not block and not block.is_above(o) and not o.is_above(block)]
        alone = rule is not None and not any(rule[1] < other.middle < rule[2] for other in beside)
        outermost = not any(other.is_above(block) for other in headings)
        sides = self.columns.sides
        for first, last in combinations(range(len(self.nodes) + 1), 2):
            under = self.nodes[first:last]
            left, right = sides[under[0].start], sides[under[-1].stop]
            own = [node.block for node in under if node.block is not None]
            if not own or not all(map(block.is_above, own)):
                continue
            if block.x0 < left - 2 or block.x1 > right + 2 or any(left < other.middle < right for other in beside):
                continue
            off = abs((left + right) / 2 - block.middle)
            if rule is not None:
                if left < rule[1] - _NEAR or right > rule[2] + _NEAR:
                    continue
                if alone:
                    off = (abs(left - rule[1]) + abs(right - rule[2])) / 4
            leaves = [node.block for node in under if node.block is not None and node.is_leaf]
            lower = sum(is_low(leaf, self.blocks) for leaf in leaves)
            heights = [other.height for other in own]
            uneven = lower < len(leaves) if outermost else min(heights) < max(heights) - _LEVEL * block.size
            covered = _COVERED * lower if outermost else float(len(leaves))
            unlikely = off + _SINGLE * (last - first == 1) + _UNEVEN * uneven - covered
            yield unlikely, off, first, last


def _in_rows(
    headings: Sequence[tuple[Block, tuple[int, int]]], places: Sequence[tuple[Leaf, int, int]], columns: Columns
) -> Head:
    depth = [0] * len(columns.columns)
    cells: list[HeadCell] = []
    for block, (start, stop) in headings:
        row = max(depth[start:stop])
        cells.append(HeadCell(block, start, stop, row, last=False))
        depth[start:stop] = [row + 1] * (stop - start)
    for leaf, start, stop in places:
        if leaf.block is not None:
            row = max(depth[start:stop])
            cells.append(HeadCell(leaf.block, start, stop, row, last=True))
            depth[start:stop] = [row + 1] * (stop - start)
    return Head(columns, [leaf.columns for leaf, _, _ in places], cells, max(depth))
