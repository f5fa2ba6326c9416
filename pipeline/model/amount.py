"""A printed figure in one of four states that no later code can merge: value, blank, dash, unreadable."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from pipeline.text import compact

_NUMBER = re.compile(r"^[-−－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$")
_ACCOUNTING = re.compile(r"^[(（][¥￥]?((?:\d{1,3}(?:,\d{3})+|\d+)\.\d+)[)）]$")
_DASH = re.compile(r"^[-−－—–_一]+%?$")
#: A number of an account has no more digits before and after its decimal point; what has more is several that run into each
#: other, or a slip, and can't be stored (``schemas/tables`` have decimals of 18 digits).
MOST_DIGITS, MOST_DECIMALS = 12, 6
SMALLEST = Decimal(1).scaleb(-MOST_DECIMALS)
_NEGATIVE_SIGNS = str.maketrans({"−": "-", "－": "-"})


class State(Enum):
    """What a printed figure is."""

    VALUE = "value"
    BLANK = "blank"
    DASH = "dash"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as printed (``raw``) and, only in state VALUE, as an exact decimal (``value``)."""

    state: State
    raw: str
    value: Decimal | None = None


def is_too_long(value: Decimal) -> bool:
    """Has a number more digits before its decimal point than any in an account?"""
    return value.adjusted() >= MOST_DIGITS


def is_too_fine(value: Decimal) -> bool:
    """Has a number more decimals than any in an account? Not asked of one that is too long."""
    return bool(value % SMALLEST)


@lru_cache(maxsize=8192)  # the same cells are looked at from several sides
def parse_amount(raw: str) -> Amount:
    """Read a printed figure; layout spaces and thousands separators are dropped, nothing is guessed.

    A trailing ``%`` or ``分`` is not part of the number and is accepted. Anything else makes the figure UNREADABLE.
    """
    text = compact(raw).translate(_NEGATIVE_SIGNS)
    if not text:
        return Amount(State.BLANK, raw)
    if _DASH.match(text):
        return Amount(State.DASH, raw)
    accounting = _ACCOUNTING.match(text)
    if accounting:  # (12.50) is the accountant's −12.50
        return Amount(State.VALUE, raw, -Decimal(accounting[1].replace(",", "")))
    number = text.lstrip("¥￥").removesuffix("%").removesuffix("分")
    if _NUMBER.match(number):
        return Amount(State.VALUE, raw, Decimal(number.replace(",", "")))
    return Amount(State.UNREADABLE, raw)
