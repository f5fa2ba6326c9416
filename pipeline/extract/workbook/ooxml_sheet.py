"""Reads one worksheet part of an OOXML workbook from the stream of its elements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.workbook.address import LAST_COLUMN, LAST_ROW, parse_cell, parse_range, reference
from pipeline.extract.workbook.number_format import display_number, display_text, stored_number
from pipeline.extract.workbook.ooxml_styles import Styles
from pipeline.extract.workbook.sheet import Budget, Content, Sheet, clean, damaged

#: How WPS stores a picture inside a cell.
_PICTURE = re.compile(r"^=?(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
# A formula that is one number as typed: =100%, =8.
_TYPED = re.compile(r"^[+-]?\d+(?:\.\d+)?%?$")
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Shared:
    """What all sheets of a workbook share."""

    strings: list[str]
    styles: Styles
    date_1904: bool
    budget: Budget


class SheetReader:
    """Handlers that fill a sheet. Rows and cells without an address follow the ones before, as the standard allows."""

    def __init__(self, sheet: Sheet, shared: Shared) -> None:
        self._sheet = sheet
        self._shared = shared
        self._zeros = True  # the sheet shows zeros
        self._row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._into: list[str] | None = None
        self._phonetic = False
        self.drawings = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._cell is not None:
            self._inside_cell(tag)
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "col":
            self._column_width(attributes)
        elif tag == "mergeCell":
            merge = parse_range(attributes.get("ref", ""))
            if merge and merge[:2] != merge[2:]:
                self._shared.budget.spend()
                self._sheet.merges.append(merge)
        elif tag == "sheetView":
            self._zeros = self._zeros and attributes.get("showZeros", "1") in _TRUE
        elif tag == "drawing":
            self.drawings = True

    def end(self, tag: str) -> None:
        """An element ends."""
        self._into = None
        if tag == "c" and self._cell is not None:
            self._finish_cell(self._cell)
            self._cell = None
        elif tag == "rPh":
            self._phonetic = False

    def text(self, text: str) -> None:
        """Text stands in an element."""
        if self._into is not None:
            self._into.append(text)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._shared.budget.spend()
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        self._column = 0
        if attributes.get("hidden") in _TRUE or stored_number(attributes.get("ht", "1")) == 0:
            self._sheet.hidden_rows.add(self._row)

    def _column_width(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") not in _TRUE and stored_number(attributes.get("width", "1")) != 0:
            return
        first, last = (stored_number(attributes.get(end, "")) for end in ("min", "max"))
        if first is not None and last is not None:
            self._sheet.hidden_columns.update(range(max(int(first), 1), min(int(last), LAST_COLUMN) + 1))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._shared.budget.spend()
        place = parse_cell(attributes.get("r", ""))
        self._row, self._column = place or (max(self._row, 1), self._column + 1)
        if self._row > LAST_ROW or self._column > LAST_COLUMN:
            raise damaged(self._shared.budget.where, self._sheet.name, reference("", self._row, self._column))
        self._cell = attributes
        self._value = self._formula = None

    def _inside_cell(self, tag: str) -> None:
        self._into = None
        if tag in ("v", "is"):
            self._value = []
            self._into = self._value if tag == "v" else None
        elif tag == "f":
            self._into = self._formula = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "t" and not self._phonetic:
            self._into = self._value

    def _finish_cell(self, cell: dict[str, str]) -> None:
        place = (self._row, self._column)
        style = int(cell["s"]) if cell.get("s", "").isdecimal() else 0
        edges = self._shared.styles.edges_of(style)
        if edges:
            self._sheet.frames[place] = edges
        raw = "".join(self._value) if self._value is not None else ""
        formula = None if self._formula is None else "".join(self._formula).strip().removeprefix("=")
        kind = cell.get("t", "n")
        remarks = self._sheet.remarks
        if _PICTURE.match(formula or raw):
            remarks.pictures.append(place)
            return
        if formula is not None and not raw and kind != "str":
            remarks.uncached.append(place)
            return
        content = self._content(kind, raw, self._shared.styles.format_of(style))
        if content.text:
            self._sheet.cells[place] = content
        if kind == "e":
            remarks.errors.append((place, content.text))
        if formula and _TYPED.match(formula):
            remarks.typed_formulas.append((place, f"={formula}", content.text))

    def _content(self, kind: str, raw: str, code: str) -> Content:
        """What a stored value shows under its number format."""
        if kind == "n":
            number = stored_number(raw)
            if number is not None:
                return self._figure(number, code)
        elif kind == "s":
            raw = self._shared_string(raw)
        elif kind == "b":
            return Content({"1": "TRUE", "0": "FALSE"}.get(raw, raw.upper()))
        elif kind == "e":
            return Content(raw)
        text = clean(raw)
        shown = display_text(text, code)
        if text and not shown:
            self._sheet.remarks.masked.append((self._row, self._column))
        return Content(shown)

    def _figure(self, number: Decimal, code: str) -> Content:
        zero = number == 0
        if zero and not self._zeros:
            return Content("", figure=True, zero=True)
        shown = display_number(number, code, self._shared.date_1904)
        if not shown and not zero:
            self._sheet.remarks.masked.append((self._row, self._column))
        return Content(shown, figure=True, zero=zero)

    def _shared_string(self, index: str) -> str:
        if not index.isdecimal():
            return ""
        strings = self._shared.strings
        if int(index) >= len(strings):
            raise damaged(self._shared.budget.where, "xl/sharedStrings.xml", f"{self._sheet.name}: {index}")
        return strings[int(index)]
