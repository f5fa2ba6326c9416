"""The ruling lines of a page: what its paths draw that is straight and upright or level.

A ruling may be a stroked line, a side of a rectangle, a thin filled rectangle, or a piece of a longer path, on the page
itself or inside form XObjects.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import repeat

from pipeline.extract.pdf import pdfium
from pipeline.extract.pdf.view import Edge

#: Filled rectangles narrower than this are rulings, whatever their exact shape; points, the snapping tolerance.
_THIN = 3.0
#: Shorter pieces are no rulings (pdfplumber's ``edge_min_length_prefilter``).
_SHORTEST = 1.0
#: A ruling may lean by so much and still counts as straight; coordinates are rounded by whoever wrote the file.
_LEAN = 0.1
#: Forms inside forms, deeper than any real document nests them.
_DEEPEST = 12

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]

_numbers = (ctypes.c_float * 6)()
_at = ctypes.addressof(_numbers)
_modes = (ctypes.c_int * 2)()
_modes_at = ctypes.addressof(_modes)


def read_rulings(objects: list[int], kinds: list[int]) -> tuple[list[Edge], list[Edge]]:
    """Vertical and horizontal edges in PDF space, drawn by a page's objects (handles, with their kinds)."""
    vertical: list[Edge] = []
    horizontal: list[Edge] = []
    for handle, kind in zip(objects, kinds, strict=True):
        if kind == pdfium.PATH:
            if not _thin_rectangle(handle, vertical, horizontal):
                _add_path(handle, None, vertical, horizontal)
        elif kind == pdfium.FORM:
            _add_form(handle, None, 0, vertical, horizontal)
    return vertical, horizontal


def _thin_rectangle(path: int, vertical: list[Edge], horizontal: list[Edge]) -> bool:
    """Take a filled, unstroked, thin shape by its bounds: four calls instead of thirty. False when it is none."""
    pdfium.path_draw_mode(path, _modes_at, _modes_at + 4)
    filled, stroked = _modes
    if not filled:
        return not stroked  # neither filled nor stroked: a clip path, which draws nothing
    if stroked or not 4 <= pdfium.path_count(path) <= 5:
        return False
    pdfium.object_bounds(path, _at, _at + 4, _at + 8, _at + 12)
    left, bottom, right, top = _numbers[:4]
    width, height = right - left, top - bottom
    if width >= _THIN and height >= _THIN:
        return False
    if width >= _SHORTEST:
        horizontal += ((bottom, left, right), (top, left, right))
    if height >= _SHORTEST:
        vertical += ((left, bottom, top), (right, bottom, top))
    return True


def _add_form(form: int, outer: _Matrix | None, depth: int, vertical: list[Edge], horizontal: list[Edge]) -> None:
    if depth > _DEEPEST:
        return
    pdfium.object_matrix(form, _at)
    matrix = _combined(_matrix(), outer)
    for index in range(max(0, pdfium.form_count(form))):
        handle = pdfium.form_object_at(form, index)
        kind = pdfium.object_kind(handle)
        if kind == pdfium.PATH:
            pdfium.path_draw_mode(handle, _modes_at, _modes_at + 4)
            if any(_modes):
                _add_path(handle, matrix, vertical, horizontal)
        elif kind == pdfium.FORM:
            _add_form(handle, matrix, depth + 1, vertical, horizontal)


def _matrix() -> _Matrix:
    a, b, c, d, e, f = _numbers
    return a, b, c, d, e, f


def _combined(inner: _Matrix, outer: _Matrix | None) -> _Matrix:
    """First ``inner``, then ``outer``."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _add_path(path: int, outer: _Matrix | None, vertical: list[Edge], horizontal: list[Edge]) -> None:
    for points in _subpaths(path, outer):
        for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
            if abs(x1 - x0) <= _LEAN:
                if abs(y1 - y0) >= _SHORTEST:
                    vertical.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
            elif abs(y1 - y0) <= _LEAN and abs(x1 - x0) >= _SHORTEST:
                horizontal.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))


def _subpaths(path: int, outer: _Matrix | None) -> Iterator[list[_Point]]:
    """The corner points of each subpath in PDF space; of a curve only its end, as the definition has it."""
    count = pdfium.path_count(path)
    pdfium.object_matrix(path, _at)
    a, b, c, d, e, f = _combined(_matrix(), outer)
    points: list[_Point] = []
    control = 0
    for segment in map(pdfium.path_segment, repeat(path), range(count)):
        kind = pdfium.segment_kind(segment)
        control = control + 1 if kind == pdfium.CURVE else 0
        if control % 3:
            continue
        if kind == pdfium.MOVE and points:
            yield points
            points = []
        pdfium.segment_point(segment, _at, _at + 4)
        x, y = _numbers[:2]
        points.append((a * x + c * y + e, b * x + d * y + f))
        if pdfium.segment_closes(segment):
            if len(points) > 2 and points[-1] != points[0]:
                points.append(points[0])
            yield points
            points = []
    if points:
        yield points
