"""Cells of a workbook read a second time: what is stored in them, by openpyxl or, for XLS, straight from the sheet."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from pipeline.extract.media_type import XLS, media_type_of
from pipeline.model import SourceFile

_Cells = dict[tuple[str, int], str]


class SecondWorkbook:
    """The sheets of one workbook, each read when first asked for."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._sheets: dict[str, _Cells | None] = {}

    def stored(self, sheet: str, column: str, row: int) -> str | None:
        """What is stored in a cell: a number with all its digits, or a text; None when it can't be read or is blank."""
        if sheet not in self._sheets:
            self._sheets[sheet] = self._read(sheet)
        return (self._sheets[sheet] or {}).get((column, row))

    def in_row(self, sheet: str, row: int) -> list[str]:
        """What is stored in the cells of a row, from left to right."""
        self.stored(sheet, "A", row)
        cells = self._sheets[sheet] or {}
        return [text for (_, at), text in sorted(cells.items(), key=lambda c: (len(c[0][0]), c[0][0])) if at == row]

    def _read(self, sheet: str) -> _Cells | None:
        try:
            if media_type_of(self._source.data, self._source.name) == XLS:
                return _biff(self._source.data, sheet)
            return _ooxml(self._source.data, sheet)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - the libraries raise anything on bad bytes; then there is no second reading
            return None


def _ooxml(data: bytes, name: str) -> _Cells:
    from openpyxl import load_workbook  # slow to load, and only needed where a workbook doesn't add up
    from openpyxl.utils import get_column_letter

    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    try:
        rows = enumerate(book[name].iter_rows(values_only=True), 1)
        return {
            (get_column_letter(column), row): _text(value)
            for row, values in rows
            for column, value in enumerate(values, 1)
            if value is not None
        }
    finally:
        book.close()


def _biff(data: bytes, name: str) -> _Cells:
    import xlrd
    from xlrd.formula import colname

    with xlrd.open_workbook(file_contents=data, on_demand=True) as book:
        sheet = book.sheet_by_name(name)
        return {
            (colname(column), row + 1): _text(cell.value)
            for row in range(sheet.nrows)
            for column, cell in enumerate(sheet.row(row))
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
        }


def _text(value: object) -> str:
    return format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value)
