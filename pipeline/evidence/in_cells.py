"""Figures of workbooks read again from the values that are stored in their cells."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from pipeline.evidence.numbers import as_number, is_of
from pipeline.evidence.places import Place, place_of
from pipeline.evidence.reading import NOT_FOUND, SAME, Reading, other
from pipeline.evidence.rows import Rows
from pipeline.extract.second.cells import SecondWorkbook
from pipeline.model import InvolvedFigure, SourceFile

#: Formats show stored values multiplied so: as they are, in percent, in thousands, in 万, in millions.
_SHOWN = tuple(Decimal(1).scaleb(power) for power in (0, 2, -3, -4, -6))


class Cells:
    """The cells of one workbook."""

    def __init__(self, source: SourceFile, rows: Rows) -> None:
        self._rows = rows
        self._book = SecondWorkbook(source)

    def read(self, figure: InvolvedFigure, place: Place) -> Reading:
        """Whether the cell of a figure has it stored; a figure whose cell is not known is looked for among those of its row."""
        if figure.printed is not None:
            stored = self._book.stored(place.sheet, place.column, place.first)
            number = as_number(stored) if stored else None
            if number is None:
                return NOT_FOUND
            return SAME if _shows(number, figure) else other(str(stored))
        for cell in self._rows.cells(figure):
            there = place_of(str(cell.get("source_ref")))
            value = cell.get("value")
            if (
                there
                and there.sheet == place.sheet
                and isinstance(value, Decimal)
                and is_of(value, figure, signed=True)
            ):
                stored = self._book.stored(there.sheet, there.column, there.first)
                number = as_number(stored) if stored else None
                return SAME if number is not None and _shows(number, figure) else NOT_FOUND
        row = (as_number(text) for text in self._book.in_row(place.sheet, place.first))
        return SAME if any(number is not None and _shows(number, figure) for number in row) else NOT_FOUND


def _shows(stored: Decimal, figure: InvolvedFigure) -> bool:
    """Whether a stored value is shown as the figure: rounded to its decimals, with a sign of its own."""
    if is_of(stored, figure, signed=True):
        return True
    shown = as_number(figure.printed) if figure.printed else None
    if shown is None or not is_of(shown, figure, signed=True):
        shown = figure.value
    if shown is None:
        return False
    return any(
        (stored * times).quantize(Decimal(1).scaleb(int(shown.as_tuple().exponent)), ROUND_HALF_UP) == shown
        for times in _SHOWN
    )
