"""Money in 万元, exactly, whatever unit it was printed in."""

from __future__ import annotations

from decimal import Decimal

_IN_WAN = {"万元": Decimal(1), "元": Decimal("0.0001"), "千元": Decimal("0.1"), "亿元": Decimal(10000)}


def in_wan(value: Decimal, unit: str) -> Decimal:
    """``value`` in ``unit`` (元, 千元, 万元, 亿元) as 万元; a value that is no money stays as it is."""
    factor = _IN_WAN.get(unit)
    return value if factor is None or unit == "万元" else value * factor
