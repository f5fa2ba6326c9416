"""One page: its grids and its lines, in reading order."""

from __future__ import annotations

from itertools import repeat

from pipeline.extract.pdf import pdfium
from pipeline.extract.pdf.cells import find_tables, merge
from pipeline.extract.pdf.grids import Table, box_of
from pipeline.extract.pdf.lines import group_lines, line_text
from pipeline.extract.pdf.rulings import read_rulings
from pipeline.extract.pdf.runs import page_text, read_runs
from pipeline.extract.pdf.view import view_of
from pipeline.model import Block, Line


def read_page(page: int, text: int, number: int) -> list[Block]:
    """The blocks of a page from its pdfium handles; ``number`` is 1-based."""
    count = pdfium.char_count(text)
    view = view_of(page, text, count)
    objects = list(map(pdfium.object_at, repeat(page), range(max(0, pdfium.object_count(page)))))
    kinds = list(map(pdfium.object_kind, objects))
    vertical, horizontal = view.edges(*read_rulings(objects, kinds))
    tables = [Table(cells) for cells in find_tables(merge(vertical), merge(horizontal))]
    glyphs, runs = read_runs(text, page_text(text, count), view)
    for table in tables:
        runs = table.take(runs, glyphs)
    placed: list[tuple[float, float, Block]] = [(table.ys[0], table.xs[0], table.grid(number)) for table in tables]
    for line in group_lines(runs):
        box = box_of(
            line[0].x0, min(run.top for run in line), max(run.x1 for run in line), max(run.bottom for run in line)
        )
        placed.append((line[0].base, box.x0, Line(line_text(line), f"p{number}", number, box=box)))
    placed.sort(key=lambda block: block[:2])
    return [block for _, _, block in placed]
