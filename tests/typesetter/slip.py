"""A printer's slip: what is set otherwise than the record has it, so that one printed place contradicts the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tests.typesetter.statement_grid import Cell, Statement
from tests.typesetter.wording import Narrative

Spot = tuple[int, int, int]  # number of the table from 0, row and column of its grid


@dataclass(frozen=True)
class Slip:
    """Whole paragraphs of the narrative by their number, cells of the tables by their spot; empty: as the record has it."""

    paragraphs: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[Spot, Cell] = field(default_factory=dict)

    def narrative(self, narrative: Narrative) -> Narrative:
        """The narrative with the slip in it."""
        if not self.paragraphs:
            return narrative
        set_ = (replace(p, text=self.paragraphs.get(k, p.text)) for k, p in enumerate(narrative.paragraphs))
        return replace(narrative, paragraphs=tuple(set_))

    def tables(self, statements: list[Statement]) -> None:
        """Put the slip into finished tables; their lists of figures stay those of the record."""
        for (table, row, column), cell in self.cells.items():
            statements[table].rows[row][column] = cell


NO_SLIP = Slip()
