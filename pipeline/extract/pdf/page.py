"""One page: its grids and its lines, in reading order, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pipeline.extract.pdf import findings, pdfium
from pipeline.extract.pdf.borders import missing_sides
from pipeline.extract.pdf.cells import find_tables, merge
from pipeline.extract.pdf.grids import Table, box_of, grid_box
from pipeline.extract.pdf.hidden import hidden_characters
from pipeline.extract.pdf.legibility import BULLETS, readable, suspects
from pipeline.extract.pdf.lines import group_lines, line_text
from pipeline.extract.pdf.objects import objects_of_page
from pipeline.extract.pdf.resnap import chained, from_own_rulings
from pipeline.extract.pdf.rulings import read_rulings
from pipeline.extract.pdf.runs import Glyphs, Run, page_text, read_runs
from pipeline.extract.pdf.unruled.grid import aligned_grid
from pipeline.extract.pdf.unruled.lines import PrintedLine
from pipeline.extract.pdf.unruled.tables import AlignedTable, find_aligned
from pipeline.extract.pdf.view import Edge, Edges, view_of
from pipeline.model import Block, Doubt, Finding, Line

#: More rulings than this are a drawing; the densest real page has some hundred.
_MOST_RULINGS = 3000
#: So many paths on a page without text are text drawn as shapes.
_DRAWN_TEXT = 200
_SAMPLE = 30


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page. ``printed`` tells whether anything is printed there at all, legible or not.

    ``table`` is the unruled table with which the page ends, if it does so.
    """

    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    printed: bool = True
    doubts: list[Doubt] = field(default_factory=list)
    table: AlignedTable | None = None


@dataclass(frozen=True, slots=True)
class _Rulings:
    """The merged rulings of a page, and as they are drawn."""

    vertical: list[Edge]
    horizontal: list[Edge]
    drawn: tuple[Edges, Edges]


def read_page(page: int, text: int, number: int, before: AlignedTable | None = None) -> PageContent:
    """The content of a page from its pdfium handles; ``number`` is 1-based, ``before`` the table with which the last one ended."""
    objects = objects_of_page(page)
    string = page_text(text, pdfium.char_count(text))
    view = view_of(page, text, len(string))
    hidden = hidden_characters(text, len(string), objects)
    glyphs, runs = read_runs(text, string, view, hidden)
    if not runs and not glyphs.slanted and not suspects(string):
        printed = bool(objects.images or objects.forms or len(objects.paths) > _DRAWN_TEXT)
        return PageContent([], [findings.page_without_text(number)] if printed else [], printed)
    seen = string if hidden is None else "".join(c for c, gone in zip(string, hidden.tolist(), strict=True) if not gone)
    if not readable(seen):
        return PageContent([], [findings.page_unreadable_text(number, "".join(seen.split())[:_SAMPLE])])
    notes: list[Finding] = []
    if wrong := suspects(seen):
        notes.append(findings.text_suspect(number, wrong))
    drawn = view.edges(*read_rulings(objects))
    vertical, horizontal = (merge(edges) for edges in drawn)
    if len(vertical) + len(horizontal) > _MOST_RULINGS:
        notes.append(findings.page_too_complex(number, len(vertical) + len(horizontal)))
        vertical, horizontal = [], []
    content = _content(number, glyphs, runs, _Rulings(vertical, horizontal, drawn), before)
    content.findings.extend(notes)
    return content


def _content(
    number: int, glyphs: Glyphs, runs: list[Run], rulings: _Rulings, before: AlignedTable | None
) -> PageContent:
    """The grids and lines of a page from top to bottom, text that runs in another direction last; and what is in doubt."""
    vertical, horizontal = rulings.vertical, rulings.horizontal
    tables, others = _ruled(glyphs, runs, rulings)
    more = missing_sides(vertical, horizontal, others)
    if any(more):
        tables, others = _ruled(glyphs, runs, _closed(rulings, *more))
    ref = f"p{number}"
    doubts = [Doubt(reason, ref, box) for table in tables for reason, box in table.doubts(*more)]
    placed: list[tuple[float, float, Block]] = [(table.top, table.left, table.grid(number)) for table in tables]
    lines = [PrintedLine(line, line_text(line)) for line in group_lines(others)]
    start = 0
    last: AlignedTable | None = None
    for table in find_aligned(lines, horizontal, before):
        placed += [_placed_line(line, number) for line in lines[start : table.start]]
        grid = aligned_grid(table, number)
        placed.append((lines[table.start].base, table.columns.left, grid))
        doubts.append(Doubt("unruled", ref, grid_box(grid)))
        start, last = table.stop, table
    if not _goes_on(last, lines[start:], tables):
        last = None
    placed += [_placed_line(line, number) for line in lines[start:]]
    placed.sort(key=lambda block: block[:2])
    blocks = [block for _, _, block in placed]
    return PageContent(blocks + [Line(p, ref, number) for p in glyphs.slanted], doubts=doubts, table=last)


def _goes_on(table: AlignedTable | None, below: list[PrintedLine], ruled: list[Table]) -> bool:
    """Is an unruled table the last thing on its page, but for a running foot, so that it may go on on the next one?"""
    if table is None or any(other.top > table.bottom for other in ruled):
        return False
    others = [line for line in below if not line.is_page_number]
    return len(others) <= 1 and not any(line.is_note or line.is_caption for line in others)


def _closed(rulings: _Rulings, upright: list[Edge], level: list[Edge]) -> _Rulings:
    """The rulings with those added that are missing."""
    drawn = [
        np.concatenate((edges, np.array(more, np.float64).reshape(-1, 3)))
        for edges, more in zip(rulings.drawn, (upright, level), strict=True)
    ]
    return _Rulings(sorted(rulings.vertical + upright), sorted(rulings.horizontal + level), (drawn[0], drawn[1]))


def _ruled(glyphs: Glyphs, runs: list[Run], rulings: _Rulings) -> tuple[list[Table], list[Run]]:
    """The ruled tables of a page, and the text that stands in none of them."""
    tables: list[Table] = []
    lattices = find_tables(rulings.vertical, rulings.horizontal)
    astray = len(lattices) > 1 and any(map(chained, rulings.drawn))
    for lattice in lattices:
        table = Table(lattice)
        if astray or table.overlaps:
            table = from_own_rulings(table, *rulings.drawn)
        runs = table.take(runs, glyphs)
        if table.is_striped():
            runs = runs + table.runs
        else:
            tables.append(table)
    return tables, runs


def _placed_line(line: PrintedLine, number: int) -> tuple[float, float, Line]:
    runs, text = line.runs, line.text
    left, right = runs[0].x0, max([run.x1 for run in runs])
    box = box_of(left, min([run.top for run in runs]), right, max([run.bottom for run in runs]))
    bullet = text[0] in BULLETS
    return runs[0].base, left, Line(text[1:].lstrip() if bullet else text, f"p{number}", number, bullet, box)
