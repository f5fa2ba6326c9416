"""Tables are found however their rulings are drawn, and are left alone where there are none."""

from __future__ import annotations

from functools import partial

import pytest

from pipeline.model import Grid
from tests.extract.pdf.drawing import (
    FIGURES,
    LEFT,
    ROWS,
    TOP,
    Page,
    columns,
    document,
    expected,
    fill,
    grids,
    heights,
    lines,
    pdf,
    rule,
)


@pytest.mark.parametrize("draw", ["line", "bar", "both", "curve"])
def test_rulings_of_every_kind_make_the_same_table(draw: str) -> None:
    def page(page: Page) -> None:
        rule(page, draw)
        fill(page)

    assert grids(pdf(page)) == [expected()]


def wide_heading(page: Page, *, short: float = 0.0) -> None:
    """A heading over three columns; the ruling below it ends ``short`` points before the side of the table."""
    xs, ys = columns(), heights(ROWS[:3])
    for x in (xs[0], xs[1], xs[4]):
        page.line(x, ys[0], x, ys[3])
    for x in xs[2:4]:
        page.line(x, ys[1], x, ys[3])
    for y in (ys[0], ys[2], ys[3]):
        page.line(xs[0], y, xs[4], y)
    page.line(xs[1], ys[1], xs[4] - short, ys[1])
    page.text(xs[0] + 4, ys[1], "科目")
    page.text(xs[2], ys[0] + 13, "本年支出")
    for column in (1, 2, 3):
        page.text(xs[column] + 4, ys[1] + 13, ROWS[0][column])
        page.text(xs[column] + 4, ys[2] + 13, ROWS[1][column])


def test_cells_carry_their_boxes_and_spans() -> None:
    (grid,) = [block for block in document(pdf(wide_heading)).blocks if isinstance(block, Grid)]
    first, wide, *covered = grid.rows[0]
    assert first and wide
    assert (first.text, first.row_span, first.column_span) == ("科目", 2, 1)
    assert (wide.text, wide.row_span, wide.column_span) == ("本年支出", 1, 3)
    assert covered == [None, None]
    assert grid.rows[1][0] is None
    assert (first.box.x0, first.box.top) == (LEFT, TOP) if first.box else False
    assert wide.box and wide.box.x1 == columns()[-1]
    assert {cell.ref for row in grid.rows for cell in row if cell} == {"p1"}


def test_a_table_inside_nested_forms_is_found() -> None:
    def page(page: Page) -> None:
        canvas = page.canvas
        canvas.beginForm("inner")
        canvas.setLineWidth(0.5)
        rule(page)
        fill(page)
        canvas.endForm()
        canvas.beginForm("outer")
        canvas.translate(10, 20)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.scale(0.9, 0.9)
        canvas.doForm("outer")

    assert grids(pdf(page)) == [expected()]


def test_two_tables_side_by_side_and_one_above_another_stay_separate() -> None:
    def page(page: Page) -> None:
        for x, y in ((60, 100), (320, 100), (60, 300)):
            for number in range(3):
                page.line(x, y + number * 20, x + 200, y + number * 20)
                page.line(x + number * 100, y, x + number * 100, y + 40)
            for row in range(2):
                page.text(x + 4, y + row * 20 + 13, f"{x + row}")
                page.text(x + 104, y + row * 20 + 13, f"{y + row}.00")

    assert [table[0] for table in grids(pdf(page))] == [["60", "100.00"], ["320", "100.00"], ["60", "300.00"]]


@pytest.mark.parametrize("sides", ["all", "left right", "top", "bottom"])
def test_a_side_that_is_not_drawn_is_found_from_the_ends_of_the_others(sides: str) -> None:
    def page(page: Page) -> None:
        xs, ys = columns(), heights()
        for x in xs[1:-1] if sides in ("all", "left right") else xs:
            page.line(x, ys[0], x, ys[-1])
        inner = ys if sides == "left right" else ys[1:-1] if sides == "all" else ys[1:] if sides == "top" else ys[:-1]
        for y in inner:
            page.line(xs[0], y, xs[-1], y)
        fill(page)

    assert grids(pdf(page)) == [expected()]


def test_rulings_that_stick_out_without_text_make_no_column() -> None:
    def page(page: Page) -> None:
        rule(page)
        for y in heights():
            page.line(LEFT - 30, y, LEFT, y)
        fill(page)
        page.text(LEFT, TOP - 30, "单位：万元")

    assert grids(pdf(page)) == [expected()]
    assert lines(pdf(page)) == ["单位：万元"]


@pytest.mark.parametrize("style", ["nothing", "rules", "three rules", "stripes", "touching stripes"])
def test_tables_without_upright_rulings_are_read_by_alignment(style: str) -> None:
    def page(page: Page) -> None:
        xs, ys = columns(), heights()
        if style == "rules":
            for y in ys:
                page.line(xs[0], y, xs[-1], y)
        elif style == "three rules":
            for y in (ys[0], ys[1], ys[-1]):
                page.line(xs[0], y, xs[-1], y)
        elif style != "nothing":
            for number, y in enumerate(ys[:-1]):
                if style == "touching stripes" or number % 2:
                    page.canvas.setFillGray(0.9 if number % 2 else 0.8)
                    page.bar(xs[0], y, xs[-1], y + 20)
            page.canvas.setFillGray(0)
        page.text(300, 60, "支出总计", align="center")
        page.text(LEFT, 90, "部门名称：服务")
        page.text(xs[-1], 90, "金额单位：万元", align="right")
        fill(page)
        page.text(LEFT, 300, "本年度支出主要是社会保障和就业支出，其中基本支出326.71万元，比上年减少0.00万元。", 12)

    data = pdf(page)
    assert grids(data) == [expected()]
    assert lines(data)[0] == "支出总计"
    assert lines(data)[1] == "部门名称：服务  金额单位：万元"
    assert lines(data)[-1].startswith("本年度支出")


def test_wrapped_labels_and_wide_heads_of_an_unruled_table() -> None:
    def page(page: Page) -> None:
        xs = columns()
        page.text((xs[1] + xs[4]) / 2, TOP - 7, "———————— 本年支出合计（万元） ————————", align="center")
        fill(page, ROWS[:2])
        y = TOP + 2 * 24
        page.text(xs[0] + 4, y + 13, "社会保障和就业支出")
        page.text(xs[0] + 4, y + 24, "（款）")
        for column in (1, 2, 3):
            page.text(xs[column + 1] - 4, y + 18, "7.00", align="right")
        for row, top in ((3, y + 44), (4, y + 68)):
            for column in range(4):
                x = xs[0] + 4 if column == 0 else xs[column + 1] - 4
                page.text(x, top + 13, ROWS[row][column], align="left" if column == 0 else "right")

    (table,) = grids(pdf(page))
    assert table[-3][1:] == ["7.00", "7.00", "7.00"]
    assert table[-3][0] == "社会保障和就业支出\n（款）"


def test_figures_in_sentences_are_no_table() -> None:
    def page(page: Page) -> None:
        for number in range(12):
            page.text(
                72,
                100 + 22 * number,
                f"（{number}）收入总计 2,995.39 万元，比上年增加 12.{number:02d} 万元，其中 5.00 万元。",
                12,
            )

    data = pdf(page)
    assert not grids(data)
    assert len(lines(data)) == 12


def test_all_figures_of_an_unruled_page_are_in_cells() -> None:
    data = pdf(fill)
    cells = {cell for grid in grids(data) for row in grid for cell in row if cell}
    assert cells >= FIGURES


def test_two_tables_whose_rulings_almost_coincide_keep_their_own() -> None:
    """Snapped over the whole page, lines in steps of 2.4 points would all become one in their middle."""

    def page(page: Page) -> None:
        xs, below = columns(), [x + (7.2 if 0 < number < 4 else 0) for number, x in enumerate(columns())]
        for left, ys in ((xs, heights(ROWS)), (below, [y + 200 for y in heights(ROWS)])):
            for number, x in enumerate(left):
                for step in (-2.4, 0, 2.4) if 0 < number < 4 else (0,):
                    page.line(x + step, ys[0], x + step, ys[-1])
            for y in ys:
                page.line(left[0], y, left[-1], y)
            for row, y in zip(ROWS, ys, strict=False):
                for column, text in enumerate(row):
                    if column:
                        page.text(left[column + 1] + 7, y + 13, text, align="right")
                    else:
                        page.text(left[0] + 4, y + 13, text)

    assert grids(pdf(page)) == [expected(), expected()]


def test_a_heading_over_others_does_not_take_their_text_where_rulings_miss() -> None:
    """Frames around the cells of another table move an upright ruling away from the level one that ends at it."""
    (grid,) = grids(pdf(partial(wide_heading, short=4.5)))
    assert grid[0][1] == "本年支出"
    assert [text for text in grid[1] if text] == list(ROWS[0][1:])
