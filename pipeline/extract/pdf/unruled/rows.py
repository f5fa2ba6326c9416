"""The rows of a table without upright rulings: its lines with figures, and the lines that belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.extract.pdf.unruled.blocks import LEADING, Block, blocks_of
from pipeline.extract.pdf.unruled.columns import Columns
from pipeline.extract.pdf.unruled.lines import PrintedLine
from pipeline.extract.pdf.words import Word
from pipeline.spec.forms import form_spec
from pipeline.text import key

#: Rows further apart than so many usual distances between rows are two tables.
FAR = 4.0
#: Lines nearer than this part of the usual distance are one row, whose text is wrapped.
_WRAPPED = 0.75
#: A further row stands within so many usual distances.
_NEXT = 1.5
#: Lines nearer than this part of the font size stand beside each other, in cells of different heights.
_BESIDE = 0.9
#: A title is set in letters so much larger than the rows.
LARGER = 1.2
#: The usual distance of a table with a single row, in font sizes.
_SINGLE = 2.0


def usual_distance(lines: Sequence[PrintedLine]) -> float:
    """The usual distance between lines with figures; points."""
    distances = [after.base - before.base for before, after in pairwise(lines)]
    return median(distances) if distances else _SINGLE * lines[0].size


def rows_of(
    lines: Sequence[PrintedLine], columns: Columns, rules: Sequence[float], usual: float
) -> list[list[PrintedLine]]:
    """The lines of a table's body as rows; ``rules`` are the places of level rulings over the width of the table."""
    figured = [line for line in lines if line.amounts]
    inside = [y for y in rules if figured and figured[0].base < y < figured[-1].base]
    each_row = len(inside) >= len(figured) - 1 > 0
    opening = _opening(lines)
    if len(opening) > 1:  # rows without figures stand among those with them
        usual = min(usual, usual_distance(opening))
    rows: list[list[PrintedLine]] = []
    for line in lines:
        if rows and _continues(rows[-1], line, columns, rules, float("inf") if each_row else usual):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _opening(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """One line of each row that is sure to be one: with amounts, or an item. Amounts may stand midway beside a wrapped item."""
    opening: list[PrintedLine] = []
    for line in lines:
        if not (line.amounts or line.is_item):
            continue
        last = opening[-1] if opening else None
        beside = last and not last.amounts and not line.is_item and line.base - last.base < LEADING * line.size
        if not beside:
            opening.append(line)
    return opening


def _continues(
    row: Sequence[PrintedLine], line: PrintedLine, columns: Columns, rules: Sequence[float], usual: float
) -> bool:
    """Does a line hold the wrapped rest of a row?"""
    before = row[-1]
    if any(before.base < y < line.base for y in rules):
        return False
    if usual != float("inf") and line.base - before.base >= min(_WRAPPED * usual, LEADING * line.size):
        return False
    return not columns.clash([word for other in row for word in other.words], line.words)


def body_start(lines: Sequence[PrintedLine], rules: Sequence[float], before: Columns | None = None) -> int:
    """How many lines of a table, up to its first with amounts, are its head; all of them where none has any.

    ``before`` are the columns of the table that may go on here: a label in them below the head is the rest of one.
    """
    first = next((number for number, line in enumerate(lines) if line.amounts), len(lines))
    start = next((number for number, line in enumerate(lines[:first]) if line.is_item), first)
    index = next((number for number, line in enumerate(lines[:start]) if line.is_index), None)
    if index is not None:
        return index + 1
    lowest = max((block.base for block in header_blocks(lines[:start])), default=None)
    if lowest is not None:
        ruled = min((y for y in rules if lowest < y < lines[min(start, len(lines) - 1)].base), default=None)
        for number, line in enumerate(lines[:start]):
            rest = before is not None and line.base > lowest and all(map(before.begins, line.words))
            rest = rest or (line.base > lowest and any(word.is_figure for word in line.words))
            if rest or (ruled is not None and line.base > ruled):
                return number
    while 0 < start < len(lines) and _touching(lines[start - 1], lines[start], rules):
        if lowest is not None and lines[start - 1].base <= lowest:
            break  # the rest of a head cell
        start -= 1
    return start


def header_blocks(lines: Sequence[PrintedLine]) -> list[Block]:
    """The cells among lines, read as those of a head, whose words stand in the heads of official tables alone."""
    word = form_spec().header["word"]
    blocks = blocks_of([line.head_words for line in lines], [])
    return [block for block in blocks if word.search(key("".join(run.text for run in block.runs)))]


def _touching(before: PrintedLine, line: PrintedLine, rules: Sequence[float]) -> bool:
    """Is a line the beginning of the wrapped label of the row that follows?"""
    near = line.base - before.base < LEADING * line.size
    return near and not before.is_header and not any(before.base < y < line.base for y in rules)


def is_row(line: PrintedLine, before: PrintedLine, columns: Columns, usual: float, below: float) -> bool:
    """Is a line below the last one with amounts a row of the table? ``below`` is the place of the table's last ruling."""
    if line.is_note or line.is_caption or line.is_page_number or line.size > LARGER * before.size:
        return False
    if columns.is_prose(line.words):
        return False
    near = line.base - before.base <= _NEXT * max(usual, line.size)
    figures = any(word.is_figure and columns.number_of(word) > 0 for word in line.words)
    wrapped = line.base - before.base < min(LEADING * line.size, _WRAPPED * usual)
    far = line.base - before.base > FAR * max(usual, line.size)
    return (line.base < below and not far) or (near and (figures or line.is_item or wrapped))


def words_in(lines: Sequence[PrintedLine]) -> list[list[Word]]:
    """The words by which the columns of a table are told, for each row; of a wrapped label some lines may stand beside."""
    rows: list[list[Word]] = []
    last: PrintedLine | None = None
    for line in lines:
        if line.names_code_parts:
            continue
        if last is not None and line.base - last.base < _BESIDE * line.size:
            rows[-1] = [*rows[-1], *line.words]
        else:
            rows.append(list(line.words))
        last = line
    return rows
