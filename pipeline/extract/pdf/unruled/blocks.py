"""The cells of a table's head where no ruling parts them: words that stand closely above each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.pdf.runs import Run
from pipeline.extract.pdf.view import Edge
from pipeline.extract.pdf.words import Word
from pipeline.spec.forms import form_spec
from pipeline.text import key

#: Lines of one cell follow one another within so many font sizes.
LEADING = 1.55
#: The lines of a cell have the same middle, or begin at the same place; points.
_SAME_MIDDLE = 2.5
_SAME_SIDE = 1.5
#: Base lines of one row of heads differ by less; points.
_LEVEL = 1.0
#: A line that is longer than the one above it by so much (in font sizes) is not the rest of its text.
_LONGER = 1.2


@dataclass(slots=True, eq=False)
class Block:
    """The text of one cell of a head, with its extent in points; ``base`` is the base line of its last line."""

    runs: list[Run]
    x0: float
    x1: float
    top: float
    bottom: float
    base: float

    @property
    def middle(self) -> float:
        """The middle of the block, in points from the left side of the page."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """The middle of the block, in points from the top of the page."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Its font size; points."""
        return self.runs[0].size

    def is_above(self, other: Block) -> bool:
        """Does the block end where another one begins, or higher?"""
        return self.bottom <= other.top + 1 or self.base < other.top

    def overlaps(self, other: Block) -> bool:
        """Does the block stand above or below another one?"""
        return self.x0 < other.x1 - 1 and other.x0 < self.x1 - 1


def blocks_of(lines: Iterable[Sequence[Word]], rules: Sequence[Edge]) -> list[Block]:
    """The blocks of the lines of a head, which come from top to bottom; ``rules`` are level rulings that part cells."""
    blocks: list[Block] = []
    open_blocks: list[Block] = []  # those that may go on
    for line in lines:
        top = min((word.runs[0].base - LEADING * word.runs[0].size for word in line), default=0.0)
        open_blocks = [block for block in open_blocks if block.base >= top]
        grown: list[Block] = []
        above = [_above(word, open_blocks, rules) for word in line]
        for number, word in enumerate(line):
            block = above[number]
            if block is None or block not in open_blocks or _is_over_several(block, number, line, above):
                block = _block(word)
                blocks.append(block)
            else:
                _grow(block, word)
                open_blocks.remove(block)
            grown.append(block)
        open_blocks += grown
    return blocks


def _above(word: Word, blocks: Sequence[Block], rules: Sequence[Edge]) -> Block | None:
    """The block whose next line a word is."""
    run = word.runs[0]
    fits = [
        block
        for block in blocks
        if 0 < run.base - block.base <= LEADING * run.size
        and (abs(block.middle - word.middle) <= _SAME_MIDDLE or abs(block.x0 - word.x0) <= _SAME_SIDE)
        and not _is_heading_below(word, block)
        and not any(block.base < y < run.base and x0 - 1 <= word.middle <= x1 + 1 for y, x0, x1 in rules)
    ]
    return min(fits, key=lambda block: abs(block.middle - word.middle), default=None)


def _is_over_several(block: Block, number: int, line: Sequence[Word], above: Sequence[Block | None]) -> bool:
    """Is a block a heading over a word and its neighbours, in whose middle it stands (本年支出 over 小计, 基本支出, 项目支出)?

    All of them are whole headings, and nothing stands above a neighbour; one-line cells beside a wrapped text stand midway.
    """
    word = line[number]
    if not (_is_whole(block.runs) and _is_whole(word.runs)) or _is_whole([*block.runs, *word.runs]):
        return False
    neighbours = [place for place in (number - 1, number + 1) if 0 <= place < len(line) and above[place] is None]
    beside = [line[place].runs for place in neighbours]
    return any(abs(runs[0].base - word.runs[0].base) < _LEVEL and _is_whole(runs) for runs in beside)


def _is_whole(runs: Sequence[Run]) -> bool:
    """Is a text one that official tables have as a heading, from beginning to end?"""
    text = key("".join(run.text for run in runs))
    found = form_spec().header["word"].search(text)
    return found is not None and found[0] == text


def _is_heading_below(word: Word, block: Block) -> bool:
    """Is a word a heading of its own below another: longer than a line that would have held more of it, were it one text?"""
    longer = word.x1 - word.x0 > block.x1 - block.x0 + _LONGER * word.runs[0].size
    text = key(word.text)
    return longer and not text.startswith("(") and _is_whole(block.runs) and _is_whole(word.runs)


def _block(word: Word) -> Block:
    top, bottom = min(run.top for run in word.runs), max(run.bottom for run in word.runs)
    return Block(list(word.runs), word.x0, word.x1, top, bottom, word.runs[0].base)


def _grow(block: Block, word: Word) -> None:
    block.runs += word.runs
    block.x0, block.x1 = min(block.x0, word.x0), max(block.x1, word.x1)
    block.bottom = max(block.bottom, *(run.bottom for run in word.runs))
    block.base = word.runs[0].base
