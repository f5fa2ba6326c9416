"""One published row, as a person names it: ``statement_cell:17``, ``narrative_figure:seq=12``, ``staffing:total``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.model import Row, Value
from pipeline.package import read_tables
from pipeline.spec.tables import FIRST_COLUMN, table_specs
from pipeline.text import compact

_CONDITION = re.compile(r"^([A-Za-z_]\w*)=(.*)$", re.DOTALL)
_BETWEEN = re.compile(r",(?=\s*[A-Za-z_]\w*=)")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A row of a package: its table, its number there (from 1, the header does not count), its content."""

    table: str
    number: int
    row: Row


@dataclass(frozen=True, slots=True)
class PublishedTables:
    """The tables of a package by name; ``folder`` is where it lies."""

    folder: Path
    tables: dict[str, list[Row]]

    @property
    def disclosure(self) -> Row:
        """The row of the document itself; empty when the package has none."""
        return next(iter(self.tables.get("disclosure", [])), {})


def open_package(folder: Path) -> PublishedTables:
    """Read a package; raises PackageError (a JuesuanError) when it can't be read."""
    return PublishedTables(folder, read_tables(folder))


def find_row(package: PublishedTables, wanted: str) -> PublishedRow:
    """The one row that ``TABLE:ROW`` names; ROW is a number, ``column=value,…``, or the key as in ``finding.row_key``.

    Raises UsageError, with what there is to choose from, when it names no row or several.
    """
    table, colon, which = wanted.partition(":")
    table, which = table.strip(), which.strip()
    if table not in package.tables:
        known = ", ".join(name for name, rows in package.tables.items() if rows)
        raise UsageError(
            f"没有这张表 / no such table: {table}", where=package.folder.name, advice=f"有 / there are: {known}"
        )
    rows = package.tables[table]
    if not colon or not which:
        raise UsageError(
            f"--figure {table} 没有说是哪一行 / does not say which row",
            advice=f"例 / for example: --figure {table}:1, {_example(table)}",
        )
    found = _matching(table, rows, which)
    if len(found) == 1:
        return PublishedRow(table, found[0], rows[found[0] - 1])
    if not found:
        raise UsageError(
            f"表 {table} 里没有这一行 / the table has no such row: {which}",
            where=package.folder.name,
            advice=f"共 {len(rows)} 行；例 / it has {len(rows)} rows; for example: --figure {table}:1, {_example(table)}",
        )
    listed = "\n".join(f"  {table}:{number}  {row_in_short(table, rows[number - 1])}" for number in found[:_SHOWN])
    more = f"\n  … ({len(found) - _SHOWN})" if len(found) > _SHOWN else ""
    raise UsageError(f"有 {len(found)} 行符合，请选一行 / {len(found)} rows match, choose one:\n{listed}{more}")


def _example(table: str) -> str:
    columns = key_columns(table)
    return f"--figure {table}:{','.join(f'{column}=…' for column in columns)}" if columns else ""


def key_columns(table: str) -> tuple[str, ...]:
    """The key columns of a published table without the disclosure's id; none for a table that is not ours."""
    spec = table_specs().get(table)
    return tuple(column for column in spec.primary_key if column != FIRST_COLUMN) if spec else ()


def _matching(table: str, rows: Sequence[Row], which: str) -> list[int]:
    """The numbers of the rows that fit: conditions, the number of a row, or its key."""
    if "=" in which and all(_CONDITION.match(part.strip()) for part in _BETWEEN.split(which)):
        parts = [_CONDITION.match(part.strip()) for part in _BETWEEN.split(which)]
        conditions = [(match[1], match[2]) for match in parts if match]
        columns = rows[0].keys() if rows else ()
        unknown = next((column for column, _ in conditions if rows and column not in columns), None)
        if unknown:
            raise UsageError(
                f"表 {table} 没有列 {unknown} / the table has no such column",
                advice=f"有 / there are: {', '.join(columns)}",
            )
        return [
            number
            for number, row in enumerate(rows, 1)
            if all(_equal(row[column], text) for column, text in conditions)
        ]
    if which.isascii() and which.isdigit():
        return [int(which)] if 1 <= int(which) <= len(rows) else []
    return [number for number, row in enumerate(rows, 1) if compact(row_key(table, row)) == compact(which)]


def row_key(table: str, row: Row) -> str:
    """The key columns of a row joined by ``/``, as the table ``finding`` names rows."""
    return "/".join(str(row.get(column)) for column in key_columns(table))


def _equal(value: Value, text: str) -> bool:
    if value is None:
        return not text
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return re.fullmatch(r"-?\d+(?:\.\d+)?", text) is not None and Decimal(text) == value
    return compact(str(value).lower() if isinstance(value, bool) else value) == compact(text)


def row_in_short(table: str, row: Row) -> str:
    """A row in a few words: its key, and its first values."""
    keys = key_columns(table)
    texts = [str(row[column]) for column in keys if row.get(column) is not None]
    texts += [str(v) for c, v in row.items() if c not in keys and c != "source_ref" and v is not None][: 5 - len(keys)]
    return "  ".join(compact(text)[:40] for text in texts)
