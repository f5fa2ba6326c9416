"""The margins of running text on printed pages: they tell where a paragraph ends better than its punctuation.

Chinese official documents indent the first line of a paragraph by two characters; a line that reaches the right margin and
is followed by one that is not indented goes on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median

from pipeline.model import Box, Document, Grid, Line

_FEWEST_LINES = 12


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right edge of the running text and the height of a line, in points."""

    left: float
    right: float
    height: float

    def full(self, box: Box) -> bool:
        """Whether a line reaches the right margin (up to two characters: a word or a mark may not have fitted)."""
        return box.x1 >= self.right - 2.2 * self.height

    def indented(self, box: Box) -> bool:
        """Whether a line begins a paragraph."""
        return box.x0 >= self.left + 1.2 * self.height


def margins_of(document: Document) -> Margins | None:
    """The margins of a document whose lines have boxes; None for text dumps and for documents of a few lines.

    Pages with tables are often wider, and their titles and notes no running text: pages without any count where there are
    enough of them.
    """
    lines = [block for block in document.blocks if isinstance(block, Line) and block.box and len(block.text) > 12]
    with_tables = {block.page for block in document.blocks if isinstance(block, Grid)}
    boxes = [line.box for line in lines if line.page not in with_tables and line.box]
    if len(boxes) < _FEWEST_LINES:
        boxes = [line.box for line in lines if line.box]
    if len(boxes) < _FEWEST_LINES:
        return None
    starts = Counter(round(box.x0) for box in boxes)
    usual = [x for x, count in starts.items() if count * 8 >= len(boxes)] or [min(starts)]
    ends = sorted(box.x1 for box in boxes)
    return Margins(min(usual), ends[int(len(ends) * 0.9) - 1], median(box.bottom - box.top for box in boxes))
