"""The characters of a page as unbroken runs: pieces of text that were set one after another on one base line.

Runs, not characters, are what lines and cells are made of: there are six times fewer of them, and a figure stays whole
wherever it stands.
"""

from __future__ import annotations

import ctypes
from collections import deque
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.pdf import pdfium
from pipeline.extract.pdf.view import View

#: A gap that ends a run, and in a cell stands for a space (pdfplumber's ``x_tolerance``); points.
GAP = 3.0
#: Characters may overlap by so much inside a run (kerning); points.
_OVERLAP = 1.0
#: Characters whose boxes differ in height by more are set in another font, size or base line; points.
_SHIFT = 0.01
#: A character may stick out of the visible page by so much; points.
_MARGIN = 1.0
_Floats = NDArray[np.float64]
_consume = deque[object](maxlen=0).extend


class Run(NamedTuple):
    """Glyphs ``start`` to ``stop`` of a page; ``base`` is their base line, ``size`` their font size in points.

    ``spaced`` tells that a printed space stands before the run.
    """

    base: float
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    text: str
    spaced: bool
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The visible characters of a page in the order in which they were drawn: where each begins and ends."""

    text: str
    x0: _Floats
    x1: _Floats


def page_text(text: int, count: int) -> str:
    """The characters of a page, one for each of pdfium's ``count``; generated spaces and line ends are among them."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.text_range(text, 0, count, ctypes.addressof(buffer))
    string = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
    if len(string) == count:
        return string
    codes = map(pdfium.char_code, repeat(text), range(count))
    return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def read_runs(text: int, string: str, view: View) -> tuple[Glyphs, list[Run]]:
    """The runs of a page in the order in which they were drawn; ``string`` is what ``page_text`` gave."""
    count = len(string)
    boxes = np.empty((count, 4), np.float32)
    _consume(
        map(pdfium.char_box, repeat(text), range(count), range(boxes.ctypes.data, boxes.ctypes.data + 16 * count, 16))
    )
    codes = np.frombuffer(string.encode("utf-32-le", "surrogatepass"), np.uint32)
    x0, top, x1, bottom = _upright(boxes.T.astype(np.float64), view)
    printed = (boxes[:, 0] != boxes[:, 2]) | (boxes[:, 1] != boxes[:, 3])  # what pdfium made up has no extent
    printed &= (x1 > -_MARGIN) & (x0 < view.width + _MARGIN) & (bottom > -_MARGIN) & (top < view.height + _MARGIN)
    blank = _blank(codes)
    spaces = np.cumsum(blank & printed)
    visible = np.flatnonzero(printed & ~blank)
    if not len(visible):
        return Glyphs("", x0[visible], x1[visible]), []
    x0, x1, top, bottom, spaces = x0[visible], x1[visible], top[visible], bottom[visible], spaces[visible]
    spaced = np.diff(spaces, prepend=0) > 0
    gap = x0[1:] - x1[:-1]
    breaks = spaced[1:] | (gap > GAP) | (gap < -_OVERLAP)
    breaks |= (np.abs(np.diff(top)) > _SHIFT) | (np.abs(np.diff(bottom)) > _SHIFT)
    starts = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    stops = np.append(starts[1:], len(visible))
    base, size = _set(text, visible[starts].tolist(), view)
    glyphs = Glyphs(codes[visible].tobytes().decode("utf-32-le", "replace"), x0, x1)
    begin, end = starts.tolist(), stops.tolist()
    columns = (x0[starts], x1[stops - 1], top[starts], bottom[starts])
    runs = map(
        Run,
        base,
        *(column.tolist() for column in columns),
        size,
        (glyphs.text[a:b] for a, b in zip(begin, end, strict=True)),
        spaced[starts].tolist(),
        begin,
        end,
    )
    return glyphs, list(runs)


def _blank(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which characters are white space of any kind."""
    typographic = (codes >= 0x2000) & (codes <= 0x200B)
    return (codes <= 0x20) | (codes == 0x3000) | (codes == 0xA0) | typographic | (codes == 0xFEFF)


def _upright(sides: _Floats, view: View) -> tuple[_Floats, _Floats, _Floats, _Floats]:
    """x0, top, x1, bottom on the upright page from left, top, right, bottom in PDF space."""
    left, top, right, bottom = sides
    x0, y0 = view.point(left, top)  # type: ignore[arg-type]
    x1, y1 = view.point(right, bottom)  # type: ignore[arg-type]
    return np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)


def _set(text: int, characters: list[int], view: View) -> tuple[list[float], list[float]]:
    """Base line and font size of some characters."""
    count = len(characters)
    places = np.empty((count, 2), np.float64)
    at = places.ctypes.data
    _consume(
        map(
            pdfium.char_origin,
            repeat(text),
            characters,
            range(at, at + 16 * count, 16),
            range(at + 8, at + 8 + 16 * count, 16),
        )
    )
    matrices = np.empty((count, 6), np.float32)
    at = matrices.ctypes.data
    _consume(map(pdfium.char_matrix, repeat(text), characters, range(at, at + 24 * count, 24)))
    scale = np.hypot(matrices[:, 2], matrices[:, 3])
    size = np.fromiter(map(pdfium.char_size, repeat(text), characters), np.float64, count) * scale
    _, base = view.point(places[:, 0], places[:, 1])  # type: ignore[arg-type]
    return base.tolist(), size.tolist()  # type: ignore[attr-defined]
