"""The words of a printed line, and which of them are figures that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.pdf.runs import GAP, Run
from pipeline.spec.forms import form_spec
from pipeline.text import key

#: Words with a smaller gap between them (part of the font size) belong together, unless both are figures.
_APART = 1.0
#: A space within a sentence is narrower (part of the font size), so that amounts under each other in sentences are no column.
_SPACE = 0.55
#: A gap without a printed space that is wider was not made by a space, but by justified text at most.
_UNPRINTED = 0.42
#: Text further from an amount (part of the font size) does not belong to it.
_FAR = 2.0
#: So many figures, whose sides differ by no more points, stand in one column.
MEMBERS, ALIGNED = 3, 2.0
_FIGURE = re.compile(r"[-+−(（]?[\d,，]*\d(?:[.．]\d+)?[)）%％]?|-{1,3}|—{1,2}")
_AMOUNT = re.compile(r"[-+−(（]?(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d{1,6})?|\d+\.\d{1,6})[)）]?")


@dataclass(frozen=True, slots=True)
class Word:
    """Runs that belong together, from left to right."""

    runs: tuple[Run, ...]
    text: str
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """The middle of the word, in points from the left side of the page."""
        return (self.x0 + self.x1) / 2

    @property
    def is_figure(self) -> bool:
        """Is it a number, a percentage or a dash, and nothing else?"""
        return _FIGURE.fullmatch(self.text) is not None

    @property
    def is_amount(self) -> bool:
        """Is it a figure with decimals or thousands separators, as money is printed?"""
        return _AMOUNT.fullmatch(self.text) is not None

    @property
    def opens_item(self) -> bool:
        """Does it begin as only the label of a row does: with the number of an item (十六、金融支出)?"""
        return not self.is_figure and form_spec().header["item"].match(key(self.text)) is not None


@dataclass(frozen=True, slots=True)
class Stops:
    """Where figures of several lines begin or end under each other, from left to right; points from the left of the page."""

    starts: tuple[float, ...] = ()
    ends: tuple[float, ...] = ()

    def has(self, word: Word) -> bool:
        """Is a word a figure that begins or ends at such a place?"""
        if not word.is_figure:
            return False
        at_end = any(abs(word.x1 - end) <= ALIGNED for end in self.ends)
        return at_end or any(abs(word.x0 - start) <= ALIGNED for start in self.starts)


_NO_STOPS = Stops()


def words_of(line: Sequence[Run], stops: Stops = _NO_STOPS, apart: float = _APART) -> list[Word]:
    """A line's words; text with small gaps is one word, and so a figure inside a sentence is none of its own.

    Figures at one of the ``stops`` are words of their own where more than a space parts them from their neighbours.
    """
    words: list[Word] = []
    tight = _tight(line)
    for number, word in enumerate(tight):
        last = words[-1] if words else None
        alone = any(other and stops.has(other) for other in (last, word)) or _set_apart(tight, number)
        most = _SPACE if alone else apart
        if most < _APART and not word.runs[0].spaced:
            most = _UNPRINTED
        near = last is not None and word.x0 - last.x1 < most * word.runs[0].size
        beside = last is not None and ((last.is_figure and word.is_figure) or (last.is_amount and word.opens_item))
        if last is not None and near and not beside:
            words[-1] = _join([*last.runs, *word.runs])
        else:
            words.append(word)
    return words


def _set_apart(words: Sequence[Word], number: int) -> bool:
    """Does an amount stand beside a gap, with no text near its other side: a cell beside that of its neighbour?"""
    before, word = words[number - 1] if number else None, words[number]
    wide = _FAR * word.runs[0].size
    if before is None:
        return False
    if before.is_amount:
        return number == 1 or before.x0 - words[number - 2].x1 > wide
    return word.is_amount and (number + 1 == len(words) or words[number + 1].x0 - word.x1 > wide)


def stops_of(lines: Iterable[Sequence[Run]]) -> Stops:
    """Where the figures of lines stand under each other."""
    figures = [word for line in lines for word in _tight(line) if word.is_figure]
    return Stops(_repeated(sorted(word.x0 for word in figures)), _repeated(sorted(word.x1 for word in figures)))


def _repeated(places: Sequence[float]) -> tuple[float, ...]:
    return tuple(low for low, high in zip(places, places[MEMBERS - 1 :], strict=False) if high - low <= ALIGNED)


def _tight(line: Sequence[Run]) -> list[Word]:
    return [_join(part) for part in _parts(line)]


def _parts(line: Sequence[Run]) -> list[list[Run]]:
    """Runs that touch."""
    parts: list[list[Run]] = []
    for run in line:
        if parts and not run.spaced and run.x0 - parts[-1][-1].x1 <= GAP:
            parts[-1].append(run)
        else:
            parts.append([run])
    return parts


def _join(runs: Sequence[Run]) -> Word:
    text = runs[0].text
    for before, run in pairwise(runs):
        text += f" {run.text}" if run.spaced or run.x0 > before.x1 + GAP else run.text
    return Word(tuple(runs), text, runs[0].x0, max(run.x1 for run in runs))
