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
from pipeline.extract.pdf.paths import LEAN, SHORTEST, form_edges, path_edges
from pipeline.extract.pdf.view import Edge

#: Filled rectangles narrower than this are rulings, whatever their exact shape; points, the snapping tolerance.
_THIN = 3.0
#: No sheet is larger (the limit of the format is 14,400 points); what lies beyond is no number to calculate with.
_FAR = 1e5
#: Paths with so many points are read in bulk: lines and rectangles.
_BULK = (2, 4, 5)

_Floats = NDArray[np.float64]
_consume = deque[object](maxlen=0).extend


def read_rulings(objects: list[int], kinds: list[int]) -> tuple[list[Edge], list[Edge]]:
    """Vertical and horizontal edges in PDF space, drawn by a page's objects (handles, with their kinds)."""
    vertical: list[Edge] = []
    horizontal: list[Edge] = []
    paths = [handle for handle, kind in zip(objects, kinds, strict=True) if kind == pdfium.PATH]
    if paths:
        _add_paths(paths, vertical, horizontal)
    if pdfium.FORM in kinds:
        for handle, kind in zip(objects, kinds, strict=True):
            if kind == pdfium.FORM:
                more = form_edges(handle)
                vertical += _near(more[0])
                horizontal += _near(more[1])
    return vertical, horizontal


def _near(edges: list[Edge]) -> list[Edge]:
    return [edge for edge in edges if all(-_FAR < number < _FAR for number in edge)]


def _add_paths(paths: list[int], vertical: list[Edge], horizontal: list[Edge]) -> None:
    modes = np.zeros((len(paths), 2), np.int32)
    at = range(modes.ctypes.data, modes.ctypes.data + 8 * len(paths), 8)
    _consume(map(pdfium.path_draw_mode, paths, at, range(at.start + 4, at.stop + 4, 8)))
    counts = np.fromiter(map(pdfium.path_count, paths), np.int64, len(paths))
    filled, stroked = modes.T != 0
    drawn = filled | stroked  # else a clip path, which draws nothing
    shapes = np.flatnonzero(filled & ~stroked & ((counts == 4) | (counts == 5)))
    if len(shapes):
        drawn[shapes] = ~_add_thin([paths[index] for index in shapes.tolist()], vertical, horizontal)
    singly = drawn & ~np.isin(counts, _BULK)
    for count in _BULK:
        chosen = np.flatnonzero(drawn & (counts == count))
        if len(chosen):
            singly[chosen] = ~_add_polygons([paths[index] for index in chosen.tolist()], count, vertical, horizontal)
    for index in np.flatnonzero(singly).tolist():
        more = path_edges(paths[index])
        vertical += _near(more[0])
        horizontal += _near(more[1])


def _add_thin(paths: list[int], vertical: list[Edge], horizontal: list[Edge]) -> NDArray[np.bool_]:
    """Take filled shapes that are thin by their bounds; tells which were."""
    bounds = np.zeros((len(paths), 4), np.float32)
    at = bounds.ctypes.data
    stop = at + 16 * len(paths)
    _consume(map(pdfium.object_bounds, paths, *(range(at + place, stop + place, 16) for place in (0, 4, 8, 12))))
    sides = bounds.astype(np.float64)
    left, bottom, right, top = sides.T
    width, height = right - left, top - bottom
    thin = (width < _THIN) | (height < _THIN)
    usable = thin & np.isfinite(sides).all(axis=1) & (np.abs(sides) < _FAR).all(axis=1)
    level = usable & (width >= SHORTEST)
    upright = usable & (height >= SHORTEST)
    for side in (bottom, top):
        horizontal += _edges(side[level], left[level], right[level])
    for side in (left, right):
        vertical += _edges(side[upright], bottom[upright], top[upright])
    return thin


def _add_polygons(paths: list[int], count: int, vertical: list[Edge], horizontal: list[Edge]) -> NDArray[np.bool_]:
    """Take paths of ``count`` points that are joined by straight lines; tells which were."""
    number = len(paths)
    matrices = np.zeros((number, 6), np.float32)
    at = matrices.ctypes.data
    _consume(map(pdfium.object_matrix, paths, range(at, at + 24 * number, 24)))
    a, b, c, d, e, f = matrices.astype(np.float64).T
    straight = np.ones(number, np.bool_)
    corners = []
    last: list[int] = []
    for place in range(count):
        points = np.zeros((number, 2), np.float32)
        at, stop = points.ctypes.data, points.ctypes.data + 8 * number
        last = list(map(pdfium.path_segment, paths, repeat(place)))
        _consume(map(pdfium.segment_point, last, range(at, stop, 8), range(at + 4, stop + 4, 8)))
        kinds = np.fromiter(map(pdfium.segment_kind, last), np.int64, number)
        straight &= kinds == (pdfium.LINE if place else pdfium.MOVE)
        x, y = points.astype(np.float64).T
        corners.append((a * x + c * y + e, b * x + d * y + f))
    if count > 2:
        closed = np.fromiter(map(pdfium.segment_closes, last), np.bool_, number)
        corners.append(tuple(np.where(closed, first, end) for first, end in zip(corners[0], corners[-1], strict=True)))
    for (x0, y0), (x1, y1) in pairwise(corners):
        usable = straight & (np.abs(x0) < _FAR) & (np.abs(y0) < _FAR) & (np.abs(x1) < _FAR) & (np.abs(y1) < _FAR)
        across, along = np.abs(x1 - x0), np.abs(y1 - y0)
        upright = usable & (across <= LEAN) & (along >= SHORTEST)
        level = usable & (along <= LEAN) & (across >= SHORTEST)
        vertical += _edges((x0 + x1)[upright] / 2, np.minimum(y0, y1)[upright], np.maximum(y0, y1)[upright])
        horizontal += _edges((y0 + y1)[level] / 2, np.minimum(x0, x1)[level], np.maximum(x0, x1)[level])
    return straight


def _edges(position: _Floats, low: _Floats, high: _Floats) -> list[Edge]:
    return list(zip(position.tolist(), low.tolist(), high.tolist(), strict=True))
