"""The places of mismatches cut out of the pages of a PDF, with the figures framed.

Made where the source is converted, because only there its bytes are at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.errors import SourceError
from pipeline.extract.media_type import PDF, media_type_of
from pipeline.model import Box, Finding, InvolvedFigure, Row, SourceFile

if TYPE_CHECKING:
    from pipeline.extract.pdf.picture import PagePicture
    from pipeline.report.strips import Sheet

_MOST = 20  # pictures of a document
_MARKS = 16  # framed figures of a finding
_PAGES = 3  # of a finding
_KEPT = 4  # drawn pages kept: findings come in the order of the checks, and a check stays with its tables
_DPI = 110.0
_HEAD = 80.0  # points above the first figures of a table: its header
_PAGE = re.compile(r"^(?:(\d+)/)?p(\d+)(?:-\d+)?$")
_TELLING = 3  # digits: shorter numbers may stand anywhere
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

_Place = tuple[int, int]
_Band = tuple[float, float]


def cut_outs(source: SourceFile, findings: Sequence[Finding], cells: Iterable[Row] = ()) -> dict[int, bytes]:
    """PNGs by the index of their findings: errors first, then warnings, of figures that stand on pages.

    ``cells`` are the rows of ``statement_cell``: where a table begins on a page, its header stands above.
    """
    shown = [
        (index, finding)
        for severity in ("error", "warning")
        for index, finding in enumerate(findings)
        if finding.severity == severity and any(_page_of(figure.source_ref) for figure in finding.figures)
    ]
    if not shown:
        return {}
    pages = _Pages(source, _beginnings(cells))
    pictures: dict[int, bytes] = {}
    for index, finding in shown:
        sheets = pages.sheets(finding)
        if sheets:
            from pipeline.report.strips import composed  # the library for pictures is slow to load and seldom needed

            pictures[index] = composed(sheets)
        if len(pictures) == _MOST:
            break
    return dict(sorted(pictures.items()))


def _page_of(ref: str) -> _Place | None:
    """The number of the file and the (first) page of a reference: (2, 3) for ``2/p3``; None where it is no page."""
    match = _PAGE.match(ref)
    return (int(match[1] or 1), int(match[2])) if match else None


def _beginnings(cells: Iterable[Row]) -> dict[_Place, list[_Band]]:
    """Where on each page its tables begin: top and bottom of the first cell of each."""
    firsts: dict[tuple[_Place, str], _Band] = {}
    for cell in cells:
        place, top, bottom = _page_of(str(cell.get("source_ref"))), cell.get("top"), cell.get("bottom")
        if place and isinstance(top, Decimal) and isinstance(bottom, Decimal):
            key, band = (place, str(cell.get("statement"))), (float(top), float(bottom))
            firsts[key] = min(firsts.get(key, band), band)
    found: dict[_Place, list[_Band]] = {}
    for (page, _), first in firsts.items():
        found.setdefault(page, []).append(first)
    return found


@dataclass(slots=True)
class _Pages:
    source: SourceFile
    beginnings: Mapping[_Place, list[_Band]]
    drawn: dict[_Place, PagePicture | None] = field(default_factory=dict)

    def sheets(self, finding: Finding) -> list[Sheet]:
        """The pages of a finding with what is to be framed; pages on which nothing is found are left out."""
        from pipeline.report.strips import Mark, Sheet

        sheets: dict[_Place, Sheet] = {}
        for number, figure in enumerate(finding.figures[:_MARKS]):
            place = _page_of(figure.source_ref)
            if place is None or (place not in sheets and len(sheets) == _PAGES):
                continue
            picture = self._picture(place)
            boxes = _boxes(figure, picture) if picture else []
            if not picture or not boxes:
                continue
            sheet = sheets.setdefault(place, Sheet(picture, self._label(place)))
            sheet.marks += [Mark(box, strong=number == 0) for box in boxes]
            if figure.box:
                above = [first for first in self.beginnings.get(place, ()) if first[0] <= boxes[0].top + 1]
                sheet.heads |= {(max(above)[0] - _HEAD, max(above)[1] + 1)} if above else set()
        return list(sheets.values())

    def _label(self, place: _Place) -> str:
        return f"p{place[1]}" if len(self.source.parts) < 2 else f"{place[0]}/p{place[1]}"

    def _picture(self, place: _Place) -> PagePicture | None:
        if place not in self.drawn:
            if len(self.drawn) == _KEPT:
                del self.drawn[next(iter(self.drawn))]
            self.drawn[place] = self._draw(place)
        return self.drawn[place]

    def _draw(self, place: _Place) -> PagePicture | None:
        parts = self.source.parts or (self.source,)
        if not 1 <= place[0] <= len(parts):
            return None
        part = parts[place[0] - 1]
        try:
            if media_type_of(part.data, part.name) != PDF:
                return None
            from pipeline.extract.pdf.picture import draw_page

            return draw_page(part, place[1], _DPI)
        except SourceError:
            return None  # the report says the same without a picture


def _boxes(figure: InvolvedFigure, picture: PagePicture) -> list[Box]:
    if figure.box:
        x0, top, x1, bottom = (float(side) for side in figure.box)
        return [Box(x0, top, x1, bottom)] if top < picture.height and x0 < picture.width else []
    if figure.printed:
        return _quoted(figure, picture)
    return _sole(abs(figure.value), picture) if figure.value is not None else []


def _sole(value: Decimal, picture: PagePicture) -> list[Box]:
    """The one place of a page where a figure of enough digits is printed; nothing where there are several."""
    found = [
        box
        for text, box in _words(picture)
        if sum(map(str.isdigit, text)) >= _TELLING and (number := _NUMBER.fullmatch(text)) and _value(number) == value
    ]
    return found if len(found) == 1 else []


def _words(picture: PagePicture) -> Iterator[tuple[str, Box]]:
    """Runs of digits of a page that stand close to each other."""
    text, around = "", None
    for character, box in picture.characters:
        if not (character.isdigit() or character in ".,"):
            if around:
                yield text, around
            text, around = "", None
        elif around and _beside(around, box):
            text, around = text + character, Box.around((around, box))
        else:
            if around:
                yield text, around
            text, around = character, box
    if around:
        yield text, around


def _beside(left: Box, right: Box) -> bool:
    near = (left.bottom - left.top) / 2
    return left.top < right.bottom and right.top < left.bottom and -near < right.x0 - left.x1 < near


def _value(number: re.Match[str]) -> Decimal:
    return Decimal(number[0].replace(",", "").rstrip("."))


def _quoted(figure: InvolvedFigure, picture: PagePicture) -> list[Box]:
    """The number of a clause of the text, or else the clause: a box for each line that it stands on."""
    text = "".join(character for character, _ in picture.characters)
    quote = _SPACES.sub("", figure.printed or "")
    begin = text.find(quote) if quote else -1
    if begin < 0 or len(text) != len(picture.characters):
        return []
    start, end = 0, len(quote)
    for number in _NUMBER.finditer(quote):
        if figure.value is not None and abs(figure.value) == _value(number):
            start, end = number.span()
            break
    boxes: list[Box] = []
    for _, box in picture.characters[begin + start : begin + end]:
        last = boxes[-1] if boxes else None
        if last and box.top < last.bottom and last.top < box.bottom:
            boxes[-1] = Box.around((last, box))
        else:
            boxes.append(box)
    return boxes
