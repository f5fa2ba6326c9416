"""The main job: the four stages in order, for one source and for many.

This is the only module that knows all stages. A source's status is decided once; nothing is "converted" while a stage
failed, and one failed source never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import JuesuanError, OutputError, UsageError
from pipeline.extract import load, read
from pipeline.model import Dataset, SourceFile
from pipeline.normalize import normalize
from pipeline.package import Output, RunEntry
from pipeline.validate import validate

Progress = Callable[[int, int, RunEntry], None]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did: one entry per source, in the order of the sources."""

    entries: tuple[RunEntry, ...]

    @property
    def failed(self) -> tuple[RunEntry, ...]:
        return tuple(entry for entry in self.entries if entry.status == "failed")


def find_sources(arguments: Iterable[Path]) -> list[Path]:
    """The files that the arguments name; of a folder all files in it and below, hidden ones left out.

    Raises UsageError when an argument does not exist or a folder holds no file.
    """
    sources: list[Path] = []
    for argument in arguments:
        if argument.is_dir():
            found = sorted(p for p in argument.rglob("*") if p.is_file() and not _hidden(p, argument))
            if not found:
                raise UsageError(
                    "文件夹是空的 / the folder holds no files",
                    where=str(argument),
                    advice="放入决算或预算公开文件 / put disclosures into it",
                )
            sources.extend(found)
        elif argument.exists():
            sources.append(argument)
        else:
            raise UsageError(
                "路径不存在 / the path does not exist", where=str(argument), advice="检查路径 / check the path"
            )
    return list(dict.fromkeys(sources))


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def convert(source: SourceFile) -> Dataset:
    """Extract, normalize and validate one source; the findings of validation are added to those of reading.

    Raises the JuesuanError of the stage that could not go on.
    """
    dataset = normalize(read(source), source)
    dataset.findings.extend(validate(dataset.tables).findings)
    return dataset


def run(sources: Iterable[Path], out: Path, progress: Progress | None = None) -> RunResult:
    """Convert every source into a data package under ``out`` and write the catalog and the run's record.

    Raises OutputError when ``out`` can't be used at all; what goes wrong with one source stands in its entry.
    """
    paths = list(sources)
    entries: list[RunEntry] = []
    with Output(out) as output:
        for number, entry in enumerate(_each(paths, output), 1):
            entries.append(entry)
            if progress:
                progress(number, len(paths), entry)
        output.finish(entries)
    return RunResult(tuple(entries))


def _each(paths: list[Path], output: Output) -> Iterator[RunEntry]:
    for path in paths:
        sha256 = None
        try:
            source = load(path)
            sha256 = source.sha256
            current = output.current(source)
            if current:
                yield RunEntry(path.name, "unchanged", None, sha256, current)
                continue
            package = output.write(convert(source), source)
            yield RunEntry(path.name, "converted", None, sha256, package)
        except OutputError:
            raise
        except JuesuanError as error:
            yield RunEntry(path.name, "failed", str(error), sha256, None)
