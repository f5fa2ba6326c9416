"""Pages on which digits may stand lower than Chinese text, and which may be turned."""

from __future__ import annotations

import re

from reportlab.pdfbase import pdfmetrics

from tests.typesetter.pdf_page import A4, Pages

_RUNS = re.compile(r"[0-9.,%+\-]+|[^0-9.,%+\-]+")
_TURNS = {"90": (0, 1, -1, 0, A4[0], 0), "270": (0, -1, 1, 0, 0, A4[1])}


DROP_SIZE = 12.0  # the size of text that a drop is given for; smaller text has a smaller one


class LaidPages(Pages):
    """``drop`` is how much lower digits stand in text of 12 points; ``turned`` says how the pages begun from now on are turned."""

    drop: float = 0.0
    turned: str = "no"

    def turn(self, landscape: bool = False, margin: float = 72.0) -> None:
        """Begin a new page; a turned one is drawn on upright paper whose width is the height that is read."""
        way = self.turned
        super().turn(landscape or way != "no", margin)
        self.canvas.setPageRotation(0)
        if way != "no":
            degrees = way[-3:] if way.endswith("270") else way[-2:]
            if way.startswith("rotate"):  # reportlab takes the size of a turned page as it is read
                self.canvas.setPageRotation(int(degrees))
            else:
                self.canvas.setPageSize(A4)
            self.canvas.transform(*_TURNS[degrees])

    def string(self, x: float, y: float, text: str, size: float, align: str = "left", bold: bool = False) -> None:
        """One line of text, its digits lower by ``drop``."""
        if not self.drop:
            super().string(x, y, text, size, align, bold)
            return
        width = pdfmetrics.stringWidth(text, self.font, size)
        x -= width if align == "right" else width / 2 if align == "center" else 0
        for run in _RUNS.findall(text):
            low = self.drop * size / DROP_SIZE if run[0].isdigit() or run[0] == "-" else 0.0
            super().string(x, y - low, run, size, "left", bold)
            x += pdfmetrics.stringWidth(run, self.font, size)
