"""Names of subjects that overflow their cell into the row below or above, put back by the names that their codes have.

Where rows are lower than a wrapped name, the rest of it is printed in the next row: 机关事业单位基本养老保 beside 2080505,
险缴费支出机关事业单位职业年金缴 beside 2080506, where the two may even be printed over each other. What belongs to which row
is certain only where both rows have a code, and the names of both codes account for every character.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise, zip_longest

from pipeline.normalize.statements.lines import TableLine
from pipeline.spec.codes import code_list
from pipeline.text import key

#: A name is begun by so many characters at least; one alone stands in too many names.
_BEGUN = 2


def put_back(lines: list[TableLine]) -> list[TableLine]:
    """Mend labels in place, and take out lines that were nothing but the rest of one; the lines whose label changed."""
    mended: dict[int, TableLine] = {}
    halves: dict[int, list[TableLine]] = {}
    for line in lines:
        halves.setdefault(line.half, []).append(line)
    for half in halves.values():
        for above, below in pairwise(half):
            labels = _parted(above, below)
            if labels:
                above.label, below.label = labels
                mended.update({line.number: line for line in (above, below) if line.label})
    lines[:] = [line for line in lines if line.label or line.code or line.figures]
    return [mended[number] for number in sorted(mended)]


def _parted(above: TableLine, below: TableLine) -> tuple[str, str] | None:
    """The labels of two rows of which one holds a part of the other's; None where they are right, or not certain."""
    upper, lower = key(above.label), key(below.label)
    names, others = _names(above.code), _names(below.code)
    if not upper or not lower or upper in names or lower in others:
        return None
    if not below.code and not below.figures and upper + lower in names:
        return above.label + below.label, ""
    for name in names:
        for other in others:
            rest = name[len(upper) :]
            if len(upper) >= _BEGUN and name.startswith(upper) and 0 < len(rest) < len(lower):
                begun = other[: len(lower) - len(rest)]  # the whole name, or what is not printed in a further row
                if _printed_as(lower, rest, begun):
                    return names[name], others[other][: len(begun)]
            rest = other[: len(other) - len(lower)]
            if len(lower) >= _BEGUN and other.endswith(lower) and len(rest) > 0 and _printed_as(upper, name, rest):
                return names[name], others[other]
    return None


@cache
def _names(code: str) -> Mapping[str, str]:
    """All names that a code has had, by the form in which labels are compared."""
    entries = code_list("economic" if code.startswith("3") else "functional").entries if code else ()
    return {key(entry.name): entry.name for entry in entries if entry.code == code}


def _printed_as(text: str, one: str, other: str) -> bool:
    """Whether a text is ``one`` with ``other`` behind it, or both printed over each other: a character of each in turn."""
    if len(text) != len(one) + len(other):
        return False
    return text in (one + other, _in_turn(one, other), _in_turn(other, one))


def _in_turn(one: str, other: str) -> str:
    pairs = zip_longest(one, other, fillvalue="")
    return "".join(first + second for first, second in pairs)
