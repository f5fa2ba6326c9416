"""Addresses of cells and ranges as spreadsheets write them: ``B7``, ``A1:F1``, ``Sheet1!B7``, ``'My sheet'!B7``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: The size of the largest sheet (ECMA-376): XFD1048576.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_CELL = re.compile(r"^\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
_PLAIN_NAME = re.compile(r"^[^\W\d][\w.]*$")
# Names that could be read as an address have to be quoted: A1, R1C1, R, C.
_LIKE_ADDRESS = re.compile(r"^(?:[A-Za-z]{1,3}\d+|[Rr]\d*(?:[Cc]\d*)?|[Cc]\d*)$")


class Range(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 1 is ``A``, 27 is ``AA``."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def parse_cell(address: str) -> tuple[int, int] | None:
    """Row and column of an address such as ``B7``; None when it is no address of a sheet."""
    match = _CELL.match(address)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def parse_range(text: str) -> Range | None:
    """The rectangle of a text such as ``A1:F1``; None when it is none."""
    first, _, last = text.partition(":")
    start, end = parse_cell(first), parse_cell(last or first)
    if start is None or end is None:
        return None
    return Range(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


@lru_cache(maxsize=1024)
def quoted(sheet: str) -> str:
    """A sheet's name as it stands in a reference: in quotation marks when it is not a plain word."""
    if _PLAIN_NAME.match(sheet) and not _LIKE_ADDRESS.match(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def reference(sheet: str, row: int, column: int) -> str:
    """The place of a cell in the workbook: ``Sheet1!B7``."""
    return f"{quoted(sheet)}!{column_letters(column)}{row}"
