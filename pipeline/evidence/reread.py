"""Reads the figures of findings again, each by the second reader for its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.errors import JuesuanError
from pipeline.evidence.in_lines import Lines
from pipeline.evidence.places import Place, place_of
from pipeline.evidence.reading import BLANK, DAMAGED, GARBLED, NO_READER, Reading
from pipeline.evidence.rows import Rows
from pipeline.extract.media_type import PDF, TEXT, XLS, XLSX, media_type_of
from pipeline.model import Doubt, Finding, InvolvedFigure, Row, SourceFile

if TYPE_CHECKING:
    from pipeline.evidence.in_cells import Cells
    from pipeline.evidence.on_pages import OnPages
    from pipeline.extract.second.pages import SecondPage

#: What the first reader calls a page or a line whose characters can't be relied on (of a table: a figure that is none), and a
#: file that is not whole.
_GARBLED = frozenset(("text-suspect", "page-unreadable-text"))
_DAMAGED = "document-damaged"
#: Amounts on the pages of tables that stand in none of them.
_UNREAD, _CELLS = "figure-unread", "statement_cell"
_UNRULED = ("所在的表没有框线，按对齐读取", "the table has no rulings and was read by alignment")


class Rereader:
    """The second readers of one source, made when they are first needed; every figure is read once."""

    def __init__(
        self,
        source: SourceFile,
        tables: Mapping[str, Sequence[Row]],
        findings: Iterable[Finding],
        doubts: Iterable[Doubt] = (),
    ) -> None:
        self._parts = source.parts or (source,)
        self._rows = Rows(tables)
        self._readers: dict[int, OnPages | Lines | Cells | None] = {}
        self._known: dict[tuple[str, str, str | None, str], Reading] = {}
        findings = tuple(findings)
        self._garbled = frozenset(f.source_ref for f in findings if f.rule in _GARBLED and f.table is None)
        self._unruled = frozenset(doubt.ref for doubt in doubts if doubt.reason == "unruled")
        self._unread = frozenset(f.source_ref for f in findings if f.rule == _UNREAD and f.table == _CELLS)
        self._damaged = any(finding.rule == _DAMAGED for finding in findings)

    def read(self, figure: InvolvedFigure) -> Reading:
        """What the source has where a figure stands."""
        name = (figure.table, figure.row_key, figure.column, figure.source_ref)
        if name not in self._known:
            self._known[name] = self._read(figure)
        return self._known[name]

    def page(self, ref: str) -> SecondPage | None:
        """A page as the second engine reads it; None for other places and for pages that it doesn't read."""
        from pipeline.evidence.on_pages import OnPages

        place = place_of(ref)
        reader = self._of(place) if place else None
        return reader.page(place.first) if place and isinstance(reader, OnPages) else None

    def uncertain(self, figures: Iterable[InvolvedFigure]) -> tuple[str, str] | None:
        """Why figures that are the same may still lack others, or stand under another name; in both languages."""
        for figure in figures:
            place = place_of(figure.source_ref)
            if figure.source_ref in self._unruled:
                return _UNRULED
            if place and place.kind == "page":
                prefix = f"{place.part}/" if place.part > 1 else ""
                for page in (place.first, place.first + 1):  # the rest of a table may stand on the next page
                    if f"{prefix}p{page}" in self._unread:
                        return (
                            f"第 {page} 页另有未收入本数据的金额",
                            f"page {page} has more amounts, which the data have not",
                        )
        return None

    def missed(self, figures: Iterable[InvolvedFigure]) -> list[str]:
        """Amounts in the tables of figures, on the pages that were read again, that the package has not."""
        found: dict[tuple[str, str], list[str]] = {}
        for figure in figures:
            place = place_of(figure.source_ref)
            reader = self._readers.get(place.part) if place and place.kind == "page" else None
            if place and reader and (figure.table, figure.source_ref) not in found and hasattr(reader, "missed"):
                found[figure.table, figure.source_ref] = reader.missed(figure, place)
        return [text for texts in found.values() for text in texts]

    def _read(self, figure: InvolvedFigure) -> Reading:
        place = place_of(figure.source_ref)
        if self._damaged:
            return DAMAGED
        if figure.source_ref in self._garbled and place and place.kind == "page":
            return GARBLED
        reader = self._of(place) if place else None
        if place is None or reader is None:
            return NO_READER
        if figure.value is None and place.kind != "page":
            return BLANK
        return reader.read(figure, place)

    def _of(self, place: Place) -> OnPages | Lines | Cells | None:
        if place.part > len(self._parts):
            return None
        if place.part not in self._readers:
            self._readers[place.part] = self._reader(self._parts[place.part - 1])
        return self._readers[place.part]

    def _reader(self, part: SourceFile) -> OnPages | Lines | Cells | None:
        """The second reader for a file; their libraries are slow to load, and few documents need them."""
        try:
            media_type = media_type_of(part.data, part.name)
        except JuesuanError:
            return None
        if media_type == PDF:
            from pipeline.evidence.on_pages import OnPages

            return OnPages(part, self._rows)
        if media_type in (XLS, XLSX):
            from pipeline.evidence.in_cells import Cells

            return Cells(part, self._rows)
        return Lines(part, self._rows) if media_type == TEXT else None
