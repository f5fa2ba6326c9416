"""From runs to printed lines, on the page and inside cells.

Digits are often set up to half a font size lower than the Chinese text around them. Base lines that differ by less
therefore belong to one line, and a line is read from left to right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from pipeline.extract.pdf.runs import GAP, Run

#: Runs whose base lines differ by less than this part of the larger font size stand on one line.
_SAME_LINE = 0.5
#: Outside cells a gap of this part of the font size is a layout space, and a gap of ``_WIDE`` is two.
_SPACE = 0.5
_WIDE = 2.0
#: The same text drawn again this near (part of the font size) is drawn twice, for a shadow or for bold print.
_TWICE = 0.2

_left = itemgetter(1)


def group_lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Printed lines from top to bottom, each with its runs from left to right; what is drawn twice stands there once."""
    lines: list[list[Run]] = []
    line: list[Run] = []
    first = size = 0.0
    for run in sorted(runs):
        if line and run.base - first < _SAME_LINE * max(size, run.size):
            line.append(run)
            size = max(size, run.size)
            continue
        line = [run]
        lines.append(line)
        first, size = run.base, run.size
    for line in lines:
        if len(line) > 1:
            line.sort(key=_left)
            if any(right.x0 < left.x1 - 1 for left, right in pairwise(line)):
                line[:] = _once(line)
    return lines


def _once(line: list[Run]) -> list[Run]:
    """A line without the runs that are another one drawn again."""
    kept: list[Run] = []
    for run in line:
        near = _TWICE * run.size
        if not any(
            run.text == other.text and run.x0 - other.x0 < near and abs(run.base - other.base) < near
            for other in reversed(kept[-_NEIGHBOURS:])
        ):
            kept.append(run)
    return kept


#: So many runs to the left are looked at for the same text.
_NEIGHBOURS = 4


def line_text(line: Sequence[Run]) -> str:
    """The text of a line outside cells, with its layout spaces."""
    parts: list[str] = []
    end = line[0].x1
    for run in line:
        if parts:
            gap = run.x0 - end
            if gap > _WIDE * run.size:
                parts.append("  ")
            elif run.spaced or gap > _SPACE * run.size:
                parts.append(" ")
        parts.append(run.text)
        end = max(end, run.x1)
    return "".join(parts)


def cell_text(runs: Sequence[Run]) -> str:
    """The text of a cell: a line end between printed lines, a space where a gap or a printed space stands."""
    if len(runs) == 1:
        return runs[0].text
    return "\n".join(map(_cell_line, group_lines(runs)))


def _cell_line(line: Sequence[Run]) -> str:
    text = line[0].text
    end = line[0].x1
    for run in line[1:]:
        text += f" {run.text}" if run.spaced or run.x0 > end + GAP else run.text
        end = run.x1
    return text
