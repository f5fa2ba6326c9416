"""A whole package: valid as it is, the same bytes every time, and all or nothing."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pytest

from pipeline.errors import OutputError
from pipeline.model import Dataset
from pipeline.package import RowError, files, open_output, read_dataset, write_package
from pipeline.package.writer import finding_rows
from pipeline.spec.tables import table_specs
from tests.package.sample import FINDINGS, ID, empty_dataset, full_dataset, sample_source


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_tolerance_below_what_columns_hold_is_published_rounded_up() -> None:
    """Amounts of 元 with 角 and 分 are 万元 with six decimals; half of the last one has a seventh."""
    tolerances = ("0.0000005", "0.005", "0.0000015", None)
    findings = [replace(FINDINGS[0], tolerance=None if t is None else Decimal(t)) for t in tolerances]
    published = [row["tolerance"] for row in finding_rows(findings)]
    assert published == [Decimal("0.000001"), Decimal("0.005"), Decimal("0.000002"), None]


@pytest.mark.parametrize("fixture", ["full_package", "empty_package"])
def test_frictionless_accepts_the_package_as_it_is(fixture: str, request: pytest.FixtureRequest) -> None:
    package = request.getfixturevalue(fixture)
    report = frictionless.Package(str(package / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])
    assert len(report.tasks) == 2 * len(table_specs())


def test_the_descriptor_is_data_package_v2(full_package: Path) -> None:
    descriptor = json.loads((full_package / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert descriptor["name"] == full_package.name == ID
    assert descriptor["sources"] == [{"title": "某市.txt", "version": f"sha256:{sample_source().sha256}"}]
    assert all(person["roles"] for person in descriptor["contributors"])
    assert descriptor["licenses"] and "$" not in descriptor["description"] + descriptor["description_en"]
    resources = descriptor["resources"]
    assert [r["name"] for r in resources] == [n for table in table_specs() for n in (table, f"{table}-parquet")]
    for resource in resources:
        data = (full_package / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource.get("bytes") == (len(data) if resource["format"] == "csv" else None)
        assert resource["type"] == "table" and resource["mediatype"] and resource["rows"] > 0
        assert resource["schema"]["fields"] == table_specs()[resource["name"].removesuffix("-parquet")].schema["fields"]


def test_a_package_holds_these_files_and_no_others(full_package: Path) -> None:
    expected = {f"data/{table}.{form}" for table in table_specs() for form in ("csv", "parquet")}
    assert set(contents(full_package)) == expected | {"datapackage.json", "README.md"}


def test_the_same_input_gives_the_same_bytes(full_package: Path, tmp_path: Path) -> None:
    source = sample_source()
    again = write_package(full_dataset(source), source, tmp_path)
    assert contents(again.path) == contents(full_package)
    replaced = write_package(full_dataset(source), source, tmp_path)
    assert contents(replaced.path) == contents(full_package)
    assert [path.name for path in tmp_path.iterdir()] == [ID]


def test_no_trace_of_the_machine(full_package: Path) -> None:
    for name, data in contents(full_package).items():
        assert str(full_package.parent).encode() not in data, name


def test_what_is_written_can_be_read_back(full_package: Path) -> None:
    written, read = full_dataset(sample_source()), read_dataset(full_package)
    assert (read.disclosure_id, read.findings) == (ID, list(FINDINGS))
    for name, rows in written.tables.items():
        wanted = [{column: row.get(column) for column in table_specs()[name].columns[1:]} for row in rows]
        assert read.tables[name] == wanted


def test_a_document_without_title_is_named_after_its_accounts(tmp_path: Path) -> None:
    source = sample_source()
    dataset = empty_dataset(source)
    dataset.tables["disclosure"][0]["title"] = None
    assert write_package(dataset, source, tmp_path).info.title == "某市工业局2024年度决算公开"


def test_the_readme_is_for_people(full_package: Path, empty_package: Path) -> None:
    text = (full_package / "README.md").read_text(encoding="utf-8")
    chinese, english = text.split('<a id="english"></a>')
    assert "${" not in text
    for part in (chinese, english):
        for table, spec in table_specs().items():
            rows = len(full_dataset(sample_source()).tables.get(table, FINDINGS))
            line = next(line for line in part.splitlines() if line.startswith(f"| `{table}` "))
            assert f"| {rows} |" in line
            assert all(f"`{column}`" in line for column in spec.columns)
        assert "read_parquet" in part and "万元" in part and sample_source().sha256 in part
    assert r"| 警告 | `text-suspect` | 2 | 文字可疑：\|甲\| (L12) |" in chinese
    assert "| error | `sum-mismatch` | 1 | the total differs (p3) |" in english
    assert chinese.index("`sum-mismatch`") < chinese.index("`text-suspect`")
    assert "没有发现问题" in (empty_package / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.tables["income"][0].update(total=Decimal("1E+30")),
        lambda d: d.tables["income"][0].update(totals=Decimal(1)),
        lambda d: d.tables.update(weather=[]),
        lambda d: d.tables.update(finding=[]),
        lambda d: d.tables.update(disclosure=[]),
        lambda d: d.tables["disclosure"][0].update(source_sha256="0" * 64),
        lambda d: d.tables["performance_project"].clear(),
    ],
)
def test_a_bad_row_concerns_this_source_only_and_writes_nothing(
    spoil: Callable[[Dataset], None], tmp_path: Path
) -> None:
    source = sample_source()
    dataset = full_dataset(source)
    spoil(dataset)
    with pytest.raises(RowError):
        write_package(dataset, source, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EIO, "writing failed"),
        (errno.EACCES, "no permission"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "mkdir", "rename"])
def test_a_failing_disk_leaves_the_old_package(
    number: int, said: str, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sample_source()
    old = write_package(empty_dataset(source), source, tmp_path)
    before = contents(old.path)

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files, "_from_c_library", lambda _: None)
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OutputError, match=said) as caught:
        write_package(full_dataset(source), source, tmp_path)
    monkeypatch.undo()
    assert str(tmp_path) not in str(caught.value)
    with open_output(tmp_path):
        assert contents(tmp_path / ID) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".juesuan-lock", ID]


def test_a_full_disk_while_the_catalog_is_written_keeps_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write_file(tmp_path / "catalog.json", b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        files.write_file(tmp_path / "catalog.json", b"new")
    assert contents(tmp_path) == {"catalog.json": b"old"}


def test_a_file_that_does_not_read_back_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Losing(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            return (super().read(size) or b"")[:-1]

    real = Path.open

    def opening(path: Path, *arguments: Any, **options: Any) -> Any:
        return Losing(path, "x+") if path.name == "income.csv" else real(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", opening)
    source = sample_source()
    with pytest.raises(OutputError, match="does not read back"):
        write_package(full_dataset(source), source, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EIO])
def test_a_system_that_can_not_flush_all_at_once(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then every file is flushed for itself; a disk that fails is no such system."""
    flushed: list[int] = []

    def failing(_: int) -> int:
        ctypes.set_errno(number)
        return -1

    real = files._from_c_library
    monkeypatch.setattr(files, "_from_c_library", lambda name: failing if name == "syncfs" else real(name))
    monkeypatch.setattr(os, "fsync", flushed.append)
    source = sample_source()
    if number == errno.ENOSYS:
        write_package(full_dataset(source), source, tmp_path)
        assert len(flushed) > len(table_specs())
    else:
        with pytest.raises(OutputError, match="writing failed"):
            write_package(full_dataset(source), source, tmp_path)
        assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("exchange", [True, False])
def test_a_package_is_replaced_with_and_without_exchange(
    exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:
        monkeypatch.setattr(files, "_from_c_library", lambda _: None)
    source = sample_source()
    write_package(full_dataset(source), source, tmp_path)
    written = write_package(empty_dataset(source), source, tmp_path)
    assert read_dataset(written.path).tables["income"] == []
    assert [path.name for path in tmp_path.iterdir()] == [ID]


def test_the_libraries_are_loaded_only_when_something_is_written() -> None:
    code = "import sys, pipeline.package; print({'pyarrow', 'frictionless', 'pandas'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "set()"
