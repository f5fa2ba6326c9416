"""The form 项目支出绩效目标(申报)表 of budgets: what a project is to reach, before anything of it was done.

It begins as the self-evaluation does, but has the money of the project beside that of the year, the goals side by side, and
indicators with a target alone. A value stands to the right of its label, goals and money also below it; the labels are in
the section ``[declared]`` of ``schemas/scorecard.toml``. Kinds of documents: budgets of Shanghai since 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipeline.model import Amount, State, parse_amount
from pipeline.normalize.money import in_wan
from pipeline.normalize.scorecards.forms import Form
from pipeline.normalize.scorecards.headed import read_headed
from pipeline.normalize.scorecards.money import added
from pipeline.normalize.scorecards.raw import RawIndicator
from pipeline.normalize.scorecards.row import FormRow
from pipeline.spec.scorecard import ScorecardSpec
from pipeline.text import compact

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_UNIT = re.compile(r"(?:\(|单位:)(万元|元)\)?$")
_USUAL_UNIT = "万元"
_YEARS = re.compile(r"\([^()]*\d{4}[^()]*\)$")


@dataclass(slots=True)
class DeclaredFund:
    """A money line: its fund, the amount of the year as printed, where it stands."""

    fund: str
    amount: Amount
    ref: str


@dataclass(slots=True)
class Declared:
    """What a form declares. ``fields``: name, parties, kinds, dates by the keys of ``[declared]``; money as printed.

    ``whole``: amounts of the project over all its years (``total``, ``fiscal``, ``other``); ``unit`` is that of all money,
    None where the form doesn't say.
    """

    fields: dict[str, str] = field(default_factory=dict)
    whole: dict[str, Amount] = field(default_factory=dict)
    funds: list[DeclaredFund] = field(default_factory=list)
    unit: str | None = None
    goal_overall: str | None = None
    goal_year: str | None = None
    indicators: list[RawIndicator] = field(default_factory=list)

    def wan(self, amount: Amount | None) -> Decimal | None:
        """An amount of this form in 万元; None for a blank, a dash and what is no number."""
        value = amount.value if amount and amount.state is State.VALUE else None
        return None if value is None else in_wan(value, self.unit or _USUAL_UNIT)

    def day(self, name: str) -> str | None:
        """A date of the form (2026/1/1, 2026-01-01, 2026年1月1日) as 2026-01-01; None where it is none."""
        match = _DATE.match(compact(self.fields.get(name, "")))
        try:
            return date(*map(int, match.groups())).isoformat() if match else None
        except ValueError:
            return None


def read_declared(form: Form, spec: ScorecardSpec) -> Declared:
    """Read a form whose ``declares`` is set."""
    result = Declared()
    head = form.rows[: next((n for n, row in enumerate(form.rows) if row is form.indicator_header), len(form.rows))]
    money = max((n for n, row in enumerate(head) if any(_source(label, spec) for label in _labels(row))), default=0)
    goals = next((n for n, row in enumerate(head) if n >= money and _goal_labels(row, spec)), len(head))
    for row in head[:goals]:
        for name, value in _fields(row, spec):
            result.fields.setdefault(name, value)
    _money(head[:goals], result, spec)
    result.goal_overall, result.goal_year = _goals(head[goals:], spec)
    result.indicators = read_headed(form, spec)
    return result


def _fields(row: FormRow, spec: ScorecardSpec) -> Iterator[tuple[str, str]]:
    """Labels of a row with the text up to the next label."""
    label, pieces = "", list[str]()
    for cell, name in zip(row.cells, _labels(row), strict=True):
        found = next((field for field, labels in spec.declared.items() if name in labels), "")
        if found:
            if label:
                yield label, "".join(map(compact, pieces))
            label, pieces = found, []
        elif label:
            pieces.append(cell)
    if label:
        yield label, "".join(map(compact, pieces))


def _money(rows: Sequence[FormRow], result: Declared, spec: ScorecardSpec) -> None:
    """Money of the project and of the year: side by side, the year to the right, or the year below the project."""
    whole_row, _ = _place_of(rows, spec.declared["whole_total"])
    year_row, year_place = _place_of(rows, spec.declared["year_total"])
    for number, row in enumerate(rows):
        for name in row.keys:
            unit = _UNIT.search(name)
            result.unit = result.unit or (unit[1] if unit else None)
        sources = {place: source for place, label in enumerate(_labels(row)) if (source := _source(label, spec))}
        amounts = _amounts(row, rows[number + 1 : number + 2], sources)
        for place, source in sources.items():
            of_project = whole_row is not None and year_row is not None and number >= whole_row
            of_project = of_project and (place < year_place if whole_row == year_row else number < (year_row or 0))
            if source == "whole":
                result.whole.setdefault("total", amounts[place])
            elif of_project:
                result.whole.setdefault("other" if source == "other" else "fiscal", amounts[place])
            else:
                _add(result.funds, DeclaredFund(source, amounts[place], row.ref))


def _place_of(rows: Sequence[FormRow], labels: frozenset[str]) -> tuple[int | None, int]:
    """Row and column of the first label."""
    return next(((n, p) for n, row in enumerate(rows) for p, c in enumerate(_labels(row)) if c in labels), (None, 0))


def _add(funds: list[DeclaredFund], line: DeclaredFund) -> None:
    """A further kind of other money is added to it; of the rest the first line counts."""
    known = next((other for other in funds if other.fund == line.fund), None)
    if known is None:
        funds.append(line)
    elif line.fund == "other":
        known.amount = added(known.amount, line.amount)


def _labels(row: FormRow) -> tuple[str, ...]:
    """The cells of a row as labels are compared: a label may end with its unit and a colon."""
    return tuple(_UNIT.sub("", cell.rstrip(":")).rstrip(":") for cell in row.keys)


def _source(label: str, spec: ScorecardSpec) -> str | None:
    """What a label of money is of: ``whole`` (the project's total), ``total`` (the year's) or a fund; None for others."""
    if label in spec.declared["whole_total"]:
        return "whole"
    if label in spec.declared["year_total"]:
        return "total"
    if label in spec.declared["year_part"]:
        return "other"
    return next((fund for fund, labels in spec.funds if label and label in labels), None)


def _amounts(row: FormRow, below: Sequence[FormRow], sources: Mapping[int, str]) -> dict[int, Amount]:
    """The amount of every label of money: to its right, up to the next such label, or below a row of nothing but labels."""
    found: dict[int, Amount] = {}
    for place in sources:
        behind = [at for at in range(place + 1, len(row.cells)) if row.keys[at]]
        printed = row.cells[behind[0]] if behind and behind[0] not in sources else ""
        found[place] = parse_amount(printed)
    if len(sources) > 1 and below and all(amount.state is State.BLANK for amount in found.values()):
        places = {place: below[0].below(row, place) for place in sources}
        under = {p: parse_amount(below[0].cells[at]) for p, at in places.items() if at < len(below[0].cells)}
        if any(amount.state is State.VALUE for amount in under.values()):
            return {**found, **under}
    return found


def _goal_labels(row: FormRow, spec: ScorecardSpec) -> dict[int, str]:
    """The columns where a label of a goal stands, years in brackets behind it, and of which (``goal_overall``, ``goal_year``)."""
    labels = [_YEARS.sub("", cell) for cell in _labels(row)]
    names = ("goal_overall", "goal_year")
    return {place: name for place, cell in enumerate(labels) for name in names if cell in spec.declared[name]}


def _goals(rows: Sequence[FormRow], spec: ScorecardSpec) -> tuple[str | None, str | None]:
    """The goal of the project and that of the year: below their labels, or to the right of them."""
    texts: dict[str, list[str]] = {"goal_overall": [], "goal_year": []}
    labels: dict[int, str] = {}
    header = rows[0] if rows else None
    for row in rows:
        own = _goal_labels(row, spec)
        if own:
            labels, header = own, row
        below = {row.below(header, at): name for at, name in labels.items()} if header else {}
        for place, cell in enumerate(row.cells):
            if place in own or not cell.strip() or row.keys[place] in spec.labels["margin"]:
                continue
            name = next((below[at] for at in sorted(below, reverse=True) if at <= place), None)
            if name:
                texts[name].append(cell)
    overall, year = ("".join(map(compact, texts[name])).strip('"“”') or None for name in ("goal_overall", "goal_year"))
    return overall, year
