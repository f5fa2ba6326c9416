"""Printed numbers compared with figures as published, whatever the unit they are printed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from pipeline.model import InvolvedFigure
from pipeline.text import fold

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SIGN = re.compile(r"^[-−(]")
#: What one unit of money as printed can be in 万元: 万元, 元, 千元, 百万元, 亿元.
_SCALES = tuple(map(Decimal, ("1", "0.0001", "0.1", "100", "10000")))
_MONEY = "万元"
_TELLING = 3


def numbers(text: str) -> Iterator[Decimal]:
    """The numbers in a text, without their signs."""
    for match in _NUMBER.finditer(fold(text)):
        value = as_number(match[0])
        if value is not None:
            yield value


def as_number(text: str) -> Decimal | None:
    """A printed number that stands alone, with its sign; None for anything else."""
    folded = fold(text).strip().rstrip(")%")
    sign = _SIGN.match(folded)
    try:
        value = Decimal(folded[1 if sign else 0 :].replace(",", ""))
    except InvalidOperation:
        return None
    return -value if sign else value


def is_of(printed: Decimal, figure: InvolvedFigure, *, signed: bool = False) -> bool:
    """Whether a printed number is the value of a figure; without ``signed`` the text may tell the sign in words."""
    if figure.value is None:
        return False
    value, number = (figure.value, printed) if signed else (abs(figure.value), abs(printed))
    return any(number * scale == value for scale in _scales(figure))


def _scales(figure: InvolvedFigure) -> tuple[Decimal, ...]:
    if figure.scale is not None:
        return (figure.scale,)
    return _SCALES if figure.unit == _MONEY else _SCALES[:1]


def is_telling(text: str) -> bool:
    """Whether a printed number has so many digits that it hardly stands elsewhere on a page by chance."""
    return sum(map(str.isdigit, text)) >= _TELLING
