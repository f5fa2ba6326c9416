"""Sets the nine official tables of a record as a workbook, one sheet each, with deterministic bytes."""

from __future__ import annotations

import datetime
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.typesetter.disclosure import Record
from tests.typesetter.slip import NO_SLIP, Slip
from tests.typesetter.statement_grid import Cell, Statement
from tests.typesetter.statement_layout import Layout, random_layout
from tests.typesetter.statements import all_statements

_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_DAY = datetime.datetime(2025, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_ZIP_DAY = (2025, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class XlsxDocument:
    data: bytes
    layout: Layout
    statements: tuple[Statement, ...]


def set_xlsx(record: Record, seed: int = 0, *, layout: Layout | None = None) -> bytes:
    """A workbook with the sheets of 公开01表 to 09表; figures are numbers, the same arguments give the same bytes."""
    return typeset_xlsx(record, seed, layout=layout).data


def typeset_xlsx(record: Record, seed: int = 0, *, layout: Layout | None = None, slip: Slip = NO_SLIP) -> XlsxDocument:
    """As :func:`set_xlsx`, with the tables that were set, and with a slip in them."""
    chosen = layout or random_layout(Random(f"xlsx {seed}"), False, False)
    statements = all_statements(record, chosen)
    slip.tables(statements)
    book = Workbook()
    book.remove(book.active)
    for statement in statements:
        _sheet(book.create_sheet(f"公开{statement.number:02d}表"), record, statement, chosen)
    book.properties.creator = "juesuan typesetter"
    book.properties.created = _DAY
    data = BytesIO()
    book.save(data)
    return XlsxDocument(_constant_dates(data.getvalue()), chosen, tuple(statements))


def _sheet(sheet: Worksheet, record: Record, s: Statement, layout: Layout) -> None:
    columns = len(s.widths)
    heading = f"{record.org}{record.year}年度{record.kind}决算公开表"
    for row, (text, size) in enumerate(((heading, 10), (s.title, 15)), 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        cell = sheet.cell(row, 1, text)
        cell.alignment, cell.font = Alignment(horizontal="center"), Font(name="宋体", size=size, bold=size > 10)
    if layout.national:
        sheet.cell(3, columns, f"公开{s.number:02d}表").alignment = Alignment(horizontal="right")
        sheet.cell(4, 1, f"部门：{record.org}")
    sheet.cell(4, columns, "金额单位：万元" if layout.national else "单位：万元").alignment = Alignment(
        horizontal="right"
    )
    for r, cells in enumerate(s.rows, 5):
        for c, cell in enumerate(cells, 1):
            _fill(sheet, r, c, cell, layout)
    if s.note:
        sheet.cell(5 + len(s.rows), 1, s.note)
    for k, width in enumerate(s.widths, 1):
        sheet.column_dimensions[get_column_letter(k)].width = round(8 + width * 9, 1)
    sheet.page_setup.orientation = "landscape" if s.landscape else "portrait"


def _fill(sheet: Worksheet, row: int, column: int, cell: Cell | None, layout: Layout) -> None:
    target = sheet.cell(row, column)
    target.border = _BORDER
    if cell is None:
        return
    if cell.column_span > 1 or cell.row_span > 1:
        sheet.merge_cells(
            start_row=row,
            end_row=row + cell.row_span - 1,
            start_column=column,
            end_column=column + cell.column_span - 1,
        )
    if cell.value is not None:
        target.value = cell.value
        target.number_format = "#,##0.00" if layout.separators else "0.00"
    elif cell.text:
        target.value = cell.text
    target.alignment = Alignment(horizontal=cell.align, vertical="center", wrap_text=True, indent=cell.indent)
    target.font = Font(name="宋体", size=10, bold=cell.bold)


def _constant_dates(data: bytes) -> bytes:
    """The same archive with its parts in order and one date."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, _ZIP_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            content = old.read(name)
            if name == "docProps/core.xml":  # the library writes the time of saving here
                content = _MODIFIED.sub(rb"\g<1>2025-01-01T00:00:00Z\g<2>", content)
            new.writestr(info, content)
    return result.getvalue()
