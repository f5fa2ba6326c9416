"""Kind ``direction``: 增加 and 减少 in the clause agree with the sign of the published change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.spec.checks import NARRATIVE, Check
from pipeline.spec.narrative import figure_spec
from pipeline.text import key
from pipeline.validate.index import Index
from pipeline.validate.outcome import PASS, Outcome, failed, skipped
from pipeline.validate.quantity import Quantity, printed


def check_direction(check: Check, index: Index) -> Iterator[Outcome]:
    """For every figure of ``rows``: the last word of direction before the number in its quote fits its sign."""
    figures = index.select(check.one["rows"]).figures
    if not figures:
        yield skipped("absent")
    for figure in figures:
        yield _one(check, figure)


def _one(check: Check, figure: Quantity) -> Outcome:
    quote = str(figure.row.get("quote") or "")
    match = _pattern().search(figure_spec().leftover.sub("", key(quote)))
    if not match:
        return skipped("no-word")
    if figure.value == 0 or match["sign"]:
        return PASS
    down = match["word"] in figure_spec().down
    if down == (figure.value < 0):
        return PASS
    return failed(
        check,
        NARRATIVE,
        figure.row,
        f"“{quote}”（{figure.ref}）说“{match['word']}”，数值却为 {printed(figure.value, figure.unit)}",
        f"“{quote}” ({figure.ref}) says {match['word']}, yet the value is {printed(figure.value, figure.unit)}",
        expected="<0" if down else ">0",
        actual=f"{figure.value:f}",
        figures=(figure,),
    )


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted((*figure_spec().up, *figure_spec().down), key=lambda word: (-len(word), word))
    return re.compile(rf".*(?P<word>{'|'.join(words)})[^\d\-]{{0,6}}(?P<sign>-?)[\d,.]+\D*$")
