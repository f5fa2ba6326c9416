"""Amounts that stand where no figures are read: before the first heading, among duties and definitions, in lost tables.

A table that a web page lost its grid from is lines of text: one cell in each, or cells between bars. Any other such place
is mostly one whose heading was not known, so that a section of figures was taken for something else; nobody would miss
them otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Document, Finding, Line, join_refs
from pipeline.normalize.outline import Outline
from pipeline.text import compact, fold

#: Money with decimals is of the accounts; whole numbers there are thresholds (单价100万元以上) or parts of a duty.
_AMOUNT = re.compile(r"[^,;。:]{0,12}\d[\d,]*\.\d+(?:万元|亿元|元)")
#: An amount without words beside it: a line of its own, or between bars or spaces.
_CELL = re.compile(r"(?<![^\s|])-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,6}(?=[\s|]|$)(?!\s*[万亿元%])")
_LINE = re.compile(r"^(\d+/)?L\d+(?:-\d+)?$")
_SENTENCE = re.compile("[,;。](?!\\d)")
#: Fewer are a number of a page or of a document, not a table.
_FEWEST = 3


def unread_cells(document: Document) -> Iterator[Finding]:
    """One finding (rule ``figure-unread``) for the amounts of a text dump that stand like cells, but in no table."""
    found = []
    for block in document.blocks:
        if isinstance(block, Line) and _LINE.match(block.ref):
            amounts = _CELL.findall(text := fold(block.text))
            if len(amounts) >= _FEWEST or not _SENTENCE.search(text):
                found += [(amount, block.ref) for amount in amounts]
    if len(found) >= _FEWEST:
        amount, first = found[0]
        yield Finding(
            "figure-unread",
            "warning",
            f"文本中有 {len(found)} 个金额（如“{amount}”）像表格的单元格，但表格的行列已不可辨，未收入本数据；请改用原来的 PDF 或工作簿",
            f"{len(found)} amounts of the text (such as “{amount}”) look like cells of a table whose rows and columns are lost; "
            "they are not in the data: give the original PDF or workbook instead",
            join_refs(first, found[-1][1]),
            "statement_cell",
        )


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
