"""One full and one empty package, written once for all tests that only read them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.package import write_package
from tests.package.sample import empty_dataset, full_dataset, sample_source


@pytest.fixture(scope="session")
def full_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = sample_source()
    return write_package(full_dataset(source), source, tmp_path_factory.mktemp("full")).path


@pytest.fixture(scope="session")
def empty_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = sample_source()
    return write_package(empty_dataset(source), source, tmp_path_factory.mktemp("empty")).path


@pytest.fixture
def package_copy(full_package: Path, tmp_path: Path) -> Path:
    """A full package that a test may spoil."""
    return Path(shutil.copytree(full_package, tmp_path / full_package.name))
