"""Amounts in places where no figures are read are told, not lost."""

from __future__ import annotations

from pipeline.model import Cell, Document, Grid, Line
from pipeline.normalize.outline import build_outline
from pipeline.normalize.outside import grids_outside
from pipeline.normalize.unread import unread_amounts, unread_cells


def told(*texts: str) -> list[tuple[str, str]]:
    lines = tuple(Line(text, f"L{n}") for n, text in enumerate(texts, 1))
    found = unread_amounts(build_outline(Document("text/plain", lines)))
    return [(f.source_ref, f.message[: f.message.index("（")]) for f in found]


def test_amounts_under_an_unknown_heading_are_told() -> None:
    assert told(
        "示例局2024年度部门决算",
        "本年收入1,234.50万元。",
        "第三部分 名词解释",
        "一、其他收入：指其他收入。",
        "收支情况",
        "支出预算50.00万元，其中：人员经费40.00万元。",
    ) == [("L2", "标题之前有 1 个金额"), ("L6", "“名词解释”一节中有 2 个金额")]


def test_thresholds_and_read_sections_are_not() -> None:
    assert (
        told(
            "第一部分 概况",
            "一、主要职能",
            "（一）审核单价100万元以上的设备。",
            "二、收入决算情况说明",
            "收入5.00万元。",
        )
        == []
    )


def test_a_small_table_with_amounts_is_told() -> None:
    def grid(*rows: tuple[str, ...]) -> Grid:
        return Grid(tuple(tuple(Cell(text, "p3") for text in row) for row in rows), "p3", 3)

    amounts = grid(("项目", "金额"), ("购置", "186.40"), ("合计", "1,186"))
    (finding,) = grids_outside([amounts, grid(("序号", "单位"), ("1", "示例中心"))])
    assert (finding.rule, finding.severity, finding.source_ref) == ("figure-unread", "warning", "p3")
    assert "2 个金额" in finding.message


def cells(*texts: str) -> list[tuple[str, str]]:
    found = unread_cells(Document("text/plain", tuple(Line(text, f"L{n}") for n, text in enumerate(texts, 1))))
    return [(f.source_ref, f.message[: f.message.index("（")]) for f in found]


def test_the_remains_of_a_table_in_a_text_are_told() -> None:
    one_by_line = ("收入", "支出", "金额", "440.55", "一、一般公共服务支出", "29", "423.20", "0.00")
    assert cells("收入支出决算总表", *one_by_line) == [("L5-9", "文本中有 3 个金额")]
    assert cells("总额 | 0.00 | 3.36 | 3.36 | 100.00% | 10 |") == [("L1", "文本中有 3 个金额")]
    assert cells("项目 行次 金额 一般公共预算 1 4,627.57 外交支出 33 0.00 事业收入 5 80.78 教育, 36 4,146.04") == [
        ("L1", "文本中有 4 个金额")
    ]


def test_sentences_and_single_numbers_are_no_remains_of_tables() -> None:
    assert cells("收入 440.55 万元，支出 423.20 万元。", "440.55", "比重为 12.50 %") == []
    assert cells("收入合计 440.55 万元，其中 12.00 元。", "增长 3.50 %") == []
