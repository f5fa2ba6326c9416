"""From a 绩效目标表 to the rows of ``performance_project``, ``performance_funding`` and ``performance_indicator``."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Row, State
from pipeline.normalize.notes import inferred, missing, suspect
from pipeline.normalize.scorecards.declared import Declared, read_declared
from pipeline.normalize.scorecards.forms import Form
from pipeline.normalize.scorecards.indicators import missing_columns
from pipeline.normalize.scorecards.raw import RawIndicator
from pipeline.normalize.scorecards.targets import read_target
from pipeline.spec.scorecard import ScorecardSpec
from pipeline.text import compact

#: What only a self-evaluation states.
_NO_RESULT = ("actual_text", "actual_operator", "actual_value", "actual_unit", "score", "deviation_reason", "attained")
_NO_EVALUATION = ("goal_actual", "execution_rate", "execution_weight", "execution_score", "total_weight", "total_score")
_NO_EXECUTION = ("budget_adjusted", "executed")


def declared_rows(number: int, form: Form, spec: ScorecardSpec) -> tuple[Row, list[Row], list[Row], list[Finding]]:
    """The project, its money lines (in 万元), its indicators and the findings of a form that declares targets."""
    declared = read_declared(form, spec)
    declared.unit = declared.unit or form.unit_above
    fields, whole = declared.fields, declared.whole
    project: Row = {
        "project_no": number,
        "form": "target",
        "name": fields.get("project", ""),
        "nature": fields.get("nature") or None,
        "category": fields.get("category") or None,
        "competent_department": fields.get("department") or None,
        "implementing_unit": fields.get("unit") or None,
        "planned_start": declared.day("planned_start"),
        "planned_end": declared.day("planned_end"),
        "amount_total": declared.wan(whole.get("total")),
        "amount_fiscal": declared.wan(whole.get("fiscal")),
        "amount_other": declared.wan(whole.get("other")),
        "goal_overall": declared.goal_overall,
        "goal_expected": declared.goal_year,
        **dict.fromkeys(_NO_EVALUATION),
        "source_ref": form.ref,
    }
    funding: list[Row] = [
        {
            "project_no": number,
            "fund": line.fund,
            "budget_initial": declared.wan(line.amount),
            **dict.fromkeys(_NO_EXECUTION),
            "source_ref": line.ref,
        }
        for line in declared.funds
    ]
    indicators = [_indicator(number, position, item, spec) for position, item in enumerate(declared.indicators, 1)]
    return project, funding, indicators, list(_findings(number, form, declared, spec))


def _indicator(number: int, position: int, item: RawIndicator, spec: ScorecardSpec) -> Row:
    target = read_target(item.target, spec)
    return {
        "project_no": number,
        "indicator_no": position,
        "level1": item.level1 or None,
        "level2": item.level2 or None,
        "level3": compact(item.name),
        "target_text": target.text or None,
        "target_operator": target.operator,
        "target_value": target.value,
        "target_unit": target.unit,
        "weight": item.weight,
        **dict.fromkeys(_NO_RESULT),
        "source_ref": item.ref,
    }


def _findings(number: int, form: Form, declared: Declared, spec: ScorecardSpec) -> Iterator[Finding]:
    key = str(number)
    if not declared.fields.get("project"):
        yield missing(f"项目{number}的名称", f"the name of project {number}", form.ref, "performance_project", key)
    if not declared.indicators:
        yield missing(
            f"项目{number}的指标", f"the indicators of project {number}", form.ref, "performance_project", key
        )
    elif "target" in missing_columns(form, spec):
        yield missing(
            f"项目{number}的绩效指标表中“指标值”一列",
            f"the column target of the indicators of project {number}",
            form.ref,
            "performance_indicator",
            key,
        )
    for name, label in (("planned_start", "计划开始日期"), ("planned_end", "计划完成日期")):
        printed = declared.fields.get(name)
        if printed and declared.day(name) is None:
            yield suspect(
                f"项目{number}的{label}“{printed}”不是日期",
                f"the {name} of project {number}, “{printed}”, is no date",
                form.ref,
                "performance_project",
                key,
                printed,
            )
    amounts = [*declared.whole.values(), *(line.amount for line in declared.funds)]
    for amount in amounts:
        if amount.state is State.UNREADABLE:
            yield suspect(
                f"项目{number}的金额“{amount.raw}”无法识别",
                f"an amount of project {number} can't be read",
                form.ref,
                "performance_funding",
                key,
                amount.raw,
            )
    if declared.unit is None and any(amount.value for amount in amounts):
        yield inferred(
            f"项目{number}的资金没有印出单位，按“万元”读",
            f"the money of project {number} has no unit and was read in 万元",
            form.ref,
            "performance_funding",
            key,
        )
