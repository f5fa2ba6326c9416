"""The main job: the four stages in order, for one source and for many.

This is the only module that knows all stages. A source's status is decided once; nothing is "converted" while a stage
failed, and one failed source never stops the others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.comparison import Summary, compare_folder
from pipeline.conversion import Converted, Settings, Workers, half_of
from pipeline.errors import JuesuanError
from pipeline.extract.sources import open_source
from pipeline.model import Dataset, SourceFile, combined_sha256, together
from pipeline.package import (
    IdRegister,
    SourceOutcome,
    fingerprint,
    is_current,
    open_output,
    published,
    read_run,
    write_catalog,
    write_package,
    write_run,
)
from pipeline.report.files import report_files

Progress = Callable[[int, int, SourceOutcome], None]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did: one outcome per source, in the order of the sources, and what the packages say of each other."""

    outcomes: tuple[SourceOutcome, ...]
    compared: Summary

    @property
    def failed(self) -> tuple[SourceOutcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status == "failed")


def run(
    sources: Iterable[Path], out: Path, progress: Progress | None = None, settings: Settings | None = None
) -> RunResult:
    """Convert every source into a data package under ``out`` and write the catalog and the run's record.

    ``sources`` are files and folders that are one disclosure each (see ``find_sources``). Two files of one document-year,
    one with the text and one with the tables, become one package. Packages of one organisation are compared with each
    other, also with those of earlier runs. Raises OutputError when ``out`` can't be used at all;
    what goes wrong with one source stands in its outcome.
    """
    paths = list(sources)
    with open_output(out) as folder:
        job = _Job(paths, folder, progress)
        job.run(settings or Settings())
        outcomes = [outcome for outcome in job.outcomes if outcome]
        write_run(folder, outcomes)
        compared = compare_folder(folder)
        write_catalog(folder, compared.by_package)
    return RunResult(tuple(outcomes), compared)


@dataclass(slots=True)
class _Half:
    """A source of this run that the other half of its document-year may still join; its bytes are read again then."""

    path: Path
    half: str
    sha256: str


class _Job:
    """One run: which sources are done, which ids are given, which halves wait for the other."""

    def __init__(self, paths: list[Path], out: Path, progress: Progress | None) -> None:
        self.paths, self.out, self.progress = paths, out, progress
        self.outcomes: list[SourceOutcome | None] = [None] * len(paths)
        self._register = IdRegister(out)
        self._halves: dict[str, _Half] = {}
        self._done = 0

    def run(self, settings: Settings) -> None:
        with Workers(settings) as workers:
            numbers: deque[int] = deque()
            for result in workers.run(self._open(numbers)):
                self._finish(numbers.popleft(), result, workers)

    def _open(self, numbers: deque[int]) -> Iterator[SourceFile]:
        """Read the sources that have to be converted; the others get their outcome here."""
        current = _current(self.out)
        for number, path in enumerate(self.paths):
            try:
                source = open_source(path)
            except JuesuanError as error:
                self._tell(number, SourceOutcome(path.name, "failed", str(error)))
                continue
            if source.sha256 in current:
                self._tell(number, SourceOutcome(path.name, "unchanged", None, source.sha256, current[source.sha256]))
                continue
            numbers.append(number)
            yield source

    def _finish(self, number: int, result: Converted, workers: Workers) -> None:
        source, sha256 = result.source, result.source.sha256
        if result.dataset is None:
            self._tell(number, SourceOutcome(self.paths[number].name, "failed", result.error, sha256))
            return
        half = half_of(result.dataset)
        whole = self._joined(source, result.dataset.disclosure_id, half, workers)
        if whole:
            self._register.hand_over(result.dataset.disclosure_id, whole[0].sha256)
        package = self._write(number, *(whole or (source, result.dataset)))
        if package:
            if not whole and half != "whole":
                self._halves.setdefault(result.dataset.disclosure_id, _Half(self.paths[number], half, sha256))
            self._tell(number, SourceOutcome(self.paths[number].name, "converted", None, sha256, package))

    def _joined(
        self, source: SourceFile, identity: str, half: str, workers: Workers
    ) -> tuple[SourceFile, Dataset] | None:
        """A source and the other half of its document-year as one; None where there is no other half."""
        other = self._halves.get(identity)
        if other is None or {other.half, half} != {"text", "tables"}:
            return None
        try:
            first = open_source(other.path)
        except JuesuanError:
            return None  # gone since it was converted
        if first.sha256 != other.sha256:
            return None
        whole = together([source, first] if half == "text" else [first, source])  # the text comes first, as printed
        dataset = workers.one(whole).dataset
        return (whole, dataset) if dataset and dataset.disclosure_id == identity else None

    def _write(self, number: int, source: SourceFile, dataset: Dataset) -> str | None:
        try:
            claim = self._register.claim(dataset.disclosure_id, source.sha256)
            return write_package(dataset, source, self.out, claim=claim, extra=report_files).info.name
        except JuesuanError as error:
            self._tell(number, SourceOutcome(self.paths[number].name, "failed", str(error), source.sha256))
            return None

    def _tell(self, number: int, outcome: SourceOutcome) -> None:
        self.outcomes[number] = outcome
        self._done += 1
        if self.progress:
            self.progress(self._done, len(self.paths), outcome)


def _current(out: Path) -> dict[str, str]:
    """SHA-256 of a source → package that was made of it by this very version and is whole; of several files, all of them."""
    version = fingerprint()
    packages = {
        info.source_sha256: info.name
        for info in published(out)
        if is_current(out / info.name, info.source_sha256, version)
    }
    made: dict[str, list[str]] = {}
    for entry in read_run(out):
        if entry.package and entry.sha256:
            made.setdefault(entry.package, []).append(entry.sha256)
    for package, parts in made.items():
        if len(parts) > 1 and packages.get(combined_sha256(parts)) == package:
            packages.update(dict.fromkeys(parts, package))
    return packages
