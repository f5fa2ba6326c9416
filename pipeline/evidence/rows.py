"""The published rows behind the figures of findings, and the printed cells and clauses that they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.evidence.numbers import is_of
from pipeline.model import Box, InvolvedFigure, Row
from pipeline.spec.tables import FIRST_COLUMN, table_specs
from pipeline.text import key

_SIDES = ("x0", "top", "x1", "bottom")
_CELLS = "statement_cell"
_CLAUSES = "narrative_figure"


class Rows:
    """Looks up published rows; indices are made when they are first needed."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self._tables = tables
        self._keys: dict[str, dict[str, Row]] = {}

    def row(self, figure: InvolvedFigure) -> Row:
        """The row of a figure; empty when the table has none of its key."""
        if figure.table not in self._keys:
            columns = [column for column in table_specs()[figure.table].primary_key if column != FIRST_COLUMN]
            self._keys[figure.table] = {
                "/".join(str(row.get(column)) for column in columns): row for row in self._tables.get(figure.table, ())
            }
        return self._keys[figure.table].get(figure.row_key, {})

    def label(self, figure: InvolvedFigure) -> str:
        """The longest text of a figure's row, by which the row is found on its page."""
        hidden = ("source_ref", "origin", "quote", "reason")
        texts = [key(text) for name, text in self.row(figure).items() if isinstance(text, str) and name not in hidden]
        return max(texts, key=len, default="")

    def quotes(self, figure: InvolvedFigure) -> Iterator[str]:
        """The clauses that state a figure: its own, or those of the same place with the same value."""
        if figure.table == _CLAUSES and figure.printed:
            yield figure.printed
            return
        for row in self._tables.get(_CLAUSES, ()):
            value = row.get("value")
            same = isinstance(value, Decimal) and row.get("source_ref") == figure.source_ref and is_of(value, figure)
            if same and row.get("quote"):
                yield str(row["quote"])

    def cells(self, figure: InvolvedFigure) -> list[Row]:
        """The printed cells of a figure's line: those of its table with its code and words, on its page or in its row."""
        row = self.row(figure)
        if row.get("origin") != "statement":
            return []
        code = row.get("functional_code") or row.get("economic_code")
        label = key(str(row.get("name") or row.get("item") or ""))
        found = []
        for cell in self._tables.get(_CELLS, ()):
            if cell.get("statement") != figure.table or key(str(cell.get("row_label") or "")) != label:
                continue
            if not code or not cell.get("row_code") or cell["row_code"] == code:
                found.append(cell)
        return found

    def on_page(self, ref: str, table: str | None = None) -> list[Row]:
        """The printed cells on a page, of one table or of all."""
        return [
            cell
            for cell in self._tables.get(_CELLS, ())
            if cell.get("source_ref") == ref and (table is None or cell.get("statement") == table)
        ]

    def beside(self, ref: str) -> list[Row]:
        """The printed cells of one line of a text, in their order."""
        return [cell for cell in self._tables.get(_CELLS, ()) if cell.get("source_ref") == ref]

    def until(self, figure: InvolvedFigure) -> str:
        """Where the form after a figure's form begins; empty when there is none. Only forms reach over several places."""
        number = self.row(figure).get("project_no")
        if not isinstance(number, int):
            return ""
        following = [
            row
            for row in self._tables.get("performance_project", ())
            if isinstance(row.get("project_no"), int) and row["project_no"] == number + 1
        ]
        return str(following[0].get("source_ref") or "") if following else ""


def box_of(row: Row) -> Box | None:
    """The box of a printed cell."""
    sides = [row.get(side) for side in _SIDES]
    return Box(*(float(side) for side in sides)) if all(isinstance(side, Decimal) for side in sides) else None  # type: ignore[arg-type]
