"""The search for reference cycles is paused for a document and goes on afterwards, whatever happened."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from pipeline.collector import collector_paused
from pipeline.conversion import convert
from pipeline.errors import JuesuanError
from pipeline.model import SourceFile


@pytest.fixture(autouse=True)
def enabled() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_paused_and_on_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="within"), collector_paused():
        assert not gc.isenabled()
        raise ValueError("within")
    assert gc.isenabled()
    with pytest.raises(JuesuanError):
        convert(SourceFile("empty.pdf", b""))
    assert gc.isenabled()


def test_off_before_and_off_after() -> None:
    gc.disable()
    with collector_paused():
        assert not gc.isenabled()
    assert not gc.isenabled()
