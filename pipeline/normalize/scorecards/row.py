"""A printed row of a form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest

from pipeline.text import key

#: What may stand behind the label of a column: its letter, its points, its unit.
_MARK = re.compile(r"(?<=[\u4e00-\u9fff])\((?:[A-H](?:/[A-H])?|\d{1,3}分?|分|%|万元)\)$")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One printed row: its cells as text, its place, and the number of the page part of the form it stands on.

    ``sides`` are the left and right sides of its cells where the source has them, ``begins`` tells in which columns a cell begins;
    parts differ in how many columns they have.
    """

    cells: tuple[str, ...]
    ref: str
    part: int
    sides: tuple[tuple[float, float] | None, ...] = ()
    begins: tuple[bool, ...] = ()

    def below(self, other: FormRow, place: int) -> int:
        """Which cell of this row stands below a cell of another row of the form; the same number where that isn't known.

        The number after the last one where none does: the cell begins in a row above.
        """
        side = other.sides[place] if self.part != other.part and place < len(other.sides) else None
        if side is None:
            return place
        middle = (side[0] + side[1]) / 2
        return next((n for n, own in enumerate(self.sides) if own and own[0] <= middle <= own[1]), len(self.cells))

    def under(self, upper: FormRow) -> FormRow:
        """The row with the heads of an upper row where it has none itself (merged cells of a header in two rows)."""
        cells = (own if own.strip() else above for own, above in zip_longest(self.cells, upper.cells, fillvalue=""))
        return replace(self, cells=tuple(cells)[: len(self.cells)])

    @property
    def keys(self) -> tuple[str, ...]:
        """The cells as labels are compared: without the letter or the points of a column (全年预算数(A), 分值权重(90))."""
        return tuple(_MARK.sub("", key(cell)) for cell in self.cells)
