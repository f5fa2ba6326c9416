"""A process that is killed at any moment leaves a whole package, the old or the new one, after the next start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.package import check_structure, open_output, read_dataset, write_package
from pipeline.package.output_folder import LOCK
from tests.package.sample import ID, empty_dataset, sample_source

_ROOT = Path(__file__).resolve().parent.parent.parent
# Kills its own process at the n-th call of a function, as a signal would: no clean-up of any kind runs.
_SCRIPT = """
import os, shutil, sys
from pathlib import Path
from pipeline.package import files, writer
from tests.package.sample import full_dataset, sample_source

out, place, count, exchange = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
module, name = {"fsync": (os, "fsync"), "mkdir": (os, "mkdir"), "rename": (os, "rename"), "rmtree": (shutil, "rmtree"),
                "flush": (files, "_flush"), "exchange": (files, "_exchange")}[place]
real = getattr(module, name)

def killer(*args, **kwargs):
    global count
    count -= 1
    if count == 0:
        os._exit(9)
    return real(*args, **kwargs)

if exchange == "no":
    files._from_c_library = lambda name: None
setattr(module, name, killer)
source = sample_source()
writer.write_package(full_dataset(source), source, out)
"""


def killed_at(out: Path, place: str, count: int, *, exchange: bool = True) -> None:
    """Write the full package over what is in ``out`` in a process that kills itself at a call."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(out), place, str(count), "yes" if exchange else "no"],
        cwd=_ROOT,
        check=False,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 9, done.stderr


@pytest.mark.parametrize(
    ("place", "count", "exchange", "then"),
    [
        ("mkdir", 2, True, "old"),
        ("flush", 1, True, "old"),
        ("fsync", 1, False, "old"),
        ("fsync", 54, False, "old"),
        ("exchange", 1, True, "old"),
        ("rmtree", 1, True, "new"),
        ("rename", 1, False, "old"),
        ("rename", 2, False, "old"),
        ("rmtree", 1, False, "new"),
    ],
)
def test_killed_while_replacing(place: str, count: int, exchange: bool, then: str, tmp_path: Path) -> None:
    source = sample_source()
    write_package(empty_dataset(source), source, tmp_path)
    killed_at(tmp_path, place, count, exchange=exchange)
    with open_output(tmp_path):
        assert sorted(path.name for path in tmp_path.iterdir()) == [LOCK, ID]
    rows = read_dataset(tmp_path / ID).tables["income"]
    assert bool(rows) == (then == "new")
    assert check_structure(tmp_path / ID) == []


def test_killed_while_writing_the_first(tmp_path: Path) -> None:
    with open_output(tmp_path):
        killed_at(tmp_path, "rename", 1)
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == []
    with open_output(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [LOCK]
