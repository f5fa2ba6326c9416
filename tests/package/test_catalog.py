"""``catalog.json`` and ``run.json``: everything there is, no clock, no path of a machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.package import SourceOutcome, fingerprint, is_current, read_info, write_catalog, write_package, write_run
from pipeline.package.fingerprint import content_hash
from pipeline.spec.tables import table_specs
from tests.package.sample import ID, empty_dataset, full_dataset, sample_source


def test_the_catalog_lists_every_package(tmp_path: Path) -> None:
    first, second = sample_source(b"one"), sample_source(b"two")
    full = write_package(full_dataset(first), first, tmp_path)
    write_package(empty_dataset(second), second, tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "copy").symlink_to(tmp_path / ID)
    infos = write_catalog(tmp_path)
    catalog = json.loads((tmp_path / "catalog.json").read_text(encoding="utf-8"))
    entries = {entry["name"]: entry for entry in catalog["packages"]}
    assert list(entries) == [info.name for info in infos] == [ID, f"{ID}-{second.sha256[:8]}"]
    entry = entries[ID]
    assert (entry["title"], entry["organisation"]) == ("某市工业局（本级）2024年度部门决算", "某市工业局")
    assert (entry["year"], entry["kind"], entry["path"]) == (2024, "final", ID)
    assert entry["counts"] == full.info.rows and list(entry["counts"]) == list(table_specs())
    assert entry["findings"] == {"error": 1, "warning": 2, "info": 0}
    assert (tmp_path / entry["descriptor"]).is_file()


def test_the_run_keeps_order_and_base_names(tmp_path: Path) -> None:
    outcomes = [
        SourceOutcome("/home/me/z.pdf", "converted", sha256="1" * 64, package="z"),
        SourceOutcome("C:\\Users\\me\\b.pdf", "failed", reason="空文件 / empty"),
        SourceOutcome("https://store.example/bucket/a.txt", "unchanged", sha256="2" * 64, package="a"),
    ]
    write_run(tmp_path, outcomes)
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert [entry["source"] for entry in run["sources"]] == ["z.pdf", "b.pdf", "a.txt"]
    assert run["sources"][1] == {
        "source": "b.pdf",
        "status": "failed",
        "reason": "空文件 / empty",
        "sha256": None,
        "package": None,
    }
    first = (tmp_path / "run.json").read_bytes()
    write_run(tmp_path, outcomes)
    assert (tmp_path / "run.json").read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]


def test_a_package_tells_what_it_was_made_from(full_package: Path, tmp_path: Path) -> None:
    info = read_info(full_package)
    assert info is not None
    assert info.source_sha256 == sample_source().sha256
    assert info.fingerprint == fingerprint()
    # The same from a descriptor that someone has formatted anew.
    folder = tmp_path / full_package.name
    folder.mkdir()
    content = json.loads((full_package / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
    assert read_info(folder) == info
    (folder / "datapackage.json").write_text('{"name": "x", "resources": []}', encoding="utf-8")
    assert read_info(folder) is None


def test_current_means_same_source_same_version_all_files(package_copy: Path) -> None:
    sha256 = sample_source().sha256
    assert is_current(package_copy, sha256, fingerprint())
    assert not is_current(package_copy, "0" * 64, fingerprint())
    assert not is_current(package_copy, sha256, "0.0.9+0000000000000000")
    (package_copy / "data" / "income.parquet").unlink()
    assert not is_current(package_copy, sha256, fingerprint())


@pytest.mark.parametrize(("name", "content"), [("b.toml", b"x = 2"), ("c.toml", b"x = 1")])
def test_the_fingerprint_follows_names_and_contents(name: str, content: bytes, tmp_path: Path) -> None:
    for folder, file, data in (("one", "b.toml", b"x = 1"), ("two", name, content), ("three", "b.toml", b"x = 1")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_bytes(data)
    (tmp_path / "three" / "b.pyc").write_bytes(b"made by Python")
    hashes = [content_hash({"schemas": tmp_path / folder}) for folder in ("one", "two", "three")]
    assert hashes[0] == hashes[2] != hashes[1]
