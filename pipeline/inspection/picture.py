"""The picture of a page: its grids, what each cell was taken for, its lines, and the figures that went into the data."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from pipeline.extract.pdf.picture import PagePicture
from pipeline.inspection.canvas import Canvas, Colour, Entry, Sample
from pipeline.inspection.lettering import Lettering
from pipeline.inspection.page import Indicator, Page, ShownGrid
from pipeline.inspection.places import box_of
from pipeline.inspection.reading import Reading
from pipeline.inspection.tables import ShownColumn, ShownTable
from pipeline.inspection.words import column_text, grid_text, indicator_text, table_heading
from pipeline.model import Box
from pipeline.text import compact, key

#: Tints of columns and the darker colours of their badges: the pale scheme of Paul Tol, *Colour schemes* (2021), which
#: colour-blind people can tell apart.
_COLUMNS: tuple[tuple[Colour, Colour], ...] = (
    ((178, 206, 238), (40, 92, 150)),
    ((248, 199, 178), (176, 82, 40)),
    ((190, 226, 204), (26, 122, 88)),
    ((250, 208, 222), (166, 60, 104)),
    ((243, 232, 180), (140, 112, 10)),
    ((200, 236, 246), (20, 120, 146)),
    ((222, 210, 240), (104, 72, 160)),
    ((222, 230, 168), (98, 112, 20)),
)
_GRID: Colour = (70, 110, 180)
_HEADER: Colour = (226, 232, 242)
_HEAD: Colour = (246, 241, 228)
_ROW: Colour = (92, 98, 110)
_TEXT: Colour = (176, 188, 200)
_HEADING: Colour = (20, 130, 120)
_TITLE: Colour = (120, 70, 170)
_STATED: Colour = (205, 236, 210)
_STATED_BADGE: Colour = (28, 120, 70)
_FORM: Colour = (150, 110, 40)
_FORM_TINT: Colour = (252, 228, 176)
_WRONG: Colour = (214, 40, 40)
_WRONG_TINT: Colour = (255, 206, 200)


def draw_recognised(reading: Reading, page: Page, picture: PagePicture, lettering: Lettering) -> Image.Image:
    """The picture of a page of a PDF with all that was recognised on it."""
    canvas = Canvas(picture, lettering)
    for shown in page.lines:
        if shown.line.box:
            colour = {"title": _TITLE, "heading": _HEADING, "text": _TEXT}[shown.kind]
            canvas.frame(shown.line.box, colour, 1 if shown.kind == "text" else 2, 1.5)
    for shown_grid in page.grids:
        _draw_grid(canvas, shown_grid)
    for number, table in enumerate(page.tables, 1):
        _draw_table(canvas, table, str(number) if len(page.tables) > 1 else "")
    for figure in page.stated:
        boxes = [box for piece in figure.pieces if (box := box_of(piece, picture.characters))]
        for box in boxes:
            canvas.tint(box, _STATED)
        if boxes:
            _number(canvas, boxes[0], str(figure.row["seq"]), _STATED_BADGE)
    for indicator in page.indicators:
        _draw_indicator(canvas, indicator)
    place = page.place.page
    title = f"{reading.source.name}   p{place} / {reading.document.pages}"
    captions = "   ".join(f"{table.title} ({table.name})" for table in page.tables)
    return canvas.finished(title, captions or _subtitle(page), list(_legend(page)), list(_entries(reading, page)))


def _number(canvas: Canvas, box: Box, text: str, colour: Colour) -> None:
    """A badge above a number in running text, or below it, or else over its upper left corner."""
    half, x = canvas.badge_width(text) / 2, (box.x0 + box.x1) / 2
    above, below = box.top - 4, box.bottom + 4
    spots = [(x, above), (box.x0 + half, above), (box.x1 - half, above), (x, below), (x, above)]
    canvas.badge(text, colour, spots)


def _draw_grid(canvas: Canvas, shown: ShownGrid) -> None:
    boxes = [cell.box for row in shown.grid.rows for cell in row if cell and cell.box]
    colour = {"table": _GRID, "form": _FORM, "blank": _TEXT, "unread": _WRONG}[shown.kind]
    for box in boxes:
        canvas.frame(box, colour, 2 if shown.kind in ("table", "form") else 1)
    if boxes and shown.kind == "unread":
        canvas.frame(Box.around(boxes), _WRONG, 2, 3, dashed=True)


def _draw_indicator(canvas: Canvas, indicator: Indicator) -> None:
    levels = {key(str(indicator.row[level])) for level in ("level1", "level2", "level3") if indicator.row[level]}
    for cell in indicator.cells:
        if cell.box:
            canvas.tint(cell.box, _HEAD if key(cell.text) in levels else _FORM_TINT)
    own = key(str(indicator.row["level3"]))
    box = next((cell.box for cell in indicator.cells if cell.box and key(cell.text) == own), None)
    if box:
        _row_badge(canvas, [box], indicator.number, _FORM)


def _draw_table(canvas: Canvas, table: ShownTable, number: str) -> None:
    for box in table.header:
        canvas.tint(box, _HEADER)
    for row in table.rows:
        for box in row.head:
            canvas.tint(box, _HEAD)
        for figure in row.figures:
            if figure.box:
                canvas.tint(figure.box, _tint(figure.letter)[0])
    for cell in table.doubtful:
        if cell.box:
            canvas.tint(cell.box, _WRONG_TINT)
            canvas.frame(cell.box, _WRONG, 2)
    for row in table.rows:
        boxes = [*row.head, *(figure.box for figure in row.figures if figure.box)]
        if boxes:
            _row_badge(canvas, boxes, str(row.number))
    for column in table.columns:
        _column_badge(canvas, column)
    cells = [box for _, box in table.cells if box]
    if number and cells:
        x, top = min(box.x0 for box in cells), min(box.top for box in cells)
        canvas.badge(f"T{number}", _TITLE, [(x + 10, top - 8), (x + 10, top)])


def _row_badge(canvas: Canvas, boxes: list[Box], text: str, colour: Colour = _ROW) -> None:
    """The number of a row: left of its first cell, on that cell's left side, or where the cell has room."""
    first = min(boxes, key=lambda box: box.x0)
    half = canvas.badge_width(text) / 2
    y = (first.top + first.bottom) / 2
    outside, inside, right = first.x0 - half - 1.5, first.x0 + half + 1.5, first.x1 - half - 1.5
    spots = [(outside, y), (first.x0, y), (right, y), (inside, y), (first.x0, first.bottom - 5), (first.x0, y)]
    canvas.badge(text, colour, spots)


def _column_badge(canvas: Canvas, column: ShownColumn) -> None:
    """The letter of a column: on the line below its header (the line above it where no header is printed), or in a corner."""
    box = column.first or column.head
    if box is None:
        return
    half, x = canvas.badge_width(column.letter) / 2 + 1.5, (box.x0 + box.x1) / 2
    spots = [(x, column.head.bottom if column.head else box.top)]
    if column.head:
        corners = (column.head.bottom - half, column.head.top + half)
        spots += [(side, y) for y in corners for side in (x, column.head.x0 + half, column.head.x1 - half)]
    if column.first:
        spots += [(side, column.first.top + half) for side in (x, column.first.x0 + half)]
    canvas.badge(column.letter, _tint(column.letter)[1], [*spots, spots[0]])


def _tint(letter: str) -> tuple[Colour, Colour]:
    number = 0
    for character in letter:
        number = number * 26 + ord(character) - 64
    return _COLUMNS[(number - 1) % len(_COLUMNS)]


def _subtitle(page: Page) -> str:
    """What stands on a page without a table."""
    if page.stated:
        return f"叙述，{len(page.stated)} 个数字 / narrative, {len(page.stated)} figures"
    if any(shown.kind == "form" for shown in page.grids):
        return "项目绩效表（自评或目标） / performance form"
    return "本页没有读入的报表，也没有读入的数字 / no table and no figure was read on this page"


def _legend(page: Page) -> Iterator[Sample]:
    kinds = {shown.kind for shown in page.lines}
    grids = {shown.kind for shown in page.grids}
    if page.tables:
        yield Sample("报表格线 / grid of a table", frame=_GRID)
        yield Sample("表头 / header", _HEADER, _GRID)
        yield Sample("科目、项目 / code, label", _HEAD, _GRID)
    if any(table.figures for table in page.tables):
        yield Sample("数字，按列着色 / figure, by column", _COLUMNS[0][0], _COLUMNS[0][1])
    if page.stated:
        yield Sample("叙述中的数字 / figure of the narrative", _STATED, _STATED_BADGE)
    if "form" in grids:
        yield Sample("项目绩效表 / performance form", frame=_FORM)
    if page.indicators:
        yield Sample("指标 / indicator", _HEAD, _FORM)
        yield Sample("指标值、实际值、分值 / target, actual, score", _FORM_TINT, _FORM)
    if "title" in kinds:
        yield Sample("表名 / table title", frame=_TITLE)
    if "heading" in kinds:
        yield Sample("章节 / heading", frame=_HEADING)
    if "text" in kinds:
        yield Sample("文字行 / line of text", frame=_TEXT)
    if any(table.doubtful for table in page.tables):
        yield Sample("数字列中的文字 / text among figures", _WRONG_TINT, _WRONG)
    if "unread" in grids:
        yield Sample("没有读懂的表格 / grid not understood", frame=_WRONG, dashed=True)


def _entries(reading: Reading, page: Page) -> Iterator[Entry]:
    if not reading.dataset:
        yield Entry(f"不能成为数据包 / no package: {reading.reason}", "!", _WRONG)
    for number, table in enumerate(page.tables, 1):
        yield from _table_entries(table, f"T{number}" if len(page.tables) > 1 else "")
    if page.stated:
        yield Entry("叙述中的数字 / narrative_figure (seq)", title=True)
    for figure in page.stated:
        row = figure.row
        text = f"{row['subject']}  {row['measure']}  {row['value']} {row['unit'] or ''}"
        yield Entry(text, str(row["seq"]), _STATED_BADGE)
    for project in page.projects:
        yield Entry(f"项目 / project {project['project_no']}: {project['name']}", title=True)
    if page.indicators:
        yield Entry("指标 / performance_indicator", title=True)
    for indicator in page.indicators:
        yield Entry(indicator_text(indicator), indicator.number, _FORM)
    for shown in page.grids:
        if shown.kind == "unread":
            yield Entry(f"没有读懂 / not understood: {grid_text(shown)}", "?", _WRONG)


def _table_entries(table: ShownTable, badge: str) -> Iterator[Entry]:
    yield Entry(table_heading(table), badge, _TITLE, title=True)
    for column in table.columns:
        yield Entry(f"{column.name} {column_text(column)}", column.letter, _tint(column.letter)[1])
    if table.rows:
        yield Entry("行 / rows (row_no)", title=True)
    for row in table.rows:
        name = " ".join(part for part in (row.code, row.label) if part)
        yield Entry(name or "（无名 / no label）", str(row.number), _ROW, quiet=not row.figures)
    for cell in table.doubtful:
        yield Entry(f"不是数字 / no figure: {compact(cell.text)}", "?", _WRONG)
