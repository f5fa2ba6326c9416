"""A series of documents of one invented unit: last year's final accounts, this year's budget, this year's final accounts.

Every figure that one of them states of another is the figure of that other one: what is compared with last year, what
stood at its end, the initial budget.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.typesetter import phrases
from tests.typesetter.disclosure import Record
from tests.typesetter.random_accounts import as_fund, budget_reason, change_reason, refigured
from tests.typesetter.random_record import permuted, random_record
from tests.typesetter.record import ZERO, Accounts, FunctionalItem, Fund, PublicExpense, Staff, ThreePublic

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Series:
    """The three records; ``budget`` is one whose money is the plan (set it in a layout of a budget)."""

    before: Record
    budget: Record
    after: Record


def random_series(seed: int, *, yuan: bool = False) -> Series:
    """The series that belongs to ``seed``, without state capital, which not every budget's forms have.

    ``yuan``: the budget is set in 元, with odd yuan. Final accounts in 万元 then state rounded figures, whose sums over the
    funds need not be the rounded sums, so that there is the general budget only.
    """
    rng = Random(f"series {seed}")
    after = replace(random_record(seed), scope="", subordinates=())
    accounts = after.accounts
    after = replace(after, accounts=replace(accounts, capital=Fund(), fund=Fund() if yuan else accounts.fund))
    topics = rng.choice(phrases.FIELDS).topics
    before = _before(rng, after, topics)
    plan = _plan(rng, after, topics)
    return Series(before, plan, _after(after, before, plan, topics, yuan))


def _before(rng: Random, after: Record, topics: tuple[str, ...]) -> Record:
    """The year before: the same unit, items and vehicles with other figures."""
    other = permuted(after, rng.randint(0, 10**6))
    accounts = refigured(rng, after.accounts, topics)
    projects = tuple(replace(p, department=after.org_name, unit=after.org_name) for p in other.projects)
    uses = after.other.vehicle_uses
    cost = accounts.operating
    reason = change_reason(rng, cost, other.other.operating_cost_prior, topics)
    return replace(
        other,
        org_name=after.org_name,
        year=after.year - 1,
        accounts=accounts,
        projects=projects,
        other=replace(other.other, vehicle_uses=uses, operating_cost=cost, operating_cost_reason=reason),
        three_public=replace(
            other.three_public,
            kept=after.three_public.kept,
            owned=after.three_public.owned,
            difference=after.three_public.difference,
        ),
    )


def _plan(rng: Random, after: Record, topics: tuple[str, ...]) -> Record:
    """The budget of the year: the same items with planned figures, no money left over."""
    accounts = refigured(rng, after.accounts, topics)
    funds = [replace(f, items=tuple(replace(i, opening=ZERO, closing=ZERO) for i in f.items)) for f in accounts.funds]
    other = permuted(after, rng.randint(0, 10**6)).three_public
    return replace(
        after,
        accounts=replace(accounts, general=funds[0], fund=funds[1], capital=funds[2]),
        three_public=other,
        projects=(),
    )


def _after(after: Record, before: Record, plan: Record, topics: tuple[str, ...], yuan: bool) -> Record:
    """This year's final accounts with what they say of the other two documents."""
    rng = Random(f"after {after.year} {after.accounts.general.spent}")
    accounts = _accounts(rng, after, before, plan, topics, yuan)
    cost, cost_before = accounts.operating, before.other.operating_cost
    other = replace(
        after.other,
        operating_cost=cost,
        operating_cost_prior=cost_before,
        operating_cost_reason=change_reason(rng, cost, cost_before, topics),
    )
    public = _three_public(rng, after.three_public, before.three_public, plan.three_public, topics)
    now, then = after.staff, before.staff
    staff = Staff(
        *(
            (count[0], count[0] - old[0])
            for count, old in zip(
                (now.active, now.veteran, now.retired), (then.active, then.veteran, then.retired), strict=True
            )
        )
    )
    return replace(after, accounts=accounts, other=other, three_public=public, staff=staff)


def _accounts(
    rng: Random, after: Record, before: Record, plan: Record, topics: tuple[str, ...], yuan: bool
) -> Accounts:
    now, then = after.accounts, before.accounts
    funds = [_fund(rng, *three, topics, yuan) for three in zip(now.funds, then.funds, plan.accounts.funds, strict=True)]
    own = now.own
    if own.code:
        own = replace(own, opening=then.own.closing, closing=own.closing + then.own.closing - own.opening)
        if own.closing < 0:  # what came over from last year is spent less of
            own = replace(own, other=own.other - own.closing, closing=ZERO)
    prior = then.appropriation_total
    draft = replace(
        now,
        general=funds[0],
        fund=funds[1],
        capital=funds[2],
        own=own,
        prior_total=then.total,
        prior_appropriation=prior,
    )
    budget = sum((f.budget_initial for f in funds), ZERO)
    return replace(
        draft,
        reason=change_reason(rng, draft.total, draft.prior_total, topics),
        appropriation_reason=change_reason(rng, draft.appropriation_total, prior, topics),
        budget_reason=budget_reason(rng, draft.appropriation_total, budget, topics),
    )


def _fund(rng: Random, now: Fund, then: Fund, plan: Fund, topics: tuple[str, ...], yuan: bool) -> Fund:
    items = []
    for item, old, planned in zip(now.items, then.items, plan.items, strict=True):
        budget = _planned(planned, yuan).quantize(_CENT, ROUND_HALF_UP)
        items.append(
            replace(
                item,
                prior=old.amount,
                opening=old.closing,
                closing=max(item.closing, old.closing - item.amount),
                budget_initial=budget,
                reason=change_reason(rng, item.amount, old.amount, topics),
                budget_reason=budget_reason(rng, item.amount, budget, topics),
            )
        )
    fund = as_fund(rng, tuple(items), topics)
    budget = sum((_planned(item, yuan) for item in plan.items), ZERO).quantize(_CENT, ROUND_HALF_UP)
    return replace(fund, budget_initial=budget, budget_reason=budget_reason(rng, fund.spent, budget, topics))


def _planned(item: FunctionalItem, yuan: bool) -> Decimal:
    """An item's appropriation in a budget, in 万元: one in 元 prints odd yuan of its projects (see ``budget_of``)."""
    odd = Decimal(int(item.code) * 37 % 100) if yuan and item.project else ZERO
    return item.amount + odd / 10000


def _expense(
    rng: Random, now: PublicExpense, then: PublicExpense, plan: PublicExpense, topics: tuple[str, ...]
) -> PublicExpense:
    return replace(
        now,
        prior=then.amount,
        budget_initial=plan.amount,
        reason=change_reason(rng, now.amount, then.amount, topics),
        budget_reason=budget_reason(rng, now.amount, now.budget_adjusted, topics),
    )


def _three_public(
    rng: Random, now: ThreePublic, then: ThreePublic, plan: ThreePublic, topics: tuple[str, ...]
) -> ThreePublic:
    three = replace(
        now,
        overseas=_expense(rng, now.overseas, then.overseas, plan.overseas, topics),
        purchase=_expense(rng, now.purchase, then.purchase, plan.purchase, topics),
        operation=_expense(rng, now.operation, then.operation, plan.operation, topics),
        reception=_expense(rng, now.reception, then.reception, plan.reception, topics),
    )
    whole = three.total
    return replace(
        three,
        reason=change_reason(rng, whole.amount, whole.prior, topics),
        budget_reason=budget_reason(rng, whole.amount, whole.budget_adjusted, topics),
        initial_reason=budget_reason(rng, whole.amount, whole.budget_initial or ZERO, topics),
    )
