"""A ruled table as a layout has it: where it breaks, what its rulings are, boxes in cells, figures beyond their cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from reportlab.pdfbase import pdfmetrics

from tests.typesetter.layouts import DocumentLayout
from tests.typesetter.pdf_laid_page import DROP_SIZE
from tests.typesetter.pdf_page import Pages, wrap
from tests.typesetter.pdf_table import PAD, Row, Table
from tests.typesetter.statement_grid import Cell, Statement

_INSET = 2.4
_THIN = 0.5
_BEYOND = 3.0
_LEAST_CUT = 9
_SMALLEST = 5.0

_Edge = tuple[float, float, float, float]


class LaidTable(Table):
    """``page_of`` gives the page of every row after ``lay``."""

    def __init__(
        self, pages: Pages, s: Statement, size: float, show: Callable[[Cell], str], layout: DocumentLayout, rng: Random
    ) -> None:
        self.layout, self.rng, self.statement = layout, rng, s
        self.pad = PAD + (_INSET if layout.boxes != "no" else 0.0)
        self.page_of: dict[int, int] = {}
        whole = pages.width - 2 * pages.margin
        super().__init__(pages, s.widths, s.rows, self._fitting(pages, s, size, show, whole), show)

    def _fitting(self, pages: Pages, s: Statement, size: float, show: Callable[[Cell], str], whole: float) -> float:
        """The largest size at which every figure and every code stands in one line."""
        for row in s.rows:
            for c, cell in enumerate(row):
                if cell is None or not _unbroken(cell):
                    continue
                room = sum(s.widths[c : c + cell.column_span]) * whole / sum(s.widths) - 2 * self.pad
                need = pdfmetrics.stringWidth(show(cell), pages.font, 1)
                if need:
                    size = min(size, room / need)
        return max(size, _SMALLEST)

    def _lines(self, column: int, cell: Cell) -> list[str]:
        text = self.show(cell)
        if not text or _unbroken(cell):
            return [text] if text else []
        size = cell.size or self.size
        width = sum(self.widths[column : column + cell.column_span]) - 2 * self.pad - cell.indent * self.size
        return [line for part in text.split("\n") for line in wrap(part, self.pages.font, size, width)]

    def _drop(self, size: float) -> float:
        return self.layout.drop * size / DROP_SIZE

    def _heights(self) -> list[float]:
        extra = 2 * _INSET * (self.layout.boxes != "no") + self._drop(self.size)
        heights = super()._heights()
        large = {
            r: max(c.size / self.size for c in row if c and c.size)
            for r, row in enumerate(self.rows)
            if any(c and c.size for c in row)
        }
        return [h * large.get(r, 1.0) + extra for r, h in enumerate(heights)]

    @property
    def top_height(self) -> float:
        """Room for the head and two rows."""
        return sum(self.heights[: self.statement.header + 2])

    def lay(self, next_page: Callable[[], None], head: int) -> None:
        """Draw all rows; ``next_page`` begins a page (and prints the title again), ``head`` is where the body begins."""
        last = len(self.rows)
        breaks = self._breaks(head, last)
        lead = list(range(self.statement.title_rows if self.layout.repeat == "header" else 0, head))
        start = 0
        while start < last:
            order = list(lead) if start and self.layout.repeat != "nothing" else []
            if start:
                order += self._remainder()
            room = self.pages.y - self.pages.margin - sum(self.heights[r] for r in order)
            end = start
            while end < last and (end == start or (room >= self.heights[end] and end not in breaks)):
                room -= self.heights[end]
                end += 1
            end = self._whole_block(start, end)
            if end < last and self.layout.leftover == "label":
                self._cut_label(end)
            self._part([*order, *range(start, end)], start)
            self.page_of.update(dict.fromkeys(range(start, end), self.pages.number))
            start = end
            if start < last:
                next_page()
        if self.layout.leftover == "page" and last > head + 3:
            next_page()
            self._part(self._blank(), last)

    def _whole_block(self, start: int, end: int) -> int:
        """Back to where a label over several rows begins: cut, it would not stand on the next page."""
        while end > start + 1 and end < len(self.statement.rows) and None in self._spans_from_above(end):
            end -= 1
        return end

    def _breaks(self, head: int, last: int) -> set[int]:
        """Rows that begin a page although the one before is not full; a table of few rows stays whole."""
        body = [r for r in range(head + 1, last) if None not in self._spans_from_above(r)]
        if self.layout.breaks != "random" or len(body) < 4:
            return set()
        return set(self.rng.sample(body, 1 if len(body) < 20 else 2))

    def _blank(self, label: Row | None = None) -> list[int]:
        """A further row of blank cells (or with the rest of a label), as its place among all rows."""
        self.rows.append(label or [Cell("") for _ in self.widths])
        self.heights.append(self.size * 1.25 + 2 * self.pad)
        return [len(self.rows) - 1]

    def _remainder(self) -> list[int]:
        if self.layout.leftover == "blank":
            return self._blank()
        if self.layout.leftover == "label" and self._tail:
            rest, self._tail = self._tail, None
            return self._blank(rest)
        return []

    _tail: Row | None = None

    def _cut_label(self, end: int) -> None:
        """The label of the last row of a page ends on the next page."""
        row = self.rows[end - 1]
        for c, cell in enumerate(row):
            if cell and cell.align == "left" and cell.value is None and len(cell.text) >= _LEAST_CUT:
                if any(other and other.row_span > 1 for other in row) or None in self._spans_from_above(end - 1):
                    return
                self._tail = [other and replace(other, text="", value=None) for other in row]
                self._tail[c] = replace(cell, text=cell.text[6:])
                row[c] = replace(cell, text=cell.text[:6])
                return

    def _spans_from_above(self, r: int) -> list[int | None]:
        """None for a column that a cell of an earlier row covers in row ``r``."""
        covered: list[int | None] = [0] * len(self.widths)
        for above in range(r):
            for c, cell in enumerate(self.rows[above]):
                if cell and above + cell.row_span > r:
                    covered[c] = None
        return covered

    def _cut(self, order: list[int], start: int) -> list[Row]:
        """As the usual table; of a head printed again no cell reaches into the rows below it."""
        part = super()._cut(order, start)
        lead = sum(r < self.statement.header for r in order) if start else 0
        for k in range(lead):
            part[k] = [c and replace(c, row_span=min(c.row_span, lead - k)) for c in part[k]]
        return [self.rows[r] if r >= len(self.statement.rows) else row for r, row in zip(order, part, strict=True)]

    def _part(self, order: list[int], start: int) -> None:
        pages = self.pages
        edges = [pages.y]
        for r in order:
            edges.append(edges[-1] - self.heights[r])
        lefts = [pages.margin]
        for width in self.widths:
            lefts.append(lefts[-1] + width)
        edge_set: set[_Edge] = set()
        texts: list[tuple[Cell, int, float, float, float, float, float]] = []
        for k, row in enumerate(self._cut(order, start) if start < len(self.statement.rows) else [self.rows[order[0]]]):
            for c, cell in enumerate(row):
                if cell is not None:
                    x0, x1, y1, y0 = lefts[c], lefts[c + cell.column_span], edges[k], edges[k + cell.row_span]
                    edge_set |= {(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)}
                    texts.append((cell, c, x0, x1, y0, y1, self._beyond(row, c)))
                    self._box(order[k], x0, x1, y0, y1)
        head = sum(r < self.statement.header for r in order)
        self._rule(self._kept(edge_set, {edges[0], edges[head], edges[-1]}))
        for cell, c, x0, x1, y0, y1, beyond in texts:
            self._place(cell, self._lines(c, cell), (x0, x1, y0, y1), beyond)
        pages.y = edges[-1]

    def _box(self, row: int, x0: float, x1: float, y0: float, y1: float) -> None:
        """White bands along the four sides of a cell: their inner edges are a smaller box in the cell."""
        if self.layout.boxes == "no" or (self.layout.boxes == "header" and row >= self.statement.header):
            return
        canvas, i = self.pages.canvas, _INSET
        canvas.setFillColorRGB(1, 1, 1)
        for x, y, w, h in (
            (x0, y1 - i, x1 - x0, i),
            (x0, y0, x1 - x0, i),
            (x0, y0 + i, i, y1 - y0 - 2 * i),
            (x1 - i, y0 + i, i, y1 - y0 - 2 * i),
            (x0 + i, y0 + i, x1 - x0 - 2 * i, y1 - y0 - 2 * i),
        ):
            canvas.rect(x, y, w, h, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)

    def _kept(self, edges: set[_Edge], three: set[float]) -> set[_Edge]:
        """The rulings that the layout draws; ``three`` is where the head begins, and where the body begins and ends."""
        rulings = self.layout.rulings
        if rulings not in ("level", "three", "none"):
            return edges
        level = {edge for edge in edges if edge[1] == edge[3] and rulings != "none"}
        return {edge for edge in level if edge[1] in three} if rulings == "three" else level

    def _rule(self, edges: set[_Edge]) -> None:
        canvas = self.pages.canvas
        canvas.setLineWidth(0.6)
        if self.layout.border != "closed" and edges:
            across, up = {x for edge in edges for x in edge[::2]}, {y for edge in edges for y in edge[1::2]}
            sides = {min(across), max(across)}
            ends = {min(up), max(up)} if self.layout.border == "bare" else set()
            edges = {
                (x0, y0, x1, y1)
                for x0, y0, x1, y1 in edges
                if not (x0 == x1 and x0 in sides) and not (y0 == y1 and y0 in ends)
            }
        for x0, y0, x1, y1 in sorted(edges):
            if self.layout.rulings != "rects":
                canvas.line(x0, y0, x1, y1)
            if self.layout.rulings != "lines":
                half = _THIN / 2
                canvas.rect(x0 - half, y0 - half, x1 - x0 + _THIN, y1 - y0 + _THIN, stroke=0, fill=1)

    def _beyond(self, row: Row, c: int) -> float:
        """How far a figure stands beyond its cell to the right; only where it can't run into a label or a code."""
        cell = row[c]
        if cell is None or cell.value is None or self.layout.overflow == "no":
            return 0.0
        step = 1 if self.layout.overflow == "right" else -1
        beside = row[c + step] if 0 <= c + step < len(row) else Cell("")
        if beside is None or (beside.value is None and beside.text):
            return 0.0
        if beside.value is not None and 0 <= c + step < len(row) and not self._beyond(row, c + step):
            return 0.0  # the figure beside it stays in its cell and may fill it
        return step * _BEYOND

    def _place(self, cell: Cell, lines: list[str], box: tuple[float, float, float, float], beyond: float) -> None:
        size = cell.size or self.size
        leading = size * 1.25
        x0, x1, y0, y1 = box
        y = (y0 + y1) / 2 + len(lines) * leading / 2 - size * 0.98 + self._drop(size) / 2
        left = x0 + self.pad + cell.indent * self.size
        for line in lines:
            x = {"left": left, "right": x1 - self.pad, "center": (x0 + x1) / 2}[cell.align]
            if beyond:
                width = pdfmetrics.stringWidth(line, self.pages.font, size)
                x = x1 + beyond if beyond > 0 else x0 + width + beyond
            self.pages.string(x, y, line, size, cell.align, cell.bold)
            y -= leading


def _unbroken(cell: Cell) -> bool:
    return cell.value is not None or (cell.text.isdigit() and len(cell.text) > 1)
