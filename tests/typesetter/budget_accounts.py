"""The budget that a record implies: its items of expenditure as planned, with income of the same amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.typesetter.disclosure import Record
from tests.typesetter.record import ZERO, EconomicItem, FunctionalItem

FUNDS = ("general", "fund", "capital")


@dataclass(frozen=True)
class BudgetLine:
    """A 项 with its money: from one fund, and the unit's own money, all of which is project expenditure."""

    item: FunctionalItem
    fund: str
    basic: Decimal
    paid_project: Decimal
    institutional: Decimal
    operating: Decimal
    other: Decimal

    @property
    def appropriation(self) -> Decimal:
        return self.basic + self.paid_project

    @property
    def own(self) -> Decimal:
        return self.institutional + self.operating + self.other

    @property
    def project(self) -> Decimal:
        return self.paid_project + self.own

    @property
    def total(self) -> Decimal:
        return self.appropriation + self.own


@dataclass(frozen=True)
class Budget:
    """All lines in one unit; ``factor`` turns 万元 into it."""

    lines: tuple[BudgetLine, ...]
    factor: int

    def of(self, *funds: str) -> tuple[BudgetLine, ...]:
        return tuple(line for line in self.lines if line.fund in funds)

    def sum(self, name: str, *funds: str) -> Decimal:
        return sum((getattr(line, name) for line in self.of(*(funds or FUNDS))), ZERO)

    def by_class(self, code: str, name: str, *funds: str) -> Decimal:
        lines = self.of(*(funds or FUNDS))
        return sum((getattr(line, name) for line in lines if line.item.code.startswith(code)), ZERO)


def budget_of(record: Record, factor: int, funds: Sequence[str] = FUNDS) -> Budget:
    """The budget in 万元 (``factor`` 1) or 元 (10000); in 元 the projects have odd yuan, as real ones have."""
    own = record.accounts.own
    lines = []
    for name, fund in zip(FUNDS, record.accounts.funds, strict=True):
        for i in fund.items if name in funds else ():
            basic, project = (i.basic, i.project) if name == "general" else (ZERO, i.amount)
            odd = Decimal(int(i.code) * 37 % 100) if project and factor > 1 else Decimal(0)
            mine = (own.institutional, own.operating_income, own.other) if i.code == own.code else (ZERO,) * 3
            money = [basic * factor, project * factor + odd, *(m * factor for m in mine)]
            line = BudgetLine(i, name, *money)
            if line.total:
                lines.append(line)
    return Budget(tuple(lines), factor)


def economic_rows(record: Record, factor: int, classes: Sequence[str]) -> list[tuple[str, EconomicItem, Decimal]]:
    """Class, item and amount of the basic expenditure of the general budget, in the order of the codes."""
    found = []
    for code in classes:
        mine = sorted((e for e in record.accounts.economic if e.code.startswith(code)), key=lambda e: e.code)
        found += [(code, e, e.amount * factor) for e in mine if e.amount]
    return found
