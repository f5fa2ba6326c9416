"""The characters of a page as unbroken runs: pieces of text that were set one after another on one base line.

Runs, not characters, are what lines and cells are made of: there are six times fewer of them, and a figure stays whole
wherever it stands.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.pdf import bulk, pdfium
from pipeline.extract.pdf.view import View

#: A gap that ends a run, and in a cell stands for a space (pdfplumber's ``x_tolerance``); points.
GAP = 3.0
#: Characters may overlap by so much inside a run (kerning); points.
_OVERLAP = 1.0
#: Base lines that differ by more are two; points.
_SHIFT = 0.01
#: A character may stick out of the visible page by so much; points.
_MARGIN = 1.0
#: A character may lean by so much and still stands upright; radians.
_LEAN = 0.1

#: What pdfium makes of a hyphen at the end of a line.
_LINE_END_HYPHEN = "\ufffe"
#: Which characters are white space of any kind.
_BLANK = np.zeros(0x10000, np.bool_)
_BLANK[[*range(0x21), 0xA0, *range(0x2000, 0x200C), 0x3000, 0xFEFF]] = True

_Floats = NDArray[np.float64]
_Indices = NDArray[np.int64]
_matrix = (ctypes.c_float * 6)()
_matrix_at = ctypes.addressof(_matrix)


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
    """The visible characters of a page in the order in which they were drawn: where each begins and ends.

    ``slanted`` are pieces of text that run in another direction than the page (watermarks, labels on their side), in
    the order in which they were drawn.
    """

    text: str
    x0: _Floats
    x1: _Floats
    slanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Boxes of a page's characters on the upright page."""

    x0: _Floats
    top: _Floats
    x1: _Floats
    bottom: _Floats


def page_text(text: int, count: int) -> str:
    """The characters of a page, one for each of pdfium's ``count``; generated spaces and line ends are among them."""
    if count <= 0:
        return ""
    units = np.zeros(count + 1, np.uint16)
    written = pdfium.text_range(text, 0, count, units.ctypes.data)
    string = units[: max(0, written - 1)].tobytes().decode("utf-16-le", "replace")
    if len(string) == count:
        return string.replace(_LINE_END_HYPHEN, "-")
    codes = map(pdfium.char_code, repeat(text), range(count))
    characters = (chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    hyphens = map(pdfium.char_is_hyphen, repeat(text), range(count))
    return "".join("-" if hyphen == 1 else character for character, hyphen in zip(characters, hyphens, strict=True))


def read_runs(text: int, string: str, view: View, hidden: NDArray[np.bool_] | None) -> tuple[Glyphs, list[Run]]:
    """The runs of a page in the order in which they were drawn; ``string`` is what ``page_text`` gave."""
    count = len(string)
    codes = np.frombuffer(string.encode("utf-32-le", "surrogatepass"), np.uint32)
    boxes, printed = _read_boxes(text, count, view)
    if hidden is not None:
        printed &= ~hidden
    blank = _BLANK[np.minimum(codes, 0xFFFF)]
    visible = np.flatnonzero(printed & ~blank)
    if not len(visible):
        return Glyphs("", boxes.x0[visible], boxes.x1[visible]), []
    spaces = np.cumsum(blank & printed, dtype=np.int64)
    starts = _starts(boxes, visible, spaces)
    slanted = _slanted(text, visible, starts, view)
    pieces: tuple[str, ...] = ()
    if len(slanted):
        pieces = _in_order(string, slanted)
        visible = np.setdiff1d(visible, slanted)
        if not len(visible):
            return Glyphs("", boxes.x0[visible], boxes.x1[visible], pieces), []
        starts = _starts(boxes, visible, spaces)
    glyphs = Glyphs(
        codes[visible].tobytes().decode("utf-32-le", "replace"), boxes.x0[visible], boxes.x1[visible], pieces
    )
    return glyphs, _runs(text, glyphs, boxes, visible, starts, spaces, view)


def _read_boxes(text: int, count: int, view: View) -> tuple[_Boxes, NDArray[np.bool_]]:
    """The boxes of all characters, and which of them are printed on the visible page."""
    left, top, right, bottom = bulk.character_boxes(text, count).T.astype(np.float64)
    boxes = _Boxes(*view.boxes(left, top, right, bottom))
    printed = (left != right) | (top != bottom)  # what pdfium made up has no extent
    printed &= (boxes.x1 > -_MARGIN) & (boxes.x0 < view.width + _MARGIN)  # not so for NaN
    printed &= (boxes.bottom > -_MARGIN) & (boxes.top < view.height + _MARGIN)
    return boxes, printed


def _starts(boxes: _Boxes, visible: _Indices, spaces: _Indices) -> _Indices:
    """The places in ``visible`` at which runs may begin: at gaps, and where boxes change in height."""
    gap = boxes.x0[visible[1:]] - boxes.x1[visible[:-1]]
    before, top, bottom = spaces[visible], boxes.top[visible], boxes.bottom[visible]
    breaks = (gap > GAP) | (gap < -_OVERLAP) | (before[1:] > before[:-1])
    breaks |= (np.abs(top[1:] - top[:-1]) > _SHIFT) | (np.abs(bottom[1:] - bottom[:-1]) > _SHIFT)
    return np.concatenate(([0], np.flatnonzero(breaks) + 1))


def _slanted(text: int, visible: _Indices, starts: _Indices, view: View) -> _Indices:
    """Characters that run in another direction than the page: no two of them ever form a run, so only single ones are asked."""
    stops = np.append(starts[1:], len(visible))
    single = visible[starts[stops - starts == 1]]
    angles = bulk.character_angles(text, single.tolist())
    lean = np.abs(np.mod(angles - view.angle + math.pi, 2 * math.pi) - math.pi)
    return np.asarray(single[lean > _LEAN], np.int64)


def _in_order(string: str, characters: _Indices) -> tuple[str, ...]:
    """Characters that were drawn one after another, as pieces of text; what pdfium puts between them doesn't count."""
    pieces: list[str] = []
    last = -9
    for index in characters.tolist():
        if pieces and not string[last + 1 : index].strip():
            pieces[-1] += string[index]
        else:
            pieces.append(string[index])
        last = index
    return tuple(pieces)


def _runs(
    text: int, glyphs: Glyphs, boxes: _Boxes, visible: _Indices, starts: _Indices, spaces: _Indices, view: View
) -> list[Run]:
    base = _base_lines(text, visible[starts].tolist(), view)
    spaced = spaces[visible[starts]]
    spaced = np.concatenate((spaced[:1] > 0, spaced[1:] > spaced[:-1]))
    gap = glyphs.x0[starts[1:]] - glyphs.x1[starts[1:] - 1]
    apart = spaced[1:] | (gap > GAP) | (gap < -_OVERLAP) | (np.abs(base[1:] - base[:-1]) > _SHIFT)
    chosen = np.concatenate(([0], np.flatnonzero(apart) + 1))  # a taller character alone begins no run
    starts, base, spaced = starts[chosen], base[chosen], spaced[chosen]
    top, bottom = np.minimum.reduceat(boxes.top[visible], starts), np.maximum.reduceat(boxes.bottom[visible], starts)
    begin = starts.tolist()
    end = [*begin[1:], len(visible)]
    x1 = glyphs.x1[np.array(end) - 1]
    words = [glyphs.text[a:b] for a, b in zip(begin, end, strict=True)]
    size = _sizes(text, visible[starts].tolist(), np.round(bottom - top, 2).tolist())
    places = (column.tolist() for column in (base, glyphs.x0[starts], x1, top, bottom))
    columns = zip(*places, size, words, spaced.tolist(), begin, end, strict=True)
    return list(map(tuple.__new__, repeat(Run), columns))  # as Run(...), at a third of the cost


def _base_lines(text: int, characters: list[int], view: View) -> _Floats:
    """Where the base lines of some characters lie."""
    places = bulk.character_origins(text, characters)
    return view.heights(places[:, 0], places[:, 1])


def _sizes(text: int, characters: list[int], heights: list[float]) -> list[float]:
    """Font sizes in points; characters with boxes of the same height are asked once."""
    known: dict[float, float] = {}
    for character, height in zip(characters, heights, strict=True):
        if height not in known:
            pdfium.char_matrix(text, character, _matrix_at)
            known[height] = pdfium.char_size(text, character) * math.hypot(_matrix[2], _matrix[3])
    return [known[height] for height in heights]
