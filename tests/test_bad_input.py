"""Bad input of every kind: a clear message with file, place and advice; the others go on; nothing half-written."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.package import files
from tests.documents import disclosure
from tests.normalize.test_scorecards import HEAD, ROWS

GOOD = "good.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An input folder that already holds one good disclosure."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / GOOD).write_text(disclosure(), encoding="utf-8")
    return inputs


def convert(folder: Path, capsys: pytest.CaptureFixture[str], *sources: Path) -> tuple[int, str, dict[str, Any]]:
    """Run the job; exit status, what it said, the entries of run.json by source."""
    out = folder.parent / "out"
    status = main(["run", *map(str, sources or (folder,)), "--out", str(out)])
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    run = out / "run.json"
    entries = {entry["source"]: entry for entry in json.loads(run.read_text())["sources"]} if run.exists() else {}
    if out.exists():
        for path in out.iterdir():
            whole = path.is_file() or (path / "datapackage.json").is_file()
            assert whole or path.name.startswith(".juesuan-lock"), f"half-written: {path}"
    return status, said.err, entries


def fails(folder: Path, capsys: pytest.CaptureFixture[str], name: str, *words: str) -> str:
    """One file fails with a message that holds ``words``; the good one is converted all the same."""
    status, said, entries = convert(folder, capsys)
    assert status == 1
    assert entries[name]["status"] == "failed"
    assert entries[GOOD]["status"] == "converted"
    reason = str(entries[name]["reason"])
    assert name in reason
    assert reason in said
    for word in words:
        assert word in reason, f"{word} is not in: {reason}"
    return reason


def test_an_empty_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").write_bytes(b"")
    fails(folder, capsys, "empty.txt", "空的", "empty", "download it again")


def test_binary_rubbish(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rubbish.txt").write_bytes(bytes(range(256)) * 50)
    fails(folder, capsys, "rubbish.txt", "不是文本")


def test_a_news_article(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "news.txt").write_text("示例市召开会议\n昨日，示例市召开会议，投入资金5亿元。\n" * 20, encoding="utf-8")
    fails(folder, capsys, "news.txt", "未发现部门决算或预算公开的章节", "no section")


@pytest.mark.parametrize(("suffix", "kind"), [("pdf", "不是 PDF"), ("xlsx", "不是工作簿"), ("XLS", "不是工作簿")])
def test_an_error_page_saved_as_a_document(
    folder: Path, capsys: pytest.CaptureFixture[str], suffix: str, kind: str
) -> None:
    (folder / f"page.{suffix}").write_text("404 Not Found\n请登录\n", encoding="utf-8")
    fails(folder, capsys, f"page.{suffix}", kind, "plain text", "download it again")


def test_accounts_of_a_whole_government(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = disclosure(title="示例市2024年政府决算公开")
    (folder / "government.txt").write_text(text, encoding="utf-8")
    fails(folder, capsys, "government.txt", "整个政府", "whole government")


def test_a_missing_part_is_reported_and_the_rest_converted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        disclosure(org="示例县示例局").replace("三、支出决算情况说明", "").replace("本年支出100.00万元，其中", "另有")
    )
    (folder / "part.txt").write_text(text, encoding="utf-8")
    status, _, entries = convert(folder, capsys)
    assert status == 0
    findings = (folder.parent / "out" / entries["part.txt"]["package"] / "data" / "finding.csv").read_text("utf-8-sig")
    assert "part-missing" in findings and "“支出情况说明”一节" in findings


def test_two_disclosures_in_one_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "two.txt").write_text(disclosure() + disclosure(org="示例县示例局"), encoding="utf-8")
    fails(folder, capsys, "two.txt", "两份公开文档", "L", "split it")


def test_a_table_with_missing_columns_is_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = (HEAD + ROWS).replace("|年度指标值|", "||").replace("|", "\t")
    (folder / "columns.txt").write_text(disclosure(org="示例县示例局") + "\n" + form, encoding="utf-8")
    status, _, entries = convert(folder, capsys)
    assert status == 0
    findings = (folder.parent / "out" / entries["columns.txt"]["package"] / "data" / "finding.csv").read_text(
        "utf-8-sig"
    )
    assert "“年度指标值”一列" in findings


def test_an_impossible_number_is_left_out_and_the_rest_converted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = disclosure(org="示例县示例局", total="99999999999999999999.99")
    (folder / "absurd.txt").write_text(text, encoding="utf-8")
    status, _, entries = convert(folder, capsys)
    assert status == 0
    data = folder.parent / "out" / entries["absurd.txt"]["package"] / "data"
    findings = (data / "finding.csv").read_text("utf-8-sig")
    assert "figure-impossible" in findings and "99999999999999999999.99" in findings
    figures = (data / "narrative_figure.csv").read_text("utf-8-sig")
    assert ",99999999999999999999.99," not in figures and ",100.00," in figures


def test_a_text_that_is_too_large(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    big = folder / "big.txt"
    with big.open("wb") as handle:
        for _ in range(200):
            handle.write("2024年度部门决算公开说明\n".encode() * 30_000)
    assert big.stat().st_size > 200_000_000
    fails(folder, capsys, "big.txt", "上限", "more than the limit")


@pytest.mark.parametrize(
    ("error", "number", "words"),
    [
        (FileNotFoundError, errno.ENOENT, ("不存在", "does not exist")),
        (PermissionError, errno.EACCES, ("没有读取权限", "permission")),
        (OSError, errno.EIO, ("读取失败",)),
    ],
    ids=["vanishes", "without permission", "on a broken disk"],
)
def test_a_file_that_the_system_does_not_give(
    error: type[OSError],
    number: int,
    words: tuple[str, ...],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "bad.txt").write_text("x", encoding="utf-8")
    read = Path.read_bytes

    def fail(path: Path) -> bytes:
        if path.name == "bad.txt":
            raise error(number, os.strerror(number), str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", fail)
    fails(folder, capsys, "bad.txt", *words)


def test_a_path_that_does_not_exist(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _ = convert(folder, capsys, folder / "nowhere.txt")
    assert status == 2
    assert "nowhere.txt" in said and "路径不存在" in said
    assert not (folder.parent / "out").exists()


def test_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    status, said, _ = convert(tmp_path / "in", capsys)
    assert status == 2 and "文件夹是空的" in said


def test_an_output_folder_with_files_of_someone_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder.parent / "out"
    out.mkdir()
    (out / "thesis.docx").write_text("mine", encoding="utf-8")
    status = main(["run", str(folder), "--out", str(out)])
    said = capsys.readouterr().err
    assert status == 1 and "不是本程序生成" in said
    assert [path.name for path in out.iterdir()] == ["thesis.docx"]


def test_a_full_disk(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    out = folder.parent / "out"
    assert main(["run", str(folder / GOOD), "--out", str(out)]) == 0
    before = sorted(str(path) for path in out.rglob("*") if ".juesuan" not in path.name)
    capsys.readouterr()
    (folder / "second.txt").write_text(disclosure(org="示例县示例局"), encoding="utf-8")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "_flush", full)
    status = main(["run", str(folder), "--out", str(out)])
    monkeypatch.undo()
    said = capsys.readouterr().err
    assert status == 1
    assert "磁盘" in said or "space" in said
    assert "Traceback" not in said
    after = sorted(str(path) for path in out.rglob("*") if ".juesuan" not in path.name)
    assert after == before


def test_a_disclosure_without_a_title(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = disclosure(title="公开说明").replace("示例市示例局", "")
    (folder / "untitled.txt").write_text(text, encoding="utf-8")
    fails(folder, capsys, "untitled.txt", "单位名称", "title line")


def test_a_title_in_the_text_is_enough(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "inside.txt").write_text(disclosure(org="示例县示例局", title="决算公开"), encoding="utf-8")
    status, _, entries = convert(folder, capsys)
    assert status == 0
    assert entries["inside.txt"]["status"] == "converted"


def test_no_command_and_wrong_usage_end_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "juesuan run" in capsys.readouterr().out
    with pytest.raises(SystemExit) as stop:
        main(["run", "a.txt"])
    assert stop.value.code == 2
    assert "--out" in capsys.readouterr().err


def test_a_package_folder_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(tmp_path / "nothing")]) == 2
    assert "数据包文件夹" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert main(["validate", str(tmp_path / "empty")]) == 1
    assert "datapackage.json" in capsys.readouterr().out
