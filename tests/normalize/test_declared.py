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


SATISFIED = "|满意度指标|服务对象满意度指标|居民满意度|≥90.00(%)|\n"


@pytest.mark.parametrize(
    "name", ["主管部门满意度", "项目单位数量", "全年预算执行率", "年度目标任务完成率", "合计排放量"]
)
def test_an_indicator_may_begin_like_a_label(name: str) -> None:
    found = dumped(HEAD + ROWS + f"|||{name}|≥95%|\n")
    assert (len(found.indicators), found.indicators[-1]["level3"]) == (6, name)
    assert found.projects[0]["goal_expected"] == "完成征收。"
    assert len(found.funding) == 4


@pytest.mark.parametrize("name", ["年度目标责任考核奖", "总体目标研究"])
def test_a_project_may_be_called_like_a_label(name: str) -> None:
    (project,) = dumped(HEAD.replace("示例道路", name) + ROWS).projects
    assert (project["name"], project["implementing_unit"], project["goal_expected"]) == (
        name,
        "示例市示例中心",
        "完成征收。",
    )


def test_a_goal_may_begin_like_its_label() -> None:
    text = HEAD.replace(
        "项目总体目标(2026年-2027年)||年度总体目标||\n|建成道路。||完成征收。||", "年度目标|年度目标任务全部完成。"
    )
    (project,) = dumped(text + ROWS).projects
    assert (project["goal_overall"], project["goal_expected"]) == (None, "年度目标任务全部完成。")


@pytest.mark.parametrize(
    "labels",
    ["年度指标值|全年完成值|自评得分", "年度指标值|实际完成情况|偏差", "指标值|执行数|"],
)
def test_a_form_with_results_is_no_form_of_targets(labels: str) -> None:
    found = dumped(HEAD + ROWS.replace("年度(/项目)指标值|", labels))
    assert [project["form"] for project in found.projects] == ["self_evaluation"]


def test_labels_may_carry_their_unit() -> None:
    head = (
        HEAD.replace("项目资金(元)", "项目资金")
        .replace("资金总额|3", "资金总额（元）|3")
        .replace("申请总额|", "申请总额（元）：|")
    )
    (project,) = (found := dumped(head + ROWS)).projects
    assert (project["amount_total"], project["amount_fiscal"], project["amount_other"]) == (D(300), D(250), D(50))
    assert {row["fund"]: row["budget_initial"] for row in found.funding}["total"] == D(120)


def test_the_money_of_the_year_below_that_of_the_project() -> None:
    start, end = HEAD.index("项目资金(元)"), HEAD.index("项目绩效目标")
    money = (
        "项目资金(万元)|项目资金总额|300||\n|其中:财政资金|250||\n|其他资金|50||\n"
        "|年度资金总额|120||\n|其中:财政拨款|100||\n|其他资金|20||\n"
    )
    (project,) = (found := dumped(HEAD[:start] + money + HEAD[end:] + ROWS)).projects
    assert (project["amount_total"], project["amount_fiscal"], project["amount_other"]) == (D(300), D(250), D(50))
    assert {r["fund"]: r["budget_initial"] for r in found.funding} == {
        "total": D(120),
        "current_year": D(100),
        "other": D(20),
    }


def test_money_below_its_labels_and_other_money_of_several_kinds() -> None:
    start, end = HEAD.index("项目资金(元)"), HEAD.index("项目绩效目标")
    below = "项目资金(万元)|年度资金总额|其中：财政拨款|其他资金\n|120|100|20\n"
    found = dumped(HEAD[:start] + below + HEAD[end:] + ROWS)
    assert {r["fund"]: r["budget_initial"] for r in found.funding} == {
        "total": D(120),
        "current_year": D(100),
        "other": D(20),
    }
    kinds = "项目资金(万元)|年度资金总额|120\n|其中：财政拨款|100\n|财政专户管理资金|5\n|单位资金|15\n"
    found = dumped(HEAD[:start] + kinds + HEAD[end:] + ROWS)
    assert {r["fund"]: r["budget_initial"] for r in found.funding} == {
        "total": D(120),
        "current_year": D(100),
        "other": D(20),
    }


def test_a_target_in_columns_of_its_own() -> None:
    rows = "|一级指标|二级指标|三级指标|指标性质|指标值|度量单位\n|产出指标|数量指标|场次|≥|3|场\n|||费用|≤|5|万元\n|||质量|定性|优良|\n"
    found = dumped(HEAD + rows)
    assert [
        (r["target_operator"], r["target_value"], r["target_unit"], r["target_text"]) for r in found.indicators
    ] == [
        (">=", D(3), "场", "≥3场"),
        ("<=", D(5), "万元", "≤5万元"),
        (None, None, None, "优良"),
    ]
    (finding,) = dumped(HEAD + ROWS.replace("年度(/项目)指标值", "说明")).findings
    assert "“指标值”一列" in finding.message


def test_what_follows_the_indicators_is_no_goal_and_no_target() -> None:
    weighted = ROWS.replace("指标值|", "指标值|分值").replace("≥90.00(%)|", "≥90.00(%)|10")
    found = dumped(HEAD + weighted + "|总分|||||100\n")
    assert found.projects[0]["goal_expected"] == "完成征收。"
    assert (len(found.indicators), found.indicators[-1]["weight"]) == (5, D(10))
    two = dumped(HEAD + ROWS + "项目支出绩效目标表|||||\n||||单位：元|\n" + HEAD.replace("示例道路", "第二项目") + ROWS)
    assert [project["name"] for project in two.projects] == ["示例道路", "第二项目"]
    assert [row["target_text"] for row in two.indicators if row["level3"] == "居民满意度"] == ["≥90.00(%)"] * 2


def test_a_form_goes_on_behind_a_line_and_without_categories() -> None:
    first, second, third = ROWS.partition("|||路灯")[0], "|||路灯|≥40盏|\n", ROWS.partition("|||路灯|≥40盏|\n")[2]
    found = dumped(HEAD + first + "- 2 -\n" + second + "- 3 -\n" + third)
    assert [row["level3"] for row in found.indicators] == ["成本合理性", "道路长度", "路灯", "验收达标率", "居民满意度"]


def test_labels_of_budgets_begin_a_form_and_no_list_of_projects() -> None:
    head = HEAD.replace("主管部门", "预算主管部门").replace("实施单位", "预算单位")
    (project,) = dumped(head + ROWS).projects
    assert (project["competent_department"], project["implementing_unit"]) == ("示例市示例局", "示例市示例中心")
    assert not dumped("项目名称|预算单位|金额\n示例道路|示例中心|5.00\n示例桥|示例中心|6.00\n").projects


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
        (
            "部门名称|示例局||\n年度资金总额|300.00||\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|人次|≥300人次\n",
            False,
        ),
        ("序号|工作内容|金额|备注\n1|道路|300.00|产出指标\n", False),
    ],
)
def test_a_further_page_belongs_to_the_form_or_not(further: str, taken: bool) -> None:
    sides = (50.0, 100.0, 170.0, 240.0, 380.0, 480.0, 540.0)
    other = sides if taken else (50.0, 90.0, 240.0, 300.0, 500.0)
    grids = [grid(1, HEAD + ROWS, sides), grid(2, further, other)]
    (form,) = find_forms(grids, scorecard_spec())
    assert form.declares
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


def test_indicators_of_no_project_are_told() -> None:
    whole = (
        "部门名称|示例局||\n年度资金总额|300.00||\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|人次|≥300人次\n"
    )
    found = dumped(whole)
    assert not found.projects
    (finding,) = found.findings
    assert (finding.rule, finding.severity) == ("figure-unread", "warning")
    assert not dumped(HEAD + ROWS).findings


def test_a_list_of_projects_is_no_form() -> None:
    listed = "序号|项目名称|实施单位|金额\n1|示例道路|示例中心|5.00\n2|示例桥|示例中心|6.00\n"
    assert not dumped(listed).projects
    assert not dumped("单位编码|项目名称|项目单位|合计\n1|示例道路|示例中心|5.00\n").projects


@pytest.mark.parametrize("head", ["分值权重", "分值权重(90)", "权重"])
def test_weights_of_targets(head: str) -> None:
    rows = ROWS.replace("指标值|", f"指标值|{head}").replace("≥90.00(%)|", "≥90.00(%)|10")
    assert dumped(HEAD + rows).indicators[-1]["weight"] == D(10)


def test_the_points_of_the_execution_beside_the_money_are_no_result() -> None:
    found = dumped(
        HEAD.replace("|年度资金申请总额|1,200,000.00|", "|年度资金申请总额|1,200,000.00|执行率分值(10)") + ROWS
    )
    assert [project["form"] for project in found.projects] == ["target"]
    assert {row["fund"]: row["budget_initial"] for row in found.funding}["total"] == D(120)
