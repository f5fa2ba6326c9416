"""Tables that are not ruled: found by the alignment of their figures, and laid out by it.

Horizontal rules only, zebra stripes or nothing at all: the definition by rulings finds no cells there. A table is taken as such only
where it is beyond doubt: at least three rows with at least two amounts that stand alone and under each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.extract.pdf.columns import Columns, find_columns
from pipeline.extract.pdf.grids import box_of
from pipeline.extract.pdf.lines import cell_text
from pipeline.extract.pdf.runs import Run
from pipeline.extract.pdf.view import Edge
from pipeline.extract.pdf.words import Word, column_ends, words_of
from pipeline.model import Cell, Grid

#: A quick look at the text of a line, before its places are looked at.
_AMOUNTS = re.compile(r"(?:^|\s)[-−(（]?[\d,]*\d\.\d{1,6}[)）]?(?=\s|$)")
#: What names a thing ("部门：…", "单位：…") stands above a table, not in its head.
_COLON = re.compile(r"[：:]")
_ROWS = 3
_FIGURES = 2
#: Rows further apart than so many usual distances between rows are two tables.
_FAR = 4.0
#: The head of a table may stand so many usual distances above its first row with figures.
_HEAD = 2.6
#: Lines nearer than this part of the usual distance are one row, whose text is wrapped.
_WRAPPED = 0.75
#: A rule that covers this part of a table's width belongs to it.
_COVERS = 0.5


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page and its text as it would be published, were it no part of a table."""

    runs: list[Run]
    text: str

    @property
    def base(self) -> float:
        """Its base line, in points from the top of the page."""
        return self.runs[0].base


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """Lines ``start`` to ``stop`` of a page as rows; each row is a list of printed lines, each a list of words."""

    start: int
    stop: int
    rows: list[list[list[Word]]]
    columns: Columns


def find_aligned(lines: Sequence[PrintedLine], rules: Sequence[Edge]) -> list[AlignedTable]:
    """The unruled tables among a page's lines (from top to bottom); ``rules`` are the page's horizontal rulings."""
    likely = [index for index, line in enumerate(lines) if len(_AMOUNTS.findall(line.text)) >= _FIGURES]
    if len(likely) < _ROWS:
        return []
    ends = column_ends(lines[index].runs for index in likely)
    words = {index: words_of(line.runs, ends) for index, line in enumerate(lines)}
    figured = [index for index in likely if sum(word.is_amount for word in words[index]) >= _FIGURES]
    tables: list[AlignedTable] = []
    for group in _groups(figured, lines):
        columns = find_columns(
            [words[index] for index in group], [words[index] for index in range(group[0], group[-1] + 1)]
        )
        if columns is None:
            continue
        table = _lay_out(group, columns, lines, words, rules, tables[-1].stop if tables else 0)
        if table is not None:
            tables.append(table)
    return tables


def _groups(figured: list[int], lines: Sequence[PrintedLine]) -> list[list[int]]:
    """Lines with figures that follow one another at about the same distance."""
    if len(figured) < _ROWS:
        return []
    usual = median(lines[b].base - lines[a].base for a, b in pairwise(figured))
    groups = [[figured[0]]]
    for before, index in pairwise(figured):
        if lines[index].base - lines[before].base > _FAR * usual:
            groups.append([])
        groups[-1].append(index)
    return [group for group in groups if len(group) >= _ROWS]


def _lay_out(
    group: list[int],
    columns: Columns,
    lines: Sequence[PrintedLine],
    words: dict[int, list[Word]],
    rules: Sequence[Edge],
    free: int,
) -> AlignedTable | None:
    """The rows of a table around its lines with figures: those between them, its head, and the rows below the last."""
    if any(columns.is_prose(words[index]) for index in range(group[0], group[-1] + 1)):
        return None
    usual = median(lines[b].base - lines[a].base for a, b in pairwise(group))
    own = [y for y, left, right in rules if columns.covered(left, right) >= _COVERS]
    start, stop = group[0], group[-1] + 1
    above = [y for y in own if y < lines[start].base]
    top = min((y for y in above if lines[start].base - y < 2 * _FAR * usual), default=None)
    while start > free and _is_head(lines[start - 1], words[start - 1], lines[start], columns, usual, top):
        start -= 1
    below = max(own, default=0.0)
    while stop < len(lines) and _is_row(lines[stop], words[stop], lines[stop - 1], columns, usual, below):
        stop += 1
    rows: list[list[list[Word]]] = []
    for index in range(start, stop):
        line = words[index]
        if rows and _continues(lines[index - 1], lines[index], usual, own) and not columns.clash(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return AlignedTable(start, stop, rows, columns)


def _is_head(
    line: PrintedLine, words: list[Word], following: PrintedLine, columns: Columns, usual: float, top: float | None
) -> bool:
    if columns.is_prose(words):
        return False
    if top is not None and line.base > top:
        return True
    near = following.base - line.base <= _HEAD * usual
    return near and len(words) > 1 and not _COLON.search(words[-1].text)


def _is_row(
    line: PrintedLine, words: list[Word], before: PrintedLine, columns: Columns, usual: float, below: float
) -> bool:
    near = line.base - before.base <= 1.5 * usual
    figures = any(word.is_figure and columns.number_of(word) > 0 for word in words)
    return near and not columns.is_prose(words) and (figures or line.base < below)


def _continues(before: PrintedLine, line: PrintedLine, usual: float, rules: Sequence[float]) -> bool:
    """Is a line the wrapped rest of the one before it?"""
    return line.base - before.base < _WRAPPED * usual and not any(before.base < y < line.base for y in rules)


def aligned_grid(table: AlignedTable, page: int) -> Grid:
    """An unruled table as a grid; the sides of its cells lie midway between what stands in them."""
    ref = f"p{page}"
    xs = table.columns.borders()
    runs = [[run for line in row for word in line for run in word.runs] for row in table.rows]
    tops, bottoms = [min(run.top for run in row) for row in runs], [max(run.bottom for run in row) for row in runs]
    between = [(bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)]
    ys = [tops[0], *between, bottoms[-1]]
    rows: list[tuple[Cell | None, ...]] = []
    for number, row in enumerate(table.rows):
        cells: list[Cell | None] = [None] * (len(xs) - 1)
        for (start, stop), content in _fields([word for line in row for word in line], table.columns):
            box = box_of(xs[start], ys[number], xs[stop], ys[number + 1])
            cells[start] = Cell(cell_text(content) if content else "", ref, 1, stop - start, box)
        rows.append(tuple(cells))
    return Grid(tuple(rows), ref, page)


def _fields(words: Sequence[Word], columns: Columns) -> list[tuple[tuple[int, int], list[Run]]]:
    """The cells of a row, as (first column, column after the last), with their runs; wide words make wide cells."""
    found: list[tuple[int, int, list[Run]]] = []
    for start, stop, runs in sorted((*columns.range_of(word), list(word.runs)) for word in words):
        if found and start < found[-1][1]:
            before = found.pop()
            found.append((before[0], max(before[1], stop), before[2] + runs))
        else:
            found.append((start, stop, runs))
    taken = {number for start, stop, _ in found for number in range(start, stop)}
    found += [(number, number + 1, []) for number in range(len(columns.spans)) if number not in taken]
    return [((start, stop), runs) for start, stop, runs in found]
