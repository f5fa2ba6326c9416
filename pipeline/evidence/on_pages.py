"""Figures of PDFs read again from their pages by a second engine."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from pipeline.evidence.clauses import in_clause
from pipeline.evidence.numbers import as_number, is_of, is_telling
from pipeline.evidence.places import Place, place_of
from pipeline.evidence.reading import BLANK, NOT_FOUND, SAME, TOO_MANY, UNREADABLE, Reading, other, unknown
from pipeline.evidence.rows import Rows, box_of
from pipeline.extract.second.pages import InBox, SecondPage, SecondPdf
from pipeline.model import Box, InvolvedFigure, Row, SourceFile
from pipeline.text import key

#: So many pages of a document are read again. A page takes some 0.02 seconds, and half a megabyte until the document is done.
MOST_PAGES = 30
#: The words beside a short number are looked for so many of its heights above and below it.
_NEAR = 3.0
#: So much of a row's words must stand near its number.
_MOST_WORDS = 0.8
#: Slack of a box, in points.
_SLACK = 1.0
_CUT = re.compile(r"[-−(（)）\d,.]+")
_AMOUNT = re.compile(r"[-−(（]?[\d,]*\d\.\d{1,6}[)）]?")


class OnPages:
    """The pages of one PDF."""

    def __init__(self, source: SourceFile, rows: Rows) -> None:
        self._rows = rows
        self._pdf = SecondPdf(source)
        self._pages: dict[int, SecondPage | None] = {}

    def read(self, figure: InvolvedFigure, place: Place) -> Reading:
        """Whether the page of a figure has it: in its box, in its clause, or else beside the words of its row."""
        pages = self._until(figure, place)
        if pages is None:
            return TOO_MANY
        read = [page for page in pages if page]
        if len(read) < len(pages):
            return UNREADABLE
        if figure.box:
            return _in_box(figure, read[0].in_box(Box(*(float(side) for side in figure.box))))
        return self._blank(figure, read[0]) if figure.value is None else self._searched(figure, read)

    def _searched(self, figure: InvolvedFigure, read: Sequence[SecondPage]) -> Reading:
        """The reading of a figure whose cell is not known."""
        boxes = self._boxes(figure)
        if boxes and all(_in_box(figure, read[0].in_box(box)) is SAME for box in boxes):
            return SAME
        text = key("".join(page.text for page in read))
        said = [reading for quote in self._rows.quotes(figure) if (reading := in_clause(figure, key(quote), text))]
        if said:
            return SAME if SAME in said else said[0]
        label = self._rows.label(figure)
        beside = (
            is_telling(number.text) or _near(page, number.box, label)
            for page in read
            for number in page.numbers
            if (value := as_number(number.text)) is not None and is_of(value, figure)
        )
        return SAME if any(beside) else NOT_FOUND

    def page(self, number: int) -> SecondPage | None:
        """A page, when it can be read and is not one too many."""
        if number not in self._pages and len(self._pages) < MOST_PAGES:
            self._pages[number] = self._pdf.page(number)
        return self._pages.get(number)

    def missed(self, figure: InvolvedFigure, place: Place) -> list[str]:
        """Amounts that stand in the table of a figure on its page and that no printed cell of the package holds."""
        page = self._pages.get(place.first)
        if not page or not figure.box:
            return []
        own = _boxes(self._rows.on_page(figure.source_ref, figure.table))
        return beyond(page, own, _boxes(self._rows.on_page(figure.source_ref))) if own else []

    def _until(self, figure: InvolvedFigure, place: Place) -> list[SecondPage | None] | None:
        """The pages of a place, of a form up to the next form; None when that would be too many pages."""
        last = place.last
        if not figure.box and self._rows.row(figure).get("project_no") is not None:
            end = place_of(self._rows.until(figure))
            last = max(last, min(end.first, place.first + 2) if end and end.part == place.part else place.first + 1)
        wanted = range(place.first, last + 1)
        new = [number for number in wanted if number not in self._pages]
        if len(self._pages) + len(new) > MOST_PAGES:
            return None
        for number in new:
            self._pages[number] = self._pdf.page(number)
        found = [self._pages[number] for number in wanted]
        return found if found[0] is None or last == place.last else [page for page in found if page]

    def _boxes(self, figure: InvolvedFigure) -> list[Box]:
        """The boxes of all cells that may be the figure's: those of its line on its page with its value."""
        cells = [cell for cell in self._rows.cells(figure) if cell.get("source_ref") == figure.source_ref]
        return _boxes([cell for cell in cells if isinstance(v := cell.get("value"), Decimal) and is_of(v, figure)])

    def _blank(self, figure: InvolvedFigure, page: SecondPage) -> Reading:
        """A blank is one when the second engine finds no other amounts in its line than the first."""
        cells = [cell for cell in self._rows.cells(figure) if cell.get("source_ref") == figure.source_ref]
        boxes = _boxes(cells)
        table = _boxes(self._rows.on_page(figure.source_ref, figure.table))
        if not boxes or len({cell.get("row_no") for cell in cells}) != 1:
            return BLANK
        line = Box(
            min(box.x0 for box in table),
            max(box.top for box in boxes),
            max(box.x1 for box in table),
            min(box.bottom for box in boxes),
        )
        more = [number.text for number in page.in_box(line).numbers if _AMOUNT.fullmatch(number.text)]
        extra = Counter(more) - Counter(str(cell.get("raw")) for cell in cells)
        return other(next(iter(extra))) if extra else SAME


def beyond(page: SecondPage, table: Sequence[Box], known: Sequence[Box]) -> list[str]:
    """Amounts of a page in the frame of a table that stand in none of the known cells."""
    around = Box.around(table)
    frame = Box(around.x0 - _SLACK, around.top - _SLACK, around.x1 + _SLACK, around.bottom + _SLACK)
    return [
        number.text
        for number in page.in_box(frame).numbers
        if _AMOUNT.fullmatch(number.text) and not any(box.overlaps(number.box) for box in known)
    ]


def _boxes(cells: Sequence[Row]) -> list[Box]:
    return [box for cell in cells if (box := box_of(cell))]


def _in_box(figure: InvolvedFigure, found: InBox) -> Reading:
    """The reading of a cell. That it has another figure is said only where what stands there is one whole number."""
    whole = as_number(found.text)
    values = [as_number(number.text) for number in found.numbers]
    if any(value is not None and is_of(value, figure, signed=True) for value in (whole, *values)):
        return SAME
    if not found.text:
        return NOT_FOUND
    if len(values) == 1 and values[0] is not None:
        number = found.numbers[0].text
        overflows = _AMOUNT.fullmatch(number) and _CUT.fullmatch(
            found.text
        )  # figures wider than their cells, cut by its sides
        if found.text in number or overflows:
            return other(number)
    return unknown(f"该处重读为“{found.text}”", f"read again it is “{found.text}”")


def _near(page: SecondPage, box: Box, label: str) -> bool:
    """Whether most characters of a row's words stand at the height of a number, in lines above and below it if wrapped."""
    if not label:
        return False
    height = box.bottom - box.top
    band = [
        piece.text
        for piece in page.characters
        if box.top - _NEAR * height <= piece.middle <= box.bottom + _NEAR * height
    ]
    there = Counter(key("".join(band)))
    wanted = Counter(label)
    return sum((there & wanted).values()) >= _MOST_WORDS * sum(wanted.values())
