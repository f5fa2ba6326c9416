"""What must add up in a record: the identities of the accounts, applied to the facts before anything is set in type."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tests.typesetter.disclosure import Record
from tests.typesetter.record import ZERO, Accounts


def broken_identities(record: Record, tolerance: Decimal = ZERO) -> list[str]:
    """The names of the identities that do not hold, each with its two sides; empty for a consistent record."""
    pairs = [*_accounts(record.accounts), *_public(record), *_forms(record)]
    return [
        f"{name}: {left} ≠ {right}" for name, left, right in pairs if abs(Decimal(left) - Decimal(right)) > tolerance
    ]


Pair = tuple[str, Decimal | int, Decimal | int]


def _accounts(a: Accounts) -> Iterator[Pair]:
    own = a.own
    yield "收入总计 = 支出总计", a.income + own.used_balance + a.opening, a.total
    yield (
        "支出合计 = 基本 + 项目 + 上缴 + 经营 + 补助",
        a.spent,
        a.basic + a.project + own.remitted + own.operating + own.subsidy,
    )
    yield "非财政拨款收支", own.income + own.used_balance + own.opening, own.spent + own.distributed + own.closing
    for name, fund in zip(("一般公共", "基金", "国资"), a.funds, strict=True):
        yield f"{name} 年初 + 收入 = 支出 + 年末", fund.opening + fund.income, fund.total
        for item in fund.items:
            yield f"{item.code} 收入不为负", min(item.income, ZERO), ZERO
            yield (
                f"{item.code} 金额不为负",
                min(item.basic, item.project, item.opening, item.closing, item.prior, ZERO),
                ZERO,
            )
    yield "基本支出 = 人员 + 公用", a.general_basic, a.personnel + a.operating
    if all(e.amount is not None for e in a.economic):
        yield "人员经费 = 301 + 303", a.personnel, sum((e.amount or ZERO for e in a.economic if e.personnel), ZERO)
        yield "公用经费 = 302 + 310", a.operating, sum((e.amount or ZERO for e in a.economic if not e.personnel), ZERO)
    yield "非财政拨款不为负", min(own.closing, own.spent, own.income, ZERO), ZERO
    if all(i.budget_initial is not None for i in a.general.items):
        yield (
            "年初预算 = 各项之和",
            a.general.budget_initial,
            sum((i.budget_initial or ZERO for i in a.general.items), ZERO),
        )


def _public(record: Record) -> Iterator[Pair]:
    three, other = record.three_public, record.other
    for name, (now, change) in (
        ("在职", record.staff.active),
        ("离休", record.staff.veteran),
        ("退休", record.staff.retired),
    ):
        yield f"{name}人员上年不为负", min(now - change, 0), 0
    yield "有房屋价值必有面积", int(bool(other.building_value) and not other.area), 0
    yield "车辆 = 各用途之和", three.owned, sum(other.vehicle_uses)
    yield "保有量差异有说明", int(three.kept != three.owned), int(bool(three.difference))
    yield "中小企业不超过采购总额", max(other.sme - other.procurement, ZERO), ZERO
    yield "小微企业不超过中小企业", max(other.micro - other.sme, ZERO), ZERO


def _forms(record: Record) -> Iterator[Pair]:
    for number, project in enumerate(record.projects, 1):
        yield f"表{number} 权重合计", project.weight, Decimal(100)
        for indicator in project.indicators:
            yield f"表{number} {indicator.level3} 得分不超过分值", max(indicator.score - indicator.weight, ZERO), ZERO
            missed = indicator.score < indicator.weight
            yield f"表{number} {indicator.level3} 扣分有原因", int(missed and not indicator.deviation), 0
