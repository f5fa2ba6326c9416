"""An indicator as its rows print it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(slots=True)
class RawIndicator:
    """An indicator as put together from its rows; texts as printed. ``embedded``: its values stood inside the name."""

    level1: str = ""
    level2: str = ""
    name: str = ""
    target: str = ""
    actual: str = ""
    deviation: str = ""
    weight: Decimal | None = None
    score: Decimal | None = None
    ref: str = ""
    embedded: bool = False
    unplaced: list[str] = field(default_factory=list)
