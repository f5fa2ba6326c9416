"""How a page is turned so that its text reads from left to right, and how places are mapped onto the upright page.

Places are given in PDF points with the origin at the top left of the upright page. The visible page (crop box inside media
box) is the frame, so that boxes off the origin need no further thought. The direction of the characters decides, not
``/Rotate``: a landscape table on a portrait sheet is read the way its text runs, whatever the viewer is told to do.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.pdf import bulk, pdfium

_SAMPLE = 16
_box = (ctypes.c_float * 4)()
_box_address = ctypes.addressof(_box)

_Floats = NDArray[np.float64]
_Sides = tuple[_Floats, _Floats, _Floats, _Floats]

#: A straight ruling: its position across, and from where to where it goes along.
Edge = tuple[float, float, float]
#: Many of them, one in each row.
Edges = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class View:
    """A page's visible box in PDF space, and by how many quarter turns clockwise its text is turned (``turn``, 0 to 3)."""

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

    @property
    def angle(self) -> float:
        """The angle that pdfium gives for characters that stand upright in this view; radians."""
        return -self.turn * math.pi / 2

    def boxes(self, left: _Floats, top: _Floats, right: _Floats, bottom: _Floats) -> _Sides:
        """Boxes of PDF space on the upright page: x0, top, x1, bottom; damaged fonts turn theirs upside down."""
        left, right = np.minimum(left, right), np.maximum(left, right)
        bottom, top = np.minimum(bottom, top), np.maximum(bottom, top)
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def heights(self, x: _Floats, y: _Floats) -> _Floats:
        """How far below the top of the upright page points of PDF space lie."""
        return (self.top - y, x - self.left, y - self.bottom, self.right - x)[self.turn]

    def edges(self, vertical: Edges, horizontal: Edges) -> tuple[Edges, Edges]:
        """Vertical (x, y0, y1) and horizontal (y, x0, x1) edges of PDF space, as those of the upright page."""
        if not len(vertical) and not len(horizontal):
            return vertical, horizontal
        x, low, high = vertical.T
        y, left, right = horizontal.T
        if self.turn % 2 == 0:
            down = (x - self.left, self.top - high, self.top - low)
            across = (self.top - y, left - self.left, right - self.left)
            if self.turn == 2:
                down = (self.right - x, low - self.bottom, high - self.bottom)
                across = (y - self.bottom, self.right - right, self.right - left)
        else:
            down = (y - self.bottom, left - self.left, right - self.left)
            across = (x - self.left, low - self.bottom, high - self.bottom)
            if self.turn == 3:
                down = (self.top - y, self.right - right, self.right - left)
                across = (self.right - x, self.top - high, self.top - low)
        return np.array(down).T, np.array(across).T


def view_of(page: int, text: int, characters: int) -> View:
    """The view in which most of a sample of the page's characters stand upright."""
    pdfium.page_box(page, _box_address)
    left, top, right, bottom = _box
    turn = _dominant_turn(text, characters) if characters > 0 else -pdfium.page_rotation(page) % 4
    return View(turn, left, bottom, right, top)


def _dominant_turn(text: int, characters: int) -> int:
    sample = range(0, characters, max(1, characters // _SAMPLE))
    angles = bulk.character_angles(text, sample)
    if not angles.any():  # as on most pages
        return 0
    votes = [0, 0, 0, 0]
    for index, angle in zip(sample, angles.tolist(), strict=True):
        if pdfium.char_code(text, index) > 32 and math.isfinite(angle):
            votes[-round(angle / (math.pi / 2)) % 4] += 1
    return votes.index(max(votes))
