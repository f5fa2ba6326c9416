"""The output folder: foreign ones are refused, one run at a time, and killed runs leave no trace."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.package import SourceOutcome, open_output, write_catalog, write_run


@pytest.mark.parametrize("names", [[], [".gitkeep"], [".gitignore", ".DS_Store"], [".juesuan-lock", "notes.txt"]])
def test_empty_folders_and_our_own_are_accepted(names: list[str], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).touch()
    with open_output(tmp_path) as out:
        assert out == tmp_path


def test_a_folder_of_nothing_but_packages_is_ours(package_copy: Path) -> None:
    with open_output(package_copy.parent):
        pass
    (package_copy.parent / ".juesuan-lock").unlink()
    (package_copy / "datapackage.json").unlink()
    with pytest.raises(OutputError, match="did not make"), open_output(package_copy.parent):
        pass


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    with open_output(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("write", [write_catalog, lambda out: write_run(out, [SourceOutcome("a.txt", "failed")])])
def test_an_earlier_output_folder_is_known_by_its_catalog_or_run(write: object, tmp_path: Path) -> None:
    write(tmp_path)  # type: ignore[operator]
    (tmp_path / "notes.txt").touch()
    with open_output(tmp_path):
        pass


@pytest.mark.parametrize(
    ("name", "content"),
    [("thesis.doc", "mine"), ("catalog.json", "{}"), ("catalog.json", "["), ("run.json", '["juesuan"]')],
)
def test_a_folder_of_someone_else_is_refused_and_left_alone(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(OutputError, match="did not make"), open_output(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == content


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="not a folder"), open_output(tmp_path / "out"):
        pass
    with pytest.raises(OutputError, match="part of the path is a file"), open_output(tmp_path / "out" / "deeper"):
        pass


def test_only_one_run_at_a_time(tmp_path: Path) -> None:
    with open_output(tmp_path), pytest.raises(OutputError, match="another juesuan"), open_output(tmp_path):
        pass
    with open_output(tmp_path):
        pass


def test_no_permission_is_said_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OutputError, match="no permission to write") as caught, open_output(tmp_path):
        pass
    assert str(tmp_path.parent) not in str(caught.value)


def test_what_killed_runs_left_is_put_in_order(tmp_path: Path) -> None:
    for name in (".juesuan-tmp-a-1/data", ".juesuan-old-b/data", "b", ".juesuan-old-c/data"):
        (tmp_path / name).mkdir(parents=True)
    for name in (".juesuan-tmp-catalog.json", ".juesuan-lock"):
        (tmp_path / name).touch()
    with open_output(tmp_path):
        assert sorted(path.name for path in tmp_path.iterdir()) == [".juesuan-lock", "b", "c"]
        assert (tmp_path / "c" / "data").is_dir()
