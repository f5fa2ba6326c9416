"""Pages of a PDF read a second time: what is printed in a box, which numbers stand where, and the page's text.

Boxes are those of the first reader: points from the top left of the visible page, turned so that its text is upright. They are
worked out anew here, from the frames and directions that pdfminer gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.extract.second.interpreter import Pages
from pipeline.model import Box, SourceFile
from pipeline.text import key

if TYPE_CHECKING:
    from pdfminer.layout import LTChar
    from pdfminer.pdfpage import PDFPage

#: Characters whose middles differ by less than this part of their height stand on one line.
_SAME_LINE = 0.5
#: Characters of one number are apart by less than this part of their height.
_TOGETHER = 0.3
#: Gaps between the characters of one word differ by less than this part of their height.
_EVEN = 0.4
#: The same character printed again nearer than this part of its height makes it bold.
_DOUBLED = 0.15
_NUMBER = re.compile(r"[-−－+(（]?[\d.,，．]*\d[\d.,，．]*[)）]?")
_UNKNOWN = "\ufffd"

_Rectangle = tuple[float, float, float, float]


class Piece(NamedTuple):
    """A printed character, or several of them as one text, with the box around them."""

    text: str
    box: Box

    @property
    def middle(self) -> float:
        """The middle of the box, in points from the top of the page."""
        return (self.box.top + self.box.bottom) / 2


#: A piece with its middle, across and down.
_Placed = tuple[float, float, Piece]


@dataclass(frozen=True, slots=True)
class InBox:
    """``text``: the characters in a box, line by line, without spaces. ``numbers``: those whose middle lies in it.

    A number that overflows its cell is whole among ``numbers`` and cut in ``text``; one on two lines the other way round.
    """

    text: str
    numbers: tuple[Piece, ...]


class SecondPage:
    """One page; ``characters`` are in the order in which they are drawn."""

    def __init__(self, characters: Sequence[Piece]) -> None:
        self.characters = tuple(characters)

    def in_box(self, box: Box) -> InBox:
        """What is printed in a box."""
        text = "".join(piece.text for line in _lines(_inside(box, self._middles)) for piece in line)
        return InBox(text, tuple(_inside(box, self._middles_of_numbers)))

    def find(self, words: str) -> list[Box]:
        """Where words stand alone, each time whole on one line and evenly spaced; in the form in which texts are compared."""
        found = []
        for line in self._lines:
            text = ""
            owners: list[Piece] = []
            for piece in line:
                text += key(piece.text)
                owners += [piece] * (len(text) - len(owners))
            begin = text.find(words) if words else -1
            while begin >= 0:
                end = begin + len(words)
                if _alone(owners[max(0, begin - 1) : begin], owners[begin:end], owners[end : end + 1]):
                    found.append(Box.around(owner.box for owner in owners[begin:end]))
                begin = text.find(words, begin + 1)
        return found

    @cached_property
    def lines(self) -> tuple[Piece, ...]:
        """The lines of the page from top to bottom, without spaces."""
        return tuple(_joined(line) for line in self._lines)

    @cached_property
    def text(self) -> str:
        """All lines, one after the other."""
        return "".join(line.text for line in self.lines)

    @cached_property
    def numbers(self) -> tuple[Piece, ...]:
        """The numbers that stand apart from other numbers, in reading order, with their signs."""
        return tuple(number for line in self._lines for number in _numbers(line))

    @cached_property
    def _middles(self) -> list[_Placed]:
        return _by_middle(self.characters)

    @cached_property
    def _middles_of_numbers(self) -> list[_Placed]:
        return _by_middle(self.numbers)

    @cached_property
    def _lines(self) -> tuple[list[Piece], ...]:
        return tuple(_lines(self.characters))


class SecondPdf:
    """The pages of one PDF, each interpreted when first asked for."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._pages: Pages | None = None

    def page(self, number: int) -> SecondPage | None:
        """Page ``number`` (from 1); None when pdfminer can't read it, or only at too great a cost."""
        try:
            if self._pages is None:
                self._pages = Pages(self._source.data)
            return SecondPage(tuple(_upright(*self._pages.characters(number))))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - pdfminer raises anything on bad bytes; then there is no second reading
            return None


def _upright(page: PDFPage, characters: Sequence[LTChar]) -> Iterator[Piece]:
    """Pdfminer's characters on the upright visible page."""
    frame = _frame(page)
    turn = _turn(characters)
    for character in characters:
        text = unicodedata.normalize("NFKC", character.get_text()).strip()
        if text:
            yield Piece(_UNKNOWN if text.startswith("(cid:") else text, _placed(character.bbox, frame, turn))


def _frame(page: PDFPage) -> _Rectangle:
    """The visible part of a page (crop box inside media box), in the coordinates of pdfminer: turned by ``/Rotate``."""
    media, crop = _ordered(page.mediabox), _ordered(page.cropbox)
    x0, y0, x1, y1 = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    if x0 >= x1 or y0 >= y1:
        x0, y0, x1, y1 = media
    left, bottom, right, top = media
    match page.rotate % 360:
        case 90:
            return y0 - bottom, right - x1, y1 - bottom, right - x0
        case 180:
            return right - x1, top - y1, right - x0, top - y0
        case 270:
            return top - y1, x0 - left, top - y0, x1 - left
    return x0 - left, y0 - bottom, x1 - left, y1 - bottom


def _ordered(box: Sequence[float]) -> _Rectangle:
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _turn(characters: Sequence[LTChar]) -> int:
    """In which direction most characters run: 0 to the right, 1 downwards, 2 to the left, 3 upwards."""
    votes = [0, 0, 0, 0]
    for character in characters:
        a, b = character.matrix[0], character.matrix[1]
        votes[(0 if a > 0 else 2) if abs(a) >= abs(b) else (1 if b < 0 else 3)] += 1
    return votes.index(max(votes))


def _placed(bounds: Sequence[float], frame: _Rectangle, turn: int) -> Box:
    left, bottom, right, top = bounds
    x0, y0, x1, y1 = frame
    if turn == 1:
        return Box(y1 - top, x1 - right, y1 - bottom, x1 - left)
    if turn == 2:
        return Box(x1 - right, bottom - y0, x1 - left, top - y0)
    if turn == 3:
        return Box(bottom - y0, left - x0, top - y0, right - x0)
    return Box(left - x0, y1 - top, right - x0, y1 - bottom)


def _lines(characters: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Characters line by line, each from left to right; what is printed twice to look bold is taken once."""
    line: list[Piece] = []
    for piece in sorted(characters, key=lambda piece: piece.middle):
        height = piece.box.bottom - piece.box.top
        if line and piece.middle - line[0].middle > _SAME_LINE * height:
            yield _once(line)
            line = []
        line.append(piece)
    if line:
        yield _once(line)


def _once(line: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in sorted(line, key=lambda piece: piece.box.x0):
        near = _DOUBLED * (piece.box.bottom - piece.box.top)
        if not any(p.text == piece.text and piece.box.x0 - p.box.x0 < near for p in kept[-2:]):
            kept.append(piece)
    return kept


def _by_middle(pieces: Sequence[Piece]) -> list[_Placed]:
    return [((piece.box.x0 + piece.box.x1) / 2, piece.middle, piece) for piece in pieces]


def _inside(box: Box, pieces: Sequence[_Placed]) -> list[Piece]:
    """Those pieces whose middle lies in a box."""
    x0, top, x1, bottom = box
    return [piece for x, y, piece in pieces if top <= y <= bottom and x0 <= x <= x1]


def _alone(before: Sequence[Piece], words: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Are words parted from what stands before and after them, and not from each other?"""
    size = max(piece.box.bottom - piece.box.top for piece in words)
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(words) if a is not b]
    around = [words[0].box.x0 - piece.box.x1 for piece in before] + [piece.box.x0 - words[-1].box.x1 for piece in after]
    return max(gaps, default=0.0) - min(gaps, default=0.0) <= _EVEN * size and all(
        gap > _TOGETHER * size for gap in around
    )


def _joined(pieces: Sequence[Piece]) -> Piece:
    return Piece("".join(piece.text for piece in pieces), Box.around(piece.box for piece in pieces))


def _numbers(line: Sequence[Piece]) -> Iterator[Piece]:
    """The numbers of a line; those that are apart are different ones."""
    run: list[Piece] = []
    for piece in (*line, None):
        near = (
            piece is not None and run and piece.box.x0 - run[-1].box.x1 < _TOGETHER * (piece.box.bottom - piece.box.top)
        )
        if run and not near:
            yield from _of_run(run)
            run = []
        if piece is not None:
            run.append(piece)


def _of_run(run: Sequence[Piece]) -> Iterator[Piece]:
    text, owners = "", []
    for piece in run:
        text += piece.text
        owners += [piece] * len(piece.text)
    for match in _NUMBER.finditer(text):
        yield Piece(match[0], _joined(owners[match.start() : match.end()]).box)
