"""Lines and cell texts are what is printed, whole and once, however the page was set."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from reportlab.pdfbase import pdfmetrics

from pipeline.extract.pdf import pdfium
from pipeline.model import Line
from tests.extract.pdf.drawing import (
    HEIGHT,
    LEFT,
    ROWS,
    SIZE,
    TOP,
    WIDTH,
    Page,
    columns,
    document,
    expected,
    fill,
    font,
    grids,
    lines,
    pdf,
    rule,
)

SENTENCE = ("2024", "年度收入支出总计", "2,995.39", "万元，比上年增加", "12.50", "万元。")


@pytest.mark.parametrize("shift", [0.0, 4.9, -4.9])
def test_digits_on_another_base_line_stay_in_their_sentence(shift: float) -> None:
    def page(page: Page) -> None:
        for number in range(3):
            x = 72.0
            for part in SENTENCE:
                y = 100 + number * 18 + (shift if part[0].isdigit() else 0)
                page.text(x, y, part, 12)
                x += pdfmetrics.stringWidth(part, font(), 12)

    assert lines(pdf(page)) == ["".join(SENTENCE)] * 3


def test_gaps_and_printed_spaces_are_kept_as_spaces() -> None:
    def page(page: Page) -> None:
        page.text(72, 100, "部门名称：服务", 10)
        page.text(300, 100, "单位：万元", 10)
        page.text(72, 120, "合 计", 10)
        page.text(72, 140, "合", 10)
        page.text(92, 140, "计", 10)

    assert lines(pdf(page)) == ["部门名称：服务  单位：万元", "合 计", "合 计"]


def test_a_hyphen_at_the_end_of_a_line_stays_a_hyphen() -> None:
    def page(page: Page) -> None:
        for number, text in enumerate(("abc-", "def", "x-", "合计", "2024-", "2025", "-", "—")):
            page.text(72, 100 + 20 * number, text)

    data = pdf(page)
    assert lines(data) == ["abc-", "def", "x-", "合计", "2024-", "2025", "-", "—"]
    assert not document(data).findings


def test_lines_carry_their_place() -> None:
    def page(page: Page) -> None:
        page.text(72, 100, "合计", 10)

    (line,) = document(pdf(lambda page: page.text(72, 50, "上年"), page)).blocks[1:]
    assert isinstance(line, Line)
    assert (line.page, line.ref) == (2, "p2")
    assert line.box and (line.box.x0, line.box.x1) == (72, 92)
    assert line.box.top < 100 < line.box.bottom


def test_what_is_drawn_twice_is_read_once() -> None:
    def page(page: Page) -> None:
        rule(page)
        fill(page)
        page.canvas.translate(0.3, 0.2)
        fill(page)
        for number, character in enumerate("合计2,115.51"):
            for shift in (0, 0.4):
                page.text(72 + 12 * number + shift, 400, character, 12)

    data = pdf(page)
    assert grids(data) == [expected()]
    assert "".join(lines(data)).replace(" ", "") == "合计2,115.51"


def test_what_cannot_be_seen_is_not_read() -> None:
    def page(page: Page) -> None:
        canvas = page.canvas
        rule(page)
        fill(page)
        page.text(columns()[1] + 4, TOP + 33, "9,999.99", mode=3)
        page.text(WIDTH + 30, 300, "支出")
        page.text(72, HEIGHT + 40, "支出")
        for number in range(10):
            canvas.saveState()
            path = canvas.beginPath()
            path.rect(60, HEIGHT - 500, 300, 50)
            canvas.clipPath(path, stroke=0)
            page.text(72, 400 + 20 * number, f"第{number}", 12)
            canvas.restoreState()

    data = pdf(page)
    assert grids(data) == [expected()]
    assert lines(data) == ["第3", "第4", "第5"]


def test_clips_inside_clips_without_end_are_not_all_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def page(page: Page) -> None:
        rule(page)
        fill(page)
        for number in range(300):
            path = page.canvas.beginPath()
            path.moveTo(60, 60)
            for corner in range(20):
                path.lineTo(61 + corner, 400 + corner % 2)
            path.close()
            page.canvas.clipPath(path, stroke=0)
            page.text(400, 700, f"第{number}", 12)

    asked = 0
    segment: Callable[[int, int, int], int] = pdfium.clip_segment

    def counted(clip: int, path: int, place: int) -> int:
        nonlocal asked
        asked += 1
        return segment(clip, path, place)

    monkeypatch.setattr(pdfium, "clip_segment", counted)
    data = pdf(page)
    assert grids(data) == [expected()]
    assert lines(data) == []
    assert (
        0 < asked / 2 < 300 * 64 * 25
    )  # two readings; each text has up to 300 clip paths of 22 points: 993,000 together


def test_invisible_text_inside_a_form_is_not_read() -> None:
    def page(page: Page) -> None:
        page.canvas.beginForm("f")
        page.text(72, 100, "合计", 12)
        page.text(72, 130, "草稿", 12, mode=3)
        page.canvas.endForm()
        page.canvas.doForm("f")

    assert lines(pdf(page)) == ["合计"]


def test_figures_that_overflow_their_cell_stay_whole() -> None:
    rows = [list(row) for row in ROWS]
    rows[1][1:] = ["123,456,789,012.34", "23,456,789,012.34", "3,456,789,012.34"]

    def page(page: Page) -> None:
        xs = columns()
        narrow = [xs[0], xs[1], xs[1] + 60, xs[1] + 120, xs[1] + 180]
        for x in narrow:
            page.line(x, TOP, x, TOP + 120)
        for number in range(7):
            page.line(xs[0], TOP + 20 * number, narrow[-1], TOP + 20 * number)
        for number, row in enumerate(rows):
            page.text(xs[0] + 4, TOP + 20 * number + 13, row[0])
            if number == 1:  # each pushes over both sides of its cell
                for column in (1, 3):
                    middle = (narrow[column] + narrow[column + 1]) / 2
                    page.text(middle, TOP + 20 * number + 13, row[column], align="center")
                row[2] = ""
            else:
                for column in (1, 2, 3):
                    page.text(narrow[column + 1] - 4, TOP + 20 * number + 13, row[column], align="right")

    assert grids(pdf(page)) == [rows]


def test_contents_of_neighbouring_cells_that_touch_are_parted() -> None:
    def page(page: Page) -> None:
        width = pdfmetrics.stringWidth("326.71", font(), SIZE)
        words = pdfmetrics.stringWidth("社会保障", font(), SIZE)
        xs = [LEFT, LEFT + words, LEFT + 2 * words, LEFT + 2 * words + width, LEFT + 2 * words + 2 * width]
        for x in xs:
            page.line(x, TOP, x, TOP + 20)
        for y in (TOP, TOP + 20):
            page.line(xs[0], y, xs[-1], y)
        page.text(xs[0], TOP + 13, "社会保障卫生健康326.71110.05")

    assert grids(pdf(page)) == [[["社会保障", "卫生健康", "326.71", "110.05"]]]


@pytest.mark.parametrize("codes", [True, False])
def test_an_amount_and_the_code_that_it_touches_are_two_where_codes_stand_below(codes: bool) -> None:
    """A basic table of two halves, printed without space at the sides of its cells."""
    below = ["30201", "30202"] if codes else ["1.50", "2.50"]
    rows = [["301", "18.31", "302"], ["30101", "12.00", below[0]], ["30102", "6.31", below[1]]]
    xs = [LEFT, LEFT + 60, LEFT + 140, LEFT + 200]

    def page(page: Page) -> None:
        for x in xs:
            page.line(x, TOP, x, TOP + 60)
        for line in range(4):
            page.line(xs[0], TOP + 20 * line, xs[-1], TOP + 20 * line)
        for number, (own, amount, other) in enumerate(rows):
            base = TOP + 20 * number + 13
            page.text(xs[0] + 4, base, own)
            page.text(xs[2], base, amount, align="right")
            page.text(xs[2], base, other)

    (found,) = grids(pdf(page))
    assert (found[0] == rows[0]) == codes
    assert found[1:] == rows[1:]


@pytest.mark.parametrize("flag", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_read_like_upright_ones(turn: int, flag: int) -> None:
    def content(page: Page) -> None:
        rule(page, "both")
        fill(page)
        page.text(300, 60, "支出总计", 15, "center")
        page.text(72, 400, "本年度支出2,115.51万元", 12)
        page.text(72, 420, "基本支出", 12)

    def page(page: Page) -> None:
        canvas = page.canvas
        canvas.setPageRotation(flag)
        shift = {0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turn]
        canvas.translate(*shift)
        canvas.rotate(turn)
        page.height = HEIGHT
        content(page)

    sheet = (turn + flag) % 180  # reportlab swaps the sides of a sheet that it turns
    size = (HEIGHT, WIDTH) if sheet else (WIDTH, HEIGHT)
    upright = document(pdf(content)).blocks
    turned = document(pdf(page, size=size)).blocks
    assert [type(block) for block in turned] == [type(block) for block in upright]
    assert turned == upright or _nearly(turned, upright)


def _nearly(some: object, other: object) -> bool:
    """The same, with numbers that differ by rounding only."""
    if isinstance(some, float) and isinstance(other, float):
        return math.isclose(some, other, abs_tol=0.02)
    if isinstance(some, tuple) and isinstance(other, tuple):
        return len(some) == len(other) and all(map(_nearly, some, other))
    if hasattr(some, "__dataclass_fields__"):
        names = some.__dataclass_fields__
        return type(some) is type(other) and all(_nearly(getattr(some, n), getattr(other, n)) for n in names)
    return bool(some == other)


def test_a_watermark_across_the_page_stays_out_of_cells_and_lines() -> None:
    def page(page: Page) -> None:
        rule(page)
        fill(page)
        page.text(72, 400, "本年度支出2,115.51万元", 12)
        canvas = page.canvas
        canvas.saveState()
        canvas.translate(100, 500)
        canvas.rotate(35)
        page.height = 0
        page.text(0, 0, "仅供参考", 40)
        canvas.restoreState()

    data = pdf(page)
    assert grids(data) == [expected()]
    assert lines(data) == ["本年度支出2,115.51万元", "仅供参考"]


def test_page_boxes_off_the_origin_are_the_frame() -> None:
    def page(page: Page) -> None:
        page.canvas.setCropBox((40, 30, WIDTH - 20, HEIGHT - 50))
        rule(page)
        fill(page)
        page.text(LEFT, 20, "草稿")  # above the crop box

    data = pdf(page)
    (grid,) = document(data).blocks
    corner = grid.rows[0][0] if not isinstance(grid, Line) else None
    assert grids(data) == [expected()]
    assert corner and corner.box and (corner.box.x0, corner.box.top) == (LEFT - 40, TOP - 50)


def test_a_media_box_off_the_origin_is_the_frame() -> None:
    def page(page: Page) -> None:
        page.canvas.translate(9, -9)
        rule(page)
        fill(page)

    data = pdf(page)
    moved = data.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [9 -9 604 833 ]")
    assert data.count(b"/MediaBox [ 0 0 595 842 ]") == 1
    assert grids(moved) == [expected()]


def test_the_same_bytes_give_the_same_document() -> None:
    def page(page: Page) -> None:
        rule(page)
        fill(page)

    data = pdf(page, fill)
    assert document(data) == document(data)
