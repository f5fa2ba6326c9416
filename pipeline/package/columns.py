"""Rows become checked columns: the last gate before anything is written.

CSV and Parquet are both made from the columns that leave here, so they can't differ. What would make a published
package fail its own schema is refused: an unknown column, a missing value, a wrong type, a number that doesn't fit, a
value outside its list, a key that stands twice, a reference to a row that isn't there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.errors import OutputError
from pipeline.model import Row, Value
from pipeline.spec.tables import FIRST_COLUMN, FieldSpec, TableSpec

#: decimal128(18, 6) and decimal128(18, 0).
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_INTEGER_LIMIT = 10**18
_TYPES: Mapping[str, frozenset[type]] = {
    "string": frozenset((str, type(None))),
    "integer": frozenset((int, type(None))),
    "number": frozenset((Decimal, int, type(None))),
    "boolean": frozenset((bool, type(None))),
}


class RowError(OutputError):
    """A row can't be published in its table. Concerns one source only: other sources can go on."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table ready to be written.

    ``values`` has one list per column, with numbers as Decimal and an empty text as null. ``texts`` has the same as it
    stands in the CSV, before quoting, null as the empty text.
    """

    spec: TableSpec
    length: int
    values: Mapping[str, list[Value]]
    texts: Mapping[str, list[str]]


def build_columns(spec: TableSpec, rows: Sequence[Row], disclosure_id: str) -> Columns:
    """Check the rows of one table and turn them into columns, ``disclosure_id`` first.

    Raises RowError naming table, row (from 1) and column when a row doesn't fit the schema of the table.
    """
    known = frozenset(spec.columns) - {FIRST_COLUMN}
    for number, row in enumerate(rows, 1):
        if not known.issuperset(row):
            raise _error(spec, number, ", ".join(sorted(set(row) - known)), "没有这一列", "there is no such column")
    values: dict[str, list[Value]] = {}
    texts: dict[str, list[str]] = {}
    for field in spec.fields:
        column: list[Value] = (
            [disclosure_id] * len(rows) if field.name == FIRST_COLUMN else [row.get(field.name) for row in rows]
        )
        values[field.name], texts[field.name] = _check(spec, field, column)
    columns = Columns(spec, len(rows), values, texts)
    _check_key(columns)
    return columns


def check_references(tables: Mapping[str, Columns]) -> None:
    """Check the foreign keys between the tables of one package; raises RowError for a row that points nowhere."""
    for columns in tables.values():
        for key in columns.spec.foreign_keys:
            there = set(_tuples(tables[key.resource], key.reference_fields))
            for number, here in enumerate(_tuples(columns, key.fields), 1):
                if here not in there:
                    raise _error(
                        columns.spec,
                        number,
                        ", ".join(key.fields),
                        f"{here} 在表 {key.resource} 中不存在",
                        f"{here} is not in the table {key.resource}",
                    )


def _check(spec: TableSpec, field: FieldSpec, column: list[Value]) -> tuple[list[Value], list[str]]:
    types = set(map(type, column))
    if not types <= _TYPES[field.type]:
        number, value = next((n, v) for n, v in enumerate(column, 1) if type(v) not in _TYPES[field.type])
        raise _error(spec, number, field.name, f"{value!r} 不是 {field.type}", f"{value!r} is no {field.type}")
    if str in types and "" in column:
        column = [value or None for value in column]
    if field.required and None in column:
        raise _error(spec, column.index(None) + 1, field.name, "缺少必填的值", "a required value is missing")
    _check_limits(spec, field, column)
    match field.type:
        case "number":
            return _numbers(spec, field, column)
        case "integer":
            return column, ["" if value is None else str(value) for value in column]
        case "boolean":
            return column, ["" if value is None else "true" if value else "false" for value in column]
        case "string":
            texts = ["" if value is None else str(value) for value in column]
            _check_encoding(spec, field, texts)
            return column, texts


def _check_limits(spec: TableSpec, field: FieldSpec, column: list[Value]) -> None:
    bad: set[Value] = set()
    if field.enum is not None:
        bad = set(column) - {None, *field.enum}
    elif field.pattern is not None:
        bad = {value for value in set(column) if value is not None and not re.fullmatch(field.pattern, str(value))}
    elif field.type == "integer" or field.minimum is not None or field.maximum is not None:
        low = -_INTEGER_LIMIT + 1 if field.minimum is None else field.minimum
        high = _INTEGER_LIMIT - 1 if field.maximum is None else field.maximum
        numbers = (value for value in column if isinstance(value, (int, Decimal)))
        bad = {value for value in numbers if Decimal(value).is_nan() or not low <= value <= high}
    if bad:
        number, value = next((n, v) for n, v in enumerate(column, 1) if v in bad)
        raise _error(spec, number, field.name, f"{value!r} 不在允许的范围内", f"{value!r} is not allowed")


def _numbers(spec: TableSpec, field: FieldSpec, column: list[Value]) -> tuple[list[Value], list[str]]:
    """Numbers as exact decimals and as printed, never in scientific notation."""
    decimals: list[Value] = [Decimal(value) if type(value) is int else value for value in column]
    texts = ["" if value is None else str(value) for value in decimals]
    if all(map(_NUMBER.fullmatch, set(texts) - {""})):
        return decimals, texts
    for index, value in enumerate(decimals):
        if value is None or _NUMBER.fullmatch(texts[index]):
            continue
        plain = _plain(Decimal(value))
        if plain is None:
            raise _error(
                spec,
                index + 1,
                field.name,
                f"数值 {value} 无法以 18 位、6 位小数保存",
                f"the number {value} doesn't fit 18 digits with 6 decimals",
            )
        texts[index] = plain
    return decimals, texts


def _plain(value: Decimal) -> str | None:
    """The number in plain notation with at most six decimals, or None when that would change it."""
    if not value.is_finite() or value.adjusted() >= 12:
        return None
    text = format(value, "f")
    whole, _, fraction = text.partition(".")
    if fraction[6:].strip("0"):
        return None
    return f"{whole}.{fraction[:6]}" if fraction else whole


def _check_encoding(spec: TableSpec, field: FieldSpec, texts: list[str]) -> None:
    try:
        "".join(texts).encode()
    except UnicodeEncodeError as error:
        number = next(n for n, text in enumerate(texts, 1) if re.search("[\ud800-\udfff]", text))
        message, message_en = "文字含有不成对的代理字符", "the text holds half of a surrogate pair"
        raise _error(spec, number, field.name, message, message_en) from error


def _check_key(columns: Columns) -> None:
    key = columns.spec.primary_key
    if len(set(_tuples(columns, key))) == columns.length:
        return
    seen: set[tuple[str, ...]] = set()
    for number, here in enumerate(_tuples(columns, key), 1):
        if here in seen:
            shown = "/".join(here[1:])
            raise _error(
                columns.spec, number, ", ".join(key[1:]), f"关键列的值 {shown} 重复", f"the key {shown} stands twice"
            )
        seen.add(here)


def _tuples(columns: Columns, names: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(columns.texts[name] for name in names), strict=True))


def _error(spec: TableSpec, number: int, column: str, message: str, message_en: str) -> RowError:
    return RowError(
        f"{message} / {message_en}",
        where=f"{spec.name}, 第 {number} 行 / row {number}, {column}",
        advice="此文件未发布；请核对原文此处，并把文件连同本信息发给维护者 / "
        "this file is not published: look at this place in the source, and send it to the maintainers with this message",
    )
