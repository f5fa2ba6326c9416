"""Places in a source as references write them: a page, lines of a text, a cell of a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REF = re.compile(r"^(?:(\d+)/)?(?:p(\d+)(?:-(\d+))?|L(\d+)(?:-(\d+))?|(.+)!([A-Z]{1,3})(\d+)(?::.*)?)$")


@dataclass(frozen=True, slots=True)
class Place:
    """``part`` is the number of the file, from 1. Pages and lines go from ``first`` to ``last``; cells have ``sheet``."""

    part: int
    first: int
    last: int
    kind: str
    sheet: str = ""
    column: str = ""


def place_of(ref: str) -> Place | None:
    """The place that a reference names; None for places of other kinds."""
    match = _REF.match(ref)
    if not match:
        return None
    part = int(match[1] or 1)
    if match[2]:
        return Place(part, int(match[2]), int(match[3] or match[2]), "page")
    if match[4]:
        return Place(part, int(match[4]), int(match[5] or match[4]), "line")
    return Place(part, int(match[8]), int(match[8]), "cell", match[6], match[7])
