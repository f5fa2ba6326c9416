"""Lines and tables of a sheet: titles, units and notes around tables, merged cells, several tables."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.extract import Limits
from tests.extract.workbook.books import book, grids, lines, put, raw_book, read_book, tables

HEADER: list[list[object]] = [
    ["科目编码", "科目名称", "合计"],
    ["201", "一般公共服务支出", 10.5],
    ["20101", "人大事务", 10.5],
]
TEXTS = [["科目编码", "科目名称", "合计"], ["201", "一般公共服务支出", "10.5"], ["20101", "人大事务", "10.5"]]
framed_or_not = pytest.mark.parametrize("framed", [True, False], ids=["framed", "plain"])


@framed_or_not
def test_titles_units_and_notes_are_lines(framed: bool) -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["某局2024年度部门决算公开表"], ["支出决算表"], [None, None, "公开03表"]])
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A2:C2")
        put(sheet, 4, [["部门：某局", None, "单位：万元"]])
        put(sheet, 5, HEADER, framed=framed)
        put(sheet, 8, [["注：本表反映本年支出。"]])

    document = read_book(book(fill))
    assert lines(document) == [
        ("Sheet1!A1", "某局2024年度部门决算公开表"),
        ("Sheet1!A2", "支出决算表"),
        ("Sheet1!C3", "公开03表"),
        ("Sheet1!A4", "部门：某局"),
        ("Sheet1!C4", "单位：万元"),
        ("Sheet1!A8", "注：本表反映本年支出。"),
    ]
    assert tables(document) == [TEXTS]
    (grid,) = grids(document)
    assert grid.ref == "Sheet1!A5" and grid.page is None
    assert grid.rows[1][2] is not None and grid.rows[1][2].ref == "Sheet1!C6" and grid.rows[1][2].box is None


@framed_or_not
def test_merged_headers_stay_in_the_table_with_their_spans(framed: bool) -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["支出决算表"]])
        sheet.merge_cells("A1:D1")
        put(sheet, 2, [["项目", "本年支出", None, None], [None, "小计", "基本支出", "项目支出"]], framed=framed)
        put(sheet, 4, [["合计", 3, 1, 2]], framed=framed)
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:D2")

    document = read_book(book(fill))
    assert tables(document) == [
        [["项目", "本年支出", None, None], [None, "小计", "基本支出", "项目支出"], ["合计", "3", "1", "2"]]
    ]
    first, second = grids(document)[0].rows[0][:2]
    assert first is not None and (first.row_span, first.column_span) == (2, 1)
    assert second is not None and (second.row_span, second.column_span) == (1, 3)


@framed_or_not
def test_tables_apart_by_blank_rows(framed: bool) -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["收入决算表"]])
        put(sheet, 2, HEADER, framed=framed)
        put(sheet, 6, [["支出决算表"]])
        put(sheet, 7, HEADER, framed=framed)

    document = read_book(book(fill))
    assert [type(b).__name__ for b in document.blocks] == ["Line", "Grid", "Line", "Grid"]
    assert tables(document) == [TEXTS, TEXTS]
    assert [g.ref for g in grids(document)] == ["Sheet1!A2", "Sheet1!A7"]


@framed_or_not
def test_tables_apart_by_a_title_only(framed: bool) -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["收入决算表"]])
        put(sheet, 2, HEADER, framed=framed)
        put(sheet, 5, [["支出决算表"], ["部门：某局", None, "单位：万元"]])
        sheet.merge_cells("A5:C5")
        put(sheet, 7, HEADER, framed=framed)

    document = read_book(book(fill))
    assert tables(document) == [TEXTS, TEXTS]
    assert [text for _, text in lines(document)] == ["收入决算表", "支出决算表", "部门：某局", "单位：万元"]


@framed_or_not
def test_tables_apart_by_a_blank_column(framed: bool) -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["收入表"]])
        put(sheet, 1, [["支出表"]], first_column=5)
        put(sheet, 2, HEADER, framed=framed)
        put(sheet, 2, HEADER[:2], framed=framed, first_column=5)

    document = read_book(book(fill))
    assert lines(document) == [("Sheet1!A1", "收入表"), ("Sheet1!E1", "支出表")]
    assert tables(document) == [TEXTS, TEXTS[:2]]
    assert grids(document)[1].ref == "Sheet1!E2"


def test_a_blank_column_inside_a_plain_table_does_not_cut_off_its_figures() -> None:
    rows = [["项目", None, "金额"], ["合计", None, 1.5]]
    assert tables(read_book(book(lambda sheet: put(sheet, 1, rows)))) == [[["项目", "", "金额"], ["合计", "", "1.5"]]]


def test_figures_below_a_blank_row_belong_to_the_header_above_it() -> None:
    rows = [["项目", "预算数", "决算数"], [None, None, None], ["合计", 2, 1.5]]
    document = read_book(book(lambda sheet: put(sheet, 1, rows)))
    assert tables(document) == [[["项目", "预算数", "决算数"], ["", "", ""], ["合计", "2", "1.5"]]]


def test_a_framed_blank_row_stays_and_blank_rows_at_the_end_do_not() -> None:
    rows = [["项目", "金额"], [None, None], ["合计", 2], [None, None], [None, None]]
    document = read_book(book(lambda sheet: put(sheet, 3, rows, framed=True)))
    assert tables(document) == [[["项目", "金额"], ["", ""], ["合计", "2"]]]


def test_an_empty_table_keeps_its_header_and_its_note() -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["国有资本经营预算财政拨款支出决算表"]])
        put(sheet, 2, [["科目编码", "科目名称", "合计"], [None] * 3, [None] * 3], framed=True)
        put(sheet, 5, [["注：我单位无此项支出，故本表无数据。"]])

    document = read_book(book(fill))
    assert tables(document) == [[["科目编码", "科目名称", "合计"]]]
    assert lines(document)[1] == ("Sheet1!A5", "注：我单位无此项支出，故本表无数据。")


def test_a_title_inside_the_frame_is_a_line_and_a_wide_header_below_a_title_is_not() -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["自评表", None, None], *HEADER], framed=True)
        sheet.merge_cells("A1:C1")
        put(sheet, 7, [["支出决算表"]])
        put(sheet, 8, [["本年支出", None, None], *HEADER], framed=True)
        sheet.merge_cells("A8:C8")

    document = read_book(book(fill))
    assert lines(document) == [("Sheet1!A1", "自评表"), ("Sheet1!A7", "支出决算表")]
    assert tables(document) == [TEXTS, [["本年支出", None, None], *TEXTS]]


def test_a_form_with_wide_rows_inside_stays_one_table() -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["项目支出绩效自评表"]])
        sheet.merge_cells("A1:C1")
        form = [
            ["项目名称", "某项目", None],
            ["绩效指标", None, None],
            ["一级指标", "二级指标", "得分"],
            ["产出", "数量", 10],
        ]
        put(sheet, 2, form, framed=True)
        sheet.merge_cells("B2:C2")
        sheet.merge_cells("A3:C3")

    document = read_book(book(fill))
    assert len(grids(document)) == 1 and len(grids(document)[0].rows) == 4
    assert lines(document) == [("Sheet1!A1", "项目支出绩效自评表")]


def test_signatures_below_a_table_are_lines() -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, HEADER, framed=True)
        put(sheet, 4, [["负责人：张三", "填表人：李四"]])

    document = read_book(book(fill))
    assert tables(document) == [TEXTS]
    assert [text for _, text in lines(document)] == ["负责人：张三", "填表人：李四"]


def test_a_text_with_line_breaks_is_several_lines_outside_and_one_cell_inside() -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["某局\n支出决算表"]])
        put(sheet, 2, [["科目\n编码", "合计"], ["201", 1]], framed=True)

    document = read_book(book(fill))
    assert lines(document) == [("Sheet1!A1", "某局"), ("Sheet1!A1", "支出决算表")]
    assert tables(document)[0][0][0] == "科目\n编码"


def test_a_sheet_of_text_gives_lines_in_order() -> None:
    rows = [["一、单位概况"], [None], ["某局负责某事。"], ["二、收支情况"]]
    document = read_book(book(lambda sheet: put(sheet, 2, rows), titles=("情况 说明",)))
    assert lines(document) == [
        ("'情况 说明'!A2", "一、单位概况"),
        ("'情况 说明'!A4", "某局负责某事。"),
        ("'情况 说明'!A5", "二、收支情况"),
    ]


def test_sheets_follow_in_their_order() -> None:
    document = read_book(book(*(lambda s: put(s, 1, HEADER) for _ in range(3)), titles=("丙", "甲", "乙")))
    assert [g.ref for g in grids(document)] == ["丙!A1", "甲!A1", "乙!A1"]
    assert document.pages is None


def test_merged_ranges_and_blank_cells_far_beyond_the_table_cost_nothing() -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}"><v>{r}</v></c></row>' for r in (2, 3))
    title = '<row r="1"><c r="A1" t="inlineStr"><is><t>支出决算表</t></is></c></row>'
    far = '<row r="1048576"><c r="XFD1048576"/></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A20:XFD9000"/></mergeCells>'
    document = read_book(raw_book(title + rows + far, after=merged), limits=Limits(max_cells=100))
    assert tables(document) == [[["2", "2"], ["3", "3"]]]
    assert lines(document) == [("Sheet1!A1", "支出决算表")]
