"""``catalog.json`` (every package of an output folder) and ``run.json`` (what became of every source of a run)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pipeline
from pipeline.package.files import plain_words, write_file
from pipeline.package.output_folder import CATALOG, GENERATOR, RUN
from pipeline.package.published import DESCRIPTOR, PackageInfo, published

Status = Literal["converted", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """What became of one source. ``reason`` tells why it failed; ``package`` is the id of its package."""

    source: str
    status: Status
    reason: str | None = None
    sha256: str | None = None
    package: str | None = None


def write_catalog(out: Path, contradictions: Mapping[str, int] | None = None) -> list[PackageInfo]:
    """Write ``catalog.json`` from the packages that are in ``out`` now, sorted by name; raises OutputError.

    ``contradictions`` counts, by package, those with other documents of the same organisation (see ``comparisons.json``).
    """
    with plain_words(CATALOG):
        infos = list(published(out))
    _write(out / CATALOG, {"packages": [_entry(info, (contradictions or {}).get(info.name, 0)) for info in infos]})
    return infos


def write_run(out: Path, outcomes: Iterable[SourceOutcome]) -> None:
    """Write ``run.json`` with one entry per source in the order given, by base names; raises OutputError."""
    entries = [
        {
            "source": base_name(outcome.source),
            "status": outcome.status,
            "reason": outcome.reason,
            "sha256": outcome.sha256,
            "package": outcome.package,
        }
        for outcome in outcomes
    ]
    _write(out / RUN, {"sources": entries})


def read_run(out: Path) -> list[SourceOutcome]:
    """What the last run in ``out`` recorded; empty when there was none or its record can't be read."""
    try:
        entries = json.loads((out / RUN).read_bytes())["sources"]
        return [SourceOutcome(e["source"], e["status"], e["reason"], e["sha256"], e["package"]) for e in entries]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def base_name(source: str) -> str:
    """The last part of a path or an address: where a file lies on a machine is nobody else's business."""
    return source.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _entry(info: PackageInfo, contradictions: int) -> dict[str, Any]:
    return {
        "name": info.name,
        "title": info.title,
        "organisation": info.organisation,
        "year": info.year,
        "kind": info.kind,
        "path": info.name,
        "descriptor": f"{info.name}/{DESCRIPTOR}",
        "source_sha256": info.source_sha256,
        "version": info.version,
        "counts": dict(info.rows),
        "findings": dict(info.findings),
        "contradictions": contradictions,
    }


def _write(path: Path, content: dict[str, Sequence[Any]]) -> None:
    text = json.dumps(
        {"generator": GENERATOR, "version": pipeline.__version__, **content}, ensure_ascii=False, indent=2
    )
    write_file(path, f"{text}\n".encode())
