"""CSV and Parquet: the same rows, and what real readers make of them."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from pipeline.model import Row
from pipeline.package import read_tables
from pipeline.package.columns import build_columns
from pipeline.package.csv_file import csv_bytes
from pipeline.spec.tables import table_specs
from tests.package.sample import TEXTS


@pytest.mark.parametrize("table", table_specs())
def test_csv_equals_parquet_row_by_row(table: str, full_package: Path) -> None:
    rows = pq.read_table(full_package / "data" / f"{table}.parquet").to_pylist()
    read = read_tables(full_package)[table]
    assert len(rows) == len(read) > 0
    for row, other in zip(rows, read, strict=True):
        assert row.pop("disclosure_id") == full_package.name
        assert row == other


@pytest.mark.parametrize("table", table_specs())
def test_parquet_has_the_types_of_the_schema(table: str, full_package: Path, empty_package: Path) -> None:
    for package in (full_package, empty_package):
        schema = pq.read_schema(package / "data" / f"{table}.parquet")
        assert schema.names == list(table_specs()[table].columns)
        for field in table_specs()[table].fields:
            assert str(schema.field(field.name).type) == field.parquet_type


def test_empty_tables_have_their_header(empty_package: Path) -> None:
    for name, spec in table_specs().items():
        if name != "disclosure":
            path = empty_package / "data" / name
            assert path.with_suffix(".csv").read_text(encoding="utf-8-sig") == ",".join(spec.columns) + "\n"
            assert pq.read_table(path.with_suffix(".parquet")).num_rows == 0


def test_awkward_texts_survive_in_every_reader(tmp_path: Path) -> None:
    texts = [text for text in TEXTS if text]
    rows: list[Row] = [{"group": "duty", "seq": n, "text": text, "source_ref": "L1"} for n, text in enumerate(texts, 1)]
    data = csv_bytes(build_columns(table_specs()["text_item"], rows, "a"), byte_order_mark=True)
    path = tmp_path / "text_item.csv"
    path.write_bytes(data)
    with path.open(encoding="utf-8-sig", newline="") as handle:
        assert [row["text"] for row in csv.DictReader(handle)] == texts
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, lineterminator=None)
    assert list(frame.columns) == list(table_specs()["text_item"].columns)
    assert list(frame["text"]) == texts
    table = pc.read_csv(
        path,
        parse_options=pc.ParseOptions(newlines_in_values=True),
        convert_options=pc.ConvertOptions(column_types={"text": pa.string()}),
    )
    assert table.column_names[0] == "disclosure_id"
    assert table.column("text").to_pylist() == texts


def test_csv_is_quoted_only_where_it_must_be() -> None:
    rows: list[Row] = [
        {"group": "duty", "seq": 1, "term": "甲", "text": '他说"好"', "source_ref": "L1"},
        {"group": "duty", "seq": 2, "text": "一\r二", "source_ref": "L2"},
    ]
    data = csv_bytes(build_columns(table_specs()["text_item"], rows, "a"), byte_order_mark=False)
    assert data.decode() == (
        'disclosure_id,group,seq,term,text,source_ref\na,duty,1,甲,"他说""好""",L1\na,duty,2,,"一\r二",L2\n'
    )


def test_pandas_reads_money_exactly(full_package: Path) -> None:
    frame = pd.read_parquet(full_package / "data" / "income.parquet")
    assert Decimal("7138.310000") in set(frame["total"])
    assert frame["line_no"].dtype == "int64"
