"""From source files to datasets: the first three stages for one document, in this process or in a worker.

Reading PDFs runs foreign code on foreign bytes; a worker process keeps a crash, a hang or a flood of memory of one document
away from all others.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import Pipe

from pipeline.collector import collector_paused
from pipeline.errors import JuesuanError, SourceError
from pipeline.evidence import read_again
from pipeline.extract import read
from pipeline.extract.media_type import TEXT, media_type_of
from pipeline.model import Dataset, SourceFile, join_documents
from pipeline.normalize import normalize
from pipeline.report.cutouts import cut_outs
from pipeline.validate import validate


@dataclass(frozen=True, slots=True)
class Settings:
    """``jobs`` worker processes, at most ``seconds`` for one document."""

    jobs: int = 0
    seconds: float = 60.0

    @property
    def workers(self) -> int:
        """How many workers to start: as many as there are processors unless told otherwise."""
        return self.jobs or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of one source: a dataset, or the reason why there is none."""

    source: SourceFile
    dataset: Dataset | None
    error: str | None


@collector_paused()
def convert(source: SourceFile) -> Dataset:
    """Extract, normalize and validate one source; the findings of validation are added to those of reading.

    Raises the JuesuanError of the stage that could not go on.
    """
    parts = source.parts or (source,)
    documents = [read(part) for part in parts]
    document = join_documents(documents) if len(documents) > 1 else documents[0]
    dataset = normalize(document, source)
    report = validate(dataset.tables)
    dataset.findings = read_again(source, dataset.tables, (*dataset.findings, *report.findings), document.doubts)
    dataset.tables.update(report.rows(str(dataset.tables["disclosure"][0]["source_ref"])))
    dataset.pictures.update(cut_outs(source, dataset.findings, dataset.tables.get("statement_cell", ())))
    return dataset


def attempt(source: SourceFile) -> Converted:
    """Convert one source; a fault of the program itself is a failure of this source only, and says so."""
    try:
        return Converted(source, convert(source), None)
    except JuesuanError as error:
        return Converted(source, None, str(error))
    except MemoryError:
        return Converted(source, None, _told(source, "文件需要的内存过多 / the file needs too much memory"))
    except Exception as error:  # noqa: BLE001 - a fault met by one document must never cost the others
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else ""
        fault = f"程序内部错误 {type(error).__name__} ({where}) / an internal error of the program"
        return Converted(source, None, _told(source, fault, "请把文件发给维护者 / send the file to the maintainers"))


def _told(source: SourceFile, message: str, advice: str = "检查文件是否完整 / check that the file is whole") -> str:
    return str(SourceError(message, where=source.name, advice=advice))


def _is_text(source: SourceFile) -> bool:
    try:
        return all(media_type_of(part.data, part.name) == TEXT for part in source.parts or (source,))
    except SourceError:
        return True  # refused before any library reads it


class _Worker:
    """One process that converts what it is sent, until it is closed, crashes or is stopped."""

    def __init__(self) -> None:
        self.connection, theirs = Pipe()
        # A fresh interpreter rather than a fork: a terminal's progress bar runs a thread, which a fork would break.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.worker", str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        theirs.close()

    def send(self, source: SourceFile) -> None:
        self.connection.send(source)

    def receive(self, source: SourceFile, seconds: float) -> Converted:
        """The result for the source that was sent; a worker that died or took too long must be replaced."""
        if not self.connection.poll(seconds):
            self.stop()
            limit = (
                f"超过每个文件 {seconds:g} 秒的时限 / took longer than the limit of {seconds:g} seconds for one file"
            )
            return Converted(source, None, _told(source, limit))
        try:
            dataset, error = self.connection.recv()
        except (EOFError, OSError):
            self.stop()
            crash = "读取时程序崩溃，文件可能已损坏 / reading it crashed, the file may be damaged"
            return Converted(source, None, _told(source, crash))
        return Converted(source, dataset, error)

    @property
    def alive(self) -> bool:
        """Whether the process is still there to be sent the next source."""
        return self.process.poll() is None

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.wait()


class Workers:
    """Worker processes, started when first needed; results come in the order of the sources."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._idle: list[_Worker] = []
        self._all: list[_Worker] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._all:
            if worker.alive:
                worker.stop()

    def run(self, sources: Iterable[SourceFile]) -> Iterator[Converted]:
        """Convert sources; at most as many are held as there are workers."""
        queue: deque[tuple[SourceFile, _Worker | None]] = deque()
        for source in sources:
            if _is_text(source):
                queue.append((source, None))
            else:
                while sum(worker is not None for _, worker in queue) >= self._settings.workers:
                    yield self._next(queue)
                queue.append((source, self._start(source)))
            while queue and queue[0][1] is None:
                yield self._next(queue)
        while queue:
            yield self._next(queue)

    def one(self, source: SourceFile) -> Converted:
        """Convert a single source."""
        return next(iter(self.run([source])))

    def _start(self, source: SourceFile) -> _Worker:
        worker = self._idle.pop() if self._idle else _Worker()
        if worker not in self._all:
            self._all.append(worker)
        worker.send(source)
        return worker

    def _next(self, queue: deque[tuple[SourceFile, _Worker | None]]) -> Converted:
        source, worker = queue.popleft()
        if worker is None:
            return attempt(source)
        result = worker.receive(source, self._settings.seconds)
        if worker.alive:
            self._idle.append(worker)
        else:
            self._all.remove(worker)
        return result


def half_of(dataset: Dataset) -> str:
    """Which half of a document-year a dataset is: ``text``, ``tables``, or the ``whole``."""
    has_tables = any(row["status"] == "filled" for row in dataset.tables.get("statement", ()))
    has_text = bool(dataset.tables.get("narrative_figure"))
    return "tables" if has_tables and not has_text else "text" if has_text and not has_tables else "whole"
