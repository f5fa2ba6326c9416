"""Units without their number: a placeholder that was never filled in (XX万元), or a number that was lost (支出万元).

Source: the templates of 部门决算公开 print XX for every figure, and published documents still hold some.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.normalize.outline import Section
from pipeline.spec.narrative import FigureSpec


def holes(section: Section, spec: FigureSpec) -> Iterator[Finding]:
    """One finding (rule ``figure-missing``) per section that has such units."""
    found = [
        (paragraph.text[max(0, match.start() - 12) : match.end()], paragraph.ref(match.start(), match.end()))
        for paragraph in section.paragraphs
        for match in spec.hole.finditer(paragraph.folded)
    ]
    if found:
        quote, ref = found[0]
        yield Finding(
            "figure-missing",
            "warning",
            f"“{section.title}”有 {len(found)} 处只有单位没有数字（如“{quote}”），没有相应的数据",
            f"{len(found)} units in “{section.title}” have no number (such as “{quote}”), so there is no figure",
            ref,
            "narrative_figure",
        )
