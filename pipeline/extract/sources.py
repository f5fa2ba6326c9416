"""What a run is given: files, folders of files, and folders that are one disclosure in several files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import SourceError, UsageError
from pipeline.extract.reader import load
from pipeline.model import SourceFile, together

#: A folder with this ending holds the files of one disclosure.
TOGETHER = ".disclosure"


def find_sources(arguments: Iterable[Path]) -> list[Path]:
    """The sources that the arguments name, each once: files, and folders whose name ends with ``.disclosure``.

    Of any other folder all files in it and below; hidden ones are left out. A path that does not exist stays in the list and
    fails when it is opened, so that the others go on. Raises UsageError when no argument leads to anything.
    """
    given = list(arguments)
    sources = list(dict.fromkeys(source for argument in given for source in _sources_of(argument)))
    if not any(source.exists() for source in sources):
        missing = next((argument for argument in given if not argument.exists()), None)
        raise UsageError(
            "路径不存在 / the path does not exist" if missing else "文件夹是空的 / the folder holds no files",
            where=str(missing or given[0]),
            advice="检查路径 / check the path" if missing else "放入决算或预算公开文件 / put disclosures into it",
        )
    return sources


def _sources_of(path: Path) -> Iterator[Path]:
    if not path.is_dir() or path.name.endswith(TOGETHER):
        yield path
        return
    for inside in sorted(path.iterdir()):
        if not inside.name.startswith("."):
            yield from _sources_of(inside)


def open_source(path: Path) -> SourceFile:
    """Read a source: a file, or the files of a folder that is one disclosure, in the order of their names.

    Raises SourceError, which names the file, when one can't be read, or when the folder holds none.
    """
    if not path.is_dir():
        return load(path)
    files = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
    if not files:
        raise SourceError(
            "文件夹是空的 / the folder holds no files",
            where=path.name,
            advice="放入这份公开文档的各个文件 / put the files of the disclosure into it",
        )
    return together([load(file) for file in files]) if len(files) > 1 else load(files[0])


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
