"""Converts a document with and without its planted error and says whether the error was found, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.conversion import convert
from pipeline.model import Finding
from pipeline.text import key
from tests.planted.paper import PAPERS, Sheet, set_sheet
from tests.planted.places import covers
from tests.planted.plant import Planted
from tests.typesetter import random_record

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_WITH_PLACE = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)[^\d（）]{0,6}（([^（）]+)）")
_PLACE = re.compile(r"（([^（）]+)）")


@dataclass(frozen=True)
class Result:
    """``findings``: the errors and warnings that the planted error brought with it."""

    planted: Planted
    findings: tuple[Finding, ...]
    right: bool
    clean: tuple[Finding, ...]

    @property
    def found(self) -> bool:
        return bool(self.findings)


def told(sheet: Sheet) -> list[Finding]:
    """The errors and warnings of a document."""
    return [f for f in convert(sheet.source).findings if f.severity != "info"]


def measured(planted: Planted) -> Result:
    """The findings that only the document with the error has, and whether one of them names its place."""
    before = told(planted.clean)
    known = {(f.rule, f.table, f.row_key, f.message) for f in before}
    new = [f for f in told(planted.planted) if (f.rule, f.table, f.row_key, f.message) not in known]
    errors = tuple(f for f in before if f.severity == "error")
    return Result(planted, tuple(new), any(_names(f, planted) for f in new), errors)


def _number(text: str) -> Decimal:
    return abs(Decimal(text.replace(",", "")))


def _same(figures: Iterable[Decimal], found: Sequence[Decimal]) -> bool:
    return any(abs(abs(f) - n) < Decimal("0.000001") for f in figures for n in found)


def _names(finding: Finding, planted: Planted) -> bool:
    """Whether the finding has the wrong figure together with its place."""
    slipped, places = planted.slipped, planted.places
    if slipped.labels:
        row = covers(finding.source_ref, places) or any(covers(r, places) for r in _PLACE.findall(finding.message))
        return row and any(key(word) in key(finding.message) for word in slipped.labels)
    listed = [f.value for f in finding.figures if f.value is not None and covers(f.source_ref, places)]
    if _same(slipped.figures, [abs(value) for value in listed]):
        return True
    beside = [_number(n) for n, ref in _WITH_PLACE.findall(finding.message) if covers(ref, places)]
    if _same(slipped.figures, beside):
        return True
    form = finding.table == "performance_project" and finding.row_key == str(slipped.project)
    if not form and not covers(finding.source_ref, places):
        return False
    numbers = [_number(n) for n in _NUMBER.findall(f"{finding.message} {finding.actual or ''}")]
    return _same(slipped.figures, numbers)


def clean_sheet(seed: int) -> Sheet:
    """A document without a planted error: the papers in turn."""
    return set_sheet(random_record(seed), seed, PAPERS[seed % len(PAPERS)], damage=seed // len(PAPERS) % 3)


def clean_errors(seed: int) -> list[Finding]:
    """The errors that a consistent document of the seed is charged with."""
    return [f for f in told(clean_sheet(seed)) if f.severity == "error"]
