"""Clauses of running text found again, with the same number or with another one."""

from __future__ import annotations

import re

from pipeline.evidence.numbers import is_of, numbers
from pipeline.evidence.reading import SAME, Reading, other, unknown
from pipeline.model import InvolvedFigure

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_DIGITS = re.compile(_NUMBER)
#: Fewer characters than these around the number may stand in several places.
_FEW = 2
_RECKONED = unknown("原句没有印这个数", "the clause does not print this number")


def in_clause(figure: InvolvedFigure, quote: str, text: str) -> Reading | None:
    """The reading of a clause among the text of its page or lines; None when it is not found, not even with other numbers.

    ``quote`` and ``text`` are in the form in which texts are compared.
    """
    if quote in text:
        printed = list(numbers(quote))  # none where it is said in words: no change
        if not printed or any(is_of(number, figure) for number in printed):
            return SAME
        alone = _DIGITS.findall(quote)
        return other(alone[0]) if len(alone) == 1 else _RECKONED
    words = [re.escape(part) for part in _DIGITS.split(quote)]
    if len(words) < 2 or sum(map(len, words)) < _FEW:
        return None
    found = set(re.findall(_NUMBER.join(words), text))
    if len(found) != 1:
        return None
    clause = found.pop()
    if any(is_of(number, figure) for number in numbers(clause)):
        return SAME
    return other(clause)
