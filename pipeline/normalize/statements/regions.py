"""Which grid is which official table: by the title above it or in its first rows; tables over several pages."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from pipeline.model import Block, Document, Grid, Line
from pipeline.normalize.statements.columns import PRINTED_AMOUNT, header_height
from pipeline.normalize.statements.frames import Frame, FrameCell, frame_of, remove
from pipeline.normalize.statements.headings import Heading, HeadingReader, is_title
from pipeline.normalize.statements.lattice import goes_on, in_same_columns
from pipeline.normalize.statements.stacked import parted
from pipeline.spec.forms import FormSpec
from pipeline.spec.statements import StatementTitles
from pipeline.text import compact, fold, key

_OTHER = "other_"
#: So many heads of columns make a header; fewer may be words of a line.
_HEADS, _DIFFERENT = 3, 2
_LOOSE_ROW = re.compile(
    r"^(?P<code>\d{3}(?:\d{2}){0,2})\s*(?P<name>[\u4e00-\u9fff（）()、\s]+?)\s+"
    r"(?P<figures>-?[\d,]+\.\d+(?:\s+-?[\d,]+\.\d+)*)$"
)


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
    printed: list[int] = field(default_factory=list)  # the ids of the grids in which its frames stand
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


class RegionFinder:
    """Walks over a document and collects its tables.

    ``of_forms`` are grids that look like parts of a 自评表; they are tables only under an official title. ``claimed`` holds
    the ids of the grids that became part of a table.
    """

    def __init__(self, forms: FormSpec, titles: StatementTitles, of_forms: Collection[Grid] = ()) -> None:
        self.forms, self._reader = forms, HeadingReader(forms, titles)
        self._of_forms = {id(grid) for grid in of_forms}
        self.claimed: set[int] = set()
        self.regions: list[Region] = []
        self._lines: list[Line] = []
        self._adjacent = False
        self._printed = 0  # the id of the grid in which the last table stands

    def find(self, document: Document) -> list[Region]:
        """All tables of the document, in order; forms of performance evaluation are left out."""
        for block in document.blocks:
            if isinstance(block, Line) or id(block) in self._of_forms:
                parts: list[Block] = [block]
            else:
                parts = parted(block, self._reader)
            for part in parts:
                if isinstance(part, Line):
                    self._line(part)
                else:
                    self._grid(part, id(block))
        self._drop_small()
        for region in self.regions:
            region.frames = in_same_columns(region.frames)
        return self.regions

    def _drop_small(self) -> None:
        """Take back tables beyond the official ones that hold hardly a figure on all of their pages."""
        others = [region for region in self.regions if region.name.startswith(_OTHER)]
        others = [
            region for region in others if not self._reader.is_inner_title(region.title)
        ]  # it counts groups and cars
        small = [region for region in others if sum(map(_amounts, region.frames)) < self.forms.least_amounts]
        self.regions = [region for region in self.regions if not any(region is one for one in small)]
        taken = {printed for region in self.regions for printed in region.printed}
        self.claimed -= {printed for region in small for printed in region.printed} - taken
        for number, region in enumerate((r for r in self.regions if r.name.startswith(_OTHER)), 1):
            region.name = f"{_OTHER}{number}"

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
        heading, titled = self._reader.heading(texts), self._is_titled(lines)
        titled = titled or any(map(self._reader.is_inner_title, texts))
        if not heading.name and not titled and grid.page:
            before = [compact(line.text) for line in above if line.page == grid.page - 1]
            left = self._reader.left_behind(before, texts)
            heading, titled = left or heading, left is not None
        if printed in self._of_forms and not heading.name:
            return
        known = printed in self.claimed
        self.claimed.add(printed)
        last = self.regions[-1] if self.regions else None
        again = last and last.name == heading.name and self._goes_on(last, frame, printed)
        if heading.name and not again:
            self._open(heading, frame, heading.name)
        elif last and not self._is_another(last, heading, frame, titled=titled) and self._continue(last, frame):
            last.unit = last.unit or heading.unit
            frame.loose = self._loose_rows(lines)
        elif titled or _amounts(frame) >= self.forms.least_amounts:
            self._open(heading, frame, _OTHER)
        else:
            if not known:
                self.claimed.discard(printed)
            return
        self.regions[-1].printed.append(printed)
        self._printed = printed

    def _blank(self, frame: Frame, above: list[Line]) -> None:
        """Rows without any text at the top of a page: the table before goes on there."""
        last = self.regions[-1] if self.regions else None
        if not last or above or not frame.page or not last.reach:
            return
        if frame.page - last.reach == 1 and goes_on(last.frames, frame):
            last.blank = frame

    def _open(self, heading: Heading, frame: Frame, name: str) -> None:
        title = heading.title or "、".join(dict.fromkeys(cell.text for cell in frame.rows[0] if cell.text))[:60]
        self.regions.append(Region(name, title, heading.table_no, heading.unit, frame.ref, [frame]))

    def _goes_on(self, last: Region, frame: Frame, printed: int) -> bool:
        """A title printed again on the next page, or further down in the same grid: the same table goes on."""
        page, before = frame.page, last.reach
        if printed == self._printed:
            return goes_on(last.frames, frame)
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

    def _is_another(self, last: Region, heading: Heading, frame: Frame, *, titled: bool) -> bool:
        """Whether title, number or heads show that a grid is a table of its own, one that is not known by title."""
        if heading.name == last.name:
            return False
        if last.name.startswith(_OTHER) and heading.title == last.title:
            return False  # its title again, on the next page
        numbered = heading.table_no and last.table_no and heading.table_no != last.table_no
        return titled or bool(numbered) or self._has_other_heads(last.frames[0], frame)

    @staticmethod
    def _is_titled(lines: list[Line]) -> bool:
        """Whether a line above a grid calls it a table of its own."""
        return any(is_title(line.text) and len(line.text) < 60 for line in lines)

    def _has_other_heads(self, first: Frame, frame: Frame) -> bool:
        """Whether a grid begins with heads of columns, of which the table before has some, but not all.

        It has none of them where a page ends within the header; the rest of a label may stand among them, and a head that
        overflows its cell lacks its last line.
        """
        before, own = self._heads(first), self._heads(frame)
        new = [head for head in own - before if not any(known.startswith(head) for known in before)]
        return len(new) >= _DIFFERENT and bool(before - own) and len(own & before) * 2 >= len(own) >= _HEADS

    def _heads(self, frame: Frame) -> set[str]:
        rows = frame.rows[: header_height(frame.rows, self.forms)]
        return {cell.key for row in rows for cell in row if cell.text and not cell.key.isdigit()}

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
        if len(texts) == 1 and len(row) > 1 and self._reader.name_of(texts[0]):
            return True
        if len(texts) == 1 and row[0].text and row[0] is row[-1] and len(row) > 1:
            return bool(
                self._reader.name_of(texts[0])
                or self.forms.header["unit"].search(texts[0])
                or "表" in texts[0]
                or self._reader.is_inner_title(texts[0])
            )
        joined = "".join(texts)
        return (
            len(texts) <= 3
            and bool(self.forms.header["unit"].search(joined))
            and not self.forms.header["word"].search(texts[0])
        )


def _amounts(frame: Frame) -> int:
    seen = {id(cell): cell for row in frame.rows for cell in row if cell.text}
    return sum(bool(PRINTED_AMOUNT.match(cell.key)) for cell in seen.values())
