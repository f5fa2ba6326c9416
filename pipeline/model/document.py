"""The common document: what stands on the pages of a source, faithfully and without meaning.

Every reader produces it, every later stage reads only it; nothing after ``extract`` knows the file type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from pipeline.model.finding import Finding

_REF = re.compile(r"^((?:\d+/)?[A-Za-z]+)(\d+)(?:-(\d+))?$")


class Box(NamedTuple):
    """A rectangle on a page in PDF points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """The box around several; raises ValueError when there is none."""
        lefts, tops, rights, bottoms = zip(*((box.x0, box.top, box.x1, box.bottom) for box in boxes), strict=True)
        return cls(min(lefts), min(tops), max(rights), max(bottoms))

    def overlaps(self, other: Box) -> bool:
        """Do two boxes lie over each other? Those that only touch don't."""
        return self.beside(other) and self.top < other.bottom and other.top < self.bottom

    def beside(self, other: Box) -> bool:
        """Do two boxes overlap across the page, at whatever height?"""
        return self.x0 < other.x1 and other.x0 < self.x1


class Line(NamedTuple):
    """One line (in text dumps: one paragraph or list item) of running text, as printed.

    ``bullet`` tells that the source marks the line as a list item; the mark itself is not part of ``text``.
    """

    text: str
    ref: str
    page: int | None = None
    bullet: bool = False
    box: Box | None = None


class Cell(NamedTuple):
    """One cell of a grid. ``text`` is as printed; a cell of a merged range carries its spans."""

    text: str
    ref: str
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands on one page: rows of cells; ``None`` where a cell is covered by a merged one."""

    rows: tuple[tuple[Cell | None, ...], ...]
    ref: str
    page: int | None = None


Block = Line | Grid

#: Why a reader can't be sure of a table: no rulings, so that its cells are told by alignment; sides that are not drawn; cells that
#: lie over each other; figures that touch, and were parted at the side of a cell.
DoubtReason = Literal["unruled", "unclosed", "overlapping", "touching"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part of a page where what stands in which cell was concluded and not seen."""

    reason: DoubtReason
    ref: str
    box: Box


@dataclass(frozen=True, slots=True)
class Document:
    """A source as read: its blocks in reading order, its pages (``None`` where the format has none), and what is in doubt."""

    media_type: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    findings: tuple[Finding, ...] = field(default=())
    doubts: tuple[Doubt, ...] = ()


def join_refs(first: str, last: str) -> str:
    """Join two places of the same kind to a range: ``L113`` and ``L115`` to ``L113-115``; else keep the first."""
    a, b = _REF.match(first), _REF.match(last)
    if not a or not b or a[1] != b[1]:
        return first
    start, end = int(a[2]), int(b[3] or b[2])
    return f"{a[1]}{start}" if end <= start else f"{a[1]}{start}-{end}"


def join_documents(documents: Sequence[Document]) -> Document:
    """Several files of one document-year as one document: places in the second file begin with ``2/``, and so on."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    doubts: list[Doubt] = []
    for number, document in enumerate(documents, 1):
        prefix = f"{number}/" if number > 1 else ""
        blocks.extend(_moved(block, prefix) for block in document.blocks)
        findings.extend(replace(finding, source_ref=prefix + finding.source_ref) for finding in document.findings)
        doubts.extend(replace(doubt, ref=prefix + doubt.ref) for doubt in document.doubts)
    pages = [document.pages for document in documents]
    total = sum(count for count in pages if count) if any(pages) else None
    return Document(documents[0].media_type, tuple(blocks), total, tuple(findings), tuple(doubts))


def _moved(block: Block, prefix: str) -> Block:
    if not prefix:
        return block
    if isinstance(block, Line):
        return block._replace(ref=prefix + block.ref)
    rows = tuple(tuple(cell and cell._replace(ref=prefix + cell.ref) for cell in row) for row in block.rows)
    return replace(block, rows=rows, ref=prefix + block.ref)
