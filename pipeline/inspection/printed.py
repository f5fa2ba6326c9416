"""Cells of grids that print what a published row says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from pipeline.inspection.reading import covers
from pipeline.model import Cell, Document, Grid, Row, parse_amount
from pipeline.text import compact, key

_TARGET = re.compile(r"^[<>=≥≤≈]*\s*\d")
_OWN_CODE = re.compile(r"^[a-z_]+$")


def row_texts(row: Row) -> list[str]:
    """The texts of a row that stand in the source: not its codes of this project (``total``), not its reference."""
    texts = (compact(v) for c, v in row.items() if c != "source_ref" and isinstance(v, str) and not _OWN_CODE.match(v))
    return [text for text in texts if len(text) > 1]


def row_numbers(row: Row) -> list[Decimal]:
    """The figures of a row without their signs, each as often as it occurs."""
    return [abs(Decimal(v)) for v in row.values() if isinstance(v, Decimal | int) and not isinstance(v, bool)]


def printed_cells(document: Document, texts: Collection[str], values: Collection[Decimal], ref: str) -> Iterator[Cell]:
    """Cells at a place that print a row's texts, and on the grid's line that has most of them, those with its figures.

    Targets (``=100%``, ``>=1次``) and texts without Chinese words count as figures: the same one stands on many lines.
    """
    keys = {key(text) for text in texts if not _is_short(text)}
    short = {key(text) for text in texts if _is_short(text)}
    lines: list[tuple[int, list[Cell]]] = []
    for block in document.blocks:
        for cells in block.rows if isinstance(block, Grid) else ():
            here = [cell for cell in cells if cell and cell.text and covers(ref, cell.ref)]
            worded = [cell for cell in here if key(cell.text) in keys]
            numbers = [cell for cell in here if key(cell.text) in short or parse_amount(cell.text).value in values]
            yield from worded
            if numbers or worded:
                lines.append((len(worded) * (len(values) + len(short)) + len(numbers), numbers))
    most = max((score for score, _ in lines), default=0)
    best = [cells for score, cells in lines if score == most]
    if len(best) == 1:
        yield from best[0]


def _is_short(text: str) -> bool:
    return text.isascii() or _TARGET.match(text) is not None


def cells_at(document: Document, ref: str) -> Iterator[Cell]:
    """The cells with text at a place."""
    for block in document.blocks:
        if isinstance(block, Grid):
            for cells in block.rows:
                yield from (cell for cell in cells if cell and cell.text and covers(ref, cell.ref))
