"""A package is checked from its own files: whatever was changed in it is found and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.package import PackageError, check_structure, read_dataset, read_tables


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def drop_last_row(path: Path) -> None:
    table = pq.read_table(path)
    pq.write_table(table.slice(0, table.num_rows - 1), path)


def repeat_last_line(path: Path) -> None:
    path.write_bytes(path.read_bytes() + path.read_bytes().rstrip(b"\n").rpartition(b"\n")[2] + b"\n")


def test_a_published_package_is_in_order(full_package: Path, empty_package: Path) -> None:
    assert check_structure(full_package) == []
    assert check_structure(empty_package) == []


@pytest.mark.parametrize(
    ("spoil", "rules", "place"),
    [
        (
            lambda p: edit(p / "data/procurement.csv", "7138.31", "7138.32"),
            {"hash-count", "twins-differ"},
            "data/procurement.csv",
        ),
        (
            lambda p: edit(p / "data/staffing.csv", ",retired,", ",cadre,"),
            {"hash-count", "constraint-error"},
            "data/staffing.csv:4",
        ),
        (
            lambda p: edit(p / "data/staffing.csv", ",221,", ",many,"),
            {"hash-count", "type-error"},
            "data/staffing.csv:4",
        ),
        (
            lambda p: edit(p / "data/income.csv", "line_no", "line"),
            {"hash-count", "incorrect-label"},
            "data/income.csv",
        ),
        (
            lambda p: repeat_last_line(p / "data/org_unit.csv"),
            {"hash-count", "row-count", "primary-key"},
            "data/org_unit.csv:17",
        ),
        (
            lambda p: edit(p / "data/performance_funding.csv", "final,3,", "final,99,"),
            {"hash-count", "foreign-key"},
            "data/performance_funding.csv:4",
        ),
        (
            lambda p: drop_last_row(p / "data/income.parquet"),
            {"hash-count", "row-count", "twins-differ"},
            "data/income.parquet",
        ),
        (lambda p: (p / "data/income.csv").unlink(), {"scheme-error"}, "data/income.csv"),
        (
            lambda p: (p / "data/income.parquet").write_bytes(b"PAR1"),
            {"hash-count", "twins-differ"},
            "data/income.parquet",
        ),
        (lambda p: (p / "datapackage.json").unlink(), {"descriptor-error"}, "datapackage.json"),
        (lambda p: (p / "datapackage.json").write_text("{"), {"descriptor-error"}, "datapackage.json"),
        (
            lambda p: edit(p / "datapackage.json", "data/income.csv", "../income.csv"),
            {"descriptor-error"},
            "datapackage.json",
        ),
        (
            lambda p: edit(p / "datapackage.json", '"income-parquet"', '"income_parquet"'),
            {"twin-missing"},
            "datapackage.json",
        ),
    ],
)
def test_what_was_changed_is_found(
    spoil: Callable[[Path], None], rules: set[str], place: str, package_copy: Path
) -> None:
    spoil(package_copy)
    findings = check_structure(package_copy)
    assert {f"structure-{rule}" for rule in rules} <= {finding.rule for finding in findings}
    assert place in {finding.source_ref for finding in findings}
    for finding in findings:
        assert finding.severity == "error"
        assert finding.source_ref in finding.message and finding.source_ref in finding.message_en
        assert any("\u4e00" <= char <= "\u9fff" for char in finding.message)


def test_a_difference_is_named_with_both_values(package_copy: Path) -> None:
    edit(package_copy / "data/procurement.csv", "7138.31", "7138.32")
    found = next(f for f in check_structure(package_copy) if f.rule == "structure-twins-differ")
    assert found.table == "procurement"
    assert "column amount is 7138.32; the old value (Parquet) is 7138.31" in found.message_en
    assert (found.source_ref, found.expected, found.actual) == ("data/procurement.csv:7", "7138.31", "7138.32")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",221,", ",many,", "line 4.*count: 'many'"),
        ("category", "kind", "line 1.*the header must be disclosure_id,category"),
        ("active,", "active,,,", "line 2.*7 columns instead of 5"),
        ("active", '"active', "no CSV"),
    ],
)
def test_a_broken_csv_is_refused_with_its_place(old: str, new: str, said: str, package_copy: Path) -> None:
    edit(package_copy / "data" / "staffing.csv", old, new)
    with pytest.raises(PackageError, match=said) as caught:
        read_tables(package_copy)
    assert caught.value.where.startswith("data/staffing.csv")


def test_an_edited_csv_is_read_as_it_stands(package_copy: Path) -> None:
    edit(package_copy / "data/staffing.csv", ",221,", ",222,")
    assert 222 in [row["count"] for row in read_dataset(package_copy).tables["staffing"]]


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        '{"name": "a", "resources": [{"name": "a"}]}',
        '{"name": "a", "resources": 3}',
        '{"resources": []}',
        "\ufeff",
    ],
)
def test_what_is_no_descriptor_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(content, encoding="utf-8")
    with pytest.raises(PackageError, match="no descriptor"):
        read_dataset(tmp_path)


def test_a_path_out_of_the_package_is_not_followed(package_copy: Path) -> None:
    (package_copy.parent / "secret.csv").write_text("disclosure_id\n")
    descriptor = json.loads((package_copy / "datapackage.json").read_text(encoding="utf-8"))
    for path in ("../secret.csv", str(package_copy.parent / "secret.csv")):
        descriptor["resources"][0]["path"] = path
        (package_copy / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        with pytest.raises(PackageError, match="out of the package"):
            read_dataset(package_copy)
