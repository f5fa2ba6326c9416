"""Two sources with one id: neither is overwritten, and their order doesn't matter."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.package import IdRegister, read_dataset, write_package
from pipeline.package.identity import check_id
from tests.package.sample import ID, empty_dataset, full_dataset, sample_source

CLAIMS = [("a-2024-final", "1" * 64), ("a-2024-final", "2" * 64), ("b-2024-final", "3" * 64)]


def test_the_order_of_new_sources_does_not_matter(tmp_path: Path) -> None:
    results = [IdRegister(tmp_path).claim_all(claims) for claims in permutations(CLAIMS)]
    assert all(result == results[0] for result in results)
    assert [claim.disclosure_id for claim in results[0].values()] == [
        "a-2024-final",
        "a-2024-final-22222222",
        "b-2024-final",
    ]


def test_ids_with_the_same_beginning_of_the_hash_get_a_longer_suffix(tmp_path: Path) -> None:
    hashes = [digit * 8 + other * 56 for digit, other in (("0", "0"), ("1", "2"), ("1", "3"))]
    given = IdRegister(tmp_path).claim_all(("a", sha) for sha in hashes)
    assert [claim.disclosure_id for claim in given.values()] == ["a", "a-11111111", "a-1111111133333333"]


def test_a_second_source_gets_a_suffix_and_a_finding(tmp_path: Path) -> None:
    first, second = sample_source(b"one"), sample_source(b"two")
    kept = write_package(empty_dataset(first), first, tmp_path)
    before = {path: path.read_bytes() for path in kept.path.rglob("*") if path.is_file()}
    written = write_package(full_dataset(second), second, tmp_path)
    assert written.info.name == written.path.name == f"{ID}-{second.sha256[:8]}"
    assert {path: path.read_bytes() for path in kept.path.rglob("*") if path.is_file()} == before
    found = [finding for finding in read_dataset(written.path).findings if finding.rule == "id-taken"]
    assert [(f.severity, f.expected, f.actual, f.source_ref) for f in found] == [
        ("warning", ID, written.info.name, "L1")
    ]
    assert written.info.findings["warning"] == sum(f.severity == "warning" for f in written.findings) == 3


def test_a_published_source_keeps_its_id(tmp_path: Path) -> None:
    first, second = sample_source(b"one"), sample_source(b"two")
    for source in (first, second, second, first):
        write_package(empty_dataset(source), source, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {ID, f"{ID}-{second.sha256[:8]}"}
    (tmp_path / ID).rename(tmp_path.parent / "moved-away")
    assert IdRegister(tmp_path).claim(ID, second.sha256).disclosure_id == f"{ID}-{second.sha256[:8]}"


def test_a_foreign_folder_of_that_name_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / ID).mkdir()
    (tmp_path / ID / "thesis.doc").write_text("mine")
    source = sample_source()
    with pytest.raises(OutputError, match="stays untouched"):
        write_package(empty_dataset(source), source, tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == [ID, "thesis.doc"]


@pytest.mark.parametrize("bad", ["", "A-2024", "../up", "a--b", "-a", "决算", "a" * 181, ".hidden"])
def test_an_id_is_a_safe_name(bad: str) -> None:
    with pytest.raises(OutputError):
        check_id(bad)
