"""A sheet as it is printed: hidden rows and columns taken out, merged ranges resolved, and the areas that stand apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.extract.workbook.address import LAST_ROW, Range
from pipeline.extract.workbook.sheet import Budget, Content, Place, Sheet, is_framed

_DEEPEST = 24  # areas inside areas; printed pages have two or three levels
_NARROW_GAP = 3  # two blank rows
_BLANK = Content("")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is printed at one place: a cell, or the visible part of a merged range.

    ``origin`` is the place of the cell in the sheet; ``bottom`` and ``right`` are the last row and column of the view that
    it takes.
    """

    text: str
    figure: bool
    framed: bool
    origin: Place
    bottom: int
    right: int


class Axis:
    """Numbers the visible rows (or columns) of a sheet without a gap: hidden ones have no number."""

    def __init__(self, hidden: Iterable[int]) -> None:
        self._hidden = sorted(hidden)

    def number(self, index: int) -> int:
        """The number of a visible row; for a hidden one, that of the next visible row."""
        return index - bisect_left(self._hidden, index)

    def index(self, number: int) -> int:
        """The row of the sheet that has this number."""
        return bisect_right(range(LAST_ROW + 2), number, key=self.number) - 1

    def hides(self, index: int) -> bool:
        """Whether a row of the sheet is hidden."""
        at = bisect_left(self._hidden, index)
        return at < len(self._hidden) and self._hidden[at] == index


@dataclass(slots=True)
class View:
    """What is printed of a sheet; places count visible rows and columns only.

    ``covered`` leads from every place of a merged range to its first one; ``buried`` are the places of the sheet whose
    content is not printed because a merged range covers them.
    """

    rows: Axis
    columns: Axis
    shown: dict[Place, Shown] = field(default_factory=dict)
    covered: dict[Place, Place] = field(default_factory=dict)
    buried: list[Place] = field(default_factory=list)

    def origin(self, place: Place) -> Place:
        """The place in the sheet of a place of the view."""
        return self.rows.index(place[0]), self.columns.index(place[1])


def view(sheet: Sheet, budget: Budget) -> View:
    """What is printed of a sheet; raises SourceError when its merged ranges cover more cells than the limit."""
    result = View(Axis(sheet.hidden_rows), Axis(sheet.hidden_columns))
    used = sheet.cells.keys() | sheet.frames.keys()
    last = max((r for r, _ in used), default=0), max((c for _, c in used), default=0)
    taken: set[Place] = set()
    for merge in sheet.merges:
        clipped = Range(merge.top, merge.left, min(merge.bottom, last[0]), min(merge.right, last[1]))
        if merge[:2] not in taken and clipped.top <= clipped.bottom and clipped.left <= clipped.right:
            budget.spend((clipped.bottom - clipped.top + 1) * (clipped.right - clipped.left + 1))
            _merge(sheet, clipped, result, taken)
    for place in sorted(used - taken):
        if result.rows.hides(place[0]) or result.columns.hides(place[1]):
            continue
        at = (result.rows.number(place[0]), result.columns.number(place[1]))
        content = sheet.cells.get(place, _BLANK)
        framed = is_framed(sheet.frames.get(place, 0))
        if content.text or framed:
            result.shown[at] = Shown(content.text, content.figure, framed, place, *at)
    return result


def _merge(sheet: Sheet, merge: Range, result: View, taken: set[Place]) -> None:
    """Put a merged range into a view: it shows its first cell, also where that cell itself is hidden."""
    edges = 0
    for r in range(merge.top, merge.bottom + 1):
        for c in range(merge.left, merge.right + 1):
            edges |= sheet.frames.get((r, c), 0)
            if (r, c) in sheet.cells and (r, c) != merge[:2]:
                result.buried.append((r, c))
            taken.add((r, c))
    first = (result.rows.number(merge.top), result.columns.number(merge.left))
    bottom, right = result.rows.number(merge.bottom + 1) - 1, result.columns.number(merge.right + 1) - 1
    if bottom < first[0] or right < first[1] or first in result.covered:
        return
    for r in range(first[0], bottom + 1):
        for c in range(first[1], right + 1):
            result.covered.setdefault((r, c), first)
    content = sheet.cells.get(merge[:2], _BLANK)
    result.shown[first] = Shown(content.text, content.figure, is_framed(edges), merge[:2], bottom, right)


def areas(printed: View, budget: Budget) -> list[list[Place]]:
    """The places with text or frames, in groups that blank rows or blank columns keep apart, in reading order.

    Raises SourceError when an area would be a table of more cells than the limit.
    """
    places: set[Place] = set()
    for (row, column), shown in printed.shown.items():
        if shown.text or shown.framed:
            places.update((r, c) for r in range(row, shown.bottom + 1) for c in range(column, shown.right + 1))
    found = _split(sorted(places), 0, printed) if places else []
    for area in found:
        height, width = (max(p[axis] for p in area) - min(p[axis] for p in area) + 1 for axis in (0, 1))
        budget.spend(height * width)
    return found


def _split(places: list[Place], depth: int, printed: View) -> list[list[Place]]:
    for axis in (0, 1):
        used = sorted({place[axis] for place in places})
        gaps = [(before, after) for before, after in pairwise(used) if after - before > 1]
        if not gaps or depth >= _DEEPEST:
            continue
        starts = _table_starts(places, gaps, printed) if axis == 0 else _wide_starts(used, gaps)
        if len(starts) > 1:
            groups: list[list[Place]] = [[] for _ in starts]
            for place in places:
                groups[bisect_right(starts, place[axis]) - 1].append(place)
            return [area for group in groups for area in _split(group, depth + 1, printed)]
    return [places]


def _table_starts(places: list[Place], gaps: list[tuple[int, int]], printed: View) -> list[int]:
    """The rows where a new area begins. Figures below a narrow gap have no header of their own: the table goes on there."""
    beginnings: dict[int, list[Shown]] = {after: [] for _, after in gaps}
    for place in places:
        shown = printed.shown.get(place)
        if place[0] in beginnings and shown and shown.text:
            beginnings[place[0]].append(shown)
    starts = [places[0][0]]
    for before, after in gaps:
        first_row = beginnings[after]
        goes_on = after - before <= _NARROW_GAP and len(first_row) > 1 and any(shown.figure for shown in first_row)
        if not goes_on:
            starts.append(after)
    return starts


def _wide_starts(used: list[int], gaps: list[tuple[int, int]]) -> list[int]:
    """The columns where a new area begins. A single column is no table but a part of one with a blank column inside."""
    starts = [used[0]]
    ends = [*(before for before, _ in gaps[1:]), used[-1]]
    for (before, after), end in zip(gaps, ends, strict=True):
        if end > after and before > starts[-1]:
            starts.append(after)
    return starts
