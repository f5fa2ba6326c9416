"""A row that is the last of the header and the total of the table at once.

The table of the government funds of Shanghai prints 合计 in the row in which 本年支出 is divided into 合计, 基本支出 and
项目支出: the total of the other columns stands between words of the header, and that of these three nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import State, parse_amount
from pipeline.normalize.statements.frames import BLANK, Frame, FrameCell
from pipeline.spec.forms import FormSpec

#: A header has no more rows than these.
_DEPTH = 6
_LEVEL = re.compile(r"[类款项]{1,3}$")


def part_shared(frames: Sequence[Frame], spec: FormSpec) -> None:
    """Make two rows of one that is shared: one of the header, with its words, and the total with its figures.

    Where a further page prints the header again, it prints the total again too: there the row is of the header alone.
    """
    known: list[str] = []
    for frame in frames:
        total = _part(frame, spec)
        printed = [cell.key for cell in total]
        if total and printed == known:
            frame.rows = [row for row in frame.rows if row is not total]
        known = known or printed


def _part(frame: Frame, spec: FormSpec) -> list[FrameCell]:
    """Part the shared row of a page; the total's row, empty where none is shared."""
    for number in range(1, min(_DEPTH, len(frame.rows))):
        above, row = frame.rows[number - 1], frame.rows[number]
        words = _words(above, row, spec)
        if words:
            head = [cell if cell in words else over for cell, over in zip(row, above, strict=True)]
            total = [BLANK if cell in words else cell for cell in row]
            frame.rows[number : number + 1] = [head, total]
            return total
    return []


def _words(above: Sequence[FrameCell], row: Sequence[FrameCell], spec: FormSpec) -> list[FrameCell]:
    """The words of the header in a shared row; none where it is not shared."""
    cells = [cell for cell in dict.fromkeys(row) if cell.text and all(cell is not over for over in above)]
    while cells and _LEVEL.match(cells[0].key):  # 类 | 款 | 项 may stand in this row as well
        cells = cells[1:]
    if not cells or not spec.header["total_label"].match(cells[0].key) or any(map(_is_figure, above)):
        return []
    words = [cell for cell in cells[1:] if spec.header["word"].search(cell.key)]
    if any(item != "total" and name.search(cell.key) for cell in words for item, name in spec.three_public):
        return []  # 合计 is a column here: the header of the three public expenses has a row more
    if len(words) < 2 or any(cell not in words and not _is_figure(cell) for cell in cells[1:]):
        return []
    divided = {id(over) for cell, over in zip(row, above, strict=True) if over.text and cell in words}
    under = [cell for cell, over in zip(row, above, strict=True) if id(over) in divided]
    # All that stands below the cells of the header that are divided here are the words, and there are several below each.
    return words if all(cell in words for cell in under) and len(divided) * 2 <= len(words) else []


def _is_figure(cell: FrameCell) -> bool:
    return parse_amount(cell.raw).state in (State.VALUE, State.DASH)
