"""The characters of a PDF page by pdfminer, the engine of pdfplumber: fonts, codes and places found independently of pdfium.

Only text is kept; lines and pictures are passed over. What a page may cost is limited, because pages can be made that draw
the same form over and over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, stream_value

from pipeline.extract.second.instructions import text_instructions

#: Bytes of drawing instructions of one page, forms included each time that they are drawn. Real pages have some 100,000.
_MOST_BYTES = 2_000_000
_MOST_FORMS = 500
_MOST_CHARACTERS = 20_000


class TooMuchError(Exception):
    """A page costs more than a second reading is worth. Never leaves this package."""


class _Texts(PDFLayoutAnalyzer):
    """Keeps the characters of a page."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.page: LTPage | None = None
        self._bytes = self._forms = self._characters = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self._bytes = self._forms = self._characters = 0
        self._stack.clear()  # of a page that was given up
        super().begin_page(page, ctm)

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage

    def paint_path(self, *_: Any) -> None:
        """Lines and areas are not needed."""

    def render_image(self, *_: Any) -> None:
        """Nor are pictures."""

    def render_char(self, *arguments: Any) -> float:
        self._characters += 1
        if self._characters > _MOST_CHARACTERS:
            raise TooMuchError
        return float(super().render_char(*arguments))

    def spend(self, size: int) -> None:
        """Count the instructions of a page or of a form on it; raises TooMuchError beyond the limits."""
        self._bytes += size
        self._forms += 1
        if self._bytes > _MOST_BYTES or self._forms > _MOST_FORMS:
            raise TooMuchError


class _Interpreter(PDFPageInterpreter):
    """Counts what it is made to do; forms are interpreted by copies of it with the same device."""

    def render_contents(self, resources: Any, streams: Any, ctm: Any = (1, 0, 0, 1, 0, 0)) -> None:
        device = self.device
        kept = []
        for stream in map(stream_value, streams):
            data = stream.get_data()
            if isinstance(device, _Texts):
                device.spend(len(data))
            kept.append(PDFStream({}, data))
            kept[-1].set_objid(stream.objid or 0, stream.genno or 0)  # by which forms that draw themselves are found
        super().render_contents(resources, kept, ctm=ctm)

    def execute(self, streams: Any) -> None:
        drawn = [stream for stream in streams if stream.objid not in self.parent_stream_ids]
        instructions = text_instructions(b"\n".join(stream.get_data() for stream in drawn))
        if instructions is None:
            super().execute(streams)
            return
        self.stream_ids = {stream.objid for stream in drawn}
        for name, operands in instructions:
            getattr(self, name)(*operands)


class Pages:
    """The pages of one PDF. The constructor and ``characters`` raise whatever pdfminer does on what it can't read."""

    def __init__(self, data: bytes) -> None:
        document = PDFDocument(PDFParser(BytesIO(data)))
        self._rest = PDFPage.create_pages(document)
        self._pages: list[PDFPage] = []
        resources = PDFResourceManager()
        self._device = _Texts(resources)
        self._interpreter = _Interpreter(resources, self._device)

    def characters(self, number: int) -> tuple[PDFPage, list[LTChar]]:
        """Page ``number`` (from 1) and its characters as placed by pdfminer; raises IndexError when there is none."""
        while len(self._pages) < number:
            page = next(self._rest, None)
            if page is None:
                raise IndexError(number)
            self._pages.append(page)
        page = self._pages[number - 1]
        self._interpreter.process_page(page)
        found = self._device.page
        self._device.page = None
        return page, list(_characters(found)) if found is not None else []


def _characters(items: Iterable[LTComponent]) -> Iterator[LTChar]:
    for item in items:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _characters(item)
