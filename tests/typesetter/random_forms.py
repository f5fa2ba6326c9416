"""Invented 项目支出绩效自评表, consistent in money, weights and scores."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.typesetter import form_phrases as words
from tests.typesetter.forms import Indicator, MoneyLine, Project, Value, measured
from tests.typesetter.random_accounts import some_money
from tests.typesetter.record import ZERO, ratio

TWO = Decimal("0.01")


def _numbers(rng: Random, unit: str) -> tuple[str, Decimal]:
    """An operator and a target that suit the unit."""
    if unit == "%":
        return rng.choice((("=", Decimal(100)), (">=", Decimal(rng.choice((80, 90, 95, 98)))), (">=", Decimal("92.5"))))
    if unit in ("小时", "小时/次"):
        return "<=", Decimal(rng.choice((1, 2, 8, 24)))
    if "元" in unit:
        number = (
            Decimal(rng.randint(2, 900))
            if rng.random() < 0.5
            else Decimal(rng.randint(100, 99999)).scaleb(-2).normalize()
        )
        return rng.choice(("<=", "=")), +number + 0
    return rng.choice((">=", "=", ">=")), Decimal(rng.choice((1, 2, 3, 8, 12, 41, 120, 600, 12500)))


def _actual(rng: Random, operator: str, target: Decimal, unit: str) -> tuple[Decimal, int]:
    """What came out, and -1, 0 or 1: short of the target, on it, beyond it."""
    kind = rng.choices((0, 1, -1), (70, 22, 8))[0]
    if unit == "%" and (operator == "=" or target >= 100) and kind == 1:
        kind = 0
    step = max(Decimal(1), (target / 8).to_integral_value())
    if kind == 0 or (operator != ">=" and target <= step):
        return target, 0
    better = target + step if operator == ">=" else target - step
    worse = target - step if operator != "<=" else target + step
    if unit == "%":
        better = min(better, Decimal(100)) if operator == ">=" else better
    value = better if kind == 1 else worse
    if value <= 0 or (operator == "=" and kind == 1):
        return target, 0
    return value, kind


def _indicator(
    rng: Random,
    levels: tuple[str, str],
    name: str,
    unit: str | None,
    weight: Decimal,
    topic: str,
) -> Indicator:
    if unit is None:
        good = rng.random() < 0.92
        actual = rng.choice(words.ATTAINED if good else words.HALF_ATTAINED)
        score = weight if good else (weight * Decimal("0.8")).quantize(TWO)
        reason = "" if good else rng.choice(words.UNDER_REASONS).format(t=topic)
        return Indicator(*levels, name, Value(rng.choice(words.QUALITATIVE)), Value(actual), weight, score, reason)
    operator, target = _numbers(rng, unit)
    number, kind = _actual(rng, operator, target, unit)
    score, reason = weight, ""
    if kind:
        rate = ratio(number, target)
        better = words.LOWER_REASONS if operator == "<=" else words.OVER_REASONS
        pool = better if kind == 1 else words.UNDER_REASONS
        reason = rng.choice(pool).format(t=topic, n=name, a=f"{number}{unit}", r=rate)
    if kind == -1:
        worse = number / target if number < target else target / number
        score = (weight * worse).quantize(TWO)
    return Indicator(
        *levels, name, measured(operator, target, unit), measured("=", number, unit), weight, score, reason
    )


def _weights(rng: Random, total: Decimal, count: int) -> list[Decimal]:
    """Divide a block's points among its indicators in steps of a half; the last takes the rest."""
    even = (total / count * 2).to_integral_value() / 2
    parts = [even] * (count - 1)
    rest = total - sum(parts, ZERO)
    if count > 1 and rng.random() < 0.3 and even > 3:
        parts[0] -= 1
        rest += 1
    return [p.quantize(TWO) for p in [*parts, rest]]


def _indicators(rng: Random, topic: str) -> tuple[Indicator, ...]:
    """Between 3 and 14 indicators in the order of the form; the weights add to 90."""
    with_cost, with_satisfaction = rng.random() < 0.4, rng.random() < 0.75
    size = rng.choice((1, 1, 2, 3, 4))
    blocks: list[tuple[str, str, tuple[tuple[str, str | None], ...], int]] = [
        ("产出指标", "数量指标", words.QUANTITY, min(size + rng.randint(0, 2), 5)),
        ("产出指标", "质量指标", words.QUALITY, rng.randint(1, 2)),
    ]
    if size > 1:
        blocks.append(("产出指标", "时效指标", words.TIME, rng.randint(1, 2)))
    if with_cost:
        blocks.append(("成本指标", "经济成本指标", words.COST, rng.randint(1, 2)))
    elif rng.random() < 0.3:
        blocks.append(("产出指标", "成本指标", words.COST, 1))
    if not with_cost and rng.random() < 0.2:
        blocks.append(("效益指标", "经济效益指标", words.ECONOMIC_BENEFIT, 1))
    blocks.append(("效益指标", "社会效益指标", tuple((b, None) for b in words.BENEFIT), rng.randint(1, 2)))
    if with_satisfaction:
        blocks.append(("满意度指标", "满意度指标", tuple((s, "%") for s in words.SATISFIED), 1))
    points = {
        "成本指标": 20 if with_cost else 0,
        "效益指标": rng.choice((20, 30)),
        "满意度指标": 10 if with_satisfaction else 0,
    }
    points["产出指标"] = 90 - sum(points.values())
    result: list[Indicator] = []
    for level1 in ("产出指标", "成本指标", "效益指标", "满意度指标"):
        mine = [(b, pair) for b in blocks if b[0] == level1 for pair in rng.sample(b[2], min(b[3], len(b[2])))]
        if mine:
            weights = _weights(rng, Decimal(points[level1]), len(mine))
            result += [
                _indicator(rng, (block[0], block[1]), name.format(t=topic), unit, weight, topic)
                for (block, (name, unit)), weight in zip(mine, weights, strict=True)
            ]
    return tuple(result)


def random_projects(rng: Random, count: int, year: int, org: str, topics: tuple[str, ...]) -> tuple[Project, ...]:
    """``count`` forms with different names."""
    projects: list[Project] = []
    names: set[str] = set()
    number = 0
    while len(projects) < count:
        number += 1
        topic = rng.choice(topics)
        name = rng.choice(words.PROJECT_NAMES).format(t=topic, y=year, p=year - 1)
        if name in names:
            name = f"{name}（{'一二三四五六七八九十'[number % 10]}标段）" if number > 40 else name
            if name in names:
                continue
        names.add(name)
        adjusted = some_money(rng, rng.choice((10, 100, 10000)))
        initial = adjusted if rng.random() < 0.5 else some_money(rng, 100)
        executed = adjusted if rng.random() < 0.75 else (adjusted * rng.randint(30, 99) / 100).quantize(TWO)
        line = MoneyLine("current_year", initial, adjusted, executed)
        zero = MoneyLine("other", ZERO, ZERO, ZERO)
        lines: tuple[MoneyLine, ...] = (line, zero)
        if "上年结转" in name:
            lines = (
                MoneyLine("current_year", ZERO, ZERO, ZERO),
                MoneyLine("carried_over", initial, adjusted, executed),
                zero,
            )
        elif rng.random() < 0.15:
            other = some_money(rng, 10)
            lines = (line, MoneyLine("other", some_money(rng, 10), other, other))
        elif rng.random() < 0.3:
            lines = (line, MoneyLine("carried_over", ZERO, ZERO, ZERO), zero)
        slots = {"t": topic, "m": str(adjusted), "k": str(rng.randint(2, 30)), "y": str(year)}
        projects.append(
            Project(
                name,
                org,
                org,
                lines,
                rng.choice(words.GOAL_EXPECTED).format(**slots),
                rng.choice(words.GOAL_ACTUAL).format(**slots),
                _indicators(rng, topic),
            )
        )
    return tuple(projects)
