"""Official tables: titles, headers, continuations, units, empty tables (figures invented)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model import Box, Cell, Document, Grid, Line, Row
from pipeline.normalize.statements.build import Statements, find_tables, read_statements
from pipeline.spec.statements import statement_titles

Spec = str | tuple[str, int, int]  # a text, or a text with its row and column span


def grid(rows: list[list[Spec | None]], page: int = 1, widths: list[float] | None = None) -> Grid:
    width = max(len(row) for row in rows)
    edges = [0.0]
    for step in widths or [50.0] * width:
        edges.append(edges[-1] + step)
    made = []
    for r, row in enumerate(rows):
        cells: list[Cell | None] = []
        for c, spec in enumerate(row):
            if spec is None:
                cells.append(None)
                continue
            text, down, over = (spec, 1, 1) if isinstance(spec, str) else spec
            box = Box(edges[c], 100 + 20 * r, edges[c + over], 100 + 20 * (r + down))
            cells.append(Cell(text, f"p{page}", down, over, box))
        made.append(tuple(cells))
    return Grid(tuple(made), f"p{page}", page)


def read(*blocks: Line | Grid | str, kind: str = "final") -> Statements:
    page = 1
    found: list[Line | Grid] = []
    for block in blocks:
        if isinstance(block, str):
            found.append(Line(block, f"p{page}", page))
        else:
            page = block.page or page
            # Lines given before a grid stand on its page.
            for index in range(len(found) - 1, -1, -1):
                line = found[index]
                if not isinstance(line, Line) or line.page == page or not isinstance(blocks[index], str):
                    break
                found[index] = Line(line.text, f"p{page}", page)
            found.append(block)
    return read_statements(find_tables(Document("application/pdf", tuple(found), page)), kind)


def cells(found: Statements) -> list[tuple[object, ...]]:
    return [(r["row_code"], r["row_label"], r["column"], r["value"]) for r in found.cells]


D = Decimal
INCOME_HEAD: list[list[Spec | None]] = [
    [("项目", 1, 2), None, ("本年收入合计", 2, 1), ("财政拨款收入", 2, 1)],
    ["功能分类\n科目编码", "科目名称", None, None],
]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("收入支出决算总表", "income_expenditure_summary"),
        ("部门收支决算总表", "income_expenditure_summary"),
        ("2025年部门财务收支预算总表", "income_expenditure_summary"),
        ("支出决算表", "expenditure"),
        ("2018年度江苏省高级人民法院支出预算总表", "expenditure"),
        ("财政拨款收支决算总表", "appropriation_summary"),
        ("一般公共预算财政拨款收入支出决算表", "general_budget_expenditure"),
        ("一般公共预算支出预算表（功能科目）", "general_budget_expenditure"),
        ("一般公共预算财政拨款基本支出决算明细表", "general_budget_basic_expenditure"),
        ("财政拨款“三公”经费支出决算表", "three_public"),
        ("一般公共预算“三公”经费、会议费、培训费支出预算表", "three_public"),
        ("政府性基金预算财政拨款收入支出决算表", "government_fund"),
        ("公开08表 国有资本经营预算财政拨款支出决算表", "state_capital"),
        ("示例市示例局2024年度项目支出决算表", "project_expenditure"),
        ("部门收支总体情况表", "income_expenditure_summary"),
        ("某某局2026年部门收入总体情况表", "income"),
        ("表3 部门支出总体情况表", "expenditure"),
        ("财政拨款收支总体情况表", "appropriation_summary"),
        ("一般公共预算支出情况表", "general_budget_expenditure"),
        ("一般公共预算基本支出情况表", "general_budget_basic_expenditure"),
        ("一般公共预算“三公”经费支出情况表", "three_public"),
        ("“三公”经费、会议费支出预算表", "three_public"),
        ("政府性基金预算支出情况表", "government_fund"),
        ("国有资本经营预算支出情况表", "state_capital"),
        ("国有资产占用情况表", "state_asset"),
        ("2023年度部门收入支出决算总表（公开01表）", "income_expenditure_summary"),
        ("部门预算收支总表", "income_expenditure_summary"),
        ("部门预算支出总表", "expenditure"),
        ("支出总表（按支出功能分类科目）", "expenditure"),
        ("部门支出总表（分单位）", None),
        ("财政拨款预算收支情况表", "appropriation_summary"),
        ("一般公共预算拨款支出情况表", "general_budget_expenditure"),
        ("“三公”经费、行政参公单位机关运行经费情况表", "three_public"),
        ("机关运行经费预算财政拨款情况表", "operating_cost"),
        ("政府性基金预算拨款支出预算表", "government_fund"),
        ("国有资本经营预算拨款支出预算表", "state_capital"),
        ("2020年部门综合预算财政拨款收支总表", "appropriation_summary"),
        ("部门综合预算收支总表", "income_expenditure_summary"),
        ("一般公共预算支出总表", "general_budget_expenditure"),
        ("部门预算资金安排的“三公”经费情况表", "three_public"),
        ("政府性基金预算“三公”经费支出预算表", None),
        ("国有资产使用情况表", "state_asset"),
        ("某某特别情况表", None),
        ("本表支出决算表中的数字", None),
        ("项目支出绩效自评表", None),
    ],
)
def test_titles_count_as_a_whole(title: str, name: str | None) -> None:
    assert statement_titles().name_of(title) == name


def test_a_table_over_two_pages_is_one() -> None:
    found = read(
        "收入决算表",
        "公开02表",
        "单位：万元",
        grid([*INCOME_HEAD, [("合计", 1, 2), None, "30.00", "30.00"], ["201", "一般公共服务支出", "10.00", "10.00"]]),
        grid([["20103", "政府办公厅（室）及相关机构事务", "10.00", "10.00"], ["205", "教育支出", "20.00", ""]], page=2),
    )
    (statement,) = found.statements
    assert (statement["statement"], statement["table_no"], statement["unit"]) == ("income", "02", "万元")
    assert (statement["first_page"], statement["last_page"], statement["status"], statement["rows"]) == (
        1,
        2,
        "filled",
        4,
    )
    assert cells(found)[-1] == ("205", "教育支出", "本年收入合计", D("20.00"))
    assert [(r["functional_code"], r["level"], r["total"], r.get("appropriation")) for r in found.tables["income"]] == [
        (None, 0, D("30.00"), D("30.00")),
        ("201", 1, D("10.00"), D("10.00")),
        ("20103", 2, D("10.00"), D("10.00")),
        ("205", 1, D("20.00"), None),
    ]
    assert {row["origin"] for row in found.tables["income"]} == {"statement"}


def test_a_header_printed_again_is_no_row() -> None:
    body: list[list[Spec | None]] = [["201", "一般公共服务支出", "10.00", "10.00"]]
    found = read(
        "收入决算表", grid([*INCOME_HEAD, *body]), grid([*INCOME_HEAD, ["205", "教育支出", "20.00", ""]], page=2)
    )
    assert [row["row_code"] for row in found.cells] == ["201", "201", "205"]


def test_a_header_printed_twice_on_end_names_its_columns_once() -> None:
    top: list[Spec | None] = [("项目", 1, 4), None, None, None, ("收入预算", 1, 2), None]
    codes: list[Spec | None] = [
        ("功能分类科目编码", 1, 3),
        None,
        None,
        ("功能分类科目名称", 2, 1),
        ("合计", 2, 1),
        ("财政拨款收入", 2, 1),
    ]
    levels: list[Spec | None] = ["类", "款", "项", None, None, None]
    head = [top, codes, levels, codes, levels]
    found = read(
        "2026年部门收入预算总表",
        "单位：元",
        grid([*head, ["208", "05", "01", "行政单位离退休", "10.00", "9.00"]]),
        kind="budget",
    )
    assert cells(found) == [
        ("2080501", "行政单位离退休", "收入预算 / 合计", D("10.00")),
        ("2080501", "行政单位离退休", "收入预算 / 财政拨款收入", D("9.00")),
    ]


def test_a_row_above_the_first_ruling_of_a_page_is_kept() -> None:
    head: list[list[Spec | None]] = [["科目编码", "科目名称", "金额"]]
    found = read(
        "一般公共预算支出预算表",
        grid([*head, ["204", "公共安全支出", "30.00"], ["20405", "法院", "10.00"]]),
        "2040504 案件审判 1,833.30",
        grid([["2040505", "案件执行", "950.00"]], page=2),
        kind="budget",
    )
    assert [(r["row_code"], r["value"]) for r in found.cells] == [
        ("204", D("30.00")),
        ("20405", D("10.00")),
        ("2040504", D("1833.30")),
        ("2040505", D("950.00")),
    ]


def test_two_sides_keep_their_labels_apart() -> None:
    found = read(
        "收入支出决算总表",
        grid(
            [
                [("收入", 1, 2), None, ("支出", 1, 2), None],
                ["项目", "决算数", "项目", "决算数"],
                ["一、一般公共预算财政拨款收入", "9.00", "一、一般公共服务支出", ""],
                ["总计", "9.00", "总计", "9.00"],
            ]
        ),
    )
    assert cells(found) == [
        (None, "一、一般公共预算财政拨款收入", "收入 / 决算数", D("9.00")),
        (None, "总计", "收入 / 决算数", D("9.00")),
        (None, "总计", "支出 / 决算数", D("9.00")),
    ]
    rows = found.tables["income_expenditure_summary"]
    assert [(r["side"], r["item"]) for r in rows] == [
        ("income", "一、一般公共预算财政拨款收入"),
        ("income", "总计"),
        ("expenditure", "总计"),
    ]


def test_yuan_become_wan_in_the_published_table_and_stay_yuan_in_the_cells() -> None:
    head: list[list[Spec | None]] = [
        [("项目", 1, 4), None, None, None, ("支出预算", 1, 2), None],
        [("功能分类科目编码", 1, 3), None, None, ("功能分类科目名称", 2, 1), ("合计", 2, 1), ("基本支出", 2, 1)],
        ["类", "款", "项", None, None, None],
    ]
    found = read(
        "2025年部门支出预算总表",
        "编制部门：示例局 单位：元",
        grid([*head, ["208", "05", "05", "机关事业单位基本养老保险缴费支出", "1,410,886.00", "1,410,886.00"]]),
        kind="budget",
    )
    assert found.cells[0]["unit"] == "元" and found.cells[0]["value"] == D("1410886.00")
    (row,) = found.tables["expenditure"]
    assert (row["functional_code"], row["level"], row["total"]) == ("2080505", 3, D("141.0886"))


def test_the_unit_and_the_title_inside_the_grid() -> None:
    found = read(
        grid(
            [
                [("支出预算总表\n公开表三\n部门：示例局 单位：万元", 1, 5), None, None, None, None],
                ["合计", "基本支出", "项目支出", "单位预留机动经费", "结转下年资金"],
                ["18.00", "9.00", "6.00", "2.00", "1.00"],
            ]
        ),
        kind="budget",
    )
    assert (found.statements[0]["title"], found.statements[0]["unit"], found.statements[0]["table_no"]) == (
        "支出预算总表",
        "万元",
        "三",
    )
    (row,) = found.tables["expenditure"]
    assert (row["total"], row["basic"], row["project"], row["other"]) == (D("18.00"), D("9.00"), D("6.00"), D("3.00"))


def test_spacer_columns_are_no_columns() -> None:
    found = read(
        "一般公共预算支出预算表",
        grid(
            [
                ["", "科目编码", "", "", "科目名称", "", "", "金额", ""],
                [("204", 1, 3), None, None, ("公共安全支出", 1, 3), None, None, "", "26,200.88", ""],
                [("20405", 1, 3), None, None, ("法院", 1, 3), None, None, ("26,200.88", 1, 3), None, None],
            ],
            widths=[4, 60, 4, 4, 100, 4, 4, 60, 4],
        ),
    )
    assert cells(found) == [("204", "公共安全支出", "金额", D("26200.88")), ("20405", "法院", "金额", D("26200.88"))]


def test_an_empty_table_and_its_note() -> None:
    head: list[list[Spec | None]] = [["科目编码", "科目名称", "本年支出"], ["", "", ""], [("合计", 1, 2), None, ""]]
    noted = read(
        "政府性基金预算财政拨款收入支出决算表", grid(head), "注：本单位没有政府性基金收入和支出，故本表无数据。"
    )
    assert noted.statements[0]["status"] == "empty" and not noted.findings and not noted.cells
    silent = read("政府性基金预算财政拨款收入支出决算表", grid(head))
    assert [finding.rule for finding in silent.findings] == ["empty-without-note"]


@pytest.mark.parametrize("tall", [True, False])
def test_three_public_wide_and_tall(tall: bool) -> None:
    wide: list[list[Spec | None]] = [
        [
            ("合计", 2, 1),
            ("因公出国（境）费", 2, 1),
            ("公务用车购置及运行维护费", 1, 3),
            None,
            None,
            ("公务接待费", 2, 1),
        ],
        [None, None, "小计", "公务用车\n购置费", "公务用车\n运行维护费", None],
        ["5.00", "1.00", "3.00", "0.00", "3.00", "1.00"],
    ]
    high: list[list[Spec | None]] = [
        ["项目", "决算数"],
        ["合计", "5.00"],
        ["一、因公出国（境）费", "1.00"],
        ["二、公务用车购置及运行维护费", "3.00"],
        ["1.公务用车购置费", "0.00"],
        ["2.公务用车运行维护费", "3.00"],
        ["三、公务接待费", "1.00"],
    ]
    found = read("财政拨款“三公”经费支出决算表", grid(high if tall else wide))
    assert {row["item"]: row["amount"] for row in found.tables["three_public"]} == {
        "total": D("5.00"),
        "overseas": D("1.00"),
        "vehicle": D("3.00"),
        "vehicle_purchase": D("0.00"),
        "vehicle_operation": D("3.00"),
        "reception": D("1.00"),
    }


@pytest.mark.parametrize("own", ["5.00", ""])
def test_a_total_with_meetings_is_not_the_total_of_the_three(own: str) -> None:
    found = read(
        "“三公”经费、会议费、培训费支出预算表",
        grid(
            [
                [("合计", 2, 1), ("“三公”经费", 1, 3), None, None, ("会议费", 2, 1)],
                [None, "小计", "因公出国（境）费", "公务接待费", None],
                ["9.00", own, "2.00", "3.00", "4.00"],
            ]
        ),
        kind="budget",
    )
    rows: dict[object, Row] = {row["item"]: row for row in found.tables["three_public"]}
    assert rows.get("total", {}).get("budget_initial") == (D(own) if own else None)
    assert rows["reception"]["budget_initial"] == D("3.00")


def test_tables_beyond_the_official_ones_are_kept() -> None:
    found = read("单位特别情况表", grid([["项目", "金额"], ["甲", "1.00"], ["乙", "2.00"], ["丙", "3.00"]]))
    assert [(r["statement"], r["title"]) for r in found.statements] == [("other_1", "单位特别情况表")]
    assert len(found.cells) == 3 and found.tables == {}


def test_text_in_a_column_of_figures_is_reported() -> None:
    found = read("收入决算表", grid([*INCOME_HEAD, ["201", "一般公共服务支出", "1O.00", "10.00"]]))
    assert [(f.rule, f.actual) for f in found.findings] == [("text-suspect", "1O.00")]
    assert cells(found) == [("201", "一般公共服务支出", "财政拨款收入", D("10.00"))]


def test_numbers_of_columns_are_no_figures() -> None:
    found = read(
        "收入决算表",
        grid([*INCOME_HEAD, [("栏次", 1, 2), None, "1", "2"], [("合计", 1, 2), None, "30.00", "30.00"]]),
    )
    assert [row["value"] for row in found.cells] == [D("30.00"), D("30.00")]


def test_the_label_that_a_page_break_cut_is_joined() -> None:
    found = read(
        "收入决算表",
        grid([*INCOME_HEAD, ["2080505", "机关事业单位基本养老", "1.00", "1.00"]]),
        grid([["", "保险缴费支出", "", ""], ["2080506", "机关事业单位职业年金缴费支出", "2.00", "2.00"]], page=2),
    )
    assert [row["name"] for row in found.tables["income"]] == [
        "机关事业单位基本养老保险缴费支出",
        "机关事业单位职业年金缴费支出",
    ]


def test_a_numbered_item_at_the_top_of_a_page_is_no_rest_of_a_label() -> None:
    """The figures of 金融支出 are blank, so nothing but its number tells it from the rest of a cut label."""
    found = read(
        "支出决算表",
        grid([*INCOME_HEAD, ["215", "十五、资源勘探工业信息等支出", "1.00", "1.00"]]),
        grid([["", "十六、金融支出", "", ""], ["220", "十七、其他支出", "2.00", "2.00"]], page=2),
    )
    assert [row["row_label"] for row in found.cells] == [
        *["十五、资源勘探工业信息等支出"] * 2,
        *["十七、其他支出"] * 2,
    ]


def test_the_front_of_a_figure_that_a_ruling_cuts_is_reported_and_not_published() -> None:
    found = read(
        "收入决算表", grid([*INCOME_HEAD, ["2080505", "养老保险", "8", ",100.00"], ["215", "其他", "5.00", "5.00"]])
    )
    assert [(row["row_label"], row["value"]) for row in found.cells] == [("其他", D("5.00"))] * 2
    assert sorted(finding.rule for finding in found.findings) == ["text-suspect", "text-suspect"]


def test_the_codes_beside_the_numbers_of_the_columns_belong_to_the_header() -> None:
    """The national form merges 类, 款, 项 over the rows 栏次 and 合计."""
    found = read(
        "收入决算表",
        grid(
            [
                [("功能分类科目编码", 1, 3), None, None, "科目名称", "本年收入合计", "财政拨款收入"],
                [("类", 2, 1), ("款", 2, 1), ("项", 2, 1), "栏次", "1", "2"],
                [None, None, None, "合计", "3.00", "3.00"],
                [("201", 1, 3), None, None, "一般公共服务支出", "3.00", "3.00"],
            ]
        ),
    )
    assert [(code, label, column) for code, label, column, _ in cells(found)] == [
        (None, "合计", "本年收入合计"),
        (None, "合计", "财政拨款收入"),
        ("201", "一般公共服务支出", "本年收入合计"),
        ("201", "一般公共服务支出", "财政拨款收入"),
    ]


def test_a_title_whose_first_line_is_the_year_alone() -> None:
    found = read("2024年部门", "财务收支预算总表", grid([*INCOME_HEAD, ["215", "其他", "5.00", "5.00"]]), kind="budget")
    assert [row["title"] for row in found.statements] == ["2024年部门财务收支预算总表"]


INCOME_BY_SOURCE: list[list[Spec | None]] = [
    [("一般公共预算资金", 2, 1), "小计", "7.00"],
    [None, "专项收入", "2.00"],
    ["政府性基金", "小计", "3.00"],
]


def test_a_first_page_without_the_ruling_between_two_columns_of_labels_is_the_same_table() -> None:
    found = read(
        "收入预算总表",
        grid([["项目名称", "金额"], ["收入总计", "10.00"]], widths=[100.0, 50.0]),
        grid([[("项目名称", 1, 2), None, "金额"], *INCOME_BY_SOURCE], page=2),
        kind="budget",
    )
    assert [row["statement"] for row in found.statements] == ["income"]
    assert cells(found) == [
        (None, "收入总计", "金额", D("10.00")),
        (None, "一般公共预算资金 / 小计", "金额", D("7.00")),
        (None, "一般公共预算资金 / 专项收入", "金额", D("2.00")),
        (None, "政府性基金 / 小计", "金额", D("3.00")),
    ]


def test_the_last_rows_alone_on_a_page_have_no_ruling_where_their_cells_are_merged() -> None:
    head: list[list[Spec | None]] = [["功能分类", "金额", "支出用途", "金额"]]
    found = read(
        "财政拨款收支预算总表",
        grid(
            [
                *head,
                ["一、一般公共服务支出", "4.00", "一、基本支出", "6.00"],
                ["二、外交支出", "6.00", "二、项目支出", "4.00"],
            ]
        ),
        grid([["支出合计", "10.00"]], page=2, widths=[150.0, 50.0]),
        kind="budget",
    )
    (last,) = [row for row in found.cells if row["page"] == 2]
    assert (last["row_label"], last["value"], last["column"]) == ("支出合计", D("10.00"), "金额")
    assert len(found.statements) == 1


def test_a_label_cut_by_a_page_goes_on_in_a_table_without_codes() -> None:
    head: list[list[Spec | None]] = [["项目", "预算数", "决算数"]]
    found = read(
        "财政拨款“三公”经费支出决算表",
        grid([*head, ["合计", "3.00", "2.00"], ["（1）公务用", "3.00", "2.00"]]),
        grid([["车购置费", "", ""], ["3.公务接待费", "0.00", "0.00"]], page=2),
    )
    assert [row["row_label"] for row in found.cells[::2]] == ["合计", "（1）公务用车购置费", "3.公务接待费"]


def test_a_header_printed_again_over_fewer_columns_is_no_row() -> None:
    first: list[list[Spec | None]] = [
        [("项目", 1, 3), None, None, ("本年收入合计", 2, 1)],
        [("功能分类科目编码", 1, 2), None, "科目名称", None],
        ["类", "款", "合计", "30.00"],
    ]
    again: list[list[Spec | None]] = [
        [("项目", 1, 2), None, ("本年收入合计", 2, 1)],
        ["功能分类科目编码", "科目名称", None],
        ["201", "一般公共服务支出", "30.00"],
    ]
    found = read("收入决算表", grid(first), grid(again, page=2, widths=[100.0, 50.0, 50.0]))
    assert cells(found) == [
        (None, "合计", "本年收入合计", D("30.00")),
        ("201", "一般公共服务支出", "本年收入合计", D("30.00")),
    ]


def test_blank_rows_on_a_further_page_belong_to_an_empty_table_alone() -> None:
    blank: list[list[Spec | None]] = [["", "", "", ""]] * 2
    empty = read("收入决算表", grid([*INCOME_HEAD, *blank]), grid(blank, page=2))
    filled = read("收入决算表", grid([*INCOME_HEAD, ["201", "一般公共服务支出", "1.00", ""]]), grid(blank, page=2))
    assert [(row["status"], row["last_page"]) for row in empty.statements] == [("empty", 2)]
    assert [(row["status"], row["last_page"]) for row in filled.statements] == [("filled", 1)]


def test_an_item_whose_name_stands_on_several_rows_of_the_header_is_one() -> None:
    head: list[list[Spec | None]] = [
        [("合计", 3, 1), ("“三公”经费", 1, 2), None, ("会议费", 3, 1)],
        [None, "因公出国", "公务接", None],
        [None, "（境）费", "待费", None],
    ]
    found = read("“三公”经费、会议费支出预算表", grid([*head, ["9.00", "2.00", "3.00", "4.00"]]), kind="budget")
    assert [row["column"] for row in found.cells] == [
        "合计",
        "“三公”经费 / 因公出国（境）费",
        "“三公”经费 / 公务接待费",
        "会议费",
    ]
    assert {r["item"]: r["budget_initial"] for r in found.tables["three_public"]}["overseas"] == D("2.00")


def test_a_header_that_goes_on_on_the_next_page() -> None:
    found = read(
        "“三公”经费支出预算表",
        grid([["合计", ("公务用车购置及运行维护费", 1, 3), None, None]]),
        grid([["", "小计", "公务用车购置费", "公务用车运行维护费"], ["9.00", "9.00", "2.00", "7.00"]], page=2),
        kind="budget",
    )
    assert [(r["column"], r["value"], r["page"]) for r in found.cells] == [
        ("合计", D("9.00"), 2),
        ("公务用车购置及运行维护费 / 小计", D("9.00"), 2),
        ("公务用车购置及运行维护费 / 公务用车购置费", D("2.00"), 2),
        ("公务用车购置及运行维护费 / 公务用车运行维护费", D("7.00"), 2),
    ]


def test_figures_without_a_place_in_the_published_table_are_told() -> None:
    found = read(
        "收入决算表",
        "单位：万元",
        grid([["科目编码", "科目名称", "本年收入合计", "奇怪的收入"], ["201", "一般公共服务支出", "3.00", "1.00"]]),
    )
    (told,) = [f for f in found.findings if f.rule == "figure-unassigned"]
    assert "奇怪的收入" in told.message and "1 个数字" in told.message and told.actual == "1.00"
    assert [c[3] for c in cells(found)] == [D("3.00"), D("1.00")]


def test_a_page_of_blank_rows_does_not_end_a_table() -> None:
    found = read(
        "收入决算表",
        grid([*INCOME_HEAD, ["201", "一般公共服务支出", "1.00", "1.00"]]),
        grid([["", "", "", ""]], page=2),
        grid([["205", "教育支出", "2.00", "2.00"]], page=3),
    )
    assert [row["statement"] for row in found.statements] == ["income"]
    assert [r["functional_code"] for r in found.tables["income"]] == ["201", "205"]


FUND_HEAD: list[list[Spec | None]] = [
    [
        ("项目", 1, 2),
        None,
        ("年初结转和结余", 2, 1),
        ("本年收入", 2, 1),
        ("本年支出", 2, 3),
        None,
        None,
        ("年末结转和结余", 2, 1),
    ],
    ["功能分类\n科目编码", "科目名称", None, None, None, None, None, None],
]
FUND_BODY: list[list[Spec | None]] = [
    ["212", "城乡社区支出", "0", "20.00", "18.00", "", "18.00", "2.00"],
    ["2120803", "城市建设支出", "0", "20.00", "18.00", "", "18.00", "2.00"],
]


@pytest.mark.parametrize("printed", [("0", "20.00", "2.00"), ("0.00", "—", "2.00"), ("", "", "")])
def test_a_total_in_the_last_row_of_the_header_has_no_expenditure(printed: tuple[str, str, str]) -> None:
    shared: list[Spec | None] = [("合计", 1, 2), None, *printed[:2], "合计", "基本支出", "项目支出", printed[2]]
    found = read("政府性基金预算财政拨款收入支出决算表", "单位：万元", grid([*FUND_HEAD, shared, *FUND_BODY]))
    rows = found.tables["government_fund"]
    total, first = (rows[0], rows[1]) if any(printed) else ({}, rows[0])
    figure = {"": None, "—": None}
    assert (first["functional_code"], first["total"], first.get("basic"), first["project"]) == (
        "212",
        D("18.00"),
        None,
        D("18.00"),
    )
    assert [row["functional_code"] for row in rows][-2:] == ["212", "2120803"]
    if total:
        assert (total["name"], total.get("total"), total.get("basic"), total.get("project")) == (
            "合计",
            None,
            None,
            None,
        )
        expected = [figure[text] if text in figure else D(text) for text in printed]
        assert [total.get(name) for name in ("opening_balance", "income", "closing_balance")] == expected
    assert not [finding for finding in found.findings if finding.rule == "figure-unassigned"]


def test_a_shared_row_with_the_levels_of_the_codes_printed_again() -> None:
    head: list[list[Spec | None]] = [
        [("项目", 1, 4), None, None, None, ("本年收入", 2, 1), ("本年支出", 2, 3), None, None],
        [("功能分类科目编码", 1, 3), None, None, "科目名称", None, None, None, None],
        ["类", "款", "项", "合计", "20.00", "合计", "基本支出", "项目支出"],
    ]
    pages = [
        grid([*head, [("212", 1, 3), None, None, "城乡社区支出", "20.00", "18.00", "", "18.00"]]),
        grid([*head, [("2120803", 1, 3), None, None, "城市建设支出", "20.00", "18.00", "", "18.00"]], page=2),
    ]
    found = read("政府性基金预算财政拨款收入支出决算表", "单位：万元", *pages)
    rows = [
        (r["functional_code"], r["name"], r.get("income"), r.get("project")) for r in found.tables["government_fund"]
    ]
    assert rows == [
        (None, "合计", D("20.00"), None),
        ("212", "城乡社区支出", D("20.00"), D("18.00")),
        ("2120803", "城市建设支出", D("20.00"), D("18.00")),
    ]


def test_a_total_row_below_a_whole_header_is_left_as_it_is() -> None:
    head: list[list[Spec | None]] = [*FUND_HEAD]
    head[0] = [cell if not isinstance(cell, tuple) or cell[0] != "本年支出" else ("本年支出", 1, 3) for cell in head[0]]
    head[1] = ["功能分类\n科目编码", "科目名称", None, None, "合计", "基本支出", "项目支出", None]
    total: list[Spec | None] = [("合计", 1, 2), None, "0", "20.00", "18.00", "0", "18.00", "2.00"]
    found = read("政府性基金预算财政拨款收入支出决算表", "单位：万元", grid([*head, total, *FUND_BODY]))
    assert found.tables["government_fund"][0]["total"] == D("18.00")


def test_what_stands_below_every_head_tells_no_column_from_another() -> None:
    """Shanghai: 决算数 below 本年收入合计, 财政拨款收入 …; codes and the total begin in the row of 类|款|项."""
    kinds = ("本年收入合计", "财政拨款收入", "事业收入")
    found = read(
        "收入决算表",
        "单位：万元",
        grid(
            [
                [("项目", 1, 4), None, None, None, *[(kind, 2, 1) for kind in kinds]],
                [("功能分类科目编码", 2, 3), None, None, ("科目名称", 2, 1), None, None, None],
                [None, None, None, None, "决算数", "决算数", "决算数"],
                ["类", "款", "项", "合计", "30.00", "28.00", "2.00"],
                [("2050204", 1, 3), None, None, "高中教育", "30.00", "28.00", "2.00"],
            ]
        ),
    )
    rows = found.tables["income"]
    assert [(row["name"], row["total"], row["appropriation"], row["institutional"]) for row in rows] == [
        ("合计", D("30.00"), D("28.00"), D("2.00")),
        ("高中教育", D("30.00"), D("28.00"), D("2.00")),
    ]
    assert [cell["column"] for cell in found.cells][:2] == ["本年收入合计 / 决算数", "财政拨款收入 / 决算数"]
    assert not found.findings


def test_the_sides_of_the_appropriation_may_be_called_final_accounts() -> None:
    found = read(
        "财政拨款收入支出决算总表",
        "单位：万元",
        grid(
            [
                [("收入决算数", 1, 2), None, ("支出决算数", 1, 4), None, None, None],
                ["项目", "决算数", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"],
                ["一、一般公共预算财政拨款", "9.00", "五、教育支出", "10.00", "9.00", "1.00"],
            ]
        ),
    )
    income, spent = found.tables["appropriation_summary"]
    assert (income["side"], income["total"]) == ("income", D("9.00"))
    assert (spent["total"], spent["general_budget"], spent["government_fund"]) == (D("10.00"), D("9.00"), D("1.00"))


def test_codes_that_print_their_own_level_alone() -> None:
    head: list[list[Spec | None]] = [
        [("科目编码", 1, 3), None, None, ("科目名称", 2, 1), ("合计", 2, 1)],
        ["类", "款", "项", None, None],
    ]
    first: list[list[Spec | None]] = [
        ["208", "", "", "社会保障和就业支出", "30.00"],
        ["", "05", "", "行政事业单位养老支出", "30.00"],
        ["", "", "01", "行政单位离退休", "10.00"],
        ["", "", "02", "事业单位离退休", "5.00"],
    ]
    second: list[list[Spec | None]] = [
        ["", "", "05", "机关事业单位基本养老保险缴费支出", "15.00"],
        ["210", "", "", "卫生健康支出", "4.00"],
        ["", "11", "01", "行政单位医疗", "4.00"],
        [("合计", 1, 4), None, None, None, "34.00"],
    ]
    found = read("支出预算总表", "单位：万元", grid([*head, *first]), grid(second, page=2), kind="budget")
    codes = [row["row_code"] for row in found.cells]
    assert codes[:6] == ["208", "20805", "2080501", "2080502", "2080505", "210"]
    assert [row["functional_code"] for row in found.tables["expenditure"]][:6] == codes[:6]


@pytest.mark.parametrize(
    "years", [("2024年预算数", "2025年预算数"), ("上年预算数", "预算数"), ("2024年执行数", "2025年预算数")]
)
def test_the_year_before_is_no_figure_of_this_year(years: tuple[str, str]) -> None:
    head: list[list[Spec | None]] = [[("单位", 2, 1), (years[0], 1, 2), None, (years[1], 1, 2), None]]
    head.append([None, "合计", "公务接待费", "合计", "公务接待费"])
    table = grid([*head, ["示例局", "9.00", "9.00", "7.00", "7.00"]])
    rows = read("“三公”经费支出预算表", "单位：万元", table, kind="budget").tables["three_public"]
    assert {row["item"]: row["budget_initial"] for row in rows} == {"total": D("7.00"), "reception": D("7.00")}


def test_the_three_public_with_budget_and_outcome_in_rows() -> None:
    head: list[list[Spec | None]] = [["项目", "合计", "公务接待费"]]
    rows: list[list[Spec | None]] = [["预算数", "6.50", "2.50"], ["决算数", "4.36", "0.86"], ["上年数", "4.78", "1.00"]]
    found = read("财政拨款“三公”经费支出决算表", "单位：万元", grid([*head, *rows])).tables["three_public"]
    assert [(row["item"], row["budget_adjusted"], row["amount"]) for row in found] == [
        ("total", D("6.50"), D("4.36")),
        ("reception", D("2.50"), D("0.86")),
    ]
