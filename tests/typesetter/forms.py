"""The facts of a 项目支出绩效自评表, and the rules by which its figures hang together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.typesetter.record import ZERO, ratio

FUND_LABELS = {
    "total": "年度资金总额",
    "current_year": "其中：当年财政拨款",
    "carried_over": "上年结转资金",
    "other": "其他资金",
}


@dataclass(frozen=True)
class MoneyLine:
    """A money line: ``fund`` is a key of FUND_LABELS."""

    fund: str
    initial: Decimal
    adjusted: Decimal
    executed: Decimal


@dataclass(frozen=True)
class Value:
    """A target or an actual: with operator, number and unit, or (operator empty) in words only."""

    text: str
    operator: str = ""
    number: Decimal | None = None
    unit: str = ""


def measured(operator: str, number: Decimal, unit: str) -> Value:
    """A measurable value, printed as these forms print it: ``>=8次``, ``=100%``."""
    return Value(f"{operator}{number}{unit}", operator, number, unit)


@dataclass(frozen=True)
class Indicator:
    level1: str
    level2: str
    level3: str
    target: Value
    actual: Value
    weight: Decimal
    score: Decimal
    deviation: str = ""


@dataclass(frozen=True)
class Project:
    """One form; ``lines`` are the parts of the money without the total; ``total_known`` False drops the 总分 row."""

    name: str
    department: str
    unit: str
    lines: tuple[MoneyLine, ...]
    goal_expected: str
    goal_actual: str
    indicators: tuple[Indicator, ...]
    total_known: bool = True

    @property
    def total(self) -> MoneyLine:
        return MoneyLine(
            "total",
            sum((line.initial for line in self.lines), ZERO),
            sum((line.adjusted for line in self.lines), ZERO),
            sum((line.executed for line in self.lines), ZERO),
        )

    @property
    def rate(self) -> Decimal:
        return ratio(self.total.executed, self.total.adjusted) if self.total.adjusted else ZERO

    @property
    def execution_score(self) -> Decimal:
        return min(Decimal("10.00"), (self.rate / 10).quantize(Decimal("0.01")))

    @property
    def weight(self) -> Decimal:
        return sum((i.weight for i in self.indicators), Decimal("10.00"))

    @property
    def score(self) -> Decimal:
        return sum((i.score for i in self.indicators), self.execution_score)
