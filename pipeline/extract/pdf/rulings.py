"""The ruling lines of a page: what its paths draw that is straight and upright or level.

A ruling may be a stroked line, a side of a rectangle, a thin filled rectangle, or a piece of a longer path, on the page
itself or inside form XObjects. Pages hold thousands of thin rectangles and single lines: these are read in bulk.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.pdf import bulk, pdfium
from pipeline.extract.pdf.bulk import Argument
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
_NONE: Edges = np.empty((0, 3))


def read_rulings(objects: PageObjects) -> tuple[Edges, Edges]:
    """Vertical and horizontal edges in PDF space that a page's objects draw."""
    if not objects.paths and not objects.forms:
        return _NONE, _NONE
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
        handles = bulk.arguments(paths)
        counts = bulk.point_counts(handles)
        filled, stroked = bulk.draw_modes(handles).T != 0
        drawn = filled | stroked  # else a clip path, which draws nothing
        shapes = np.flatnonzero(filled & ~stroked & ((counts == 4) | (counts == 5)))
        if len(shapes):
            drawn[shapes] = ~self._add_thin([handles[index] for index in shapes.tolist()])
        for count in _BULK:
            chosen = np.flatnonzero(drawn & (counts == count))
            if len(chosen):
                drawn[chosen] = ~self._add_polygons([handles[index] for index in chosen.tolist()], count)
        for index in np.flatnonzero(drawn).tolist():
            self.add(*path_edges(paths[index]))

    def _add_thin(self, paths: Sequence[Argument]) -> NDArray[np.bool_]:
        """Take filled shapes that are thin by their bounds; tells which were."""
        left, bottom, right, top = bulk.object_bounds(paths).T.astype(np.float64)
        width, height = right - left, top - bottom
        thin = (width < _THIN) | (height < _THIN)
        level, upright = thin & (width >= SHORTEST), thin & (height >= SHORTEST)
        for side in (bottom, top):
            self._horizontal.append(np.array((side[level], left[level], right[level])).T)
        for side in (left, right):
            self._vertical.append(np.array((side[upright], bottom[upright], top[upright])).T)
        return np.asarray(thin)

    def _add_polygons(self, paths: Sequence[Argument], count: int) -> NDArray[np.bool_]:
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


def _corners(paths: Sequence[Argument], count: int) -> tuple[NDArray[np.bool_], list[tuple[_Floats, _Floats]]]:
    """Which paths of ``count`` points have only straight lines, and their corners in PDF space, the first again if closed."""
    a, b, c, d, e, f = bulk.object_matrices(paths).T.astype(np.float64)
    straight = np.ones(len(paths), np.bool_)
    corners: list[tuple[_Floats, _Floats]] = []
    segments: Sequence[Argument] = ()
    for place in range(count):
        segments = bulk.segments(paths, place)
        straight &= bulk.segment_kinds(segments) == (pdfium.LINE if place else pdfium.MOVE)
        x, y = bulk.segment_points(segments).T.astype(np.float64)
        corners.append((a * x + c * y + e, b * x + d * y + f))
    if count > 2:
        closed = bulk.segments_close(segments)
        (x0, y0), (x1, y1) = corners[0], corners[-1]
        corners.append((np.where(closed, x0, x1), np.where(closed, y0, y1)))
    return straight, corners
