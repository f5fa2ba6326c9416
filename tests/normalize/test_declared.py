"""绩效目标表 of budgets: goals, money of project and year, targets without results (figures invented)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.extract import read
from pipeline.model import Box, Cell, Grid, SourceFile
from pipeline.normalize.outline import build_outline
from pipeline.normalize.scorecards.build import Scorecards, read_scorecards
from pipeline.normalize.scorecards.forms import find_forms, grids_of_forms
from pipeline.spec.scorecard import scorecard_spec

D = Decimal

HEAD = """项目名称|示例道路|项目性质|阶段性项目|项目类别|特定目标类
主管部门|示例市示例局|实施单位|示例市示例中心||
计划开始日期|2026/1/1|计划完成日期|2027年12月31日||
项目资金(元)|项目资金总额|3,000,000.00|年度资金申请总额|1,200,000.00|
|其中：财政资金|2,500,000.00|其中：当年财政拨款|1,000,000.00|
|||上年结转资金|200,000.00|
|其他资金|500,000.00|其他资金|0|
项目绩效目标|项目总体目标(2026年-2027年)||年度总体目标||
|建成道路。||完成征收。||
"""
ROWS = """绩效指标|一级指标|二级指标|三级指标|年度(/项目)指标值|
|成本指标|经济成本指标|成本合理性|合理|
|产出指标|数量指标|道路长度|=985米|
|||路灯|≥40盏|
||质量指标|验收达标率|=100.00(%)|
|满意度指标|服务对象满意度指标|居民满意度|≥90.00(%)|
"""


def dumped(text: str) -> Scorecards:
    document = read(SourceFile("a.txt", text.replace("|", "\t").encode()))
    return read_scorecards(build_outline(document).grids, [], ("示例市示例局",), dumped=True)


def test_a_form_that_declares_targets() -> None:
    found = dumped(HEAD + ROWS)
    (project,) = found.projects
    assert (project["form"], project["name"], project["nature"], project["category"]) == (
        "target",
        "示例道路",
        "阶段性项目",
        "特定目标类",
    )
    assert (project["competent_department"], project["implementing_unit"]) == ("示例市示例局", "示例市示例中心")
    assert (project["planned_start"], project["planned_end"]) == ("2026-01-01", "2027-12-31")
    assert (project["amount_total"], project["amount_fiscal"], project["amount_other"]) == (D(300), D(250), D(50))
    assert (project["goal_overall"], project["goal_expected"]) == ("建成道路。", "完成征收。")
    assert {row["fund"]: row["budget_initial"] for row in found.funding} == {
        "total": D(120),
        "current_year": D(100),
        "carried_over": D(20),
        "other": D(0),
    }
    assert [(row["level1"], row["level2"], row["level3"]) for row in found.indicators] == [
        ("成本指标", "经济成本指标", "成本合理性"),
        ("产出指标", "数量指标", "道路长度"),
        ("产出指标", "数量指标", "路灯"),
        ("产出指标", "质量指标", "验收达标率"),
        ("满意度指标", "服务对象满意度指标", "居民满意度"),
    ]
    assert [(row["target_operator"], row["target_value"], row["target_unit"]) for row in found.indicators] == [
        (None, None, None),
        ("=", D(985), "米"),
        (">=", D(40), "盏"),
        ("=", D("100.00"), "%"),
        (">=", D("90.00"), "%"),
    ]
    assert not found.findings


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("项目资金(元)", "项目资金", "没有印出单位"),
        ("2026/1/1", "开工之日", "“开工之日”不是日期"),
        ("2026/1/1", "2026/13/1", "“2026/13/1”不是日期"),
        ("1,200,000.00", "一百二十万", "“一百二十万”无法识别"),
        ("示例道路", "", "缺少项目1的名称"),
    ],
)
def test_what_is_not_certain_is_told(old: str, new: str, told: str) -> None:
    (finding,) = dumped(HEAD.replace(old, new) + ROWS).findings
    assert told in finding.message


def test_money_of_one_year_alone() -> None:
    found = dumped(
        "项目名称|示例项目||\n主管部门|示例局|实施单位|示例中心\n项目资金(万元)|年度资金总额：|12.50|\n"
        "|其中：财政拨款|10.00|\n|其他资金|2.50|\n年度目标|完成培训。||\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|场次|≥3场\n"
    )
    (project,) = found.projects
    assert (project["goal_expected"], project["goal_overall"], project["amount_total"]) == ("完成培训。", None, None)
    assert {row["fund"]: row["budget_initial"] for row in found.funding} == {
        "total": D("12.50"),
        "current_year": D("10.00"),
        "other": D("2.50"),
    }


def grid(page: int, text: str, sides: tuple[float, ...]) -> Grid:
    """A grid with boxes, columns between ``sides``; a blank cell belongs to the one above."""
    rows = []
    for number, line in enumerate(text.strip("\n").split("\n")):
        cells = [
            Cell(cell, f"p{page}", box=Box(x0, 20.0 * number, x1, 20.0 * number + 20)) if cell else None
            for cell, x0, x1 in zip(line.split("|"), sides, sides[1:], strict=False)
        ]
        rows.append(tuple(cells))
    return Grid(tuple(rows), f"p{page}")


@pytest.mark.parametrize(
    ("further", "taken"),
    [
        ("|满意度指标|服务对象满意度指标|商户满意度|≥80.00(%)|\n", True),
        ("绩效指标|一级指标|二级指标|三级指标|年度(/项目)指标值|\n|||商户满意度|≥80.00(%)|\n", True),
        ("科目编码|科目名称|合计|\n201|一般公共服务支出|5.00|\n", False),
    ],
)
def test_a_further_page_belongs_to_the_form_or_not(further: str, taken: bool) -> None:
    sides = (50.0, 100.0, 170.0, 240.0, 380.0, 480.0, 540.0)
    other = sides if taken else (50.0, 90.0, 300.0, 500.0)
    grids = [grid(1, HEAD + ROWS, sides), grid(2, further, other)]
    (form,) = find_forms(grids, scorecard_spec())
    assert form.declares(scorecard_spec())
    assert grids_of_forms(grids, scorecard_spec()) == ({0, 1} if taken else {0})
    found = read_scorecards(grids, [], (), dumped=False)
    assert [row["level3"] for row in found.indicators][5:] == (["商户满意度"] if taken else [])
    if taken:
        assert found.indicators[5]["level1"] == "满意度指标"
        assert found.indicators[5]["target_value"] == D("80.00")


def test_rows_of_both_forms_have_the_same_columns() -> None:
    """Whoever reads the rows (pictures, words, checks) finds every column of the form that it knows."""
    target = dumped(HEAD + ROWS)
    known = {
        "projects": {"name", "goal_expected", "goal_actual", "execution_rate", "total_weight", "total_score"},
        "funding": {"budget_initial", "budget_adjusted", "executed"},
        "indicators": {"actual_text", "actual_value", "score", "weight", "deviation_reason", "attained"},
    }
    for name, columns in known.items():
        assert all(columns <= set(row) for row in getattr(target, name))
