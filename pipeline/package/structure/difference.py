"""Where a CSV file and its Parquet file differ, row by row and cell by cell.

Rows belong together by their place, or by their key where rows were added, deleted or moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.package.structure.cells import UNKNOWN, TypedTable, in_words, key_text, plain
from pipeline.package.structure.notes import Notes
from pipeline.package.structure.twin import Twin

_NO_PAIR = -1


@dataclass(frozen=True, slots=True)
class Comparison:
    """A CSV file beside its Parquet file. ``pairs`` has for each row of the CSV file that of the Parquet file, or -1.

    ``alone`` are the rows of the Parquet file that the CSV file lacks; ``names`` the columns that both have. Without
    ``pairs`` both hold the same.
    """

    table: TypedTable
    twin: Twin
    names: Sequence[str]
    pairs: Sequence[int] | None
    alone: Sequence[int]

    def old(self, row: int, name: str) -> Any:
        """What the Parquet file holds in a cell of the CSV file; UNKNOWN where there is no such row or column."""
        pair = self.pairs[row] if self.pairs else _NO_PAIR
        return UNKNOWN if pair == _NO_PAIR or name not in self.names else self.twin.columns[name][pair]


def compare(table: TypedTable, twin: Twin) -> Comparison:
    """Put the rows of both files together. Nothing is noted yet."""
    names = [name for name in table.values if name in twin.columns]
    here, there = table.values, twin.columns
    if table.csv.length == twin.length and all(_same(here[name], there[name]) for name in names):
        return Comparison(table, twin, names, None, ())
    pairs = _pairs(table, twin, names)
    paired = set(pairs)
    alone = [row for row in range(twin.length) if row not in paired]
    return Comparison(table, twin, names, pairs, alone)


def tell_differences(comparison: Comparison, told: set[tuple[int, str]], notes: Notes) -> None:
    """Note every cell and row in which the files differ, except the cells in ``told``."""
    pairs = comparison.pairs
    if pairs is None:
        return
    table, twin = comparison.table, comparison.twin
    for row, pair in enumerate(pairs):
        if row in table.csv.ragged:
            continue
        if pair == _NO_PAIR:
            _tell_row(table, row, notes)
            continue
        for name in comparison.names:
            if table.values[name][row] != twin.columns[name][pair] and (row, name) not in told:
                _tell_cell(comparison, row, name, notes)
    for row in comparison.alone:
        shown = key_text(twin.columns, table.csv.schema.primary_key, row)
        named = (f"（{shown}）", f" ({shown})") if shown else ("", "")
        words = (
            f"Parquet 文件的第 {row + 1} 行{named[0]}在 CSV 中没有",
            f"row {row + 1} of the Parquet file{named[1]} is not in the CSV file",
        )
        notes.add("twins-differ", words, table.csv.shown, table=table.csv.name, row_key=shown, expected=shown)
    _tell_order(table, pairs, notes)


def _same(here: Sequence[Any], there: Sequence[Any]) -> bool:
    return list(here) == there


def _pairs(table: TypedTable, twin: Twin, names: Sequence[str]) -> list[int]:
    count, other_count = table.csv.length, twin.length
    key = table.csv.schema.primary_key
    usable = key and all(name in names for name in key)
    here, there = _rows(table.values, key if usable else names), _rows(twin.columns, key if usable else names)
    different = set(here)
    unique = usable and len(different) == count and len(set(there)) == other_count
    if unique and (count != other_count or different == set(there)):
        places = {values: place for place, values in enumerate(there)}
        return [places.get(values, _NO_PAIR) for values in here]
    if count == other_count:
        return list(range(count))
    return _without_middle(_rows(table.values, names), _rows(twin.columns, names))


def _rows(columns: Mapping[str, Sequence[Any]], names: Iterable[str]) -> list[tuple[Any, ...]]:
    return list(zip(*(columns[name] for name in names), strict=True))


def _without_middle(here: Sequence[object], there: Sequence[object]) -> list[int]:
    """Pair the rows at the beginning and at the end that are equal, and leave those between without a pair."""
    count, other_count = len(here), len(there)
    most = min(count, other_count)
    head = next((place for place in range(most) if here[place] != there[place]), most)
    tail = next((n for n in range(most - head) if here[-1 - n] != there[-1 - n]), most - head)
    between = [_NO_PAIR] * (count - head - tail)
    return [*range(head), *between, *range(other_count - tail, other_count)]


def _tell_cell(comparison: Comparison, row: int, name: str, notes: Notes) -> None:
    table, twin = comparison.table, comparison.twin
    line = table.csv.line(row)
    value, other = table.values[name][row], twin.columns[name][comparison.pairs[row] if comparison.pairs else row]
    one, two = in_words(value), in_words(other)
    if table.csv.changed and not twin.changed:
        what = f"现为 {one[0]}，原值（Parquet）为 {two[0]}", f"is {one[1]}; the old value (Parquet) is {two[1]}"
    else:
        what = f"在 CSV 中为 {one[0]}，在 Parquet 中为 {two[0]}", f"is {one[1]} in CSV and {two[1]} in Parquet"
    notes.add(
        "twins-differ",
        (f"第 {line} 行 {name} 列{what[0]}", f"line {line}, column {name} {what[1]}"),
        table.csv.shown,
        line=line,
        table=table.csv.name,
        row_key=table.key(row),
        expected=plain(other),
        actual=plain(value),
    )


def _tell_row(table: TypedTable, row: int, notes: Notes) -> None:
    line, shown = table.csv.line(row), table.key(row)
    named = (f"（{shown}）", f" ({shown})") if shown else ("", "")
    words = f"第 {line} 行{named[0]}在 Parquet 文件中没有", f"line {line}{named[1]} is not in the Parquet file"
    notes.add("twins-differ", words, table.csv.shown, line=line, table=table.csv.name, row_key=shown, actual=shown)


def _tell_order(table: TypedTable, pairs: Sequence[int], notes: Notes) -> None:
    placed = [(row, pair) for row, pair in enumerate(pairs) if pair != _NO_PAIR]
    for (_, before), (row, pair) in pairwise(placed):
        if pair < before:
            line = table.csv.line(row)
            words = (
                f"行的次序不同：第 {line} 行在 Parquet 文件中是第 {pair + 1} 行",
                f"the rows are in another order: line {line} is row {pair + 1} of the Parquet file",
            )
            notes.add("twins-differ", words, table.csv.shown, line=line, table=table.csv.name, row_key=table.key(row))
            return
