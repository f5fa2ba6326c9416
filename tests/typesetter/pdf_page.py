"""Pages of a PDF: fonts, wrapped text, and where the next line goes. Points, origin bottom left, as reportlab has it."""

from __future__ import annotations

import re
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.typesetter.font import digest, subset

A4 = (595.28, 841.89)
_RUN = re.compile(r"[A-Za-z0-9.,%<>=+\-]+|.")
_NO_START = set("，。；：、）》”％%,;:)!?！？")
_NO_END = set("（《“(")


def wrap(text: str, font: str, size: float, width: float, indent: float = 0.0) -> list[str]:
    """Lines of at most ``width`` points, the first shorter by ``indent``; figures stay whole, closing marks never begin a line."""
    lines: list[str] = []
    line, used = "", indent
    for run in _RUN.findall(text):
        advance = pdfmetrics.stringWidth(run, font, size)
        if line and used + advance > width and run not in _NO_START:
            carry = ""
            while line and line[-1] in _NO_END:
                carry, line = line[-1] + carry, line[:-1]
            lines.append(line)
            line, used = carry, pdfmetrics.stringWidth(carry, font, size)
        if advance > width:  # an unbreakable run that is too long for the column
            for char in run:
                step = pdfmetrics.stringWidth(char, font, size)
                if line and used + step > width:
                    lines.append(line)
                    line, used = "", 0.0
                line, used = line + char, used + step
            continue
        line, used = line + run, used + advance
    return [*lines, line] if line or not lines else lines


class Pages:
    """A growing PDF. ``number`` is the current page, 1-based; ``y`` the base line of the next line of text."""

    def __init__(self, characters: str, title: str, numbered: bool) -> None:
        wanted = "".join(sorted(set(characters) | set("0123456789—第页 ")))
        self.font = f"F{digest(wanted)}"
        if self.font not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(self.font, BytesIO(subset(wanted))))
        self._data = BytesIO()
        self.canvas = Canvas(self._data, pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setCreator("juesuan typesetter")
        self.numbered = numbered
        self.number = 1
        self.width, self.height = A4
        self.margin = 72.0
        self.y = self.height - self.margin

    def turn(self, landscape: bool = False, margin: float = 72.0) -> None:
        """Begin a new page."""
        self.finish_page()
        self.number += 1
        self.width, self.height = (A4[1], A4[0]) if landscape else A4
        self.canvas.setPageSize((self.width, self.height))
        self.margin = margin
        self.y = self.height - margin

    def finish_page(self) -> None:
        if self.numbered and self.number > 1:
            self.string(self.width / 2, 34, f"— {self.number} —", 9, "center")
        self.canvas.showPage()

    def string(self, x: float, y: float, text: str, size: float, align: str = "left", bold: bool = False) -> None:
        """One line of text; bold is drawn with a thin outline, which small print would not bear."""
        bold = bold and size >= 11
        width = pdfmetrics.stringWidth(text, self.font, size)
        start = x - (width if align == "right" else width / 2 if align == "center" else 0)
        draw = self.canvas.beginText(start, y)
        draw.setFont(self.font, size)
        if bold:
            self.canvas.setLineWidth(size * 0.02)
            draw.setTextRenderMode(2)
        draw.textOut(text)
        if bold:
            draw.setTextRenderMode(0)
        self.canvas.drawText(draw)

    def paragraph(
        self, text: str, size: float = 12, *, indent: int = 2, bold: bool = False, align: str = "left", gap: float = 0.0
    ) -> None:
        """A paragraph over as many lines and pages as it needs; ``indent`` in characters."""
        leading = size * 1.75
        first = indent * size if align == "left" else 0.0
        self.y -= gap
        for number, line in enumerate(wrap(text, self.font, size, self.width - 2 * self.margin, first)):
            if self.y < self.margin:
                self.turn()
            x = self.width / 2 if align == "center" else self.margin + (0.0 if number else first)
            self.string(x, self.y, line, size, align, bold)
            self.y -= leading

    def save(self) -> bytes:
        self.finish_page()
        self.canvas.save()
        return self._data.getvalue()
