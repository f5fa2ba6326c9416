"""Putting the pieces of a cut cell together, and telling whether a text can be trusted.

A merged cell may reach a text dump in pieces, one per column it covers; a character on a cut stands in both pieces, or as
a fragment. A narrow cell may be dumped column by column. Both are put right only where that is certain, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.spec.scorecard import ScorecardSpec
from pipeline.text import compact, fold

_EDGE = re.compile(r"^[:;.,'`·•|!\]]+")
_CJK = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Joined:
    """A text put together. ``mended``: something was left out; ``doubtful``: part of it may be missing or wrong."""

    text: str
    mended: bool = False
    doubtful: bool = False


def join_pieces(cells: Sequence[str], spec: ScorecardSpec) -> Joined:
    """Join the cells of one cut value from left to right."""
    text, mended, doubtful, gap = "", False, False, False
    for cell in cells:
        piece = compact(cell)
        if not piece:
            gap = bool(text)
            continue
        if spec.noise.search(piece) and not _CJK.search(piece):
            doubtful = True
            continue
        if text:
            piece, text, changed = _seam(text, piece, spec)
            mended |= changed
            doubtful |= gap
        text, gap = text + piece, False
    cleaned = _without_stray(text, spec)
    return Joined(cleaned, mended or cleaned != text, doubtful or bool(spec.noise.search(cleaned)))


def _seam(left: str, right: str, spec: ScorecardSpec) -> tuple[str, str, bool]:
    """Mend one cut: the right piece, the left piece, and whether anything was left out."""
    edge = _EDGE.match(fold(right))
    if edge and edge.end() < len(right):
        return right[edge.end() :], left, True
    if left[-1] == right[0] and not _doubled(left, right, spec):  # one glyph lies on a cut, never two
        return right[1:], left, True
    if (left[-1], right[0]) in spec.cut_glyphs:
        return right, left[:-1], True
    return right, left, False


def _doubled(left: str, right: str, spec: ScorecardSpec) -> bool:
    """Whether the character on both sides of a cut belongs there twice."""
    seam = left[-4:] + right[:4]
    return any(word in seam and word not in left and word not in right for word in spec.doubled)


def _without_stray(text: str, spec: ScorecardSpec) -> str:
    """Leave out converter marks in front, and closing brackets that nothing opens."""
    while text and spec.noise.match(text):
        text = text[1:]
    for opening, closing in (("[", "]"), ("{", "}")):
        if closing in text and opening not in text:
            text = text.replace(closing, "")
    return text


class Legibility:
    """Tells readable Chinese from characters in the wrong order, by the pairs that the document itself uses.

    ``texts``: readable text; None where the order of characters is certain.
    """

    def __init__(self, texts: Iterable[str] | None) -> None:
        self._certain = texts is None
        self._pairs: set[str] = set()
        for text in texts or ():
            self._pairs.update(map("".join, pairwise(text)))

    def scrambled(self, text: str) -> bool:
        """Whether hardly any two neighbouring characters of ``text`` stand together elsewhere in the document."""
        pairs = [a + b for a, b in pairwise(text) if _CJK.match(a) and _CJK.match(b)]
        if self._certain or len(pairs) < 12:
            return False
        return sum(pair in self._pairs for pair in pairs) < 0.22 * len(pairs)
