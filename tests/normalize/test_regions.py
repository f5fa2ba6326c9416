"""Which grid is which table, where titles are not known, stand at the foot of a page, or tables begin with hardly a figure."""

from __future__ import annotations

from pipeline.model import Line
from tests.normalize.test_statements import Spec, grid, read

HEAD: list[Spec | None] = ["科目编码", "科目名称", "总计", "机关工资福利支出", "机关商品和服务支出"]
OTHER: list[Spec | None] = ["科目编码", "科目名称", "总计", "工资福利支出", "商品和服务支出"]
ROW: list[Spec | None] = ["2010601", "行政运行", "10.00", "7.00", "3.00"]


def titles(*blocks: object) -> list[tuple[object, object, object, object]]:
    found = read(*blocks, kind="budget")  # type: ignore[arg-type]
    return [(s["statement"], s["title"], s["first_page"], s["last_page"]) for s in found.statements]


def test_a_table_with_a_title_of_its_own_is_none_that_goes_on() -> None:
    assert titles(
        "支出预算分类汇总表（按政府预算经济分类）",
        "单位：万元",
        grid([HEAD, ROW]),
        "支出预算分类汇总表（按部门预算经济分类）",
        grid([HEAD, ROW], page=2),
    ) == [
        ("other_1", "支出预算分类汇总表（按政府预算经济分类）", 1, 1),
        ("other_2", "支出预算分类汇总表（按部门预算经济分类）", 2, 2),
    ]


def test_nor_is_one_with_other_heads_or_another_number() -> None:
    assert len(titles("特别情况表", grid([HEAD, ROW]), grid([OTHER, ROW], page=2))) == 2
    assert len(titles("特别情况表", "表7", grid([HEAD, ROW]), "表8", grid([HEAD, ROW], page=2))) == 2


def test_its_title_printed_again_and_heads_that_overflow_go_on() -> None:
    again = ("特别情况表", grid([HEAD, ROW]), "特别情况表", grid([HEAD, ROW], page=2))
    assert titles(*again) == [("other_1", "特别情况表", 1, 2)]
    cut: list[Spec | None] = ["科目编码", "科目名称", "总计", "机关工资福利", "机关商品和服务"]
    assert titles("特别情况表", grid([HEAD, ROW]), grid([cut, ROW], page=2)) == [("other_1", "特别情况表", 1, 2)]


def test_a_titled_table_may_begin_with_hardly_a_figure() -> None:
    head: list[Spec | None] = ["项目", "行次", "统计数"]
    first = grid([head, ["栏次", "", "1"], ["一、机构运行经费", "1", "40.00"]])
    rest = grid([head, ["二、采购", "2", "55.60"], ["1.货物", "3", "35.20"], ["2.服务", "4", "20.40"]], page=2)
    assert titles("机构运行经费、国有资产占用情况信息表", first, rest) == [
        ("other_1", "机构运行经费、国有资产占用情况信息表", 1, 2)
    ]
    assert titles("机构运行经费、国有资产占用情况信息表", first) == []


def test_a_title_at_the_foot_of_a_page_is_that_of_the_table_on_the_next() -> None:
    wide: list[Spec | None] = ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费"]
    found = titles(
        "一般公共预算“三公”经费支出表",
        grid([wide, ["6.00", "0.00", "0.00", "5.00", "1.00"]]),
        Line("公开12表", "p1", 1),
        Line("机构运行经费信息表", "p1", 1),
        Line("编制单位：示例局 金额单位：万元", "p1", 1),
        grid(
            [["项目", "行次", "统计数"], ["一、甲", "1", "4.00"], ["二、乙", "2", "5.00"], ["三、丙", "3", "6.00"]],
            page=2,
        ),
    )
    assert [name for name, *_ in found] == ["three_public", "other_1"]
    assert found[1][1] == "机构运行经费信息表"


def test_the_title_of_an_unknown_table_is_no_line_beside_it() -> None:
    assert titles("财政专户管理资金预算支出表", "部门：示例局  部门公开表20", "单位：万元", grid([HEAD, ROW])) == [
        ("other_1", "财政专户管理资金预算支出表", 1, 1)
    ]


def test_heads_that_are_no_known_words_are_the_rows_above_the_first_amount() -> None:
    found = read(
        "整体支出绩效目标表",
        "单位：万元",
        grid(
            [
                [("部门名称", 3, 1), ("年度预算申请", 1, 3), None, None, ("整体绩效目标", 3, 1)],
                [None, ("资金总额", 2, 1), ("按支出性质分", 1, 2), None, None],
                [None, None, "基本支出", "项目支出", None],
                ["示例局", "18.00", "12.00", "6.00", "做好预算编制"],
            ]
        ),
        kind="budget",
    )
    assert [(r["row_label"], r["column"], str(r["value"])) for r in found.cells] == [
        ("示例局", "年度预算申请 / 资金总额", "18.00"),
        ("示例局", "年度预算申请 / 按支出性质分 / 基本支出", "12.00"),
        ("示例局", "年度预算申请 / 按支出性质分 / 项目支出", "6.00"),
    ]


def test_a_continued_title_and_lines_at_the_foot_of_a_page_begin_no_table() -> None:
    rest = grid([["20101", "人大事务", "9.00"], ["20102", "政协事务", "8.00"], ["20103", "政府事务", "7.00"]], page=2)
    first = grid([["科目编码", "科目名称", "本年支出合计"], ["201", "一般公共服务支出", "24.00"]])
    assert titles("支出决算表", first, "支出决算表（续）", rest) == [("expenditure", "支出决算表", 1, 2)]
    for foot in ("示例局2024年度部门决算公开报表", "填报说明：数据取自F03表", "本单位无此项数据，故为空表"):
        assert titles("支出决算表", first, Line(foot, "p1", 1), rest) == [("expenditure", "支出决算表", 1, 2)], foot


def test_the_code_of_a_unit_stands_beside_its_line() -> None:
    head: list[Spec | None] = ["科目编码", "单位名称（科目名称）", "合计"]
    found = read(
        "支出总表", grid([head, ["127001", "示例局本级", "10.00"], ["201", "一般公共服务支出", "10.00"]]), kind="budget"
    )
    assert [(r["row_code"], r["row_label"]) for r in found.cells] == [
        ("127001", "示例局本级"),
        ("201", "一般公共服务支出"),
    ]
    assert [r["functional_code"] for r in found.tables["expenditure"]] == [None, "201"]


def test_damaged_figures_of_other_tables_are_told_and_targets_are_not() -> None:
    rows: list[list[Spec | None]] = [
        ["项目名称", "项目金额", "指标值"],
        ["甲", "1B,234.50", "≥95%"],
        ["乙", "2.00", "24次"],
        ["丙", "3.00", "1"],
        ["丁", "4.00", ""],
    ]
    found = read("特别项目情况表", grid(rows), kind="budget")
    assert [f.actual for f in found.findings if f.rule == "text-suspect"] == ["1B,234.50"]
