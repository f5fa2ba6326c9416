"""What a layout does to the cells of a finished table before it is drawn: letter spacing, wrapped heads, titles inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.typesetter.layouts import DocumentLayout
from tests.typesetter.statement_grid import Cell, Statement

_LONGEST_SPACED = 7


def lay_cells(table: Statement, layout: DocumentLayout, org: str, empty_note: str) -> None:
    """Change the rows of ``table`` as the layout says. ``empty_note`` is printed below a table without figures."""
    changes: list[Callable[[Cell], Cell]] = []
    if layout.spaced:
        changes.append(_spaced)
    for k, row in enumerate(table.rows):
        head = k < table.header
        steps = [*changes, _wrapped(layout.header_wrap)] if head and layout.header_wrap else changes
        for step in steps:
            row = [c and step(c) for c in row]
        table.rows[k] = row
    if table.empty:
        _note_empty(table, layout, empty_note)
    if layout.title_inside != "no":
        _title_inside(table, layout, org)


def _spaced(cell: Cell) -> Cell:
    """因 公 出 国: short labels of Chinese characters alone; those with a numeral or a bracket stay."""
    letters = all("\u4e00" <= c <= "\u9fff" for c in cell.text)
    return replace(cell, text=" ".join(cell.text)) if letters and 2 <= len(cell.text) <= _LONGEST_SPACED else cell


def _wrapped(count: int) -> Callable[[Cell], Cell]:
    """Break a head after every ``count`` characters, wherever that falls."""

    def wrap(cell: Cell) -> Cell:
        text = cell.text
        lines = [text[k : k + count] for k in range(0, len(text), count)]
        return replace(cell, text="\n".join(line.strip() for line in lines))

    return wrap


def _note_empty(table: Statement, layout: DocumentLayout, note: str) -> None:
    table.note = {"usual": table.note or note, "no_data": note}.get(layout.empty_note, "")
    blank = next((row for row in table.rows[table.header :] if not any(c and c.text for c in row)), None)
    if layout.empty_note == "cell" and blank:
        blank[0] = Cell("无")


def _title_inside(table: Statement, layout: DocumentLayout, org: str) -> None:
    """Title, number, 部门 and 单位 as the first row of the grid, or as two."""
    width = len(table.widths)
    title = [table.title, table.table_no] if table.table_no and layout.family == "jiangsu" else [table.title]
    blank: list[Cell | None] = [None] * (width - 1)
    unit = f"单位：{table.unit}"
    if layout.title_inside == "cell" or width < 3:
        lines = "\n".join([*title, f"部门：{org}      {unit}"])
        rows: list[list[Cell | None]] = [[Cell(lines, width, size=11.0), *blank]]
    else:
        rows = [[Cell("\n".join(title), width, size=12.0), *blank]]
        below: list[Cell | None] = [Cell(f"部门：{org}", width - 1, align="left"), *blank]
        below[-1] = Cell(unit)
        rows.append(below)
    table.rows = [*rows, *table.rows]
    table.title_rows = len(rows)
    table.header += len(rows)
    table.row_of = [row + len(rows) for row in table.row_of]
