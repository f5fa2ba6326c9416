"""Sets the parts of a disclosure on the pages of a PDF: cover, contents, narrative, forms and the nine official tables."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.typesetter.disclosure import Record
from tests.typesetter.form_grid import WIDTHS, form_rows
from tests.typesetter.layouts import DocumentLayout
from tests.typesetter.narrator import Paragraph
from tests.typesetter.pdf_page import Pages
from tests.typesetter.pdf_table import Table
from tests.typesetter.statement_grid import Cell, Statement
from tests.typesetter.statement_layout import Layout
from tests.typesetter.wording import Narrative


@dataclass(frozen=True)
class PdfDocument:
    """The bytes and what the gold needs to know of them."""

    data: bytes
    narrative: Narrative
    layout: Layout | DocumentLayout
    statements: tuple[Statement, ...]
    figure_pages: tuple[tuple[int, ...], ...]  # per statement, the page of each figure
    statement_pages: tuple[tuple[int, int], ...]
    narrative_pages: tuple[int, int]
    pages: int


class Setter:
    """Sets one document in the usual layout; ``run`` gives the bytes and the places."""

    def __init__(
        self, record: Record, narrative: Narrative, layout: Layout, statements: list[Statement], rng: Random
    ) -> None:
        self.record, self.narrative, self.layout, self.statements, self.rng = record, narrative, layout, statements, rng
        self.style = narrative.style
        self.forms = [form_rows(p, self.style) for p in record.projects]
        self.pages = Pages(self._characters(), record.title, rng.random() < 0.7)
        self.repeat = rng.random() < 0.3
        self.figure_pages: list[tuple[int, ...]] = []
        self.statement_pages: list[tuple[int, int]] = []
        self.narrative_pages = [0, 0]

    def _characters(self) -> str:
        texts = [p.text for p in self.narrative.paragraphs]
        texts += [c.text for rows in self.forms for row in rows for c in row if c]
        for s in self.statements:
            texts += [s.title, s.note, *(c.text for row in s.rows for c in row if c)]
        texts.append(self.style.text(f"项目支出绩效自评表（年度）公开表部门单位：万元金额{self.record.org}.,-"))
        return "".join(texts)

    def show(self, cell: Cell) -> str:
        if cell.value is None:
            return cell.text
        return f"{cell.value:,f}" if self.layout.separators else f"{cell.value:f}"

    def run(self) -> PdfDocument:
        seen: set[str] = set()
        for paragraph in self.narrative.paragraphs:
            self._paragraph(paragraph, seen)
        data = self.pages.save()
        return PdfDocument(
            data,
            self.narrative,
            self.layout,
            tuple(self.statements),
            tuple(self.figure_pages),
            tuple(self.statement_pages),
            (self.narrative_pages[0], self.narrative_pages[1]),
            self.pages.number,
        )

    def _paragraph(self, paragraph: Paragraph, seen: set[str]) -> None:
        kind, text, pages = paragraph.kind, paragraph.text, self.pages
        if kind == "title":
            pages.y = pages.height * 0.68
            split = text.find(str(self.record.year))
            for line in (text[:split], text[split:]):
                pages.paragraph(line, 24, align="center", bold=True)
        elif kind == "edition":
            pages.paragraph(text, 11, align="center", gap=18)
        elif kind == "contents":
            pages.turn()
            pages.paragraph(text, 18, align="center", bold=True)
        elif kind == "part":
            if text in seen:
                pages.turn()
                if "情况说明" in text:
                    self.narrative_pages[0] = pages.number
            heading = text in seen
            pages.paragraph(
                text, 15 if heading else 11, align="center" if heading else "left", indent=0, bold=True, gap=3
            )
            seen.add(text)
        elif kind == "forms":
            self.narrative_pages[1] = pages.number
            self._forms()
        elif kind == "tables":
            self._tables()
        else:
            heading = kind in ("section", "subsection")
            size = 11 if kind in ("entry", "subentry") else 12
            pages.paragraph(
                text, size, indent=4 if kind == "subentry" else 2, bold=kind == "section", gap=4 if heading else 0
            )

    def _forms(self) -> None:
        pages = self.pages
        for rows in self.forms:
            pages.turn(margin=50)
            pages.paragraph("项目支出绩效自评表", 15, align="center", bold=True)
            pages.paragraph(self.style.text(f"（{self.record.year}年度）"), 10.5, align="center")
            Table(pages, WIDTHS, rows, 9, self.show).draw(0, False, False)
        if self.forms:
            pages.turn()

    def _tables(self) -> None:
        for statement in self.statements:
            self._table(statement)

    def _table(self, s: Statement) -> None:
        pages = self.pages
        pages.turn(s.landscape, 46)
        if self.layout.national:
            pages.string(pages.width - pages.margin, pages.y, f"公开{s.number:02d}表", 9, "right")
            pages.y -= 14
        pages.string(pages.width / 2, pages.y - 4, self.style.text(s.title), 15, "center", True)
        pages.y -= 26
        if self.layout.national:
            pages.string(pages.margin, pages.y, f"部门：{self.record.org}", 9)
        pages.string(
            pages.width - pages.margin, pages.y, "金额单位：万元" if self.layout.national else "单位：万元", 9, "right"
        )
        pages.y -= 6
        first = pages.number
        size = 8.0 if s.landscape else 8.5
        page_of = Table(pages, s.widths, s.rows, size, self.show).draw(s.header, self.repeat, s.landscape)
        self.figure_pages.append(tuple(page_of[row] for row in s.row_of))
        self.statement_pages.append((first, pages.number))
        if s.note:
            pages.string(pages.margin, pages.y - 13, self.style.text(s.note), 8.5)
