"""The calls of pdfium that reading needs, bound so that they cost little, and handles that are always given back.

A page has thousands of characters and paths, and each costs a few calls. The bindings of pypdfium2 build a pointer object
per argument; the same functions bound with plain addresses (integers) are about three times as fast, and can be
mapped over whole pages. Handles and addresses are integers here.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as raw

_ADDRESS, _INT, _UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint
_DOUBLE, _ULONG = ctypes.c_double, ctypes.c_ulong

#: Codes of ``FPDF_GetLastError``.
ERROR_PASSWORD = raw.FPDF_ERR_PASSWORD
ERROR_SECURITY = raw.FPDF_ERR_SECURITY

#: Text render modes that leave no mark.
INVISIBLE, CLIP_ONLY = raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP
#: The render mode of objects that are no text.
NO_TEXT = raw.FPDF_TEXTRENDERMODE_UNKNOWN

#: Kinds of page objects and path segments.
TEXT, PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
MOVE, LINE, CURVE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO, raw.FPDF_SEGMENT_BEZIERTO


def _bind(function: Any, result: Any, *arguments: Any, brief: bool = True) -> Callable[..., Any]:
    """The same C function, taking and giving plain numbers; a ``brief`` one doesn't let other threads run meanwhile."""
    address = int(ctypes.cast(function, ctypes.c_void_p).value or 0)
    kind = ctypes.PYFUNCTYPE if brief else ctypes.CFUNCTYPE
    bound: Callable[..., Any] = kind(result, *arguments)(address)
    return bound


_open = _bind(raw.FPDF_LoadMemDocument64, _ADDRESS, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, brief=False)
_close = _bind(raw.FPDF_CloseDocument, None, _ADDRESS, brief=False)
_open_page = _bind(raw.FPDF_LoadPage, _ADDRESS, _ADDRESS, _INT, brief=False)
_close_page = _bind(raw.FPDF_ClosePage, None, _ADDRESS, brief=False)
_open_text = _bind(raw.FPDFText_LoadPage, _ADDRESS, _ADDRESS, brief=False)
_close_text = _bind(raw.FPDFText_ClosePage, None, _ADDRESS, brief=False)

page_count = _bind(raw.FPDF_GetPageCount, _INT, _ADDRESS)
page_box = _bind(raw.FPDF_GetPageBoundingBox, _INT, _ADDRESS, _ADDRESS)
page_rotation = _bind(raw.FPDFPage_GetRotation, _INT, _ADDRESS)

object_count = _bind(raw.FPDFPage_CountObjects, _INT, _ADDRESS)
object_kind = _bind(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
object_matrix = _bind(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
form_count = _bind(raw.FPDFFormObj_CountObjects, _INT, _ADDRESS)
form_object_at = _bind(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, _ULONG)
render_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)

clip_path = _bind(raw.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
clip_count = _bind(raw.FPDFClipPath_CountPaths, _INT, _ADDRESS)
clip_segment_count = _bind(raw.FPDFClipPath_CountPathSegments, _INT, _ADDRESS, _INT)
clip_segment = _bind(raw.FPDFClipPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT, _INT)

path_draw_mode = _bind(raw.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
path_count = _bind(raw.FPDFPath_CountSegments, _INT, _ADDRESS)
path_segment = _bind(raw.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
segment_point = _bind(raw.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
segment_kind = _bind(raw.FPDFPathSegment_GetType, _INT, _ADDRESS)
segment_closes = _bind(raw.FPDFPathSegment_GetClose, _INT, _ADDRESS)

char_count = _bind(raw.FPDFText_CountChars, _INT, _ADDRESS)
char_code = _bind(raw.FPDFText_GetUnicode, _UINT, _ADDRESS, _INT)
char_is_hyphen = _bind(raw.FPDFText_IsHyphen, _INT, _ADDRESS, _INT)
char_size = _bind(raw.FPDFText_GetFontSize, _DOUBLE, _ADDRESS, _INT)
char_matrix = _bind(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
text_range = _bind(raw.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)


_one_thread = threading.RLock()


class PdfiumError(Exception):
    """Pdfium can't open a document, a page or its text; ``code`` is its error number. Never leaves the reader."""

    def __init__(self, what: str, code: int = 0) -> None:
        super().__init__(what)
        self.code = code


@contextmanager
def open_document(data: bytes) -> Iterator[int]:
    """The handle of a document with the empty password; raises PdfiumError when pdfium can't open it.

    Other threads wait until the document is closed: pdfium is not made for several at a time.
    """
    with _one_thread:
        handle = _open(data, len(data), None)  # pdfium reads from these bytes: they must live as long as the document
        if not handle:
            raise PdfiumError("document", int(raw.FPDF_GetLastError()))
        try:
            yield int(handle)
        finally:
            _close(handle)


@contextmanager
def open_page(document: int, index: int) -> Iterator[tuple[int, int]]:
    """The handles of a page (0-based) and of its text; raises PdfiumError when pdfium can't read the page."""
    page = _open_page(document, index)
    if not page:
        raise PdfiumError("page", int(raw.FPDF_GetLastError()))
    try:
        text = _open_text(page)
        if not text:
            raise PdfiumError("text")
        try:
            yield int(page), int(text)
        finally:
            _close_text(text)
    finally:
        _close_page(page)
