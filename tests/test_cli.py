"""The command line as a person meets it: help, inspect, validate, quiet in a pipe, start-up, the README's commands."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.package import SourceOutcome
from pipeline.progress import Progress
from pipeline.spec.tables import table_specs
from tests.documents import disclosure
from tests.normalize.test_scorecards import HEAD, ROWS

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "示例局决算.txt"
    path.write_text(disclosure() + "\n" + (HEAD + ROWS).replace("|", "\t"), encoding="utf-8")
    return path


@pytest.fixture
def package(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["run", str(source), "--out", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    (folder,) = [path for path in (tmp_path / "out").iterdir() if path.is_dir()]
    return folder


def test_run_is_quiet_in_a_pipe(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(source), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1 and "转换 1" in said.err and "converted 1" in said.err
    assert "\x1b" not in said.err


def test_a_terminal_sees_a_progress_bar() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    with Progress(stream, 2) as progress:
        progress.step(1, 2, SourceOutcome("a.txt", "converted"))
        progress.step(2, 2, SourceOutcome("b.txt", "failed", "x"))
    assert "2/2" in stream.getvalue()


@pytest.mark.parametrize("command", ["run", "validate", "inspect"])
def test_help_teaches_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert f"juesuan {command}" in said and "例 / example" in said


def test_start_up_imports_no_heavy_library() -> None:
    heavy = ("pyarrow", "pandas", "frictionless", "pdfplumber", "PIL", "rich")
    code = f"import sys, pipeline.cli; print([m for m in {heavy} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.strip() == "[]"


def test_python_m_pipeline_is_the_same_command() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "pipeline", "--version"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert result.stdout.startswith("juesuan ")


def test_inspect_says_what_was_recognised_and_where(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(source)]) == 0
    said = capsys.readouterr().out
    assert "示例市示例局, 2024, final" in said
    assert re.search(r"L6 +实有人数  count  12 人", said)
    assert "第二部分/一 收入支出决算总体情况说明" in said
    assert "项目名称 | 示例培训项目" in said


def test_inspect_of_something_else_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "news.txt"
    path.write_text("某市新闻\n今天没有决算。\n", encoding="utf-8")
    assert main(["inspect", str(path)]) == 0
    assert "不是部门公开" in capsys.readouterr().out
    assert main(["inspect", str(tmp_path / "nowhere.txt")]) == 1
    assert "不存在" in capsys.readouterr().err


def test_validate_in_words_and_as_json(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(package)]) == 0
    assert "通过 / passed" in capsys.readouterr().out
    assert main(["validate", str(package), "--json"]) == 0
    said = capsys.readouterr()
    (result,) = json.loads(said.out)
    assert result["valid"] is True and result["package"] == package.name
    assert result["accounts"]["counts"]["error"] == 0
    assert said.err == ""


def test_validate_finds_an_edited_figure(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = package / "data" / "narrative_figure.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert text.count("100.00,万元") > 2
    path.write_text(text.replace("100.00,万元", "150.00,万元", 1), encoding="utf-8-sig")
    assert main(["validate", str(package)]) == 1
    said = capsys.readouterr().out
    assert "150.00" in said and "100.00" in said and "L" in said


def test_every_row_says_where_it_came_from(package: Path) -> None:
    for path in sorted((package / "data").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                assert re.fullmatch(r"L\d+(-\d+)?", row["source_ref"]), path.name


def test_an_interrupted_run_says_so(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.conversion.convert", interrupt)
    assert main(["run", str(source), "--out", str(tmp_path / "out")]) == 130
    assert "已中断" in capsys.readouterr().err


def test_readme_commands_exist_and_tables_are_listed() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make ([a-z]+)", text)) - {"here"}:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"make {target}"
    for command in set(re.findall(r"juesuan (run|validate|inspect|[a-z]+) ", text)) - {"turns"}:
        with pytest.raises(SystemExit) as stop:
            main([command, "--help"])
        assert stop.value.code == 0
    for name in table_specs():
        assert text.count(f"| `{name}` |") == 2, name
    assert "@@" not in text


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_help_lists_every_target() -> None:
    said = subprocess.run(["make", "-s", "help"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    for target in ("run", "test", "bench", "lint", "samples"):
        assert f"make {target}" in said
