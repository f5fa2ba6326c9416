"""What is known of a published package without reading its tables: the property ``juesuan`` of its descriptor."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

DESCRIPTOR = "datapackage.json"
#: The custom property of ``datapackage.json`` that marks a package as ours.
PROPERTY = "juesuan"
#: The descriptor is written so that everything before this line is short and everything after it long.
RESOURCES_LINE = '\n  "resources": [\n'
HIDDEN = ".juesuan-"


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """A package in short. ``rows`` counts per table, ``findings`` per severity; ``year`` is the fiscal year.

    ``source_sha256`` and ``fingerprint`` tell from which bytes and by which version of the program it was made.
    """

    name: str
    title: str
    organisation: str
    year: int
    kind: str
    source_name: str
    source_sha256: str
    version: str
    fingerprint: str
    rows: Mapping[str, int]
    findings: Mapping[str, int]

    def as_property(self) -> dict[str, Any]:
        """The property of the descriptor; ``name`` and ``title`` are properties of the descriptor itself."""
        values = asdict(self)
        del values["name"], values["title"]
        return values


def read_info(package_dir: Path) -> PackageInfo | None:
    """Read what a package says of itself; None when there is no package of ours in this folder.

    Only the head of the descriptor is parsed (it has 200 kB, and a folder may hold ten thousand packages), unless
    someone has formatted it anew.
    """
    try:
        text = (package_dir / DESCRIPTOR).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError, PermissionError, UnicodeDecodeError):
        return None
    head, line, _ = text.partition(RESOURCES_LINE)
    try:
        descriptor = json.loads(head.rstrip(",") + "}" if line else text)
        return PackageInfo(name=descriptor["name"], title=descriptor["title"], **descriptor[PROPERTY])
    except (json.JSONDecodeError, KeyError, TypeError):
        return None


def published(out: Path) -> Iterator[PackageInfo]:
    """All packages of ours in the output folder ``out``, sorted by name. A copy under another name is left out."""
    if not out.is_dir():
        return
    for folder in sorted(out.iterdir()):
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        info = read_info(folder)
        if info is not None and info.name == folder.name:
            yield info


def is_current(package_dir: Path, sha256: str, version: str) -> bool:
    """Is the package there, whole, and made from the bytes with this SHA-256 by this very version?

    ``version`` is what :func:`pipeline.package.fingerprint.fingerprint` gives. Only the presence of the files is looked
    at; whether they were changed is a question for ``check_structure``.
    """
    info = read_info(package_dir)
    if info is None or (info.source_sha256, info.fingerprint) != (sha256, version):
        return False
    wanted = {f"{table}.{kind}" for table in info.rows for kind in ("csv", "parquet")}
    data = package_dir / "data"
    return data.is_dir() and wanted <= {path.name for path in data.iterdir()} and (package_dir / "README.md").is_file()
