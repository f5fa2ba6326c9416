"""Characters that are in the file but not on the printed page: drawn in invisible ink, or clipped away altogether.

Word processors and spreadsheets leave both behind, and scanners put recognised text invisibly behind their pictures. What the
publisher's readers can't see is not published.
"""

from __future__ import annotations

import ctypes
from collections import deque
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.pdf import pdfium
from pipeline.extract.pdf.paths import objects_of

#: So many text objects of a page are asked for their clip path before all are: clips come in series.
_SAMPLE = 8
#: Text may stick out of its clip path by so much; points.
_SLACK = 0.5

_consume = deque[object](maxlen=0).extend
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
        hidden += _clipped_away(own)
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
    pdfium.object_bounds(handle, _at, _at + 4, _at + 8, _at + 12)
    left, bottom, right, top = _numbers
    return left < clip[0] - _SLACK or bottom < clip[1] - _SLACK or right > clip[2] + _SLACK or top > clip[3] + _SLACK


def _clipped_away(handles: list[int]) -> list[int]:
    """Those text objects that lie wholly outside their clip path."""
    count = len(handles)
    bounds = np.zeros((count, 4), np.float32)
    at, stop = bounds.ctypes.data, bounds.ctypes.data + 16 * count
    _consume(map(pdfium.object_bounds, handles, *(range(at + place, stop + place, 16) for place in (0, 4, 8, 12))))
    boxes = _clip_boxes(handles)
    away = (bounds[:, :2] > boxes[:, 2:] + _SLACK).any(axis=1) | (bounds[:, 2:] < boxes[:, :2] - _SLACK).any(axis=1)
    return [handles[index] for index in np.flatnonzero(away).tolist()]


def _clip_boxes(handles: list[int]) -> NDArray[np.float64]:
    """The box of what the clip paths of each text object leave (left, bottom, right, top); infinite without any.

    Clip paths are rectangles nearly always: four corners say all.
    """
    boxes = np.tile(np.array([-np.inf, -np.inf, np.inf, np.inf]), (len(handles), 1))
    clips = list(map(pdfium.clip_path, handles))
    counts = [pdfium.clip_count(clip) if clip else 0 for clip in clips]
    for path in range(max(counts)):
        chosen = [index for index, count in enumerate(counts) if count > path]
        having = [clips[index] for index in chosen]
        if not {4, 5}.issuperset(map(pdfium.clip_segment_count, having, repeat(path))):
            return np.array([_clip_box(handle) or (-np.inf, -np.inf, np.inf, np.inf) for handle in handles])
        points = np.zeros((4, len(chosen), 2), np.float32)
        for place in range(4):
            at, stop = points[place].ctypes.data, points[place].ctypes.data + 8 * len(chosen)
            segments = map(pdfium.clip_segment, having, repeat(path), repeat(place))
            _consume(map(pdfium.segment_point, segments, range(at, stop, 8), range(at + 4, stop + 4, 8)))
        boxes[chosen, :2] = np.maximum(boxes[chosen, :2], points.min(axis=0))
        boxes[chosen, 2:] = np.minimum(boxes[chosen, 2:], points.max(axis=0))
    return boxes


def _clip_box(handle: int) -> tuple[float, float, float, float] | None:
    """The box that all clip paths of a text object have in common; None when there is no clip path."""
    clip = pdfium.clip_path(handle)
    boxes = []
    for path in range(pdfium.clip_count(clip) if clip else 0):
        points = []
        for index in range(pdfium.clip_segment_count(clip, path)):
            pdfium.segment_point(pdfium.clip_segment(clip, path, index), _at, _at + 4)
            points.append((_numbers[0], _numbers[1]))
        if points:
            xs, ys = zip(*points, strict=True)
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)
