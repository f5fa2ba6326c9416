"""What is recognised on a page, in words; letters and numbers are those of the picture."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.inspection.page import Indicator, Page, ShownGrid
from pipeline.inspection.reading import Reading
from pipeline.inspection.tables import ShownColumn, ShownRow, ShownTable
from pipeline.text import compact

_KINDS = {"title": "表名 / table title", "heading": "章节 / heading"}
_LINE = 76


def page_in_words(reading: Reading, page: Page, size: tuple[float, float] | None) -> str:
    """The page in words; ``size`` is its width and height in points, None for a sheet."""
    return "\n".join(_words(reading, page, size))


def _words(reading: Reading, page: Page, size: tuple[float, float] | None) -> Iterator[str]:
    yield _head(reading, page, size)
    if not reading.dataset:
        yield f"不能成为数据包 / can't become a package: {reading.reason}"
    yield f"文字行 / lines of text: {len(page.lines)}"
    for shown in page.lines:
        note = f"   [{_KINDS[shown.kind]}]" if shown.kind in _KINDS else ""
        yield f"  {_cut(shown.line.text)}{note}"
    for table in page.tables:
        yield from _table(table)
    if page.stated:
        yield f"叙述中的数字 / figures of the narrative: {len(page.stated)} (narrative_figure.seq)"
        for figure in page.stated:
            row = figure.row
            yield f"  {row['seq']:>4}  {row['subject']}  {row['measure']}  {row['value']} {row['unit'] or ''}".rstrip()
    yield from _forms(page)
    yield from _not_understood(page)
    if page.findings:
        yield f"阅读时的发现 / findings of reading: {len(page.findings)}"
        for finding in page.findings:
            yield f"  {finding.severity:<8}{finding.message} / {finding.message_en}"


def _head(reading: Reading, page: Page, size: tuple[float, float] | None) -> str:
    name, place = reading.source.name, page.place
    if place.page is None:
        return f"{name}: 工作表 / sheet “{place.sheet}”"
    text = f"{name}: 第 {place.page} 页，共 {reading.document.pages} 页 / page {place.page} of {reading.document.pages}"
    return f"{text}; {size[0]:.0f} × {size[1]:.0f} 点 / points" if size else text


def table_heading(table: ShownTable) -> str:
    """Name, title, printed number, unit and pages of a table, as far as they are known."""
    first, last = table.pages
    pages = "" if first is None else f"p{first}" if first == last else f"p{first}-{last}"
    unit = f"单位 / unit {table.unit}" if table.unit else "未见单位 / no unit"
    number = f"表号 / no. {table.table_no}" if table.table_no else ""
    return "  ".join(part for part in (table.name, table.title, number, unit, pages) if part)


def column_text(column: ShownColumn) -> str:
    """Where the figures of a column go; all of them stand in ``statement_cell`` as well."""
    if column.targets:
        return f"→ {', '.join(column.targets)}"
    return "→ statement_cell" if column.figures else "（本页没有数字 / no figure here）"


def _table(table: ShownTable) -> Iterator[str]:
    yield f"表 / table: {table_heading(table)}"
    yield f"  本页 {len(table.rows)} 行、{table.figures} 个数字 / {len(table.rows)} rows, {table.figures} figures here"
    yield "  列 / columns"
    for column in table.columns:
        yield f"    {column.letter:<2} {column.name}  {column_text(column)}"
    yield "  行 / rows (row_no)" if table.rows else "  没有数据行 / no rows"
    for row in table.rows:
        yield f"    {row.number:>3}  {_row(row)}"


def _row(row: ShownRow) -> str:
    figures = [f"{figure.letter} {compact(figure.raw)}" for figure in row.figures]
    name = " ".join(part for part in (row.code, row.label) if part)
    return "  ".join([name or "（无名 / no label）", *(figures or ["（没有数字 / no figure）"])])


def _forms(page: Page) -> Iterator[str]:
    grids = [shown for shown in page.grids if shown.kind == "form"]
    if not grids:
        return
    yield f"项目绩效表 / performance forms: {len(grids)} 个表格 / grids, {len(page.indicators)} 个指标 / indicators here"
    for project in page.projects:
        yield f"  项目 / project {project['project_no']}  {project['name']}"
    for indicator in page.indicators:
        yield f"    {indicator.number}  {indicator_text(indicator)}"


def indicator_text(indicator: Indicator) -> str:
    """An indicator in one line: its three levels, target, actual value, score of weight."""
    row = indicator.row
    names = " / ".join(str(row[level]) for level in ("level1", "level2", "level3") if row[level])
    score = "" if row["score"] is None else f"{row['score']} / {row['weight']}"
    return "  ".join(str(part) for part in (names, row["target_text"], row["actual_text"], score) if part)


def _not_understood(page: Page) -> Iterator[str]:
    doubtful = [cell for table in page.tables for cell in table.doubtful]
    unread = [shown for shown in page.grids if shown.kind == "unread"]
    yield f"没有读懂 / not understood: {len(doubtful) + len(unread)}"
    for cell in doubtful:
        yield f"  数字列中的文字 / text in a column of figures: {_cut(cell.text)}"
    for shown in unread:
        yield f"  不属于任何报表的表格 / a grid of no table: {grid_text(shown)}"


def grid_text(shown: ShownGrid) -> str:
    """A grid in a few words: its size and what stands in its first cells."""
    grid = shown.grid
    texts = [compact(cell.text) for row in grid.rows for cell in row if cell and cell.text.strip()]
    width = max(len(row) for row in grid.rows)
    return f"{len(grid.rows)} × {width}, {_cut(' | '.join(texts))}"


def _cut(text: str) -> str:
    text = compact(text)
    return text if len(text) <= _LINE else f"{text[: _LINE - 1]}…"
