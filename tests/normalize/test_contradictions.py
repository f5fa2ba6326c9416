"""Another organisation or another year in a heading than in the title."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Line
from pipeline.normalize.contradictions import contradictions
from pipeline.normalize.identity import organisation_from_title
from pipeline.normalize.outline import build_outline

TITLE = "示例市示例区规划和自然资源局2024年度部门决算"


def told(*texts: str) -> list[tuple[str, str, str | None]]:
    document = Document("text/plain", tuple(Line(text, f"L{n}") for n, text in enumerate((TITLE, *texts), 1)))
    found = contradictions(document, build_outline(document), (), organisation_from_title(TITLE))
    return [(f.rule, f.source_ref, f.actual) for f in found]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("示例市规划和自然资源局2024年度部门决算表", "示例市规划和自然资源局"),
        ("部门：示例市示例区规划与自然资源局", "示例市示例区规划与自然资源局"),
    ],
)
def test_a_name_that_lacks_a_part_or_is_spelled_otherwise(heading: str, name: str) -> None:
    assert told(heading, heading) == [("org-name-differs", "L2", name)]


@pytest.mark.parametrize(
    "heading",
    [
        "示例市示例区规划和自然资源局（本级）2024年度部门决算表",
        "纳入示例市示例区规划和自然资源局2024年度部门决算编制范围的单位包括：",
        "区规划和自然资源局2024年度部门决算",
        "示例市财政局关于2024年部门决算的批复",
        "部门：示例市示例区规划和自然资源局勘测所",
        "2024年政府采购决算表",
    ],
)
def test_the_same_name_and_other_organisations_are_none(heading: str) -> None:
    assert told(heading) == []


def test_a_heading_of_another_year() -> None:
    assert told("第二部分 2023年度部门决算情况说明", "二、2023年度预算执行情况") == [("year-differs", "L2", "2023")]
