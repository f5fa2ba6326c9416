"""Cells that reach over several rows of a table without upright rulings: by the rulings between the rows, or by centring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.pdf.unruled.columns import Columns
from pipeline.extract.pdf.unruled.lines import PrintedLine
from pipeline.extract.pdf.view import Edge

#: A ruling under so much of a row parts it from the next one, where it is drawn.
_RULED = 0.3
#: A text stands halfway between the first and the last of its rows, or no more than this part of a row off.
_OFF = 0.3

_Row = Sequence[PrintedLine]


def tall_cells(rows: Sequence[_Row], columns: Columns, rules: Sequence[Edge]) -> Iterator[tuple[int, int]]:
    """The cells, by row and column, that reach into the next row.

    The ruling between the rows leaves their column out; or, where no rulings part rows, a column of few texts stands
    before a column of labels, and each text is in the middle of some rows, so that all rows are under one.
    """
    between = [_between(row, following, columns, rules) for row, following in pairwise(rows)]
    middles = [(left + right) / 2 for left, right in pairwise(columns.sides)]
    for number, ((row, following), drawn) in enumerate(zip(pairwise(rows), between, strict=True)):
        for column, middle in enumerate(middles):
            if not drawn or any(left - 1 <= middle <= right + 1 for _, left, right in drawn):
                continue
            figures = any(_has_figure(each, column, columns) for each in (row, following))
            if not figures and not all(_stands_in(each, column, columns) for each in (row, following)):
                yield number, column
    if rows and not any(between[1:-1]):
        yield from _centred(rows, columns)


def _has_figure(row: _Row, column: int, columns: Columns) -> bool:
    return any(word.is_figure for line in row for word in line.words if columns.number_of(word) == column)


def _stands_in(row: _Row, column: int, columns: Columns) -> bool:
    """Does a row have a text of its own in a column: on the base line of its other texts?"""
    words = [(line.base, columns.number_of(word)) for line in row for word in line.words]
    others = [base for base, number in words if number != column]
    return any(base in others for base, number in words if number == column)


def _between(row: _Row, following: _Row, columns: Columns, rules: Sequence[Edge]) -> list[Edge]:
    """The rulings between two rows."""
    inside = (rule for rule in rules if row[0].base < rule[0] < following[-1].base)
    return [rule for rule in inside if columns.covered(rule[1], rule[2]) >= _RULED]


def _centred(rows: Sequence[_Row], columns: Columns) -> Iterator[tuple[int, int]]:
    """The cells of the first column that reach into the next row, by the middles of its texts."""
    texts: list[float] = []
    places: list[float] = []
    for row in rows:
        words = [word for line in row for word in line.words]
        first = [word for word in words if columns.number_of(word) == 0]
        others = [word for word in words if columns.number_of(word) == 1]
        if not others or any(word.is_figure for word in (*first, *others)):
            return
        places.append(sum(word.runs[0].base for word in others) / len(others))
        if first:
            texts.append(sum(word.runs[0].base for word in first) / len(first))
    if len(texts) < 2 or len(texts) == len(rows):
        return
    for start in range(len(rows)):
        sizes = _sizes(texts, places, start)
        if sizes is None:
            continue
        for size in sizes:
            yield from ((row, 0) for row in range(start, start + size - 1))
            start += size
        return


def _sizes(texts: Sequence[float], places: Sequence[float], start: int) -> list[int] | None:
    """How many rows belong to each text, if the first one's begin with row ``start`` and all rows below have one."""
    sizes: list[int] = []
    for text in texts:
        fitting = (
            stop
            for stop in range(start + 1, len(places) + 1)
            if abs((places[start] + places[stop - 1]) / 2 - text) <= _OFF * _pitch(places)
        )
        stop = next(fitting, None)
        if stop is None:
            return None
        sizes.append(stop - start)
        start = stop
    return sizes if start == len(places) else None


def _pitch(places: Sequence[float]) -> float:
    return min(after - before for before, after in pairwise(places))
