"""Offices, economic items, duties, definitions, performance statements, announced tables."""

from __future__ import annotations

from pipeline.model import Document, Finding, Line
from pipeline.normalize.announced import announced_statements
from pipeline.normalize.lists import (
    read_duties,
    read_economic_items,
    read_glossary,
    read_offices,
    read_performance_texts,
)
from pipeline.normalize.outline import Outline, build_outline


def outline(*texts: str) -> Outline:
    return build_outline(Document("text/plain", tuple(Line(text, f"L{n}") for n, text in enumerate(texts, 1))))


def test_offices_are_split_outside_brackets() -> None:
    findings: list[Finding] = []
    found = outline(
        "第一部分 概况",
        "二、机构设置情况",
        "示例局无下属预算单位，下设3个科室，分别是：办公室、运行科（园区、开发区科）、财务科。",
    )
    rows = read_offices(found, findings)
    assert [(r["seq"], r["name"], r["kind"]) for r in rows] == [
        (1, "办公室", "office"),
        (2, "运行科（园区、开发区科）", "office"),
        (3, "财务科", "office"),
    ]
    assert not findings


def test_a_wrong_number_of_offices_is_reported() -> None:
    findings: list[Finding] = []
    read_offices(outline("第一部分 概况", "二、机构设置情况", "内设科室十二个：办公室、财务科。"), findings)
    assert not findings or "12" in findings[0].message
    read_offices(outline("第一部分 概况", "二、机构设置情况", "内设十二个科室，分别为：办公室、财务科。"), findings)
    assert len(findings) == 1 and "12" in findings[0].message and "2个" in findings[0].message


def test_subordinate_units() -> None:
    found = outline(
        "第一部分 概况",
        "二、部门决算单位构成",
        "下设2个科室，分别是：甲科、乙科。所属单位2个，包括：示例中心、示例学校。",
    )
    rows = read_offices(found, [])
    assert [(r["name"], r["kind"]) for r in rows if r["kind"] == "subordinate"] == [
        ("示例中心", "subordinate"),
        ("示例学校", "subordinate"),
    ]


def test_economic_items_by_group() -> None:
    found = outline(
        "第二部分 说明",
        "六、一般公共预算财政拨款基本支出决算情况说明",
        "基本支出9.00万元，其中：人员经费7.00万元，包括：基本工资、津贴补贴、其他对个人和家庭的补助。",
        "公用经费2.00万元，包括：办公费、差旅费等支出。",
    )
    assert [(r["group"], r["seq"], r["name"]) for r in read_economic_items(found)] == [
        ("personnel", 1, "基本工资"),
        ("personnel", 2, "津贴补贴"),
        ("personnel", 3, "其他对个人和家庭的补助"),
        ("operating", 1, "办公费"),
        ("operating", 2, "差旅费"),
    ]


def test_duties_with_every_kind_of_number() -> None:
    found = outline(
        "第一部分 概况",
        "一、主要职能",
        "主要职责如下:",
        "（1）负责统计。",
        "2.负责审计。",
        "（三）负责教育工作；组织考试。",
    )
    assert [r["text"] for r in read_duties(found)] == ["负责统计。", "负责审计。", "负责教育工作；组织考试。"]


def test_definitions_go_on_over_paragraphs() -> None:
    found = outline(
        "第三部分 名词解释",
        "一、事业收入：指开展业务取得的收入。",
        "其中包括专户资金。",
        "二、基本支出：指人员支出和公用支出。",
    )
    assert [(r["term"], r["text"]) for r in read_glossary(found)] == [
        ("事业收入", "指开展业务取得的收入。其中包括专户资金。"),
        ("基本支出", "指人员支出和公用支出。"),
    ]


def test_performance_statements_are_split() -> None:
    found = outline(
        "第二部分 说明",
        "十一、预算绩效的情况说明",
        "预算绩效管理取得的成效：一是制度完善；二是资金节约。发现的问题及原因：跟踪不足。",
    )
    assert [(r["term"], r["text"]) for r in read_performance_texts(found)] == [
        ("预算绩效管理取得的成效", "制度完善"),
        ("预算绩效管理取得的成效", "资金节约"),
        ("发现的问题及原因", "跟踪不足"),
    ]


def test_announced_tables_have_the_names_of_the_contract() -> None:
    found = outline(
        "第四部分 部门决算报表（见附表）",
        "一、《收入支出决算总表》",
        "二、《支出决算表》",
        "三、《财政拨款“三公”经费支出决算表》",
        "四、《某某特别情况表》",
    )
    assert [(r["statement"], r["table_no"], r["status"]) for r in announced_statements(found)] == [
        ("income_expenditure_summary", "一", "announced"),
        ("expenditure", "二", "announced"),
        ("three_public", "三", "announced"),
        ("other_1", "四", "announced"),
    ]


def test_economic_items_that_tell_their_amounts() -> None:
    found = outline(
        "第二部分 决算情况说明",
        "六、一般公共预算财政拨款基本支出决算情况说明",
        "（1）人员经费1,270.00万元，主要包括基本工资1,110.00万元、津贴补贴90.00万元、奖金70万元等。",
        "（2）公用经费25.00万元，主要包括办公费10.00万元、差旅费15.00万元。",
    )
    assert [(r["group"], r["name"]) for r in read_economic_items(found)] == [
        ("personnel", "基本工资"),
        ("personnel", "津贴补贴"),
        ("personnel", "奖金"),
        ("operating", "办公费"),
        ("operating", "差旅费"),
    ]


def test_a_list_that_says_that_there_is_none_names_no_office() -> None:
    findings: list[Finding] = []
    found = outline("第一部分 概况", "二、机构设置情况", "单位无下属预算单位，下设0个处室，分别是：我单位无下设处室。")
    assert not read_offices(found, findings) and not findings


def test_lists_with_the_number_behind_them_and_without_one() -> None:
    found = outline(
        "第一部分 概况",
        "二、机构设置情况",
        "本局内设机构包括：办公室、人事股、防汛股3个股室。",
        "决算汇总公开单位构成包括：本局本级以及示例站、示例中心。",
    )
    findings: list[Finding] = []
    rows = read_offices(found, findings)
    assert [(r["name"], r["kind"]) for r in rows] == [
        ("办公室", "office"),
        ("人事股", "office"),
        ("防汛股", "office"),
        ("本局本级", "subordinate"),
        ("示例站", "subordinate"),
        ("示例中心", "subordinate"),
    ]
    bare = outline("第一部分 概况", "二、机构设置情况", "本单位内设机构包括办公室、监测科、宣教科。编制22名。")
    assert [r["name"] for r in read_offices(bare, findings)] == ["办公室", "监测科", "宣教科"]
    assert not findings


def test_names_that_begin_like_a_denial_are_names() -> None:
    findings: list[Finding] = []
    found = outline("第一部分 概况", "二、机构设置情况", "内设机构共有3个科室，分别为：办公室、无线电管理科、财务科。")
    assert [r["name"] for r in read_offices(found, findings)] == ["办公室", "无线电管理科", "财务科"] and not findings
