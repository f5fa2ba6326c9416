"""A page as a picture, in the same upright view in which the reader gives its boxes."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pypdfium2.raw as raw

from pipeline.errors import SourceError
from pipeline.extract.pdf import bulk, pdfium
from pipeline.extract.pdf.view import View, view_of
from pipeline.model import Box, SourceFile

#: Larger pages are drawn more coarsely, so that they fit on a screen.
_LONGEST_SIDE = 1500  # pixels
_WHITE = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page drawn upright: ``rgbx`` are ``columns`` × ``rows`` pixels of four bytes, from the top left.

    ``width`` and ``height`` are those of the upright page in PDF points. ``characters`` are the printed characters with
    their boxes in points (origin top left), in the order in which they were drawn.
    """

    width: float
    height: float
    columns: int
    rows: int
    rgbx: bytes
    characters: tuple[tuple[str, Box], ...]

    @property
    def scale(self) -> float:
        """Pixels per point."""
        return self.columns / self.width


def draw_page(source: SourceFile, number: int, dpi: float = 110.0) -> PagePicture:
    """Draw page ``number`` (1-based) of a PDF, upright, at ``dpi`` or less.

    Raises SourceError when pdfium can't open the file or has no such page.
    """
    try:
        with pdfium.open_document(source.data) as document, pdfium.open_page(document, number - 1) as (page, text):
            count = pdfium.char_count(text)
            view = view_of(page, text, count)
            scale = min(dpi / 72, _LONGEST_SIDE / max(1.0, view.width, view.height))
            columns, rows = max(1, round(view.width * scale)), max(1, round(view.height * scale))
            pixels = _pixels(page, columns, rows, (view.turn - pdfium.page_rotation(page)) % 4)
            return PagePicture(view.width, view.height, columns, rows, pixels, _characters(text, count, view))
    except pdfium.PdfiumError as error:
        raise SourceError(
            f"第 {number} 页无法画出 / page {number} can't be drawn",
            where=source.name,
            advice="检查文件是否完整 / check that the file is whole",
        ) from error


def _pixels(page: int, columns: int, rows: int, turn: int) -> bytes:
    """The page on white, turned clockwise by ``turn`` quarters more than its ``/Rotate`` says."""
    bitmap = raw.FPDFBitmap_Create(columns, rows, 0)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
        flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
        raw.FPDF_RenderPageBitmap(bitmap, ctypes.cast(page, raw.FPDF_PAGE), 0, 0, columns, rows, turn, flags)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    if stride == columns * 4:
        return data
    return b"".join(data[row * stride : row * stride + columns * 4] for row in range(rows))


def _characters(text: int, count: int, view: View) -> tuple[tuple[str, Box], ...]:
    sides = bulk.character_boxes(text, max(0, count))
    codes = list(map(pdfium.char_code, repeat(text), range(len(sides))))
    boxes = np.stack(view.boxes(*sides.T.astype(np.float64)), axis=1).tolist()
    return tuple(
        (chr(code), Box(x0, y0, x1, y1))
        for code, (x0, y0, x1, y1) in zip(codes, boxes, strict=True)
        if 32 < code < 0x110000 and not 0xD800 <= code < 0xE000 and x0 != x1 and y0 != y1
    )
