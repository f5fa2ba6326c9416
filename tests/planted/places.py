"""Where two settings of one document differ, and whether a finding's place covers that."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pypdfium2

from pipeline.model import SourceFile
from tests.planted.paper import Sheet
from tests.typesetter.slip import Slip

_FIRST_ROW = 5  # of a workbook's tables, below their headings
_LINES = re.compile(r"^(?:1/)?L(\d+)(?:-(\d+))?$")
_PAGES = re.compile(r"^p(\d+)(?:-(\d+))?")
_CELL = re.compile(r"^(?:2/)?(.+)![A-Z]*(\d+)")


def differing(clean: Sheet, planted: Sheet, slip: Slip) -> tuple[str, ...]:
    """The lines (``L5``), pages (``p3``) or rows of sheets (``公开01表!7``) on which the two are not the same."""
    if planted.paper == "book" or (planted.paper == "pair" and slip.cells):
        return _rows(planted, slip)
    old, new = _parts(clean)[0], _parts(planted)[0]
    if planted.paper in ("text", "pair"):
        return tuple(f"L{k}" for k in _unlike(_lines(old), _lines(new)))
    return tuple(f"p{k}" for k in _unlike(_pages(old), _pages(new)))


def _rows(sheet: Sheet, slip: Slip) -> tuple[str, ...]:
    rows = {(sheet.statements[t].number, r) for t, r, _ in slip.cells}
    return tuple(f"公开{number:02d}表!{r + _FIRST_ROW}" for number, r in sorted(rows))


def _parts(sheet: Sheet) -> tuple[SourceFile, ...]:
    return sheet.source.parts or (sheet.source,)


def _lines(source: SourceFile) -> list[str]:
    return source.data.decode().splitlines()


def _pages(source: SourceFile) -> list[str]:
    document = pypdfium2.PdfDocument(source.data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _unlike(old: list[str], new: list[str]) -> list[int]:
    if len(old) != len(new):
        return list(range(1, len(new) + 1))
    return [k for k, (a, b) in enumerate(zip(old, new, strict=True), 1) if a != b]


def covers(ref: str, places: Iterable[str]) -> bool:
    """Whether a place as findings print it takes in one of ``places``."""
    return any(_covers(ref.strip(), place) for place in places)


def _covers(ref: str, place: str) -> bool:
    if "!" in place:
        cell = _CELL.match(ref)
        return cell is not None and f"{cell[1]}!{cell[2]}" == place
    span = (_LINES if place.startswith("L") else _PAGES).match(ref)
    return span is not None and int(span[1]) <= int(place[1:]) <= int(span[2] or span[1])
