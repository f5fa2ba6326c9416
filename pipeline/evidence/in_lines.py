"""Figures of text dumps read again from their lines."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.errors import JuesuanError
from pipeline.evidence.clauses import in_clause
from pipeline.evidence.numbers import as_number, is_of, numbers
from pipeline.evidence.places import Place, place_of
from pipeline.evidence.reading import NOT_FOUND, SAME, UNREADABLE, Reading, other
from pipeline.evidence.rows import Rows
from pipeline.extract.plain import decode
from pipeline.model import InvolvedFigure, Row, SourceFile
from pipeline.text import key

#: The lines of a form that is the last one of its document.
_FORM = 60
#: What the reader of tables takes for a figure: a number, or dashes.
_FIGURE = re.compile(r"[-−(（]?[\d,]*\d(?:\.\d+)?[)）]?%?|[-—–]+")


class Lines:
    """The lines of one text dump."""

    def __init__(self, source: SourceFile, rows: Rows) -> None:
        self._rows = rows
        try:
            self._lines = decode(source).splitlines()
        except JuesuanError:
            self._lines = []

    def read(self, figure: InvolvedFigure, place: Place) -> Reading:
        """Whether the lines of a place have a figure; of the cells of a table the one in its place among the others."""
        if not 0 < place.first <= place.last <= len(self._lines):
            return UNREADABLE
        if found := self._in_table(figure, self._lines[place.first - 1]):
            return found
        last = place.last
        if self._rows.row(figure).get("project_no") is not None:
            end = place_of(self._rows.until(figure))
            last = max(last, end.first - 1 if end and end.part == place.part else place.first + _FORM)
        text = "\n".join(self._lines[place.first - 1 : last])
        said = [reading for q in self._rows.quotes(figure) if (reading := in_clause(figure, key(q), key(text)))]
        if SAME in said or any(is_of(number, figure) for number in numbers(text)):
            return SAME
        return said[0] if said else NOT_FOUND

    def _in_table(self, figure: InvolvedFigure, line: str) -> Reading | None:
        """The reading of a cell of a line of tab-separated cells; None where it can't be told which cell it is."""
        cells = self._rows.beside(figure.source_ref)
        own = [at for at, cell in enumerate(cells) if cell.get("raw") == figure.printed and _has_value(cell, figure)]
        codes = {str(cell.get("row_code") or "") for cell in cells}
        fields = [field.strip() for field in line.split("\t")]
        printed = [field for field in fields if field not in codes and _FIGURE.fullmatch(field)]
        if len(own) != 1 or len(printed) != len(cells):
            return None
        value = as_number(printed[own[0]])
        if value is None:
            return None
        return SAME if is_of(value, figure, signed=True) else other(printed[own[0]])


def _has_value(cell: Row, figure: InvolvedFigure) -> bool:
    value = cell.get("value")
    return isinstance(value, Decimal) and is_of(value, figure, signed=True)
