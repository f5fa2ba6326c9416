"""Errors in the narrative."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from random import Random

from tests.planted.kind import Slipped
from tests.planted.paper import Sheet
from tests.planted.printed import HUNDRED, YUAN, Stated, shown_like, stated, swapped_digits
from tests.typesetter.codes import VEHICLE_USES
from tests.typesetter.slip import Slip
from tests.typesetter.wording_public import OPERATION, OVERSEAS, PURCHASE, RECEPTION, VEHICLES

ONE = Decimal(1)
#: Amounts in 万元 from which on, and rates up to which, rounding moves a rate by less than _POINTS.
_LARGE, _HIGH, _POINTS = Decimal(2), Decimal(200), Decimal(3)
_AMOUNTS = ("amount", "actual", "budget_initial", "budget_annual")
#: Values of buildings and vehicles, which nothing else in a disclosure speaks of; projects are a kind of their own.
_ALONE = ("房屋", "车辆", "预算绩效评价项目", "绩效自评的项目")
_OPERATING_COST = ("机关运行经费支出", "公用经费支出", "机关运行经费")
_PUBLIC = (OVERSEAS, VEHICLES, PURCHASE, OPERATION, RECEPTION, "公务用车购置", "公务用车运行维护")
_OPPOSITE = {"增加": "减少", "减少": "增加", "增长": "下降", "上升": "下降", "下降": "增长"}
_WORD = re.compile("(增加|减少|增长|上升|下降)$")


def _half(text: str) -> str:
    return text.translate(str.maketrans("（）“”", '()""'))


def _subject(s: Stated, *names: str) -> bool:
    return _half(s.fact.subject) in {_half(n) for n in names}


def _chosen(sheet: Sheet, rng: Random, fits: Callable[[Stated], bool]) -> Stated | None:
    found = [s for s in stated(sheet) if fits(s)]
    return rng.choice(found) if found else None


def _said(s: Stated) -> str:
    return f"{s.fact.section} {s.fact.subject} {s.fact.measure} = "


def _set(s: Stated, value: Decimal) -> Slipped:
    number = shown_like(s.number)(value)
    return Slipped(f"{_said(s)}{number}{s.fact.unit}", f"{s.number}{s.fact.unit}", (value,), s.slip(number))


def _changed(s: Stated | None, rng: Random, more: Decimal = HUNDRED, least: Decimal = ONE) -> Slipped | None:
    """Digits exchanged, or ``more`` on top."""
    if s is None:
        return None
    number = swapped_digits(s.number, rng, least)
    if number and rng.random() < 0.5:
        return _set(s, Decimal(number.replace(",", "")))
    return _set(s, s.printed + more)


def _rate(sheet: Sheet, rng: Random, *measures: str, tables: bool = True) -> Slipped | None:
    """A rate that is wrong by more than the rounding of the amounts explains; ``tables``: its base may stand in a table."""
    amounts: dict[tuple[str, str], list[Stated]] = {}
    for s in stated(sheet):
        if s.fact.unit == "万元":
            amounts.setdefault((s.fact.section, s.fact.subject), []).append(s)

    def fits(s: Stated) -> bool:
        beside = amounts.get((s.fact.section, s.fact.subject), [])
        known = tables or any(o.fact.measure == "budget_initial" for o in beside)
        large = bool(beside) and all(o.printed >= _LARGE for o in beside)
        return s.fact.measure in measures and known and large and 0 < abs(s.printed) <= _HIGH

    return _changed(_chosen(sheet, rng, fits), rng, Decimal(rng.choice((3, 5, 10))), _POINTS)


def share(sheet: Sheet, rng: Random) -> Slipped | None:
    return _rate(sheet, rng, "share")


def growth(sheet: Sheet, rng: Random) -> Slipped | None:
    return _rate(sheet, rng, "prior_change_rate")


def variance(sheet: Sheet, rng: Random) -> Slipped | None:
    return _rate(sheet, rng, "variance_rate")


def completion(sheet: Sheet, rng: Random) -> Slipped | None:
    """Only where the budget is printed, in the narrative or in a table: some wordings state the rate alone."""
    return _rate(sheet, rng, "completion_rate", tables=bool(sheet.statements))


def sign(sheet: Sheet, rng: Random) -> Slipped | None:
    """The minus of a variance rate is lost; changes on the prior year have their sign in words."""
    one = _chosen(sheet, rng, lambda s: s.fact.measure == "variance_rate" and s.printed <= -ONE)
    return _set(one, -one.printed) if one else None


def _directed(sheet: Sheet, rng: Random) -> list[Stated] | None:
    """A change of money and its rate, one behind the other."""
    found = stated(sheet)
    pairs = [
        [a, b]
        for a, b in pairwise(found)
        if (a.fact.measure, b.fact.measure) == ("prior_change_amount", "prior_change_rate")
        and a.paragraph == b.paragraph
        and a.printed >= ONE
        and b.printed >= ONE
    ]
    return rng.choice(pairs) if pairs else None


def _turned(pair: list[Stated], which: tuple[int, ...]) -> Slipped | None:
    text, said, wanted = pair[0].text, [], []
    for k in which:
        s = pair[k]
        word = _WORD.search(s.text[: s.start])
        if word is None:
            return None
        other = _OPPOSITE[word[1]]
        text = text[: word.start()] + other + text[word.end() :]
        said.append(f"{other}{s.number}{s.fact.unit}")
        wanted.append(f"{word[1]}{s.number}{s.fact.unit}")
    figures = tuple(s.printed for s in pair)
    where = f"{pair[0].fact.section} {pair[0].fact.subject}: "
    return Slipped(where + ", ".join(said), ", ".join(wanted), figures, Slip({pair[0].paragraph: text}))


def one_direction(sheet: Sheet, rng: Random) -> Slipped | None:
    pair = _directed(sheet, rng)
    return _turned(pair, (rng.randrange(2),)) if pair else None


def both_directions(sheet: Sheet, rng: Random) -> Slipped | None:
    pair = _directed(sheet, rng)
    return _turned(pair, (0, 1)) if pair else None


def _money(s: Stated) -> bool:
    known = s.fact.unit == "万元" and s.fact.measure in _AMOUNTS
    return known and not _subject(s, *_ALONE, *_OPERATING_COST) and "授予" not in s.fact.subject


def amount(sheet: Sheet, rng: Random) -> Slipped | None:
    return _changed(_chosen(sheet, rng, _money), rng)


def yuan(sheet: Sheet, rng: Random) -> Slipped | None:
    """The figure in 元 with 万元 behind it, or the figure in 万元 with 元 behind it."""
    one = _chosen(sheet, rng, lambda s: _money(s) and s.printed >= HUNDRED)
    if one is None:
        return None
    if rng.random() < 0.5:
        return _set(one, one.printed * YUAN)
    text = one.text[: one.end] + "元" + one.text[one.end + len("万元") :]
    figures = (one.printed, one.printed / YUAN)
    return Slipped(f"{_said(one)}{one.number}元", f"{one.number}万元", figures, Slip({one.paragraph: text}))


def three_public(sheet: Sheet, rng: Random) -> Slipped | None:
    one = _chosen(sheet, rng, lambda s: _money(s) and _subject(s, *_PUBLIC))
    return _changed(one, rng)


def fund_closing(sheet: Sheet, rng: Random) -> Slipped | None:
    """Of 政府性基金 or 国有资本经营: the sections that call it 年末结转和结余 after those of all money."""
    names = ("年末结转和结余", "年初结转和结余")

    def fits(s: Stated) -> bool:
        later = s.fact.section.startswith(("二.七", "二.八", "八、", "九、"))
        return later and _subject(s, *names) and bool(s.printed)

    return _changed(_chosen(sheet, rng, fits), rng)


def all_source_basic(sheet: Sheet, rng: Random) -> Slipped | None:
    """基本支出 of all money stands where that of 一般公共预算 belongs."""
    basic = sheet.record.accounts.basic
    one = _chosen(sheet, rng, lambda s: _subject(s, "一般公共预算财政拨款基本支出") and abs(s.printed - basic) >= ONE)
    return _set(one, basic) if one else None


def personnel(sheet: Sheet, rng: Random) -> Slipped | None:
    return _changed(_chosen(sheet, rng, lambda s: _subject(s, "人员经费") and s.fact.unit == "万元"), rng)


def item_amount(sheet: Sheet, rng: Random) -> Slipped | None:
    """支出决算数 of one functional item."""
    names = {i.item_name for f in sheet.record.accounts.funds for i in f.items}
    return _changed(_chosen(sheet, rng, lambda s: _money(s) and _subject(s, *names)), rng)


def procurement(sheet: Sheet, rng: Random) -> Slipped | None:
    def fits(s: Stated) -> bool:
        return s.fact.unit == "万元" and "采购" in s.fact.subject and sheet.record.other.procurement > 0

    return _changed(_chosen(sheet, rng, fits), rng)


def staff(sheet: Sheet, rng: Random) -> Slipped | None:
    def fits(s: Stated) -> bool:
        return s.fact.measure == "count" and _subject(s, "实有人数", "在职人员", "离休人员", "退休人员")

    one = _chosen(sheet, rng, fits)
    return _set(one, one.printed + rng.choice((1, 2, 10))) if one else None


def vehicles(sheet: Sheet, rng: Random) -> Slipped | None:
    one = _chosen(sheet, rng, lambda s: s.fact.unit == "辆" and _subject(s, "车辆", *VEHICLE_USES))
    return _set(one, one.printed + rng.choice((1, 2))) if one else None
