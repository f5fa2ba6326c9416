"""Which version of the program made a package: not only its number, but what its code and its schemas say."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pipeline
from pipeline.spec.root import schemas_root


@cache
def fingerprint() -> str:
    """The version with a hash over all files of ``pipeline`` and ``schemas``, the same in a checkout and a wheel.

    A package that carries another fingerprint was made by other code or other rules, and is made anew at the next run.
    """
    code = Path(pipeline.__file__).parent
    return f"{pipeline.__version__}+{content_hash({'pipeline': code, 'schemas': schemas_root()})[:16]}"


def content_hash(folders: dict[str, Path]) -> str:
    """Hash names and contents of the Python, TOML, JSON and CSV files below the folders, given under their names."""
    digest = hashlib.sha256()
    for name, folder in sorted(folders.items()):
        kinds = (".py",) if name == "pipeline" else (".toml", ".json", ".csv")
        for path in sorted(p for p in folder.rglob("*") if p.suffix in kinds):
            content = path.read_bytes()
            digest.update(f"{name}/{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
