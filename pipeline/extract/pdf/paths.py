"""Straight pieces of single paths, of any shape and inside form XObjects at any depth."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise, repeat

from pipeline.extract.pdf import pdfium
from pipeline.extract.pdf.objects import DEEPEST
from pipeline.extract.pdf.view import Edge

#: Shorter pieces are no rulings (pdfplumber's ``edge_min_length_prefilter``); points.
SHORTEST = 1.0
#: A ruling may lean by so much and still counts as straight: coordinates are rounded by whoever wrote the file.
LEAN = 0.1

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]

_numbers = (ctypes.c_float * 6)()
_at = ctypes.addressof(_numbers)
_modes = (ctypes.c_int * 2)()
_modes_at = ctypes.addressof(_modes)


def form_edges(form: int) -> tuple[list[Edge], list[Edge]]:
    """Vertical and horizontal edges in PDF space of the paths inside a form XObject."""
    vertical: list[Edge] = []
    horizontal: list[Edge] = []
    for path, matrix in _paths_of(form, None, 0):
        _add_edges(path, matrix, vertical, horizontal)
    return vertical, horizontal


def path_edges(path: int) -> tuple[list[Edge], list[Edge]]:
    """Vertical and horizontal edges in PDF space of one path that lies on the page itself."""
    vertical: list[Edge] = []
    horizontal: list[Edge] = []
    _add_edges(path, None, vertical, horizontal)
    return vertical, horizontal


def _paths_of(form: int, outer: _Matrix | None, depth: int) -> Iterator[tuple[int, _Matrix]]:
    """The drawn paths of a form, each with what turns its form's space into PDF space."""
    pdfium.object_matrix(form, _at)
    matrix = _combined(_matrix(), outer)
    for index in range(max(0, pdfium.form_count(form))):
        handle = pdfium.form_object_at(form, index)
        kind = pdfium.object_kind(handle)
        if kind == pdfium.PATH:
            pdfium.path_draw_mode(handle, _modes_at, _modes_at + 4)
            if any(_modes):
                yield handle, matrix
        elif kind == pdfium.FORM and depth < DEEPEST:
            yield from _paths_of(handle, matrix, depth + 1)


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


def _add_edges(path: int, outer: _Matrix | None, vertical: list[Edge], horizontal: list[Edge]) -> None:
    for points in _subpaths(path, outer):
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(x1 - x0) <= LEAN:
                if abs(y1 - y0) >= SHORTEST:
                    vertical.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
            elif abs(y1 - y0) <= LEAN and abs(x1 - x0) >= SHORTEST:
                horizontal.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))


def _subpaths(path: int, outer: _Matrix | None) -> Iterator[list[_Point]]:
    """The corner points of each subpath in PDF space; of a curve only its end, as pdfplumber has it."""
    pdfium.object_matrix(path, _at)
    a, b, c, d, e, f = _combined(_matrix(), outer)
    points: list[_Point] = []
    control = 0
    for segment in map(pdfium.path_segment, repeat(path), range(max(0, pdfium.path_count(path)))):
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
