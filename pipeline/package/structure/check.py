"""The checks of a package in their order: descriptor, files, cells, keys, CSV against Parquet, references."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.model import Finding
from pipeline.package.published import DESCRIPTOR
from pipeline.package.structure.cells import UNKNOWN, TypedTable, judge_cells, tell_cells
from pipeline.package.structure.csv_table import read_csv
from pipeline.package.structure.descriptor import Resource, check_package, check_rows, read_json
from pipeline.package.structure.difference import compare, tell_differences
from pipeline.package.structure.file import read_file
from pipeline.package.structure.keys import check_keys, check_references
from pipeline.package.structure.notes import Notes
from pipeline.package.structure.properties import is_count
from pipeline.package.structure.schema import Schema, parse_schema
from pipeline.package.structure.twin import Twin, read_twin


def check_structure(package_dir: Path) -> list[Finding]:
    """Check a published package from its own files alone; an empty list means that nothing is wrong.

    ``rule`` is ``structure-`` with the kind of error, ``table`` the table concerned, ``source_ref`` the file in the
    package with the line where it is known (``data/income.csv:5``), ``row_key`` the key of the row, ``actual`` the value
    found, ``expected`` that of the Parquet file or of the descriptor. Raises nothing for a bad package.
    """
    notes = Notes()
    descriptor = read_json(package_dir, notes)
    if descriptor is None:
        return notes.findings()
    resources = check_package(descriptor, package_dir, notes)
    pairs: dict[str, dict[str, Resource]] = {}
    for resource in resources:
        pairs.setdefault(resource.table, {})[resource.form] = resource
    tables = {name: _check_table(name, pair, notes) for name, pair in pairs.items()}
    check_references(tables, {resource.name: resource.shown for resource in resources}, notes)
    if resources:
        check_rows(descriptor, {name: _rows(pair, tables[name]) for name, pair in pairs.items()}, notes)
    return notes.findings()


def _check_table(name: str, pair: Mapping[str, Resource], notes: Notes) -> TypedTable | None:
    """Check both files of a table; returns the CSV file as values, or None when it can't be read."""
    csv, parquet = pair.get("csv"), pair.get("parquet")
    if csv is None or parquet is None:
        words = "数据表应同时有 CSV 和 Parquet 两个资源", "the table must be there as CSV and as Parquet"
        notes.add("twin-missing", words, DESCRIPTOR, table=name)
    schema = _schema(csv, parquet)
    table = _read_table(csv, schema, notes) if csv else None
    twin = _read_twin(parquet, schema, notes) if parquet else None
    if table is None:
        return None
    comparison = compare(table, twin) if twin else None
    told = tell_cells(table, comparison.old if comparison else lambda _row, _name: UNKNOWN, notes)
    check_keys(table, notes)
    if comparison:
        tell_differences(comparison, told, notes)
    return table


def _schema(csv: Resource | None, parquet: Resource | None) -> Schema | None:
    """The schema of a table. Both resources must state the same, so only the one of the CSV file is looked into."""
    main = csv or parquet
    assert main is not None
    schema = parse_schema(main.stated.get("schema"), main.spot.at("schema"))
    if csv and parquet and csv.stated.get("schema") != parquet.stated.get("schema"):
        parquet.spot.at("schema").say(
            f"与资源 {csv.name} 的表结构不同", f"this schema is not that of the resource {csv.name}"
        )
    return schema


def _read_table(resource: Resource, schema: Schema | None, notes: Notes) -> TypedTable | None:
    content = read_file(resource, notes)
    csv = read_csv(resource, content.data, schema, content.changed, notes) if content and schema else None
    return judge_cells(csv) if csv else None


def _read_twin(resource: Resource, schema: Schema | None, notes: Notes) -> Twin | None:
    content = read_file(resource, notes)
    return read_twin(resource, content, schema, notes) if content and schema else None


def _rows(pair: Mapping[str, Resource], table: TypedTable | None) -> int | None:
    """The number of rows of a table as its resource states it; that of the file is compared with it elsewhere."""
    for resource in pair.values():
        stated = resource.stated.get("rows")
        if isinstance(stated, int) and is_count(stated):
            return stated
    return table.csv.length if table else None
