"""The columns of a table without upright rulings, from where its words stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.pdf.words import ALIGNED, MEMBERS, Word

#: A gap that parts two columns of words is at least this wide; points.
_GUTTER = 4.0

_Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in each column, from left to right: from the leftmost to the rightmost word."""

    spans: list[_Span]

    @property
    def left(self) -> float:
        """Where the first column begins; points from the left side of the page."""
        return self.spans[0][0]

    @property
    def right(self) -> float:
        """Where the last column ends; points from the left side of the page."""
        return self.spans[-1][1]

    def borders(self) -> list[float]:
        """The sides of the columns, one more than there are columns."""
        between = [(before[1] + after[0]) / 2 for before, after in pairwise(self.spans)]
        return [self.left, *between, self.right]

    def number_of(self, word: Word) -> int:
        """The number (from 0) of the column in which the middle of a word lies."""
        return sum(word.middle >= border for border in self.borders()[1:-1])

    def range_of(self, word: Word) -> tuple[int, int]:
        """The first column of a word and the one after its last: a heading may stand over several."""
        under = [number for number, (x0, x1) in enumerate(self.spans) if word.x0 < x1 - 1 and word.x1 > x0 + 1]
        whole = [n for n in under if word.x0 <= self.spans[n][0] + 1 and word.x1 >= self.spans[n][1] - 1]
        if len(whole) > 1:
            return whole[0], whole[-1] + 1
        number = self.number_of(word)
        return number, number + 1

    def is_prose(self, words: Sequence[Word]) -> bool:
        """Is a line a sentence rather than a row: one word that runs through several columns?"""
        return any(not word.is_figure and self._crossed(word) >= 2 for word in words)

    def _crossed(self, word: Word) -> int:
        """How many columns after the first in which it lies a word runs through from side to side."""
        inner = self.spans[1:]
        return sum(word.x0 < x0 - 1 and word.x1 > x1 + 1 for x0, x1 in inner)

    def covered(self, left: float, right: float) -> float:
        """The part of the table's width that a rule from ``left`` to ``right`` covers."""
        return max(0.0, min(right, self.right) - max(left, self.left)) / max(1.0, self.right - self.left)

    def clash(self, row: Sequence[Sequence[Word]], line: Sequence[Word]) -> bool:
        """Do a row and another line both have a figure in the same column?"""
        taken = {self.number_of(word) for words in row for word in words if word.is_figure}
        return any(word.is_figure and self.number_of(word) in taken for word in line)


def find_columns(figured: Sequence[Sequence[Word]], lines: Sequence[Sequence[Word]]) -> Columns | None:
    """The columns of a table; ``figured`` are its lines with amounts, ``lines`` all from the first to the last of them.

    None when fewer than two columns of amounts stand under each other.
    """
    amounts = [word for line in figured for word in line if word.is_amount]
    sides: tuple[Callable[[Word], float], ...] = (_right, _left, _middle)
    clusters = max((_clusters(amounts, side) for side in sides), key=lambda found: sum(map(len, found)))
    if len(clusters) < 2:
        return None
    money = _merged([(min(w.x0 for w in members), max(w.x1 for w in members)) for members in clusters], 0.0)
    inside = [word for line in lines for word in line if not _touches(word, money)]
    words = _merged([(word.x0, word.x1) for word in inside], _GUTTER)
    return Columns(sorted([*money, *(_beside(span, money) for span in words)])) if len(money) > 1 else None


def _left(word: Word) -> float:
    return word.x0


def _right(word: Word) -> float:
    return word.x1


def _middle(word: Word) -> float:
    return word.middle


def _clusters(words: Sequence[Word], side: Callable[[Word], float]) -> list[list[Word]]:
    """Words with almost the same side, where there are several."""
    clusters: list[list[Word]] = []
    for word in sorted(words, key=side):
        if clusters and side(word) - side(clusters[-1][0]) <= ALIGNED:
            clusters[-1].append(word)
        else:
            clusters.append([word])
    return [cluster for cluster in clusters if len(cluster) >= MEMBERS]


def _merged(spans: Sequence[_Span], gap: float) -> list[_Span]:
    """Spans that overlap, or lie nearer than ``gap``, as one."""
    merged: list[_Span] = []
    for x0, x1 in sorted(spans):
        if merged and x0 < merged[-1][1] + gap:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _touches(word: Word, spans: Sequence[_Span]) -> bool:
    """Does the middle of a word lie in a column, or a column's middle under the word?"""
    return any(x0 <= word.middle <= x1 or word.x0 <= (x0 + x1) / 2 <= word.x1 for x0, x1 in spans)


def _beside(span: _Span, money: Sequence[_Span]) -> _Span:
    """A span cut back to where the columns of amounts leave room for it."""
    middle = (span[0] + span[1]) / 2
    left = max([x1 for x0, x1 in money if (x0 + x1) / 2 < middle], default=span[0])
    right = min([x0 for x0, x1 in money if (x0 + x1) / 2 > middle], default=span[1])
    return max(span[0], left), min(span[1], right)
