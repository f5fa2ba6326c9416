"""Sources of a run: files, folders of files, and folders that are one disclosure."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SourceError, UsageError
from pipeline.extract.sources import find_sources, open_source
from pipeline.run import run
from tests.documents import disclosure
from tests.extract.workbook.books import book, put

ORG = "示例市示例局"


def tables(amount: float) -> bytes:
    """A workbook with one table of the accounts and no name of an organisation in it."""

    def fill(sheet: Any) -> None:
        sheet["A1"] = "收入决算表"
        sheet["A2"] = "单位：万元"
        rows = [["科目编码", "科目名称", "本年收入合计"], [None, "合计", amount], ["201", "一般公共服务支出", amount]]
        put(sheet, 3, rows, framed=True)

    return book(fill)


def told(folder: Path, amount: float = 100.0) -> Path:
    """A folder that is one disclosure: its text and its tables."""
    made = folder / "某局2024.disclosure"
    (made / "附表").mkdir(parents=True)
    (made / "1说明.txt").write_text(disclosure(ORG), encoding="utf-8")
    (made / "附表" / "2表.xlsx").write_bytes(tables(amount))
    (made / ".DS_Store").write_bytes(b"x")
    return made


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_a_folder_gives_its_files_and_a_told_one_itself(tmp_path: Path) -> None:
    made = told(tmp_path)
    (tmp_path / "b.txt").write_text("x")
    (tmp_path / "c" / ".d").mkdir(parents=True)
    (tmp_path / "c" / "e.txt").write_text("x")
    (tmp_path / "c" / ".d" / "f.txt").write_text("x")
    assert find_sources([tmp_path, tmp_path / "b.txt"]) == [tmp_path / "b.txt", tmp_path / "c" / "e.txt", made]
    assert open_source(made).name == "1说明.txt + 2表.xlsx"


def test_files_of_a_told_folder_become_one_package(tmp_path: Path) -> None:
    made = told(tmp_path / "raw")
    (outcome,) = run([made], tmp_path / "out").outcomes
    assert (outcome.status, outcome.source) == ("converted", made.name)
    package = tmp_path / "out" / str(outcome.package)
    assert [row["total"] for row in rows(package, "income")] == ["100", "100"]
    assert rows(package, "narrative_figure")
    assert [row["source_ref"] for row in rows(package, "income")] == ["2/Sheet1!A4", "2/Sheet1!A5"]
    (again,) = run([made], tmp_path / "out").outcomes
    assert again.status == "unchanged"


def test_tables_alone_say_nothing_about_whose_they_are(tmp_path: Path) -> None:
    path = tmp_path / "2表.xlsx"
    path.write_bytes(tables(100.0))
    (outcome,) = run([path], tmp_path / "out").outcomes
    assert outcome.status == "failed" and outcome.reason and ".disclosure" in outcome.reason


def test_files_of_one_disclosure_that_contradict_each_other_are_a_finding(tmp_path: Path) -> None:
    made = told(tmp_path / "raw", amount=100.5)
    (outcome,) = run([made], tmp_path / "out").outcomes
    found = rows(tmp_path / "out" / str(outcome.package), "finding")
    assert any(r["severity"] == "error" and "100.50万元（2/Sheet1!A4）" in r["message"] for r in found)


def test_a_file_of_a_told_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    made = told(tmp_path / "raw")
    (made / "3.pdf").write_bytes(b"%PDF-1.7 cut")
    good = tmp_path / "raw" / "other.txt"
    good.write_text(disclosure("示例市另一局"), encoding="utf-8")
    outcomes = {o.source: o for o in run(find_sources([tmp_path / "raw"]), tmp_path / "out").outcomes}
    assert outcomes[made.name].status == "failed"
    assert "3.pdf" in str(outcomes[made.name].reason)
    assert outcomes["other.txt"].status == "converted"


def test_a_path_that_does_not_exist_does_not_stop_the_others(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(disclosure(ORG), encoding="utf-8")
    outcomes = {o.source: o for o in run(find_sources([tmp_path / "no.pdf", good]), tmp_path / "out").outcomes}
    assert outcomes["good.txt"].status == "converted"
    assert outcomes["no.pdf"].status == "failed" and "不存在" in str(outcomes["no.pdf"].reason)


def test_nothing_at_all_is_a_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不存在"):
        find_sources([tmp_path / "no.pdf"])
    with pytest.raises(UsageError, match="空的"):
        find_sources([tmp_path])
    empty = tmp_path / "x.disclosure"
    empty.mkdir()
    with pytest.raises(SourceError, match=r"x\.disclosure"):
        open_source(empty)
