"""From forms to the rows of ``performance_project``, ``performance_funding`` and ``performance_indicator``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.model import Finding, Grid, Row, State
from pipeline.normalize.money import in_wan
from pipeline.normalize.notes import inferred, suspect
from pipeline.normalize.scorecards.blanks import MONEY, fund_label, infer_blanks
from pipeline.normalize.scorecards.categories import Category, IndicatorRow, restore
from pipeline.normalize.scorecards.declared_rows import declared_rows
from pipeline.normalize.scorecards.forms import Form, find_forms, without_form
from pipeline.normalize.scorecards.indicators import missing_columns, printed_total, read_indicators
from pipeline.normalize.scorecards.money import (
    MoneyBlock,
    read_goals,
    read_kinds,
    read_money,
    read_name,
    read_parties,
    unit_of_money,
)
from pipeline.normalize.scorecards.pieces import Joined, Legibility
from pipeline.normalize.scorecards.raw import RawIndicator
from pipeline.normalize.scorecards.remarks import (
    category_remarks,
    column_remarks,
    indicator_remarks,
    money_remarks,
    name_remarks,
    party_remarks,
)
from pipeline.normalize.scorecards.row import FormRow
from pipeline.normalize.scorecards.targets import attained, read_target
from pipeline.spec.scorecard import ScorecardSpec, scorecard_spec
from pipeline.text import compact


@dataclass(slots=True)
class Scorecards:
    """The rows of the three tables, and what was found while reading."""

    projects: list[Row] = field(default_factory=list)
    funding: list[Row] = field(default_factory=list)
    indicators: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_scorecards(
    grids: Iterable[Grid],
    texts: Iterable[str],
    org_names: Sequence[str],
    *,
    dumped: bool,
    units: Mapping[int, str] | None = None,
) -> Scorecards:
    """Read all 项目支出绩效自评表. ``texts``: readable text of the document; ``org_names``: the publisher's names.

    ``units``: the unit of money that a line above a grid states, by the ``id`` of the grid. Amounts become 万元.

    ``dumped``: the grids come from a text dump, where a narrow cell may have been exported column by column; characters
    that were read within the ruled box of their cell are in order.
    """
    spec = scorecard_spec()
    grids = list(grids)
    forms = find_forms(grids, spec)
    result = Scorecards(findings=[_unread(header) for header in without_form(grids, forms, spec)])
    cells = [cell for form in forms for row in form.indicators for cell in _short(row.cells)]
    readable = Legibility([*texts, *cells, *spec.usual_words] if dumped else None)
    for number, form in enumerate(forms, 1):
        form.unit_above = (units or {}).get(id(grids[form.name[0].part]))
        _FormReader(number, form, spec, readable, org_names, result).read()
    return result


def _wan(value: Decimal | None, unit: str) -> Decimal | None:
    return None if value is None else in_wan(value, unit)


def _unread(header: FormRow) -> Finding:
    return Finding(
        "figure-unread",
        "warning",
        f"{header.ref} 的绩效指标表不是项目绩效表（或没有认出它的表头），未收入绩效各表，请对照原件",
        f"the performance indicators at {header.ref} are on no form of a project whose head is known; they are not in the data",
        header.ref,
        "performance_indicator",
    )


def _short(cells: Sequence[str]) -> list[str]:
    return [compact(cell) for cell in cells if len(cell) <= 30]


class _FormReader:
    def __init__(
        self,
        number: int,
        form: Form,
        spec: ScorecardSpec,
        readable: Legibility,
        org_names: Sequence[str],
        result: Scorecards,
    ) -> None:
        self.number, self.form, self.spec, self.readable = number, form, spec, readable
        self.org_names, self.result = org_names, result
        self.key = str(number)

    def read(self) -> None:
        """Append the rows of this form to the result."""
        if self.form.declares:
            project, funding, indicators, findings = declared_rows(self.number, self.form, self.spec)
            self.result.projects.append(project)
            self.result.funding.extend(funding)
            self.result.indicators.extend(indicators)
            self.result.findings.extend(findings)
            return
        name = read_name(self.form, self.spec)
        department, unit = (self._party(party) for party in read_parties(self.form, self.spec))
        money = read_money(self.form, self.spec)
        raw = read_indicators(self.form, self.spec)
        expected, actual = (
            self._goal(pieces, label)
            for pieces, label in zip(read_goals(self.form, self.spec), ("预期目标", "实际完成情况"), strict=True)
        )
        weight, score = printed_total(self.form, self.spec)
        kinds = read_kinds(self.form, self.spec)
        self.result.findings.extend(name_remarks(self.number, name, self.form.ref))
        self.result.projects.append(
            {
                "project_no": self.number,
                "form": "self_evaluation",
                "name": name.text,
                "nature": kinds.get("nature"),
                "category": kinds.get("category"),
                "competent_department": department or None,
                "implementing_unit": unit or None,
                "goal_expected": expected,
                "goal_actual": actual,
                "execution_rate": money.rate,
                "execution_weight": money.weight,
                "execution_score": money.score,
                "total_weight": weight,
                "total_score": score,
                "source_ref": self.form.ref,
            }
        )
        self._funding(money)
        self._indicators(raw)
        self.result.findings.extend(column_remarks(self.number, self.form, raw, self.spec))

    def _note(self, finding: Finding) -> None:
        self.result.findings.append(finding)

    def _party(self, party: Joined) -> str:
        self.result.findings.extend(party_remarks(self.number, party, self.form.ref, self.org_names))
        return party.text

    def _goal(self, pieces: list[str], label: str) -> str | None:
        text = "".join(map(compact, pieces))
        if not text:
            return None
        cut = min((at for name in ("二级指标", "三级指标") if (at := text.find(name)) >= 0), default=-1)
        if cut >= 0 and "。" in text[:cut]:
            text = text[: text.rfind("。", 0, cut) + 1]
        if len(pieces) > 1 or cut >= 0 or self.readable.scrambled(text) or self.spec.noise.search(text):
            self._note(
                suspect(
                    f"项目{self.number}的{label}由交错的单元格读出，文字次序可能有误",
                    f"the goal ({label}) of project {self.number} was read from interleaved cells",
                    self.form.ref,
                    "performance_project",
                    self.key,
                )
            )
        return text

    def _funding(self, money: MoneyBlock) -> None:
        unit = unit_of_money(self.form, self.form.unit_above)
        values = {line.fund: {name: _wan(line.amounts[name].value, unit) for name in MONEY} for line in money.lines}
        self.result.findings.extend(infer_blanks(self.number, money.lines, values, self.spec))
        unclear = [
            f"“{line.label}”为{fund_label(line.fund, self.spec)}" for line in money.lines if not line.label_clear
        ]
        if unclear:
            self._note(
                inferred(
                    f"项目{self.number}的资金行标签残缺，按表样识别{'、'.join(unclear)}",
                    f"cut labels of money lines of project {self.number} were recognised from the form",
                    money.lines[0].ref,
                    "performance_funding",
                    self.key,
                )
            )
        self.result.findings.extend(money_remarks(self.number, money))
        for line in money.lines:
            row_key = f"{self.number}/{line.fund}"
            for name in MONEY:
                if line.amounts[name].state is State.UNREADABLE:
                    self._note(
                        suspect(
                            f"项目{self.number}的金额“{line.amounts[name].raw}”无法识别",
                            f"an amount of project {self.number} can't be read",
                            line.ref,
                            "performance_funding",
                            row_key,
                            line.amounts[name].raw,
                        )
                    )
            self.result.funding.append(
                {"project_no": self.number, "fund": line.fund, **values[line.fund], "source_ref": line.ref}
            )

    def _indicators(self, raw: list[RawIndicator]) -> None:
        targets = [read_target(item.target, self.spec) for item in raw]
        rows = [
            IndicatorRow(
                item.level1, item.level2, compact(item.name), target.unit, bool(target.text) and target.value is None
            )
            for item, target in zip(raw, targets, strict=True)
        ]
        lacking = missing_columns(self.form, self.spec)
        if {"level1", "level2"} <= set(lacking) and not any(item.level1 or item.level2 for item in raw):
            none = Category("", "", printed1=True, printed2=True, garbled=False)  # the form has no categories
            categories = [none] * len(rows)
        else:
            categories = restore(rows, self.spec)
        self.result.findings.extend(category_remarks(self.number, raw, categories))
        for number, (item, category) in enumerate(zip(raw, categories, strict=True), 1):
            self._indicator(number, item, category)

    def _indicator(self, number: int, item: RawIndicator, category: Category) -> None:
        row_key = f"{self.number}/{number}"
        target, actual = read_target(item.target, self.spec), read_target(item.actual, self.spec)
        target_unit = target.unit
        if target.unit_damaged:
            target_unit = actual.unit
            self._note(
                inferred(
                    f"项目{self.number}指标{number}的目标“{target.text}”单位残缺，取完成值的单位",
                    "the damaged unit of a target was taken from its result",
                    item.ref,
                    "performance_indicator",
                    row_key,
                    target_unit,
                )
            )
        name, deviation = compact(item.name), compact(item.deviation)
        texts = (name, target.text, actual.text, deviation)
        self.result.findings.extend(indicator_remarks(item, row_key, texts, self.readable))
        self.result.indicators.append(
            {
                "project_no": self.number,
                "indicator_no": number,
                "level1": category.level1 or None,
                "level2": category.level2 or None,
                "level3": name,
                "target_text": target.text or None,
                "target_operator": target.operator,
                "target_value": target.value,
                "target_unit": target_unit,
                "actual_text": actual.text or None,
                "actual_operator": actual.operator,
                "actual_value": actual.value,
                "actual_unit": actual.unit,
                "weight": item.weight,
                "score": item.score,
                "deviation_reason": deviation or None,
                "attained": attained(target, actual) if not target.unit_damaged else None,
                "source_ref": item.ref,
            }
        )
