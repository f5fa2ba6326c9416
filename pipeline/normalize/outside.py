"""Amounts on the pages of tables that stand in none of them: in a table whose rulings are missing, or in a row outside its frame.

Nobody would miss them otherwise: a column of figures that is no part of the grid is lines of text like a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Document, Finding, Grid, Line, Row
from pipeline.normalize.statements.columns import PRINTED_AMOUNT
from pipeline.text import compact, fold

_PAGE = re.compile(r"^(\d+/)?p(\d+)$")
#: Alone between spaces: amounts in sentences have words beside them, or at least their unit.
_ALONE = re.compile(r"(?<!\S)[-(]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,6}\)?(?!\S|\s*[万亿元%])")
_SENTENCE = re.compile("[,;。](?!\\d)")
_Place = tuple[str, int]


def grids_outside(grids: Sequence[Grid]) -> Iterator[Finding]:
    """One finding (rule ``figure-unread``) for each of the grids that holds amounts; they are part of no table and no form."""
    for grid in grids:
        texts = [compact(cell.text) for row in grid.rows for cell in row if cell and cell.text.strip()]
        amounts = [text for text in texts if PRINTED_AMOUNT.match(fold(text))]
        if amounts:
            yield Finding(
                "figure-unread",
                "warning",
                f"{grid.ref} 有一张小表（“{texts[0][:20]}”……）不属于任何公开表，其中 {len(amounts)} 个金额（如“{amounts[0]}”）未收入本数据",
                f"a small table at {grid.ref} (“{texts[0][:20]}” …) belongs to no statement; its {len(amounts)} amounts (such as "
                f"“{amounts[0]}”) are not in the data",
                grid.ref,
                "statement_cell",
            )


def amounts_outside(document: Document, cells: Sequence[Row]) -> Iterator[Finding]:
    """One finding (rule ``figure-unread``) for each page; ``cells`` are the rows of ``statement_cell``."""
    found: dict[_Place, list[str]] = {}
    for block in document.blocks:
        place = _place(block.ref)
        if place and isinstance(block, Line) and not _SENTENCE.search(text := fold(block.text)):
            found.setdefault(place, []).extend(_ALONE.findall(text))
    found = {place: amounts for place, amounts in found.items() if amounts}
    for part, page in _pages(cells, set(found)):
        if amounts := found.get((part, page)):
            yield Finding(
                "figure-unread",
                "warning",
                f"第 {page} 页的表格之外有 {len(amounts)} 个金额（如“{amounts[0]}”），"
                "可能是框线不全的表格的一部分，未收入本数据，请对照原件",
                f"{len(amounts)} amounts (such as “{amounts[0]}”) stand outside the tables of page {page}, "
                "maybe in a table whose rulings are missing; they are not in the data, compare with the source",
                f"{part}p{page}",
                "statement_cell",
            )


def _place(ref: str) -> _Place | None:
    match = _PAGE.match(ref)
    return (match[1] or "", int(match[2])) if match else None


def _pages(cells: Sequence[Row], with_amounts: set[_Place]) -> Iterator[_Place]:
    """The pages of tables, those between them, and as many before the first and after the last one as have such amounts."""
    of_tables = {place for cell in cells if (place := _place(str(cell["source_ref"])))}
    for part in sorted({part for part, _ in of_tables}):
        numbers = [page for own, page in of_tables if own == part]
        first, last = min(numbers), max(numbers)
        while (part, first - 1) in with_amounts:
            first -= 1
        while (part, last + 1) in with_amounts:
            last += 1
        yield from ((part, page) for page in range(first, last + 1))
