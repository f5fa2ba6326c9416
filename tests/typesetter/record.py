"""The facts of one disclosure, as frozen dataclasses. Money is Decimal in 万元 with two decimals.

A record knows nothing of wording or layout: the same record can be set as text, PDF or workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")


def cents(value: int) -> Decimal:
    """Money from hundredths of 万元: exact, two decimals."""
    return Decimal(value).scaleb(-2)


def ratio(part: Decimal, whole: Decimal) -> Decimal:
    """``part / whole`` in percent, rounded half up to two decimals, three below 0.01 %; the whole must not be zero."""
    exact = part / whole * 100
    places = "0.001" if Decimal("0.0005") <= abs(exact) < Decimal("0.01") else "0.01"
    return exact.quantize(Decimal(places), ROUND_HALF_UP)


@dataclass(frozen=True)
class FunctionalItem:
    """A 项 of one fund: expenditure from this year's appropriation of the fund and its balances."""

    code: str
    class_name: str
    subclass_name: str
    item_name: str
    basic: Decimal
    project: Decimal
    prior: Decimal
    reason: str
    opening: Decimal = ZERO
    closing: Decimal = ZERO
    budget_initial: Decimal | None = None
    budget_reason: str = ""
    purpose: str = ""

    @property
    def amount(self) -> Decimal:
        return self.basic + self.project

    @property
    def income(self) -> Decimal:
        return self.amount + self.closing - self.opening


@dataclass(frozen=True)
class EconomicItem:
    """An economic item of basic expenditure; ``amount`` is None where only its name is known."""

    code: str
    name: str
    amount: Decimal | None

    @property
    def personnel(self) -> bool:
        return self.code[:3] in ("301", "303")


@dataclass(frozen=True)
class OwnMoney:
    """Money that is no appropriation; all of it belongs to the functional item ``code``."""

    code: str = ""
    superior_subsidy: Decimal = ZERO
    institutional: Decimal = ZERO
    operating_income: Decimal = ZERO
    affiliated: Decimal = ZERO
    other: Decimal = ZERO
    used_balance: Decimal = ZERO
    opening: Decimal = ZERO
    basic: Decimal = ZERO
    project: Decimal = ZERO
    remitted: Decimal = ZERO
    operating: Decimal = ZERO
    subsidy: Decimal = ZERO
    distributed: Decimal = ZERO
    closing: Decimal = ZERO

    @property
    def income_parts(self) -> tuple[tuple[str, Decimal], ...]:
        """The kinds of income beside the appropriation, in the order of the form 收入决算表."""
        return (
            ("上级补助收入", self.superior_subsidy),
            ("事业收入", self.institutional),
            ("经营收入", self.operating_income),
            ("附属单位上缴收入", self.affiliated),
            ("其他收入", self.other),
        )

    @property
    def expenditure_parts(self) -> tuple[tuple[str, Decimal], ...]:
        """The kinds of expenditure beside 基本支出 and 项目支出, in the order of the form 支出决算表."""
        return (
            ("上缴上级支出", self.remitted),
            ("经营支出", self.operating),
            ("对附属单位补助支出", self.subsidy),
        )

    @property
    def income(self) -> Decimal:
        return sum((amount for _, amount in self.income_parts), ZERO)

    @property
    def spent(self) -> Decimal:
        return self.basic + self.project + self.remitted + self.operating + self.subsidy


@dataclass(frozen=True)
class Fund:
    """The items of one fund, its 年初预算 and what stood as its 总计 last year."""

    items: tuple[FunctionalItem, ...] = ()
    budget_initial: Decimal = ZERO
    prior_total: Decimal = ZERO
    reason: str = ""
    budget_reason: str = ""

    @property
    def spent(self) -> Decimal:
        return sum((i.amount for i in self.items), ZERO)

    @property
    def prior(self) -> Decimal:
        return sum((i.prior for i in self.items), ZERO)

    @property
    def opening(self) -> Decimal:
        return sum((i.opening for i in self.items), ZERO)

    @property
    def closing(self) -> Decimal:
        return sum((i.closing for i in self.items), ZERO)

    @property
    def income(self) -> Decimal:
        return sum((i.income for i in self.items), ZERO)

    @property
    def total(self) -> Decimal:
        return self.spent + self.closing


@dataclass(frozen=True)
class Accounts:
    """Income and expenditure of all money; the basic expenditure of the general budget by economic item."""

    general: Fund
    fund: Fund
    capital: Fund
    own: OwnMoney
    prior_total: Decimal
    prior_appropriation: Decimal
    reason: str
    appropriation_reason: str
    budget_reason: str
    personnel: Decimal
    operating: Decimal
    economic: tuple[EconomicItem, ...]

    @property
    def funds(self) -> tuple[Fund, Fund, Fund]:
        return self.general, self.fund, self.capital

    @property
    def appropriation_income(self) -> Decimal:
        return sum((f.income for f in self.funds), ZERO)

    @property
    def appropriation_spent(self) -> Decimal:
        return sum((f.spent for f in self.funds), ZERO)

    @property
    def appropriation_opening(self) -> Decimal:
        return sum((f.opening for f in self.funds), ZERO)

    @property
    def appropriation_closing(self) -> Decimal:
        return sum((f.closing for f in self.funds), ZERO)

    @property
    def appropriation_total(self) -> Decimal:
        return self.appropriation_spent + self.appropriation_closing

    @property
    def income(self) -> Decimal:
        return self.appropriation_income + self.own.income

    @property
    def spent(self) -> Decimal:
        return self.appropriation_spent + self.own.spent

    @property
    def basic(self) -> Decimal:
        return sum((i.basic for f in self.funds for i in f.items), self.own.basic)

    @property
    def project(self) -> Decimal:
        return sum((i.project for f in self.funds for i in f.items), self.own.project)

    @property
    def opening(self) -> Decimal:
        return self.appropriation_opening + self.own.opening

    @property
    def closing(self) -> Decimal:
        return self.appropriation_closing + self.own.closing

    @property
    def total(self) -> Decimal:
        return self.spent + self.own.distributed + self.closing

    @property
    def general_basic(self) -> Decimal:
        return sum((i.basic for i in self.general.items), ZERO)


@dataclass(frozen=True)
class PublicExpense:
    """One of 因公出国（境）, 公务用车购置, 公务用车运行维护, 公务接待; the initial budget may be unknown."""

    amount: Decimal
    prior: Decimal
    budget_initial: Decimal | None
    budget_adjusted: Decimal
    reason: str
    budget_reason: str
    use: str = ""

    def __add__(self, other: PublicExpense) -> PublicExpense:
        return PublicExpense(
            self.amount + other.amount,
            self.prior + other.prior,
            None
            if self.budget_initial is None or other.budget_initial is None
            else self.budget_initial + other.budget_initial,
            self.budget_adjusted + other.budget_adjusted,
            other.reason,
            other.budget_reason,
            other.use,
        )


@dataclass(frozen=True)
class ThreePublic:
    """财政拨款“三公”经费 and the counts behind it; ``owned`` differs from ``kept`` only with a ``difference`` text.

    ``budget_reason`` explains the difference to the adjusted budget, ``initial_reason`` the one to the initial budget.
    """

    overseas: PublicExpense
    purchase: PublicExpense
    operation: PublicExpense
    reception: PublicExpense
    reason: str
    budget_reason: str
    initial_reason: str
    groups: int
    persons: int
    bought: int
    kept: int
    owned: int
    difference: str
    receptions: int
    guests: int

    @property
    def vehicle(self) -> PublicExpense:
        return self.purchase + self.operation

    @property
    def total(self) -> PublicExpense:
        return self.overseas + self.vehicle + self.reception


@dataclass(frozen=True)
class Staff:
    """Heads by category, each with its change against last year."""

    active: tuple[int, int]
    veteran: tuple[int, int]
    retired: tuple[int, int]

    @property
    def total(self) -> int:
        return self.active[0] + self.veteran[0] + self.retired[0]


@dataclass(frozen=True)
class Other:
    """机关运行经费, 政府采购 and 国有资产."""

    operating_cost: Decimal
    operating_cost_prior: Decimal
    operating_cost_reason: str
    goods: Decimal
    works: Decimal
    services: Decimal
    sme: Decimal
    micro: Decimal
    area: Decimal
    building_value: Decimal
    vehicle_uses: tuple[int, ...]
    vehicle_value: Decimal
    vehicle_note: str
    equipment: int

    @property
    def procurement(self) -> Decimal:
        return self.goods + self.works + self.services
