"""Comparing the packages of an output folder, or those given, that belong to one organisation.

One organisation is read at a time, and of its packages only the tables that the comparisons need. An organisation whose
tables and rules are the same as at the last run keeps what was written about it then.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import JuesuanError
from pipeline.package import PackageInfo, fingerprint, published, read_disclosure, read_info, read_tables
from pipeline.package.comparisons import Line, Series, read_comparisons, read_lines, write_comparisons, write_lines
from pipeline.spec.checks import NARRATIVE
from pipeline.spec.comparisons import comparison_specs
from pipeline.validate.documents import Compared, Gap, Paper, compare, gap, papers_of, series_key, side_by_side, unread
from pipeline.validate.index import Index

_STATUSES = ("pass", "rounding", "fail", "skip")
_DISCLOSURE = "disclosure"
_KEPT = 12  # packages of an organisation in memory; pairs go by year, so that few are needed at a time


@dataclass(slots=True)
class Summary:
    """What the comparison of a folder came to: how many documents contradict each other, and how often."""

    contradictions: int = 0
    organisations: int = 0
    by_package: Counter[str] = field(default_factory=Counter)
    unreadable: list[dict[str, str]] = field(default_factory=list)


@cache
def _wanted() -> frozenset[str]:
    """The tables that any comparison reads; the narrative tells the bases of changes."""
    return frozenset((_DISCLOSURE, NARRATIVE)).union(*(c.tables for c in comparison_specs().comparisons))


class _Organisation:
    """The packages of one organisation name; each is read when first needed, and forgotten with the organisation."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.papers: dict[str, list[Paper]] = {}
        self.unreadable: dict[str, str] = {}
        self._folders: dict[str, Path] = {}
        self._read: dict[str, Index | None] = {}
        for folder in folders:
            self._open(folder)

    def _open(self, folder: Path) -> None:
        try:
            paper = papers_of(folder.name, read_disclosure(folder))
        except JuesuanError as error:
            self.unreadable[folder.name] = str(error)
            return
        if paper and paper.package not in self._folders:
            self._folders[paper.package] = folder
            self.papers.setdefault(paper.division, []).append(paper)

    def index(self, package: str) -> Index | None:
        """The tables of a package, arranged for looking up; None when they can't be read (``unreadable`` says why)."""
        if package not in self._read:
            if len(self._read) == _KEPT:
                del self._read[next(iter(self._read))]
            try:
                self._read[package] = Index(read_tables(self._folders[package], _wanted()))
            except JuesuanError as error:
                self.unreadable[package] = str(error)
                self._read[package] = None
        return self._read[package]

    def state(self, papers: Sequence[Paper]) -> str:
        """A hash of everything that is compared: who the packages are, and the bytes of the tables that are read."""
        digest = hashlib.sha256()
        for paper in sorted(papers):
            digest.update(f"{paper}\0".encode())
            for table in sorted(_wanted()):
                path = self._folders[paper.package] / "data" / f"{table}.csv"
                content = path.read_bytes() if path.is_file() else b""
                digest.update(f"{table}\0{len(content)}\0".encode())
                digest.update(content)
        return digest.hexdigest()

    def compared(self, papers: Sequence[Paper]) -> Iterator[Compared]:
        """Every comparison between the documents, and what could not be compared."""
        specs = comparison_specs()
        for pair in side_by_side(papers, specs.relations):
            if isinstance(pair, Gap):
                yield gap(pair)
                continue
            later, earlier = self.index(pair.later.package), self.index(pair.earlier.package)
            if later and earlier:
                yield from compare(pair, later, earlier, specs.of(pair.relation))
            else:
                broken = pair.earlier.package if later else pair.later.package
                yield unread(pair, broken, self.unreadable[broken])


def compare_packages(folders: Sequence[Path]) -> list[Compared]:
    """All comparisons between package folders that belong together; those that can't be read are left to ``recheck``."""
    named: dict[str, list[Path]] = {}
    for folder in folders:
        info = read_info(folder)
        if info:
            named.setdefault(series_key(info.organisation), []).append(folder.resolve())
    found: list[Compared] = []
    for name in sorted(named):
        organisation = _Organisation(dict.fromkeys(named[name]))
        for division in sorted(organisation.papers):
            if len(organisation.papers[division]) > 1:
                found += organisation.compared(organisation.papers[division])
    return found


def compare_folder(out: Path) -> Summary:
    """Compare the packages of an output folder; write ``comparisons.json`` and ``comparisons.csv``. Raises OutputError.

    A package that can't be read is named in the result and in the file; the others are compared all the same.
    """
    named: dict[str, list[PackageInfo]] = {}
    for info in published(out):
        named.setdefault(series_key(info.organisation), []).append(info)
    book = _Book(out)
    write_lines(out, book.lines({name: [i.name for i in infos] for name, infos in named.items() if len(infos) > 1}))
    book.single += sum(len(infos) == 1 for infos in named.values())
    write_comparisons(out, book.content())
    return book.summary


class _Book:
    """What is written about a folder: the lines, organisation by organisation, and what they add up to."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.single = 0
        self.summary = Summary()
        self._entries: list[dict[str, Any]] = []
        self._checks: dict[str, dict[str, Any]] = {
            check.id: {"id": check.id, "title": check.title, "title_en": check.title_en, "severity": check.severity}
            | dict.fromkeys(_STATUSES, 0)
            for check in comparison_specs().comparisons
        }
        last = read_comparisons(out)
        known = last["organisations"] if last.get("fingerprint") == fingerprint() else []
        self._last = {(str(e.get("organisation")), str(e.get("division_code") or "")): e for e in known}
        self._old = read_lines(out) if known else iter(())
        self._pending: tuple[Series, list[Line]] | None = next(self._old, None)

    def lines(self, named: dict[str, list[str]]) -> Iterator[tuple[Series, list[Line]]]:
        """The lines of every organisation with several documents; the counts are known when all were taken."""
        for name in sorted(named):
            organisation = _Organisation(self.out / package for package in named[name])
            for division in sorted(organisation.papers):
                papers = organisation.papers[division]
                if len(papers) > 1:
                    yield (name, division), self._organisation((name, division), organisation, papers)
                else:
                    self.single += 1
            self.summary.unreadable += [
                {"package": package, "message": message} for package, message in sorted(organisation.unreadable.items())
            ]

    def _organisation(self, series: Series, organisation: _Organisation, papers: Sequence[Paper]) -> list[Line]:
        state = organisation.state(papers)
        entry, lines = self._known(series, state)
        if entry is None:
            found = list(organisation.compared(papers))
            lines = [one.as_row() for one in found]
            entry = {
                "organisation": series[0],
                "division_code": series[1] or None,
                "state": None if any(p.package in organisation.unreadable for p in papers) else state,
                "documents": [
                    {"package": p.package, "year": p.year, "kind": p.kind, "scope": p.scope or None}
                    for p in sorted(papers)
                ],
                "counts": {status: sum(one.status == status for one in found) for status in _STATUSES},
                "contradictions": [one.as_json() for one in found if one.contradicts],
            }
        self._count(entry, lines)
        return lines

    def _known(self, series: Series, state: str) -> tuple[dict[str, Any] | None, list[Line]]:
        """What the last run wrote about an organisation, if nothing has changed since; both files go by organisation."""
        while self._pending and self._pending[0] < series:
            self._pending = next(self._old, None)
        entry = self._last.get(series)
        lines = self._pending[1] if self._pending and self._pending[0] == series else []
        try:
            whole = entry is not None and entry["state"] == state and sum(entry["counts"].values()) == len(lines)
        except (KeyError, TypeError, AttributeError):
            whole = False
        return (entry, lines) if whole else (None, [])

    def _count(self, entry: dict[str, Any], lines: Sequence[Line]) -> None:
        self._entries.append(entry)
        for line in lines:
            tally = self._checks.get(line["check"])
            if tally:
                tally[line["status"]] += 1
        for one in entry["contradictions"]:
            self.summary.by_package.update((one["later"]["package"], one["earlier"]["package"]))
        self.summary.contradictions += len(entry["contradictions"])
        self.summary.organisations += bool(entry["contradictions"])

    def content(self) -> dict[str, Any]:
        """The content of ``comparisons.json``."""
        totals = {status: sum(entry["counts"][status] for entry in self._entries) for status in _STATUSES}
        return {
            "fingerprint": fingerprint(),
            "counts": {
                "organisations": len(self._entries),
                "single_documents": self.single,
                **totals,
                "contradictions": self.summary.contradictions,
            },
            "checks": list(self._checks.values()),
            "organisations": self._entries,
            "unreadable": self.summary.unreadable,
        }
