"""Kind ``in-cells``: a figure of an official table is one of those that its line prints, as ``statement_cell`` has them.

It proves nothing (the cells are where the figure came from), but it finds a published table that was edited, and a figure
that got into the wrong line on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.model import Row
from pipeline.spec.checks import CELLS, Check
from pipeline.text import key
from pipeline.validate.index import Index
from pipeline.validate.outcome import PASS, Outcome, failed, place, place_en, skipped
from pipeline.validate.quantity import Quantity, as_decimal, measured, printed


def check_in_cells(check: Check, index: Index) -> Iterator[Outcome]:
    """Every figure of ``rows`` in ``columns`` (or ``form``) stands in the cells of ``statement`` with the same line.

    The line is known by its code (column ``code``, where both have one), else by its label (column ``label``); without
    these options any cell of the statement will do. Lines that the cells do not have are skipped.
    """
    columns = index.form_columns(check) if "form" in check.options else check.texts("columns")
    rows = index.rows(check.one["rows"])
    lines = _lines(check, index)
    if not rows or not lines:
        yield skipped("absent")
        return
    for row in rows:
        held = next((lines[name] for name in _names(check, row) if name in lines), None)
        for column in columns:
            figure = index.figure(check.one["rows"], row, column)
            if figure is None or held is None:
                yield skipped("blank" if figure is None else "absent")
            else:
                yield PASS if figure.value in held else _apart(check, figure, held)


def _lines(check: Check, index: Index) -> dict[str, set[Decimal]]:
    """The figures of every line of the statement, in the unit of comparison, by its code and by its label."""
    lines: dict[str, set[Decimal]] = {}
    statement = check.text("statement")
    for cell in index.tables.get(CELLS, ()):
        if cell.get("statement") != statement:
            continue
        value = as_decimal(cell.get("value"))
        if value is not None:
            number = measured(value, str(cell.get("unit") or ""), 0)[0]
            for name in ("", str(cell.get("row_code") or ""), key(str(cell.get("row_label") or ""))):
                lines.setdefault(name, set()).add(number)
    return lines


def _names(check: Check, row: Row) -> list[str]:
    """By what a line may be found, the surest first."""
    columns = [check.text(option) for option in ("code", "label") if check.text(option)]
    return [key(str(row[column])) for column in columns if row.get(column)] if columns else [""]


def _apart(check: Check, figure: Quantity, held: set[Decimal]) -> Outcome:
    numbers = "、".join(printed(number) for number in sorted(held)[:6])
    return failed(
        check,
        figure.table,
        figure.row,
        f"{place(figure)} 不在原表该行所印的数字之中（{numbers}）",
        f"{place_en(figure)} is none of the figures that the line prints ({numbers.replace('、', '; ')})",
        actual=f"{figure.value:f}",
        figures=(figure,),
    )
