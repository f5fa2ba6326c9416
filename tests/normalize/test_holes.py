"""A unit whose number was never filled in or was lost is told."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Line
from pipeline.normalize.holes import holes
from pipeline.normalize.outline import build_outline
from pipeline.spec.narrative import figure_spec


def told(text: str) -> int:
    lines = (Line("二、收入决算情况说明", "L1"), Line(text, "L2"))
    section = build_outline(Document("text/plain", lines)).sections[0]
    found = list(holes(section, figure_spec()))
    assert all(f.source_ref == "L2" for f in found)
    return int(found[0].message.split(" 有 ")[-1].split("有 ")[-1].split(" ")[0]) if found else 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("本年收入XX万元，占XX%。", 2),
        ("车辆××辆。", 1),
        ("本年支出万元，下降%。", 2),
        ("本年收入5.00万元，占100%，比上年增长--%。", 0),
        ("以万元为单位，单价五百万元以上。", 0),
        ("金额单位（万元）。", 0),
        ("使用非财政拨款结余（含专用结余）万元，年初结转和结余万元，全年预算数万元。", 3),
        ("三百余万元、数万元。", 0),
        ("在职人员人，离休人员2人；其他用车辆。", 2),
        ("工作完成率达100%，约３０％。", 0),
        ("支出5.00万元，其中基本支出3.00、项目支出2.00万元。", 0),
    ],
)
def test_units_without_a_number(text: str, count: int) -> None:
    assert told(text) == count
