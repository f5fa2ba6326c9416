"""Which figures take part in a mismatch, where each stands, and which of them the other identities speak for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.model import InvolvedFigure, Row
from pipeline.spec.checks import CELLS, NARRATIVE
from pipeline.spec.forms import form_spec
from pipeline.text import key
from pipeline.validate.labels import names
from pipeline.validate.outcome import row_key
from pipeline.validate.proof import Proof
from pipeline.validate.quantity import MONEY, Quantity, as_decimal

_PAGE = re.compile(r"^(?:\d+/)?p(\d+)$")
_SIDES = ("x0", "top", "x1", "bottom")
#: So many figures of a finding are told; the classes of a table are at most some thirty.
_MOST = 60


class Places:
    """Finds the printed cell of a figure of the official tables among the published cells."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self._tables = tables
        self._cells: dict[tuple[str, str], list[Row]] | None = None

    def involved(self, figures: Sequence[Quantity], proof: Proof) -> tuple[InvolvedFigure, ...]:
        """The figures of a comparison as published."""
        return tuple(self._involved(figure, proof) for figure in figures[:_MOST])

    def _involved(self, figure: Quantity, proof: Proof) -> InvolvedFigure:
        cell = self._cell(figure)
        title, title_en = names(figure)
        ref = str((cell or {}).get("source_ref") or figure.ref)
        page = _PAGE.match(ref)
        box = [as_decimal(cell.get(side)) for side in _SIDES] if cell else []
        return InvolvedFigure(
            figure.table,
            row_key(figure.table, figure.row),
            figure.field or None,
            title,
            title_en,
            figure.value if figure.field else None,
            figure.unit,
            proof.passed(figure),
            proof.failed(figure),
            ref,
            int(page[1]) if page else None,
            (box[0], box[1], box[2], box[3]) if box and None not in box else None,  # type: ignore[arg-type]
            _printed(figure, cell),
            _scale(figure, cell),
        )

    def _cell(self, figure: Quantity) -> Row | None:
        """The one printed cell with the figure's line, value and column; None when there is none or several."""
        if figure.table == CELLS:
            return figure.row
        if figure.row.get("origin") != "statement" or not figure.field:
            return None
        row = figure.row
        code = str(row.get("functional_code") or row.get("economic_code") or "")
        label = key(str(row.get("name") or row.get("item") or ""))
        if figure.table == "three_public":
            label = ""
        fits = [cell for cell in self._of(figure.table, label) if _same_value(cell, figure.value)]
        fits = [cell for cell in fits if not cell.get("row_code") or not code or cell["row_code"] == code]
        if len(fits) > 1:
            fits = [cell for cell in fits if _column(figure.table, cell, row) in (None, figure.field)] or fits
        return fits[0] if len({str(cell.get("row_no")) + str(cell.get("column")) for cell in fits}) == 1 else None

    def _of(self, table: str, label: str) -> list[Row]:
        if self._cells is None:
            self._cells = {}
            for cell in self._tables.get(CELLS, ()):
                name = str(cell["statement"])
                own = "" if name == "three_public" else key(str(cell.get("row_label") or ""))
                self._cells.setdefault((name, own), []).append(cell)
        return self._cells.get((table, label), [])


def _same_value(cell: Row, value: Decimal) -> bool:
    printed = as_decimal(cell.get("value"))
    factor = MONEY.get(str(cell.get("unit") or "万元"), Decimal(1))
    return printed is not None and printed * factor == value


def _column(table: str, cell: Row, row: Row) -> str | None:
    """The published column that the header over a cell names."""
    path = "/".join(key(part) for part in str(cell.get("column") or "").split(" / "))
    side = row.get("side")
    rule = form_spec().rule_for(table, path, str(side) if side else None)
    return rule.column if rule else None


def _printed(figure: Quantity, cell: Row | None) -> str | None:
    """What stands in the source: the cell as printed, or the clause of the narrative."""
    text = cell.get("raw") if cell else figure.row.get("quote") if figure.table == NARRATIVE else None
    return str(text) if text else None


def _scale(figure: Quantity, cell: Row | None) -> Decimal | None:
    """What one unit of the figure as printed is in the unit in which it is compared; None where that is not known."""
    if cell is None and figure.table != NARRATIVE:
        return None
    return MONEY.get(str((cell or figure.row).get("unit") or figure.unit), Decimal(1))
