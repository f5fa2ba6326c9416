"""A blank amount of a form that follows from the others: 年度资金总额 is the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.model import Finding, State
from pipeline.normalize.notes import inferred
from pipeline.normalize.scorecards.money import FundLine
from pipeline.spec.scorecard import ScorecardSpec

#: The columns of money of a form.
MONEY = ("budget_initial", "budget_adjusted", "executed")


def fund_label(fund: str, spec: ScorecardSpec) -> str:
    """How the form names a fund."""
    return next(labels[0] for name, labels in spec.funds if name == fund)


def infer_blanks(
    number: int, lines: Sequence[FundLine], values: dict[str, dict[str, Decimal | None]], spec: ScorecardSpec
) -> Iterator[Finding]:
    """Fill one blank among total and parts of project ``number``; ``values`` (by fund and column, in 万元) are changed.

    One finding (rule ``value-inferred``) for each.
    """
    if "total" not in values or len(values) < 2:
        return
    for name in MONEY:
        blank = [line for line in lines if line.amounts[name].state is State.BLANK]
        if len(blank) != 1 or any(values[line.fund][name] is None for line in lines if line is not blank[0]):
            continue
        fund = blank[0].fund
        if all(values[fund][other] is None for other in MONEY if other != name):
            continue
        parts = [amount[name] or Decimal(0) for part, amount in values.items() if part not in ("total", fund)]
        total = values["total"][name] or Decimal(0)
        value = sum(parts, Decimal(0)) if fund == "total" else total - sum(parts, Decimal(0))
        values[fund][name] = value
        yield inferred(
            f"项目{number}的{fund_label(fund, spec)}有一格空白，按总额等于各项之和补为{value}",
            f"a blank amount of project {number} follows from total and parts",
            blank[0].ref,
            "performance_funding",
            f"{number}/{fund}",
            str(value),
        )
