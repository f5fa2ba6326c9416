"""Reads the sheets of an older binary workbook (.xls, BIFF) with xlrd, and tells apart what else comes in such a container."""

from __future__ import annotations

import io
import struct
from typing import Any

import xlrd
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.formatting import std_format_strings

from pipeline.errors import SourceError, UnsupportedFormatError
from pipeline.extract.limits import Limits
from pipeline.extract.workbook.address import Range
from pipeline.extract.workbook.builtin_formats import BUILTIN_FORMATS
from pipeline.extract.workbook.number_format import display_number, display_text, stored_number
from pipeline.extract.workbook.sheet import BOTTOM, LEFT, RIGHT, TOP, Budget, Content, Sheet, clean, damaged
from pipeline.model import SourceFile

# xlrd and its container reader trust the numbers in a file: on a damaged one they raise whatever a wrong offset, length or
# index leads to.
_DAMAGE = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    MemoryError,
)
_WORKBOOKS = ("Workbook", "Book")
_OTHERS = {
    "WordDocument": ("Word 97-2003 文档 (.doc)", "另存为 .docx 或 PDF / save it as .docx or PDF"),
    "PowerPoint Document": ("PowerPoint 演示文稿 (.ppt)", "另存为 PDF / save it as PDF"),
}
_FEW_CELLS = 5  # titles above a picture of a table
_DRAWING_GROUP = 0x00EB  # the record with the pictures of a workbook
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # cell types of xlrd


def read_biff(source: SourceFile, limits: Limits) -> list[Sheet]:
    """All worksheets of a binary workbook in their order, hidden ones too.

    Raises SourceError for a damaged or password-protected workbook and when ``limits`` are exceeded,
    UnsupportedFormatError when the container holds another kind of document.
    """
    log = io.StringIO()  # xlrd prints its warnings, by default to standard output
    try:
        container = CompDoc(source.data, logfile=log, ignore_workbook_corruption=True)
        names = {entry.name for entry in container.dirlist}
        stream = next((container.get_named_stream(name) for name in _WORKBOOKS if name in names), None)
    except _DAMAGE as error:
        raise damaged(source.name, "OLE2", error) from error
    if "EncryptedPackage" in names:
        raise protected(source.name)
    if stream is None:
        raise _other(source.name, names)
    try:
        book = xlrd.open_workbook(
            file_contents=source.data,
            logfile=log,
            formatting_info=True,
            ragged_rows=True,
            ignore_workbook_corruption=True,
        )
    except _DAMAGE as error:
        if "encrypt" in str(error).lower():
            raise protected(source.name) from error
        raise damaged(source.name, "BIFF", error) from error
    budget = Budget(limits.max_cells, source.name)
    sheets = [_sheet(book, sheet, budget) for sheet in book.sheets()]
    if all(len(sheet.cells) <= _FEW_CELLS for sheet in sheets) and _has_pictures(stream):
        for sheet in sheets:  # the format keeps pictures per workbook
            sheet.has_drawing = True
    return sheets


def protected(where: str) -> SourceError:
    """The error for a workbook that can't be opened without a password."""
    return SourceError(
        "工作簿有密码保护 / the workbook is protected by a password",
        where=where,
        advice="在表格软件中取消密码后另存 / remove the password in a spreadsheet program and save it again",
    )


def _other(where: str, names: set[str]) -> UnsupportedFormatError:
    for name, (kind, advice) in _OTHERS.items():
        if name in names:
            return UnsupportedFormatError(
                f"暂不支持的格式：{kind} / format not supported yet: {kind}", where=where, advice=advice
            )
    return UnsupportedFormatError(
        "文件里没有工作簿 / the file holds no workbook",
        where=where,
        advice="用表格软件打开后另存为 .xlsx / open it in a spreadsheet program and save it as .xlsx",
    )


def _sheet(book: Any, source: Any, budget: Budget) -> Sheet:
    sheet = Sheet(clean(source.name), source.visibility != 0)
    sheet.merges = [Range(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {r + 1 for r, row in source.rowinfo_map.items() if row.hidden or row.height == 0}
    sheet.hidden_columns = {c + 1 for c, column in source.colinfo_map.items() if column.hidden or column.width == 0}
    formats = [_format_code(book, style.format_key) for style in book.xf_list]
    edges = [_edges(style.border) for style in book.xf_list]
    for r in range(source.nrows):
        for c, cell in enumerate(source.row(r)):
            budget.spend()
            place = (r + 1, c + 1)
            style = cell.xf_index if cell.xf_index is not None and cell.xf_index < len(formats) else 0
            if edges[style]:
                sheet.frames[place] = edges[style]
            content = _content(cell, formats[style], bool(source.show_zero_values), book.datemode == 1)
            if content.text:
                sheet.cells[place] = content
            elif content.figure and not content.zero:
                sheet.remarks.masked.append(place)
            if cell.ctype == _ERROR:
                sheet.remarks.errors.append((place, content.text))
    return sheet


def _content(cell: Any, code: str, zeros: bool, date_1904: bool) -> Content:
    """What a cell shows under its number format."""
    if cell.ctype in (_NUMBER, _DATE):
        number = stored_number(repr(float(cell.value)))
        if number is None:
            return Content("")
        shown = display_number(number, code, date_1904) if number or zeros else ""
        return Content(shown, figure=True, zero=number == 0)
    if cell.ctype == _TEXT:
        return Content(display_text(clean(cell.value), code))
    if cell.ctype == _BOOLEAN:
        return Content("TRUE" if cell.value else "FALSE")
    if cell.ctype == _ERROR:
        return Content(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    return Content("")


def _format_code(book: Any, key: int) -> str:
    """The code of a number format; where the file has none of its own, the one of a Chinese locale instead of xlrd's."""
    stated = book.format_map.get(key)
    code = stated.format_str if stated is not None else None
    if code is None or (key in BUILTIN_FORMATS and code == std_format_strings.get(key)):
        return BUILTIN_FORMATS.get(key, "General")
    return str(code)


def _edges(border: Any) -> int:
    return (
        LEFT * bool(border.left_line_style)
        | RIGHT * bool(border.right_line_style)
        | TOP * bool(border.top_line_style)
        | BOTTOM * bool(border.bottom_line_style)
    )


def _has_pictures(stream: bytes) -> bool:
    """Walk the records of a workbook: each has a number, a length and that many bytes."""
    at = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        if number == _DRAWING_GROUP:
            return True
        at += 4 + length
    return False
