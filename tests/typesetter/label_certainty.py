"""Which 一级/二级 labels of a form can be told from a dump in which a merged cell's label stands on one row of its block.

A dump prints the label of a merged cell near the vertical middle of the part of its block that lies on the page where the
block begins. Every division of the rows into blocks that puts all labels into such middles is possible; a row is certain
when all possible divisions give it the same labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def middles(size: int) -> tuple[int, ...]:
    """The rows of a block of ``size`` rows that count as its middle: one, or two when the size is even."""
    return (size // 2,) if size % 2 else (size // 2 - 1, size // 2)


def divisions(places: Sequence[int], rows: int, page_break: int | None) -> Iterator[tuple[int, ...]]:
    """All first rows of the blocks whose labels stand at ``places``; ``page_break`` is the first row of the second page."""

    def fits(start: int, end: int, place: int) -> bool:
        visible = end
        if page_break is not None and start < page_break < end:
            visible = page_break
        return place < visible and place - start in middles(visible - start)

    def go(index: int, start: int) -> Iterator[tuple[int, ...]]:
        if index == len(places) - 1:
            if fits(start, rows, places[index]):
                yield (start,)
            return
        for end in range(places[index] + 1, places[index + 1] + 1):
            if fits(start, end, places[index]):
                for rest in go(index + 1, end):
                    yield (start, *rest)

    yield from go(0, 0)


Block = tuple[str, int, int]  # the label, the first row of its block, the row on which the label is printed


def _readings(blocks: Sequence[Block], rows: int, page_break: int | None, on_top: bool) -> set[tuple[int, ...]]:
    """Every possible owner (index into ``blocks``) of every row."""
    places = [b[2] for b in blocks]
    starts = list(divisions(places, rows, page_break))
    if on_top:
        starts.append(tuple(places))
    return {tuple(sum(first <= row for first in s) - 1 for row in range(rows)) for s in starts}


def certain_rows(
    outer: Sequence[Block],
    inner: Sequence[Block],
    rows: int,
    page_break: int | None,
    on_top: bool = False,
) -> tuple[set[int], set[int]]:
    """The rows whose 一级 label, and those whose 二级 label, is certain.

    ``outer`` and ``inner`` are the blocks of the two columns; what a 二级 label belongs to is known from the form, so
    that only pairs of readings count in which every row's two labels fit. ``on_top``: the labels stand on the first rows of
    their blocks, as table readers print them; then the places must not be middles of other blocks as well.
    """
    parent = {
        index: next(o for o in range(len(outer)) if _holds(outer, o, block[1], rows))
        for index, block in enumerate(inner)
    }
    first = _readings(outer, rows, page_break, on_top)
    pairs = [
        (o, i)
        for i in _readings(inner, rows, page_break, on_top)
        for o in first
        if o == tuple(parent[owner] for owner in i)
    ]
    return (
        {row for row in range(rows) if len({o[row] for o, _ in pairs}) == 1},
        {row for row in range(rows) if len({i[row] for _, i in pairs}) == 1},
    )


def certain_alone(blocks: Sequence[Block], rows: int, page_break: int | None, on_top: bool = False) -> set[int]:
    """The rows of one column whose label is certain without the help of the other column."""
    owners = _readings(blocks, rows, page_break, on_top)
    return {row for row in range(rows) if len({owner[row] for owner in owners}) == 1}


def _holds(outer: Sequence[Block], index: int, row: int, rows: int) -> bool:
    end = outer[index + 1][1] if index + 1 < len(outer) else rows
    return outer[index][1] <= row < end
