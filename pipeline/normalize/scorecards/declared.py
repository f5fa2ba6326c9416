"""The form 项目支出绩效目标(申报)表 of budgets: what a project is to reach, before anything of it was done.

It begins as the self-evaluation does, but has the money of the project beside that of the year, the goals side by side, and
indicators with a target alone. Every value stands to the right of its label or below it; the labels are in the section
``[declared]`` of ``schemas/scorecard.toml``. Kinds of documents: budgets of Shanghai since 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipeline.model import Amount, State, parse_amount
from pipeline.normalize.money import in_wan
from pipeline.normalize.scorecards.forms import Form, FormRow
from pipeline.normalize.scorecards.indicators import RawIndicator
from pipeline.spec.scorecard import ScorecardSpec
from pipeline.text import compact, key

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_UNIT = re.compile(r"(?:\(|单位:)(万元|元)\)?$")
_USUAL_UNIT = "万元"


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
    """Read a form that ``Form.declares``."""
    result = Declared()
    body = {id(row) for row in (form.indicator_header, *form.indicators)}
    head = [row for row in form.rows if id(row) not in body]
    goals = next((n for n, row in enumerate(head) if _goal_labels(row, spec)), len(head))
    for row in head[:goals]:
        for name, value in _fields(row, spec):
            result.fields.setdefault(name, value)
    _money(head[:goals], result, spec)
    result.goal_overall, result.goal_year = _goals(head[goals:], spec)
    result.indicators = _indicators(form, spec)
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
    """Money of the project (left of the column 年度资金申请总额, where there is one) and of the year (right of it)."""
    heads = [place for row in rows for place, name in enumerate(_labels(row)) if name in spec.declared["year_total"]]
    for row in rows:
        for name in row.keys:
            unit = _UNIT.search(name)
            result.unit = result.unit or (unit[1] if unit else None)
        for place, label in enumerate(_labels(row)):
            source = _source(label, spec)
            if source is None:
                continue
            amount = _amount_behind(row, place, spec)
            if source == "whole":
                result.whole.setdefault("total", amount)
            elif heads and place < heads[0]:
                result.whole.setdefault("other" if source == "other" else "fiscal", amount)
            elif all(line.fund != source for line in result.funds):
                result.funds.append(DeclaredFund(source, amount, row.ref))


def _labels(row: FormRow) -> tuple[str, ...]:
    """The cells of a row as labels are compared; one may end with a colon."""
    return tuple(cell.rstrip(":") for cell in row.keys)


def _source(label: str, spec: ScorecardSpec) -> str | None:
    """What a label of money is of: ``whole`` (the project's total), ``total`` (the year's) or a fund; None for others."""
    if label in spec.declared["whole_total"]:
        return "whole"
    if label in spec.declared["year_total"]:
        return "total"
    return next((fund for fund, labels in spec.funds if label and label in labels), None)


def _amount_behind(row: FormRow, place: int, spec: ScorecardSpec) -> Amount:
    """What stands to the right of a label of money, up to the next such label."""
    labels = _labels(row)
    for cell, label in zip(row.cells[place + 1 :], labels[place + 1 :], strict=True):
        if label:
            return parse_amount("" if _source(label, spec) else cell)
    return parse_amount("")


def _goal_labels(row: FormRow, spec: ScorecardSpec) -> dict[int, str]:
    """The columns where a label of a goal stands, and of which (``goal_overall``, ``goal_year``)."""
    return {
        place: name
        for place, cell in enumerate(row.keys)
        for name in ("goal_overall", "goal_year")
        if cell and len(cell) <= 30 and cell.startswith(tuple(spec.declared[name]))
    }


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


def _indicators(form: Form, spec: ScorecardSpec) -> list[RawIndicator]:
    """The indicators by the columns of their header; a merged 一级 or 二级 cell holds for the rows it spans."""
    header = form.indicator_header
    if header is None:
        return []
    heads = {
        name: place
        for name, labels in spec.indicator.items()
        for place, cell in enumerate(header.keys)
        if cell in labels
    }
    found: list[RawIndicator] = []
    level1 = level2 = ""
    for row in form.indicators:
        cells = {name: compact(_cell(row, row.below(header, place))) for name, place in heads.items()}
        if sum(key(text) in spec.indicator[name] for name, text in cells.items()) >= 2:
            continue  # the header again, on a further page
        if cells.get("level1"):
            level1, level2 = cells["level1"], ""
        level2 = cells.get("level2") or level2
        name, target = cells.get("level3", ""), cells.get("target", "")
        if name:
            weight = parse_amount(cells.get("weight", ""))
            value = weight.value if weight.state is State.VALUE else None
            found.append(RawIndicator(level1, level2, name, target, weight=value, ref=row.ref))
        elif found:  # a page cut the cells of the row above
            found[-1].target += target
    return found


def _cell(row: FormRow, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""
