"""The Parquet file of a table: readable, with the columns of the schema in the types that the writer gives them.

pyarrow is imported only when a Parquet file is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from pipeline.package.parquet_file import arrow_type
from pipeline.package.structure.descriptor import Resource
from pipeline.package.structure.field import Field
from pipeline.package.structure.file import FileContent, check_field_count, check_row_count
from pipeline.package.structure.notes import Notes
from pipeline.package.structure.schema import Schema
from pipeline.package.structure.values import UNFIT, as_text
from pipeline.spec.tables import FieldSpec, FieldType


@dataclass(frozen=True, slots=True)
class Twin:
    """The content of a Parquet file, column by column. ``changed`` tells that it is not the file described."""

    shown: str
    changed: bool
    columns: Mapping[str, Sequence[Any]]
    length: int


def read_twin(resource: Resource, content: FileContent, schema: Schema, notes: Notes) -> Twin | None:
    """Read a Parquet file and check its columns; None when it can't be read. What is wrong is noted."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.BufferReader(content.data))
        types = file.schema_arrow
        length = file.metadata.num_rows
        table = file.read(use_threads=False) if length else None
        columns = {
            name: table.column(place).to_pylist() if table else []
            for place, name in reversed([*enumerate(types.names)])
        }
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        words = (
            f"Parquet 文件无法读取，不能与 CSV 比较（{reason}）",
            f"the Parquet file can't be read, so it can't be compared with the CSV file ({reason})",
        )
        notes.add("twins-differ", words, resource.shown, table=resource.table)
        return None
    check_row_count(resource, length, notes)
    check_field_count(resource, len(types.names), notes)
    _check_columns(resource, types, schema, notes)
    for name, column in columns.items():
        columns[name] = _comparable(column, types.field(types.names.index(name)).type, schema.fields.get(name))
    return Twin(resource.shown, content.changed, columns, length)


def _check_columns(resource: Resource, types: Any, schema: Schema, notes: Notes) -> None:
    names = list(schema.fields)
    if types.names != names:
        lacking = [name for name in names if name not in types.names]
        extra = [name for name in types.names if name not in names]
        told = (
            (f"缺少 {lacking}，多出 {extra}", f"{lacking} missing, {extra} too many")
            if lacking or extra
            else (f"次序为 {types.names}", f"their order is {types.names}")
        )
        words = (
            f"Parquet 文件的列与表结构不符：{told[0]}",
            f"the columns of the Parquet file are not those of the schema: {told[1]}",
        )
        notes.add("twins-differ", words, resource.shown, table=resource.table)
    for column in types:
        field = schema.fields.get(column.name)
        if field is None or _fits(column.type, field):
            continue
        expected = arrow_type_of(field.kind, field.required)
        words = (
            f"Parquet 文件 {column.name} 列的类型为 {column.type}，应为 {expected or field.kind}",
            f"column {column.name} of the Parquet file is {column.type}, {expected or field.kind} is expected",
        )
        notes.add(
            "parquet-type",
            words,
            resource.shown,
            table=resource.table,
            expected=str(expected or field.kind),
            actual=str(column.type),
        )


@cache
def arrow_type_of(kind: str, required: bool) -> Any:
    """The pyarrow type in which the writer stores columns of this type, or None when it stores none."""
    return arrow_type(FieldSpec("", cast(FieldType, kind), "", "", "", "", required=required))


def _fits(actual: Any, field: Field) -> bool:
    import pyarrow as pa

    expected = arrow_type_of(field.kind, field.required)
    if expected is not None:
        return bool(actual == expected)
    tests = {
        "date": pa.types.is_date,
        "datetime": pa.types.is_timestamp,
        "time": pa.types.is_time,
        "year": pa.types.is_integer,
    }
    return bool(tests.get(field.kind, pa.types.is_string)(actual))


def _comparable(column: Sequence[Any], kind: Any, field: Field | None) -> Sequence[Any]:
    """The values as the CSV file would give them: types that Parquet lacks are stored as texts."""
    import pyarrow as pa

    if pa.types.is_nested(kind):
        return [None if value is None else str(value) for value in column]
    if not pa.types.is_string(kind) or field is None or field.read is as_text:
        return column
    return [_read(value, field) for value in column]


def _read(value: Any, field: Field) -> Any:
    try:
        return None if value is None else field.read(value)
    except UNFIT:
        return value
