"""The lines of a table: for each its code, its label and its figures as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model import Amount, State, is_too_fine, is_too_long, parse_amount
from pipeline.normalize.statements.columns import (
    ORGANISATION_CODE,
    PRINTED_AMOUNT,
    Column,
    Group,
    groups,
    header_height,
    is_index,
    read_columns,
)
from pipeline.normalize.statements.frames import Frame, FrameCell
from pipeline.normalize.statements.regions import Region
from pipeline.normalize.statements.shared import part_shared
from pipeline.spec.forms import FormSpec
from pipeline.text import key

_CODE_IN_LABEL = re.compile(r"^(\d{3}(?:\d{2}){0,2})[\s、.\-—]*(?=[^\d.,%])(.+)$")
_CODE_HEAD = re.compile(r"^[类款项]{1,3}$")
_SEGMENT = re.compile(r"^\d{2}$")
_DIGITS = re.compile(r"^\d+$")
_NUMBERING = re.compile(
    r"^(?:其中[:、]?)?(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]+[、.]|\d{1,2}[、.)])*"
)
#: With which digits the codes of the functional and of the economic classification begin.
_CLASSES = "235"
_HIGHEST_HEADER = 4
_CUT_REST = re.compile(r"^[,.]\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: its column, its amount in one of four states, its cell."""

    column: Column
    amount: Amount
    cell: FrameCell


@dataclass(slots=True)
class TableLine:
    """One line of one half of a table. ``number`` counts from 1 within the table, ``half`` the halves from 0.

    ``code`` is that of the classification, ``unit_code`` that of a department or unit that stands in its place.
    """

    number: int
    side: str | None
    code: str
    label: str
    figures: list[Figure]
    ref: str
    page: int | None
    half: int = 0
    unit_code: str = ""


@dataclass(slots=True)
class TableContent:
    """All lines of a table in reading order; ``doubtful`` are texts in figure columns that are no figures.

    ``last`` is the line read last of each half, ``covered`` are the cells that it is made of, ``codes`` the last code;
    ``organisations`` are codes of departments and units that stand among those of the classification.
    """

    columns: list[Column]
    lines: list[TableLine] = field(default_factory=list)
    doubtful: list[FrameCell] = field(default_factory=list)
    last: dict[Group, TableLine] = field(default_factory=dict)
    covered: dict[Group, list[FrameCell]] = field(default_factory=dict)
    codes: dict[Group, str] = field(default_factory=dict)
    organisations: set[str] = field(default_factory=set)

    @property
    def always_figures(self) -> bool:
        """Whether every line so far has figures; then a text without any is none of its own."""
        return all(line.figures for line in self.lines)


def read_lines(region: Region, spec: FormSpec) -> TableContent:
    """Read a table over all of its pages; headers printed again are skipped."""
    part_shared(region.frames, spec)
    head, starts = read_header(region.frames, spec)
    if not head and region.name not in spec.columns:
        head = _rows_above_figures(region.frames[0])
        starts[0] = len(head)
    body = [row for frame, start in zip(region.frames, starts, strict=True) for row in frame.rows[start:]]
    first = region.frames[0]
    columns = read_columns(Frame([*head, *body], first.spans, first.page, first.ref), len(head), spec)
    content = TableContent(columns)
    parts = groups(columns)
    for number, frame in enumerate(region.frames):
        for position, row in enumerate(frame.rows[starts[number] :]):
            spill = number > 0 and position == 0
            if is_index([cell for cell in row if cell.text], spec, named=True):
                continue  # of a head that is printed again, not quite the same
            content.lines.extend(_row_lines(row, parts, frame, content, spec, spill=spill))
    for line in content.lines:
        department = len(line.code) == 3 and any(unit.startswith(line.code) for unit in content.organisations)
        if department and line.code[0] not in _CLASSES:
            line.code = ""  # 127 above the unit 127001
    return content


def _rows_above_figures(frame: Frame) -> list[list[FrameCell]]:
    """The header of a table whose heads are not known words: the few rows above the first amount, if there are no numbers."""
    first = next((n for n, row in enumerate(frame.rows) if any(PRINTED_AMOUNT.match(cell.key) for cell in row)), 0)
    head = frame.rows[:first]
    numbers = any(cell.key[:1].isdigit() for row in head for cell in row if cell.text)
    return [] if numbers or first > _HIGHEST_HEADER else head


def read_header(frames: list[Frame], spec: FormSpec) -> tuple[list[list[FrameCell]], list[int]]:
    """The header of a table, and with which row the body of each page begins: headers printed again are skipped.

    Where the first page holds nothing but header rows, the header may go on at the top of the next one.
    """
    head: list[list[FrameCell]] = []
    starts: list[int] = []
    for frame in frames:
        start = _repeated(frame, [_printed(row) for row in head])
        if sum(starts) == len(head) and all(s == len(f.rows) for s, f in zip(starts, frames, strict=False)):
            more = header_height([*head, *frame.rows[start:]], spec) - len(head)
            head += frame.rows[start : start + more]
            start += more
        starts.append(start)
    return head, starts


def _repeated(frame: Frame, header: list[list[str]]) -> int:
    """How many rows in front of a continuation print the header again."""
    count = 0
    while count < min(len(header), len(frame.rows)) and _printed(frame.rows[count]) == header[count]:
        count += 1
    return count


def _printed(row: list[FrameCell]) -> list[str]:
    """What stands in a row, merged cells once: on a further page fewer columns may lie under them."""
    return [cell.key for cell in dict.fromkeys(row) if cell.text]


def _row_lines(
    row: list[FrameCell], parts: list[Group], frame: Frame, content: TableContent, spec: FormSpec, *, spill: bool
) -> Iterator[TableLine]:
    alone = len({id(cell) for cell in row if cell.text}) == 1 and len(parts) > 1
    unfilled: tuple[str, str] | None = None  # side and label of the group before, if it has no figures
    for group in parts:
        code, label = _code_and_label(row, group, content.organisations)
        code = _above(row, group, content.codes.get(group, "")) + code
        content.codes[group] = code or content.codes.get(group, "")
        figures = list(_figures(row, group, content))
        side = _side(group, spec)
        if figures and not code and not label and unfilled and unfilled[0] == side:
            label = unfilled[1]  # 当年支出小计 stands over several halves of a side, where no ruling tells
        unfilled = (side, label) if side and label and not figures else None
        before = content.last.get(group)
        blank = not code and not any(row[column.index].text for column in group.figures)
        whole = alone or bool(group.codes) or content.always_figures
        if spill and before and blank and _is_rest(label, before.label, spec, whole=whole):
            before.label += label  # the rest of a label that a page break cut
            continue
        if not label and not code and not figures:
            continue
        if before and _goes_on(row, group, before, label, figures, content):
            continue
        cells = [row[c.index] for c in (*group.codes, *group.labels, *group.figures) if row[c.index].ref]
        number = len(content.lines) + 1
        ref = cells[0].ref if cells else frame.ref
        half, unit = parts.index(group), _unit_code(row, group) if not code else ""
        content.last[group] = TableLine(number, side, code, label, figures, ref, frame.page, half, unit)
        content.covered[group] = _named(row, group)
        yield content.last[group]


def _named(row: list[FrameCell], group: Group) -> list[FrameCell]:
    """The cells with the code and the label of one half of a row."""
    return [row[column.index] for column in (*group.codes, *group.labels) if row[column.index].text]


def _goes_on(
    row: list[FrameCell], group: Group, before: TableLine, label: str, figures: list[Figure], content: TableContent
) -> bool:
    """Whether a row of the grid is the same printed line as the row above; then it is added to that.

    Shaded paragraphs and cells of different heights in the other half of the table cut one printed line into several
    rows of the grid. The line goes on where the row has only cells that the line has already, and where a further piece
    of a label stands beside the figures of the line. A figure that reaches over two lines belongs to the first one.
    """
    covered = content.covered[group]
    news = [cell for cell in _named(row, group) if not any(cell is other for other in covered)]
    printed = [figure.cell for figure in before.figures]
    more = [figure for figure in figures if not any(figure.cell is cell for cell in printed)]
    if not news and (not more or not before.figures) and covered:
        before.figures += more
        return True
    if len(more) == len(figures):
        return False
    if more or _starts_item(label):
        repeated = [figure for figure in figures if figure not in more]
        content.doubtful += [figure.cell for figure in repeated]
        figures[:] = more
        return False
    before.label += label
    content.covered[group] = [*covered, *news]
    return True


def _is_rest(label: str, before: str, spec: FormSpec, *, whole: bool) -> bool:
    """Whether a text can be the rest of a label: no numbered item (十六、…) and no total, and none stands before it.

    ``whole``: the table leaves no doubt that a line of its own would show figures or a code; else only the rest that makes
    the two texts an item of the form counts.
    """
    text, begun, total = key(label), key(before), spec.header["total_label"]
    if not text or spec.header["item"].match(text) or total.match(text) or total.match(begun):
        return False
    joined = spec.three_public_item(unnumbered(begun + text))
    return whole or bool(joined and joined != spec.three_public_item(unnumbered(begun)))


def _starts_item(label: str) -> bool:
    """Whether a label is numbered or starts with a code, and so is a line of its own."""
    text = key(label)
    return unnumbered(text) != text or _CODE_IN_LABEL.match(text) is not None


def unnumbered(text: str) -> str:
    """A label without the number in front of it: 因公出国(境)费 for 1.因公出国(境)费."""
    return _NUMBERING.sub("", text)


def _code_and_label(row: list[FrameCell], group: Group, organisations: set[str]) -> tuple[str, str]:
    codes: list[str] = []
    texts: list[str] = []
    for cell in {id(row[c.index]): row[c.index] for c in (*group.codes, *group.labels)}.values():
        if not cell.text or _CODE_HEAD.match(cell.key):  # 类|款|项 may share the row of 合计
            continue
        is_code = _DIGITS.match(cell.key) and any(row[column.index] is cell for column in group.codes)
        (codes if is_code else texts).append(cell.key if is_code else cell.text)
    units = {code for code in codes if ORGANISATION_CODE.match(code)}
    organisations |= units
    code, label = "".join(code for code in codes if code not in units), " / ".join(texts)
    if not code:
        match = _CODE_IN_LABEL.match(label)
        if match:
            code, label = match[1], match[2]
    return code, label


def _unit_code(row: list[FrameCell], group: Group) -> str:
    return next((row[c.index].key for c in group.codes if ORGANISATION_CODE.match(row[c.index].key)), "")


def _above(row: list[FrameCell], group: Group, before: str) -> str:
    """The levels that a row does not print itself: some print 208 | | and below it | 05 | and | | 01, the others blank."""
    cells = [row[column.index] for column in group.codes]
    level = next((n for n, cell in enumerate(cells) if cell.text), 0)
    if level == 0 or not _SEGMENT.match(cells[level].key) or any(cell.text for cell in cells[level + 1 :]):
        return ""
    above = before[: 3 + 2 * (level - 1)]
    return above if len(above) == 3 + 2 * (level - 1) else ""


def _figures(row: list[FrameCell], group: Group, content: TableContent) -> Iterator[Figure]:
    printed: dict[int, tuple[Column, FrameCell]] = {}
    for column in group.figures:
        if row[column.index].text:
            printed.setdefault(id(row[column.index]), (column, row[column.index]))
    cut = {id(row[c.index - 1]) for c in group.figures if c.index and _CUT_REST.match(row[c.index].key)}
    for column, cell in printed.values():
        if id(cell) in cut:  # a ruling cuts the figure (8|,100.00): its front is no figure of its own
            content.doubtful.append(cell)
            continue
        amount = parse_amount(cell.raw)
        value = amount.value
        if amount.state is State.UNREADABLE or (value is not None and (is_too_long(value) or is_too_fine(value))):
            content.doubtful.append(cell)  # the latter are figures that run into each other
        elif amount.state is not State.BLANK:
            yield Figure(column, amount, cell)


def _side(group: Group, spec: FormSpec) -> str | None:
    outer = next((column.path[0] for column in (*group.labels, *group.figures) if column.path), "")
    for side, pattern in spec.sides.items():
        other = spec.sides["expenditure" if side == "income" else "income"]
        if pattern.search(outer) and not other.search(outer):
            return side
    return None
