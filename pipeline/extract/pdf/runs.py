"""The characters of a page as unbroken runs: pieces of text that were set one after another on one base line.

Runs, not characters, are what lines and cells are made of: there are ten times fewer of them, and a figure stays whole
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
_BLANKS = (0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF)

_Floats = NDArray[np.float64]
_consume = deque[object](maxlen=0).extend


class Run(NamedTuple):
    """Characters ``start`` to ``stop`` of a page; ``base`` is their base line, ``size`` their font size in points.

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
    """The visible characters of a page on the upright page, in the order in which they were drawn."""

    text: str
    x0: _Floats
    x1: _Floats
    top: _Floats
    bottom: _Floats
    base: _Floats
    size: _Floats
    spaced: NDArray[np.bool_]


def page_text(text: int, count: int) -> str:
    """The characters of a page, one for each of pdfium's ``count``; generated spaces and line ends are among them."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.text_range(text, 0, count, ctypes.addressof(buffer))
    string = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
    if len(string) == count:
        return string
    codes = map(pdfium.char_code, repeat(text), range(count))
    return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
