"""Tables without upright rulings: what their heads, empty columns, tall labels and further pages are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.extract.pdf import bulk
from pipeline.model import Grid
from tests.extract.pdf.drawing import HEIGHT, Page, document, grids, lines, pdf

#: Where the columns of the tables below begin and end.
SIDES = (60.0, 130.0, 280.0, 340.0, 400.0, 460.0, 520.0)
_HEIGHT = 20.0


def middle(start: int, stop: int) -> float:
    return (SIDES[start] + SIDES[stop]) / 2


def row(page: Page, y: float, *texts: str) -> None:
    """A code and a label at the left of their columns, figures at the right of theirs."""
    for column, text in enumerate(texts):
        if column < 2:
            page.text(SIDES[column] + 3, y, text)
        else:
            page.text(SIDES[column + 1] - 3, y, text, align="right")


def head(page: Page, y: float) -> None:
    """项目 over code and name, 本年支出 over 小计, 基本支出 and 项目支出; 年末结转 reaches over both rows."""
    page.text(middle(0, 2), y, "项目", align="center")
    page.text(middle(2, 5), y, "本年支出", align="center")
    page.text(middle(5, 6), y + _HEIGHT / 2, "年末结转", align="center")
    below = ("功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出")
    for column, text in enumerate(below):
        page.text(middle(column, column + 1), y + _HEIGHT, text, 8, align="center")


HEAD: list[list[str | None]] = [
    ["项目", None, "本年支出", None, None, "年末结转"],
    ["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出", None],
]
BODY = [
    ["205", "教育支出", "12.00", "12.00", "", "0.00"],
    ["20502", "普通教育", "12.00", "12.00", "", "0.00"],
    ["2050202", "小学教育", "12.00", "12.00", "", "0.00"],
    ["", "合计", "12.00", "12.00", "", "0.00"],
]


def body(page: Page, y: float, rows: Sequence[Sequence[str]] = BODY) -> None:
    for number, texts in enumerate(rows):
        row(page, y + number * _HEIGHT, *texts)


@pytest.mark.parametrize("rulings", ["none", "three", "level"])
def test_headings_stand_over_their_columns_also_over_an_empty_one(rulings: str) -> None:
    def page(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        head(page, 100)
        body(page, 100 + 2 * _HEIGHT)
        top = 100 - 14
        levels = {"none": (), "three": (0, 2, 6), "level": (0, 2, 3, 4, 5, 6)}[rulings]
        for number in levels:
            page.line(SIDES[0], top + number * _HEIGHT, SIDES[-1], top + number * _HEIGHT)
        if rulings == "level":
            page.line(SIDES[0], top + _HEIGHT, SIDES[5], top + _HEIGHT)

    assert grids(pdf(page)) == [[*HEAD, *BODY]]


def test_a_table_without_figures_is_read_by_its_head() -> None:
    def page(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        head(page, 100)
        page.text(SIDES[0], 170, "注：本部门没有此项支出，故本表无数据。")

    data = pdf(page)
    (table,) = grids(data)
    texts = {text for row in table for text in row if text}
    assert texts == {text for row in HEAD for text in row if text}


def test_a_further_page_has_the_columns_of_the_first_though_no_head_is_printed() -> None:
    def first(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        head(page, 100)
        body(page, 100 + 2 * _HEIGHT, BODY[:3])
        page.text(middle(0, 6), 790, "— 7 —", align="center")

    def second(page: Page) -> None:
        body(page, 60, [["206", "科学技术支出", "7.00", "", "7.00", ""], *BODY[3:]])

    data = pdf(first, second)
    assert grids(data) == [[*HEAD, *BODY[:3]], [["206", "科学技术支出", "7.00", "", "7.00", ""], *BODY[3:]]]
    assert lines(data) == ["单位：万元", "— 7 —"]


def test_another_table_on_the_next_page_has_its_own_columns() -> None:
    def first(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        head(page, 100)
        body(page, 100 + 2 * _HEIGHT)

    def second(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        page.text(middle(0, 2), 100, "项目", align="center")
        page.text(middle(2, 6), 100, "金额", align="center")
        for number, (label, amount) in enumerate((("一、教育支出", "12.00"), ("二、住房保障支出", "3.00"))):
            page.text(SIDES[0] + 3, 120 + number * _HEIGHT, label)
            page.text(SIDES[6] - 3, 120 + number * _HEIGHT, amount, align="right")

    assert grids(pdf(first, second))[1] == [["项目", "金额"], ["一、教育支出", "12.00"], ["二、住房保障支出", "3.00"]]


@pytest.mark.parametrize("ruled", [False, True])
def test_a_label_in_the_middle_of_its_rows_belongs_to_all_of_them(ruled: bool) -> None:
    labels = ("小计", "财政拨款资金", "专项收入", "小计", "事业收入")

    def page(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        page.text(middle(0, 2), 100, "项目名称", align="center")
        page.text(middle(2, 6), 100, "金额", align="center")
        for number, label in enumerate(labels):
            y = 120 + number * _HEIGHT
            page.text(SIDES[1] + 3, y, label)
            page.text(SIDES[6] - 3, y, f"{number}.00", align="right")
            if ruled:
                page.line(SIDES[0 if number in (0, 3) else 1], y - 14, SIDES[6], y - 14)
        page.text(middle(0, 1), 140, "一般公共预算", 8, align="center")
        page.text(middle(0, 1), 120 + 3.5 * _HEIGHT, "其他资金", 8, align="center")

    (table,) = grids(pdf(page))
    assert table[1:] == [
        ["一般公共预算", "小计", "0.00"],
        [None, "财政拨款资金", "1.00"],
        [None, "专项收入", "2.00"],
        ["其他资金", "小计", "3.00"],
        [None, "事业收入", "4.00"],
    ]


def _narrative(page: Page) -> None:
    page.text(72, 80, "（一）收入支出决算情况（单位：万元）")
    for number in range(10):
        page.text(
            72, 110 + 22 * number, f"本年收入合计 1,2{number}3.00 万元，其中财政拨款收入 5{number}.00 万元，占 41.0%。"
        )


def _contents(page: Page) -> None:
    for number in range(10):
        page.text(72, 110 + 22 * number, f"{number + 1}、收入支出决算总表")
        page.text(500, 110 + 22 * number, str(number + 3), align="right")


@pytest.mark.parametrize("draw", [_narrative, _contents])
def test_sentences_and_lists_are_no_tables(draw: Callable[[Page], None]) -> None:
    assert grids(pdf(draw)) == []


def test_a_page_of_countless_words_is_no_table() -> None:
    def page(page: Page) -> None:
        page.text(500, 40, "单位：万元", 6, align="right")
        for y in range(60, 800, 9):
            for x in range(20, 580, 14):
                page.text(x, y, "项", 5)
        page.text(60, 810, "1.00", 5)
        page.text(90, 810, "2.00", 5)

    assert all(len(table[0]) < 60 for table in grids(pdf(page)))


def test_numbers_of_columns_alone_are_no_head() -> None:
    def page(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        page.text(SIDES[0] + 3, 100, "栏次")
        for column in (2, 3, 4):
            page.text(middle(column, column + 1), 100, str(column - 1), align="center")
        body(page, 120, BODY[:3])

    (table,) = grids(pdf(page))
    assert [[text for text in row if text] for row in table[-3:]] == [
        [text for text in row if text] for row in BODY[:3]
    ]


def test_text_above_a_rule_at_the_foot_of_the_page_is_no_row() -> None:
    def page(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        head(page, 100)
        body(page, 140)
        page.text(SIDES[0], 300, "第三部分决算情况说明")
        page.text(SIDES[0] + 18, 330, "本年度收入总计增加的主要原因是人员")
        page.line(SIDES[0], 780, SIDES[-1], 780)

    data = pdf(page)
    assert grids(data) == [[*HEAD, *BODY]]
    assert lines(data)[-2:] == ["第三部分决算情况说明", "本年度收入总计增加的主要原因是人员"]


def test_a_rule_under_the_figures_alone_joins_no_rows() -> None:
    def page(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        head(page, 100)
        body(page, 140)
        page.line(SIDES[2], 140 + 2.4 * _HEIGHT, SIDES[-1], 140 + 2.4 * _HEIGHT)

    assert grids(pdf(page)) == [[*HEAD, *BODY]]


def test_a_first_row_without_amounts_is_no_head() -> None:
    rows = [["", "公共服务", "0", "0", "", "0"], *BODY]

    def page(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        head(page, 100)
        body(page, 140, rows)

    assert grids(pdf(page)) == [[*HEAD, *rows]]


def test_a_list_after_a_table_does_not_go_on_with_it() -> None:
    def first(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        head(page, 100)
        body(page, 140)
        page.text(SIDES[0], 240, "注：本表反映本年支出。")

    def second(page: Page) -> None:
        page.text(SIDES[0], 80, "第四部分名称")
        for number, text in enumerate(("一、财政拨款", "二、其他收入", "三、结转资金")):
            page.text(SIDES[1] + 3, 100 + number * _HEIGHT, text)
        page.text(SIDES[0], 200, "1.1")
        page.text(SIDES[1], 200, "部门业务")

    data = pdf(first, second)
    assert len(grids(data)) == 1
    assert lines(data)[-4:] == ["一、财政拨款", "二、其他收入", "三、结转资金", "1.1  部门业务"]


def test_the_wrapped_label_of_a_first_row_is_whole_though_no_head_is_printed() -> None:
    def first(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        head(page, 100)
        body(page, 140, BODY[:3])

    def second(page: Page) -> None:
        page.text(SIDES[1] + 3, 60, "一般公共服务")
        row(page, 65, "20501", "", "7.00", "7.00", "", "")
        page.text(SIDES[1] + 3, 71, "支出")
        body(page, 91, BODY[3:])

    table = grids(pdf(first, second))[1]
    assert table == [["20501", "一般公共服务\n支出", "7.00", "7.00", "", ""], *BODY[3:]]


def test_rows_in_a_damaged_font_have_boxes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a font makes its characters higher than the page, upwards or downwards."""

    def page(page: Page) -> None:
        page.text(SIDES[-1], 80, "单位：万元", align="right")
        head(page, 100)
        body(page, 100 + 2 * _HEIGHT)

    read = bulk.character_boxes

    def damaged(text: int, count: int) -> bulk.Floats:
        boxes = read(text, count)
        boxes[abs(boxes[:, 3] - (HEIGHT - 100 - 4 * _HEIGHT)) < 5, 1] += 900
        boxes[abs(boxes[:, 3] - (HEIGHT - 100 - 3 * _HEIGHT)) < 5, 1] -= 900
        return boxes

    monkeypatch.setattr(bulk, "character_boxes", damaged)
    (grid,) = (block for block in document(pdf(page)).blocks if isinstance(block, Grid))
    boxes = [cell.box for printed in grid.rows for cell in printed if cell and cell.box]
    assert boxes and all(box.x0 <= box.x1 and box.top <= box.bottom for box in boxes)


@pytest.mark.parametrize(("pitch", "leading", "count"), [(30, 12, 4), (36, 12, 1), (26, 11, 3)])
def test_items_on_two_lines_with_their_amounts_midway_are_one_row_each(pitch: int, leading: int, count: int) -> None:
    def page(page: Page) -> None:
        page.text(420, 90, "单位：万元", align="right")
        page.text(70, 110, "项目")
        page.text(300, 110, "决算数", align="right")
        page.text(420, 110, "预算数", align="right")
        for number in range(count):
            y = 140 + pitch * number
            page.text(60, y, f"{'一二三四'[number]}、一般公共预算财政拨")
            page.text(60, y + leading, "款支出")
            page.text(300, y + leading / 2, f"{number + 1}1.00", align="right")
            page.text(420, y + leading / 2, f"{number + 1}0.50", align="right")

    (found,) = grids(pdf(page))
    assert [row[1:] for row in found[1:]] == [[f"{n}1.00", f"{n}0.50"] for n in range(1, count + 1)]


def test_a_wrapped_head_whose_second_line_is_longer_is_one_cell() -> None:
    def page(page: Page) -> None:
        page.text(440, 80, "单位：万元", align="right")
        for x, texts in zip(
            (100, 230, 330, 430), (["项目"], ["本年支出"], ["其他", "项目支出"], ["人员"]), strict=True
        ):
            for line, text in enumerate(texts):
                page.text(x, 110 + 12 * line, text, align="center")
        for number in range(5):
            page.text(70, 150 + 22 * number, "教育支出")
            for column, x in enumerate((230, 330, 430)):
                page.text(x + 20, 150 + 22 * number, f"{number + 1}{column}.00", align="right")

    (found,) = grids(pdf(page))
    assert found[0] == ["项目", "本年支出", "其他\n项目支出", "人员"]
