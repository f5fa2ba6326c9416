"""What became of one comparison, and the finding that tells about a mismatch in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from functools import cache
from typing import Literal

from pipeline.model import Finding, Row
from pipeline.spec.checks import Check
from pipeline.spec.tables import FIRST_COLUMN, table_specs
from pipeline.validate.labels import names
from pipeline.validate.quantity import Quantity, printed

Status = Literal["pass", "fail", "rounding", "skip"]
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """One comparison: ``finding`` for a failed one (and for a remark on a passed one), ``reason`` for a skipped one.

    ``figures`` took part in it, the one that was checked first; those of a comparison that holds prove each other.
    """

    status: Status
    reason: str = ""
    finding: Finding | None = None
    figures: Sequence[Quantity] = ()


PASS = Outcome("pass")


@cache
def skipped(reason: str) -> Outcome:
    """A comparison that can't be made; ``reason`` is a code of :data:`pipeline.validate.report.REASONS`."""
    return Outcome("skip", reason)


def judged(difference: Decimal, exact: Decimal, tolerance: Decimal, figures: Sequence[Quantity] = ()) -> Outcome | None:
    """Pass when the difference is at most ``exact``, rounding when at most ``tolerance``, None when beyond."""
    distance = abs(difference)
    if distance <= tolerance or distance <= exact:
        return Outcome("pass" if distance <= exact else "rounding", figures=figures)
    return None


def row_key(table: str, row: Row) -> str:
    """The key columns of a row joined by ``/`` (without the disclosure's id), as in the table ``finding``."""
    columns = table_specs()[table].primary_key
    return "/".join(str(row.get(column)) for column in columns if column != FIRST_COLUMN)


def place(quantity: Quantity) -> str:
    """A figure with its name and place for a message: ``项目支出 5,243.53万元（L89）``."""
    where = f"（{quantity.ref}）" if quantity.ref else ""
    return f"{names(quantity)[0]} {printed(quantity.value, quantity.unit)}{where}"


def place_en(quantity: Quantity) -> str:
    """The same in English."""
    where = f" ({quantity.ref})" if quantity.ref else ""
    return f"{names(quantity)[1]} {printed(quantity.value, quantity.unit)}{where}"


def listed(quantities: Sequence[Quantity], joiner: str = " + ") -> tuple[str, str]:
    """Several figures for a message, Chinese and English; long lists are cut."""
    shown = quantities[:_LISTED]
    more = len(quantities) - len(shown)
    chinese, english = joiner.join(map(place, shown)), joiner.join(map(place_en, shown))
    return (chinese, english) if not more else (f"{chinese} 等{len(quantities)}项", f"{english} and {more} more")


def failed(
    check: Check,
    table: str,
    row: Row,
    chinese: str,
    english: str,
    *,
    expected: str | None = None,
    actual: str | None = None,
    difference: Decimal | None = None,
    tolerance: Decimal | None = None,
    figures: Sequence[Quantity] = (),
) -> Outcome:
    """A mismatch with its finding about a row; the title of the check opens the message."""
    return Outcome(
        "fail",
        "",
        Finding(
            check.id,
            check.severity,
            f"{check.title}：{chinese}",
            f"{check.title_en}: {english}",
            str(row.get("source_ref") or ""),
            table,
            row_key(table, row),
            expected,
            actual,
            difference,
            tolerance,
        ),
        figures,
    )


def unequal(
    check: Check,
    actual: Quantity,
    expected: Decimal,
    tolerance: Decimal,
    reckoned: tuple[str, str],
    others: Sequence[Quantity] = (),
) -> Outcome:
    """A figure that is not what the ``others`` give; ``reckoned`` says in both languages how the expected one came about."""
    difference = actual.value - expected
    wanted, apart = printed(expected, actual.unit), printed(abs(difference), actual.unit)
    if -tolerance.normalize().as_tuple().exponent > 6:  # type: ignore[operator]
        tolerance = tolerance.quantize(Decimal("0.000001"), ROUND_UP)
    allowed = f"{tolerance.normalize():f}{actual.unit}"
    beyond = (f"，超出允许误差 {allowed}", f", beyond the tolerance {allowed}") if tolerance else ("", "")
    return failed(
        check,
        actual.table,
        actual.row,
        f"{place(actual)}，应为 {wanted}（{reckoned[0]}），相差 {apart}{beyond[0]}",
        f"{place_en(actual)} should be {wanted} ({reckoned[1]}); the difference is {apart}{beyond[1]}",
        expected=f"{expected:f}",
        actual=f"{actual.value:f}",
        difference=difference,
        tolerance=tolerance,
        figures=(actual, *others),
    )
