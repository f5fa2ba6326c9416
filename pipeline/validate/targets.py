"""Kind ``target``: what an indicator of a 项目支出绩效自评表 aimed at, what was reached, and what it scored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from operator import eq, ge, gt, le, lt

from pipeline.model import Row, Value
from pipeline.spec.checks import Check
from pipeline.text import key
from pipeline.validate.index import Index
from pipeline.validate.outcome import PASS, Outcome, failed, skipped
from pipeline.validate.quantity import as_decimal

_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt, "=": eq}


def check_target(check: Check, index: Index) -> Iterator[Outcome]:
    """``mode``: ``missed`` (a missed target must not have the full score), ``unexplained`` (a result other than the
    target needs a reason), ``attained`` (the column says what the figures say)."""
    rows = index.rows(check.one["rows"])
    judge = _MODES[check.text("mode")]
    if not rows:
        yield skipped("absent")
    for row in rows:
        target, actual = as_decimal(row.get("target_value")), as_decimal(row.get("actual_value"))
        if target is None or actual is None:
            yield skipped("qualitative")
        elif not _same_unit(row.get("target_unit"), row.get("actual_unit")):
            yield skipped("units-differ")
        else:
            yield judge(check, row, target, actual)


def _same_unit(target: Value, actual: Value) -> bool:
    return target == actual or key(str(target or "")) == key(str(actual or ""))


def _missed(check: Check, row: Row, target: Decimal, actual: Decimal) -> Outcome:
    reached = _reached(row, target, actual)
    weight, score = as_decimal(row.get("weight")), as_decimal(row.get("score"))
    if reached is None or weight is None or score is None:
        return skipped("blank")
    if reached or score < weight:
        return PASS
    chinese, english = _named(row)
    return failed(
        check,
        "performance_indicator",
        row,
        f"{chinese}，未达到目标，得分 {score} 却等于分值 {weight}",
        f"{english}: the target was missed, yet the score {score} is the full weight {weight}",
        expected=f"<{weight:f}",
        actual=f"{score:f}",
    )


def _unexplained(check: Check, row: Row, target: Decimal, actual: Decimal) -> Outcome:
    if actual == target or row.get("deviation_reason"):
        return PASS
    chinese, english = _named(row)
    return failed(
        check,
        "performance_indicator",
        row,
        f"{chinese}，与目标不同，未说明偏差原因",
        f"{english}: the result differs from the target and no reason is given",
        expected=f"{target:f}",
        actual=f"{actual:f}",
        difference=actual - target,
    )


def _attained(check: Check, row: Row, target: Decimal, actual: Decimal) -> Outcome:
    reached, stated = _reached(row, target, actual), row.get("attained")
    if reached is None or stated is None:
        return skipped("blank")
    if reached == stated:
        return PASS
    chinese, english = _named(row)
    return failed(
        check,
        "performance_indicator",
        row,
        f"{chinese}，是否完成记为 {stated}，按数字应为 {reached}",
        f"{english}: attained is {stated}, the figures say {reached}",
        expected=str(reached),
        actual=str(stated),
    )


def _reached(row: Row, target: Decimal, actual: Decimal) -> bool | None:
    compare = _OPERATORS.get(str(row.get("target_operator")))
    return compare(actual, target) if compare else None


def _named(row: Row) -> tuple[str, str]:
    where = row.get("source_ref") or ""
    name, wanted, got = row.get("level3") or "", row.get("target_text") or "", row.get("actual_text") or ""
    return (
        f"项目{row.get('project_no')}指标“{name}”（{where}）目标 {wanted}，实际 {got}",
        f"project {row.get('project_no')}, indicator “{name}” ({where}), target {wanted}, result {got}",
    )


_MODES: Mapping[str, Callable[[Check, Row, Decimal, Decimal], Outcome]] = {
    "missed": _missed,
    "unexplained": _unexplained,
    "attained": _attained,
}
