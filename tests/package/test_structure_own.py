"""What check_structure finds beyond frictionless: CSV against Parquet, categories, unique keys, misspelt properties."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.model import Finding
from pipeline.package import check_structure
from tests.package.test_structure_oracle import (
    Draft,
    Edit,
    draft_of,
    in_head,
    in_resource,
    map_bytes,
    map_rows,
    oracle,
    small_copy,
    text_instead,
    with_schema,
    without,
)


def map_parquet(table: str, change: Callable[[Any], Any]) -> Edit:
    """Change the Parquet file of a table and state its new hash."""

    def edit(draft: Draft) -> None:
        path = draft.folder / f"data/{table}.parquet"
        pq.write_table(change(pq.read_table(path)), path)
        draft.stale.add(f"{table}-parquet")

    return edit


def cell_of_parquet(table: str, row: int, column: str, value: Any) -> Edit:
    def change(content: Any) -> Any:
        rows = content.to_pylist()
        rows[row][column] = value
        return pa.Table.from_pylist(rows, schema=content.schema)

    return map_parquet(table, change)


def cast_column(table: str, column: str, kind: Any) -> Edit:
    def change(content: Any) -> Any:
        place = content.column_names.index(column)
        return content.set_column(place, column, content.column(column).cast(kind))

    return map_parquet(table, change)


def limit_both(table: str, **properties: Any) -> Edit:
    return lambda d: d.field(table, "kind", **properties)


#: Edits that frictionless does not see: the edit, the rule that tells it, where, and words of the message.
EDITS: dict[str, tuple[Edit, str, str, str]] = {
    "cell of the CSV file": (
        lambda d: d.cell("income", 1, "total", "1"),
        "twins-differ",
        "data/income.csv:2",
        "line 2, column total is 1 in CSV and 0 in Parquet",
    ),
    "text of the CSV file": (
        lambda d: d.cell("org_unit", 9, "name", "另一个"),
        "twins-differ",
        "data/org_unit.csv:12",
        "column name is '另一个' in CSV and ' 前后空格 ' in Parquet",
    ),
    "cell emptied": (
        lambda d: d.cell("income", 1, "total", ""),
        "twins-differ",
        "data/income.csv:2",
        "column total is null in CSV and 0 in Parquet",
    ),
    "cell of the Parquet file": (
        cell_of_parquet("income", 0, "total", Decimal("5.000000")),
        "twins-differ",
        "data/income.csv:2",
        "column total is 0 in CSV and 5 in Parquet",
    ),
    "hash of the Parquet file": (
        in_resource("income-parquet", hash="sha256:" + "0" * 64),
        "hash-count",
        "data/income.parquet",
        "the file is not the one described",
    ),
    "row added": (
        lambda d: d.write("org_unit", [*(rows := d.rows("org_unit")), [rows[1][0], "99", "新处", "office", "p1"]]),
        "twins-differ",
        "data/org_unit.csv:17",
        "line 17 (99) is not in the Parquet file",
    ),
    "row deleted": (
        map_rows("org_unit", lambda rows: rows.pop(3)),
        "twins-differ",
        "data/org_unit.csv",
        "row 3 of the Parquet file (3) is not in the CSV file",
    ),
    "rows exchanged": (
        map_rows("org_unit", lambda rows: rows.insert(2, rows.pop(3))),
        "twins-differ",
        "data/org_unit.csv:4",
        "the rows are in another order: line 4 is row 2 of the Parquet file",
    ),
    "column of floats in Parquet": (
        cast_column("performance_project", "total_score", pa.float64()),
        "parquet-type",
        "data/performance_project.parquet",
        "column total_score of the Parquet file is double, decimal128(18, 6) is expected",
    ),
    "schema of the Parquet file": (
        lambda d: d.resource("income-parquet")["schema"]["fields"][3].update(title="x"),
        "descriptor-error",
        "datapackage.json",
        "this schema is not that of the resource income",
    ),
    "number in scientific notation": (
        lambda d: d.cell("income", 1, "total", "1E+05"),
        "type-error",
        "data/income.csv:2",
        "scientific notation, perhaps rounded by a spreadsheet",
    ),
    "number in full width": (
        lambda d: d.cell("income", 1, "total", "１２"),
        "type-error",
        "data/income.csv:2",
        "(with characters of full width); the old value (Parquet) is 0",
    ),
    "number with spaces": (
        lambda d: d.cell("income", 1, "total", " 12"),
        "type-error",
        "data/income.csv:2",
        "with spaces around it",
    ),
    "number that is none": (
        lambda d: d.cell("income", 1, "total", "NaN"),
        "type-error",
        "data/income.csv:2",
        "'NaN' is not a number",
    ),
    "quote out of place": (
        map_bytes("staffing", lambda data: data.replace(b"item_4", b'it"em', 1)),
        "csv-error",
        "data/staffing.csv:5",
        "line 5 has a quotation mark that is not in quotes",
    ),
    "categories": (
        limit_both("org_unit", categories=["office"]),
        "category-error",
        "data/org_unit.csv:2",
        "'subordinate' is not among the categories ['office']",
    ),
    "categories with labels": (
        limit_both("org_unit", categories=[{"value": "office", "label": "处"}, {"value": "bureau"}]),
        "category-error",
        "data/org_unit.csv:2",
        "'subordinate' is not among the categories",
    ),
    "categories twice": (
        limit_both("org_unit", categories=["office", "office"]),
        "descriptor-error",
        "datapackage.json",
        "different values of the type string",
    ),
    "unique key": (
        with_schema("org_unit", uniqueKeys=[["kind", "disclosure_id"]]),
        "unique-key",
        "data/org_unit.csv:4",
        "stands on line 2 already",
    ),
    "unique key of an unknown column": (
        with_schema("org_unit", uniqueKeys=[["sort"]]),
        "descriptor-error",
        "datapackage.json",
        "an array of names of columns is expected",
    ),
    "key partly missing": (
        with_schema("income", primaryKey=["line_no", "total"]),
        "primary-key",
        "data/income.csv:3",
        "column total: null is part of the key and must not be missing",
    ),
    "misspelt property": (
        lambda d: d.field("income", "total", constraint={"required": True}),
        "property-suspect",
        "datapackage.json",
        "should it be constraints?",
    ),
    "misplaced property": (
        lambda d: d.field("income", "total", minimum=0),
        "descriptor-error",
        "datapackage.json",
        "this property belongs into constraints",
    ),
    "property twice": (
        text_instead(lambda text: text.replace('"encoding": "utf-8"', '"encoding": "utf-8", "encoding": "utf-8"', 1)),
        "descriptor-error",
        "datapackage.json",
        "the same object has the property encoding twice",
    ),
    "type missing": (
        lambda d: [field.pop("type") for s in d.schemas("org_unit") for field in s["fields"][2:3]],
        "property-suspect",
        "datapackage.json",
        "type is missing, so it is taken for a text",
    ),
    "minimum that is none": (
        lambda d: d.limit("disclosure", "pages", minimum="few"),
        "descriptor-error",
        "datapackage.json",
        "'few' can't be used",
    ),
    "both resources of a table removed": (
        lambda d: [d.descriptor["resources"].remove(d.resource(name)) for name in ("income", "income-parquet")],
        "descriptor-error",
        "datapackage.json",
        "no resource holds this table",
    ),
    "one resource of a table removed": (
        lambda d: d.descriptor["resources"].remove(d.resource("income-parquet")),
        "twin-missing",
        "datapackage.json",
        "the table must be there as CSV and as Parquet",
    ),
    "rows of the package": (
        lambda d: d.descriptor["juesuan"]["rows"].update(income=99),
        "descriptor-error",
        "datapackage.json",
        "99 rows are stated, the resource has 13",
    ),
    "no rows stated": (
        in_resource("income", rows=0),
        "row-count",
        "data/income.csv",
        "0 rows are described, the file has 13",
    ),
    "no $schema": (
        lambda d: d.descriptor.pop("$schema"),
        "descriptor-error",
        "datapackage.json",
        "the address of Data Package v2 is expected",
    ),
    "no name": (lambda d: d.descriptor.pop("name"), "descriptor-error", "datapackage.json", "name is missing"),
    "no format": (without("income", "format"), "descriptor-error", "datapackage.json", "unknown format None"),
    "media type": (
        in_resource("income", mediatype="table"),
        "descriptor-error",
        "datapackage.json",
        "a media type such as text/csv is expected",
    ),
    "dialect": (
        in_resource("income", dialect={"commentChar": "#"}),
        "descriptor-error",
        "datapackage.json",
        "'#' is not how packages of this kind are written",
    ),
    "fields in any order": (
        with_schema("income", fieldsMatch="subset"),
        "descriptor-error",
        "datapackage.json",
        "only exact is possible",
    ),
    "identifier empty": (in_head(name=" "), "descriptor-error", "datapackage.json", "a text that is not empty"),
}


@pytest.fixture(scope="session")
def small_package(full_package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_copy(full_package, tmp_path_factory.mktemp("small"))


@pytest.mark.parametrize("name", EDITS)
def test_more_than_frictionless_sees_is_found(name: str, small_package: Path, tmp_path: Path) -> None:
    edit, rule, place, words = EDITS[name]
    draft = draft_of(small_package, tmp_path)
    edit(draft)
    draft.save()
    findings = check_structure(draft.folder)
    assert words in told(findings, rule, place), [(f.rule, f.source_ref, f.message_en) for f in findings]
    assert oracle(draft.folder) == set()
    for finding in findings:
        assert any("\u4e00" <= char <= "\u9fff" for char in finding.message)


def told(findings: list[Finding], rule: str, place: str) -> str:
    return "\n".join(f.message_en for f in findings if (f.rule, f.source_ref) == (f"structure-{rule}", place))


def test_an_edited_cell_is_told_once_with_the_old_value(small_package: Path, tmp_path: Path) -> None:
    """The hash tells that the file was changed, and one finding where: what it was, what it is, in which row."""
    draft = draft_of(small_package, tmp_path)
    draft.cell("income", 1, "total", "12.5")
    by_rule = {f.rule: f for f in check_structure(draft.folder)}
    assert set(by_rule) == {"structure-hash-count", "structure-twins-differ"}
    finding = by_rule["structure-twins-differ"]
    assert (finding.table, finding.row_key, finding.expected, finding.actual) == ("income", "1", "0", "12.5")
    assert "现为 12.5，原值（Parquet）为 0" in finding.message
    assert "is 12.5; the old value (Parquet) is 0" in finding.message_en


def test_an_unreadable_cell_is_told_once_with_the_old_value(small_package: Path, tmp_path: Path) -> None:
    draft = draft_of(small_package, tmp_path)
    draft.cell("staffing", 2, "category", "cadre")
    draft.save()
    (finding,) = check_structure(draft.folder)
    assert finding.rule == "structure-constraint-error"
    assert (finding.expected, finding.actual) == ("retired_veteran", "cadre")


def test_many_differences_are_counted(full_package: Path, tmp_path: Path) -> None:
    """Twenty of a kind are listed, the others counted."""
    draft = draft_of(full_package, tmp_path)
    for table in ("income", "expenditure"):
        rows = draft.rows(table)
        draft.write(table, [rows[0], *(["x", *row[1:-1], "x"] for row in rows[1:])])
    draft.save()
    findings = [f for f in check_structure(draft.folder) if f.rule == "structure-twins-differ" and f.table == "income"]
    assert len(findings) == 21
    assert "还有 6 处" in findings[-1].message and "6 more of this kind" in findings[-1].message_en


def test_rows_without_a_key_are_compared_from_both_ends(small_package: Path, tmp_path: Path) -> None:
    draft = draft_of(small_package, tmp_path)
    for schema in draft.schemas("org_unit"):
        del schema["primaryKey"]
    rows = draft.rows("org_unit")
    del rows[5:7]
    draft.write("org_unit", rows)
    draft.save()
    lost = [f.message_en for f in check_structure(draft.folder) if f.rule == "structure-twins-differ"]
    assert [text.split(" is not ")[0] for text in lost] == ["row 5 of the Parquet file", "row 6 of the Parquet file"]


def test_a_file_outside_is_not_read_through_a_link(small_package: Path, tmp_path: Path) -> None:
    draft = draft_of(small_package, tmp_path)
    secret = tmp_path / "secret.csv"
    secret.write_text("secret\n")
    (draft.folder / "data/income.csv").unlink()
    (draft.folder / "data/income.csv").symlink_to(secret)
    findings = check_structure(draft.folder)
    assert {f.rule for f in findings if f.table == "income"} == {"structure-descriptor-error"}
    assert not any("secret" in f.message for f in findings)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_bytes_changed_anywhere_are_found(ending: str, small_package: Path, tmp_path: Path) -> None:
    """Bytes put in, taken out or changed in a file give findings on its table, never an exception."""
    draft = draft_of(small_package, tmp_path)
    chance = random.Random(7)
    files = [draft.folder / r["path"] for r in draft.descriptor["resources"] if r["format"] == ending]
    for _ in range(150):
        path = chance.choice(files)
        data = path.read_bytes()
        place, length = chance.randrange(len(data)), chance.randrange(3)
        put = bytes(chance.choice(b',"\n\r\t;0aZ\xff') for _ in range(chance.randrange(1, 4)))
        changed = data[:place] + put + data[place + length :]
        path.write_bytes(changed)
        assert (path.stem in {f.table for f in check_structure(draft.folder)}) == (changed != data)
        path.write_bytes(data)


@pytest.mark.parametrize("junk", [None, 7, "x", [], {}, [[]], [None], {"name": 1}, [{"name": []}], True])
def test_no_descriptor_makes_it_fail(junk: object, small_package: Path, tmp_path: Path) -> None:
    """Junk in the place of any property of the descriptor gives findings, never an exception."""
    for path in paths(Draft(small_package).descriptor):
        draft = draft_of(small_package, tmp_path / "-".join(map(str, path)))
        owner = draft.descriptor
        for step in path[:-1]:
            owner = owner[step]
        owner[path[-1]] = junk
        draft.save()
        check_structure(draft.folder)


def paths(descriptor: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every property of the head, of one resource, its schema, one field, its constraints and one reference."""
    resource = ("resources", 0)
    schema = (*resource, "schema")
    field = (*schema, "fields", 0)
    key = ("resources", 2, "schema", "foreignKeys", 0)
    owners: list[tuple[Any, ...]] = [(), resource, schema, field, (*field, "constraints"), key, (*key, "reference")]
    found = []
    for owner in owners:
        entry: Any = descriptor
        for step in owner:
            entry = entry[step]
        found += [(*owner, name) for name in [*entry, "dialect", "categories", "missingValues", "uniqueKeys", "enum"]]
    return found
