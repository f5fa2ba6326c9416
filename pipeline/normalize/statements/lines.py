"""The lines of a table: for each its code, its label and its figures as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model import Amount, State, parse_amount
from pipeline.normalize.statements.columns import Column, Group, groups, header_height, read_columns
from pipeline.normalize.statements.frames import Frame, FrameCell
from pipeline.normalize.statements.regions import Region
from pipeline.spec.forms import FormSpec

_CODE_IN_LABEL = re.compile(r"^(\d{3}(?:\d{2}){0,2})[\s、.\-—]*(?=[^\d.,%])(.+)$")
_CODE_HEAD = re.compile(r"^[类款项]$")
_DIGITS = re.compile(r"^\d+$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: its column, its amount in one of four states, its cell."""

    column: Column
    amount: Amount
    cell: FrameCell


@dataclass(slots=True)
class TableLine:
    """One line of one half of a table. ``number`` counts from 1 within the table."""

    number: int
    side: str | None
    code: str
    label: str
    figures: list[Figure]
    ref: str
    page: int | None


@dataclass(slots=True)
class TableContent:
    """All lines of a table in reading order; ``doubtful`` are texts in figure columns that are no figures."""

    columns: list[Column]
    lines: list[TableLine] = field(default_factory=list)
    doubtful: list[FrameCell] = field(default_factory=list)


def read_lines(region: Region, spec: FormSpec) -> TableContent:
    """Read a table over all of its pages; headers printed again are skipped."""
    first = region.frames[0]
    height = header_height(first.rows, spec)
    columns = read_columns(_whole(region), height, spec)
    content = TableContent(columns)
    parts = groups(columns)
    header = [[cell.key for cell in row] for row in first.rows[:height]]
    for number, frame in enumerate(region.frames):
        start = height if number == 0 else _repeated(frame, header)
        for position, row in enumerate(frame.rows[start:]):
            spill = number > 0 and position == 0
            content.lines.extend(_row_lines(row, parts, frame, content, spec, spill=spill))
    return content


def _whole(region: Region) -> Frame:
    """The first frame with the rows of all following ones, so that roles are told from the whole table."""
    first = region.frames[0]
    rows = [*first.rows, *(row for frame in region.frames[1:] for row in frame.rows)]
    return Frame(rows, first.spans, first.page, first.ref)


def _repeated(frame: Frame, header: list[list[str]]) -> int:
    """How many rows in front of a continuation print the header again."""
    count = 0
    while count < min(len(header), len(frame.rows)) and [cell.key for cell in frame.rows[count]] == header[count]:
        count += 1
    return count


def _row_lines(
    row: list[FrameCell], parts: list[Group], frame: Frame, content: TableContent, spec: FormSpec, *, spill: bool
) -> Iterator[TableLine]:
    for group in parts:
        code, label = _code_and_label(row, group)
        figures = list(_figures(row, group, content))
        if spill and group.codes and label and not code and not figures and content.lines:
            content.lines[-1].label += label  # the rest of a label that a page break cut
            continue
        if not label and not code and not figures:
            continue
        cells = [row[c.index] for c in (*group.codes, *group.labels, *group.figures) if row[c.index].ref]
        number = len(content.lines) + 1
        yield TableLine(
            number, _side(group, spec), code, label, figures, cells[0].ref if cells else frame.ref, frame.page
        )


def _code_and_label(row: list[FrameCell], group: Group) -> tuple[str, str]:
    codes: list[str] = []
    texts: list[str] = []
    for cell in {id(row[c.index]): row[c.index] for c in (*group.codes, *group.labels)}.values():
        if not cell.text or _CODE_HEAD.match(cell.key):  # 类|款|项 may share the row of 合计
            continue
        is_code = _DIGITS.match(cell.key) and any(row[column.index] is cell for column in group.codes)
        (codes if is_code else texts).append(cell.key if is_code else cell.text)
    code, label = "".join(codes), " / ".join(texts)
    if not code:
        match = _CODE_IN_LABEL.match(label)
        if match:
            code, label = match[1], match[2]
    return code, label


def _figures(row: list[FrameCell], group: Group, content: TableContent) -> Iterator[Figure]:
    seen: set[int] = set()
    for column in group.figures:
        cell = row[column.index]
        if not cell.text or id(cell) in seen:
            continue
        seen.add(id(cell))
        amount = parse_amount(cell.raw)
        if amount.state in (State.VALUE, State.DASH):
            yield Figure(column, amount, cell)
        elif amount.state is State.UNREADABLE:
            content.doubtful.append(cell)


def _side(group: Group, spec: FormSpec) -> str | None:
    outer = next((column.path[0] for column in (*group.labels, *group.figures) if column.path), "")
    for side, pattern in spec.sides.items():
        other = spec.sides["expenditure" if side == "income" else "income"]
        if pattern.search(outer) and not other.search(outer):
            return side
    return None
