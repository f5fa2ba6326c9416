"""How a page is turned so that its text reads from left to right, and how places are mapped onto the upright page.

Places are given in PDF points with the origin at the top left of the upright page. The visible page (crop box inside media box) is the
frame, so that boxes off the origin need no further thought. The direction of the characters decides, not ``/Rotate``: a
landscape table on a portrait sheet is read the way its text runs, whatever the viewer is told to do.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

from pipeline.extract.pdf import pdfium

_SAMPLE = 32
_box = (ctypes.c_float * 4)()
_box_address = ctypes.addressof(_box)

#: (position across, from, to) of a straight ruling.
Edge = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """A page's visible box in PDF space, and ``turn``: how many quarters the text is turned counter-clockwise… from upright."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width of the upright page in points."""
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the upright page in points."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of PDF space on the upright page."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def edges(self, vertical: list[Edge], horizontal: list[Edge]) -> tuple[list[Edge], list[Edge]]:
        """Vertical (x, y0, y1) and horizontal (y, x0, x1) edges of PDF space, as those of the upright page."""
        left, bottom, right, top = self.left, self.bottom, self.right, self.top
        if self.turn == 0:
            return (
                [(x - left, top - b, top - a) for x, a, b in vertical],
                [(top - y, a - left, b - left) for y, a, b in horizontal],
            )
        if self.turn == 1:
            return (
                [(y - bottom, a - left, b - left) for y, a, b in horizontal],
                [(x - left, a - bottom, b - bottom) for x, a, b in vertical],
            )
        if self.turn == 2:
            return (
                [(right - x, a - bottom, b - bottom) for x, a, b in vertical],
                [(y - bottom, right - b, right - a) for y, a, b in horizontal],
            )
        return (
            [(top - y, right - b, right - a) for y, a, b in horizontal],
            [(right - x, top - b, top - a) for x, a, b in vertical],
        )


def view_of(page: int, text: int, characters: int) -> View:
    """The view in which most of a sample of the page's characters stand upright."""
    pdfium.page_box(page, _box_address)
    left, top, right, bottom = _box
    turn = dominant_turn(text, characters) if characters > 0 else -pdfium.page_rotation(page) % 4
    return View(turn, left, bottom, right, top)


def dominant_turn(text: int, characters: int) -> int:
    """The direction in which most of the sampled characters run, as a turn of :class:`View`."""
    votes = [0, 0, 0, 0]
    for index in range(0, characters, max(1, characters // _SAMPLE)):
        if pdfium.char_code(text, index) > 32:
            votes[-round(pdfium.char_angle(text, index) / (math.pi / 2)) % 4] += 1
    return votes.index(max(votes))
