"""The target of an indicator and what was reached: operator, number and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.spec.scorecard import ScorecardSpec
from pipeline.text import compact, fold

_NUMBER = re.compile(r"^[-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_UNIT = re.compile(r"^(?:[^\W\d_]|[%㎡³℃°/()‰·])*$")
_BRACKETED = re.compile(r"^\(([^()]+)\)$")  # =100.00(%)
_DATE = re.compile(r"^(?:19|20)\d\d年(?:度)?(?:\d|底|末|前|内|$)|^\d+月")
_HAS_LETTER = re.compile(r"[%‰℃㎡]|[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Target:
    """A target or result as printed (``text``), split where it is a number; ``unit_damaged``: a unit can't be read."""

    text: str
    operator: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    unit_damaged: bool = False


@lru_cache(maxsize=8192)
def read_target(raw: str, spec: ScorecardSpec) -> Target:
    """Split ``>=8 次``, ``≥100百分比``, ``<=4.32万元``, ``=600 元/人``; anything else is a qualitative text."""
    text = compact(raw)
    folded = fold(text)
    operator = next((printed for printed in spec.operators if folded.startswith(printed)), "")
    number = _NUMBER.match(folded[len(operator) :])
    if not number:
        return Target(text)
    unit = _BRACKETED.sub(r"\1", folded[len(operator) + number.end() :])
    if _DATE.match(folded[len(operator) :]) or len(unit) > 12 or (not operator and not _UNIT.match(unit)):
        return Target(text)
    value = Decimal(number[0].replace(",", ""))
    code = spec.operators.get(operator)
    if unit in spec.percent_units:
        return Target(text, code, value, "%")
    if unit and not (_UNIT.match(unit) and _HAS_LETTER.search(unit)):
        return Target(text, code, value, None, unit_damaged=True)
    return Target(text, code, value, unit or None)


def attained(target: Target, actual: Target) -> bool | None:
    """Whether the result meets the target; None where either is no number, or their units differ."""
    if target.value is None or actual.value is None or target.operator is None or target.unit != actual.unit:
        return None
    if target.operator == ">=":
        return actual.value >= target.value
    if target.operator == "<=":
        return actual.value <= target.value
    if target.operator == ">":
        return actual.value > target.value
    return actual.value < target.value if target.operator == "<" else actual.value == target.value
