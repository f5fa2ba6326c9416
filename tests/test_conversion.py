"""Workers: a crash, a hang or a fault of one document costs only this document."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.conversion import Settings, Workers, attempt, half_of
from pipeline.model import Dataset, SourceFile
from tests.documents import disclosure
from tests.typesetter import random_record, set_pdf

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def pdf() -> SourceFile:
    return SourceFile("a.pdf", set_pdf(random_record(1), 1))


TEXT = SourceFile("a.txt", disclosure().encode())


def test_results_come_in_the_order_of_the_sources(pdf: SourceFile) -> None:
    sources = [pdf, TEXT, SourceFile("bad.pdf", b"%PDF-1.7 nothing"), pdf, TEXT]
    with Workers(Settings(jobs=2)) as workers:
        results = list(workers.run(sources))
    assert [result.source for result in results] == sources
    assert [result.dataset is not None for result in results] == [True, True, False, True, True]
    assert results[2].error and "bad.pdf" in results[2].error


def test_a_document_that_takes_too_long_is_given_up(pdf: SourceFile) -> None:
    with Workers(Settings(jobs=1, seconds=0.001)) as workers:
        first, second = workers.run([pdf, TEXT])
    assert first.dataset is None and first.error and "时限" in first.error and "limit" in first.error
    assert second.dataset is not None


def test_a_crash_of_a_worker_is_a_failure_of_its_document(pdf: SourceFile) -> None:
    with Workers(Settings(jobs=1)) as workers:
        worker = workers._start(pdf)
        os.kill(worker.process.pid, signal.SIGKILL)
        result = worker.receive(pdf, 30)
        assert result.dataset is None and result.error and "崩溃" in result.error
        assert not worker.alive
        assert workers.one(pdf).dataset is not None


def test_a_fault_of_the_program_is_told_and_contained(monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> Dataset:
        raise KeyError("nothing")

    monkeypatch.setattr("pipeline.conversion.convert", fault)
    result = attempt(TEXT)
    assert result.dataset is None
    assert result.error and "KeyError" in result.error and "a.txt" in result.error and "维护者" in result.error


def test_too_little_memory_is_a_failure_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Dataset:
        raise MemoryError

    monkeypatch.setattr("pipeline.conversion.convert", full)
    result = attempt(TEXT)
    assert result.error and "内存" in result.error


def test_a_worker_may_use_only_so_much_memory() -> None:
    code = (
        "from pipeline.worker import limit_memory\nlimit_memory(600 << 20)\n"
        "try:\n    bytearray(1 << 30)\nexcept MemoryError:\n    print('limited')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "limited"


def test_halves_of_a_document_year() -> None:
    text = Dataset("a", {"narrative_figure": [{"seq": 1}], "statement": [{"status": "announced"}]})
    tables = Dataset("a", {"narrative_figure": [], "statement": [{"status": "filled"}]})
    whole = Dataset("a", {"narrative_figure": [{"seq": 1}], "statement": [{"status": "filled"}]})
    assert [half_of(dataset) for dataset in (text, tables, whole)] == ["text", "tables", "whole"]
