"""The shape of the code holds: import directions, module length, parser and writer libraries in their places."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = ("extract", "normalize", "validate", "package")
FOUNDATION = ("model", "spec", "errors", "text", "collector")
# Only these modules may know several stages: the job itself, and the commands that show or re-check its parts.
KNOW_STAGES = {
    "run.py",
    "worker.py",
    "conversion.py",
    "comparison.py",
    "recheck.py",
    "inspection",
    "report",
    "cli.py",
    "progress.py",
}
# Reads single places again with the readers, and knows nothing of the other stages.
READ_AGAIN = {"evidence": {"evidence", "extract"}}
LONGEST = 300


def imports(path: Path) -> Iterator[str]:
    """Dotted names of everything a module imports, at any depth."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_stage_imports_no_other_stage(path: Path) -> None:
    own = stage_of(path)
    if own in KNOW_STAGES:
        return
    allowed = {*FOUNDATION, own} if own in STAGES else {*FOUNDATION, *READ_AGAIN.get(own, ())}
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "pipeline" and len(parts) > 1:
            assert parts[1] in allowed or own == "__main__.py", f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_model_and_text_know_nothing_above_them(path: Path) -> None:
    if stage_of(path) in ("model", "errors.py", "text.py"):
        own = {"model", "text", "errors"}
        assert all(n.split(".")[1] in own for n in imports(path) if n.startswith("pipeline."))


@pytest.mark.parametrize(
    ("library", "place"),
    [
        ("pdfplumber", "extract"),
        ("pdfminer", "extract"),
        ("pypdfium2", "extract"),
        ("openpyxl", "extract"),
        ("xlrd", "extract"),
        ("pyarrow", "package"),
        ("frictionless", "package"),
        ("pypinyin", "normalize"),
        ("PIL", "inspection report"),
    ],
)
def test_libraries_stay_in_their_stage(library: str, place: str) -> None:
    users = {stage_of(p) for p in MODULES if any(n.split(".")[0] == library for n in imports(p))}
    assert users <= set(place.split())


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_module_is_called_utils() -> None:
    assert not [p for p in MODULES if re.search(r"util|helper|misc|common", p.stem)]


def test_domain_words_live_in_schemas() -> None:
    """Patterns of wording are data: no regular expression of the normalize stage spells out phrases of the accounts."""
    phrases = re.compile(r"re\.compile\([^)]*(?:主要原因|年初预算|比上年|差异率|三公|政府采购)")
    assert not [p.name for p in MODULES if phrases.search(p.read_text(encoding="utf-8"))]


def test_every_public_function_and_class_has_a_docstring() -> None:
    missing = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
        missing += [f"{path.name}:{n.name}" for n in nodes if not n.name.startswith("_") and not ast.get_docstring(n)]
        if not ast.get_docstring(tree):
            missing.append(path.name)
    assert not missing


def test_the_repository_names_no_machine_and_no_registry() -> None:
    """No path of a machine and no address of a package registry stands in a published file."""
    forbidden = re.compile(r"/(?:root|home|work)/[a-z]|pythonhosted|index-url\s+http|find-links\s+(?:http|file|/)")
    suffixes = {".py", ".toml", ".md", ".json", ".csv", ".lock", ".txt", ""}
    skipped = {
        ".git",
        ".coverage",
        "tests",
        ".venv",
        "data",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
    }
    for path in ROOT.rglob("*"):
        relative = path.relative_to(ROOT)
        if not path.is_file() or relative.parts[0] in skipped or path.suffix not in suffixes:
            continue
        found = forbidden.search(path.read_text(encoding="utf-8", errors="ignore"))
        assert not found, f"{relative}: {found}"
