"""Errors in 项目支出绩效自评表 and in what the narrative says about them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from tests.planted.kind import Slipped
from tests.planted.paper import Sheet
from tests.planted.printed import stated
from tests.typesetter.disclosure import Record
from tests.typesetter.forms import FUND_LABELS, MoneyLine, Project

T = TypeVar("T")
ONE = Decimal(1)
_COLUMNS = ("initial", "adjusted", "executed")
#: What a form prints beside its indicators and money lines, each reckoned from them.
_RECKONED = ("total", "rate", "execution_score", "weight", "score")


def has_forms(record: Record) -> bool:
    return bool(record.projects)


def _with_values(thing: T, **values: Any) -> T:
    """A copy whose properties have these values instead of reckoned ones."""
    kind = type(thing)
    copy: T = object.__new__(type(kind.__name__, (kind,), dict(values)))
    copy.__dict__.update(thing.__dict__)
    return copy


def _record(sheet: Sheet, place: int, project: Project, **printed: Any) -> Record:
    """The record with another project; everything that is reckoned from it stays as it was, but for ``printed``."""
    old = sheet.record.projects[place]
    kept = {name: getattr(old, name) for name in _RECKONED}
    projects = list(sheet.record.projects)
    projects[place] = _with_values(project, **{**kept, **printed})
    return _with_values(replace(sheet.record, projects=tuple(projects)), evaluated=sheet.record.evaluated)


def _indicator(sheet: Sheet, rng: Random, field: str, more: Decimal) -> Slipped:
    place = rng.randrange(len(sheet.record.projects))
    project = sheet.record.projects[place]
    row = rng.randrange(len(project.indicators))
    old = project.indicators[row]
    base = old.weight if field == "score" and more > 0 else getattr(old, field)
    indicators = list(project.indicators)
    changed: Any = {field: base + more}
    indicators[row] = replace(old, **changed)
    record = _record(sheet, place, replace(project, indicators=tuple(indicators)))
    where = f"project {place + 1} indicator {row + 1} {old.level3} {field} = "
    return Slipped(f"{where}{base + more}", str(getattr(old, field)), (base + more,), record=record, project=place + 1)


def score_above_weight(sheet: Sheet, rng: Random) -> Slipped:
    return _indicator(sheet, rng, "score", Decimal(rng.choice((1, 2, 5))))


def indicator_score(sheet: Sheet, rng: Random) -> Slipped:
    """Lower than the total score says."""
    return _indicator(sheet, rng, "score", Decimal(-rng.choice((1, 2))))


def weight(sheet: Sheet, rng: Random) -> Slipped:
    return _indicator(sheet, rng, "weight", Decimal(rng.choice((1, 2, 5))))


def _printed(sheet: Sheet, rng: Random, name: str, change: Decimal) -> Slipped:
    place = rng.randrange(len(sheet.record.projects))
    project = sheet.record.projects[place]
    old = getattr(project, name)
    record = _record(sheet, place, project, **{name: old + change})
    return Slipped(
        f"project {place + 1} {name} = {old + change}", str(old), (old + change,), record=record, project=place + 1
    )


def total_score(sheet: Sheet, rng: Random) -> Slipped:
    return _printed(sheet, rng, "score", Decimal(rng.choice((-1, -2, -10))))


def execution_rate(sheet: Sheet, rng: Random) -> Slipped:
    return _printed(sheet, rng, "rate", Decimal(rng.choice((-2, -5, -9))))


def execution_score(sheet: Sheet, rng: Random) -> Slipped:
    return _printed(sheet, rng, "execution_score", Decimal(rng.choice(("-0.5", "-1", "-2"))))


def funding(sheet: Sheet, rng: Random) -> Slipped:
    """One amount of the total or of a part, 1 to 100 万元 more."""
    place = rng.randrange(len(sheet.record.projects))
    project = sheet.record.projects[place]
    lines = (project.total, *project.lines)
    row, column = rng.randrange(len(lines)), rng.choice(_COLUMNS)
    old: Decimal = getattr(lines[row], column)
    new = old + rng.choice((1, 10, 100))
    values: Any = {column: new}
    changed: MoneyLine = replace(lines[row], **values)
    if row == 0:
        record = _record(sheet, place, project, total=changed)
    else:
        parts = list(project.lines)
        parts[row - 1] = changed
        record = _record(sheet, place, replace(project, lines=tuple(parts)))
    where = f"project {place + 1} {FUND_LABELS[lines[row].fund]} {column} = "
    return Slipped(f"{where}{new}", str(old), (new,), record=record, project=place + 1)


def evaluated(sheet: Sheet, rng: Random) -> Slipped | None:
    """Number or money of the evaluated projects in the narrative.

    Less than the forms show is always wrong. More is so where the narrative counts the secret projects too; elsewhere the
    rest may be projects without a published form.
    """
    names = ("预算绩效评价项目", "绩效自评的项目")
    found = [s for s in stated(sheet) if s.fact.subject in names]
    if not found:
        return None
    one = rng.choice(found)
    more = Decimal(1 if one.fact.measure == "count" else 100)
    secret = sheet.record.performance.secret_projects
    told = one.fact.subject == names[0]
    if secret and not told:
        return None
    lower = not secret or rng.random() < 0.5
    if lower and one.printed - more < 0:
        return None
    value = one.printed - more if lower else one.printed + more
    number = f"{value:,f}" if "," in one.number else f"{value:f}"
    said = f"{one.fact.subject} {one.fact.measure} = "
    return Slipped(f"{said}{number}", one.number, (value,), one.slip(number))
