"""What cells of an OOXML workbook show: number formats, formulas, errors, hidden content, variants of the format."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.extract.media_type import XLSX
from tests.extract.workbook.books import (
    book,
    findings,
    grids,
    lines,
    put,
    raw_book,
    read_book,
    tables,
    with_parts,
    with_picture,
)

HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>项目</t></is></c><c r="B1" t="inlineStr"><is><t>金额</t></is></c></row>'
)
LABEL = '<c r="A2" t="inlineStr"><is><t>合计</t></is></c>'


def shown(cell: str, **parts: Any) -> str | None:
    """The text of cell B2, given its XML."""
    (table,) = tables(read_book(raw_book(f'{HEADER}<row r="2">{LABEL}{cell}</row>', **parts)))
    return table[1][1]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="B2"><v>12.340000000000002</v></c>', "12.34"),
        ('<c r="B2" s="1"><v>1234.5</v></c>', "1,234.50"),
        ('<c r="B2" s="2"><v>0.2654</v></c>', "26.54%"),
        ('<c r="B2" s="99"><v>1E+5</v></c>', "100000"),
        ('<c r="B2" t="str"><f>A1&amp;"x"</f><v>0123</v></c>', "0123"),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="B2"><f>SUM(B3:B4)</f><v>7</v></c>', "7"),
        ('<c r="B2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="B2" t="d"><v>2024-12-31</v></c>', "2024-12-31"),
        ('<c r="B2" t="s"><v>0</v></c>', "富文本"),
        ('<c r="B2" t="s"><v>1</v></c>', "一行\n二行"),
        ('<c r="B2" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', "甲乙"),
        ('<c r="B2" t="inlineStr"><is><t xml:space="preserve">　 301 </t></is></c>', "301"),
        ('<c r="B2" t="inlineStr"><is><t>_xD83D__xDE00_a_x0007_</t></is></c>', "\U0001f600a"),
    ],
)
def test_what_a_cell_shows(cell: str, text: str) -> None:
    strings = ("<r><t>富</t></r><r><t>文本</t></r><rPh><t>フ</t></rPh>", "<t>一行_x000D_\n二行</t>")
    assert shown(cell, formats=("#,##0.00", "0.00%"), strings=strings) == text


def test_codes_stored_as_text_keep_their_zeros() -> None:
    rows = [["编码", "金额"], ["0201", "1,234.50"], ["00", 3]]
    assert tables(read_book(book(lambda sheet: put(sheet, 1, rows)))) == [
        [["编码", "金额"], ["0201", "1,234.50"], ["00", "3"]]
    ]


def test_a_formula_without_a_stored_value_is_blank_and_reported() -> None:
    rows = [["项目", "金额"], ["合计", "=SUM(B3:B4)"], ["甲", 1]]
    document = read_book(book(lambda sheet: put(sheet, 1, rows)))
    assert tables(document)[0][1] == ["合计", ""]
    (finding,) = findings(document, "formula-cell")
    assert (finding.severity, finding.source_ref) == ("warning", "Sheet1!B2")
    assert "B2" in finding.message and "B2" in finding.message_en


def test_a_target_typed_as_a_formula_is_read_as_displayed_and_reported() -> None:
    cell = '<c r="B2" s="1"><f>100%</f><v>1</v></c>'
    document = read_book(raw_book(f'{HEADER}<row r="2">{LABEL}{cell}</row>', formats=("0%",)))
    assert tables(document)[0][1] == ["合计", "100%"]
    (finding,) = findings(document, "formula-cell")
    assert (finding.severity, finding.expected, finding.actual) == ("info", "=100%", "100%")


def test_error_values_are_kept_and_reported_once_per_kind() -> None:
    cells = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}" t="e"><v>#REF!</v></c></row>' for r in (2, 3))
    document = read_book(raw_book(HEADER + cells))
    assert tables(document)[0][1:] == [["2", "#REF!"], ["3", "#REF!"]]
    (finding,) = findings(document, "text-suspect")
    assert finding.actual == "#REF!" and finding.source_ref == "Sheet1!B2" and "B2, B3" in finding.message


def test_zeros_that_the_sheet_does_not_show_are_blank() -> None:
    hide = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    assert shown('<c r="B2" s="1"><v>0</v></c>', formats=("0.00",), before=hide) == ""
    assert shown('<c r="B2" s="1"><v>0</v></c>', formats=("0.00",)) == "0.00"


def test_a_figure_that_its_format_hides_is_reported() -> None:
    cell = '<c r="B2" s="1"><v>5</v></c><c r="C2"><v>1</v></c>'
    document = read_book(raw_book(f'{HEADER}<row r="2">{LABEL}{cell}</row>', formats=(";;;",)))
    assert tables(document)[0][1] == ["合计", "", "1"]
    (finding,) = findings(document, "hidden-content")
    assert finding.severity == "warning" and "B2" in finding.message


def test_a_value_that_a_merged_range_covers_is_reported() -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'
    document = read_book(raw_book(HEADER + rows, after=merged))
    (finding,) = findings(document, "hidden-content")
    assert "B2" in finding.message_en


def test_dates_follow_the_calendar_of_the_workbook() -> None:
    cell = '<c r="B2" s="1"><v>44195</v></c>'
    code = ('yyyy"年"m"月"d"日"',)
    assert shown(cell, formats=code) == "2020年12月30日"
    assert shown(cell, formats=code, properties='<workbookPr date1904="1"/>') == "2024年12月31日"


def test_hidden_rows_and_columns_are_left_out_and_reported() -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["项目", "金额", "草稿"], ["甲", 1, 7], ["乙", 2, 8], ["丙", 3, 9]], framed=True)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    document = read_book(book(fill))
    assert tables(document) == [[["项目", "金额"], ["甲", "1"], ["丙", "3"]]]
    last = grids(document)[0].rows[2][0]
    assert last is not None and last.ref == "Sheet1!A4"
    (finding,) = findings(document, "hidden-content")
    assert finding.severity == "warning"
    assert "第 3 行" in finding.message and "C 列" in finding.message and "4 个数字" in finding.message
    assert "rows 3" in finding.message_en and "columns C" in finding.message_en


def test_hidden_zeros_are_only_a_remark_and_hidden_words_none() -> None:
    def zeros(sheet: Any) -> None:
        put(sheet, 1, [["项目", "金额"], ["甲", 1], ["乙", 0]])
        sheet.row_dimensions[3].hidden = True

    def words(sheet: Any) -> None:
        put(sheet, 1, [["项目", "金额"], ["甲", 1], ["填表说明", None]])
        sheet.row_dimensions[3].hidden = True

    document = read_book(book(zeros, words))
    assert [f.severity for f in findings(document, "hidden-content")] == ["info"]


@pytest.mark.parametrize("attribute", ['hidden="true"', 'ht="0" customHeight="1"'])
def test_rows_and_columns_without_size_are_hidden(attribute: str) -> None:
    rows = f'<row r="2">{LABEL}<c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row>'
    narrow = '<cols><col min="3" max="3" width="0" customWidth="1"/></cols>'
    hidden = f'<row r="3" {attribute}><c r="A3"><v>3</v></c></row>'
    assert tables(read_book(raw_book(HEADER + rows + hidden, before=narrow))) == [[["项目", "金额"], ["合计", "1"]]]


def test_a_merged_cell_is_shown_where_a_part_of_it_is_visible() -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["项目", "金额", "备注"], ["甲", 1, "a"], [None, 2, "b"], [None, 3, "c"]], framed=True)
        sheet.merge_cells("A2:A4")
        sheet.row_dimensions[2].hidden = True

    document = read_book(book(fill))
    assert tables(document) == [[["项目", "金额", "备注"], ["甲", "2", "b"], [None, "3", "c"]]]
    cell = grids(document)[0].rows[1][0]
    assert cell is not None and (cell.ref, cell.row_span) == ("Sheet1!A2", 2)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_left_out_and_reported(state: str) -> None:
    def hidden(sheet: Any) -> None:
        put(sheet, 1, [["草稿", 5]])
        sheet.sheet_state = state

    document = read_book(book(lambda s: put(s, 1, [["项目", "金额"], ["甲", 1]]), hidden, titles=("公开", "草稿 1")))
    assert tables(document) == [[["项目", "金额"], ["甲", "1"]]]
    (finding,) = findings(document, "hidden-content")
    assert finding.source_ref == "'草稿 1'!B1" and "草稿 1" in finding.message


def test_rows_and_cells_without_addresses_follow_each_other() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c r='B2'><v>3</v></c><c><v>4</v></c></row>"
    assert tables(read_book(raw_book(rows))) == [[["1", "2", ""], ["", "3", "4"]]]


def test_strict_workbooks_read_as_others_do() -> None:
    rows = f'{HEADER}<row r="2">{LABEL}<c r="B2" s="1"><v>3</v></c></row>'
    assert read_book(raw_book(rows, strict=True, formats=("0.00",))) == read_book(raw_book(rows, formats=("0.00",)))


def test_sloppy_styles_and_properties_do_not_matter() -> None:
    """Files of some programs name fonts, colours and dates that the standard does not know; spreadsheets open them."""
    data = book(lambda sheet: put(sheet, 1, [["项目", "金额"], ["甲", 1.5]], framed=True))

    def spoil(name: str, part: bytes) -> bytes:
        if name == "xl/styles.xml":
            part = part.replace(b'<family val="2" />', b'<family val="49" />').replace(b"<patternFill />", b"")
            return part.replace(b'<color theme="1" />', b'<color rgb="auto" />')
        return b"<broken" if name == "docProps/core.xml" else part

    spoilt = with_parts(data, spoil)
    assert read_book(spoilt).blocks == read_book(data).blocks


def test_other_paths_and_prefixes_are_followed() -> None:
    """Some programs write absolute targets, back slashes and other cases."""
    data = book(lambda sheet: put(sheet, 1, [["项目", "金额"], ["甲", 1.5]]))
    moved = with_parts(
        data, lambda _, part: part.replace(b'Target="/xl/worksheets/sheet1.xml"', b'Target="worksheets\\Sheet1.xml"')
    )
    assert moved != data and read_book(moved) == read_book(data)


def test_a_macro_workbook_is_read() -> None:
    data = with_parts(
        book(lambda sheet: put(sheet, 1, [["项目", "金额"], ["甲", 1]])),
        lambda _, part: part.replace(b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"),
    )
    assert len(tables(read_book(data, "book.xlsm"))) == 1


def test_chart_sheets_are_passed_over() -> None:
    from openpyxl.chart import BarChart

    def chart(sheet: Any) -> None:
        put(sheet, 1, [["项目", "金额"], ["甲", 1]])
        sheet.parent.create_chartsheet("图").add_chart(BarChart())

    assert len(tables(read_book(book(chart)))) == 1


def test_a_picture_in_a_cell_is_blank_and_reported() -> None:
    cell = '<c r="B2" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c><c r="C2"><v>1</v></c>'
    document = read_book(raw_book(f'{HEADER}<row r="2">{LABEL}{cell}</row>'))
    assert tables(document)[0][1] == ["合计", "", "1"]
    assert [f.source_ref for f in findings(document, "text-suspect")] == ["Sheet1!B2"]


def test_a_sheet_that_is_a_picture_is_reported_beside_others() -> None:
    title = '<row r="1"><c r="A1" t="inlineStr"><is><t>收入决算表</t></is></c></row>'
    with_table = f'{HEADER}<row r="2">{LABEL}<c r="B2"><v>3</v></c></row>'
    assert findings(read_book(with_picture(with_table)), "part-missing") == []
    text = "".join(title.replace("1", str(k)) for k in range(1, 8))
    document = read_book(with_picture(text))
    assert len(lines(document)) == 7
    assert [f.source_ref for f in findings(document, "part-missing")] == ["Sheet1!A1"]


def test_the_media_type_is_told() -> None:
    assert read_book(raw_book(HEADER)).media_type == XLSX
