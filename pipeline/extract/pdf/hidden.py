"""Characters that are in the file but not on the printed page: drawn in invisible ink, or clipped away altogether.

Word processors and spreadsheets leave both behind, and scanners put recognised text invisibly behind their pictures. What the
publisher's readers can't see is not published.
"""

from __future__ import annotations

import ctypes
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.pdf import pdfium
from pipeline.extract.pdf.paths import objects_of

#: So many text objects of a page are asked for their clip path before all are: clips come in series.
_SAMPLE = 12
#: Text this far outside its clip path is clipped away; points.
_OUTSIDE = 0.5

_NO_INK = frozenset((pdfium.INVISIBLE, pdfium.CLIP_ONLY))
_numbers = (ctypes.c_float * 4)()
_at = ctypes.addressof(_numbers)


def hidden_characters(text: int, count: int, objects: list[int], kinds: list[int]) -> NDArray[np.bool_] | None:
    """Which of a page's ``count`` characters can't be seen; None when all can. Objects and kinds are those of the page."""
    own = [handle for handle, kind in zip(objects, kinds, strict=True) if kind == pdfium.TEXT]
    nested = _texts_in_forms(objects, kinds) if pdfium.FORM in kinds else []
    hidden = [h for h, mode in zip(own, map(pdfium.render_mode, own), strict=True) if mode in _NO_INK]
    hidden += [handle for handle in nested if pdfium.render_mode(handle) in _NO_INK]
    if any(map(_clipped, own[:: max(1, len(own) // _SAMPLE)])):
        hidden += filter(_clipped_away, own)
    if not hidden:
        return None
    owners = np.fromiter(map(pdfium.char_object, repeat(text), range(count)), np.uint64, count)
    return np.isin(owners, np.array(hidden, np.uint64))


def _texts_in_forms(objects: list[int], kinds: list[int]) -> list[int]:
    inner = [o for form, kind in zip(objects, kinds, strict=True) if kind == pdfium.FORM for o in objects_of(form)]
    return [handle for handle in inner if pdfium.object_kind(handle) == pdfium.TEXT]


def _clipped(handle: int) -> bool:
    """Does a clip path cut off any of a text object?"""
    clip = _clip_box(handle)
    if clip is None:
        return False
    left, bottom, right, top = _bounds(handle)
    return (
        left < clip[0] - _OUTSIDE
        or bottom < clip[1] - _OUTSIDE
        or right > clip[2] + _OUTSIDE
        or top > clip[3] + _OUTSIDE
    )


def _clipped_away(handle: int) -> bool:
    clip = _clip_box(handle)
    if clip is None:
        return False
    left, bottom, right, top = _bounds(handle)
    return (
        left > clip[2] + _OUTSIDE
        or bottom > clip[3] + _OUTSIDE
        or right < clip[0] - _OUTSIDE
        or top < clip[1] - _OUTSIDE
    )


def _bounds(handle: int) -> tuple[float, float, float, float]:
    pdfium.object_bounds(handle, _at, _at + 4, _at + 8, _at + 12)
    left, bottom, right, top = _numbers
    return left, bottom, right, top


def _clip_box(handle: int) -> tuple[float, float, float, float] | None:
    """The box that all clip paths of a text object have in common; None when there is no clip path."""
    clip = pdfium.clip_path(handle)
    paths = pdfium.clip_count(clip) if clip else 0
    if paths <= 0:
        return None
    boxes = []
    for path in range(paths):
        points = []
        for index in range(max(0, pdfium.clip_segment_count(clip, path))):
            pdfium.segment_point(pdfium.clip_segment(clip, path, index), _at, _at + 4)
            points.append((_numbers[0], _numbers[1]))
        if points:
            xs, ys = zip(*points, strict=True)
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)
