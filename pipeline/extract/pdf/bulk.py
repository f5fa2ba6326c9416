"""Calls of pdfium for many characters, objects or points of a page at once, with what they give as arrays.

A page takes thousands of calls, and most of what a call costs is the turning of its arguments into those of C. Here arguments
are made ready once (``Argument``) and used again: the handle of a page, and the places of a small table that pdfium
writes its answers to and that is copied from. One thread may read at a time (see ``pdfium.open_document``).
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

#: An address as the functions of this module take it, which is never a plain number: that would be cut to 32 bits.
Argument = object

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Numbers = NDArray[np.int64]

argument: Callable[[int | None], Argument] = ctypes.c_void_p.from_param

#: So many answers are written before they are copied.
_ROWS = 1024
_answers = np.zeros((_ROWS, 24), np.uint8)
_first = range(_answers.ctypes.data, _answers.ctypes.data + _answers.nbytes, _answers.strides[0])
_places = {offset: [argument(address + offset) for address in _first] for offset in (0, 4, 8, 12)}
_consume = deque[object](maxlen=0).extend


def _bind(function: Any, result: Any) -> Callable[..., Any]:
    """The same C function, for arguments that are ready: small numbers and ``Argument``."""
    address = int(ctypes.cast(function, ctypes.c_void_p).value or 0)
    bound: Callable[..., Any] = ctypes.PYFUNCTYPE(result)(address)
    return bound


_char_box = _bind(raw.FPDFText_GetLooseCharBox, ctypes.c_int)
_char_origin = _bind(raw.FPDFText_GetCharOrigin, ctypes.c_int)
_char_angle = _bind(raw.FPDFText_GetCharAngle, ctypes.c_float)
_char_object = _bind(raw.FPDFText_GetTextObject, ctypes.c_size_t)
_object_at = _bind(raw.FPDFPage_GetObject, ctypes.c_void_p)
_object_bounds = _bind(raw.FPDFPageObj_GetBounds, ctypes.c_int)
_object_matrix = _bind(raw.FPDFPageObj_GetMatrix, ctypes.c_int)
_path_draw_mode = _bind(raw.FPDFPath_GetDrawMode, ctypes.c_int)
_path_count = _bind(raw.FPDFPath_CountSegments, ctypes.c_int)
_path_segment = _bind(raw.FPDFPath_GetPathSegment, ctypes.c_void_p)
_clip_path = _bind(raw.FPDFPageObj_GetClipPath, ctypes.c_void_p)
_clip_count = _bind(raw.FPDFClipPath_CountPaths, ctypes.c_int)
_clip_segment_count = _bind(raw.FPDFClipPath_CountPathSegments, ctypes.c_int)
_clip_segment = _bind(raw.FPDFClipPath_GetPathSegment, ctypes.c_void_p)
_segment_point = _bind(raw.FPDFPathSegment_GetPoint, ctypes.c_int)
_segment_kind = _bind(raw.FPDFPathSegment_GetType, ctypes.c_int)
_segment_closes = _bind(raw.FPDFPathSegment_GetClose, ctypes.c_int)


def arguments(addresses: Iterable[int | None]) -> list[Argument]:
    """Handles made ready for the functions below."""
    return list(map(argument, addresses))


def character_boxes(text: int, count: int) -> Floats:
    """Left, top, right and bottom in PDF space of the first ``count`` characters; one row each, zeros for those without a box."""
    return _answer(_char_box, np.float32, 4, (0,), range(count), argument(text))


def character_origins(text: int, characters: Sequence[int]) -> Doubles:
    """Where characters stand on their base lines, x and y in PDF space."""
    return _answer(_char_origin, np.float64, 2, (0, 8), characters, argument(text))


def character_angles(text: int, characters: Sequence[int]) -> Doubles:
    """The angles of characters in radians."""
    return np.fromiter(map(_char_angle, repeat(argument(text)), characters), np.float64, len(characters))


def character_objects(text: int, count: int) -> Iterable[int]:
    """The text objects of the first ``count`` characters; 0 for a character that pdfium made up."""
    return map(_char_object, repeat(argument(text)), range(count))


def object_addresses(page: int, count: int) -> list[int]:
    """The first ``count`` objects of a page."""
    return list(map(_object_at, repeat(argument(page)), range(count)))


def object_bounds(objects: Sequence[Argument]) -> Floats:
    """Left, bottom, right and top of objects in PDF space."""
    return _answer(_object_bounds, np.float32, 4, (0, 4, 8, 12), objects)


def object_matrices(objects: Sequence[Argument]) -> Floats:
    """The matrices of objects: a, b, c, d, e, f."""
    return _answer(_object_matrix, np.float32, 6, (0,), objects)


def draw_modes(paths: Sequence[Argument]) -> NDArray[np.int32]:
    """How paths are filled and whether they are stroked; 0 and 0 for clip paths, which draw nothing."""
    return _answer(_path_draw_mode, np.int32, 2, (0, 4), paths)


def point_counts(paths: Sequence[Argument]) -> Numbers:
    """How many points paths have."""
    return np.fromiter(map(_path_count, paths), np.int64, len(paths))


def segments(paths: Sequence[Argument], place: int) -> list[Argument]:
    """The segment of each path that ends in its point number ``place``."""
    return arguments(map(_path_segment, paths, repeat(place)))


def clip_paths(objects: Sequence[Argument]) -> list[Argument]:
    """The clip paths of objects; None for one without."""
    return arguments(map(_clip_path, objects))


def clip_counts(clips: Sequence[Argument]) -> list[int]:
    """How many paths clip paths are made of; none or -1 for those that leave everything."""
    return list(map(_clip_count, clips))


def clip_segment_counts(clips: Sequence[Argument], path: int) -> list[int]:
    """How many segments path number ``path`` of each clip path has."""
    return list(map(_clip_segment_count, clips, repeat(path)))


def clip_segments(clips: Sequence[Argument], path: int, place: int) -> list[Argument]:
    """The segment of path number ``path`` of each clip path that ends in its point number ``place``."""
    return arguments(map(_clip_segment, clips, repeat(path), repeat(place)))


def segment_points(ends: Sequence[Argument]) -> Floats:
    """The points in which segments end, in the space of their path."""
    return _answer(_segment_point, np.float32, 2, (0, 4), ends)


def segment_kinds(ends: Sequence[Argument]) -> Numbers:
    """The kinds of segments, such as ``pdfium.LINE``."""
    return np.fromiter(map(_segment_kind, ends), np.int64, len(ends))


def segments_close(ends: Sequence[Argument]) -> NDArray[np.bool_]:
    """Whether segments close their subpath."""
    return np.fromiter(map(_segment_closes, ends), np.bool_, len(ends))


def _answer(
    function: Callable[..., Any],
    kind: Any,
    columns: int,
    offsets: Sequence[int],
    items: Sequence[object],
    *owner: Argument,
) -> NDArray[Any]:
    """What a function answers for each item: numbers of a ``kind``, to be written at these bytes of a row."""
    table = _answers.view(kind)[:, :columns]
    answers = np.empty((len(items), columns), kind)
    places = [_places[offset] for offset in offsets]
    for start in range(0, len(items), _ROWS):
        chosen = items[start : start + _ROWS]
        _answers[: len(chosen)] = 0
        _consume(map(function, *map(repeat, owner), chosen, *places))
        answers[start : start + len(chosen)] = table[: len(chosen)]
    return answers
