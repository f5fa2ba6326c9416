"""Where one official table ends and the next begins: titles inside a grid, and at the foot of the page before."""

from __future__ import annotations

import pytest

from pipeline.extract import read as read_document
from pipeline.model import Document, Grid, Line, SourceFile
from pipeline.normalize.statements.build import find_tables, read_statements
from tests.normalize.test_statements import INCOME_HEAD, Spec, cells, grid, read

ROWS: list[list[Spec | None]] = [
    [("合计", 1, 2), None, "12.00", "11.00"],
    ["205", "教育支出", "12.00", "11.00"],
]
BASIC: list[list[Spec | None]] = [
    ["科目编码", "科目名称", "人员经费", "公用经费"],
    ["301", "工资福利支出", "7.00", ""],
    ["302", "商品和服务支出", "", "4.00"],
]


def title(*lines: str) -> list[Spec | None]:
    return [("\n".join(lines), 1, 4), None, None, None]


def names(*blocks: Line | Grid | str) -> list[tuple[object, ...]]:
    return [(r["statement"], r["unit"], r["status"]) for r in read(*blocks).statements]


def test_tables_joined_to_one_grid_are_parted_at_their_titles() -> None:
    joined = grid(
        [
            title("收入决算表", "公开02表", "部门：示例局 单位：万元"),
            *INCOME_HEAD,
            *ROWS,
            title("公开06表"),
            title("一般公共预算财政拨款基本支出决算表", "部门：示例局 单位：元"),
            *BASIC,
        ]
    )
    found = read(joined)
    assert [(r["statement"], r["table_no"], r["unit"]) for r in found.statements] == [
        ("income", "02", "万元"),
        ("general_budget_basic_expenditure", "06", "元"),
    ]
    assert len(cells(found)) == 6


def test_a_note_over_the_whole_width_begins_no_table() -> None:
    assert [row[0] for row in names("收入决算表", grid([*INCOME_HEAD, *ROWS, title("注：本表反映收入决算表。")]))] == [
        "income"
    ]


def test_a_blank_row_above_a_title_is_no_rest_of_the_table_before() -> None:
    empty = grid([title("政府性基金支出预算表"), ["科目编码", "科目名称", "金额", ""], ["", "合计", "", ""]], page=1)
    found = read(empty, grid([["", "", "", ""], title("收入预算表"), *INCOME_HEAD, *ROWS], page=2), kind="budget")
    assert [(r["statement"], r["first_page"], r["last_page"]) for r in found.statements] == [
        ("government_fund", 1, 1),
        ("income", 2, 2),
    ]


@pytest.mark.parametrize("foot", [["收入决算表"], ["公开02表", "收入决算表", "部门：示例局", "单位：万元", "7"]])
def test_a_title_at_the_foot_of_the_page_before_is_that_of_the_table(foot: list[str]) -> None:
    before = grid(BASIC, page=1)
    lines = [Line(text, "p1", 1) for text in foot]
    assert [
        row[0]
        for row in names("一般公共预算财政拨款基本支出决算表", before, *lines, grid([*INCOME_HEAD, *ROWS], page=2))
    ] == [
        "general_budget_basic_expenditure",
        "income",
    ]


def test_a_title_cut_off_from_its_department_by_the_end_of_the_page_is_that_of_the_table() -> None:
    first = grid([*INCOME_HEAD, *ROWS, title("一般公共预算财政拨款基本支出决算表", "公开06表")], page=1)
    second = grid([title("部门：示例局 单位：元"), *BASIC], page=2)
    assert names("收入决算表", "单位：万元", first, second) == [
        ("income", "万元", "filled"),
        ("general_budget_basic_expenditure", "元", "filled"),
    ]


@pytest.mark.parametrize("between", ["九、《支出决算表》", "以上各表见附件。"])
def test_a_list_of_titles_or_a_sentence_at_the_foot_of_a_page_is_no_title(between: str) -> None:
    lines = [Line(text, "p1", 1) for text in ("支出决算表", "收入决算表", between)]
    assert names(*lines, grid([*INCOME_HEAD, *ROWS], page=2))[0][0] == "other_1"


def test_a_unit_on_two_lines_of_its_cell_is_read() -> None:
    inside = grid([title("收入决算表"), [("部门：示例局", 1, 3), None, None, "单位：万\n元"], *INCOME_HEAD, *ROWS])
    assert names(inside) == [("income", "万元", "filled")]


NOTES = [
    "注：本表数据取自本单位收入支出决算总表",
    "注：本表各栏数据应与\n收入支出决算总表\n核对一致。",
    "本表各栏应与\n支出决算总表\n核对，\n一致",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_sentence_over_the_whole_width_that_names_a_table_begins_none(note: str) -> None:
    more: list[list[Spec | None]] = [["206", "科学技术支出", "1.00", "1.00"]]
    found = read("收入决算表", grid([*INCOME_HEAD, *ROWS, title(note), *more]))
    assert [row["statement"] for row in found.statements] == ["income"]
    assert ("206", "科学技术支出", "本年收入合计") in {cell[:3] for cell in cells(found)}


def test_a_note_at_the_foot_of_a_page_does_not_name_the_rest_of_the_table() -> None:
    first, rest = grid([*INCOME_HEAD, *ROWS], page=1), grid([*INCOME_HEAD, ROWS[1]], page=2)
    for between in ([Line(NOTES[0], "p1", 1)], []):
        page = first if between else grid([*INCOME_HEAD, *ROWS, title(NOTES[0])], page=1)
        assert [row[0] for row in names("收入决算表", page, *between, rest)] == ["income"]


def test_a_title_printed_again_in_the_same_grid_begins_no_other_table() -> None:
    more: list[list[Spec | None]] = [["206", "科学技术支出", "1.00", "1.00"]]
    found = read(grid([title("收入决算表"), *INCOME_HEAD, *ROWS, title("收入决算表"), *INCOME_HEAD, *more]))
    assert [(row["statement"], row["rows"]) for row in found.statements] == [("income", 3)]


def test_a_form_that_shares_a_grid_with_a_table_is_no_part_of_it() -> None:
    whole = grid([["项目名称", "甲", "", ""], title("收入决算表"), *INCOME_HEAD, *ROWS])
    assert find_tables(Document("application/pdf", (whole,), 1), [whole]).claimed == set()


def test_a_title_of_its_own_with_a_unit_is_not_passed_over() -> None:
    foot = Line("支出决算表", "p1", 1)
    own = "2024年示例专项资金使用情况（单位：万元）"
    assert (
        names(
            foot,
            Line(own, "p2", 2),
            grid([["项目", "预算数", "决算数"], ["甲", "1.00", "1.00"], ["乙", "2.00", "2.00"]], page=2),
        )[0][0]
        == "other_1"
    )


def test_the_counts_below_the_three_public_expenses_are_a_table_of_their_own() -> None:
    head: list[list[Spec | None]] = [
        [("预算数", 1, 2), None, ("决算数", 1, 2), None],
        ["“三公”经费合计", "公务接待费", "“三公”经费合计", "公务接待费"],
        ["8.00", "8.00", "6.15", "6.15"],
    ]
    counts: list[list[Spec | None]] = [
        title("相关统计数："),
        ["项目", "统计数", "项目", "统计数"],
        ["因公出国（境）团组数（个）", "0", "公务用车保有量（辆）", "6"],
        ["国内公务接待批次（个）", "58", "国内公务接待人次（人）", "512"],
    ]
    found = read("财政拨款“三公”经费支出决算表", grid([*head, *counts]))
    assert [(row["statement"], row["rows"]) for row in found.statements] == [("three_public", 1), ("other_1", 4)]
    assert [
        (c["column"], c["row_label"], c["value"], c["unit"]) for c in found.cells if c["statement"] == "other_1"
    ] == [
        ("统计数", "因公出国（境）团组数（个）", 0, "个"),
        ("统计数", "公务用车保有量（辆）", 6, "辆"),
        ("统计数", "国内公务接待批次（个）", 58, "个"),
        ("统计数", "国内公务接待人次（人）", 512, "人"),
    ]
    total = next(row for row in found.tables["three_public"] if row["item"] == "total")
    assert (str(total["budget_adjusted"]), str(total["amount"])) == ("8.00", "6.15")


def test_a_total_in_the_second_row_of_a_header_of_three_is_a_column() -> None:
    names = "合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费"
    parts = "\t\t小计\t公务用车购置费\t公务用车运行维护费\t"
    rows = [
        "财政拨款“三公”经费支出决算表",
        "编制单位：示例局\t\t金额单位：万元",
        f"预算数{chr(9) * 6}决算数{chr(9) * 5}",
        f"{names}\t{names}",
        f"{parts}\t{parts}",
        "\t".join(map(str, range(1, 13))),
        "28.50\t0.00\t26.00\t0.00\t26.00\t2.50\t26.20\t0.00\t24.00\t0.00\t24.00\t2.20",
    ]
    document = read_document(SourceFile("a.txt", "\n".join(rows).encode()))
    found = read_statements(find_tables(document), "final")
    assert {row["item"]: str(row["amount"]) for row in found.tables["three_public"]} == {
        "total": "26.20",
        "overseas": "0.00",
        "vehicle": "24.00",
        "vehicle_purchase": "0.00",
        "vehicle_operation": "24.00",
        "reception": "2.20",
    }
