"""Characters that are in the file but not on the printed page: drawn in invisible ink, or clipped away altogether.

Word processors and spreadsheets leave both behind, and scanners put recognised text invisibly behind their pictures. What the
publisher's readers can't see is not published.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.pdf import bulk, pdfium
from pipeline.extract.pdf.objects import PageObjects, inside_form, without_ink

#: So many text objects of a page are asked for their clip path before all are: clips come in series.
_SAMPLE = 6
#: Text may stick out of its clip path by so much; points.
_SLACK = 0.5

#: A path of so many points is taken for a rectangle, of which two opposite corners say all.
_RECTANGLE = frozenset((4, 5))
#: More nested clip paths than any program writes, and more points of one: the rest is not looked at, so that a page made to
#: have millions of them costs no more than others.
_MOST_CLIPS = 64
_MOST_POINTS = 256
_Box = tuple[float, float, float, float]
_EVERYWHERE: _Box = (-math.inf, -math.inf, math.inf, math.inf)
_numbers = (ctypes.c_float * 2)()
_at = ctypes.addressof(_numbers)


def hidden_characters(text: int, count: int, objects: PageObjects) -> NDArray[np.bool_] | None:
    """Which of a page's ``count`` characters can't be seen; None when all can."""
    own = objects.texts
    hidden = objects.unseen
    if objects.forms:
        inner = [handle for form in objects.forms for handle in inside_form(form)]
        hidden = hidden + without_ink(inner, list(map(pdfium.render_mode, inner)))
    if clips := _cutting_clips(own[:: max(1, len(own) // _SAMPLE)]):
        hidden = hidden + _clipped_away(own, clips)
    if not hidden:
        return None
    owners = bulk.character_objects(text, count)
    return np.fromiter(map(frozenset(hidden).__contains__, owners), np.bool_, count)


def _cutting_clips(handles: list[int]) -> list[_Box]:
    """The boxes of the clip paths of those text objects of which they cut off anything."""
    clips: list[_Box] = []
    for handle, (left, bottom, right, top) in zip(handles, _bounds(handles).tolist(), strict=True):
        if right <= left or top <= bottom:  # spaces have no extent
            continue
        clip = _clip_box(handle)
        if min(left - clip[0], bottom - clip[1], clip[2] - right, clip[3] - top) < -_SLACK:
            clips.append(clip)
    return clips


def _bounds(handles: list[int]) -> NDArray[np.float32]:
    return bulk.object_bounds(bulk.arguments(handles))


def _clipped_away(handles: list[int], clips: list[_Box]) -> list[int]:
    """Those text objects that lie wholly outside their clip path; only what lies outside one of ``clips`` is looked at."""
    bounds = _bounds(handles)
    near = np.flatnonzero(np.any([_outside(bounds, np.array([clip])) for clip in set(clips)], axis=0))
    candidates = [handles[index] for index in near.tolist()]
    away = _outside(bounds[near], _clip_boxes(candidates))
    return [candidates[index] for index in np.flatnonzero(away).tolist()]


def _outside(bounds: NDArray[np.float32], boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    beyond = bounds[:, :2] > boxes[:, 2:] + _SLACK
    before = bounds[:, 2:] < boxes[:, :2] - _SLACK
    return np.asarray((beyond | before).any(axis=1))


def _clip_boxes(handles: list[int]) -> NDArray[np.float64]:
    """The box of what the clip paths of each text object leave (left, bottom, right, top); infinite without any.

    Done in bulk: a page of text that is clipped has thousands of pieces.
    """
    boxes = np.tile(np.array(_EVERYWHERE), (len(handles), 1))
    clips = bulk.clip_paths(bulk.arguments(handles))
    counts = bulk.clip_counts(clips)
    for path in range(min(max(counts, default=0), _MOST_CLIPS)):
        chosen = [index for index, count in enumerate(counts) if count > path]
        having = [clips[index] for index in chosen]
        corners = np.zeros((2, len(chosen), 2), np.float32)
        if _RECTANGLE.issuperset(bulk.clip_segment_counts(having, path)):
            for place in (0, 1):
                corners[place] = bulk.segment_points(bulk.clip_segments(having, path, 2 * place))
        if (corners[0] == corners[1]).any():  # no rectangle here, or one without extent
            return np.array(list(map(_clip_box, handles)))
        boxes[chosen, :2] = np.maximum(boxes[chosen, :2], corners.min(axis=0))
        boxes[chosen, 2:] = np.minimum(boxes[chosen, 2:], corners.max(axis=0))
    return boxes


def _clip_box(handle: int) -> _Box:
    """The box of what the clip paths of one text object leave, whatever their shape."""
    clip = pdfium.clip_path(handle)
    box = _EVERYWHERE
    for path in range(min(pdfium.clip_count(clip), _MOST_CLIPS) if clip else 0):
        corners = pdfium.clip_segment_count(clip, path)
        points = _points(clip, path, (0, 2)) if corners in _RECTANGLE else []
        if not points or points[0][0] == points[1][0] or points[0][1] == points[1][1]:
            points = _points(clip, path, range(min(corners, _MOST_POINTS)))
        if points:
            xs, ys = zip(*points, strict=True)
            box = max(box[0], min(xs)), max(box[1], min(ys)), min(box[2], max(xs)), min(box[3], max(ys))
    return box


def _points(clip: int, path: int, places: Iterable[int]) -> list[tuple[float, float]]:
    points = []
    for place in places:
        pdfium.segment_point(pdfium.clip_segment(clip, path, place), _at, _at + 4)
        points.append((_numbers[0], _numbers[1]))
    return points
