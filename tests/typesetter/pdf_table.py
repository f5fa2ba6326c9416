"""Draws a grid with merged cells as a ruled table over as many pages as it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.typesetter.pdf_page import Pages, wrap
from tests.typesetter.statement_grid import Cell

Row = list[Cell | None]
PAD = 3.0


class Table:
    """``widths`` are shares of the width between the margins; ``show`` turns a cell into the text that is printed."""

    def __init__(
        self, pages: Pages, widths: Sequence[float], rows: Sequence[Row], size: float, show: Callable[[Cell], str]
    ) -> None:
        self.pages, self.size, self.show = pages, size, show
        whole = pages.width - 2 * pages.margin
        self.widths = [w * whole / sum(widths) for w in widths]
        self.rows = [list(row) for row in rows]
        self.heights = self._heights()

    def _lines(self, column: int, cell: Cell) -> list[str]:
        width = sum(self.widths[column : column + cell.column_span]) - 2 * PAD - cell.indent * self.size
        return wrap(self.show(cell), self.pages.font, self.size, width) if self.show(cell) else []

    def _heights(self) -> list[float]:
        """Each row as high as its highest cell of one row; what a merged cell needs beyond goes to its last row."""
        leading = self.size * 1.25
        least = self.size * 1.25 + 2 * PAD
        heights = [least] * len(self.rows)
        tall: list[tuple[int, int, float]] = []
        for r, row in enumerate(self.rows):
            for c, cell in enumerate(row):
                if cell is not None:
                    need = len(self._lines(c, cell)) * leading + 2 * PAD
                    if cell.row_span == 1:
                        heights[r] = max(heights[r], need)
                    else:
                        tall.append((r, cell.row_span, need))
        for r, span, need in tall:
            missing = need - sum(heights[r : r + span])
            if missing > 0:
                heights[r + span - 1] += missing
        return heights

    def draw(self, header: int, repeat: bool, landscape: bool) -> dict[int, int]:
        """Draw all rows; returns the page of every row. With ``repeat`` the header stands on every page."""
        page_of: dict[int, int] = {}
        start = 0
        while start < len(self.rows):
            lead = list(range(header)) if start and repeat else []
            room = self.pages.y - self.pages.margin - sum(self.heights[r] for r in lead)
            end = start
            while end < len(self.rows) and (room >= self.heights[end] or end == start):
                room -= self.heights[end]
                end += 1
            self._part([*lead, *range(start, end)], start)
            page_of.update(dict.fromkeys(range(start, end), self.pages.number))
            start = end
            if start < len(self.rows):
                self.pages.turn(landscape, self.pages.margin)
        return page_of

    def _cut(self, order: list[int], start: int) -> list[Row]:
        """The rows of one page: merged cells that began on an earlier page go on as blank cells, none passes the end."""
        last = order[-1]
        part = [list(self.rows[r]) for r in order]
        for c in range(len(self.widths)):
            owner = next((r for r in range(start, -1, -1) if self.rows[r][c] is not None), None)
            cell = self.rows[owner][c] if owner is not None else None
            if owner is not None and cell is not None and owner < start and owner + cell.row_span > start and start:
                rest = owner + cell.row_span - start
                part[order.index(start)][c] = replace(cell, text="", value=None, row_span=rest)
        for k, r in enumerate(order):
            for c, cell in enumerate(part[k]):
                if cell is not None and r >= start:
                    part[k][c] = replace(cell, row_span=min(cell.row_span, last - r + 1))
        return part

    def _part(self, order: list[int], start: int) -> None:
        pages, top = self.pages, self.pages.y
        edges = [top]
        for r in order:
            edges.append(edges[-1] - self.heights[r])
        lefts = [pages.margin]
        for width in self.widths:
            lefts.append(lefts[-1] + width)
        lines: set[tuple[float, float, float, float]] = set()
        for k, row in enumerate(self._cut(order, start)):
            for c, cell in enumerate(row):
                if cell is None:
                    continue
                x0, x1 = lefts[c], lefts[c + cell.column_span]
                y1, y0 = edges[k], edges[k + cell.row_span]
                lines |= {(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)}
                self._text(cell, self._lines(c, cell), x0, x1, y0, y1)
        pages.canvas.setLineWidth(0.6)
        for line in sorted(lines):
            pages.canvas.line(*line)
        pages.y = edges[-1]

    def _text(self, cell: Cell, lines: list[str], x0: float, x1: float, y0: float, y1: float) -> None:
        leading = self.size * 1.25
        y = (y0 + y1) / 2 + len(lines) * leading / 2 - self.size * 0.98
        for line in lines:
            x = {"left": x0 + PAD + cell.indent * self.size, "right": x1 - PAD, "center": (x0 + x1) / 2}[cell.align]
            self.pages.string(x, y, line, self.size, cell.align, cell.bold)
            y -= leading
