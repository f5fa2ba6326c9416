"""Any number of different, consistent disclosures of invented units, each from a seed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.typesetter import codes, phrases
from tests.typesetter.disclosure import Performance, Record
from tests.typesetter.forms import Project
from tests.typesetter.phrases import Field
from tests.typesetter.random_accounts import budget_reason, change_reason, near, random_accounts, refigured, some_money
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
    """The same shape with other consistent figures: same items, offices and forms, the forms in another order, another unit."""
    rng = Random(f"permuted {seed}")
    name = record.org_name
    while name == record.org_name:
        field = rng.choice(phrases.FIELDS)
        name = f"{rng.choice(phrases.PLACES)}示例{field.bureau if record.administrative else field.center}"
    projects = [_other_money(rng, replace(p, department=name, unit=name)) for p in record.projects]
    rng.shuffle(projects)
    accounts = refigured(rng, record.accounts, field.topics)
    other = _other(rng, accounts, field.topics)
    return replace(
        record,
        org_name=name,
        staff=_staff(rng),
        accounts=accounts,
        other=other,
        projects=tuple(projects),
        edition="",
        three_public=_three_public(rng, sum(other.vehicle_uses), field.topics),
        performance=_performance(rng, bool(record.performance.secret_projects)),
    )


def _other_money(rng: Random, project: Project) -> Project:
    """The form with other money; lines of zero stay zero, all money is spent or part of it."""
    lines = []
    for line in project.lines:
        adjusted = some_money(rng, 100) if line.adjusted else ZERO
        executed = (
            adjusted if line.executed == line.adjusted else (adjusted * Decimal("0.75")).quantize(Decimal("0.01"))
        )
        lines.append(
            replace(line, initial=some_money(rng, 100) if line.initial else ZERO, adjusted=adjusted, executed=executed)
        )
    return replace(project, lines=tuple(lines))


def _staff(rng: Random) -> Staff:
    def heads(most: int) -> tuple[int, int]:
        now = rng.choice((0, rng.randint(1, most)))
        return now, rng.choice((0, rng.randint(-12, min(12, now))))

    active = rng.randint(3, 260)
    return Staff((active, rng.choice((0, rng.randint(-15, min(15, active))))), heads(6), heads(300))


def _expense(rng: Random, present: bool, topics: tuple[str, ...], use: str) -> PublicExpense:
    amount = some_money(rng, 10) if present else ZERO
    prior = near(rng, amount) if present or rng.random() < 0.15 else ZERO
    adjusted = amount if rng.random() < 0.7 else (amount + cents(rng.randint(1, 400)) if present else ZERO)
    initial = adjusted if rng.random() < 0.5 else near(rng, adjusted) if present else ZERO
    return PublicExpense(
        amount,
        prior,
        initial,
        adjusted,
        change_reason(rng, amount, prior, topics),
        budget_reason(rng, amount, adjusted, topics),
        use if present else "",
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
        overseas,
        purchase,
        operation,
        reception,
        change_reason(rng, whole.amount, whole.prior, topics),
        budget_reason(rng, whole.amount, whole.budget_adjusted, topics),
        budget_reason(rng, whole.amount, whole.budget_initial or ZERO, topics),
        groups,
        groups * rng.randint(1, 4),
        rng.randint(1, 2) if purchase.amount else 0,
        owned - idle,
        owned,
        f"差异车辆为{idle}辆待报废车辆，已停用" if idle else "",
        receptions,
        receptions * rng.randint(2, 12),
    )


def _other(rng: Random, accounts: Accounts, topics: tuple[str, ...]) -> Other:
    goods, works, services = (some_money(rng, 1000) if rng.random() < 0.7 else ZERO for _ in range(3))
    whole = goods + works + services
    sme = (whole * rng.randint(0, 100) / 100).quantize(Decimal("0.01"))
    micro = (sme * rng.randint(0, 100) / 100).quantize(Decimal("0.01"))
    uses = tuple(rng.choice((0, 0, 0, rng.randint(1, 6))) for _ in codes.VEHICLE_USES)
    area = some_money(rng, 10000) if rng.random() < 0.7 else ZERO
    cost = accounts.operating
    before = near(rng, cost)
    return Other(
        cost,
        before,
        change_reason(rng, cost, before, topics),
        goods,
        works,
        services,
        sme,
        micro,
        area,
        some_money(rng, 1000) if area else ZERO,
        uses,
        some_money(rng, 100) if sum(uses) else ZERO,
        "一般公务用车和单位业务用车" if uses[-1] else "",
        rng.choice((0, 0, 2, 14)),
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
        some(phrases.ACHIEVEMENTS),
        some(phrases.PROBLEMS),
        some(phrases.MEASURES),
        rng.randint(1, 6) if secret else 0,
        adjusted,
        executed,
    )


def _record(rng: Random, field: Field, administrative: bool, name: str) -> Record:
    year = rng.choice((2023, 2024, 2024))
    staff = _staff(rng)
    accounts = random_accounts(rng, field, administrative, bool(staff.retired[0] or staff.veteran[0]))
    other = _other(rng, accounts, field.topics)
    kind = rng.choice(("部门", "部门", "单位"))
    scope = "本级" if administrative and rng.random() < 0.35 else ""
    offices = tuple(rng.sample(phrases.OFFICES, rng.choice((0, 1, 3, 6, 9, 12, 16, 20))))
    under = (rng.random() < 0.3 and not scope) or (not offices and rng.random() < 0.7)
    place = name.split("示例")[0]
    subordinates = (
        tuple(f"{place}示例{f.center}" for f in rng.sample(phrases.FIELDS, rng.randint(1, 5))) if under else ()
    )
    return Record(
        name,
        scope,
        kind,
        administrative,
        year,
        _duties(rng, field.topics),
        offices,
        subordinates,
        staff,
        accounts,
        _three_public(rng, sum(other.vehicle_uses), field.topics),
        other,
        _performance(rng, rng.random() < 0.3),
        random_projects(rng, rng.choice((0, 1, 2, 3, 5, 9, 18)), year, name, field.topics),
        tuple(phrases.GLOSSARY[: rng.choice((9, 12, len(phrases.GLOSSARY)))]),
    )
