"""The comparison of two documents: what the later one states or implies is what the earlier one says itself.

The tolerance follows from how the figures are printed: each stands for everything that rounds to it, so n figures rounded
to 0.01 may be off by n · 0.005; a rate may be cut off instead of rounded (see ``pipeline.validate.quantity``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Row
from pipeline.spec.checks import NARRATIVE, Operand
from pipeline.spec.comparisons import Comparison
from pipeline.text import key
from pipeline.validate.documents.compared import Compared, judged, skipped
from pipeline.validate.documents.series import Pair
from pipeline.validate.index import Group, Index
from pipeline.validate.quantity import HUNDRED, ZERO, Quantity

#: Publishers write these where last year had nothing: 增长100%, 降低0%. They say nothing of last year's figure.
_NO_BASE = (ZERO, HUNDRED, -HUNDRED)


@dataclass(frozen=True, slots=True)
class _Found:
    """The figure of one role for one group, or why there is none."""

    figure: Quantity | None = None
    reason: str = "absent"


def compare(pair: Pair, later: Index, earlier: Index, checks: Iterable[Comparison]) -> Iterator[Compared]:
    """Every comparison of two documents, in the order of the checks and of the lines of the later document."""
    base = pair.relation.base_of(pair.earlier.year)
    for check in checks:
        now, then = _by_group(later, check.now, check.by), _by_group(earlier, check.then, check.by)
        change = _by_group(later, check.change, check.by)
        rate = _by_group(later, check.rate, check.by)
        groups = [group for group in now if not check.change or group in change or group in rate]
        if not groups:
            yield skipped(check, pair, "", "absent")
        for group in groups:
            one = _Group(check, pair, "/".join(group), base, later)
            yield one.compared(now[group], change.get(group), rate.get(group), then.get(group))


def _by_group(index: Index, operands: Sequence[Operand], by: Group) -> dict[Group, _Found]:
    """The figure of every group: of the first operand that has one; the reason where its figures differ or are blank."""
    found: dict[Group, _Found] = {}
    for operand in operands:
        for group, selection in index.groups(operand, by).items():
            known = found.get(group)
            if known and (known.figure or known.reason == "ambiguous"):
                continue
            if selection.figures:
                same = len({(f.value, f.unit) for f in selection.figures}) == 1
                found[group] = _Found(selection.figures[0]) if same else _Found(None, "ambiguous")
            elif selection.gaps:
                found[group] = _Found(None, "blank")
    return found


@dataclass(frozen=True, slots=True)
class _Group:
    """One comparison for one group: the code or category that it is about."""

    check: Comparison
    pair: Pair
    item: str
    base: re.Pattern[str]
    later: Index

    def compared(self, now: _Found, change: _Found | None, rate: _Found | None, then: _Found | None) -> Compared:
        """The comparison, or why it can't be made."""
        roles = [now, *([change or rate] if change or rate else [])]
        parts = [role.figure for role in roles if role and role.figure]
        reason = self._obstacle(roles, parts, then)
        if reason or then is None or then.figure is None:
            return skipped(self.check, self.pair, self.item, reason, parts)
        if len(parts) == 2 and parts[1].unit == "%":
            return self._by_rate(parts[0], parts[1], then.figure)
        expected = parts[0].value - sum((part.value for part in parts[1:]), ZERO)
        tolerance = sum((part.half for part in parts), then.figure.half)
        exact = expected == then.figure.value
        return judged(self.check, self.pair, self.item, parts, then.figure, expected, exact, tolerance)

    def _obstacle(self, roles: Sequence[_Found | None], parts: Sequence[Quantity], then: _Found | None) -> str:
        """The code of the reason why this can't be compared; empty when it can."""
        missing = next((role.reason for role in roles if role and not role.figure), "")
        if missing or then is None:
            return missing or "not-listed"
        if then.figure is None:
            return then.reason
        other = then.figure
        if any(part.unit not in ("%", other.unit) and not _counts(part, other) for part in parts):
            return "units"
        if len(parts) == 2:
            rate = parts[1]
            if not self._against_the_earlier(rate):
                return "base"
            if rate.unit == "%" and (rate.value in _NO_BASE or HUNDRED + rate.value - rate.half <= 0):
                return "no-base"
        return ""

    def _by_rate(self, now: Quantity, rate: Quantity, then: Quantity) -> Compared:
        """Last year's figure from this year's and the rate alone."""
        least, most = (HUNDRED + rate.value - rate.half) / HUNDRED, (HUNDRED + rate.value + rate.half) / HUNDRED
        implied = now.value / ((HUNDRED + rate.value) / HUNDRED)
        width = max((now.value + now.half) / least - implied, implied - (now.value - now.half) / most)
        exact = bool(then.value) and abs((now.value - then.value) / then.value * HUNDRED - rate.value) <= rate.half / 2
        return judged(self.check, self.pair, self.item, (now, rate), then, implied, exact, width + then.half)

    def _against_the_earlier(self, change: Quantity) -> bool:
        """Whether a change names the earlier document as its base: 上年, 2023年度; not 年初预算, and not nothing at all."""
        if self.check.holds != "equal":
            return True  # the other part is no change but what was added, as 公务用车购置数
        bases = self._bases(change)
        if not bases:
            return self.check.unnamed_base
        return all(self.base.search(base) for base in bases)

    def _bases(self, change: Quantity) -> set[str]:
        """The bases that the clauses of a change name. A table filled from the narrative keeps only the figure, so the
        clauses are those that state this figure, at the same place where there are any."""
        if change.table == NARRATIVE:
            return _named([change.row])
        rows = [
            row
            for row in self.later.tables.get(NARRATIVE, ())
            if row.get("measure") == _MEASURES.get(change.field, change.field)
            and row.get("value") == change.row.get(change.field)
        ]
        near = [row for row in rows if row.get("source_ref") == change.row.get("source_ref")]
        return _named(near or rows)


#: Columns that are not called as the measure of the narrative that fills them.
_MEASURES: Mapping[str, str] = {"change": "prior_change_amount"}


def _named(rows: Iterable[Row]) -> set[str]:
    return {key(str(row["base"])) for row in rows if row.get("base")}


def _counts(one: Quantity, other: Quantity) -> bool:
    """Counts have units of their own (人, 辆), or none where a table has no unit; money is in 万元 by now."""
    return "万元" not in (one.unit, other.unit)
