"""自评表: shifted rows, merged and garbled categories, cut cells, blank amounts (figures invented)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from pipeline.extract import read
from pipeline.model import Box, Cell, Grid, Row, SourceFile
from pipeline.normalize.impossible import mend_impossible
from pipeline.normalize.outline import build_outline
from pipeline.normalize.scorecards.build import Scorecards, read_scorecards
from pipeline.normalize.scorecards.categories import IndicatorRow, restore
from pipeline.normalize.scorecards.forms import find_forms
from pipeline.normalize.scorecards.pieces import Legibility, join_pieces
from pipeline.normalize.scorecards.row import FormRow
from pipeline.normalize.scorecards.targets import Target, attained, read_target
from pipeline.normalize.units_above import units_above
from pipeline.spec.scorecard import scorecard_spec

HEAD = """项目名称|示例培训项目|||||||
主管部门|示例市|示例局||实施单位|示例市示例局|||
|||年初预算数|全年预算数|全年执行数|分值|执行率|得分
项目资金|年度资金总额||20.00|10.00|9.00|10.00|90.00%|9.00分
(万元)|其中:当年财政拨款||15.00|10.00|9.00|—|—|—
|其他资金||5.00|0.00|0.00|—|—|—
|预期目标||||实际完成情况|||
年度总体目标|培训三十人。||||培训了三十人。|||
|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
"""
ROWS = """||数量指标|培训人数|>=30人次|=31人次|20.00|20.00|报名踊跃
|产出指标||培训场次|=3 次|=3 次|20. 00|20.00|
||质量指标|培训合格率|>=95%|=96.5%|10.00|10.00|
|效益指标|社会效益指标|提升能力|有效提升|完全达到预期目标|30.00|30.00|
|满意度指标|满意度指标|学员满意|>=90%|=95%|10.00|10.00|
|总分|||||100.00|99.00分|
"""


def scorecards(text: str, org: str = "示例市示例局") -> Scorecards:
    document = read(SourceFile("a.txt", text.replace("|", "\t").encode()))
    return read_scorecards(build_outline(document).grids, ["参加培训的学员提升能力"], (org,), dumped=True)


def levels(rows: list[Row]) -> list[tuple[object, object]]:
    return [(row["level1"], row["level2"]) for row in rows]


def test_a_clean_form() -> None:
    found = scorecards(HEAD + ROWS)
    (project,) = found.projects
    assert project["name"] == "示例培训项目"
    assert project["competent_department"] == project["implementing_unit"] == "示例市示例局"
    assert (project["execution_rate"], project["execution_weight"], project["execution_score"]) == (
        Decimal("90.00"),
        Decimal("10.00"),
        Decimal("9.00"),
    )
    assert (project["total_weight"], project["total_score"]) == (Decimal("100.00"), Decimal("99.00"))
    assert (project["goal_expected"], project["goal_actual"]) == ("培训三十人。", "培训了三十人。")
    assert [(r["fund"], r["budget_initial"], r["budget_adjusted"], r["executed"]) for r in found.funding] == [
        ("total", Decimal("20.00"), Decimal("10.00"), Decimal("9.00")),
        ("current_year", Decimal("15.00"), Decimal("10.00"), Decimal("9.00")),
        ("other", Decimal("5.00"), Decimal("0.00"), Decimal("0.00")),
    ]
    first = found.indicators[0]
    assert (first["target_operator"], first["target_value"], first["target_unit"]) == (">=", Decimal(30), "人次")
    assert (first["actual_value"], first["attained"], first["deviation_reason"]) == (Decimal(31), True, "报名踊跃")
    assert levels(found.indicators) == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "满意度指标"),
    ]
    assert found.indicators[3]["target_value"] is None and found.indicators[3]["attained"] is None


def test_rows_that_a_page_break_moved_to_the_left_are_put_right() -> None:
    head, tail = ROWS.splitlines(keepends=True)[:2], ROWS.splitlines(keepends=True)[2:]
    moved = "".join(line.removeprefix("|") for line in tail)
    assert scorecards(HEAD + "".join(head) + "\n" + moved).indicators[2:] == [
        {**row, "source_ref": f"L{int(str(row['source_ref'])[1:]) + 1}"}
        for row in scorecards(HEAD + ROWS).indicators[2:]
    ]


def test_a_cell_broken_by_a_page_is_joined() -> None:
    rows = ROWS.splitlines(keepends=True)
    rows[1] = "|产出指标||培训场|=3 次|=3 次|20. 00|20.00|因天气\n"
    rows.insert(2, "\n||次|||||改期一次\n")
    rows[3:] = [line.removeprefix("|") for line in rows[3:]]
    second = scorecards(HEAD + "".join(rows)).indicators[1]
    assert (second["level3"], second["deviation_reason"]) == ("培训场次", "因天气改期一次")
    assert second["source_ref"] == "L11-13"


def test_a_garbled_category_is_restored_and_reported() -> None:
    found = scorecards(HEAD + ROWS.replace("||质量指标|", "|本山长|FE质|"))
    assert levels(found.indicators)[2] == ("产出指标", "质量指标")
    assert any(f.rule == "value-inferred" and f.row_key == "1/3" and "不清" in f.message for f in found.findings)


def test_values_inside_the_name_cell_are_taken_out() -> None:
    found = scorecards(
        HEAD + ROWS.replace("|培训场次|=3 次|=3 次|20. 00|20.00|", "|培训 >=3 次 =3 次 20.00 场次|20.00||||")
    )
    second = found.indicators[1]
    assert (second["level3"], second["target_text"], second["actual_value"], second["weight"], second["score"]) == (
        "培训场次",
        ">=3次",
        Decimal(3),
        Decimal("20.00"),
        Decimal("20.00"),
    )


def test_one_blank_amount_follows_from_the_sum_and_is_reported() -> None:
    found = scorecards(HEAD.replace("|其他资金||5.00|", "|其他资金|||") + ROWS)
    assert found.funding[2]["budget_initial"] == Decimal("5.00")
    assert any(f.rule == "value-inferred" and f.row_key == "1/other" for f in found.findings)


def test_two_blank_amounts_stay_blank() -> None:
    text = HEAD.replace("|其他资金||5.00|", "|其他资金|||").replace("拨款||15.00|", "拨款|||")
    assert [row["budget_initial"] for row in scorecards(text + ROWS).funding] == [Decimal("20.00"), None, None]


def test_an_unreadable_amount_is_null_and_reported() -> None:
    found = scorecards(HEAD.replace("20.00|10.00|9.00|10.00|90", "2O.00|10.00|9.00|10.00|90") + ROWS)
    assert found.funding[0]["budget_initial"] is None
    assert any(f.rule == "text-suspect" and f.actual == "2O.00" for f in found.findings)


def test_cut_labels_of_money_lines_are_recognised() -> None:
    found = scorecards(HEAD.replace("|其他资金||", "|其作|也资金|") + ROWS)
    assert [row["fund"] for row in found.funding] == ["total", "current_year", "other"]


def test_a_missing_total_is_null() -> None:
    found = scorecards(HEAD + "".join(ROWS.splitlines(keepends=True)[:-1]))
    assert found.projects[0]["total_score"] is None and found.projects[0]["total_weight"] is None
    assert len(found.indicators) == 5


def test_a_form_without_a_score_column_reports_it() -> None:
    text = (HEAD + ROWS).replace("|分值|得分|偏差", "|分值||偏差")
    text = "".join(
        line.replace("|20.00|20.00|", "|20.00||")
        .replace("|20. 00|20.00|", "|20.00||")
        .replace("|10.00|10.00|", "|10.00||")
        .replace("|30.00|30.00|", "|30.00||")
        for line in text.splitlines(keepends=True)
    )
    found = scorecards(text)
    assert any(f.rule == "part-missing" and "得分" in f.message for f in found.findings)
    assert len(found.indicators) == 5 and all(row["score"] is None for row in found.indicators)


def test_several_forms_are_numbered_in_order() -> None:
    found = scorecards(HEAD + ROWS + "\n" + HEAD.replace("示例培训项目", "第二个项目") + ROWS)
    assert [(p["project_no"], p["name"]) for p in found.projects] == [(1, "示例培训项目"), (2, "第二个项目")]
    assert len(found.indicators) == 10


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (">=8 次", Target(">=8次", ">=", Decimal(8), "次")),
        ("≥100百分比", Target("≥100百分比", ">=", Decimal(100), "%")),
        ("<=4.32万元", Target("<=4.32万元", "<=", Decimal("4.32"), "万元")),
        ("<=8 小时/ 次", Target("<=8小时/次", "<=", Decimal(8), "小时/次")),
        ("=57,111 万 元/家", Target("=57,111万元/家", "=", Decimal(57111), "万元/家")),
        ("100%", Target("100%", None, Decimal(100), "%")),
        ("逐步提高", Target("逐步提高")),
        ("2024年12月前", Target("2024年12月前")),
        ("=2024年底", Target("=2024年底")),
        ("≤12月底", Target("≤12月底")),
        ("≥10年", Target("≥10年", ">=", Decimal(10), "年")),
        (">=60 /=", Target(">=60/=", ">=", Decimal(60), None, unit_damaged=True)),
        ("", Target("")),
    ],
)
def test_targets(raw: str, expected: Target) -> None:
    assert read_target(raw, scorecard_spec()) == expected


@pytest.mark.parametrize(
    ("target", "actual", "result"),
    [
        (">=8次", "=8次", True),
        (">=8次", "=7次", False),
        ("<=2%", "=1.37%", True),
        ("=3次", "=4次", False),
        (">3次", "=3次", False),
        ("<3次", "=2次", True),
        (">=8次", "=8人", None),
        ("提高", "完全达到预期目标", None),
    ],
)
def test_attained(target: str, actual: str, result: bool | None) -> None:
    spec = scorecard_spec()
    assert attained(read_target(target, spec), read_target(actual, spec)) is result


def test_pieces_of_a_cut_cell() -> None:
    spec = scorecard_spec()
    assert join_pieces(["乌鲁木", ":齐市示例", "局"], spec).text == "乌鲁木齐市示例局"
    assert join_pieces(["项目](上年结转资", "资金)"], spec).text == "项目(上年结转资金)"
    assert join_pieces(["专精特新力", "方向"], spec).text == "专精特新方向"
    assert join_pieces(["单独一格"], spec).mended is False
    assert join_pieces(["前半", "", "后半"], spec).doubtful
    assert join_pieces(["中小企业", "Ž"], spec).doubtful


def test_labels_printed_on_the_first_row_of_their_block() -> None:
    rows = [
        IndicatorRow("产出指标", "数量指标", "甲项工作"),
        IndicatorRow("", "", "乙项工作", None),
        IndicatorRow("", "", "丙项工作", None),
        IndicatorRow("", "质量指标", "丁项工作", None),
        IndicatorRow("效益指标", "社会效益指标", "戊项工作", None),
    ]
    assert [c.level2 for c in restore(rows, scorecard_spec())] == ["数量指标"] * 3 + ["质量指标", "社会效益指标"]


def test_labels_printed_in_the_middle_of_their_block() -> None:
    names = ["", "数量指标", "", "", "质量指标", "", "社会效益指标"]
    rows = [IndicatorRow("", name, f"第{n}项工作", None) for n, name in enumerate(names)]
    assert [c.level2 for c in restore(rows, scorecard_spec())] == ["数量指标"] * 3 + ["质量指标"] * 3 + ["社会效益指标"]


def test_scrambled_text_is_told_from_readable_text() -> None:
    readable = Legibility(["工业企业生产经营中规模存在自然差异属正常市场现象因企业业务需求增加"])
    assert not readable.scrambled("工业企业生产经营中规模存在自然差异")
    assert readable.scrambled("业中存自工企规模在然业生差经产异营在中")
    assert not readable.scrambled("很短的新词")
    assert not Legibility(None).scrambled("业中存自工企规模在然业生差经产异营在中"), "read within its cell's own box"


def parts(text: str, *, cut: int, joined: int) -> list[Grid]:
    """A form on two pages, cut before a row; column ``joined`` of the first page is one with the column before it."""
    rows = [line.split("|") for line in text.splitlines()]
    grids = []
    for page, chosen in enumerate((rows[:cut], rows[cut:]), 1):
        lefts = [n for n in range(9) if page == 2 or n != joined]
        made = []
        for texts in chosen:
            cells = [*texts, *[""] * (9 - len(texts))]
            if page == 1:
                cells[joined - 1 : joined + 1] = ["".join(cells[joined - 1 : joined + 1])]
            edges = [*(40.0 * left for left in lefts), 360.0]
            boxes = [Box(a, 0.0, b, 10.0) for a, b in pairwise(edges)]
            made.append(tuple(Cell(t, f"p{page}", box=box) for t, box in zip(cells, boxes, strict=True)))
        grids.append(Grid(tuple(made), f"p{page}", page))
    return grids


@pytest.mark.parametrize("cut", [1, 2, 3, 4, 5, 6])
def test_a_page_may_end_anywhere_in_the_head_of_a_form(cut: int) -> None:
    whole = scorecards(HEAD + ROWS)
    found = read_scorecards(parts(HEAD + ROWS, cut=cut, joined=2), [], ("示例市示例局",), dumped=False)
    assert [row["name"] for row in found.projects] == ["示例培训项目"]
    amounts = [(r["fund"], r["budget_initial"], r["budget_adjusted"], r["executed"]) for r in found.funding]
    assert amounts == [(r["fund"], r["budget_initial"], r["budget_adjusted"], r["executed"]) for r in whole.funding]
    assert (found.projects[0]["execution_rate"], found.projects[0]["execution_score"]) == (
        Decimal("90.00"),
        Decimal("9.00"),
    )


def test_forms_that_share_a_grid_keep_their_own_columns() -> None:
    """Word processors make one table of forms between which no text stands; each has rulings of its own."""
    rows = []
    for number, step in enumerate(
        (2, 3)
    ):  # the cells of the first form are two columns wide, those of the second three
        for line in (HEAD + ROWS).replace("示例培训项目", f"示例项目{number}").splitlines():
            texts = line.split("|")
            made: list[Cell | None] = [None] * 27
            for place, text in enumerate([*texts, *[""] * (9 - len(texts))]):
                left = place * step
                right = 27 if place == 8 else left + step
                made[left] = Cell(text, "p1", 1, right - left, Box(left, 0.0, right, 10.0))
            rows.append(tuple(made))
    found = read_scorecards([Grid(tuple(rows), "p1", 1)], [], ("示例市示例局",), dumped=False)
    assert [row["name"] for row in found.projects] == ["示例项目0", "示例项目1"]
    whole = scorecards(HEAD + ROWS)
    assert levels(found.indicators) == [*levels(whole.indicators), *levels(whole.indicators)]
    assert [r["target_value"] for r in found.indicators] == [*(r["target_value"] for r in whole.indicators)] * 2


def test_a_page_may_end_within_the_labels_of_the_amounts() -> None:
    cut = HEAD.replace("全年预算数|全年执行数", "全年预|全年执行")
    cut = cut.replace("项目资金|年度资金总额", "||||算数|数|||\n项目资金|年度资金总额")
    (total, *_) = scorecards(cut + ROWS).funding
    assert (total["budget_initial"], total["budget_adjusted"], total["executed"]) == (20, 10, 9)


def test_the_rest_of_a_category_on_the_next_page_is_none_of_the_name() -> None:
    grids = parts(HEAD + ROWS.replace("满意度指标|满意度指标|", "满意度指|满意度指标|"), cut=9 + 5, joined=8)
    rest = tuple(
        Cell(text, "p2", box=Box(40.0 * n, 0.0, 40.0 * n + 40, 10.0)) for n, text in enumerate(["", "标", "", "好"])
    )
    total = tuple(Cell(text, "p2") for text in ("", "总分", "", "", "100.00", "99.00分"))
    found = read_scorecards([grids[0], Grid((rest, total), "p2", 2)], [], ("示例市示例局",), dumped=False)
    last = found.indicators[-1]
    assert (last["level1"], last["level3"]) == ("满意度指标", "学员满意好")


def test_a_last_row_of_quotation_marks_is_no_form() -> None:
    rows = tuple(tuple(Cell(text, "p1") for text in texts) for texts in (("项目", "决算数"), ("”", "\u200b")))
    assert find_forms([Grid(rows, "p1", 1)], scorecard_spec()) == []


def test_an_amount_merged_over_two_rows_is_not_taken_from_the_next_column() -> None:
    boxes = [Box(40.0 * n, 0.0, 40.0 * n + 40, 10.0) for n in range(3)]
    head = FormRow(("", "年初预算数", "全年预算数"), "p1", 0, tuple((box.x0, box.x1) for box in boxes))
    narrow = FormRow(("其他资金", "5.00"), "p2", 1, ((0.0, 40.0), (80.0, 120.0)))
    assert [narrow.below(head, place) for place in range(3)] == [0, 2, 1]  # 2: there is none


def test_a_score_of_a_formula_is_read_with_all_its_decimals() -> None:
    found = scorecards(HEAD + ROWS.replace("20.00|20.00|报名", "20.00|19.3333333333|报名"))
    assert found.indicators[0]["score"] == Decimal("19.3333333333")


def test_impossible_numbers_are_blanked_and_those_with_too_many_decimals_rounded() -> None:
    long, fine, whole = Decimal("1234567890123.5"), Decimal("19.3333325"), -(10**12)
    rows: dict[str, list[Row]] = {
        "a": [{"x": long, "y": fine, "z": whole, "kept": Decimal("0.123456"), "source_ref": "p1"}]
    }
    found = list(mend_impossible(rows))
    assert rows["a"] == [
        {"x": None, "y": Decimal("19.333333"), "z": None, "kept": Decimal("0.123456"), "source_ref": "p1"}
    ]
    assert [(f.rule, f.severity, f.actual) for f in found] == [
        ("figure-impossible", "error", str(long)),
        ("figure-rounded", "warning", str(fine)),
        ("figure-impossible", "error", str(whole)),
    ]


def test_a_target_in_three_columns_and_money_of_several_governments() -> None:
    head = HEAD.replace(
        "|其中:当年财政拨款||15.00|10.00|9.00|—|—|—",
        "|其中：中央财政资金||10.00|6.00|5.00|||\n|省级财政资金||5.00|4.00|4.00|||",
    )
    head = head.replace("三级指标|年度指标值|实际完成值|", "三级指标|指标性质|指标值|度量单位|实际完成值|")
    rows = (
        "|产出指标|数量指标|示例面积|≥|3.2|万亩|3.25|20.00|20.00|\n"
        "|||示例期数|＝|12|期|11|20.00|15.00|\n"
        "|效益指标|社会效益指标|提升能力|定性|有效提升||有效提升|50.00|50.00|\n"
        "|总分||||||||100.00|99.00分|\n"
    )
    found = scorecards(head + rows)
    assert [
        (r["level3"], r["target_text"], r["actual_text"], r["attained"], r["weight"]) for r in found.indicators
    ] == [
        ("示例面积", "≥3.2万亩", "3.25万亩", True, Decimal("20.00")),
        ("示例期数", "＝12期", "11期", False, Decimal("20.00")),
        ("提升能力", "有效提升", "有效提升", None, Decimal("50.00")),
    ]
    money = {row["fund"]: (row["budget_initial"], row["budget_adjusted"], row["executed"]) for row in found.funding}
    assert money["current_year"] == (Decimal("15.00"), Decimal("10.00"), Decimal("9.00"))


SICHUAN = """部门预算项目支出绩效自评表（2023年度）||||||||||
项目名称|5100-示例培训项目|||||||||
主管部门|示例市示例局||||实施单位（盖章）||示例市示例站|||
项目基本情况|1.项目年度目标完成情况||项目年度目标||||年度目标完成情况|||
|||培训三十人。||||完成|||
|2.项目实施内容及过程概述||分两批培训。|||||||
预算执行情况(10分)|年度预算数(万元)||年初预算|调整后预算数|预算执行数|预算执行率|权重|得分|原因|
|总额||0.00|13.36|13.36|100.00%|10|10|其他资金包括社会投入资金|
|其中：财政资金||0.00|3.36|3.36|100.00%|/|/||
|财政专户管理资金||0.00|2.00|2.00|100.00%|/|/||
|单位资金||0.00|5.00|5.00|100.00%|/|/||
|其他资金||0.00|3.00|3.00|100.00%|/|/||
绩效指标(90分)|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
|产出指标|质量指标|按要求支付资金|＝|100|%|100|30|30|
||数量指标|培训人数|≥|30|人|31|30|30|
|效益指标|社会效益指标|办公效率|定性|提高||提高|30|29|学员少
合计||||||||100|{score}|
评价结论|资金已支付。|||||||||
"""


def test_a_form_of_sichuan() -> None:
    found = scorecards(SICHUAN.format(score="99"))
    (project,) = found.projects
    assert (project["competent_department"], project["implementing_unit"]) == ("示例市示例局", "示例市示例站")
    assert (project["goal_expected"], project["goal_actual"]) == ("培训三十人。", "完成")
    assert (project["execution_rate"], project["total_weight"], project["total_score"]) == (100, 100, 99)
    assert [(row["fund"], row["budget_adjusted"]) for row in found.funding] == [
        ("total", Decimal("13.36")),
        ("current_year", Decimal("3.36")),
        ("other", Decimal("10.00")),
    ]
    assert levels(found.indicators) == [
        ("产出指标", "质量指标"),
        ("产出指标", "数量指标"),
        ("效益指标", "社会效益指标"),
    ]
    assert [(row["target_text"], row["actual_value"], row["deviation_reason"]) for row in found.indicators] == [
        ("＝100%", 100, None),
        ("≥30人", 31, None),
        ("提高", None, "学员少"),
    ]
    assert found.findings == []


def test_a_total_of_weights_without_a_score_is_no_score() -> None:
    (project,) = scorecards(SICHUAN.format(score="")).projects
    assert (project["total_weight"], project["total_score"]) == (100, None)


def test_a_second_line_of_one_fund_is_told_and_fails_nothing() -> None:
    again = HEAD.replace("|其他资金||5.00", "|当年财政拨款||4.00|1.00|0.00|—|—|—\n|其他资金||5.00")
    found = scorecards(again + ROWS)
    assert [row["fund"] for row in found.funding] == ["total", "current_year", "other"]
    (finding,) = [f for f in found.findings if f.rule == "figure-unread"]
    assert "当年财政拨款" in finding.message and "4.00" in finding.message


HUBEI = """项目名称||防汛抗旱项目||||
主管部门||示例市示例局||项目实施单位|示例市示例站|
项目类别||1、部门预算项目 ☑ 2、县直专项 □||||
项目属性||1、持续性项目 ☑ 2、新增性项目 □||||
项目类型||1、常年性项目 ☑ 2、一次性项目 □||||
预算执行情况（万元）（20分）|||预算数（A）|执行数（B）|执行率（B/A）|得分（20分*执行率）
||年度财政资金总额|320.00|312.75|97.73%|19.55
一级指标|二级指标|三级指标||年初目标值（A）|实际完成值（B）|得分
产出指标（40分）|数量指标|储备防汛编织袋（8分）||≥10万条|12万条|8
||培训抢险队员（8分）||400人次|350人次|7
|时效指标|物资到位时间（24分）||5月1日前|4月20日|24
满意度指标（40分）|服务对象满意度指标|群众满意度（40分）||≥95%|96.5%|38.55
总分||||||97.10
改进措施||合理安排培训时间。||||
"""


def test_a_form_of_hubei() -> None:
    found = scorecards(HUBEI)
    (project,) = found.projects
    assert (project["name"], project["nature"], project["category"]) == (
        "防汛抗旱项目",
        "1、持续性项目☑2、新增性项目□",
        "1、部门预算项目☑2、县直专项□",
    )
    assert (project["goal_expected"], project["goal_actual"], project["total_score"]) == (None, None, Decimal("97.10"))
    assert (project["execution_rate"], project["execution_weight"], project["execution_score"]) == (
        Decimal("97.73"),
        20,
        Decimal("19.55"),
    )
    assert [(r["fund"], r["budget_adjusted"], r["executed"]) for r in found.funding] == [
        ("total", Decimal("320.00"), Decimal("312.75"))
    ]
    assert [(r["level2"], r["target_text"], r["actual_text"], r["weight"], r["score"]) for r in found.indicators] == [
        ("数量指标", "≥10万条", "12万条", 8, 8),
        ("数量指标", "400人次", "350人次", 8, 7),
        ("时效指标", "5月1日前", "4月20日", 24, 24),
        ("服务对象满意度指标", "≥95%", "96.5%", 40, Decimal("38.55")),
    ]
    assert found.findings == []


YUNNAN = """项目名称||防汛专项|||||||||
主管部门||示例市示例局|||实施单位||示例市示例站||||
项目资金（单位：元）||||年初预算数|全年预算数|全年执行数||分值|执行率|得分|
||年度资金总额||50,000.00|50,000.00|40,000.00||10|80%|8|
||其中：当年财政拨款||50,000.00|50,000.00|40,000.00|||||
年度总体目标|预期目标||||实际完成情况||||||
|储备防汛物资。||||已储备。||||||
绩效指标|||年度指标值|||实际完成值|分值|得分|偏差原因分析及改进措施||
一级指标|二级指标|三级指标|指标性质|指标值|度量单位||||||
产出指标|数量指标|储备批次|≥|2|批次|2|60|60|||
满意度指标|服务对象满意度指标|群众满意度|≥|90|%|95|30|30|||
其他需要说明事项|无||||||||||
总分||总分值|100||总得分|98||自评等级|优||
"""


def test_a_form_of_yunnan_has_a_header_in_two_rows_and_money_in_yuan() -> None:
    found = scorecards(YUNNAN)
    (project,) = found.projects
    assert (project["goal_expected"], project["goal_actual"]) == ("储备防汛物资。", "已储备。")
    assert (project["total_weight"], project["total_score"]) == (100, 98)
    assert [(r["fund"], r["budget_adjusted"], r["executed"]) for r in found.funding] == [
        ("total", 5, 4),
        ("current_year", 5, 4),
    ]
    assert [(r["level3"], r["target_text"], r["actual_text"], r["weight"], r["score"]) for r in found.indicators] == [
        ("储备批次", "≥2批次", "2批次", 60, 60),
        ("群众满意度", "≥90%", "95%", 30, 30),
    ]
    assert found.findings == []


def test_a_line_above_a_form_states_the_unit_of_its_money() -> None:
    document = read(
        SourceFile("a.txt", ("金额单位：元\n" + HEAD.replace("(万元)", "") + ROWS).replace("|", "\t").encode())
    )
    grids = build_outline(document).grids
    found = read_scorecards(grids, [], ("示例市示例局",), dumped=True, units=units_above(document))
    assert found.funding[0]["budget_initial"] == Decimal("0.0020")


CHONGQING = """项目名称|国土绿化项目|||项目编码|50011324T0|||自评总分|99.65|||
主管部门|示例市示例局|||财政归口处室|农业处|||项目联系人||联系电话||
预算执行情况（万元）||年初预算数||全年预算数||全年执行数||执行率（%）|执行率权重|执行率得分||
|年度总金额|500.00||620.00||598.30||96.50|10|9.65||
|其中：财政拨款|500.00||620.00||598.30||||||
当年绩效目标|年初绩效目标||||全年（调整）绩效目标||||全年目标实际完成情况|||
|完成绿化3.5万亩。||||完成绿化4万亩。||||完成绿化4.02万亩。|||
绩效指标|指标名称|计量单位|指标性质|指标值|调整指标值|全年完成值|得分系数（%）|指标权重（分）|指标得分（分）|是否核心指标|说明|
|国土绿化面积|万亩|≥|3.5|4|4.02|100|60|60|是||
|农户满意度|%|≥|90||92|100|30|30|否||
"""


def test_a_form_of_chongqing_has_no_categories_and_numbers_between_result_and_weight() -> None:
    found = scorecards(CHONGQING)
    (project,) = found.projects
    assert (project["name"], project["competent_department"]) == ("国土绿化项目", "示例市示例局")
    assert (project["goal_expected"], project["goal_actual"]) == ("完成绿化4万亩。", "完成绿化4.02万亩。")
    assert [project[f"execution_{name}"] for name in ("rate", "weight", "score")] == [
        Decimal("96.50"),
        10,
        Decimal("9.65"),
    ]
    assert (project["total_weight"], project["total_score"]) == (None, Decimal("99.65"))
    assert [(r["level1"], r["level2"], r["level3"], r["target_text"]) for r in found.indicators] == [
        (None, None, "国土绿化面积", "≥4万亩"),
        (None, None, "农户满意度", "≥90%"),
    ]
    assert [(r["actual_text"], r["weight"], r["score"]) for r in found.indicators] == [
        ("4.02万亩", 60, 60),
        ("92%", 30, 30),
    ]
    assert found.findings == []


def test_the_unit_of_a_form_goes_before_that_of_the_line_above_it() -> None:
    document = read(
        SourceFile(
            "a.txt",
            ("金额单位：元\n" + HEAD.replace("项目资金|", "项目资金（万元）|") + ROWS).replace("|", "\t").encode(),
        )
    )
    found = read_scorecards(build_outline(document).grids, [], (), dumped=True, units=units_above(document))
    assert found.funding[0]["budget_initial"] == Decimal("20.00")


def test_a_goal_may_begin_like_its_label() -> None:
    changed = HEAD.replace("培训了三十人。", "年度目标完成情况良好，全年共培训学员三十人，维修校舍三处。")
    (project,) = scorecards(changed + ROWS).projects
    assert project["goal_actual"] == "年度目标完成情况良好，全年共培训学员三十人，维修校舍三处。"


def test_kinds_below_the_other_money_are_parts_of_it() -> None:
    parts = "|其他资金||5.00|0.00|0.00|—|—|—\n|单位资金||3.00|0.00|0.00|—|—|—\n|事业收入||2.00|0.00|0.00|—|—|—"
    found = scorecards(HEAD.replace("|其他资金||5.00|0.00|0.00|—|—|—", parts) + ROWS)
    assert [r["budget_initial"] for r in found.funding if r["fund"] == "other"] == [Decimal("5.00")]
