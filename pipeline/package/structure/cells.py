"""Every cell of a CSV file against its field: the columns as values, and what is wrong with which cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.package.structure.csv_table import CsvTable
from pipeline.package.structure.field import Problem
from pipeline.package.structure.notes import Notes, Words
from pipeline.spec.tables import FIRST_COLUMN

#: Stands for a value that isn't known, where None is a missing one.
UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class TypedTable:
    """A CSV file with its columns as values (missing ones None), and the texts of each column that have problems."""

    csv: CsvTable
    values: Mapping[str, Sequence[Any]]
    wrong: Mapping[str, Mapping[str, Sequence[Problem]]]

    def key(self, row: int) -> str | None:
        """The key of a row as findings give it: the key columns but the first, joined by ``/``."""
        return key_text(self.values, self.csv.schema.primary_key, row)

    def tuples(self, names: Sequence[str]) -> list[tuple[Any, ...]] | None:
        """The values of some columns, row by row; None when one of the columns isn't there."""
        if not all(name in self.values for name in names):
            return None
        return list(zip(*(self.values[name] for name in names), strict=True))


def key_text(values: Mapping[str, Sequence[Any]], key: Sequence[str], row: int) -> str | None:
    """The key columns of a row but ``disclosure_id``, joined by ``/``; None when there are none."""
    parts = [plain(values[name][row]) for name in key if name in values and name != FIRST_COLUMN]
    return "/".join(parts) if parts else None


def plain(value: object) -> str:
    """A value as it would stand in a CSV file, without the zeros that Parquet adds to decimals."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            text = format(value, "f")
            return text.rstrip("0").rstrip(".") if "." in text else text
        case _:
            return str(value)


def in_words(value: object) -> Words:
    """A value for a message in Chinese and English; texts in quotation marks, and cut where they are long."""
    if value is None:
        return "空", "null"
    text = plain(value) if not isinstance(value, str) else repr(value)
    text = text if len(text) <= 120 else f"{text[:117]}…"
    return text, text


def judge_cells(csv: CsvTable) -> TypedTable:
    """Read all columns by their fields. Nothing is noted yet."""
    values: dict[str, Sequence[Any]] = {}
    wrong = {}
    for name, texts in csv.columns.items():
        field = csv.schema.fields[name]
        if field is None:  # what belongs into it can't be said, and why is told already
            continue
        values[name], bad = field.judge(texts)
        if bad:
            wrong[name] = bad
    return TypedTable(csv, values, wrong)


def tell_cells(table: TypedTable, old: Callable[[int, str], Any], notes: Notes) -> set[tuple[int, str]]:
    """Note the cells that don't fit their fields. Returns the cells (row, column) of which something was said.

    ``old`` gives what the Parquet file holds in a cell, or UNKNOWN when there is nothing to compare the cell with.
    """
    csv = table.csv
    told: set[tuple[int, str]] = set()
    for name, bad in table.wrong.items():
        for row, text in enumerate(csv.columns[name]):
            if text in bad and row not in csv.ragged:
                told.add((row, name))
                _tell_cell(table, row, name, bad[text], old(row, name), notes)
    for name, field in csv.schema.fields.items():
        if field and field.unique and name in table.values:
            _tell_repeated(table, name, notes)
    return told


def _tell_cell(table: TypedTable, row: int, name: str, problems: Sequence[Problem], old: Any, notes: Notes) -> None:
    csv, text = table.csv, table.csv.columns[name][row]
    line, shown = csv.line(row), in_words(text)
    known = old is not UNKNOWN and not _says(text, old)
    was = in_words(old)
    before = (f"，原值（Parquet）为 {was[0]}", f"; the old value (Parquet) is {was[1]}") if known else ("", "")
    for problem in problems:
        words = (
            f"第 {line} 行 {name} 列的值 {shown[0]} {problem.words[0]}{before[0]}",
            f"line {line}, column {name}: {shown[1]} {problem.words[1]}{before[1]}",
        )
        notes.add(
            problem.kind,
            words,
            csv.shown,
            line=line,
            table=csv.name,
            row_key=table.key(row),
            expected=plain(old) if known else None,
            actual=text,
        )


def _says(text: str, value: object) -> bool:
    """Whether a text that is no value of its column stands for this value all the same."""
    if isinstance(value, Decimal):
        try:
            return Decimal(text) == value
        except ArithmeticError:
            return False
    return plain(value) == text


def _tell_repeated(table: TypedTable, name: str, notes: Notes) -> None:
    first: dict[Any, int] = {}
    for row, value in enumerate(table.values[name]):
        if value is None or first.setdefault(value, row) == row:
            continue
        line, other, shown = table.csv.line(row), table.csv.line(first[value]), in_words(value)
        words = (
            f"第 {line} 行 {name} 列的值 {shown[0]} 与第 {other} 行重复",
            f"line {line}, column {name}: {shown[1]} stands on line {other} already",
        )
        notes.add(
            "unique-error",
            words,
            table.csv.shown,
            line=line,
            table=table.csv.name,
            row_key=table.key(row),
            actual=plain(value),
        )
