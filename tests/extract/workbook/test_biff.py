"""The older binary format is read like the newer one."""

from __future__ import annotations

from typing import Any

import xlwt

from pipeline.extract.media_type import XLS
from tests.extract.workbook.books import findings, grids, lines, old_book, read_book, tables

FRAMED = "borders: left thin, right thin, top thin, bottom thin"


def statement(made: Any) -> None:
    """A small official table with a merged title, a merged header, codes as text and formats."""
    sheet = made.add_sheet("公开03表")
    money = xlwt.easyxf(FRAMED, num_format_str="#,##0.00")
    plain = xlwt.easyxf(FRAMED)
    sheet.write_merge(0, 0, 0, 3, "支出决算表")
    sheet.write(1, 0, "部门：某局")
    sheet.write(1, 3, "单位：万元")
    sheet.write_merge(2, 3, 0, 0, "科目编码", plain)
    sheet.write_merge(2, 2, 1, 3, "本年支出", plain)
    for column, text in enumerate(("小计", "基本支出", "完成率"), 1):
        sheet.write(3, column, text, plain)
    sheet.write(4, 0, "0201", plain)
    sheet.write(4, 1, 1234.5, money)
    sheet.write(4, 2, 12.340000000000002, plain)
    sheet.write(4, 3, 0.995, xlwt.easyxf(FRAMED, num_format_str="0.00%"))
    sheet.write(5, 0, "注：本表反映本年支出。")


def test_a_statement() -> None:
    document = read_book(old_book(statement), "book.xls")
    assert document.media_type == XLS
    assert [text for _, text in lines(document)] == ["支出决算表", "部门：某局", "单位：万元", "注：本表反映本年支出。"]
    assert tables(document) == [
        [
            ["科目编码", "本年支出", None, None],
            [None, "小计", "基本支出", "完成率"],
            ["0201", "1,234.50", "12.34", "99.50%"],
        ]
    ]
    first, second = grids(document)[0].rows[0][:2]
    assert first is not None and (first.ref, first.row_span) == ("公开03表!A3", 2)
    assert second is not None and second.column_span == 3


def test_values_of_other_kinds() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_sheet("a b")
        for column, text in enumerate(("项目", "真", "日期", "公式", "错误")):
            sheet.write(0, column, text)
        sheet.write(1, 0, "甲")
        sheet.write(1, 1, True)
        sheet.write(1, 2, 45657, xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
        sheet.write(1, 3, 0.0, xlwt.easyxf(num_format_str='_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '))
        sheet.row(1).set_cell_error(4, "#REF!")

    document = read_book(old_book(fill), "book.xls")
    assert tables(document)[0][1] == ["甲", "TRUE", "2024年12月31日", "-", "#REF!"]
    assert [f.source_ref for f in findings(document, "text-suspect")] == ["'a b'!E2"]


def test_hidden_rows_columns_and_sheets_are_left_out_and_reported() -> None:
    def fill(made: Any) -> None:
        sheet, hidden = made.add_sheet("公开"), made.add_sheet("草稿")
        for row, values in enumerate((("项目", "金额", "草稿"), ("甲", 1, 7), ("乙", 2, 8), ("丙", 3, 9))):
            for column, value in enumerate(values):
                sheet.write(row, column, value)
        sheet.row(2).hidden = True
        sheet.col(2).hidden = True
        hidden.write(0, 0, 5)
        hidden.visibility = 1

    document = read_book(old_book(fill), "book.xls")
    assert tables(document) == [[["项目", "金额"], ["甲", "1"], ["丙", "3"]]]
    assert [f.source_ref for f in findings(document, "hidden-content")] == ["公开!C2", "草稿!A1"]


def test_zeros_that_the_sheet_does_not_show_are_blank() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_sheet("a")
        sheet.show_zero_values = False
        for row, values in enumerate((("项目", "金额"), ("甲", 1), ("乙", 0))):
            for column, value in enumerate(values):
                sheet.write(row, column, value)

    assert tables(read_book(old_book(fill), "book.xls"))[0][2] == ["乙", ""]


def test_nothing_is_written_to_standard_output(capsys: Any) -> None:
    """xlrd prints warnings about the size of the file by default; ``--json`` output must stay clean."""
    read_book(old_book(statement) + b"\x00" * 100, "book.xls")
    assert capsys.readouterr().out == ""
