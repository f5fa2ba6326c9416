"""A run that is killed at any moment leaves only whole packages, and the next run completes the work."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.typesetter import random_record, set_text

ROOT = Path(__file__).resolve().parent.parent
SOURCES = 20
MOMENTS = 50


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    for seed in range(SOURCES):
        (folder / f"{seed:02}.txt").write_text(set_text(random_record(seed), seed, damage=1), encoding="utf-8")
    return folder


def start(inputs: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "run", str(inputs), "--out", str(out)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def whole(package: Path) -> bool:
    """Every file that the descriptor names is there with the size it states."""
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    return (package / "README.md").is_file() and all(
        (package / resource["path"]).stat().st_size
        == resource.get("bytes", (package / resource["path"]).stat().st_size)
        for resource in descriptor["resources"]
    )


def visible(out: Path) -> list[Path]:
    return (
        sorted(path for path in out.iterdir() if path.is_dir() and not path.name.startswith("."))
        if out.exists()
        else []
    )


def snapshot(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".juesuan" not in path.name
    }


def test_killed_at_random_moments(inputs: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    process = start(inputs, tmp_path / "whole")
    process.communicate()
    assert process.returncode == 0
    length = time.monotonic() - began
    expected = snapshot(tmp_path / "whole")
    assert len(visible(tmp_path / "whole")) == SOURCES
    rng = random.Random(20240101)
    interrupted = 0
    out = tmp_path / "out"
    for _ in range(MOMENTS):
        process = start(inputs, out)
        time.sleep(rng.uniform(0.1, 0.8) * length)
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        interrupted += process.returncode != 0
        for package in visible(out):
            assert whole(package), f"{package.name} is not whole"
        if len(visible(out)) == SOURCES:  # begin again, so that every kill finds work that is going on
            subprocess.run(["rm", "-rf", str(out)], check=True)
    assert interrupted >= MOMENTS // 4
    process = start(inputs, out)
    said = process.communicate()[1]
    assert process.returncode == 0, said.decode()
    found = snapshot(out)
    assert {name: data for name, data in found.items() if name != "run.json"} == {
        name: data for name, data in expected.items() if name != "run.json"
    }


def test_two_runs_give_identical_bytes(inputs: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        process = start(inputs, tmp_path / name)
        process.communicate()
        assert process.returncode == 0
    assert snapshot(tmp_path / "first") == snapshot(tmp_path / "second")


def test_a_second_run_leaves_everything_as_it_is(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        process = start(inputs, out)
        process.communicate()
    statuses = {entry["status"] for entry in json.loads((out / "run.json").read_text())["sources"]}
    assert statuses == {"unchanged"}
