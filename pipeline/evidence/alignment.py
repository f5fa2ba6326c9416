"""Rows and columns of an unruled table, held against the places at which the second engine finds its figures and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.evidence.numbers import as_number
from pipeline.evidence.rows import box_of
from pipeline.extract.second.pages import Piece, SecondPage
from pipeline.model import Box, Cause, Row
from pipeline.text import key

#: Sides of figures in one column differ by less; points.
_ALIGNED = 4.0
#: So many figures tell where a column stands.
_MEMBERS = 3
_LEAST = 2  # characters of words that are looked for


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Figures that stand elsewhere than in their row or column, and how that shows."""

    cells: tuple[Row, ...]
    message: str
    message_en: str
    cause: Cause = "extraction"


def misplaced(page: SecondPage, cells: Sequence[Row]) -> Iterator[Misplaced]:
    """What speaks against the rows and columns of the figures of one table on one page, and columns that nothing speaks for.

    ``cells`` are rows of ``statement_cell``.
    """
    placed = [(cell, piece) for cell in cells if (piece := _piece(page, cell))]
    columns: dict[str, list[tuple[Row, Piece]]] = {}
    for cell, piece in placed:
        columns.setdefault(str(cell["column"]), []).append((cell, piece))
    if wrong := _other_row(page, placed):
        yield Misplaced(
            tuple(wrong), "数字所在的一行印有另一行的名称", "the line of figures has the name of another row"
        )
    if wrong := _other_column(columns):
        yield Misplaced(tuple(wrong), "数字对齐于另一列", "figures are aligned with another column")
    if wrong := _unproven_head(page, columns):
        yield Misplaced(
            tuple(wrong),
            "表头按位置推断，列名未能证实",
            "the heads are told by their places, and these columns are not proven",
            "undetermined",
        )


def _piece(page: SecondPage, cell: Row) -> Piece | None:
    """The figure of a cell on the page."""
    box = box_of(cell)
    found = [n for n in page.in_box(box).numbers if as_number(n.text) == as_number(str(cell.get("raw")))] if box else []
    return found[0] if len(found) == 1 else None


def _other_row(page: SecondPage, placed: Sequence[tuple[Row, Piece]]) -> list[Row]:
    labels = {name for cell, _ in placed if len(name := key(str(cell.get("row_label") or ""))) >= _LEAST}
    wrong = []
    for cell, piece in placed:
        own = key(str(cell.get("row_label") or ""))
        text = key("".join(line.text for line in page.lines if line.box.top <= piece.middle <= line.box.bottom))
        if own and own not in text and any(label in text and label not in own for label in labels):
            wrong.append(cell)
    return wrong


def _other_column(columns: Mapping[str, Sequence[tuple[Row, Piece]]]) -> list[Row]:
    """Figures that end where those of another column end, and not where those of their own do."""
    ends = {
        column: median(piece.box.x1 for _, piece in members)
        for column, members in columns.items()
        if len(members) >= _MEMBERS
    }
    return [
        cell
        for column, members in columns.items()
        for cell, piece in members
        if column in ends
        and abs(piece.box.x1 - ends[column]) > _ALIGNED
        and any(abs(piece.box.x1 - end) <= _ALIGNED for other, end in ends.items() if other != column)
    ]


def _unproven_head(page: SecondPage, columns: Mapping[str, Sequence[tuple[Row, Piece]]]) -> list[Row]:
    """Figures of columns whose head does not stand, as one word and on one level, above them and above no other column."""
    spans = {column: Box.around(piece.box for _, piece in members) for column, members in columns.items()}
    top = min((span.top for span in spans.values()), default=0.0)
    wrong: list[Row] = []
    for column, members in columns.items():
        heads = [box for box in page.find(key(column)) if box.bottom <= top and box.beside(spans[column])]
        others = [span for other, span in spans.items() if other != column]
        if len(heads) != 1 or any(heads[0].beside(span) for span in others):
            wrong += [cell for cell, _ in members]
    return wrong
