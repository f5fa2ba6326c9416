"""The output folder of a run: is it ours, is nobody else writing, and what did a killed run leave behind?"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.package.files import ASIDE, TEMPORARY, plain_words
from pipeline.package.published import HIDDEN, read_info

GENERATOR = "juesuan"
CATALOG = "catalog.json"
RUN = "run.json"
LOCK = f"{HIDDEN}lock"

# What systems and repositories put into folders that people call empty.
_NOBODYS = frozenset((".gitkeep", ".gitignore", ".DS_Store", "desktop.ini", "Thumbs.db", "lost+found"))


@contextmanager
def open_output(out: Path) -> Iterator[Path]:
    """Make the folder ``out`` ready and hold it for this run; to be entered before anything is read.

    A folder that holds files of someone else is refused: it may be new, empty, made by an earlier run (known by its
    catalog), or hold nothing but packages. What a killed run left is put in order: unfinished files are removed, a
    package that was set aside for its successor comes back. Raises OutputError for a foreign folder, one that can't be
    written, and one that another run is writing to.
    """
    shown = out.name or str(out)
    with plain_words(shown):
        if out.exists() and not out.is_dir():
            raise OutputError(
                "输出位置是文件，不是文件夹 / the output is a file, not a folder",
                where=shown,
                advice="换一个输出文件夹 / choose another folder",
            )
        if out.is_dir() and not _is_ours(out):
            raise OutputError(
                "输出文件夹里有其他文件，且不是本程序生成的 / the output folder holds files that this program did not make",
                where=shown,
                advice="给出空文件夹、新文件夹或以前的输出文件夹 / give an empty, a new or an earlier output folder",
            )
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _lock(handle):
            raise OutputError(
                "另一个 juesuan 正在写入此文件夹 / another juesuan is writing to this folder",
                where=shown,
                advice="等它结束后再运行，或换一个输出文件夹 / wait until it has ended, or choose another folder",
            )
        with plain_words(shown):
            recover(out)
        yield out
    finally:
        os.close(handle)  # which gives the lock back, as the end of the process does


def recover(out: Path) -> None:
    """Put in order what a killed run left in ``out``. Only for the holder of the folder; raises OSError."""
    for path in sorted(out.iterdir()):
        if path.name.startswith(TEMPORARY):
            _remove(path)
        elif path.name.startswith(ASIDE):
            target = out / path.name.removeprefix(ASIDE)
            if target.exists():
                _remove(path)
            else:
                path.rename(target)


def _is_ours(out: Path) -> bool:
    names = {path.name for path in out.iterdir()} - _NOBODYS
    if LOCK in names or any(_made_here(out / name) for name in (CATALOG, RUN) if name in names):
        return True
    return all(name.startswith(HIDDEN) or read_info(out / name) for name in names)  # true of an empty folder


def _made_here(path: Path) -> bool:
    try:
        content = json.loads(path.read_bytes())
    except ValueError:
        return False
    return isinstance(content, dict) and content.get("generator") == GENERATOR


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _lock(handle: int) -> bool:
    """Lock the file for this process without waiting; the system frees it when the process ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
