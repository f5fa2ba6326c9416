"""A table as Parquet, from the same columns as the CSV. pyarrow is imported only when something is written or read.

Money is ``decimal128(18, 6)``, stored as 64-bit integers so that older readers cope. Compression is snappy: on tables of
this size it is as small as zstd and takes less than half of the time, and every reader has it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.package.columns import Columns
from pipeline.spec.tables import FieldSpec, TableSpec, table_specs


@cache
def arrow_schema(name: str) -> Any:
    """The pyarrow schema of the published table ``name``."""
    return _schema(table_specs()[name])


def arrow_type(field: FieldSpec) -> Any:
    """The pyarrow type in which a column is stored."""
    import pyarrow as pa

    match field.parquet_type:
        case "string":
            return pa.string()
        case "int64":
            return pa.int64()
        case "bool":
            return pa.bool_()
        case "decimal128(18, 0)":
            return pa.decimal128(18, 0)
        case "decimal128(18, 6)":
            return pa.decimal128(18, 6)


def parquet_bytes(columns: Columns) -> bytes:
    """The Parquet file of a table; every column of it is of the type that ``FieldSpec.parquet_type`` names."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(columns.spec.name)
    arrays = [pa.array(columns.values[field.name], type=field.type) for field in schema]
    sink = pa.BufferOutputStream()
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=schema), sink, compression="snappy", store_decimal_as_integer=True
    )
    return bytes(sink.getvalue())


def parquet_rows(data: bytes) -> int:
    """The number of rows that the footer of a Parquet file states."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    return int(pq.read_metadata(pa.BufferReader(data)).num_rows)


def _schema(spec: TableSpec) -> Any:
    import pyarrow as pa

    return pa.schema([pa.field(field.name, arrow_type(field), nullable=not field.required) for field in spec.fields])
