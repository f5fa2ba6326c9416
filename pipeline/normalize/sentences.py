"""A paragraph's sentences, each divided into what it states, how it explains it, and free text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.spec.narrative import FigureSpec

_END = re.compile(r"[。!?;]")
#: A bracket that is closed before the sentence ends, whatever brackets stand in it; none is longer than so many characters.
_CLOSED = re.compile(r"(?:[^()。!?]|\([^()]{0,200}\)){0,400}\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Offsets in a paragraph's text: facts from ``start`` to ``told``, then the explanation up to ``end``.

    ``reason`` is the offset where the explanation's own words begin (None when the tail is free text, e.g. what money was
    used for, or when there is no tail). ``end`` excludes the closing mark.
    """

    start: int
    told: int
    reason: int | None
    end: int


def sentences(folded: str, spec: FigureSpec) -> Iterator[Sentence]:
    """Divide folded text into sentences; a semicolon inside an enumerated explanation does not end it."""
    start = 0
    while start < len(folded):
        end = _first_end(folded, start)
        marker = _marker(folded, start, end, spec)
        if marker and marker[1]:
            while end < len(folded) and folded[end] == ";" and spec.reason_continues.match(folded[end + 1 :]):
                end = _first_end(folded, end + 1)
            end = _next_change(folded, marker[2], end, spec)
        if marker and not marker[1]:
            again = spec.free_end.search(folded, marker[2], end)
            end = again.start() if again else end
        if end > start:
            told = marker[0] if marker else end
            reason = marker[2] if marker and marker[1] else None
            yield Sentence(start, min(told, end), reason, end)
        start = end + 1


def _next_change(folded: str, start: int, end: int, spec: FigureSpec) -> int:
    """Where an explanation ends because the sentence goes on with a further change that has an explanation of its own.

    主要原因是厉行节约,与上年相比减少0.44万元,减少的主要原因是接待批次减少
    """
    again = spec.reason_marker.search(folded, start, end)
    change = spec.next_change.search(folded, start, again.start()) if again else None
    if not change:
        return end
    clause = max(folded.rfind(",", start, change.start()) + 1, start)
    if not spec.changed.match(folded[clause : change.start()]):
        return change.start()
    return (
        clause - 1 if clause > start else end
    )  # 财政拨款收入增加,较2023年增加…: the clause before it names what changed


def _first_end(folded: str, start: int) -> int:
    """Where the sentence ends: at a full stop, or at a semicolon that stands in no bracket."""
    for match in _END.finditer(folded, start):
        if match[0] != ";" or not _in_bracket(folded, start, match.start()):
            return match.start()
    return len(folded)


def _in_bracket(folded: str, start: int, mark: int) -> bool:
    opened = folded.count("(", start, mark) > folded.count(")", start, mark)
    return opened and bool(_CLOSED.match(folded, mark))


def _marker(folded: str, start: int, end: int, spec: FigureSpec) -> tuple[int, bool, int] | None:
    """The first word that opens an explanation (True) or free text (False): where it starts and ends."""
    reason = spec.reason_marker.search(folded, start, end)
    free = spec.free_marker.search(folded, start, end)
    if reason and (not free or reason.start() <= free.start()):
        return reason.start(), True, reason.end()
    return (free.start(), False, free.end()) if free else None
