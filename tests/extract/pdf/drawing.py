"""Pages as publishers' programs leave them, drawn one by one: every trick that a reader of tables must see through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.extract import read
from pipeline.model import Document, Grid, Line, SourceFile
from tests.typesetter.font import digest, subset

WIDTH, HEIGHT = 595.0, 842.0
SIZE = 9.0
ROW = 20.0
LEFT, TOP = 60.0, 120.0
WIDTHS = (150.0, 90.0, 90.0, 90.0)

#: A table as it is printed, head first.
ROWS = (
    ("科目", "合计", "基本支出", "项目支出"),
    ("一般公共服务支出", "1,482.45", "1,200.00", "282.45"),
    ("社会保障和就业支出", "326.71", "326.71", "0.00"),
    ("卫生健康支出", "96.30", "96.30", "0.00"),
    ("住房保障支出", "210.05", "110.05", "100.00"),
    ("合计", "2,115.51", "1,733.06", "382.45"),
)
FIGURES = frozenset(text for row in ROWS[1:] for text in row[1:])

Rows = Sequence[Sequence[str]]
_CHARACTERS = "".join(map(chr, range(33, 127))) + "—（），。：；“”、《》一二三四五六七八九十年度收入支出总计万元其中本"
_CHARACTERS += "科目合基项般公共服务社会保障和就业卫生健康住房草稿仅供参考比上增加减少主要原因是部门名称金额单位类款第"
_CHARACTERS += (
    "项目编码功能分类育普通教小学结转财政拨款资金专目情况表学术有此故据没无注说数科技占末决算预他事业由明的人员"
)


def font() -> str:
    """The name of a registered font with the characters of these pages."""
    wanted = "".join(sorted(set(_CHARACTERS + "".join(text for row in ROWS for text in row)) | {" "}))
    name = f"D{digest(wanted)}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, BytesIO(subset(wanted))))
    return name


class Page:
    """A page to draw on; places are points from the top left, as the reader gives them."""

    def __init__(self, canvas: Canvas, height: float = HEIGHT) -> None:
        self.canvas = canvas
        self.height = height

    def text(self, x: float, y: float, text: str, size: float = SIZE, align: str = "left", mode: int = 0) -> None:
        """Text with its base line at ``y``; ``mode`` is the text render mode (3: invisible)."""
        width = pdfmetrics.stringWidth(text, font(), size)
        start = x - {"left": 0.0, "right": width, "center": width / 2}[align]
        draw = self.canvas.beginText(start, self.height - y)
        draw.setFont(font(), size)
        draw.setTextRenderMode(mode)
        draw.textOut(text)
        draw.setTextRenderMode(0)
        self.canvas.drawText(draw)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A stroked line."""
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A filled rectangle without an outline."""
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def curve(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A straight line, drawn as a curve whose control points lie on it."""
        path = self.canvas.beginPath()
        path.moveTo(x0, self.height - y0)
        xs, ys = (x0 + (x1 - x0) / 3, x0 + (x1 - x0) * 2 / 3), (y0 + (y1 - y0) / 3, y0 + (y1 - y0) * 2 / 3)
        path.curveTo(xs[0], self.height - ys[0], xs[1], self.height - ys[1], x1, self.height - y1)
        self.canvas.drawPath(path)


def columns() -> list[float]:
    """The upright sides of the columns of the usual table."""
    sides = [LEFT]
    for width in WIDTHS:
        sides.append(sides[-1] + width)
    return sides


def heights(rows: Rows = ROWS) -> list[float]:
    """The level sides of the rows of the usual table."""
    return [TOP + ROW * number for number in range(len(rows) + 1)]


def fill(page: Page, rows: Rows = ROWS, pad: float = 4.0) -> None:
    """The texts of the usual table: labels to the left, figures to the right."""
    sides = columns()
    for number, row in enumerate(rows):
        base = TOP + ROW * number + 13
        for column, text in enumerate(row):
            if column == 0:
                page.text(sides[0] + pad, base, text)
            else:
                page.text(sides[column + 1] - pad, base, text, align="right")


def rule(page: Page, draw: str = "line", rows: Rows = ROWS) -> None:
    """All rulings of the usual table: as lines, as thin bars or as curves."""
    xs, ys = columns(), heights(rows)
    for x in xs:
        _rule(page, draw, x, ys[0], x, ys[-1])
    for y in ys:
        _rule(page, draw, xs[0], y, xs[-1], y)


def _rule(page: Page, draw: str, x0: float, y0: float, x1: float, y1: float) -> None:
    if draw in ("line", "both"):
        page.line(x0, y0, x1, y1)
    if draw in ("bar", "both"):
        page.bar(x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25)
    if draw == "curve":
        page.curve(x0, y0, x1, y1)


def pdf(*draw: Callable[[Page], None], size: tuple[float, float] = (WIDTH, HEIGHT), **options: object) -> bytes:
    """A PDF with one page for each function; ``options`` go to reportlab's canvas."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=size, invariant=1, **options)
    for each in draw:
        canvas.setLineWidth(0.5)
        each(Page(canvas, size[1]))
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def document(data: bytes) -> Document:
    """What the reader makes of a PDF."""
    return read(SourceFile("页面.pdf", data))


def grids(data: bytes) -> list[list[list[str | None]]]:
    """The texts of all grids of a PDF."""
    found = [block for block in document(data).blocks if isinstance(block, Grid)]
    return [[[cell.text if cell else None for cell in row] for row in grid.rows] for grid in found]


def lines(data: bytes) -> list[str]:
    """The texts of all lines of a PDF."""
    return [block.text for block in document(data).blocks if isinstance(block, Line)]


def expected(rows: Rows = ROWS) -> list[list[str | None]]:
    """Rows as ``grids`` gives them."""
    return [list(row) for row in rows]
