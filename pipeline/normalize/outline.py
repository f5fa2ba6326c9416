"""The outline of a disclosure: its title, its sections with their paragraphs, its grids.

Source of the rules: the outline prescribed for 部门决算公开 (第一部分 概况 … 第四部分 报表), numbered 一、(一) 1. ; text dumps break
paragraphs at the end of a printed page and run headings together with the sentence after them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Document, Grid, Line, join_refs
from pipeline.normalize.headings import Heading, heading_of
from pipeline.normalize.margins import Margins, margins_of
from pipeline.spec.outline import OutlineSpec, SectionKind, outline_spec
from pipeline.spec.statements import statement_titles
from pipeline.text import compact, fold, key

#: Kinds of sections about one of the budgets that the fiscal appropriation comes from.
_ONE_BUDGET = ("general_budget", "government_fund", "state_capital")


@dataclass(slots=True)
class Paragraph:
    """A paragraph put together from the lines that carry it.

    ``text`` is free of layout spaces, ``folded`` is the same with punctuation in half width (same length). ``starts``
    holds for each line the offset in ``text`` where it begins and its place in the source. ``item`` is the number of a
    list item (``3``), which is not part of the text.
    """

    text: str
    folded: str
    starts: list[tuple[int, str]]
    item: str | None = None

    def ref(self, start: int = 0, end: int | None = None) -> str:
        """The place in the source of the text from ``start`` to ``end`` (offsets in ``text``)."""
        end = len(self.text) if end is None else end
        first = [ref for offset, ref in self.starts if offset <= start][-1]
        last = [ref for offset, ref in self.starts if offset < max(end, start + 1)][-1]
        return join_refs(first, last)


@dataclass(slots=True)
class Section:
    """A numbered section: ``path`` is its marks joined by ``/`` (``第二部分/五/(三)``), ``kind`` what it is about."""

    path: str
    title: str
    kind: str
    narrative: bool
    ref: str
    parents: tuple[str, ...] = ()
    parent_kinds: tuple[str, ...] = ()
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """A disclosure divided up: lines before the first heading, sections in order, all grids, lines of the contents."""

    front: list[Line]
    sections: list[Section]
    grids: list[Grid]
    captions: list[Line]
    contents: list[str]

    def of_kind(self, *kinds: str) -> list[Section]:
        """The sections about one of ``kinds``, in order."""
        return [section for section in self.sections if section.kind in kinds]


def build_outline(document: Document) -> Outline:
    """Divide a document into title lines, sections, paragraphs and grids."""
    spec = outline_spec()
    contents, body_start = _contents(document, spec)
    builder = _Builder(spec, margins_of(document))
    for index, block in enumerate(document.blocks):
        if contents and contents[0] <= index < body_start:
            continue
        if isinstance(block, Grid):
            builder.grid(block)
        else:
            builder.line(block)
    lines = [b.text for b in document.blocks[contents[0] : body_start] if isinstance(b, Line)] if contents else []
    return Outline(builder.front, builder.sections, builder.grids, builder.captions, lines)


def _contents(document: Document, spec: OutlineSpec) -> tuple[tuple[int, ...], int]:
    """Where the table of contents stands: index of its title and of the first block after it; empty when there is none.

    It ends where its first entry is printed again.
    """
    blocks = document.blocks
    start = next(
        (i for i, b in enumerate(blocks) if isinstance(b, Line) and spec.contents_title.match(compact(b.text).upper())),
        None,
    )
    if start is None:
        return (), 0
    entries = [(i, _entry(b, spec)) for i, b in enumerate(blocks) if isinstance(b, Line) and i > start and b.text]
    if not entries:
        return (), 0
    first = entries[0][1]
    again = next((i for i, text in entries[1:] if text == first), None)
    return ((start,), again) if again is not None else ((), 0)


def _entry(line: Line, spec: OutlineSpec) -> str:
    return key(spec.contents_leader.sub("", compact(line.text)))


class _Builder:
    """Collects blocks into sections; joins lines to paragraphs."""

    def __init__(self, spec: OutlineSpec, margins: Margins | None) -> None:
        self.spec, self.margins = spec, margins
        self.front: list[Line] = []
        self.sections: list[Section] = []
        self.grids: list[Grid] = []
        self.captions: list[Line] = []
        self._stack: list[Heading] = []
        self._open: Paragraph | None = None
        self._last: Line | None = None

    def grid(self, grid: Grid) -> None:
        self.grids.append(grid)
        self._open = None

    def line(self, line: Line) -> None:
        if line.page is not None and self.spec.page_number.match(fold(line.text)):
            return
        heading = heading_of(line.text, self.spec)
        if heading and self._fills_its_line(heading, line):
            heading = None
        if not heading and self.sections and self._names_table(line):
            self._annex(line)
            return
        if heading and not (
            self._open
            and self.sections[-1].kind != "annex_list"  # what stands beside a table is no sentence
            and self._unfinished(self._open)
            and heading.level
            and not heading.rest
            and not self._fits(heading)
        ):
            self._heading(heading, line)
            if heading.rest:
                start = len(line.text.strip()) - len(heading.rest)
                self._text(Line(line.text.strip()[start:], line.ref, line.page, False, line.box))
            return
        self._text(line)

    def _fills_its_line(self, heading: Heading, line: Line) -> bool:
        """Whether a numbered line reaches the right margin without a known title: the first line of a numbered sentence."""
        if not heading.level or heading.rest or not self.margins or not line.box:
            return False
        return self.margins.full(line.box) and not self._fits(heading)

    def _names_table(self, line: Line) -> bool:
        """Whether a line on its own is the title of an official table, which ends the text before it."""
        text = compact(line.text)
        if not text.endswith("表") or len(text) > self.spec.heading_max_length:
            return False
        return statement_titles().name_of(text) is not None

    def _annex(self, line: Line) -> None:
        """Lines under the title of a table (its unit, its notes) belong to the table and are none of the text's."""
        self._open = None
        title = compact(line.text)
        self._stack = [h for h in self._stack if h.level == 0] + [Heading(1, title, title, "")]
        parents = self._stack[:-1]
        self.sections.append(
            Section(
                "/".join(h.mark for h in self._stack),
                title,
                "annex_list",
                False,
                line.ref,
                tuple(h.title for h in parents),
                tuple(self._kind_of_title(h.title) for h in parents),
            )
        )

    def _fits(self, heading: Heading) -> bool:
        """A line that looks like a heading in the middle of a broken sentence is one only if its title is known."""
        return any(kind.title.search(fold(heading.title)) for kind in self.spec.kinds[:-1])

    def _heading(self, heading: Heading, line: Line) -> None:
        self._open = None
        self._stack = [h for h in self._stack if h.level < heading.level] + [heading]
        title = heading.title
        kind, narrative = self._kind(title)
        self.sections.append(
            Section(
                "/".join(h.mark for h in self._stack),
                title,
                kind,
                narrative,
                line.ref,
                tuple(h.title for h in self._stack[:-1]),
                tuple(self._kind_of_title(h.title) for h in self._stack[:-1]),
            )
        )

    def _kind(self, title: str) -> tuple[str, bool]:
        """What a section is about: by its own title, else by the nearest heading above it that says so."""
        titles = [title, *(h.title for h in reversed(self._stack[:-1]))]
        if self._stack and len(self._stack) > 1 and self._kind_of_title(self._stack[-2].title) == "annex_list":
            titles = titles[1:]  # titles of tables in the list of annexes are no sections of the narrative
        found = [kind for text in titles if (kind := self._known_kind(text))]
        above = self._known_kind(titles[1]) if len(titles) > 1 else None
        if found and found[0].kind == "appropriation" and above and above.kind.startswith(_ONE_BUDGET):
            # (三)财政拨款支出决算具体情况 below 五、一般公共预算… is of that budget
            kind = self._known_kind(titles[1] + titles[0])
            if kind and kind.kind.startswith(_ONE_BUDGET):
                return kind.kind, kind.narrative
        if found:
            return found[0].kind, found[0].narrative
        return self.spec.kinds[-1].kind, self.spec.kinds[-1].narrative

    def _known_kind(self, title: str) -> SectionKind | None:
        return next((kind for kind in self.spec.kinds[:-1] if kind.title.search(fold(title))), None)

    def _kind_of_title(self, title: str) -> str:
        return next(kind.kind for kind in self.spec.kinds if kind.title.search(fold(title)))

    def _text(self, line: Line) -> None:
        if not self.sections:
            self.front.append(line)
            return
        text = compact(line.text)
        item = self.spec.item.match(fold(text))
        begins = item or self.spec.label.match(fold(text))
        goes_on = bool(self._open) and not begins and self._goes_on(line)
        self._last = line
        if self._open and goes_on:
            self._open.starts.append((len(self._open.text), line.ref))
            self._open.text += text
            self._open.folded += fold(text)
            return
        number = next((g for g in item.groups() if g), None) if item else None
        text = text[item.end() :] if item else text
        if not text:
            return
        self._open = Paragraph(text, fold(text), [(0, line.ref)], number)
        if not item and self._is_caption(self._open):
            self.captions.append(line)
        self.sections[-1].paragraphs.append(self._open)

    def _goes_on(self, line: Line) -> bool:
        """Whether a line continues the open paragraph: by where it stands on the page, else by how the last one ends."""
        assert self._open
        unfinished = self._unfinished(self._open)
        if not unfinished and self.spec.levels[1].match(fold(line.text).strip()):
            return False  # 三、 after a full stop, though no line is indented
        if self.margins and self._last and self._last.box and line.box:
            indented = self.margins.indented(line.box)
            return not indented if self.margins.full(self._last.box) and not unfinished else unfinished and not indented
        return unfinished

    def _unfinished(self, paragraph: Paragraph) -> bool:
        return not self.spec.terminal.search(paragraph.folded[-12:]) and not self._is_caption(paragraph)

    def _is_caption(self, paragraph: Paragraph) -> bool:
        text = paragraph.folded
        if self.spec.caption_forbidden.search(text):
            return False
        return len(text) <= self.spec.caption_length or self.spec.caption_title.match(text) is not None
