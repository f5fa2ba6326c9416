"""The main job: the four stages in order, for one source and for many.

This is the only module that knows all stages. A source's status is decided once; nothing is "converted" while a stage
failed, and one failed source never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import JuesuanError, UsageError
from pipeline.extract import load, read
from pipeline.model import Dataset, SourceFile
from pipeline.normalize import normalize
from pipeline.package import (
    IdRegister,
    SourceOutcome,
    fingerprint,
    is_current,
    open_output,
    published,
    write_catalog,
    write_package,
    write_run,
)
from pipeline.validate import validate

Progress = Callable[[int, int, SourceOutcome], None]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did: one outcome per source, in the order of the sources."""

    outcomes: tuple[SourceOutcome, ...]

    @property
    def failed(self) -> tuple[SourceOutcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status == "failed")


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

    Raises OutputError when ``out`` can't be used at all; what goes wrong with one source stands in its outcome.
    """
    paths = list(sources)
    outcomes: list[SourceOutcome] = []
    with open_output(out) as folder:
        for outcome in _each(paths, folder):
            outcomes.append(outcome)
            if progress:
                progress(len(outcomes), len(paths), outcome)
        write_run(folder, outcomes)
        write_catalog(folder)
    return RunResult(tuple(outcomes))


def _each(paths: list[Path], out: Path) -> Iterator[SourceOutcome]:
    register = IdRegister(out)
    version = fingerprint()
    current = {
        info.source_sha256: info.name
        for info in published(out)
        if is_current(out / info.name, info.source_sha256, version)
    }
    for path in paths:
        sha256 = None
        try:
            source = load(path)
            sha256 = source.sha256
            if sha256 in current:
                yield SourceOutcome(path.name, "unchanged", None, sha256, current[sha256])
                continue
            dataset = convert(source)
            claim = register.claim(dataset.disclosure_id, sha256)
            package = write_package(dataset, source, out, claim=claim)
            yield SourceOutcome(path.name, "converted", None, sha256, package.info.name)
        except JuesuanError as error:
            yield SourceOutcome(path.name, "failed", str(error), sha256, None)
