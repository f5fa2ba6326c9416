"""The ruling lines of a page: what its paths draw that is straight and upright or level.

A ruling may be a stroked line, a side of a rectangle, a thin filled rectangle, or a piece of a longer path, on the page
itself or inside form XObjects. Pages hold thousands of thin rectangles and single lines: these are read in bulk.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.pdf import pdfium
from pipeline.extract.pdf.objects import PageObjects
from pipeline.extract.pdf.paths import LEAN, SHORTEST, form_edges, path_edges
from pipeline.extract.pdf.view import Edge, Edges

#: Filled rectangles narrower than this are rulings, whatever their exact shape; points, the snapping tolerance.
_THIN = 3.0
#: No sheet is larger (the limit of the format is 14,400 points); what lies beyond is no number to calculate with.
_FAR = 1e5
#: Paths with so many points are read in bulk: lines and rectangles.
_BULK = (2, 4, 5)

_Floats = NDArray[np.float64]
_consume = deque[object](maxlen=0).extend


def read_rulings(objects: PageObjects) -> tuple[Edges, Edges]:
    """Vertical and horizontal edges in PDF space that a page's objects draw."""
    drawing = _Drawing()
    if objects.paths:
        drawing.add_paths(objects.paths)
    for form in objects.forms:
        drawing.add(*form_edges(form))
    return drawing.edges()


class _Drawing:
    """Edges found so far, in pieces of arrays."""

    def __init__(self) -> None:
        self._vertical: list[Edges] = []
        self._horizontal: list[Edges] = []

    def edges(self) -> tuple[Edges, Edges]:
        """All vertical and horizontal edges with usable numbers."""
        vertical, horizontal = (
            np.concatenate(pieces) if pieces else np.empty((0, 3)) for pieces in (self._vertical, self._horizontal)
        )
        return vertical[_near(vertical)], horizontal[_near(horizontal)]

    def add(self, vertical: list[Edge], horizontal: list[Edge]) -> None:
        """Edges one by one."""
        if vertical:
            self._vertical.append(np.array(vertical))
        if horizontal:
            self._horizontal.append(np.array(horizontal))

    def add_paths(self, paths: list[int]) -> None:
        """The paths that lie on the page itself."""
        modes = np.zeros((len(paths), 2), np.int32)
        at = range(modes.ctypes.data, modes.ctypes.data + 8 * len(paths), 8)
        _consume(map(pdfium.path_draw_mode, paths, at, range(at.start + 4, at.stop + 4, 8)))
        counts = np.fromiter(map(pdfium.path_count, paths), np.int64, len(paths))
        filled, stroked = modes.T != 0
        drawn = filled | stroked  # else a clip path, which draws nothing
        shapes = np.flatnonzero(filled & ~stroked & ((counts == 4) | (counts == 5)))
        if len(shapes):
            drawn[shapes] = ~self._add_thin([paths[index] for index in shapes.tolist()])
        for count in _BULK:
            chosen = np.flatnonzero(drawn & (counts == count))
            if len(chosen):
                drawn[chosen] = ~self._add_polygons([paths[index] for index in chosen.tolist()], count)
        for index in np.flatnonzero(drawn).tolist():
            self.add(*path_edges(paths[index]))

    def _add_thin(self, paths: list[int]) -> NDArray[np.bool_]:
        """Take filled shapes that are thin by their bounds; tells which were."""
        bounds = np.zeros((len(paths), 4), np.float32)
        at = bounds.ctypes.data
        stop = at + 16 * len(paths)
        _consume(map(pdfium.object_bounds, paths, *(range(at + place, stop + place, 16) for place in (0, 4, 8, 12))))
        left, bottom, right, top = bounds.T.astype(np.float64)
        width, height = right - left, top - bottom
        thin = (width < _THIN) | (height < _THIN)
        level, upright = thin & (width >= SHORTEST), thin & (height >= SHORTEST)
        for side in (bottom, top):
            self._horizontal.append(np.array((side[level], left[level], right[level])).T)
        for side in (left, right):
            self._vertical.append(np.array((side[upright], bottom[upright], top[upright])).T)
        return thin

    def _add_polygons(self, paths: list[int], count: int) -> NDArray[np.bool_]:
        """Take paths of ``count`` points that are joined by straight lines; tells which were."""
        straight, corners = _corners(paths, count)
        with np.errstate(invalid="ignore"):  # corners of damaged files may be infinite; _near drops them
            for (x0, y0), (x1, y1) in pairwise(corners):
                across, along = np.abs(x1 - x0), np.abs(y1 - y0)
                upright = straight & (across <= LEAN) & (along >= SHORTEST)
                level = straight & (along <= LEAN) & (across >= SHORTEST)
                sides = ((x0 + x1) / 2, np.minimum(y0, y1), np.maximum(y0, y1))
                self._vertical.append(np.array([side[upright] for side in sides]).T)
                sides = ((y0 + y1) / 2, np.minimum(x0, x1), np.maximum(x0, x1))
                self._horizontal.append(np.array([side[level] for side in sides]).T)
        return straight


def _near(edges: Edges) -> NDArray[np.bool_]:
    return np.asarray((np.abs(edges) < _FAR).all(axis=1))  # not so for NaN


def _corners(paths: list[int], count: int) -> tuple[NDArray[np.bool_], list[tuple[_Floats, _Floats]]]:
    """Which paths of ``count`` points have only straight lines, and their corners in PDF space, the first again if closed."""
    number = len(paths)
    matrices = np.zeros((number, 6), np.float32)
    at = matrices.ctypes.data
    _consume(map(pdfium.object_matrix, paths, range(at, at + 24 * number, 24)))
    a, b, c, d, e, f = matrices.T.astype(np.float64)
    straight = np.ones(number, np.bool_)
    corners: list[tuple[_Floats, _Floats]] = []
    segments: list[int] = []
    for place in range(count):
        points = np.zeros((number, 2), np.float32)
        at, stop = points.ctypes.data, points.ctypes.data + 8 * number
        segments = list(map(pdfium.path_segment, paths, repeat(place)))
        _consume(map(pdfium.segment_point, segments, range(at, stop, 8), range(at + 4, stop + 4, 8)))
        kinds = np.fromiter(map(pdfium.segment_kind, segments), np.int64, number)
        straight &= kinds == (pdfium.LINE if place else pdfium.MOVE)
        x, y = points.T.astype(np.float64)
        corners.append((a * x + c * y + e, b * x + d * y + f))
    if count > 2:
        closed = np.fromiter(map(pdfium.segment_closes, segments), np.bool_, number)
        (x0, y0), (x1, y1) = corners[0], corners[-1]
        corners.append((np.where(closed, x0, x1), np.where(closed, y0, y1)))
    return straight, corners
