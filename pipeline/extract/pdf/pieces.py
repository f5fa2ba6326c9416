"""Cutting runs that cross a side of a cell.

Two things look alike: a figure too wide for its cell, which must stay whole, and the contents of two cells that touch. Cut into
single characters, an overflowing figure becomes two wrong amounts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.pdf.runs import Glyphs, Run

#: A side may lie so far inside a character (part of its width) and still counts as lying between two characters.
_BETWEEN = 0.12
#: A gap that is wider than another by so much (part of the font size) is no accident of rounding.
_WIDER = 0.1
_FIGURE = re.compile(r"[-+−(（]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[)）%％]?")
_NUMERIC = re.compile(r"[\d.,，+\-−()（）%％]+")
#: An amount beside a code of 款 or 项: together they would have more decimals than any figure. With one of 类 they might be one.
_AMOUNT_AND_CODE = re.compile(r"\S*\.\d\d (?:\d{5}|\d{7})")
_AMOUNT_AND_CLASS = re.compile(r"\S*\.\d\d [235]\d\d")
_WORDS = re.compile(r"[\d.,+\-−%％]+|[^\d.,+\-−%％]+")


def pieces(run: Run, glyphs: Glyphs, sides: Sequence[float], *, codes: bool = False) -> list[Run]:
    """The run, or its pieces between some of the ``sides`` of cells (sorted x) that it crosses.

    A change between figures and words is always a place to cut. Figures are cut only where both parts are whole figures and could
    not be one, or are set apart; words only where the side lies between two characters. With ``codes`` codes are known to stand
    behind the sides, so that an amount that touches a code of 类 is cut off as well.
    """
    words = [
        piece_of(run, glyphs, run.start + match.start(), run.start + match.end()) for match in _WORDS.finditer(run.text)
    ]
    return [piece for word in words for piece in _cut(word, glyphs, sides, codes)]


def _cut(run: Run, glyphs: Glyphs, sides: Sequence[float], codes: bool) -> list[Run]:
    cuts = [run.start]
    for side in sides[bisect_right(sides, run.x0) : bisect_left(sides, run.x1)]:
        cut = _place(run, glyphs, side, codes)
        if cut is not None and cuts[-1] < cut < run.stop:
            cuts.append(cut)
    return [piece_of(run, glyphs, start, stop) for start, stop in pairwise([*cuts, run.stop])]


def _place(run: Run, glyphs: Glyphs, side: float, codes: bool) -> int | None:
    """The glyph before which a side cuts the run, if it does."""
    middles = [(glyphs.x0[index] + glyphs.x1[index]) / 2 for index in range(run.start, run.stop)]
    index = run.start + bisect_left(middles, side)
    if not run.start < index < run.stop:
        return None
    before, after = run.text[: index - run.start], run.text[index - run.start :]
    free = glyphs.x1[index - 1] - _BETWEEN * (glyphs.x1[index - 1] - glyphs.x0[index - 1])
    begin = glyphs.x0[index] + _BETWEEN * (glyphs.x1[index] - glyphs.x0[index])
    between = free <= side <= begin
    if not _NUMERIC.fullmatch(run.text):
        return index if between else None
    if not (_FIGURE.fullmatch(before) and _FIGURE.fullmatch(after)):
        return None
    if _complete(before, after):
        return index
    both = f"{before} {after}"
    touching = _AMOUNT_AND_CODE.fullmatch(both) or (codes and _AMOUNT_AND_CLASS.fullmatch(both))
    return index if between and (touching or _set_apart(run, glyphs, index)) else None


def _set_apart(run: Run, glyphs: Glyphs, index: int) -> bool:
    """Is the gap before a glyph wider than all others of its run? The digits of one figure stand evenly."""
    gaps = (glyphs.x0[run.start + 1 : run.stop] - glyphs.x1[run.start : run.stop - 1]).tolist()
    own = gaps.pop(index - run.start - 1)
    return len(gaps) > 1 and bool(own > max(gaps) + _WIDER * run.size)


def part_figures(before: str, after: str) -> bool:
    """Were two figures that touch parted? Where words and figures touch, their end is plain."""
    return _NUMERIC.fullmatch(before) is not None and _NUMERIC.fullmatch(after) is not None


def _complete(before: str, after: str) -> bool:
    """Two amounts with the same number of decimals; one amount cut in two never looks so."""
    decimals = [len(part.partition(".")[2].rstrip(")）%％")) for part in (before, after)]
    return decimals[0] == decimals[1] > 0


def piece_of(run: Run, glyphs: Glyphs, start: int, stop: int) -> Run:
    """The part of a run from one glyph of the page to another."""
    if (start, stop) == (run.start, run.stop):
        return run
    return run._replace(
        x0=float(glyphs.x0[start]),
        x1=float(glyphs.x1[stop - 1]),
        text=glyphs.text[start:stop],
        spaced=run.spaced and start == run.start,
        start=start,
        stop=stop,
    )
