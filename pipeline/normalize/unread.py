"""Amounts that stand where no figures are read: before the first heading, among duties and definitions.

Such a place is mostly one whose heading was not known, so that a section of figures was taken for something else; nobody
would miss them otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.normalize.outline import Outline
from pipeline.text import compact, fold

#: Money with decimals is of the accounts; whole numbers there are thresholds (单价100万元以上) or parts of a duty.
_AMOUNT = re.compile(r"[^,;。:]{0,12}\d[\d,]*\.\d+(?:万元|亿元|元)")


def unread_amounts(outline: Outline) -> Iterator[Finding]:
    """One finding (rule ``figure-unread``) per section, and for the lines before the first heading."""
    front = [(fold(compact(line.text)), line.ref) for line in outline.front]
    yield from _finding("标题之前", "before the first heading", front)
    for section in outline.sections:
        if not section.narrative and section.kind != "annex_list":
            texts = [(paragraph.folded, paragraph.ref()) for paragraph in section.paragraphs]
            yield from _finding(f"“{section.title}”一节中", f"in the section “{section.title}”", texts)


def _finding(where: str, where_en: str, texts: list[tuple[str, str]]) -> Iterator[Finding]:
    found = [(match[0], ref) for text, ref in texts for match in _AMOUNT.finditer(text)]
    if found:
        quote, ref = found[0]
        yield Finding(
            "figure-unread",
            "warning",
            f"{where}有 {len(found)} 个金额（如“{quote}”）未作为数字读出，未收入叙述数据表，请对照原件",
            f"{len(found)} amounts (such as “{quote}”) {where_en} were not read and are not in the table narrative_figure; "
            "compare with the source",
            ref,
            "narrative_figure",
        )
