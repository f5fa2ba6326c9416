"""Tables without an outer border: rulings that end in the open, with text beyond the outermost crossing one.

By pdfplumber's definition the outer columns and rows of such tables are no cells. Where several rulings of a table end at the
same place and text stands there, the missing side is drawn in, and the definition does the rest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipeline.extract.pdf.cells import CROSSING
from pipeline.extract.pdf.runs import Run
from pipeline.extract.pdf.view import Edge

#: Rulings that stick out less than this have no column or row beyond them; points.
_STICKS_OUT = 8.0
#: Ends this near to each other are one side; points.
_SAME = 3.0
#: So many rulings reach an open side, among them half of those that end in the open between the first and the last of them.
_LEAST = 2
#: A side may be told only by the one that was added before it.
_PASSES = 2
#: A heading over the whole width of a table is less high; points.
_HEAD = 60.0

#: Where a ruling ends in the open, where it lies itself, and the last ruling that crosses it.
_Ending = tuple[float, float, Edge]
_Point = tuple[float, float]


def missing_sides(
    vertical: Sequence[Edge], horizontal: Sequence[Edge], runs: Sequence[Run]
) -> tuple[list[Edge], list[Edge]]:
    """Vertical and horizontal edges to add; ``runs`` is the text outside all tables. The edges given are merged ones.

    A table may be open at a part of a side only: its head is framed, say, and the rows below are not.
    """
    more: tuple[list[Edge], list[Edge]] = ([], [])
    if not _among(runs, vertical, horizontal):
        return more
    middles = [(run.x0 / 2 + run.x1 / 2, run.top / 2 + run.bottom / 2) for run in runs]
    turned = [(y, x) for x, y in middles]
    tables = list(_connected(vertical, horizontal))
    crossed = {edge for table in tables for edges in table for edge in edges}
    free = [[edge for edge in edges if edge not in crossed] for edges in (vertical, horizontal)]
    for across, along in tables:
        for _ in range(_PASSES):
            upright, heads = _with_heads(list(_sides(along, across, middles)), free[1], middles)
            across += upright
            along += heads
            level, heads = _with_heads(list(_sides(across, along, turned)), free[0], turned)
            along += level
            across += heads
            more[0].extend(upright)
            more[1].extend(level)
    return more


def _with_heads(sides: list[Edge], rulings: Sequence[Edge], middles: Sequence[_Point]) -> tuple[list[Edge], list[Edge]]:
    """Two open sides, drawn up to ``rulings`` that none crosses: a heading over the whole width of the table stands there.

    Gives the sides, and the rulings that now belong to the table.
    """
    if len(sides) != 2:
        return sides, []
    (left, top, bottom), (right, *other) = sorted(sides)
    if [top, bottom] != other:
        return sides, []
    above = (
        edge for edge in rulings if abs(edge[1] - left) <= _SAME and abs(edge[2] - right) <= _SAME and edge[0] < top
    )
    heads: list[Edge] = []
    for edge in sorted(above, reverse=True):
        if top - edge[0] > _HEAD or not any(left < x < right and edge[0] < y < top for x, y in middles):
            break
        top = edge[0]
        heads.append(edge)
    return [(left, top, bottom), (right, top, bottom)], heads


def _sides(rulings: Sequence[Edge], crossing: Sequence[Edge], middles: Sequence[_Point]) -> Iterator[Edge]:
    """Edges across ``rulings`` where they end in the open, at either end; told as for horizontal rulings of one table.

    ``middles`` are those of the pieces of text outside all tables: first along the rulings, then across them.
    """
    places = sorted(ruling[0] for ruling in rulings)
    first, last = min(edge[1] for edge in crossing), max(edge[2] for edge in crossing)
    for which, outward in ((1, -1), (2, 1)):
        ends: list[_Ending] = []
        inward = sorted(crossing, key=lambda edge: -edge[0] * outward)  # from this side of the table on
        for ruling in rulings:
            nearest = next((edge for edge in inward if _cross(edge, ruling)), None)
            if nearest is not None and (ruling[which] - nearest[0]) * outward > _STICKS_OUT:
                ends.append((ruling[which], ruling[0], nearest))
        for group in _alike(ends):
            side = min(end for end, _, _ in group) if outward < 0 else max(end for end, _, _ in group)
            reaching = [ruling[0] for ruling in rulings if (ruling[which] - side) * outward > -_STICKS_OUT]
            group.sort(key=lambda end: end[1])
            (_, top, above), (_, bottom, below) = group[0], group[-1]
            if 2 * len(group) < sum(top <= place <= bottom for _, place, _ in ends):
                continue
            top = _end(top, places, reaching, first, above[1])
            bottom = _end(bottom, places[::-1], reaching, last, below[2])
            if sum(top - CROSSING <= place <= bottom + CROSSING for place in reaching) < _LEAST:
                continue
            inner = [nearest[0] for _, _, nearest in group]
            beyond = max(inner) if outward < 0 else min(inner)
            if any((beyond - x) * (x - side) > 0 and top < y < bottom for x, y in middles):
                near = [x for x, _, _ in crossing if abs(x - side) <= _STICKS_OUT]
                yield min(near, key=lambda x: abs(x - side), default=side), top, bottom


def _end(place: float, places: Sequence[float], reaching: Sequence[float], outermost: float, own: float) -> float:
    """How far an open side goes beyond the last ruling that ends there.

    ``places`` are those of all rulings from that end of the table on; ``outermost`` is where its crossing rulings end,
    ``own`` where the crossing one next to the side ends. Where another ruling follows that reaches the side as well,
    the cell between them is open too.
    """
    number = places.index(place)
    if number == 0:
        return outermost
    if not any(following in reaching for following in places[:number]):
        return own
    return places[number - 1] if places[number - 1] in reaching else place


def _cross(one: Edge, other: Edge) -> bool:
    """Do two edges of different directions cross, or nearly so?"""
    return one[1] - CROSSING <= other[0] <= one[2] + CROSSING and other[1] - CROSSING <= one[0] <= other[2] + CROSSING


def _alike(ends: list[_Ending]) -> Iterator[list[_Ending]]:
    """Ends that lie at the same place."""
    group: list[_Ending] = []
    for end in sorted(ends, key=lambda end: end[0]):
        if group and end[0] - group[0][0] > _SAME:
            yield group
            group = []
        group.append(end)
    if group:
        yield group


def _among(runs: Sequence[Run], vertical: Sequence[Edge], horizontal: Sequence[Edge]) -> bool:
    """Does any text stand between the outermost ends of all rulings? On most pages none does."""
    if not vertical or not horizontal:
        return False
    left, right = min(edge[1] for edge in horizontal), max(edge[2] for edge in horizontal)
    top, bottom = min(edge[1] for edge in vertical), max(edge[2] for edge in vertical)
    return any(left <= (run.x0 + run.x1) / 2 <= right and top <= run.base <= bottom for run in runs)


def _connected(vertical: Sequence[Edge], horizontal: Sequence[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """Rulings that hang together by crossing: the vertical and the horizontal ones of each such group."""
    heights = [level[0] for level in horizontal]
    meets = [
        {
            number
            for number in range(bisect_left(heights, top - CROSSING), bisect_right(heights, bottom + CROSSING))
            if horizontal[number][1] - CROSSING <= x <= horizontal[number][2] + CROSSING
        }
        for x, top, bottom in vertical
    ]
    waiting = {number for number, crossed in enumerate(meets) if crossed}
    while waiting:
        group = {min(waiting)}
        crossed = set(meets[min(waiting)])
        grown = True
        while grown:
            more = {number for number in waiting - group if not crossed.isdisjoint(meets[number])}
            grown = bool(more)
            group |= more
            crossed.update(*(meets[number] for number in more))
        waiting -= group
        yield [vertical[number] for number in sorted(group)], [horizontal[number] for number in sorted(crossed)]
