"""What became of one comparison between two documents, and the sentence that tells about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from typing import Any

from pipeline.model import Severity
from pipeline.spec.comparisons import AT_MOST, Comparison, comparison_specs
from pipeline.validate.documents.series import Gap, Pair, Paper
from pipeline.validate.labels import names
from pipeline.validate.outcome import Status, place, place_en, row_key
from pipeline.validate.quantity import Quantity, printed

_KINDS = {"final": ("决算", "final accounts"), "budget": ("预算", "budget")}


@dataclass(frozen=True, slots=True)
class Side:
    """The figures of one document that took part: for the later one its figure and the change or rate, if any."""

    package: str
    figures: tuple[Quantity, ...] = ()

    @property
    def refs(self) -> str:
        """The places in the source, in the order of the figures, each once."""
        return "; ".join(dict.fromkeys(figure.ref for figure in self.figures))

    def as_json(self) -> dict[str, Any]:
        """Package and figures with their places, as plain data; figures are texts, so that none becomes a float."""
        return {
            "package": self.package,
            "figures": [
                {
                    "title": names(figure)[0],
                    "title_en": names(figure)[1],
                    "value": f"{figure.value:f}",
                    "unit": figure.unit,
                    "table": figure.table,
                    "row_key": row_key(figure.table, figure.row),
                    "source_ref": figure.ref,
                }
                for figure in self.figures
            ],
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison: ``item`` is the code or category that it is about, ``reason`` why it could not be made.

    ``expected`` is what the later document states or implies, ``actual`` what the earlier one says itself.
    """

    check: str
    title: str
    title_en: str
    severity: Severity
    status: Status
    later: Side
    earlier: Side
    item: str = ""
    reason: str = ""
    expected: Decimal | None = None
    actual: Decimal | None = None
    unit: str = ""
    difference: Decimal | None = None
    tolerance: Decimal | None = None
    message: str = ""
    message_en: str = ""

    @property
    def contradicts(self) -> bool:
        """Whether the two documents contradict each other; what is merely told (info) is no contradiction."""
        return self.status == "fail" and self.severity != "info"

    def as_json(self) -> dict[str, Any]:
        """The comparison as plain data."""
        return {
            "check": self.check,
            "title": self.title,
            "title_en": self.title_en,
            "severity": self.severity,
            "status": self.status,
            "reason": self.reason or None,
            "item": self.item or None,
            "later": self.later.as_json(),
            "earlier": self.earlier.as_json(),
            "expected": _text(self.expected),
            "actual": _text(self.actual),
            "unit": self.unit or None,
            "difference": _text(self.difference),
            "tolerance": _text(self.tolerance),
            "message": self.message or None,
            "message_en": self.message_en or None,
        }

    def as_row(self) -> dict[str, str]:
        """The comparison as a line of ``comparisons.csv``; what is not known is empty."""
        return {
            "check": self.check,
            "title": self.title,
            "title_en": self.title_en,
            "severity": self.severity,
            "status": self.status,
            "reason": self.reason,
            "item": self.item,
            "later": self.later.package,
            "earlier": self.earlier.package,
            "expected": _text(self.expected) or "",
            "actual": _text(self.actual) or "",
            "unit": self.unit,
            "difference": _text(self.difference) or "",
            "tolerance": _text(self.tolerance) or "",
            "later_ref": self.later.refs,
            "earlier_ref": self.earlier.refs,
            "message": self.message,
            "message_en": self.message_en,
        }


def skipped(check: Comparison, pair: Pair, item: str, reason: str, figures: Sequence[Quantity] = ()) -> Compared:
    """A comparison that can't be made; ``reason`` is a code of ``[reason]`` in ``schemas/comparisons``."""
    zh, en = comparison_specs().reasons[reason]
    later, earlier = Side(pair.later.package, tuple(figures)), Side(pair.earlier.package)
    return Compared(
        check.id,
        check.title,
        check.title_en,
        check.severity,
        "skip",
        later,
        earlier,
        item,
        reason,
        message=zh,
        message_en=en,
    )


def gap(missing: Gap) -> Compared:
    """A document that has no other one beside it."""
    relation = missing.relation
    zh, en = comparison_specs().reasons[missing.reason]
    kind = _KINDS.get(relation.earlier, (relation.earlier, relation.earlier))
    return Compared(
        relation.name,
        relation.title,
        relation.title_en,
        "info",
        "skip",
        Side(missing.later.package),
        Side(""),
        reason=missing.reason,
        message=f"{missing.year}年{kind[0]}：{zh}",
        message_en=f"{kind[1]} of {missing.year}: {en}",
    )


def unread(pair: Pair, package: str, why: str) -> Compared:
    """Two documents of which one can't be read any more; ``why`` is what its reader says."""
    zh, en = comparison_specs().reasons["unreadable"]
    relation = pair.relation
    return Compared(
        relation.name,
        relation.title,
        relation.title_en,
        "warning",
        "skip",
        Side(pair.later.package),
        Side(pair.earlier.package),
        reason="unreadable",
        message=f"{zh}：{package}: {why}",
        message_en=f"{en}: {package}: {why}",
    )


def judged(
    check: Comparison,
    pair: Pair,
    item: str,
    figures: Sequence[Quantity],
    then: Quantity,
    expected: Decimal,
    exact: bool,
    tolerance: Decimal,
) -> Compared:
    """What the later document implies (``expected``, from ``figures``) against what the earlier one says (``then``).

    ``exact``: the difference is none at all for the figures as printed.
    """
    difference = expected - then.value
    if check.holds == AT_MOST and difference <= 0:
        status: Status = "pass"
    elif exact:
        status = "pass"
    else:
        status = "rounding" if abs(difference) <= tolerance else "fail"
    zh, en = _sentence(check, pair, figures, then, expected, tolerance) if status == "fail" else ("", "")
    return Compared(
        check.id,
        check.title,
        check.title_en,
        check.severity,
        status,
        Side(pair.later.package, tuple(figures)),
        Side(pair.earlier.package, (then,)),
        item,
        expected=_rounded(expected),
        actual=then.value,
        unit=then.unit,
        difference=_rounded(difference),
        tolerance=_up(tolerance),
        message=zh,
        message_en=en,
    )


def _sentence(
    check: Comparison, pair: Pair, figures: Sequence[Quantity], then: Quantity, expected: Decimal, tolerance: Decimal
) -> tuple[str, str]:
    unit = then.unit
    wanted, apart = printed(_rounded(expected), unit), printed(_rounded(abs(expected - then.value)), unit)
    stated, stated_en = "、".join(map(place, figures)), ", ".join(map(place_en, figures))
    if len(figures) > 1:
        stated, stated_en = f"{stated}，推得 {wanted}", f"{stated_en}, which gives {wanted}"
    beyond = (
        f"，超出允许误差 {_up(tolerance).normalize():f}{unit}",
        f", beyond the tolerance {_up(tolerance).normalize():f}{unit}",
    )
    tail = beyond if tolerance else ("", "")
    new, old = _label(pair.later), _label(pair.earlier)
    return (
        f"{check.title}：{new[0]} {stated}；{old[0]} {place(then)}；相差 {apart}{tail[0]}。{check.why}",
        f"{check.title_en}: {new[1]}: {stated_en}; {old[1]}: {place_en(then)}; the difference is {apart}{tail[1]}.",
    )


def _label(paper: Paper) -> tuple[str, str]:
    kind = _KINDS.get(paper.kind, (paper.kind, paper.kind))
    return f"{paper.year}年{kind[0]}", f"{kind[1]} of {paper.year}"


def _rounded(value: Decimal) -> Decimal:
    """At most six decimals, as in all published money; a figure implied by a rate has many more."""
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal("0.000001")) if isinstance(exponent, int) and exponent < -6 else value


def _up(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal("0.000001"), ROUND_UP) if isinstance(exponent, int) and exponent < -6 else value


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
