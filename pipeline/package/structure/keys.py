"""Primary keys, unique keys and foreign keys of the tables of a package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.package.structure.cells import TypedTable, in_words, plain
from pipeline.package.structure.descriptor import table_of
from pipeline.package.structure.notes import Notes
from pipeline.package.structure.schema import ForeignKey


def check_keys(table: TypedTable, notes: Notes) -> None:
    """Note rows whose primary key is missing or stands twice, and rows that share a unique key.

    A column of the primary key that is required as well has its missing values told already. Values that are missing
    never make a unique key equal, as in SQL.
    """
    schema = table.csv.schema
    if schema.primary_key:
        _check_key(table, schema.primary_key, "primary-key", notes)
    for key in schema.unique_keys:
        _check_key(table, key, "unique-key", notes)


def check_references(tables: Mapping[str, TypedTable | None], resources: Mapping[str, str], notes: Notes) -> None:
    """Note rows that refer to a row that isn't there.

    ``tables`` are the tables by name, None where the CSV file can't be read; ``resources`` the names of all resources
    with the paths of their files.
    """
    for table in tables.values():
        for key in table.csv.schema.foreign_keys if table else ():
            assert table is not None
            name = table_of(key.resource) if key.resource else table.csv.name
            if key.resource and key.resource not in resources:
                key.spot.at("reference/resource").say(
                    f"没有资源 {key.resource}", f"there is no resource {key.resource}"
                )
            elif tables.get(name) is None:
                path = resources[key.resource]
                words = (
                    f"{', '.join(key.fields)} 列引用的 {path} 无法读取，未能核对",
                    f"column {', '.join(key.fields)} refers to {path}, which can't be read, so it was not checked",
                )
                notes.add("foreign-key", words, table.csv.shown, table=table.csv.name)
            else:
                _check_reference(table, key, tables[name], notes)


def _check_key(table: TypedTable, key: Sequence[str], kind: str, notes: Notes) -> None:
    rows = table.tuples(key)
    if rows is None:
        return  # a column is missing, which the header says
    different = set(rows)
    if len(different) == len(rows) and not any(None in row for row in different):
        return
    first: dict[tuple[Any, ...], int] = {}
    for row, values in enumerate(rows):
        if row in table.csv.ragged:
            continue
        if None in values:
            _check_missing(table, row, key, values, kind, notes)
        elif first.setdefault(values, row) != row:
            other = table.csv.line(first[values])
            _tell(table, row, key, kind, (f"与第 {other} 行重复", f"stands on line {other} already"), notes)


def _check_missing(
    table: TypedTable, row: int, key: Sequence[str], values: Sequence[Any], kind: str, notes: Notes
) -> None:
    names = [name for name, value in zip(key, values, strict=True) if value is None]
    told = all((field := table.csv.schema.fields[name]) and field.required for name in names)
    if kind == "primary-key" and not told:
        _tell(table, row, names, kind, ("是关键列，不能为空", "is part of the key and must not be missing"), notes)


def _tell(table: TypedTable, row: int, names: Sequence[str], kind: str, what: tuple[str, str], notes: Notes) -> None:
    line = table.csv.line(row)
    values = [table.values[name][row] for name in names]
    shown, listed = "/".join(map(plain, values)), ", ".join(names)
    named = (shown, shown) if any(value is not None for value in values) else in_words(None)
    words = (
        f"第 {line} 行 {listed} 列的值 {named[0]} {what[0]}",
        f"line {line}, column {listed}: {named[1]} {what[1]}",
    )
    notes.add(kind, words, table.csv.shown, line=line, table=table.csv.name, row_key=table.key(row), actual=shown)


def _check_reference(table: TypedTable, key: ForeignKey, target: TypedTable | None, notes: Notes) -> None:
    assert target is not None
    unknown = [name for name in key.there if name not in target.csv.schema.fields]
    if unknown:
        key.spot.at("reference/fields").say(
            f"表 {target.csv.name} 没有 {', '.join(unknown)} 列",
            f"the table {target.csv.name} has no {', '.join(unknown)}",
        )
        return
    here, there = table.tuples(key.fields), target.tuples(key.there)
    if here is None or there is None:
        return  # a column is missing, which the header says
    lost = set(here) - set(there) - {(None,) * len(key.fields)}
    rows: dict[tuple[Any, ...], list[int]] = {}
    for row, values in enumerate(here if lost else ()):
        if values in lost and row not in table.csv.ragged:
            rows.setdefault(values, []).append(row)
    for first, *others in rows.values():
        more = (f"（另有 {len(others)} 行相同）", f" ({len(others)} more rows have it)") if others else ("", "")
        what = (
            f"在 {target.csv.shown} 的 {', '.join(key.there)} 列中不存在{more[0]}",
            f"is not in {', '.join(key.there)} of {target.csv.shown}{more[1]}",
        )
        _tell(table, first, key.fields, "foreign-key", what, notes)
