"""The pages of one table brought into the same columns.

A page that holds only the last rows has no ruling where their cells are merged, and a first page with 收入总计 alone has none
between the two columns of labels below it. The columns of a table are therefore those of all its pages together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.normalize.statements.frames import BLANK, Frame, FrameCell, extent, printed_columns

#: The same ruling stands on two pages at places that differ by no more; points.
_SAME = 3.0


def goes_on(frames: Sequence[Frame], frame: Frame) -> bool:
    """Whether a frame can be the continuation of a table of which ``frames`` are the pages so far."""
    first, (_, sides) = frames[0], _common_sides(frames)
    return (
        _fitted(frame.sides, sides) is not None
        or len(frame.spans) == len(first.spans)
        or _by_place(frame, first.spans) is not None
    )


def in_same_columns(frames: Sequence[Frame]) -> list[Frame]:
    """The pages of a table with their rows in the columns of the whole table."""
    if len(frames) == 1:
        return list(frames)
    fits, sides = _common_sides(frames)
    rows = [_spread(f.raw, fit, sides) if fit else [] for f, fit in zip(frames, fits, strict=True)]
    columns = printed_columns([row for part in rows for row in part])
    spans = [extent(column) for column in columns]
    in_columns = iter([list(row) for row in zip(*columns, strict=True)])
    placed: list[Frame] = []
    for frame, fit, part in zip(frames, fits, rows, strict=True):
        own = [next(in_columns) for _ in part] if fit else _by_place(frame, spans) or _cut(frame.rows, len(spans))
        loose = [row for row in frame.loose if len(row) == len(spans)]
        placed.append(Frame([*loose, *own], spans, frame.page, frame.ref))
    return placed


def _common_sides(frames: Sequence[Frame]) -> tuple[list[list[float] | None], list[float]]:
    """The sides of each page's columns as those of the table (None where they don't fit), and all sides of the table."""
    sides = frames[0].sides
    fits: list[list[float] | None] = []
    for frame in frames:
        fits.append(_fitted(frame.sides, sides))
        sides = sorted({*sides, *(fits[-1] or ())})
    return fits, sides


def _fitted(sides: list[float], table: list[float]) -> list[float] | None:
    """The sides of a page's columns as those of the table so far, with those that this page adds; None if they don't fit.

    Pages may be shifted as a whole. One of the two has all rulings of the other; or they are as many and a little moved.
    """
    if not sides or not table:
        return None
    shift = table[0] - sides[0]
    moved = [side + shift for side in sides]
    if len(moved) == len(table) and all(
        a - _SAME <= (x0 + x1) / 2 <= b + _SAME
        for (a, b), (x0, x1) in zip(pairwise(table), pairwise(moved), strict=True)
    ):
        return list(table)
    if abs(moved[-1] - table[-1]) > _SAME:
        return None
    snapped = [next((known for known in table if abs(known - side) <= _SAME), side) for side in moved]
    inside = set(snapped)
    nested = inside.issubset(table) or inside.issuperset(table)
    return snapped if nested and len(inside) == len(snapped) else None


def _spread(rows: list[list[FrameCell]], own: list[float], table: list[float]) -> list[list[FrameCell]]:
    """Rows by a page's own columns as rows by the table's: a cell stands in every column that it covers."""
    places = [table.index(side) for side in own]
    widths = [right - left for left, right in pairwise(places)]
    return [[cell for cell, width in zip(row, widths, strict=True) for _ in range(width)] for row in rows]


def _by_place(frame: Frame, spans: Sequence[tuple[float, float] | None]) -> list[list[FrameCell]] | None:
    """Rows in columns with these extents, by where the middle of each of their own lies; None if they don't fit."""
    places: list[int] = []
    for own in frame.spans:
        if own is None:
            return None
        middle = (own[0] + own[1]) / 2
        place = next((i for i, span in enumerate(spans) if span and span[0] - 2 <= middle <= span[1] + 2), None)
        if place is None:
            return None
        places.append(place)
    rows: list[list[FrameCell]] = []
    for row in frame.rows:
        placed = [BLANK] * len(spans)
        for place, cell in zip(places, row, strict=True):
            if cell.text and placed[place].text and placed[place] is not cell:
                return None
            placed[place] = cell if cell.text else placed[place]
        rows.append(placed)
    return rows


def _cut(rows: list[list[FrameCell]], width: int) -> list[list[FrameCell]]:
    """Rows with as many cells as the table has columns."""
    return [[*row, *[BLANK] * width][:width] for row in rows]
