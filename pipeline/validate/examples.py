"""The examples of the checks: rows of published tables, written as text beside the check.

A block begins with ``table: column | column`` and has one row per line, values apart by ``|``; an empty value is null.
Blocks follow each other without a mark. Columns that every row has but no check reads (``source_ref``) are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pipeline.errors import SpecError
from pipeline.model import Row, Value
from pipeline.spec.checks import Example
from pipeline.spec.tables import table_specs


def example_tables(example: Example, where: str, *, failing: bool = False) -> dict[str, list[Row]]:
    """The tables of the passing example, or with its change of one row applied. SpecError when it can't be read."""
    tables: dict[str, list[Row]] = {}
    rows: list[tuple[str, Row]] = []
    columns: list[str] = []
    table = ""
    for line in filter(None, map(str.strip, example.rows.splitlines())):
        head, colon, names = line.partition(":")
        if colon and head in table_specs():
            table, columns = head, [name.strip() for name in names.split("|")]
            continue
        values = [value.strip() for value in line.split("|")]
        if len(values) != len(columns):
            raise SpecError(f"{len(values)} values under {len(columns)} columns: {line}", where=where, advice="mend it")
        row = _row(table, dict(zip(columns, values, strict=True)), len(rows) + 1, where)
        rows.append((table, row))
        tables.setdefault(table, []).append(row)
    if failing:
        if not 1 <= example.fail_row <= len(rows):
            raise SpecError(f"the example has no row {example.fail_row}", where=where, advice="count from 1")
        name, row = rows[example.fail_row - 1]
        row.update(_typed(name, example.fail_values, where))
    return tables


def _row(table: str, values: Mapping[str, str], number: int, where: str) -> Row:
    row = _typed(table, values, where)
    row["source_ref"] = f"L{number}"
    if "seq" in table_specs()[table].columns:
        row.setdefault("seq", number)
    return row


def _typed(table: str, values: Mapping[str, str], where: str) -> Row:
    types = {field.name: field.type for field in table_specs()[table].fields}
    unknown = set(values) - set(types)
    if unknown:
        raise SpecError(f"the table {table} has no column {', '.join(sorted(unknown))}", where=where, advice="mend it")
    return {name: _value(text, types[name]) for name, text in values.items()}


def _value(text: str, kind: str) -> Value:
    if not text:
        return None
    match kind:
        case "number":
            return Decimal(text)
        case "integer":
            return int(text)
        case "boolean":
            return text == "true"
        case _:
            return text
