"""A sheet as it is printed: hidden rows and columns taken out, merged ranges resolved, and the areas that stand apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.extract.workbook.sheet import Budget, Place, Sheet, is_framed

_DEEPEST = 24  # areas inside areas; printed pages have two or three levels


@dataclass(frozen=True, slots=True)
class Shown:
    """What is printed at one place: a cell, or the visible part of a merged range.

    ``origin`` is the place of the cell in the sheet; ``bottom`` and ``right`` are the last visible row and column.
    """

    text: str
    figure: bool
    framed: bool
    origin: Place
    bottom: int
    right: int


@dataclass(slots=True)
class View:
    """Places count visible rows and columns only. ``covered`` leads from a place under a merged range to its first one."""

    shown: dict[Place, Shown] = field(default_factory=dict)
    covered: dict[Place, Place] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)


class _Axis:
    """Numbers the visible rows (or columns): hidden ones have no number."""

    def __init__(self, hidden: Iterable[int]) -> None:
        self._hidden = sorted(hidden)

    def __call__(self, index: int) -> int:
        return index - bisect_left(self._hidden, index)

    def hides(self, index: int) -> bool:
        at = bisect_left(self._hidden, index)
        return at < len(self._hidden) and self._hidden[at] == index

    def visible(self, first: int, last: int) -> tuple[int, int]:
        """Numbers of the first and the last visible one of a stretch; the first is greater when none is visible."""
        return self(first), self(last + 1) - 1


def view(sheet: Sheet, budget: Budget) -> View:
    """What is printed of a sheet; raises SourceError when its merged ranges cover more cells than the limit."""
    rows, columns = _Axis(sheet.hidden_rows), _Axis(sheet.hidden_columns)
    result = View()
    under_merge = _merged(sheet, rows, columns, result, budget)
    for place in sorted(sheet.cells.keys() | sheet.frames.keys()):
        if place in under_merge or rows.hides(place[0]) or columns.hides(place[1]):
            continue
        at = (rows(place[0]), columns(place[1]))
        if at in result.covered:
            continue
        content = sheet.cells.get(place)
        framed = is_framed(sheet.frames.get(place, 0))
        if content or framed:
            text, figure = (content.text, content.figure) if content else ("", False)
            result.shown[at] = Shown(text, figure, framed, place, *at)
        result.rows[at[0]], result.columns[at[1]] = place
    return result


def _merged(sheet: Sheet, rows: _Axis, columns: _Axis, result: View, budget: Budget) -> set[Place]:
    """Put the merged ranges into a view; the places of the sheet that show nothing of their own because of them."""
    used = sheet.cells.keys() | sheet.frames.keys()
    last_row, last_column = max((r for r, _ in used), default=0), max((c for _, c in used), default=0)
    taken: set[Place] = set()
    for merge in sheet.merges:
        bottom, right = min(merge.bottom, last_row), min(merge.right, last_column)
        origin = (merge.top, merge.left)
        if origin in taken or bottom < merge.top or right < merge.left:
            continue
        budget.spend((bottom - merge.top + 1) * (right - merge.left + 1))
        edges = 0
        for r in range(merge.top, bottom + 1):
            for c in range(merge.left, right + 1):
                taken.add((r, c))
                edges |= sheet.frames.get((r, c), 0)
        content = sheet.cells.get(origin)
        (top, end), (left, side) = rows.visible(merge.top, bottom), columns.visible(merge.left, right)
        if top > end or left > side:
            continue
        first = (top, left)
        for r in range(top, end + 1):
            for c in range(left, side + 1):
                result.covered.setdefault((r, c), first)
        if content or is_framed(edges):
            text, figure = (content.text, content.figure) if content else ("", False)
            result.shown[first] = Shown(text, figure, is_framed(edges), origin, end, side)
    return taken


def areas(printed: View, budget: Budget) -> list[list[Place]]:
    """The places with text or frames, in groups that blank rows or blank columns keep apart, in reading order.

    Raises SourceError when an area would be a table of more cells than the limit.
    """
    places: set[Place] = set()
    for (row, column), shown in printed.shown.items():
        places.update((r, c) for r in range(row, shown.bottom + 1) for c in range(column, shown.right + 1))
    found = _split(sorted(places), 0) if places else []
    for area in found:
        height, width = (max(p[axis] for p in area) - min(p[axis] for p in area) + 1 for axis in (0, 1))
        budget.spend(height * width)
    return found


def _split(places: list[Place], depth: int) -> list[list[Place]]:
    if depth > _DEEPEST:
        return [places]
    by_row: Callable[[Place], int] = lambda place: place[0]
    by_column: Callable[[Place], int] = lambda place: place[1]
    for axis in (by_row, by_column):
        used = sorted({axis(place) for place in places})
        starts = [used[0]] + [after for before, after in pairwise(used) if after - before > 1]
        if len(starts) > 1:
            groups: list[list[Place]] = [[] for _ in starts]
            for place in places:
                groups[bisect_left(starts, axis(place) + 1) - 1].append(place)
            return [area for group in groups for area in _split(group, depth + 1)]
    return [places]
