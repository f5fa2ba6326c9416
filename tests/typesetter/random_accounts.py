"""Invented accounts that add up to the cent: functional items, balances, own money, basic expenditure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.typesetter import codes, phrases
from tests.typesetter.phrases import Field
from tests.typesetter.record import ZERO, Accounts, EconomicItem, FunctionalItem, Fund, OwnMoney, cents

PERSONNEL_BASIC = frozenset(codes.PERSONNEL_ITEMS)


def pick(rng: Random, pool: tuple[str, ...], topics: tuple[str, ...]) -> str:
    """A phrase of the pool about one of the topics."""
    return rng.choice(pool).format(t=rng.choice(topics))


def change_reason(rng: Random, amount: Decimal, before: Decimal, topics: tuple[str, ...]) -> str:
    """A reason that fits the direction of the change."""
    if amount == before:
        return rng.choice(phrases.NO_MONEY if not amount else phrases.SAME_REASONS)
    return pick(rng, phrases.UP_REASONS if amount > before else phrases.DOWN_REASONS, topics)


def budget_reason(rng: Random, amount: Decimal, budget: Decimal, topics: tuple[str, ...]) -> str:
    """A reason that fits the difference between the final amount and the budget."""
    if amount == budget:
        return rng.choice(phrases.NO_MONEY if not amount else phrases.ON_BUDGET)
    return pick(rng, phrases.OVER_BUDGET if amount > budget else phrases.UNDER_BUDGET, topics)


def some_money(rng: Random, scale: int) -> Decimal:
    """Between a few yuan and ``scale`` 万元, small amounts as likely as large ones."""
    return cents(int(10 ** rng.uniform(0.5, 2 + len(str(scale)) - 1) * rng.uniform(0.5, 1.5)) + 1)


def near(rng: Random, amount: Decimal) -> Decimal:
    """A figure of last year or of the budget: equal, near, very different or zero."""
    kind = rng.random()
    if kind < 0.15:
        return amount
    if kind < 0.27:
        return ZERO
    if not amount:
        return some_money(rng, 100)
    factor = rng.uniform(0.8, 1.2) if kind < 0.75 else rng.choice((rng.uniform(0.05, 0.6), rng.uniform(1.5, 12)))
    return (amount * Decimal(str(round(factor, 4)))).quantize(Decimal("0.01"))


def _item(rng: Random, code: str, scale: int, field: Field) -> FunctionalItem:
    amount = ZERO if rng.random() < 0.08 else some_money(rng, scale)
    share = rng.random()
    if code in PERSONNEL_BASIC or share < 0.1:
        basic = amount
    elif codes.path_of(code)[2] in ("行政运行", "事业运行"):
        basic = amount if share < 0.8 else (amount * Decimal("0.75")).quantize(Decimal("0.01"))
    else:
        basic = ZERO if share < 0.85 else (amount * Decimal("0.3")).quantize(Decimal("0.01"))
    prior = near(rng, amount)
    initial = near(rng, amount)
    return FunctionalItem(
        code,
        *codes.path_of(code),
        basic,
        amount - basic,
        prior,
        change_reason(rng, amount, prior, field.topics),
        budget_initial=initial,
        budget_reason=budget_reason(rng, amount, initial, field.topics),
        purpose=rng.choice((f"{rng.choice(field.topics)}方面的开支", "人员经费和日常公用开支", "按规定缴纳的各项费用")),
    )


def general_items(rng: Random, field: Field, administrative: bool, retired: bool) -> tuple[FunctionalItem, ...]:
    """Between 1 and 25 items of the general budget, ordered by code, no two with the same name and amount."""
    count = rng.choice((1, 2, 3, 5, 8, 11, 14, 18, 25))
    staff = [c for c in codes.PERSONNEL_ITEMS if retired or c not in ("2080501", "2080801")]
    spare = [c for c in codes.ITEMS if c not in staff and codes.ITEMS[c] != "行政运行"]
    wanted = [field.main, *field.others, *staff, *rng.sample(spare, 12)]
    if not administrative:
        wanted = [c.replace("2101101", "2101102").replace("2080501", "2080502") for c in wanted]
    chosen = sorted(dict.fromkeys([wanted[0], *rng.sample(wanted[1:], min(count, len(wanted)) - 1)]))
    items: list[FunctionalItem] = []
    for code in chosen:
        item = _item(rng, code, rng.choice((10, 100, 1000, 10000)), field)
        while any((i.item_name, i.amount) == (item.item_name, item.amount) for i in items):
            item = _item(rng, code, 100, field)
        items.append(item)
    if not any(i.amount for i in items):
        items[0] = replace(
            items[0], basic=cents(12345), reason=change_reason(rng, cents(12345), items[0].prior, field.topics)
        )
    return tuple(items)


def _fund(rng: Random, pool: dict[str, str], field: Field) -> tuple[FunctionalItem, ...]:
    chosen = sorted(rng.sample(sorted(pool), rng.randint(1, min(2, len(pool)))))
    items = [_item(rng, code, rng.choice((100, 10000)), field) for code in chosen]
    return tuple(replace(i, basic=ZERO, project=i.amount) for i in items)


def with_balances(rng: Random, items: tuple[FunctionalItem, ...]) -> tuple[FunctionalItem, ...]:
    """Give one item an opening and a closing balance that leave its income at or above zero."""
    place = max(range(len(items)), key=lambda n: items[n].amount)
    item = items[place]
    opening = (item.amount * Decimal(rng.randint(0, 90)) / 100).quantize(Decimal("0.01"))
    closing = some_money(rng, 100) if rng.random() < 0.7 else ZERO
    return (*items[:place], replace(item, opening=opening, closing=closing), *items[place + 1 :])


def as_fund(rng: Random, items: tuple[FunctionalItem, ...], topics: tuple[str, ...]) -> Fund:
    """A fund of the items with totals that follow from them: last year's 总计 is its spending plus today's opening."""
    bare = Fund(items)
    budget = sum((i.budget_initial or ZERO for i in items), ZERO)
    before = bare.prior + bare.opening
    return Fund(
        items,
        budget,
        before,
        change_reason(rng, bare.total, before, topics),
        budget_reason(rng, bare.spent, budget, topics),
    )


def _own(rng: Random, code: str) -> OwnMoney:
    """Money beside the appropriation; what is left over stays as the closing balance."""
    superior, institutional, earned, affiliated, other = (
        some_money(rng, 100) if rng.random() < 0.5 else ZERO for _ in range(5)
    )
    opening, used = (some_money(rng, 100) if rng.random() < 0.4 else ZERO for _ in range(2))
    own = OwnMoney(code, superior, institutional, earned, affiliated, other, used, opening)
    free = own.income + used + opening
    basic, project, remitted, operating, subsidy, distributed = (
        (free * share * rng.choice((0, 1, 1)) / 100).quantize(Decimal("0.01")) for share in (20, 30, 5, 15, 5, 5)
    )
    own = replace(
        own,
        basic=basic,
        project=project,
        remitted=remitted,
        operating=operating,
        subsidy=subsidy,
        distributed=distributed,
    )
    return replace(own, closing=free - own.spent - distributed)


def basic_by_item(rng: Random, amount: Decimal, retired: bool) -> tuple[EconomicItem, ...]:
    """Divide the basic expenditure among economic items, to the cent; the first takes what is left."""
    person = [c for c in codes.ECONOMIC_ITEMS if c[:3] in ("301", "303") and (retired or c not in ("30301", "30302"))]
    office = [c for c in codes.ECONOMIC_ITEMS if c[:3] in ("302", "310")]
    chosen = sorted([*rng.sample(person, rng.randint(4, len(person))), *rng.sample(office, rng.randint(3, 20))])
    return divided(rng, amount, chosen)


def divided(rng: Random, amount: Decimal, chosen: list[str]) -> tuple[EconomicItem, ...]:
    """The amount over the chosen economic codes, to the cent; the first takes what is left, all others of the form are zero."""
    chosen = (chosen[:1] if amount < 5 else chosen) or ["30101"]
    weights = [rng.randint(1, 60 if c[:3] == "301" else 15) for c in chosen]
    shares = {
        code: (amount * w / sum(weights)).quantize(Decimal("0.01"), "ROUND_DOWN")
        for code, w in zip(chosen, weights, strict=True)
    }
    shares[chosen[0]] += amount - sum(shares.values(), ZERO)
    every = [c for c in codes.ECONOMIC_ITEMS if c[:3] != "310" or c in shares]
    return tuple(EconomicItem(c, codes.ECONOMIC_ITEMS[c], shares.get(c, ZERO)) for c in every)


def random_accounts(rng: Random, field: Field, administrative: bool, retired: bool) -> Accounts:
    """Accounts of one unit in one year; every identity between their figures holds exactly."""
    items = general_items(rng, field, administrative, retired)
    carried = rng.random() < 0.35
    general = as_fund(rng, with_balances(rng, items) if carried else items, field.topics)
    fund_items = _fund(rng, codes.FUND_ITEMS, field) if rng.random() < 0.45 else ()
    if fund_items and carried:
        fund_items = with_balances(rng, fund_items)
    fund = as_fund(rng, fund_items, field.topics)
    capital = as_fund(rng, _fund(rng, codes.CAPITAL_ITEMS, field) if rng.random() < 0.15 else (), field.topics)
    own = _own(rng, field.main) if rng.random() < (0.2 if administrative else 0.6) else OwnMoney()
    basic = sum((i.basic for i in general.items), ZERO)
    return _assembled(rng, (general, fund, capital), own, basic_by_item(rng, basic, retired), field.topics)


def _assembled(
    rng: Random,
    funds: tuple[Fund, Fund, Fund],
    own: OwnMoney,
    economic: tuple[EconomicItem, ...],
    topics: tuple[str, ...],
) -> Accounts:
    """The accounts that follow from their parts, with reasons that fit the directions."""
    before = sum((f.prior_total for f in funds), ZERO)
    budget = sum((f.budget_initial for f in funds), ZERO)
    own_before = near(rng, own.spent) if own.code else ZERO
    draft = Accounts(
        *funds,
        own,
        before + own_before + own.opening,
        before,
        "",
        "",
        "",
        sum((e.amount or ZERO for e in economic if e.personnel), ZERO),
        sum((e.amount or ZERO for e in economic if not e.personnel), ZERO),
        economic,
    )
    return replace(
        draft,
        reason=change_reason(rng, draft.total, draft.prior_total, topics),
        appropriation_reason=change_reason(rng, draft.appropriation_total, before, topics),
        budget_reason=budget_reason(rng, draft.appropriation_total, budget, topics),
    )


def refigured(rng: Random, accounts: Accounts, topics: tuple[str, ...]) -> Accounts:
    """Accounts of the same shape (items, what is zero, balances, kinds of money) with other figures that add up."""
    funds = [as_fund(rng, _new_figures(rng, fund.items, topics), topics) for fund in accounts.funds]
    own = _own(rng, accounts.own.code) if accounts.own.code else OwnMoney()
    basic = sum((i.basic for i in funds[0].items), ZERO)
    chosen = [e.code for e in accounts.economic if e.amount != 0]
    return _assembled(rng, (funds[0], funds[1], funds[2]), own, divided(rng, basic, chosen), topics)


def _new_figures(rng: Random, items: tuple[FunctionalItem, ...], topics: tuple[str, ...]) -> tuple[FunctionalItem, ...]:
    done: list[FunctionalItem] = []
    for item in items:
        amount = some_money(rng, 1000) if item.amount else ZERO
        while amount and any((i.item_name, i.amount) == (item.item_name, amount) for i in done):
            amount = some_money(rng, 1000)
        share = item.basic / item.amount if item.amount else ZERO
        basic = (amount * share).quantize(Decimal("0.01"))
        prior, initial = near(rng, amount), near(rng, amount)
        done.append(
            replace(
                item,
                basic=basic,
                project=amount - basic,
                prior=prior,
                budget_initial=initial,
                opening=ZERO,
                closing=ZERO,
                reason=change_reason(rng, amount, prior, topics),
                budget_reason=budget_reason(rng, amount, initial, topics),
                purpose=item.purpose or f"{rng.choice(topics)}方面的开支",
            )
        )
    return with_balances(rng, tuple(done)) if any(i.opening or i.closing for i in items) else tuple(done)
