"""Where in a document's lines a stated figure stands, and where on the page its digits are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.inspection.reading import covers
from pipeline.model import Box, Document, Line, Row
from pipeline.spec.outline import outline_spec
from pipeline.text import compact, fold

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SLACK = 1.0  # points by which a character may stick out of its line

Characters = Sequence[tuple[str, Box]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: offsets in its text without layout spaces."""

    line: Line
    start: int
    end: int


class TextIndex:
    """The lines of a document as one text, in which quotes are found one after another, as they were read."""

    def __init__(self, document: Document) -> None:
        furniture = outline_spec().page_number
        self._lines = [
            block
            for block in document.blocks
            if isinstance(block, Line) and (block.page is None or not furniture.match(fold(block.text)))
        ]
        texts = [compact(line.text) for line in self._lines]
        self._starts = [0]
        for text in texts:
            self._starts.append(self._starts[-1] + len(text))
        self._text = "".join(texts)
        self._last = (0, 0)  # where the last quote began, where its figure ended

    def place(self, figure: Row) -> list[Piece]:
        """The pieces of lines that hold the number of a row of ``narrative_figure`` (the whole quote if it has none).

        Rows must come in the order of the table, because the same words may stand in several places; none when the quote
        is not found.
        """
        quote, value = str(figure["quote"] or ""), figure["value"]
        begin = self._text.find(quote, self._last[0]) if quote else -1
        if begin < 0:
            return []
        numbers = [
            (begin + match.start(), begin + match.end())
            for match in _NUMBER.finditer(fold(quote))
            if isinstance(value, Decimal) and Decimal(match[0].replace(",", "").rstrip(".")) == abs(value)
        ]
        later = [number for number in numbers if begin > self._last[0] or number[0] >= self._last[1]]
        start, end = (later or numbers or [(begin, begin + len(quote))])[0]
        self._last = (begin, end)
        return self._pieces(start, end)

    def find(self, words: str, ref: str) -> list[Piece]:
        """The pieces of lines at a reference that hold some words, where they stand there first."""
        begin = self._text.find(words) if words else -1
        while begin >= 0:
            pieces = self._pieces(begin, begin + len(words))
            if any(covers(ref, piece.line.ref) for piece in pieces):
                return pieces
            begin = self._text.find(words, begin + 1)
        return []

    def _pieces(self, start: int, end: int) -> list[Piece]:
        pieces: list[Piece] = []
        while start < end:
            number = bisect_right(self._starts, start) - 1
            offset, stop = self._starts[number], min(end, self._starts[number + 1])
            pieces.append(Piece(self._lines[number], start - offset, stop - offset))
            start = stop
        return pieces


def box_of(piece: Piece, characters: Characters) -> Box | None:
    """Where a piece of a line stands on its page: from its characters, or else by its share of the line's width."""
    box = piece.line.box
    if box is None:
        return None
    text = compact(piece.line.text)
    wanted = text[piece.start : piece.end].replace(" ", "")
    before = len(text[: piece.start].replace(" ", ""))
    inside = sorted((c for c in characters if _inside(c[1], box)), key=lambda c: c[1].x0)
    printed = "".join(character for character, _ in inside)
    found = printed.find(wanted, before)
    if found < 0:
        found = printed.find(wanted)
    if wanted and found >= 0:
        boxes = [one for _, one in inside[found : found + len(wanted)]]
        return Box(boxes[0].x0, min(b.top for b in boxes), boxes[-1].x1, max(b.bottom for b in boxes))
    width = (box.x1 - box.x0) / max(1, len(text))
    return Box(box.x0 + piece.start * width, box.top, box.x0 + piece.end * width, box.bottom)


def _inside(character: Box, line: Box) -> bool:
    x, y = (character.x0 + character.x1) / 2, (character.top + character.bottom) / 2
    return line.x0 - _SLACK <= x <= line.x1 + _SLACK and line.top - _SLACK <= y <= line.bottom + _SLACK
