"""The columns of a table without upright rulings, from where its words stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pipeline.extract.pdf.words import ALIGNED, MEMBERS, Word

#: A gap that parts two columns of words is at least this wide; points.
_GUTTER = 2.5
#: Between what stands in a column and its side there is no more room than this, where all of it ends at that side; points.
_PAD = 4.0
#: Labels of lower classes begin so far inside their column at most; points.
_INDENT = 30.0
#: Words that run across two columns (合计 in the middle of code and name) are no more than this part of all.
_CROSSING = 8

#: So much of a page's figures stands in the columns of the page before, if the table goes on.
_ENOUGH = 0.6

Aligned = Literal["left", "right", "no"]


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in a column: from the leftmost to the rightmost word, in points, and the side at which all of it ends.

    ``head`` is the middle of its head, which stands in the middle of the column. ``amounts``: amounts may stand in it.
    """

    x0: float
    x1: float
    aligned: Aligned = "no"
    head: float | None = None
    amounts: bool = False

    @property
    def middle(self) -> float:
        """The middle of what stands in the column."""
        return (self.x0 + self.x1) / 2

    def has(self, word: Word) -> bool:
        """Does the middle of a word lie in what stands in the column?"""
        return self.x0 <= word.middle <= self.x1


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table from left to right, and their sides, one more than there are columns; points."""

    columns: tuple[Column, ...]
    sides: tuple[float, ...]

    @property
    def left(self) -> float:
        """Where the first column begins; points from the left side of the page."""
        return self.sides[0]

    @property
    def right(self) -> float:
        """Where the last column ends; points from the left side of the page."""
        return self.sides[-1]

    def number_of(self, word: Word) -> int:
        """The number (from 0) of the column in which the middle of a word lies."""
        return sum(word.middle >= side for side in self.sides[1:-1])

    def range_of(self, word: Word) -> tuple[int, int]:
        """The first column of a word and the one after its last: a word may stand over several."""
        inside = [n for n, c in enumerate(self.columns) if word.x0 <= c.x0 + 1 and word.x1 >= c.x1 - 1]
        if len(inside) > 1:
            return inside[0], inside[-1] + 1
        number = self.number_of(word)
        return number, number + 1

    def is_prose(self, words: Sequence[Word]) -> bool:
        """Is a line a sentence rather than a row: one word that runs through several columns?"""
        return any(not word.is_figure and self._crossed(word) >= 2 for word in words)

    def _crossed(self, word: Word) -> int:
        """How many columns after the first in which it lies a word runs through from side to side."""
        return sum(word.x0 < column.x0 - 1 and word.x1 > column.x1 + 1 for column in self.columns[1:])

    def covered(self, left: float, right: float) -> float:
        """The part of the table's width that a rule from ``left`` to ``right`` covers."""
        return max(0.0, min(right, self.right) - max(left, self.left)) / max(1.0, self.right - self.left)

    def clash(self, row: Iterable[Word], line: Sequence[Word]) -> bool:
        """Do a row and another line both have a figure in the same column, or does an item open below other text?"""
        taken = {(self.number_of(word), word.is_figure) for word in row}
        return any((self.number_of(w), w.is_figure) in taken for w in line if w.is_figure or w.opens_item)

    def with_sides_of(self, other: Columns) -> Columns:
        """These columns between the sides of others, if all that stands in them lies between those."""
        if len(self.columns) != len(other.columns):
            return self
        inside = all(
            left - 1 <= column.x0 and column.x1 <= right + 1
            for column, (left, right) in zip(self.columns, pairwise(other.sides), strict=True)
        )
        return Columns(self.columns, other.sides) if inside else self

    def begins(self, word: Word) -> bool:
        """Does a word begin where the words of a column begin, or stand where its numbers do (行次)?"""
        if word.is_figure:
            return any(column.x0 - 1 <= word.x0 and word.x1 <= column.x1 + 1 for column in self.columns)
        texts = [column for column in self.columns if column.aligned == "left" and word.x1 <= column.x1 + _PAD]
        return any(-ALIGNED <= word.x0 - column.x0 <= _INDENT for column in texts)

    def hold(self, lines: Iterable[Sequence[Word]]) -> bool:
        """Do most figures of further lines stand where figures stand in these columns? Not all columns may hold any yet."""
        amounts = [word for line in lines for word in line if word.is_amount]
        places = list(zip(self.columns, pairwise(self.sides), strict=True))
        fitting = sum(
            any(column.amounts and (_same_place(word, column) or _inside(word, column, s)) for column, s in places)
            for word in amounts
        )
        return fitting >= _ENOUGH * len(amounts) and all(self.left <= word.middle <= self.right for word in amounts)


def _same_place(word: Word, column: Column) -> bool:
    ends = abs(word.x1 - column.x1) <= ALIGNED if column.aligned == "right" else column.x0 <= word.middle <= column.x1
    return ends or (column.aligned == "no" and abs(word.middle - column.middle) <= ALIGNED)


def _inside(word: Word, column: Column, sides: tuple[float, float]) -> bool:
    """Does a figure stand in a column in which none stood yet?"""
    return column.aligned == "no" and sides[0] - 1 <= word.x0 and word.x1 <= sides[1] + 1


def with_sides(columns: Sequence[Column], left: float | None = None, right: float | None = None) -> Columns:
    """Columns with the sides between them; ``left`` and ``right`` are the outer sides, where rulings tell them."""
    ordered = sorted(columns, key=lambda column: column.middle)
    if not ordered:
        return Columns((), (0.0,))
    first, last = ordered[0], ordered[-1]
    sides = [first.x0 - _PAD if left is None or left > first.x0 + 1 else left]
    sure = left is not None or first.aligned == "left"
    for before, after in pairwise(ordered):
        place, sure = _between(before, after, sides[-1] if sure else None)
        sides.append(max(sides[-1] + 1, place))
    if left is None and first.aligned != "left" and first.head is not None and len(sides) > 1:
        sides[0] = min(sides[0], 2 * first.head - sides[1])
    outer = last.x1 + _PAD
    if right is not None and right >= last.x1 - 1:
        outer = right
    elif sure and last.head is not None and last.aligned != "right":
        outer = max(outer, 2 * last.head - sides[-1])
    return Columns(tuple(ordered), (*sides, max(sides[-1] + 1, outer)))


def _between(before: Column, after: Column, start: float | None) -> tuple[float, bool]:
    """The side between two columns, and whether it is known rather than guessed; ``start`` is where the first one begins.

    It is near to the column that ends or begins there; else as far from the middle of a head as the other side of its
    column; else midway.
    """
    low, high = before.x1, max(before.x1, after.x0)
    room = high - low
    if before.aligned == "right":
        return low + min(room / 2, _PAD), True
    if after.aligned == "left":
        return high - min(room / 2, _PAD), True
    mirrored = []
    if start is not None and before.head is not None:
        mirrored.append(2 * before.head - start)
    if after.aligned == "right" and after.head is not None:
        mirrored.append(2 * after.head - after.x1 - min(_PAD, room / 2))
    inside = [place for place in mirrored if low - 1 <= place <= high + 1]
    return (sum(inside) / len(inside), True) if inside else ((low + high) / 2, False)


def find_columns(lines: Sequence[Sequence[Word]]) -> list[Column]:
    """The columns of the rows of a table, from left to right, by what stands in them."""
    money = _of_amounts([word for line in lines for word in line if word.is_amount])
    inside = [[word for word in line if not _touches(word, money)] for line in lines]
    words = _of_words([word for line in inside for word in line])
    texts = [_cut_back(column, money) for column in _together(words, inside, money)]
    return sorted([*money, *texts], key=lambda column: column.middle)


def _together(words: Sequence[Column], lines: Sequence[Sequence[Word]], money: Sequence[Column]) -> Iterator[Column]:
    """Columns of words, as one where no line has words in both: labels at the left and 合计 in the middle of one column."""
    last: Column | None = None
    for column in words:
        if last is None:
            last = column
            continue
        parted = any(last.middle < c.middle < column.middle for c in money)
        if parted or _both(last, column, lines) or (_of_figures(last, lines) and _of_figures(column, lines)):
            yield last
            last = column
        else:
            last = Column(last.x0, column.x1, "no")
    if last is not None:
        yield last


def _of_figures(column: Column, lines: Sequence[Sequence[Word]]) -> bool:
    return all(word.is_figure for line in lines for word in line if column.has(word))


def _both(one: Column, other: Column, lines: Sequence[Sequence[Word]]) -> bool:
    """Does any line have words in both columns?"""
    return any(any(map(one.has, line)) and any(map(other.has, line)) for line in lines)


def _of_amounts(amounts: Sequence[Word]) -> list[Column]:
    """Columns of amounts: those of several rows that end, begin or have their middle at the same place; then the others."""
    sides: tuple[tuple[Aligned, Callable[[Word], float]], ...] = (("right", _right), ("left", _left), ("no", _middle))
    aligned, clusters = max(
        ((aligned, _clusters(amounts, side)) for aligned, side in sides), key=lambda found: sum(map(len, found[1]))
    )
    columns = [Column(min(w.x0 for w in c), max(w.x1 for w in c), aligned, amounts=True) for c in clusters]
    kept: list[Column] = []
    for column in sorted(columns, key=lambda column: column.middle):
        if kept and column.x0 < kept[-1].x1:
            kept[-1] = Column(min(kept[-1].x0, column.x0), max(kept[-1].x1, column.x1), aligned, amounts=True)
        else:
            kept.append(column)
    alone = [word for word in amounts if not _touches(word, kept)]
    return [*kept, *(replace(column, aligned="right", amounts=True) for column in _merged(alone, 0.0))]


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


def _merged(words: Iterable[Word], gap: float) -> list[Column]:
    """Words that overlap, or lie nearer than ``gap``, as one column."""
    merged: list[list[Word]] = []
    end = 0.0
    for word in sorted(words, key=_left):
        if merged and word.x0 < end + gap:
            merged[-1].append(word)
            end = max(end, word.x1)
        else:
            merged.append([word])
            end = word.x1
    return [Column(part[0].x0, max(map(_right, part)), _alignment(part)) for part in merged]


def _alignment(words: Sequence[Word]) -> Aligned:
    """At which side the words of a column end: labels at the left, numbers where they are aligned there alone."""
    if not all(word.is_figure for word in words):
        return "left"
    left, right = (max(map(side, words)) - min(map(side, words)) <= ALIGNED for side in (_left, _right))
    return "no" if left == right else "left" if left else "right"


def _of_words(words: Sequence[Word]) -> list[Column]:
    """Columns of words that are no amounts: a gutter parts two of them even if one in eight words crosses it."""
    columns: list[Column] = []
    for column in _merged(words, _GUTTER):
        own = [word for word in words if column.has(word)]
        for place in sorted({word.x0 for word in own}):
            before = [word for word in own if word.x1 <= place - _GUTTER / 2]
            after = [word for word in own if word.x0 >= place - _GUTTER / 2]
            crossing = len(own) - len(before) - len(after)
            fewer = min(len(before), len(after))
            if crossing and fewer >= MEMBERS and crossing * _CROSSING <= fewer:
                columns += _merged(before, _GUTTER)
                own = after
        columns += _merged(own, _GUTTER)
    return columns


def _touches(word: Word, columns: Sequence[Column]) -> bool:
    """Does the middle of a word lie in a column, or a column's middle under the word?"""
    return any(c.has(word) or word.x0 <= c.middle <= word.x1 for c in columns)


def _cut_back(column: Column, money: Sequence[Column]) -> Column:
    """A column of words cut back to where the columns of amounts leave room for it."""
    left = max([c.x1 for c in money if c.middle < column.middle], default=column.x0)
    right = min([c.x0 for c in money if c.middle > column.middle], default=column.x1)
    return Column(max(column.x0, left), min(column.x1, right), column.aligned)
