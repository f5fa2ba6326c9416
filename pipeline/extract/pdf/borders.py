"""Tables without an outer border: rulings that end in the open, with text beyond the outermost crossing one.

By pdfplumber's definition the outer columns and rows of such tables are no cells. Where several rulings of a table end at the
same place and text stands there, the missing side is drawn in, and the definition does the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.pdf.cells import CROSSING
from pipeline.extract.pdf.runs import Run
from pipeline.extract.pdf.view import Edge

#: Rulings that stick out less than this have no column or row beyond them; points.
_STICKS_OUT = 8.0
#: Ends this near to each other are one side; points.
_SAME = 3.0


def missing_sides(
    vertical: Sequence[Edge], horizontal: Sequence[Edge], runs: Sequence[Run]
) -> tuple[list[Edge], list[Edge]]:
    """Vertical and horizontal edges to add; ``runs`` is the text outside all tables. The edges given are merged ones."""
    more: tuple[list[Edge], list[Edge]] = ([], [])
    if not _among(runs, vertical, horizontal):
        return more
    for across, along in _connected(vertical, horizontal):
        left, top = min(edge[1] for edge in along), min(edge[1] for edge in across)
        right, bottom = max(edge[2] for edge in along), max(edge[2] for edge in across)
        xs, ys = [edge[0] for edge in across], [edge[0] for edge in along]
        top, bottom, left, right = min(top, *ys), max(bottom, *ys), min(left, *xs), max(right, *xs)
        inside = [
            (x, y)
            for x, y in ((run.x0 / 2 + run.x1 / 2, run.top / 2 + run.bottom / 2) for run in runs)
            if left < x < right and top < y < bottom
        ]
        if _open(left, min(xs), [edge[1] for edge in along]) and any(x < min(xs) for x, _ in inside):
            more[0].append((left, top, bottom))
        if _open(right, max(xs), [edge[2] for edge in along]) and any(x > max(xs) for x, _ in inside):
            more[0].append((right, top, bottom))
        if _open(top, min(ys), [edge[1] for edge in across]) and any(y < min(ys) for _, y in inside):
            more[1].append((top, left, right))
        if _open(bottom, max(ys), [edge[2] for edge in across]) and any(y > max(ys) for _, y in inside):
            more[1].append((bottom, left, right))
    return more


def _among(runs: Sequence[Run], vertical: Sequence[Edge], horizontal: Sequence[Edge]) -> bool:
    """Does any text stand between the outermost ends of all rulings? On most pages none does."""
    if not vertical or not horizontal:
        return False
    left, right = min(edge[1] for edge in horizontal), max(edge[2] for edge in horizontal)
    top, bottom = min(edge[1] for edge in vertical), max(edge[2] for edge in vertical)
    return any(left <= run.x0 and run.x1 <= right and top <= run.base <= bottom for run in runs)


def _open(side: float, last: float, ends: Sequence[float]) -> bool:
    """Do at least two rulings, and half of them, end at ``side``, clearly beyond the last crossing one?"""
    there = sum(abs(end - side) <= _SAME for end in ends)
    return abs(side - last) > _STICKS_OUT and there >= 2 and 2 * there >= len(ends)


def _connected(vertical: Sequence[Edge], horizontal: Sequence[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """Rulings that hang together by crossing: the vertical and the horizontal ones of each such group."""
    meets = [
        {
            number
            for number, (y, left, right) in enumerate(horizontal)
            if top - CROSSING <= y <= bottom + CROSSING and left - CROSSING <= x <= right + CROSSING
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
