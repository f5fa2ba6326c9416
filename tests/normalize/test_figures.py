"""Figures of the narrative, in the wordings that real disclosures use (values invented)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model import Document, Line
from pipeline.normalize.figure import Figure
from pipeline.normalize.figures import FigureReader
from pipeline.normalize.outline import build_outline


def figures(
    *sentences: str,
    heading: str = "一、收入支出决算总体情况说明",
    org: str = "示例市示例局",
    kind: str = "final",
    told: list[str] | None = None,
) -> list[Figure]:
    """The figures of a section; the rules of the findings about them go into ``told``."""
    lines = ["第二部分 部门决算情况说明", heading, *sentences]
    outline = build_outline(Document("text/plain", tuple(Line(text, f"L{n}") for n, text in enumerate(lines, 1))))
    reader = FigureReader((org,), kind)
    found = [figure for section in outline.sections for figure in reader.read(section)]
    if told is not None:
        told.extend(finding.rule for finding in reader.findings)
    return found


def brief(found: list[Figure]) -> list[tuple[str, str, Decimal, str]]:
    return [(f.subject, f.measure, f.value, f.unit) for f in found]


D = Decimal

CASES: list[tuple[str, list[tuple[str, str, Decimal, str]]]] = [
    (
        "2024年度收入总计1,234.50万元，其中：本年收入合计1,200.00万元，使用非财政拨款结余（含专用结余）4.50万元，年初结转和结余30.00万元。",
        [
            ("收入总计", "amount", D("1234.50"), "万元"),
            ("本年收入合计", "amount", D("1200.00"), "万元"),
            ("使用非财政拨款结余（含专用结余）", "amount", D("4.50"), "万元"),
            ("年初结转和结余", "amount", D("30.00"), "万元"),
        ],
    ),
    (
        "收入支出总体与上年相比，减少20.00万元，下降1.59%，主要原因是：项目减少。",
        [
            ("收入支出总体", "prior_change_amount", D("-20.00"), "万元"),
            ("收入支出总体", "prior_change_rate", D("-1.59"), "%"),
        ],
    ),
    (
        "与2023年度相比，收入支出总计增加62.85万元，增长（下降）12.08%。",
        [
            ("收入支出总计", "prior_change_amount", D("62.85"), "万元"),
            ("收入支出总计", "prior_change_rate", D("12.08"), "%"),
        ],
    ),
    (
        "教育支出（类）普通教育（款）小学教育（项）。年初预算为54.53万元，支出决算为50.10万元，完成年初预算的91.88%。",
        [
            ("教育支出>普通教育>小学教育", "budget_initial", D("54.53"), "万元"),
            ("教育支出>普通教育>小学教育", "amount", D("50.10"), "万元"),
            ("教育支出>普通教育>小学教育", "completion_rate", D("91.88"), "%"),
        ],
    ),
    (
        "本年支出1,000.00万元，其中：基本支出600.00万元，占60%；项目支出400.00万元，占40%；对附属单位补助支出0.00万元，占0.00%。",
        [
            ("本年支出", "amount", D("1000.00"), "万元"),
            ("基本支出", "amount", D("600.00"), "万元"),
            ("基本支出", "share", D("60"), "%"),
            ("项目支出", "amount", D("400.00"), "万元"),
            ("项目支出", "share", D("40"), "%"),
            ("对附属单位补助支出", "amount", D("0.00"), "万元"),
            ("对附属单位补助支出", "share", D("0.00"), "%"),
        ],
    ),
    (
        "公务用车购置数0辆，公务用车保有量8辆。国内公务接待1批次，7人次。",
        [
            ("公务用车购置数", "count", D(0), "辆"),
            ("公务用车保有量", "count", D(8), "辆"),
            ("国内公务接待", "count", D(1), "批次"),
            ("国内公务接待", "count", D(7), "人次"),
        ],
    ),
    (
        "截至2024年12月31日，房屋3,254.00平方米，价值70.76万元。单价100万元（含）以上设备（不含车辆）2台（套）。",
        [
            ("房屋", "area", D("3254.00"), "平方米"),
            ("房屋", "amount", D("70.76"), "万元"),
            ("单价100万元（含）以上设备（不含车辆）", "count", D(2), "台（套）"),
        ],
    ),
    (
        "收、支总计各减少12.30，45.60万元，各下降1.2%、3.4%。",
        [
            ("收、支总计", "prior_change_amount", D("-12.30"), "万元"),
            ("收、支总计", "prior_change_amount", D("-45.60"), "万元"),
            ("收、支总计", "prior_change_rate", D("-1.2"), "%"),
            ("收、支总计", "prior_change_rate", D("-3.4"), "%"),
        ],
    ),
    ("示例市示例局2024年度增加1,055.4%。", [("", "prior_change_rate", D("1055.4"), "%")]),
    (
        "公务接待费支出12.50万元，完成预算15.00万元的83.33%，比上年减少1.20万元。",
        [
            ("公务接待费支出", "amount", D("12.50"), "万元"),
            ("公务接待费支出", "budget_adjusted", D("15.00"), "万元"),
            ("公务接待费支出", "completion_rate", D("83.33"), "%"),
            ("公务接待费支出", "prior_change_amount", D("-1.20"), "万元"),
        ],
    ),
    (
        "“三公”经费支出预算为15.00万元，支出决算为12.50万元。",
        [
            ("“三公”经费", "budget_adjusted", D("15.00"), "万元"),
            ("“三公”经费", "amount", D("12.50"), "万元"),
        ],
    ),
    (
        "公务接待费12.00万元，比2023年决算数15.00万元减少3.00万元，下降20.00%。",
        [
            ("公务接待费", "amount", D("12.00"), "万元"),
            ("公务接待费", "prior_change_amount", D("-3.00"), "万元"),
            ("公务接待费", "prior_change_rate", D("-20.00"), "%"),
        ],
    ),
    (
        "公务接待费3.00万元，比上年多支出1.20万元。",
        [("公务接待费", "amount", D("3.00"), "万元"), ("公务接待费", "prior_change_amount", D("1.20"), "万元")],
    ),
    (
        "公务接待费3.00万元，主要用于接待来访人员，比上年减少1.00万元，下降25.00%。",
        [
            ("公务接待费", "amount", D("3.00"), "万元"),
            ("公务接待费", "prior_change_amount", D("-1.00"), "万元"),
            ("公务接待费", "prior_change_rate", D("-25.00"), "%"),
        ],
    ),
    (
        "与上年相比收、支预算总计各增加5.00万元。",
        [("收、支预算总计", "prior_change_amount", D("5.00"), "万元")],
    ),
    ("居民增长13.95。", [("居民", "prior_change_rate", D("13.95"), "%")]),
    ("与上年持平，无增减变化。", []),
    ("截至2024年12月31日，示例区示例局部门（单位）共有车辆4辆。", [("车辆", "count", D(4), "辆")]),
    (
        "平均得分95.50分（其中，绩效评级为“优”的项目5个；绩效评级为“良”的项目0个）。",
        [
            ("平均得分", "score", D("95.50"), "分"),
            ("绩效评级为“优”的项目", "count", D(5), "个"),
            ("绩效评级为“良”的项目", "count", D(0), "个"),
        ],
    ),
    (
        "18“节能环保支出（类）污染减排（款）减排专项支出（项）”5.18万元，主要用于治理。",
        [("节能环保支出>污染减排>减排专项支出", "amount", D("5.18"), "万元")],
    ),
    (
        "14.节能环保支出（类）污染防治（款）大气（项），主要用于扬尘监管等项目支出，年初预算为40.80万元，当年支出决算为37.96万元，"
        "决算数小于预算数的主要原因：经费调减。",
        [
            ("节能环保支出>污染防治>大气", "budget_initial", D("40.80"), "万元"),
            ("节能环保支出>污染防治>大气", "amount", D("37.96"), "万元"),
        ],
    ),
    (
        "国内公务接待支出0.30万元。主要用于接待3批次20人次。",
        [
            ("国内公务接待支出", "amount", D("0.30"), "万元"),
            ("接待", "count", D(3), "批次"),
            ("接待", "count", D(20), "人次"),
        ],
    ),
    ("本部门共有预算单位3个。", [("预算单位", "count", D(3), "个")]),
    (
        "局下属5个全额财政拨款事业单位和2个差额财政拨款事业单位。",
        [("全额财政拨款事业单位", "count", D(5), "个"), ("差额财政拨款事业单位", "count", D(2), "个")],
    ),
    ("下设3个就业开展中心。", [("就业开展中心", "count", D(3), "个")]),
    (
        "公务接待费支出1.00万元，2024年10批次接待来访人员，共50人次。",
        [
            ("公务接待费支出", "amount", D("1.00"), "万元"),
            ("公务接待费支出", "count", D(10), "批次"),
            ("公务接待费支出", "count", D(50), "人次"),
        ],
    ),
    (
        "共有车辆5辆，其中：自有车辆3辆，国有车辆2辆。",
        [("车辆", "count", D(5), "辆"), ("自有车辆", "count", D(3), "辆"), ("国有车辆", "count", D(2), "辆")],
    ),
    (
        "本级财政拨款的机关运行经费30.00万元，下属参公单位财政拨款的机关运行经费12.00万元。",
        [
            ("本级财政拨款的机关运行经费", "amount", D("30.00"), "万元"),
            ("下属参公单位财政拨款的机关运行经费", "amount", D("12.00"), "万元"),
        ],
    ),
    (
        "1.科学技术支出（类）科学技术普及（款）科普活动（项）：支出决算为5.57万元，其中3.00万元用于购置设备，2.57万元用于宣传。",
        [
            ("科学技术支出>科学技术普及>科普活动", "amount", D("5.57"), "万元"),
            ("科学技术支出>科学技术普及>科普活动>其中", "amount", D("3.00"), "万元"),
            ("科学技术支出>科学技术普及>科普活动>其中", "amount", D("2.57"), "万元"),
        ],
    ),
    (
        "1.“教育支出”16.24万元，占0.08%；",
        [("教育支出", "amount", D("16.24"), "万元"), ("教育支出", "share", D("0.08"), "%")],
    ),
    ("11“.灾害防治及应急管理支出”9.20万元。", [("灾害防治及应急管理支出", "amount", D("9.20"), "万元")]),
    (
        "下属1家机关和2家参公事业单位财政拨款的机关运行经费预算为12.50万元。",
        [
            ("机关", "count", D(1), "家"),
            ("参公事业单位", "count", D(2), "家"),
            ("财政拨款的机关运行经费", "budget_adjusted", D("12.50"), "万元"),
        ],
    ),
    (
        "本部门5个预算单位开展了目标编报工作，编报绩效目标的项目7个。",
        [("预算单位", "count", D(5), "个"), ("编报绩效目标的项目", "count", D(7), "个")],
    ),
    (
        "国内公务接待支出0.30万元。主要用于接待友好市代表团，其中：接待批次1次、接待15人次、陪同5人。",
        [
            ("国内公务接待支出", "amount", D("0.30"), "万元"),
            ("接待批次", "count", D(1), "次"),
            ("接待", "count", D(15), "人次"),
            ("陪同", "count", D(5), "人"),
        ],
    ),
    ("本年下设12个科室，分别是：办公室。", [("科室", "count", D(12), "个")]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:18] for case in CASES])
def test_wordings(sentence: str, expected: list[tuple[str, str, Decimal, str]]) -> None:
    assert brief(figures(sentence)) == expected


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:18] for case in CASES])
def test_half_width_punctuation_and_spaces_change_nothing(
    sentence: str, expected: list[tuple[str, str, Decimal, str]]
) -> None:
    half = sentence.translate(str.maketrans("，：；（）", ",:;()")).replace("万元", " 万元 ").replace("，", ", ")
    brackets = str.maketrans("（）", "()")
    subjects = [(s.translate(brackets), m, v, u.translate(brackets)) for s, m, v, u in expected]
    assert brief(figures(half)) == subjects


@pytest.mark.parametrize("typed_twice", ["比2024年预算增加增加3.00万元", "比2024年预算增增加3.00万元"])
def test_a_direction_typed_twice_is_no_part_of_the_base(typed_twice: str) -> None:
    (change,) = figures(f"收入预算{typed_twice}。")[-1:]
    assert (change.measure, change.value, change.base) == ("prior_change_amount", D("3.00"), "2024年预算")


def test_figures_without_their_unit_are_read_or_told() -> None:
    told: list[str] = []
    found = figures("教育支出4.19万元，占76.23;年初预算为0.00万元，支出决算为4.19。", told=told)
    assert [(f.measure, f.value, f.unit) for f in found] == [
        ("amount", D("4.19"), "万元"),
        ("share", D("76.23"), "%"),
        ("budget_initial", D("0.00"), "万元"),
        ("amount", D("4.19"), "万元"),
    ]
    assert told == ["value-inferred", "value-inferred"]
    assert figures("房屋占120.50。", told=[]) == []  # an area
    for unclear in (
        "支出减少9.52。",
        "教育支出4.00元，项目支出0.10万元，支出决算为4.19。",
        "支出决算数为4.19，占8.3%。",
    ):
        told.clear()
        assert all(f.value not in (D("9.52"), D("4.19")) for f in figures(unclear, told=told))
        assert told == ["figure-unclassified"]
    told.clear()
    assert [f.unit for f in figures("支出决算为4.19、5.20万元。", told=told)] == ["万元", "万元"]
    assert told == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2026年度预算安排22,614.51万元。", [("预算安排", "amount")]),
        ("2025年度预算支出123.00万元，2025年度预算收入12.00万元。", [("预算支出", "amount"), ("预算收入", "amount")]),
        ("2024年项目全年预算数100.00万元，全年执行数90.00万元。", [("项目", "budget_adjusted"), ("项目", "amount")]),
        ("某项目年度预算为5.00万元。", [("某项目", "amount")]),
    ],
)
def test_the_budget_of_the_year_is_the_amount_of_a_budget(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(figure.subject, figure.measure) for figure in figures(sentence, kind="budget")] == expected


def test_reason_belongs_to_the_change_it_explains() -> None:
    found = figures(
        "支出5.00万元，比上年减少1.00万元，下降16.67%，主要原因是：一是压减；二是1人退休，节约3万元。其中：差旅费2.00万元。"
    )
    assert [f.reason for f in found] == [
        None,
        "一是压减；二是1人退休，节约3万元",
        "一是压减；二是1人退休，节约3万元",
        None,
    ]


def test_reason_of_a_variance_is_not_given_to_the_budget() -> None:
    found = figures("与年初预算相比，年初预算数9.00万元，决算数8.00万元，预决算差异率-11.11%，主要原因是：厉行节约。")
    assert [(f.measure, f.base, f.reason) for f in found] == [
        ("budget_initial", None, None),
        ("amount", None, None),
        ("variance_rate", "年初预算", "厉行节约"),
    ]
    assert found[2].value == D("-11.11")


def test_a_story_states_no_figure() -> None:
    assert brief(
        figures("因公出国（境）费支出1.56万元，开支内容包括因工作需要，1人前往参加2024（第十三届）展览会的差旅费等。")
    ) == [("因公出国（境）费支出", "amount", D("1.56"), "万元")]


def test_a_comparison_inside_a_reason_is_a_figure() -> None:
    found = figures("增长12.08%，主要原因：项目支出增加，较上年度增加1,133.95万元。")
    assert ("prior_change_amount", D("1133.95")) in [(f.measure, f.value) for f in found]


def test_places_follow_the_lines() -> None:
    found = figures("支出5.00万元，比上年", "减少1.00万元。")
    assert [f.ref for f in found] == ["L3", "L4"]


def test_a_percentage_that_fits_no_measure_is_reported() -> None:
    lines = ("第二部分 部门决算情况说明", "一、收入支出决算总体情况说明", "居民好评3.5%。")
    outline = build_outline(Document("text/plain", tuple(Line(t, f"L{n}") for n, t in enumerate(lines, 1))))
    reader = FigureReader(())
    assert [f for s in outline.sections for f in reader.read(s)] == []
    (finding,) = reader.findings
    assert finding.rule == "figure-unclassified" and finding.source_ref == "L3" and "3.5%" in finding.message


def test_a_change_against_the_budget_is_none_against_the_year_before() -> None:
    found = figures("“三公”经费支出3.00万元，比年初预算减少2.00万元，下降40.00%；比上年增加1.00万元，增长50.00%。")
    assert [f.against_budget(2024) for f in found] == [False, True, True, False, False]


def test_an_amount_of_another_year_is_told_apart() -> None:
    found = figures("教育支出（类）2023年决算数为700.00万元，2024年决算数为800.00万元。")
    assert [f.of_other_year(2024) for f in found] == [True, False]


def test_an_item_below_a_heading_takes_its_class_from_there() -> None:
    lines = (
        "第三部分 部门预算情况说明",
        "五、财政拨款支出预算情况说明",
        "（一）公共安全支出（类）",
        "1.法院（款）行政运行（项）支出5.00万元，与上年相比增加1.00万元。",
    )
    outline = build_outline(Document("text/plain", tuple(Line(t, f"L{n}") for n, t in enumerate(lines, 1))))
    reader = FigureReader((), "budget")
    found = [f for section in outline.sections for f in reader.read(section)]
    assert {f.path.label for f in found if f.path} == {"公共安全支出>法院>行政运行"}
    assert [f.value for f in found] == [D("5.00"), D("1.00")]


def test_a_reason_in_a_paragraph_of_its_own_belongs_to_the_unexplained_changes_above() -> None:
    found = figures(
        "收入预算50.00万元，比2024年预算增加5.00万元。",
        "支出预算50.00万元，比2024年预算增加4.00万元，主要原因是：人员增加。",
        "财政拨款收入支出增加的主要原因是：政策资金增加。",
    )
    assert [f.reason for f in found if f.measure == "prior_change_amount"] == ["政策资金增加", "人员增加"]
    assert [f.reason for f in found if f.measure == "amount"] == [None, None]


def test_a_numbered_caption_is_no_part_of_the_sentence_below_it() -> None:
    found = figures(
        "1.一般公共预算财政拨款支出决算总体情况",
        "2022年度财政拨款支出年初预算310.00万元，支出决算345.00万元，完成年初预算的111.29%。",
        heading="（二）一般公共预算财政拨款支出决算情况说明",
    )
    assert brief(found) == [
        ("财政拨款支出", "budget_initial", Decimal("310.00"), "万元"),
        ("财政拨款支出", "amount", Decimal("345.00"), "万元"),
        ("财政拨款支出", "completion_rate", Decimal("111.29"), "%"),
    ]


def test_a_bare_word_budget_is_the_budget_of_what_stands_before_it() -> None:
    found = figures(
        "2022年购置车辆1台，预算20.00万元，支出决算18.00万元。",
        heading="七、财政拨款“三公”经费支出决算情况说明",
    )
    assert [(f.subject, f.measure, f.value) for f in found][1:] == [
        ("购置车辆", "budget_adjusted", Decimal("20.00")),
        ("购置车辆", "amount", Decimal("18.00")),
    ]


def test_items_of_a_list_are_named_without_the_word_that_opens_it() -> None:
    found = figures(
        "人员经费270.00万元，主要包括基本工资180.00万元、津贴补贴90.00万元。",
        heading="六、一般公共预算财政拨款基本支出决算情况说明",
    )
    assert [f.subject for f in found] == ["人员经费", "基本工资", "津贴补贴"]


def test_people_without_their_unit() -> None:
    outline = build_outline(
        Document(
            "text/plain",
            (
                Line("第一部分 部门概况", "L1"),
                Line("二、机构设置及人员情况", "L2"),
                Line("单位编制数80，实有人数150人，编制于1998年，共12页。", "L3"),
            ),
        )
    )
    reader = FigureReader(("示例市示例局",))
    found = [figure for section in outline.sections for figure in reader.read(section)]
    assert [(f.subject, f.value, f.unit) for f in found][:2] == [
        ("单位编制数", Decimal(80), "人"),
        ("实有人数", Decimal(150), "人"),
    ]
    assert [f.message_en for f in reader.findings if "lacks its unit" in f.message_en]


def test_labels_of_a_form_set_as_text_begin_paragraphs() -> None:
    found = figures(
        "（一）项目名称：企业培训经费",
        "设立的政策依据：《示例办法》",
        "预算安排规模：50.00万元",
        "项目承担单位：示例局",
        heading="七、项目支出情况说明",
    )
    assert [(f.subject, f.value) for f in found] == [("预算安排规模", Decimal("50.00"))]


@pytest.mark.parametrize(
    ("kind", "sentence", "expected"),
    [
        (
            "budget",
            "2025年收入预算3,368.94万元，比2024年3,214.87万元增加154.06万元，增长4.79%。",
            [
                ("收入预算", "amount", None, None),
                ("收入预算", "prior_change_amount", "2024年", None),
                ("收入预算", "prior_change_rate", "2024年", None),
            ],
        ),
        (
            "budget",
            "1.因公出国（境）费用。2025年预算数5.00万元，比2024年预算数6.00万元减少1.00万元。",
            [
                ("因公出国（境）费用", "amount", None, None),
                ("因公出国（境）费用", "prior_change_amount", "2024年预算数", None),
            ],
        ),
        (
            "budget",
            "差旅费35.62万元，比上年预算增加2.52万元，主要是退休人员增加。",
            [("差旅费", "amount", None, None), ("差旅费", "prior_change_amount", "上年预算", "退休人员增加")],
        ),
        (
            "final",
            "公务接待费支出预算2.50万元，支出决算0.86万元。",
            [("公务接待费", "budget_adjusted", None, None), ("公务接待费", "amount", None, None)],
        ),
        ("budget", "各单位政府采购预算总额686.30万元。", [("政府采购预算总额", "amount", None, None)]),
        (
            "final",
            "对附属单位补助支出0.00万元。与上年对比支出合计增加50.00万元，主要原因分析：人员增资。",
            [("对附属单位补助支出", "amount", None, None), ("支出合计", "prior_change_amount", "上年", "人员增资")],
        ),
        (
            "final",
            "2022年度用于保障机构正常运转的日常支出6.00元。主要用于缴费支出5.00元、死亡抚恤1.00元。",
            [
                ("用于保障机构正常运转的日常支出", "amount", None, None),
                ("缴费支出", "amount", None, None),
                ("死亡抚恤", "amount", None, None),
            ],
        ),
        (
            "final",
            "完成预算的57.50%，主要原因是厉行节约，与上年相比减少0.44万元，减少13.75%，减少的主要原因是批次减少。",
            [
                ("", "completion_rate", "预算", "厉行节约"),
                ("", "prior_change_amount", "上年", "批次减少"),
                ("", "prior_change_rate", "上年", "批次减少"),
            ],
        ),
        (
            "final",
            "事业收入3.00万元，由上年的2.00万元增加到3.00万元。其他收入2.00万元，比上年净增2.00万元，减幅3.53%。",
            [
                ("事业收入", "amount", None, None),
                ("事业收入", "amount", None, None),
                ("其他收入", "amount", None, None),
                ("其他收入", "prior_change_amount", "上年", None),
                ("其他收入", "prior_change_rate", "上年", None),
            ],
        ),
        (
            "final",
            "“三公”经费支出决算2.70万元，比全年预算3.50万元节约0.80万元，比上年少支出0.30万元。",
            [
                ("“三公”经费", "amount", None, None),
                ("“三公”经费", "budget_adjusted", None, None),
                ("“三公”经费", "prior_change_amount", "全年预算", None),
                ("“三公”经费", "prior_change_amount", "上年", None),
            ],
        ),
        (
            "budget",
            "“三公”经费预算3.30万元，上年预算3.50万元，同比减少0.20万元。",
            [
                ("“三公”经费预算", "amount", None, None),
                ("上年预算", "amount", None, None),
                ("“三公”经费预算", "prior_change_amount", None, None),
            ],
        ),
        (
            "final",
            "支出112.06万元，年初预算执行率102.31%。国内接待28人次，人均107.14元。",
            [
                ("支出", "amount", None, None),
                ("支出", "completion_rate", "年初预算", None),
                ("国内接待", "count", None, None),
                ("人均", "amount", None, None),
            ],
        ),
        (
            "final",
            "公务接待费2.86万元，主要用于接待工作。费用支出较上年支出数减少0.26万元。",
            [("公务接待费", "amount", None, None), ("公务接待费", "prior_change_amount", "上年支出数", None)],
        ),
    ],
)
def test_wordings_of_other_places(
    kind: str, sentence: str, expected: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert [(f.subject, f.measure, f.base, f.reason) for f in figures(sentence, kind=kind)] == expected


def test_the_own_name_without_its_province() -> None:
    found = figures("示例县示例局政府采购支出总额286.40万元。", org="四川省示例县示例局")
    assert [f.subject for f in found] == ["政府采购支出总额"]


def test_what_a_bracket_says_names_nothing_behind_it() -> None:
    found = figures("国内公务接待30批次（其中外事接待26批次），579人次（其中外事接待500人次）。")
    assert [(f.subject, f.value) for f in found] == [
        ("国内公务接待", Decimal(30)),
        ("外事接待", Decimal(26)),
        ("国内公务接待", Decimal(579)),
        ("外事接待", Decimal(500)),
    ]
    found = figures("公务用车费28.00万元（购置费0.00万元，运行费28.00万元），增加1.00万元；公务接待费1.00万元。")
    assert [f.subject for f in found] == ["公务用车费", "购置费", "运行费", "公务用车费", "公务接待费"]
    found = figures("“三公”经费（公务接待费1.00万元、出国费2.00万元）共3.00万元。")
    assert found[-1].subject == "“三公”经费"


def test_a_difference_to_the_budget_is_a_change_against_it() -> None:
    found = figures("支出总计1741.75万元，完成年初预算100%，决算数大于预算数55.93万元。")
    assert [(f.subject, f.measure, f.base, f.value) for f in found][2] == (
        "支出总计",
        "prior_change_amount",
        "预算",
        Decimal("55.93"),
    )
    assert figures("公务接待费决算数小于年初预算数0.50万元。")[0].value == Decimal("-0.50")


def test_all_assets_are_not_the_last_one_named() -> None:
    found = figures(
        "其他用车0辆。截至2024年12月31日，资产原值合计2110003.55元，其中：（1）土地700221元，（2）设备9元。"
    )
    assert [f.subject for f in found] == ["其他用车", "资产", "土地", "设备"]


def test_a_change_that_its_own_clause_names_stays_with_it() -> None:
    found = figures(
        "收入合计50.00万元，比上年增加10.00万元，主要原因是财政拨款收入增加，较2023年增加12.00万元，主要原因是调资。"
    )
    assert [(f.subject, f.value) for f in found][-1] == ("财政拨款收入", Decimal("12.00"))


def test_a_class_is_that_of_items_which_can_stand_below_it() -> None:
    found = figures(
        "教育支出（类）5.00万元。",
        "2.其他支出（款）其他支出（项）4.00万元。",
        "3.普通教育（款）小学教育（项）1.00万元。",
    )
    assert [f.path.label if f.path else None for f in found] == ["教育支出", None, "教育支出>普通教育>小学教育"]


def test_a_bracket_with_semicolons_is_no_end_of_a_sentence() -> None:
    found = figures(
        "公务接待费支出决算8.96万元（其中：一般公共预算支出8.96万元；政府性基金预算支出0万元）。与上年相比，增加1.21万元。",
        "公务用车运行维护费支出决算7.00万元（其中：一般公共预算支出7.00万元；政府性基金预算支出0万元），完成预算的70%。",
    )
    assert [(f.subject, f.measure) for f in found if f.measure != "amount"] == [
        ("公务接待费", "prior_change_amount"),
        ("公务用车运行维护费", "completion_rate"),
    ]
    assert [f.subject for f in found][1:3] == ["一般公共预算支出", "政府性基金预算支出"]


def test_a_budget_that_is_compared_with_is_a_figure_of_its_own() -> None:
    found = figures("与2022年度财政拨款支出年初预算7,755.93万元相比，完成年初预算的168.75%。")
    assert [(f.measure, f.value) for f in found] == [
        ("budget_initial", Decimal("7755.93")),
        ("completion_rate", Decimal("168.75")),
    ]


def test_a_long_name_of_an_item_names_the_sentences_behind_it() -> None:
    found = figures(
        "社会保障和就业支出（类）90.00万元。",
        "1.行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）。年初预算50.00万元，支出决算48.09万元。",
    )
    path = found[-1].path
    assert path and path.item_name == "机关事业单位职业年金缴费支出"


def test_what_a_balance_is_for_is_no_subject() -> None:
    found = figures("年末结转和结余6.5万元。结转和结余事项：课题经费结转下年使用。与上年相比，减少143.50万元。")
    assert [f.subject for f in found] == ["年末结转和结余", "年末结转和结余"]


def test_projects_that_are_evaluated_are_named_behind_their_number() -> None:
    found = figures(
        "本单位对6个项目开展了绩效自评，其中一级项目1个，二级项目5个。",
        "组织对2023年度2个政府性基金预算项目支出开展绩效自评，组织对“示例项目”等3个项目开展了部门评价。",
        "本部门共对上年度已实施完成的4个项目开展了绩效自评价。",
        heading="十一、预算绩效情况说明",
    )
    assert [(f.subject, int(f.value)) for f in found] == [
        ("项目", 6),
        ("一级项目", 1),
        ("二级项目", 5),
        ("政府性基金预算项目", 2),
        ("项目", 3),
        ("项目", 4),
    ]


def test_a_bracket_that_divides_a_budget_states_budgets() -> None:
    found = figures(
        "公务接待费支出预算18万元（其中：一般公共预算支出17万元；政府性基金预算支出1万元），支出决算8万元。"
    )
    assert [(f.subject, f.measure, int(f.value)) for f in found] == [
        ("公务接待费", "budget_adjusted", 18),
        ("一般公共预算支出", "budget_adjusted", 17),
        ("政府性基金预算支出", "budget_adjusted", 1),
        ("公务接待费", "amount", 8),
    ]
