"""The source file of a package, when it is at hand: given, or lying where such files usually lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.extract import load
from pipeline.inspection.row import PublishedTables
from pipeline.model import SourceFile, combined_sha256

_RAW = ("data", "raw")
_JOINED = " + "  # between the names of the files of one document-year


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source and what to say about it; ``source`` is None when it is not at hand."""

    source: SourceFile | None
    note: str


def find_source(package: PublishedTables, part: int, given: Path | None) -> FoundSource:
    """The file that a package was made from (its ``part``, when there are several), checked by its SHA-256.

    Raises UsageError when ``given`` is another file, SourceError when it can't be read.
    """
    name, sha256 = str(package.disclosure.get("source_name") or ""), str(package.disclosure.get("source_sha256") or "")
    names = name.split(_JOINED)
    if given is not None:
        source = load(given)
        if source.sha256 != sha256 and not _is_part(given, source, names, sha256):
            raise UsageError(
                f"这不是数据包的来源文件（sha256 不同） / this is not the file that the package was made from: {given}",
                advice=f"给出 / give {name}, sha256 {sha256}",
            )
        if source.sha256 != sha256 and given.name != names[min(part, len(names)) - 1]:  # the place is in another part
            given = given.parent / names[min(part, len(names)) - 1]
            source = load(given)
        return FoundSource(source, f"原文件 / source file: {given}（sha256 一致 / matches）")
    wanted = [name] if len(names) == 1 else [name, names[min(part, len(names)) - 1]]
    other = ""
    for path in _candidates(package.folder, wanted):
        source = load(path)
        if source.sha256 == sha256 or _is_part(path, source, names, sha256):
            return FoundSource(source, f"原文件 / source file: {path}（sha256 一致 / matches）")
        other = f"；{path} 内容不同 / {path} has other content"
    return FoundSource(
        None,
        f"原文件 {wanted[-1]} 不在手边{other}。用 --source 指明它，就能看到这个数字在原文件上的位置 / "
        "the source file is not at hand: name it with --source to see the figure in its place",
    )


def _is_part(path: Path, source: SourceFile, names: list[str], sha256: str) -> bool:
    """Whether a file is one of several that the package was made from: the others must lie beside it."""
    if len(names) < 2 or path.name not in names:
        return False
    others = [path.parent / name for name in names if name != path.name]
    if not all(other.is_file() for other in others):
        return False
    return combined_sha256([source.sha256, *(load(other).sha256 for other in others)]) == sha256


def _candidates(folder: Path, names: list[str]) -> Iterator[Path]:
    """Files of these names in the current folder, in ``data/raw`` below it, and in ``raw`` beside the output folder."""
    places = [Path(), Path(*_RAW), folder / ".." / ".." / _RAW[1]]
    seen: set[Path] = set()
    for place in places:
        inside = place.rglob("*") if place != Path() else place.iterdir()
        for path in sorted(inside) if place.is_dir() else ():
            if path.name in names and path.is_file() and path.resolve() not in seen:
                seen.add(path.resolve())
                yield path
