"""A figure that takes part in a check: its exact value and how far the printed value may be from the true one.

Money is compared in 万元. A printed figure stands for everything that rounds to it: half a unit of its last decimal to
each side. Percentages are often cut off instead of rounded, so a whole unit of the last decimal is allowed for them.
Counts, areas, scores and weights are exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Row, Value

ZERO = Decimal(0)
_CENT = Decimal("0.01")
HUNDRED = Decimal(100)
#: What one unit of money is in 万元.
MONEY: dict[str, Decimal] = {
    "万元": Decimal(1),
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "百万元": Decimal(100),
    "亿元": Decimal(10000),
}
PERCENT = frozenset({"%", "百分点"})
#: Money is printed with two decimals; fewer in one figure of a table with more means that zeros were dropped.
_USUAL_DECIMALS = 2


@dataclass(slots=True)
class Quantity:
    """A figure in 万元, percent or its own unit; ``half`` is how far the true value may lie from ``value``.

    ``title`` names what was selected; ``column`` is set where the column must be named too (see ``labels``).
    ``assumed``: a blank taken as 0 although its column has no figure at all, so that it may not be printed. ``field`` is
    the column that holds the figure; empty where it is none of a column (a number of rows, a blank).
    """

    value: Decimal
    half: Decimal
    unit: str
    table: str
    row: Row
    title: str
    title_en: str
    column: str | None = None
    assumed: bool = False
    field: str = ""

    @property
    def ref(self) -> str:
        """The place in the source."""
        return str(self.row.get("source_ref") or "")


def as_decimal(value: Value) -> Decimal | None:
    """The figure as an exact decimal; None for null and for what is no number."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else None


def decimals(value: Decimal) -> int:
    """How many decimals the figure is printed with."""
    if value.same_quantum(_CENT):
        return 2
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def usual_decimals(values: Iterable[Value]) -> int:
    """The decimals that money of one table has at least: as many as its most exact figure, two at most."""
    found = 0
    for value in values:
        if isinstance(value, Decimal) and decimals(value) > found:
            found = decimals(value)
            if found >= _USUAL_DECIMALS:
                return _USUAL_DECIMALS
    return found


def measured(value: Decimal, unit: str, floor: int) -> tuple[Decimal, Decimal, str]:
    """Value, half-width and unit of comparison of a figure printed in ``unit``.

    ``floor``: the decimals that figures in 万元 have at least in this table (see :func:`usual_decimals`).
    """
    if unit == "万元":
        return value, _HALVES[min(max(decimals(value), floor), len(_HALVES) - 1)], unit
    if unit in PERCENT:
        return value, unit_in_last_place(value), "%"
    factor = MONEY.get(unit)
    if factor is None:
        return value, ZERO, unit
    return value * factor, _HALVES[min(decimals(value), len(_HALVES) - 1)] * factor, "万元"


def unit_in_last_place(value: Decimal) -> Decimal:
    """One unit of the last printed decimal: 0.01 for 26.54."""
    return _UNITS[min(decimals(value), len(_UNITS) - 1)]


_UNITS = tuple(Decimal(1).scaleb(-n) for n in range(13))
_HALVES = tuple(Decimal(5).scaleb(-n - 1) for n in range(13))


def printed(value: Decimal, unit: str = "") -> str:
    """A figure for a message: without exponent, money with two decimals at least."""
    shown = decimals(value)
    wanted = max(shown, _USUAL_DECIMALS) if unit == "万元" else shown
    return f"{value:,.{min(wanted, 6)}f}{unit}"
