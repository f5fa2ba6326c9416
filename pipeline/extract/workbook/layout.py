"""Tells lines from tables in one area of a sheet: titles, units and notes stand around a table, headers belong to it.

Publishers rule their tables, so frames decide where there are any: a row without framed text is no row of the table, and a
framed row that is one cell over the whole width is the title above it or the note below. Where nothing is ruled, the rows
above the first one with several texts are lines; so are rows of the form ``label: value`` there, and notes below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.workbook.address import reference
from pipeline.extract.workbook.sheet import Place
from pipeline.extract.workbook.view import Shown, View
from pipeline.model import Block, Cell, Grid, Line

Kind = Literal["blank", "line", "row"]

_LABEL = re.compile(r"^(?!其中)[^：:\d]{1,12}[：:]")
_MOST_LABELS = 4  # texts beside each other above a table: organisation, year, number of the table, unit
_LONG = 30  # characters; a text of this length in the only cell of a row is a sentence


@dataclass(frozen=True, slots=True)
class _Row:
    """``own``: texts that begin in this row, by column; ``above``: first places of merged texts that reach into it."""

    number: int
    own: tuple[tuple[int, Shown], ...]
    above: frozenset[Place]

    @property
    def figures(self) -> bool:
        return any(shown.figure for _, shown in self.own)

    @property
    def framed(self) -> bool:
        return any(shown.framed for _, shown in self.own)

    @property
    def reaches_down(self) -> bool:
        return any(shown.bottom > self.number for _, shown in self.own)


def blocks_of(sheet: str, printed: View, area: list[Place]) -> list[Block]:
    """The lines and tables of an area in reading order, with the place of each cell as reference."""
    rows = _rows(printed, area)
    blocks: list[Block] = []
    table: list[_Row] = []
    for row, kind in zip(rows, _kinds(rows), strict=True):
        if kind == "line":
            blocks += _grid(sheet, printed, table) + _lines(sheet, row)
            table = []
        else:
            table.append(row)
    return blocks + _grid(sheet, printed, table)


def _rows(printed: View, area: list[Place]) -> list[_Row]:
    by_row: dict[int, list[int]] = {}
    for row, column in area:
        by_row.setdefault(row, []).append(column)
    rows = []
    for number in sorted(by_row):
        own, above = [], set()
        for column in sorted(by_row[number]):
            place = (number, column)
            first = printed.covered.get(place, place)
            shown = printed.shown.get(first)
            if shown is None or not shown.text:
                continue
            if first == place:
                own.append((column, shown))
            elif first[0] < number:
                above.add(first)
        rows.append(_Row(number, tuple(own), frozenset(above)))
    return rows


def _kinds(rows: list[_Row]) -> list[Kind]:
    """What each row is; a row under a merged line, with nothing of its own, is blank."""
    several = [row for row in rows if len(row.own) + len(row.above) > 1]
    if not several:
        return ["line" if row.own else "blank" for row in rows]
    ruled = sum(row.framed for row in several) * 2 >= len(several)
    width = (
        min(column for row in several for column, _ in row.own),
        max(shown.right for row in several for _, shown in row.own),
    )
    kinds: list[Kind] = []
    in_lines: set[Place] = set()
    begun = titled = False
    for row, header_below in zip(rows, _headers_below(rows), strict=True):
        if row.above - in_lines:
            kind: Kind = "row"
        elif not row.own:
            kind = "blank"
        elif ruled:
            kind = _kind_among_frames(row, width, begun, titled)
        else:
            kind = _kind_without_frames(row, header_below, width, begun)
        if kind == "line":
            in_lines.update((row.number, column) for column, _ in row.own)
        begun = kind == "row" or (begun and kind == "blank")
        titled = not begun and (titled or (kind == "line" and not row.framed))
        kinds.append(kind)
    _find_notes(rows, kinds, width, ruled)
    return kinds


def _kind_among_frames(row: _Row, width: tuple[int, int], begun: bool, titled: bool) -> Kind:
    if row.framed:
        # A framed row over the whole width below a title is the first row of the header.
        heading = not begun and _is_wide(row, width) and (not titled or _is_labels(row))
        return "line" if heading else "row"
    if len(row.own) == 1 or _is_labels(row):
        return "line"
    return "line" if not begun and _stands_beside(row) else "row"


def _kind_without_frames(row: _Row, header_below: bool, width: tuple[int, int], begun: bool) -> Kind:
    if not begun:
        return "line" if len(row.own) == 1 or _is_labels(row) else "row"
    title = header_below and _is_wide(row, width) and row.own[0][1].text.endswith("表")
    return "line" if title else "row"


def _headers_below(rows: list[_Row]) -> list[bool]:
    """For every row whether the next row with several texts below it could be a header: it holds no figures."""
    found: list[bool] = []
    header = False
    for row in reversed(rows):
        found.append(header)
        if len(row.own) > 1 and not _is_labels(row):
            header = not row.figures
    return found[::-1]


def _find_notes(rows: list[_Row], kinds: list[Kind], width: tuple[int, int], ruled: bool) -> None:
    """Turn the last rows of every table that are notes or signatures into lines."""
    after_table = True
    for at in range(len(rows) - 1, -1, -1):
        if kinds[at] == "row" and after_table and _is_note(rows[at], width, ruled):
            kinds[at] = "line"
        elif kinds[at] == "row":
            after_table = False
        elif kinds[at] == "line":
            after_table = True


def _is_wide(row: _Row, width: tuple[int, int]) -> bool:
    """One merged cell from the first column over more than half of the table: a title or a note."""
    if len(row.own) != 1:
        return False
    column, shown = row.own[0]
    left, right = width
    covers = min(shown.right, right) - max(column, left) + 1
    return shown.right > column and column <= left and covers * 2 > right - left + 1


def _is_labels(row: _Row) -> bool:
    """``部门：… | 2024年度 | 单位：万元``: what stands above a table beside each other."""
    return len(row.own) <= _MOST_LABELS and any(_LABEL.match(shown.text) for _, shown in row.own)


def _stands_beside(row: _Row) -> bool:
    """A few words without a figure and without a frame, where the table is framed."""
    return len(row.own) <= _MOST_LABELS and not row.figures


def _is_note(row: _Row, width: tuple[int, int], ruled: bool) -> bool:
    if row.above or not row.own or row.reaches_down:
        return False
    if len(row.own) > 1:
        labels = all(_LABEL.match(shown.text) for _, shown in row.own)
        return not row.framed and (labels or (ruled and _stands_beside(row)))
    text = row.own[0][1].text
    sentence = bool(_LABEL.match(text)) or len(text) >= _LONG or text.endswith("。")
    return _is_wide(row, width) or (sentence and not row.framed)


def _lines(sheet: str, row: _Row) -> list[Block]:
    """The texts of a row that is no row of a table; a text with line breaks is printed as several lines."""
    return [
        Line(text.strip(), reference(sheet, *shown.origin))
        for _, shown in row.own
        for text in shown.text.split("\n")
        if text.strip()
    ]


def _grid(sheet: str, printed: View, rows: list[_Row]) -> list[Block]:
    """The table of some rows without the blank rows and columns around it; nothing when all of it is blank."""
    filled = [at for at, row in enumerate(rows) if row.own or row.above]
    if not any(row.own for row in rows):
        return []
    rows = rows[filled[0] : filled[-1] + 1]
    texts = [(column, shown) for row in rows for column, shown in row.own]
    top, bottom = rows[0].number, rows[-1].number
    left, right = min(column for column, _ in texts), max(shown.right for _, shown in texts)
    columns = {column: printed.columns.index(column) for column in range(left, right + 1)}
    grid = []
    for number in range(top, bottom + 1):
        origin_row = printed.rows.index(number)
        cells: list[Cell | None] = []
        for column, origin_column in columns.items():
            place = (number, column)
            first = printed.covered.get(place, place)
            shown = printed.shown.get(place)
            if first != place and first[0] >= top and first[1] >= left:
                cells.append(None)
            elif shown is None or first != place:
                cells.append(Cell("", reference(sheet, origin_row, origin_column)))
            else:
                spans = min(shown.bottom, bottom) - number + 1, min(shown.right, right) - column + 1
                cells.append(Cell(shown.text, reference(sheet, *shown.origin), *spans))
        grid.append(tuple(cells))
    first_cell = grid[0][0]
    place_of_grid = first_cell.ref if first_cell else reference(sheet, *printed.origin((top, left)))
    return [Grid(tuple(grid), place_of_grid)]
