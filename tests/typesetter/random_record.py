"""Any number of different, consistent disclosures of invented units, each from a seed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.typesetter import codes, phrases
from tests.typesetter.disclosure import Performance, Record
from tests.typesetter.phrases import Field
from tests.typesetter.random_accounts import budget_reason, change_reason, near, random_accounts, some_money
from tests.typesetter.random_forms import random_projects
from tests.typesetter.record import ZERO, Accounts, Other, PublicExpense, Staff, ThreePublic, cents


def random_record(seed: int) -> Record:
    """The record that belongs to ``seed``: the same seed gives the same record on every machine."""
    rng = Random(f"record {seed}")
    field = rng.choice(phrases.FIELDS)
    administrative = rng.random() < 0.7
    place = rng.choice(phrases.PLACES)
    name = f"{place}示例{field.bureau if administrative else field.center}"
    return _record(rng, field, administrative, name)


def permuted(record: Record, seed: int) -> Record:
    """A record of the same shape with other consistent figures, its forms in another order, and another unit's name."""
    rng = Random(f"permuted {seed}")
    fresh = random_record(seed + 7_000_003)
    while fresh.org_name == record.org_name or len(fresh.projects) < len(record.projects):
        seed += 1
        fresh = random_record(seed + 7_000_003)
    projects = [replace(p, department=fresh.org_name, unit=fresh.org_name) for p in record.projects]
    rng.shuffle(projects)
    return replace(
        fresh, scope=record.scope, kind=record.kind, year=record.year, offices=record.offices, duties=record.duties,
        subordinates=record.subordinates, projects=tuple(projects), glossary=record.glossary,
    )


def _staff(rng: Random) -> Staff:
    def heads(most: int) -> tuple[int, int]:
        now = rng.choice((0, rng.randint(1, most)))
        return now, rng.choice((0, rng.randint(-12, 12)))

    active = rng.randint(3, 260)
    return Staff((active, rng.choice((0, rng.randint(-2, 15)))), heads(6), heads(300))


def _expense(rng: Random, present: bool, topics: tuple[str, ...], use: str) -> PublicExpense:
    amount = some_money(rng, 10) if present else ZERO
    prior = near(rng, amount) if present or rng.random() < 0.15 else ZERO
    adjusted = amount if rng.random() < 0.7 else (amount + cents(rng.randint(1, 400)) if present else ZERO)
    initial = adjusted if rng.random() < 0.5 else near(rng, adjusted) if present else ZERO
    return PublicExpense(
        amount, prior, initial, adjusted, change_reason(rng, amount, prior, topics),
        budget_reason(rng, amount, adjusted, topics), use if present else "",
    )


def _three_public(rng: Random, owned: int, topics: tuple[str, ...]) -> ThreePublic:
    """The three public expenses; the kept vehicles differ from the owned ones now and then, with a word why."""
    abroad, bought, run, guests = (rng.random() < p for p in (0.3, 0.2, 0.75, 0.5))
    run = run and owned > 0
    overseas = _expense(rng, abroad, topics, rng.choice(phrases.OVERSEAS_USES))
    purchase = _expense(rng, bought and owned > 0, topics, "")
    operation = _expense(rng, run, topics, rng.choice(phrases.VEHICLE_USES))
    reception = _expense(rng, guests, topics, rng.choice(phrases.RECEPTION_USES))
    whole = overseas + purchase + operation + reception
    idle = 1 if owned > 1 and rng.random() < 0.4 else 0
    receptions = rng.randint(1, 30) if guests else 0
    groups = rng.randint(1, 3) if abroad else 0
    return ThreePublic(
        overseas, purchase, operation, reception, change_reason(rng, whole.amount, whole.prior, topics),
        budget_reason(rng, whole.amount, whole.budget_adjusted, topics),
        budget_reason(rng, whole.amount, whole.budget_initial or ZERO, topics),
        groups, groups * rng.randint(1, 4), rng.randint(1, 2) if purchase.amount else 0, owned - idle, owned,
        f"差异车辆为{idle}辆待报废车辆，已停用" if idle else "", receptions, receptions * rng.randint(2, 12),
    )


def _other(rng: Random, accounts: Accounts, topics: tuple[str, ...]) -> Other:
    goods, works, services = (some_money(rng, 1000) if rng.random() < 0.7 else ZERO for _ in range(3))
    whole = goods + works + services
    sme = (whole * rng.randint(0, 100) / 100).quantize(Decimal("0.01"))
    micro = (sme * rng.randint(0, 100) / 100).quantize(Decimal("0.01"))
    uses = tuple(rng.choice((0, 0, 0, rng.randint(1, 6))) for _ in codes.VEHICLE_USES)
    cost = accounts.operating
    before = near(rng, cost)
    return Other(
        cost, before, change_reason(rng, cost, before, topics), goods, works, services, sme, micro,
        some_money(rng, 10000) if rng.random() < 0.7 else ZERO, some_money(rng, 1000), uses,
        some_money(rng, 100) if sum(uses) else ZERO, "一般公务用车和单位业务用车" if uses[-1] else "", rng.choice((0, 0, 2, 14)),
    )


def _duties(rng: Random, topics: tuple[str, ...]) -> tuple[str, ...]:
    chosen = rng.sample(phrases.DUTIES, rng.randint(2, len(phrases.DUTIES)))
    return (*(text.format(t=topics[n % len(topics)]) for n, text in enumerate(chosen)), phrases.LAST_DUTY)


def _performance(rng: Random, secret: bool) -> Performance:
    def some(pool: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(rng.sample(pool, rng.randint(1, 3)))

    adjusted = some_money(rng, 1000) if secret else ZERO
    executed = adjusted if rng.random() < 0.8 else (adjusted * Decimal("0.9")).quantize(Decimal("0.01"))
    return Performance(
        some(phrases.ACHIEVEMENTS), some(phrases.PROBLEMS), some(phrases.MEASURES), rng.randint(1, 6) if secret else 0, adjusted, executed,
    )


def _record(rng: Random, field: Field, administrative: bool, name: str) -> Record:
    year = rng.choice((2021, 2022, 2023, 2024, 2024))
    staff = _staff(rng)
    accounts = random_accounts(rng, field, administrative, bool(staff.retired[0] or staff.veteran[0]))
    other = _other(rng, accounts, field.topics)
    kind = rng.choice(("部门", "部门", "单位"))
    scope = "本级" if administrative and rng.random() < 0.35 else ""
    offices = tuple(rng.sample(phrases.OFFICES, rng.choice((0, 1, 3, 6, 9, 12, 16, 20))))
    under = (rng.random() < 0.3 and not scope) or (not offices and rng.random() < 0.7)
    place = name.split("示例")[0]
    subordinates = tuple(f"{place}示例{f.center}" for f in rng.sample(phrases.FIELDS, rng.randint(1, 5))) if under else ()
    return Record(
        name, scope, kind, administrative, year, _duties(rng, field.topics), offices, subordinates, staff, accounts,
        _three_public(rng, sum(other.vehicle_uses), field.topics), other, _performance(rng, rng.random() < 0.3),
        random_projects(rng, rng.choice((0, 1, 2, 3, 5, 9, 18)), year, name, field.topics),
        tuple(phrases.GLOSSARY[: rng.choice((9, 12, len(phrases.GLOSSARY)))]),
    )
