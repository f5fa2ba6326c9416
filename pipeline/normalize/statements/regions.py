"""Which grid is which official table: by the title above it or in its first rows; tables over several pages.

A title counts as a whole (``schemas/statements.toml``); the printed number is kept, never used. Source of the titles: the
forms of the Ministry of Finance and their local variants.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from pipeline.model import Block, Document, Grid, Line
from pipeline.normalize.statements.columns import PRINTED_AMOUNT
from pipeline.normalize.statements.frames import Frame, FrameCell, frame_of, remove
from pipeline.normalize.statements.lattice import goes_on, in_same_columns
from pipeline.normalize.statements.stacked import parted
from pipeline.spec.forms import FormSpec
from pipeline.spec.statements import StatementTitles
from pipeline.text import compact, fold, key

_ORDINAL = re.compile(r"^(?:附?表)?([一二三四五六七八九十]+|\d{1,2})[、.]")
_LOOSE_ROW = re.compile(
    r"^(?P<code>\d{3}(?:\d{2}){0,2})\s*(?P<name>[\u4e00-\u9fff（）()、\s]+?)\s+"
    r"(?P<figures>-?[\d,]+\.\d+(?:\s+-?[\d,]+\.\d+)*)$"
)
_YEAR_LINE = re.compile(r"^20\d\d年度?(?:部门|单位)?$")
_NEAR = 8  # lines above a grid among which its title is sought


@dataclass(slots=True)
class Region:
    """One table of the document: its grids in order, what was printed above and below it."""

    name: str
    title: str
    table_no: str | None
    unit: str | None
    ref: str
    frames: list[Frame]
    notes: list[Line] = field(default_factory=list)
    blank: Frame | None = None  # the last blank rows of the table that stand on a page of their own

    @property
    def pages(self) -> tuple[int | None, int | None]:
        """First and last page; None where the format has no pages. Blank rows count where there are no others."""
        empty = not any(map(_amounts, self.frames))
        return self.frames[0].page, (self.blank if self.blank and empty else self.frames[-1]).page

    @property
    def reach(self) -> int | None:
        """The page after which the table may go on."""
        pages = [frame.page for frame in (self.frames[-1], self.blank) if frame and frame.page is not None]
        return max(pages, default=None)


@dataclass(frozen=True, slots=True)
class _Heading:
    """What stands above a grid."""

    name: str | None
    title: str
    table_no: str | None
    unit: str | None


class RegionFinder:
    """Walks over a document and collects its tables.

    ``of_forms`` are grids that look like parts of a 自评表; they are tables only under an official title. ``claimed`` holds
    the ids of the grids that became part of a table.
    """

    def __init__(self, forms: FormSpec, titles: StatementTitles, of_forms: Collection[Grid] = ()) -> None:
        self.forms, self.titles = forms, titles
        self._of_forms = {id(grid) for grid in of_forms}
        self.claimed: set[int] = set()
        self.regions: list[Region] = []
        self._lines: list[Line] = []
        self._others = 0
        self._adjacent = False

    def find(self, document: Document) -> list[Region]:
        """All tables of the document, in order; forms of performance evaluation are left out."""
        for block in document.blocks:
            parts: list[Block] = [block] if isinstance(block, Line) else parted(block, self._is_title, self._is_number)
            for part in parts:
                if isinstance(part, Line):
                    self._line(part)
                else:
                    self._grid(part, id(block))
        for region in self.regions:
            region.frames = in_same_columns(region.frames)
        return self.regions

    def _line(self, line: Line) -> None:
        if self.regions and self.forms.header["note"].match(key(line.text)):
            self.regions[-1].notes.append(line)
        self._lines.append(line)

    def _grid(self, grid: Grid, printed: int) -> None:
        """Take a table or a part of one; ``printed`` is the id of the grid in which it stands."""
        above, self._lines = self._lines, []
        self._adjacent = not above  # without pages a table goes on only where nothing stands between its grids
        frame = frame_of(grid)
        if not frame.rows:
            self._blank(frame, [line for line in above if line.page == grid.page])
            return
        inside = self._take_title_rows(frame)
        if not frame.rows:
            self._lines = [*above, *(Line(text, grid.ref, grid.page) for text in inside)]
            return
        lines = [line for line in above if line.page == grid.page]
        texts = [*(compact(line.text) for line in lines), *inside]
        heading = self._heading(texts)
        if not heading.name and all(map(self._is_passing, texts)):
            heading = self._left_behind(above, grid.page, texts) or heading
        if printed in self._of_forms and not heading.name:
            return
        known = printed in self.claimed
        self.claimed.add(printed)
        last = self.regions[-1] if self.regions else None
        if heading.name and not (last and last.name == heading.name and self._goes_on(last, frame)):
            self._open(heading, frame, heading.name)
        elif last and (heading.name == last.name or not self._has_own_title(lines)) and self._continue(last, frame):
            last.unit = last.unit or heading.unit
            frame.loose = self._loose_rows(lines)
        elif _amounts(frame) >= self.forms.least_amounts:
            self._others += 1
            self._open(heading, frame, f"other_{self._others}")
        elif not known:
            self.claimed.discard(printed)

    def _blank(self, frame: Frame, above: list[Line]) -> None:
        """Rows without any text at the top of a page: the table before goes on there."""
        last = self.regions[-1] if self.regions else None
        if not last or above or not frame.page or not last.reach:
            return
        if frame.page - last.reach == 1 and goes_on(last.frames, frame):
            last.blank = frame

    def _open(self, heading: _Heading, frame: Frame, name: str) -> None:
        title = heading.title or "、".join(dict.fromkeys(cell.text for cell in frame.rows[0] if cell.text))[:60]
        self.regions.append(Region(name, title, heading.table_no, heading.unit, frame.ref, [frame]))

    def _goes_on(self, last: Region, frame: Frame) -> bool:
        """A title printed again on the next page: the same table goes on."""
        page, before = frame.page, last.reach
        return (
            page is not None
            and before is not None
            and page - before == 1
            and self._continue(last, frame, try_only=True)
        )

    def _continue(self, last: Region, frame: Frame, *, try_only: bool = False) -> bool:
        page, before = frame.page, last.reach
        if page is None or before is None:
            return (
                self._adjacent and len(frame.spans) == len(last.frames[0].spans) and self._append(last, frame, try_only)
            )
        if not 0 <= page - before <= 1:
            return False
        if page == before and last.notes:
            return False
        return self._append(last, frame, try_only)

    @staticmethod
    def _append(last: Region, frame: Frame, try_only: bool) -> bool:
        fits = goes_on(last.frames, frame)
        if fits and not try_only:
            last.frames.append(frame)
        return fits

    @staticmethod
    def _loose_rows(lines: list[Line]) -> list[list[FrameCell]]:
        """Rows of a table that stand above its first ruling on a page: code, name and figures as a line of text."""
        rows: list[list[FrameCell]] = []
        for line in lines:
            match = _LOOSE_ROW.match(line.text.strip())
            if match:
                texts = [match["code"], match["name"].strip(), *match["figures"].split()]
                rows.append([FrameCell(text, key(text), text, line.ref, line.box) for text in texts])
        return rows

    def _has_own_title(self, lines: list[Line]) -> bool:
        """Whether a line above a grid calls it a table of its own, one that is not known by title."""
        return any(key(line.text).endswith("表") and len(line.text) < 60 for line in lines)

    def _take_title_rows(self, frame: Frame) -> list[str]:
        """Remove rows in front that are one cell over the whole width (title, 部门, 单位), and return their lines."""
        taken: list[str] = []
        while frame.rows and self._is_title_row(frame.rows[0]):
            title = [cell for cell in dict.fromkeys(frame.rows.pop(0)) if cell.text]
            taken += [line for cell in title for line in self._printed_lines(cell)]
            for cell in title:
                remove(frame, cell)
        return taken

    def _printed_lines(self, cell: FrameCell) -> list[str]:
        """The lines of a cell; as one where only that is a unit (单位：万 / 元 in a narrow cell)."""
        lines, unit = [compact(line) for line in cell.raw.split("\n")], self.forms.header["unit"]
        wrapped = unit.search(cell.key) and not any(map(unit.search, map(fold, lines)))
        return [cell.text] if wrapped else lines

    def _is_title_row(self, row: list[FrameCell]) -> bool:
        texts = list(dict.fromkeys(cell.key for cell in row if cell.text))
        if len(texts) == 1 and len(row) > 1 and self._name(texts[0]):
            return True
        if len(texts) == 1 and row[0].text and row[0] is row[-1] and len(row) > 1:
            return bool(self._name(texts[0]) or self.forms.header["unit"].search(texts[0]) or "表" in texts[0])
        joined = "".join(texts)
        return (
            len(texts) <= 3
            and bool(self.forms.header["unit"].search(joined))
            and not self.forms.header["word"].search(texts[0])
        )

    def _heading(self, lines: list[str]) -> _Heading:
        near = [line for line in lines if line][-_NEAR:]
        unit = next((m["unit"] for line in reversed(near) if (m := self.forms.header["unit"].search(fold(line)))), None)
        number = next((self._number(line) for line in reversed(near) if self._number(line)), None)
        for end in range(len(near), 0, -1):
            title = self._longest_title(near[:end])
            if title:
                ordinal = _ORDINAL.match(fold(title))
                return _Heading(self._name(title), title, number or (ordinal[1] if ordinal else None), unit)
        title = next((line for line in reversed(near) if not self._is_furniture(line)), "")
        return _Heading(None, title, number, unit)

    def _left_behind(self, above: list[Line], page: int | None, texts: list[str]) -> _Heading | None:
        """The title at the foot of the page before, where a page ends between a title and its table.

        Only 部门, 单位 and page numbers stand between them (``texts`` are those on the page of the table), and no list of
        titles stands there.
        """
        lines = [text for line in above if page and line.page == page - 1 and (text := compact(line.text))][-_NEAR:]
        end = len(lines)
        while end and not (title := self._longest_title(lines[:end])):
            if not self._is_passing(lines[end - 1]):
                return None
            end -= 1
        if not end or any(self._name(line) for line in lines[:end] if line not in str(title)):
            return None
        return self._heading([*lines, *texts])

    def _is_passing(self, line: str) -> bool:
        """May a line stand between a title and its table?"""
        return not line or self._is_furniture(line) or bool(self.forms.header["department"].match(fold(line)))

    def _longest_title(self, lines: list[str]) -> str | None:
        """The title that ends in the last of the lines: it may have begun in the one or two lines before.

        The second line of 一般公共预算财政拨款 / 支出决算表 is a title too, of another table, so the longer one counts; so
        it does where the first line is the year and 部门 alone (2024年部门 / 财务收支预算总表).
        """
        title = lines[-1]
        for count in range(2, min(len(lines), 3) + 1):
            longer = "".join(lines[-count:])
            name = self._name(longer)
            whole = name != self._name(title) or (count == 2 and _YEAR_LINE.match(fold(lines[-2])))
            if name and whole:
                title = longer
        return title if self._name(title) else None

    def _is_title(self, line: str) -> bool:
        return self._name(line) is not None

    def _is_number(self, line: str) -> bool:
        return self._number(line) is not None

    def _is_furniture(self, line: str) -> bool:
        return bool(self.forms.header["unit"].search(fold(line)) or self._number(line) or len(line) < 3)

    def _number(self, line: str) -> str | None:
        match = self.forms.header["table_no_line"].match(key(line))
        return next((group for group in match.groups() if group), None) if match else None

    def _name(self, title: str) -> str | None:
        """The table that a title names; what stands before it may only be a number, a year and a publisher's name."""
        text = key(title)
        if not text.endswith(("表", ")")) or len(text) > 70:
            return None
        return self.titles.name_of(text)


def _amounts(frame: Frame) -> int:
    seen = {id(cell): cell for row in frame.rows for cell in row if cell.text}
    return sum(bool(PRINTED_AMOUNT.match(cell.key)) for cell in seen.values())
