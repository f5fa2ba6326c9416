"""Sets a record in a layout: final accounts with their whole narrative, budgets with a short one."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.typesetter.disclosure import Record
from tests.typesetter.family_final import final_statements
from tests.typesetter.family_jiangsu import jiangsu_statements
from tests.typesetter.family_shanghai_budget import shanghai_budget_statements
from tests.typesetter.layout_cells import lay_cells
from tests.typesetter.layouts import DocumentLayout
from tests.typesetter.narrator import Narrator, Paragraph
from tests.typesetter.outline import NUMERALS
from tests.typesetter.pdf_laid_page import LaidPages
from tests.typesetter.pdf_laid_table import LaidTable
from tests.typesetter.pdf_setter import PdfDocument, Setter
from tests.typesetter.slip import NO_SLIP, Slip
from tests.typesetter.statement_grid import Statement
from tests.typesetter.style import Style, random_style
from tests.typesetter.wording import Narrative, compose
from tests.typesetter.wording_budget import shanghai_budget

_MARGIN = 46.0


def typeset_laid(
    record: Record,
    seed: int,
    layout: DocumentLayout,
    *,
    style: Style | None = None,
    template: str = "",
    slip: Slip = NO_SLIP,
) -> PdfDocument:
    """The document in the layout, with the pages on which everything stands."""
    rng = Random(f"laid {seed}")
    if layout.budget:
        text = _shanghai_text if layout.family == "shanghai_budget" else _budget_text
        narrative = text(record, style or random_style(rng))
        statements = (shanghai_budget_statements if layout.family == "shanghai_budget" else jiangsu_statements)(
            record, layout.tables
        )
    else:
        narrative = compose(record, seed, style, template or ("shanghai" if layout.family == "shanghai" else ""))
        initial = replace(layout.tables, initial_budget=narrative.template == "shanghai")
        layout = replace(layout, tables=initial)
        statements = final_statements(record, layout)
    for table in statements:
        if layout.family == "jiangsu":
            table.table_no = f"公开表{NUMERALS[table.number - 1]}" if seed % 3 else f"公开{table.number:02d}表"
        words = "预算" if layout.budget else "决算"
        note = f"注：本{record.kind}{record.year}年度没有此项收入和支出{words}，故本表无数据。"
        lay_cells(table, layout, record.org, note)
    slip.tables(statements)
    return LaidSetter(record, slip.narrative(narrative), layout, statements, rng).run()


def budget_title(record: Record) -> str:
    return f"{record.org}{record.year}年度{record.kind}预算"


def _shanghai_text(r: Record, style: Style) -> Narrative:
    """A Shanghai budget tells its figures in 预算编制说明 and behind the tables."""
    n = Narrator(style)
    n.add("title", budget_title(r))
    shanghai_budget(n, r)
    return Narrative(style, tuple(n.paragraphs), tuple(n.facts), (), "budget")


def _budget_text(r: Record, style: Style) -> Narrative:
    """A budget's cover, duties and offices; its statement says no more than where the tables are."""
    lines: list[tuple[str, str]] = [("title", budget_title(r)), ("contents", "目录")]
    parts = ("第一部分 部门概况", "第二部分 部门预算情况说明", "第三部分 部门预算表")
    lines += [("part", part) for part in parts]
    lines += [("part", parts[0]), ("section", "一、主要职能")]
    lines += [("duty", f"（{k}）{duty}") for k, duty in enumerate(r.duties, 1)]
    lines += [("section", "二、机构设置"), ("body", f"{r.org}内设机构{len(r.offices)}个。")]
    lines += [("part", parts[1]), ("body", f"{r.year}年度预算按照厉行节约的要求编制，收支见附表。")]
    lines += [("part", parts[2]), ("tables", "")]
    return Narrative(style, tuple(Paragraph(k, style.text(t)) for k, t in lines), (), (), "budget")


class LaidSetter(Setter):
    """As the usual setter, with the pages and the tables of a layout."""

    pages: LaidPages

    def __init__(
        self, record: Record, narrative: Narrative, layout: DocumentLayout, statements: list[Statement], rng: Random
    ) -> None:
        super().__init__(record, narrative, layout.tables, statements, rng)
        self.laid = layout
        title = budget_title(record) if layout.budget else record.title
        self.pages = LaidPages(self._characters(), title, rng.random() < 0.7)
        self.pages.drop = layout.drop

    def _characters(self) -> str:
        texts = [super()._characters(), "编制部门公开表一二三四五六七八九十：元万年度预决算（）无 "]
        for s in self.statements:
            texts += [s.table_no, *(c.text for row in s.rows for c in row if c)]
        return "".join(texts).replace("\n", "")

    def run(self) -> PdfDocument:
        return replace(super().run(), layout=self.laid)

    def _tables(self) -> None:
        self.pages.turned = self.laid.turned
        for place, statement in enumerate(self.statements):
            self._laid_table(statement, place)
        self.pages.turned = "no"

    def _landscape(self, s: Statement) -> bool:
        return s.landscape if self.laid.paper == "mixed" else self.laid.paper == "landscape"

    def _laid_table(self, s: Statement, place: int) -> None:
        pages, landscape = self.pages, self._landscape(s)
        upright = pages.width < pages.height
        turned = self.laid.turned != "no"
        shared = self.laid.together != "no" and place and (turned or landscape != upright)
        if not shared:
            pages.turn(landscape, _MARGIN)
        else:
            pages.margin = _MARGIN
        table = self._table_of(s, landscape)
        if shared:
            whole = self.laid.together == "small"
            need = 70 + (sum(table.heights) + 20 if whole else table.top_height)
            if pages.y - need < pages.margin:
                pages.turn(landscape, _MARGIN)
            else:
                pages.y -= 34
        self._above(s)
        first = pages.number

        def next_page() -> None:
            pages.turn(landscape, _MARGIN)
            if self.laid.repeat == "title":
                self._above(s)

        table.lay(next_page, s.header)
        self.figure_pages.append(tuple(table.page_of[row] for row in s.row_of))
        self.statement_pages.append((first, max(table.page_of.values())))
        if s.note:
            pages.y -= 13
            pages.string(pages.margin, pages.y, self.style.text(s.note), 8.5)

    def _table_of(self, s: Statement, landscape: bool) -> LaidTable:
        size = 8.0 if landscape else 8.5
        return LaidTable(self.pages, s, size, self.show, self.laid, self.rng)

    def _above(self, s: Statement) -> None:
        """Number, title, 部门 and 单位 above the grid, unless they stand in it."""
        if self.laid.title_inside != "no":
            self._number(s, inside=self.laid.family == "jiangsu")
            return
        pages = self.pages
        left, right = pages.margin, pages.width - pages.margin
        self._number(s, inside=False)
        for line in self._title_lines(s):
            pages.string(pages.width / 2, pages.y - 4, line, 15, "center", True)
            pages.y -= 22
        pages.y -= 4
        if self.laid.family == "shanghai_budget":
            pages.string(left, pages.y, f"编制部门：{self.record.org}", 9)
        elif self.laid.family != "shanghai":
            pages.string(left, pages.y, f"部门：{self.record.org}", 9)
        money = "金额单位" if self.laid.family == "national" else "单位"
        pages.string(right, pages.y, f"{money}：{s.unit}", 9, "right")
        pages.y -= 6 + self.laid.drop

    def _number(self, s: Statement, inside: bool) -> None:
        if s.table_no and not inside:
            self.pages.string(self.pages.width - self.pages.margin, self.pages.y, s.table_no, 9, "right")
            self.pages.y -= 14 + self.laid.drop

    def _title_lines(self, s: Statement) -> list[str]:
        title = self.style.text(s.title)
        if not self.laid.broken_title or len(title) < 8:
            return [title]
        middle = len(title) // 2
        return [title[:middle], title[middle:]]
