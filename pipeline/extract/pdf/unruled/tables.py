"""Tables that are not ruled: found by the alignment of their figures, and laid out by it.

Level rules only, zebra stripes or nothing at all: the definition by rulings finds no cells there. Something must
tell of a table: three rows with several amounts, rulings around one, a unit and a head above it, or the columns of the page before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.pdf.unruled.blocks import blocks_of
from pipeline.extract.pdf.unruled.columns import Columns, find_columns, with_sides
from pipeline.extract.pdf.unruled.heads import Head, head_over
from pipeline.extract.pdf.unruled.lines import PrintedLine
from pipeline.extract.pdf.unruled.rows import (
    FAR,
    LARGER,
    body_start,
    header_blocks,
    is_row,
    rows_of,
    usual_distance,
    words_in,
)
from pipeline.extract.pdf.unruled.tall import tall_cells
from pipeline.extract.pdf.view import Edge
from pipeline.extract.pdf.words import Word, stops_of

#: Without its unit above it, a table has so many rows with so many amounts each.
_ROWS = 3
_FIGURES = 2
#: The head of a table may stand so many usual distances above its first row.
_HEAD = 2.6
#: A rule that covers this part of a table's width belongs to it; one that covers so much shows how wide the table is.
_COVERS = 0.5
_WHOLE = 0.97
#: So many rows show where the columns of a table are.
_MOST_ROWS = 300
#: So many lines (the running title of a document) may stand above a table that goes on.
_FURNITURE = 3
#: A head has so many cells, where nothing stands below it.
_LEAST_HEAD = 3


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """Lines ``start`` to ``stop`` of a page as a table: its rows of printed lines below its head.

    ``head`` is that of the table, if it has one, printed on this page (``headed``) or on one before; ``words`` are its last rows, on
    pages before as well; ``tall`` are the rows and columns whose cell reaches into the next row.
    """

    start: int
    stop: int
    head: Head | None
    headed: bool
    rows: list[list[PrintedLine]]
    columns: Columns
    words: list[list[Word]]
    tall: frozenset[tuple[int, int]] = frozenset()

    @property
    def bottom(self) -> float:
        """The base line of its last row, in points from the top of the page; 0 if it has none."""
        return self.rows[-1][-1].base if self.rows else 0.0


def find_aligned(
    lines: Sequence[PrintedLine], rules: Sequence[Edge], before: AlignedTable | None = None
) -> list[AlignedTable]:
    """The unruled tables among a page's lines, which come from top to bottom.

    ``rules`` are the page's level rulings as (place, left, right), ``before`` the unruled table with which the page
    before ended.
    """
    likely = [line for line in lines if line.may_hold_amounts]
    units = [number for number, line in enumerate(lines) if line.may_hold_unit and line.has_unit]
    if not units and not before and len(likely) < (1 if rules else _ROWS):
        return []
    stops = stops_of(line.runs for line in lines)
    for line in lines:
        line.part(stops)
    parts = [_Part(lines, rules, a + 1, b, a >= 0, before) for a, b in pairwise([-1, *units, len(lines)])]
    return [table for part in parts for table in part.tables()]


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines of a page from one that tells a unit (or from the top) to the next such line."""

    lines: Sequence[PrintedLine]
    rules: Sequence[Edge]
    start: int
    stop: int
    has_unit: bool
    before: AlignedTable | None

    def tables(self) -> Iterator[AlignedTable]:
        figured = [number for number in range(self.start, self.stop) if self.lines[number].amounts]
        free, unit, before = self.start, self.has_unit, None if self.has_unit else self.before
        waiting = self._groups(figured)[::-1]
        while waiting:
            group = waiting.pop()
            parts = self._without_prose(group)
            if len(parts) > 1:
                waiting += parts[::-1]
                continue
            table = self._table(group, free, unit=unit, before=before)
            if table is not None:
                yield table
                free, unit, before = table.stop, False, None
        if not figured:
            table = self._without_figures() if unit else self._further_labels(before)
            if table is not None:
                yield table

    def _groups(self, figured: list[int]) -> list[list[int]]:
        """Lines with figures that follow one another at about the same distance, with no sentence between them."""
        if not figured:
            return []
        usual = usual_distance([self.lines[number] for number in figured])
        groups = [[figured[0]]]
        for before, number in pairwise(figured):
            between = self.lines[before : number + 1]
            far = any(below.base - above.base > FAR * usual for above, below in pairwise(between))
            if far or any(line.is_note for line in between[1:-1]):
                groups.append([])
            groups[-1].append(number)
        return groups

    def _without_prose(self, group: list[int]) -> list[list[int]]:
        """Lines with figures in parts, where a sentence runs through the columns between them."""
        columns = with_sides(find_columns([self.lines[number].words for number in group]))
        parts = [[group[0]]]
        for before, number in pairwise(group):
            if any(columns.is_prose(line.words) for line in self.lines[before + 1 : number]):
                parts.append([])
            parts[-1].append(number)
        return parts

    def _table(self, group: list[int], free: int, *, unit: bool, before: AlignedTable | None) -> AlignedTable | None:
        lines = self.lines
        usual = usual_distance([lines[number] for number in group])
        first, last = group[0], group[-1]
        going_on = before if before and before.columns.hold(lines[number].words for number in group) else None
        columns = going_on.columns if going_on else with_sides(find_columns([x.words for x in lines[first : last + 1]]))
        strong = sum(lines[number].amounts >= _FIGURES for number in group)
        own = self._own(columns, first, last, usual)
        framed = any(y < lines[first].base for y, _, _ in own) and any(y > lines[last].base for y, _, _ in own)
        unit = unit and self._is_below_unit(first, usual) and bool(header_blocks(lines[free:first]))
        if not (unit or (len(columns.columns) > 1 and (strong >= _ROWS or going_on or (strong and framed)))):
            return None
        places = [y for y, _, _ in own]
        start = free if unit else self._head_start(first, free, columns, usual, places)
        while start < first and lines[start].is_note:
            start += 1
        below = max(places, default=0.0)
        stop = last + 1
        while stop < self.stop and is_row(lines[stop], lines[stop - 1], columns, usual, below):
            stop += 1
        begin = start + body_start(lines[start:stop], places, self.before.columns if self.before else None)
        if going_on and start > self.start + _FURNITURE:
            return self._table(group, free, unit=unit, before=None)  # it does not stand at the top of the page
        if going_on and not header_blocks(lines[start:begin]):
            begin = start  # the rest of a label
        head_lines, body = lines[start:begin], lines[begin:stop]
        words = words_in(body)
        if going_on and not head_lines:
            words = [*going_on.words, *words][-_MOST_ROWS:]
        named = [line for line in head_lines if not line.is_index]
        head = self._head(named, words, own) if named else self._head_before(going_on, words, own)
        if head is None and named:
            return None
        if head is not None:
            columns = head.columns.with_sides_of(going_on.columns) if going_on else head.columns
        elif going_on is None:
            columns = with_sides(find_columns(words), *_extent(own))
        rows = self._rows(head_lines, body, columns, places, usual)
        tall = frozenset(tall_cells(rows, columns, self.rules))
        return AlignedTable(start, stop, head, bool(named), rows, columns, words, tall)

    def _is_below_unit(self, first: int, usual: float) -> bool:
        """Does a table's first line with figures follow the unit above it, with no ruled table between them?"""
        lines = self.lines[self.start - 1 : first + 1]
        return all(y.base - x.base <= FAR * max(usual, y.size) for x, y in pairwise(lines))

    @staticmethod
    def _head_before(before: AlignedTable | None, words: Sequence[Sequence[Word]], own: Sequence[Edge]) -> Head | None:
        """The head of a table that goes on, over what stands on its further page as well."""
        if before is None or before.head is None:
            return None
        return head_over(before.head.blocks, words, [], _extent(own))

    def _head(self, lines: Sequence[PrintedLine], rows: Sequence[Sequence[Word]], own: Sequence[Edge]) -> Head | None:
        top, bottom = lines[0].top, lines[-1].base
        inside = [rule for rule in self.rules if top - FAR * lines[0].size < rule[0] < bottom + FAR * lines[-1].size]
        return head_over(blocks_of([line.head_words for line in lines], inside), rows, inside, _extent(own))

    @staticmethod
    def _rows(
        head: Sequence[PrintedLine],
        body: Sequence[PrintedLine],
        columns: Columns,
        places: Sequence[float],
        usual: float,
    ) -> list[list[PrintedLine]]:
        """The rows below the head: first those that number the columns."""
        return [*([line] for line in head if line.is_index), *rows_of(body, columns, places, usual)]

    def _own(self, columns: Columns, first: int, last: int, usual: float) -> list[Edge]:
        """The level rulings over much of the width of the table around its first and last line with figures."""
        wide = sorted(rule for rule in self.rules if columns.covered(rule[1], rule[2]) >= _COVERS)
        top, bottom = self.lines[first].base, self.lines[last].base
        own = [rule for rule in wide if top <= rule[0] <= bottom]
        limit = self.lines[self.start - 1].base if self.start else 0.0
        for rule in reversed([rule for rule in wide if limit < rule[0] < top]):
            if top - rule[0] > 2 * FAR * usual:
                break
            top = rule[0]
            own.append(rule)
        limit = self.lines[self.stop].base if self.stop < len(self.lines) else float("inf")
        for rule in (rule for rule in wide if bottom < rule[0] < limit):
            if rule[0] - bottom > FAR * usual:
                break
            bottom = rule[0]
            own.append(rule)
        return sorted(own)

    def _head_start(self, first: int, free: int, columns: Columns, usual: float, places: Sequence[float]) -> int:
        """Where the head of a table begins that has no unit above it."""
        lines = self.lines
        ruled = [y for y in places if 0 < lines[first].base - y < 2 * FAR * usual]
        top = min(ruled, default=None)
        start = first
        while start > free:
            line, following = lines[start - 1], lines[start]
            if _ends_table(line) or columns.is_prose(line.words) or line.size > LARGER * lines[first].size:
                break
            inside = top is not None and line.base > top
            if not inside and following.base - line.base > _HEAD * usual:
                break
            start -= 1
        heads = [block.top for block in header_blocks(lines[start:first])]
        if top is None and not heads:
            return start + body_start(lines[start : first + 1], places)  # the label of the first row may be wrapped
        begins = min(heads if top is None else [top, *heads])
        return next(n for n in range(start, first + 1) if n == first or lines[n].base > begins or lines[n].is_item)

    def _without_figures(self) -> AlignedTable | None:
        """A table in which no figure is printed: its head alone, or labels without figures."""
        lines, stop = self.lines, self.start
        while stop < self.stop and not _ends_table(lines[stop]) and self._is_near(stop):
            stop += 1
        start = self.start
        begin = start + body_start(lines[start:stop], [])
        head_lines, body = lines[start:begin], lines[begin:stop]
        wide = any(len(line.head_words) >= _LEAST_HEAD for line in head_lines)
        if not wide or not header_blocks(head_lines):
            return None
        words = words_in(body)
        named = [line for line in head_lines if not line.is_index]
        head = self._head(named, words, []) if named else None
        if head is None:
            return None
        rows = self._rows(head_lines, body, head.columns, [], usual_distance(lines[start:stop]))
        return AlignedTable(start, stop, head, True, rows, head.columns, words)

    def _further_labels(self, before: AlignedTable | None) -> AlignedTable | None:
        """Rows at the top of a page that go on with a table and hold labels alone; their figures are blank."""
        if before is None:
            return None
        start = next((n for n in range(self.start, self.stop) if self.lines[n].is_item), self.stop)
        stop = start
        while stop < self.stop and all(map(before.columns.begins, self.lines[stop].words)) and self._is_near(stop):
            stop += 1
        if start == stop or start > self.start + _FURNITURE:
            return None
        rows = [[line] for line in self.lines[start:stop]]
        return AlignedTable(start, stop, before.head, False, rows, before.columns, before.words)

    def _is_near(self, number: int) -> bool:
        """Is a line near to the one before it, as a row of the same table?"""
        line = self.lines[number]
        return number == 0 or line.base - self.lines[number - 1].base <= FAR * line.size


def _ends_table(line: PrintedLine) -> bool:
    return line.is_note or line.is_caption or line.is_page_number


def _extent(own: Sequence[Edge]) -> tuple[float, float] | tuple[None, None]:
    """Where a table begins and ends, if rulings over its whole width tell."""
    if not own:
        return None, None
    left, right = min(rule[1] for rule in own), max(rule[2] for rule in own)
    whole = [rule for rule in own if rule[2] - rule[1] >= _WHOLE * (right - left)]
    return (left, right) if len(whole) > 1 else (None, None)
