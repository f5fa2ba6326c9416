"""Columns of budget forms that differ from the national ones: kinds of appropriation, whole numbers, both groups in one line."""

from __future__ import annotations

from decimal import Decimal

from tests.normalize.test_statements import Spec, grid, read

D = Decimal

_CODES = ["201", "一般公共服务支出"]


def _income(*head: str, figures: list[str]) -> dict[str, object]:
    rows = [["功能分类科目编码", "功能分类科目名称", *head], [*_CODES, *figures], ["", "合计", *figures]]
    found = read("部门收入总体情况表", "单位：万元", grid([list(row) for row in rows]), kind="budget")
    return dict(found.tables["income"][0])


def test_kinds_of_appropriation_add_up_where_there_is_no_column_for_all() -> None:
    row = _income("总计", "一般公共预算", "政府性基金预算", "事业收入", figures=["90.00", "60.00", "10.00", "20.00"])
    assert (row["total"], row["appropriation"], row["institutional"]) == (D("90.00"), D("70.00"), D("20.00"))


def test_they_do_not_add_to_the_column_for_all() -> None:
    row = _income(
        "总计", "财政拨款收入", "一般公共预算", "政府性基金预算", figures=["70.00", "70.00", "60.00", "10.00"]
    )
    assert row["appropriation"] == D("70.00")


def test_the_income_of_the_year_goes_before_a_total_with_what_was_carried_over() -> None:
    table = grid(
        [
            [
                ("部门（单位）代码", 2, 1),
                ("部门（单位）名称", 2, 1),
                ("合计", 2, 1),
                ("本年收入", 1, 2),
                None,
                ("上年结转结余", 2, 1),
            ],
            [None, None, None, "小计", "一般公共预算", None],
            ["155001", "示例局（本级）", "35.00", "30.00", "30.00", "5.00"],
            ["155002", "示例站", "5.00", "", "", "5.00"],
        ]
    )
    found = read("收入总表", "单位：万元", table, kind="budget")
    assert [(r["total"], r["appropriation"]) for r in found.tables["income"] if r.get("total")] == [(D(30), D(30))]
    assert not any("代码" in str(r["column"]) for r in found.cells)
    assert sorted({str(r["column"]) for r in found.cells}) == [
        "上年结转结余",
        "合计",
        "本年收入 / 一般公共预算",
        "本年收入 / 小计",
    ]


def test_a_total_of_what_was_carried_over_is_not_the_total_of_the_year() -> None:
    head: list[list[Spec | None]] = [
        [
            ("科目编码", 2, 1),
            ("科目名称", 2, 1),
            ("年初结转和结余", 1, 2),
            None,
            ("本年收入", 2, 1),
            ("本年支出", 1, 2),
            None,
        ],
        [None, None, "合计", "基本支出结转", None, "合计", "基本支出"],
    ]
    body: list[list[Spec | None]] = [["201", "一般公共服务支出", "1.00", "1.00", "9.00", "8.00", "7.00"]]
    found = read("一般公共预算财政拨款收入支出决算表", "单位：万元", grid([*head, *body]))
    (row,) = found.tables["general_budget_expenditure"]
    assert (row["total"], row["basic"], row.get("project")) == (D(8), D(7), None)


def test_a_line_of_whole_numbers_is_no_row_that_numbers_the_columns() -> None:
    head = ["总计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"]
    table = grid([[*head], ["6", "0", "0", "5", "1"]])
    found = read("一般公共预算“三公”经费支出情况表", "单位：万元", table, kind="budget")
    assert [r["value"] for r in found.cells] == [D(6), D(0), D(0), D(5), D(1)]
    numbered = grid([[*head], ["1", "2", "3", "4", "5"], ["6.00", "0.00", "0.00", "5.00", "1.00"]])
    found = read("一般公共预算“三公”经费支出情况表", "单位：万元", numbered, kind="budget")
    assert [r["value"] for r in found.cells] == [D("6.00"), D("0.00"), D("0.00"), D("5.00"), D("1.00")]


def test_a_total_over_both_groups_is_of_neither() -> None:
    table = grid(
        [
            ["经济分类科目编码", "经济分类科目名称", "合计", "人员经费", "公用经费"],
            ["301", "工资福利支出", "60.00", "60.00", ""],
            ["302", "商品和服务支出", "20.00", "", "20.00"],
            ["", "合计", "80.00", "60.00", "20.00"],
        ]
    )
    found = read("一般公共预算基本支出情况表", "单位：万元", table, kind="budget")
    assert [(r["name"], r["group"], r["amount"]) for r in found.tables["general_budget_basic_expenditure"]] == [
        ("工资福利支出", "personnel", D("60.00")),
        ("商品和服务支出", "operating", D("20.00")),
        ("合计", None, D("80.00")),
    ]


def test_a_label_cut_into_two_rows_beside_one_figure_is_one_line() -> None:
    table = grid(
        [
            ["项目名称", "金额"],
            ["一、基本支出", "10.00"],
            ["三、单位预留机动经", ("3.00", 2, 1)],
            ["费", None],
            ["二、项目支出", ("5.00", 2, 1)],
            ["四、其他支出", None],
        ]
    )
    found = read("支出决算表", "单位：万元", table)
    assert [(r["row_label"], r["value"]) for r in found.cells] == [
        ("一、基本支出", D("10.00")),
        ("三、单位预留机动经费", D("3.00")),
        ("二、项目支出", D("5.00")),
    ]


def test_expenditure_told_again_by_economic_class_is_no_line_of_the_summary() -> None:
    table = grid(
        [
            [("收入", 1, 2), None, ("支出", 1, 4), None, None, None],
            ["项目", "本年预算", "项目（按功能分类）", "本年预算", "项目（按政府预算经济分类）", "本年预算"],
            ["一、一般公共预算拨款收入", "10.00", "一、一般公共服务支出", "10.00", "一、机关工资福利支出", "7.00"],
            ["", "", "", "", "二、机关商品和服务支出", "3.00"],
            ["收入总计", "10.00", "支出总计", "10.00", "支出总计", "10.00"],
        ]
    )
    found = read("收支总表", "单位：万元", table, kind="budget")
    assert [r["item"] for r in found.tables["income_expenditure_summary"]] == [
        "一、一般公共预算拨款收入",
        "一、一般公共服务支出",
        "收入总计",
        "支出总计",
    ]
    assert len(found.cells) == 7 and [f.rule for f in found.findings] == ["figure-unassigned"]


def test_codes_of_units_stand_among_those_of_the_classification() -> None:
    table = grid(
        [
            ["科目编码", "单位名称（科目名称）", "合计", "基本支出"],
            ["127", "示例局", "10.00", "10.00"],
            ["127001", "示例局本级", "10.00", "10.00"],
            ["201", "一般公共服务支出", "10.00", "10.00"],
            ["20106", "财政事务", "10.00", "10.00"],
        ]
    )
    found = read("支出总表", "单位：万元", table, kind="budget")
    assert [(r["functional_code"], r["name"], r["level"]) for r in found.tables["expenditure"]] == [
        (None, "示例局", 0),
        (None, "示例局本级", 0),
        ("201", "一般公共服务支出", 1),
        ("20106", "财政事务", 2),
    ]


def test_a_second_classification_beside_the_first_is_no_part_of_it() -> None:
    table = grid(
        [
            [("部门预算经济分类", 1, 2), None, ("政府预算经济分类", 1, 2), None, ("合计", 2, 1)],
            ["科目编码", "科目名称", "科目编码", "科目名称", None],
            ["30101", "基本工资", "50101", "工资奖金津补贴", "60.00"],
            ["30107", "绩效工资", "50501", "工资福利支出", "40.00"],
        ]
    )
    found = read("一般公共预算基本支出表", "单位：万元", table, kind="budget")
    assert [(r["economic_code"], r["name"], r["amount"]) for r in found.tables["general_budget_basic_expenditure"]] == [
        ("30101", "基本工资", D(60)),
        ("30107", "绩效工资", D(40)),
    ]


def test_counts_and_rates_among_the_money_have_units_of_their_own() -> None:
    head: list[Spec | None] = ["项目", "行次", "2024年预算数", "决算数", "增减%"]
    rows: list[list[Spec | None]] = [
        ["一、“三公”经费支出", "1", "—", "—", ""],
        ["（一）支出合计", "2", "5.50", "4.00", "-27.27"],
        ["1．公务接待费", "3", "5.50", "4.00", ""],
        ["4．公务用车保有量（辆）", "4", "—", "2", ""],
    ]
    found = read("“三公”经费、行政参公单位机关运行经费情况表", "单位：元", grid([head, *rows]))
    assert [(r["row_label"], r["value"], r["unit"]) for r in found.cells if r["value"] is not None] == [
        ("（一）支出合计", D("5.50"), "元"),
        ("（一）支出合计", D("4.00"), "元"),
        ("（一）支出合计", D("-27.27"), "%"),
        ("1．公务接待费", D("5.50"), "元"),
        ("1．公务接待费", D("4.00"), "元"),
        ("4．公务用车保有量（辆）", D(2), "辆"),
    ]
    assert [(r["item"], r.get("amount")) for r in found.tables["three_public"]] == [
        ("total", D("0.000400")),
        ("reception", D("0.000400")),
    ]


def test_words_within_a_head_exclude_no_column() -> None:
    for head in ("2025年支出（含上年结转）", "收入支出决算数"):
        table = grid(
            [
                ["科目编码", "科目名称", (head, 1, 2), None],
                [None, None, "合计", "基本支出"],
                ["201", "一般公共服务支出", "8.00", "7.00"],
            ]
        )
        found = read("一般公共预算支出表", "单位：万元", table, kind="budget")
        (row,) = found.tables["general_budget_expenditure"]
        assert (row["total"], row["basic"]) == (D(8), D(7)), head


def test_a_kind_of_other_income_is_not_counted_twice() -> None:
    row = _income("总计", "其他收入/小计", "财政拨款收入", figures=["90.00", "15.00", "75.00"])
    assert row["other"] == D("15.00")
    table = grid(
        [
            [("科目编码", 2, 1), ("科目名称", 2, 1), ("总计", 2, 1), ("其他收入", 1, 2), None],
            [None, None, None, "小计", "财政专户管理资金"],
            ["201", "一般公共服务支出", "15.00", "15.00", "10.00"],
        ]
    )
    found = read("收入总表", "单位：万元", table, kind="budget")
    assert found.tables["income"][0]["other"] == D(15)
