"""The outline: headings, contents, broken sentences, glued headings, list items."""

from __future__ import annotations

from pipeline.model import Box, Cell, Document, Grid, Line
from pipeline.normalize.outline import Outline, build_outline


def outline(*texts: str, bullets: tuple[int, ...] = ()) -> Outline:
    lines = tuple(Line(text, f"L{n}", bullet=n in bullets) for n, text in enumerate(texts, 1))
    return build_outline(Document("text/plain", lines))


def test_sections_have_paths_titles_and_kinds() -> None:
    found = outline(
        "示例局2024年度部门决算",
        "第二部分 部门决算情况说明",
        "五、一般公共预算财政拨款支出决算情况说明",
        "（二）一般公共预算财政拨款支出决算结构情况",
        "1.教育支出（类）5.00万元，占100%。",
        "十、其他重要事项的情况说明",
        "（一）机关运行经费支出情况",
        "机关运行经费支出5.00万元。",
    )
    assert [(s.path, s.kind) for s in found.sections] == [
        ("第二部分", "other"),
        ("第二部分/五", "general_budget"),
        ("第二部分/五/(二)", "general_budget_structure"),
        ("第二部分/十", "other"),
        ("第二部分/十/(一)", "operating_cost"),
    ]
    assert [line.text for line in found.front] == ["示例局2024年度部门决算"]
    assert found.sections[2].paragraphs[0].item == "1"


def test_the_contents_are_not_the_body() -> None:
    found = outline(
        "示例局决算",
        "目录",
        "第一部分 概况",
        "一、主要职能………1",
        "第二部分 说明",
        "第一部分 概况",
        "一、主要职能",
        "（1）负责统计。",
    )
    assert [s.ref for s in found.sections] == ["L6", "L7"]
    assert found.contents == ["目录", "第一部分 概况", "一、主要职能………1", "第二部分 说明"]


def test_contents_without_a_repetition_are_kept_as_body() -> None:
    found = outline("目录", "第一部分 概况", "一、主要职能", "（1）负责统计。")
    assert [s.path for s in found.sections] == ["第一部分", "第一部分/一"]


def test_a_sentence_broken_by_a_page_goes_on() -> None:
    found = outline(
        "第一部分 概况",
        "二、机构设置情况",
        "本单位实有人数20人，其中：在职人员15人，",
        "退休人员5人。",
        "另有科室3个。",
    )
    first, second = found.sections[1].paragraphs
    assert first.text == "本单位实有人数20人，其中：在职人员15人，退休人员5人。"
    assert first.ref() == "L3-4" and first.ref(22, 25) == "L4"
    assert second.ref() == "L5"


def test_a_list_item_ends_an_unfinished_paragraph() -> None:
    found = outline("第一部分 概况", "一、主要职能", "（1）负责统计", "（2）负责审计。")
    assert [(p.item, p.text) for p in found.sections[1].paragraphs] == [("1", "负责统计"), ("2", "负责审计。")]


def test_a_glued_heading_is_cut_from_its_sentence() -> None:
    found = outline(
        "第二部分 说明",
        "七、政府性基金预算财政拨款收入支出决算情况说明 2024年度收入总计0.00万元，其中：",
        "年初结转0.00万元。",
    )
    section = found.sections[1]
    assert section.title == "政府性基金预算财政拨款收入支出决算情况说明"
    assert (
        section.paragraphs[0].text == "2024年度收入总计0.00万元，其中：年初结转0.00万元。"
        or len(section.paragraphs) == 2
    )
    assert section.kind == "government_fund"


def test_numbered_sentences_are_no_headings() -> None:
    found = outline("第三部分 名词解释", "一、财政拨款收入：指财政拨付的资金。", "二、事业收入：指开展业务取得的收入。")
    assert len(found.sections) == 1 and len(found.sections[0].paragraphs) == 2


def test_a_heading_may_end_with_a_full_stop_but_a_sentence_is_none() -> None:
    found = outline(
        "二、2024年度部门决算情况说明",
        "（一）收入决算情况。",
        "本年收入5.00万元。",
        "（二）政府采购预算安排情况说明。",
        "（三）无其他需要说明的情况。",
        "（四）负责检查财政支出情况。",
    )
    assert [(s.title, s.kind) for s in found.sections[1:]] == [
        ("收入决算情况", "income"),
        ("政府采购预算安排情况说明", "procurement"),
    ]
    assert [p.text for p in found.sections[2].paragraphs] == [
        "（三）无其他需要说明的情况。",
        "（四）负责检查财政支出情况。",
    ]


def test_tables_named_in_the_list_of_annexes_are_no_sections_of_figures() -> None:
    found = outline("第四部分 部门决算报表（见附表）", "一、《收入支出决算总表》", "二、《收入决算表》")
    assert {s.kind for s in found.sections} == {"annex_list"}
    assert not any(s.narrative for s in found.sections)


def test_grids_are_kept_apart_from_text() -> None:
    grid = Grid(((Cell("项目名称", "L3"),),), "L3")
    document = Document(
        "text/plain", (Line("第二部分 说明", "L1"), Line("没有说完的话,", "L2"), grid, Line("下一段。", "L4"))
    )
    found = build_outline(document)
    assert found.grids == [grid]
    assert [p.text for p in found.sections[0].paragraphs] == ["没有说完的话,", "下一段。"]


def test_a_heading_may_name_the_year_and_the_title_of_a_table_ends_the_text() -> None:
    found = outline(
        "名词解释",
        "（一）其他收入：指上述以外的收入。",
        "2025年部门预算编制说明",
        "收入预算5.00万元。",
        "2025年部门财务收支预算总表",
        "编制部门：示例局",
        "其他相关情况说明",
        "无。",
    )
    assert [(s.title, s.kind, s.narrative, len(s.paragraphs)) for s in found.sections] == [
        ("名词解释", "glossary", False, 1),
        ("2025年部门预算编制说明", "compilation", True, 1),
        ("2025年部门财务收支预算总表", "annex_list", False, 1),
        ("其他相关情况说明", "other", True, 1),
    ]


def test_an_item_after_a_full_stop_begins_a_paragraph_though_no_line_is_indented() -> None:
    body = [
        f"{number}、{name}收入：指事业单位收到的由主管部门或上级单位拨入的资金。"
        for number, name in zip("一二三四五六七八九", "甲乙丙丁戊己庚辛壬", strict=True)
    ]
    more = ["本单位负责示例工作的组织、协调、指导、监督和检查，并承办交办的其他事项。"] * 30
    texts = ("示例局2024年度部门决算", "第一部分 概况", *more, "第三部分 专业名词解释", *body)
    ends = [520.0 if len(text) > 20 else 250.0 for text in texts]
    boxes = [Box(72.0, 100.0 + 20 * n, end, 112.0 + 20 * n) for n, end in enumerate(ends)]
    lines = tuple(Line(text, "p1", 1, False, box) for text, box in zip(texts, boxes, strict=True))
    section = build_outline(Document("application/pdf", lines, 1)).sections[-1]
    assert [paragraph.text for paragraph in section.paragraphs] == body


def test_a_heading_and_its_first_sentence_in_one_line() -> None:
    found = outline(
        "第三部分 说明",
        "（二）政府采购支出情况说明。2023年政府采购支出5.00万元。",
        "（三）“三公”经费预算：2022年“三公”经费预算2.00万元。",
        "（四）机关运行经费：指为保障运行的经费。",
    )
    assert [(s.title, s.kind) for s in found.sections[1:]] == [
        ("政府采购支出情况说明", "procurement"),
        ("“三公”经费预算", "three_public"),
    ]
    assert [p.text for p in found.sections[1].paragraphs] == ["2023年政府采购支出5.00万元。"]


def test_a_part_of_a_section_on_one_budget_is_of_that_budget() -> None:
    found = outline(
        "五、一般公共预算财政拨款支出决算情况说明",
        "（一）财政拨款支出决算总体情况",
        "支出5.00万元。",
        "（三）财政拨款支出决算具体情况",
        "支出5.00万元。",
        "六、财政拨款支出决算情况",
    )
    assert [s.kind for s in found.sections] == [
        "general_budget",
        "general_budget",
        "general_budget_items",
        "appropriation",
    ]


def test_what_was_done_is_no_duty() -> None:
    found = outline("三、2022年主要工作完成情况", "完成培训20次。", "四、重点工作", "做好服务。")
    assert [(s.kind, s.narrative) for s in found.sections] == [("work", False), ("duties", False)]


def test_definitions_duties_and_work_on_the_accounts_are_no_other_sections() -> None:
    found = outline(
        "第四部分 名词解释",
        "一、财政拨款收入：本年度从同级财政取得的拨款。",
        "二、“三公”经费：本部门用于公务的经费。",
    )
    assert [s.kind for s in found.sections] == ["glossary"]
    found = outline("一、主要职责", "（三）统筹协调全市民族团结进步事业发展情况。")
    assert [s.kind for s in found.sections] == ["duties"] and len(found.sections[0].paragraphs) == 1
    found = outline("十、其他", "（一）预算绩效管理工作开展情况", "5个。", "（二）政府采购工作开展情况", "5万元。")
    assert [s.kind for s in found.sections] == ["other", "performance", "procurement"]
    found = outline("第二部分 2025年部门预算和“三公”经费预算情况说明", "一、财政拨款收支预算总体情况说明", "5万元。")
    assert found.sections[1].kind == "appropriation"
