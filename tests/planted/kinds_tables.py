"""Errors in the official tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random

from tests.planted.kind import Slipped
from tests.planted.paper import Sheet
from tests.planted.printed import HUNDRED, YUAN, Placed, neighbours, placed, swapped_digits
from tests.typesetter.disclosure import Record
from tests.typesetter.slip import Slip

TOTALS = (
    *("合计", "总计", "收入总计", "支出总计", "收入合计", "支出合计"),
    *("本年收入合计", "本年支出合计", "人员经费合计", "公用经费合计"),
)
#: Figures that no other figure of the document has anything to do with.
ALONE = frozenset({"机关运行经费预算数"})
_PARTS = (
    ("购置费", "运行费", "运行维护费"),
    ("出国", "公务接待费"),
    ("会议费", "培训费"),
    ("事业收入", "经营收入", "其他收入"),
)


def has_fund(record: Record) -> bool:
    return any(f.items and (f.opening or f.closing) for f in record.accounts.funds[1:])


def _chosen(sheet: Sheet, rng: Random, fits: Callable[[Placed], bool], *names: str) -> Placed | None:
    """A table first, then a figure of it: long tables are not hit more often than short ones."""
    spots = [p for p in placed(sheet, *names) if p.figure and p.figure.column not in ALONE and fits(p)]
    tables = sorted({p.spot[0] for p in spots})
    if not tables:
        return None
    table = rng.choice(tables)
    return rng.choice([p for p in spots if p.spot[0] == table])


def _said(one: Placed) -> str:
    figure = one.figure
    where = f"{figure.row_code} {figure.row_label} | {figure.column}" if figure else one.label
    return f"{one.statement.title}: {where} = "


def _set(one: Placed, value: Decimal) -> Slipped:
    return Slipped(f"{_said(one)}{value:,f}", f"{one.value:,f}", (value / one.factor,), one.with_value(value))


def _changed(one: Placed | None, rng: Random) -> Slipped | None:
    """Digits exchanged, or 100 万元 more."""
    if one is None:
        return None
    digits = swapped_digits(f"{one.value:f}", rng, one.factor)
    if digits and rng.random() < 0.5:
        return _set(one, Decimal(digits))
    return _set(one, one.value + HUNDRED * one.factor)


def hundred_more(sheet: Sheet, rng: Random) -> Slipped | None:
    zeros = rng.random() < 0.2
    one = _chosen(sheet, rng, lambda p: bool(p.value) or zeros)
    return _set(one, one.value + HUNDRED * one.factor) if one else None


def digits(sheet: Sheet, rng: Random) -> Slipped | None:
    one = _chosen(sheet, rng, lambda p: swapped_digits(f"{p.value:f}", Random(0), p.factor) is not None)
    if one is None:
        return None
    number = swapped_digits(f"{one.value:f}", rng, one.factor)
    return _set(one, Decimal(number)) if number else None


def _moved(sheet: Sheet, rng: Random, down: bool) -> Slipped | None:
    def others(p: Placed) -> list[Placed]:
        return [o for o in neighbours(p, down) if abs(o.value - p.value) >= p.factor and not _alike(p, o)]

    one = _chosen(sheet, rng, lambda p: bool(p.value) and bool(others(p)))
    if one is None:
        return None
    other = rng.choice(others(one))
    cells = {**one.with_value(other.cell.value).cells, **other.with_value(one.value).cells}
    there = "blank" if other.cell.value is None else f"{other.value:,f}"
    return Slipped(
        f"{_said(one)}{there}, and {one.value:,f} at {other.label} (column {other.spot[2]})",
        f"{one.value:,f} and {there}",
        (one.value / one.factor, other.value / one.factor),
        Slip(cells=cells),
    )


def _alike(one: Placed, other: Placed) -> bool:
    """Two parts of one sum that nothing else tells apart: items of 三公, sources of own income, lines of one class."""
    names = [f"{p.label} {p.figure.column if p.figure else p.head}" for p in (one, other)]
    if any(all(any(word in name for word in pair) for name in names) for pair in _PARTS):
        return True
    if one.statement.name not in (
        "general_budget_basic_expenditure",
        "appropriation_basic_expenditure",
        "operating_cost",
    ):
        return False
    codes = [("".join(c.text for c in p.row[: p.spot[2]] if c and c.text.isdigit()))[-5:] for p in (one, other)]
    return len(codes[0]) == len(codes[1]) == 5


def other_row(sheet: Sheet, rng: Random) -> Slipped | None:
    return _moved(sheet, rng, down=True)


def other_column(sheet: Sheet, rng: Random) -> Slipped | None:
    return _moved(sheet, rng, down=False)


def _total(p: Placed) -> bool:
    return bool(p.value) and p.figure is not None and p.figure.row_label in TOTALS


def total(sheet: Sheet, rng: Random) -> Slipped | None:
    return _changed(_chosen(sheet, rng, _total), rng)


def blank_total(sheet: Sheet, rng: Random) -> Slipped | None:
    one = _chosen(sheet, rng, lambda p: _total(p) and p.value >= p.factor)
    if one is None or one.figure is None:
        return None
    words = (one.figure.row_label,)
    return Slipped(f"{_said(one)}blank", f"{one.value:,f}", (), one.with_value(None), labels=words)


def class_sum(sheet: Sheet, rng: Random) -> Slipped | None:
    return _changed(_chosen(sheet, rng, lambda p: _code(p, 3) and bool(p.value)), rng)


def _code(p: Placed, length: int) -> bool:
    return p.figure is not None and len(p.figure.row_code) == length


def three_public(sheet: Sheet, rng: Random) -> Slipped | None:
    outside: Sequence[str] = ("会议费", "培训费", "合计")

    def fits(p: Placed) -> bool:
        return bool(p.value) and p.figure is not None and (p.figure.column not in outside)

    return _changed(_chosen(sheet, rng, fits, "three_public"), rng)


def fund_closing(sheet: Sheet, rng: Random) -> Slipped | None:
    def fits(p: Placed) -> bool:
        return p.figure is not None and p.figure.column in ("年末结转和结余", "年初结转和结余") and bool(p.value)

    return _changed(_chosen(sheet, rng, fits, "government_fund", "state_capital"), rng)


def yuan(sheet: Sheet, rng: Random) -> Slipped | None:
    """A figure in the unit that the table does not have."""
    one = _chosen(sheet, rng, lambda p: p.value >= p.factor)
    if one is None:
        return None
    small = (one.value / YUAN).quantize(Decimal("0.01"))
    return _set(one, one.value * YUAN if one.factor == 1 else small)
