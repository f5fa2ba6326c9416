"""An unruled table as a grid of the common document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from pipeline.extract.pdf.grids import box_of
from pipeline.extract.pdf.lines import cell_text
from pipeline.extract.pdf.runs import Run
from pipeline.extract.pdf.unruled.columns import Columns
from pipeline.extract.pdf.unruled.heads import Head
from pipeline.extract.pdf.unruled.tables import AlignedTable
from pipeline.extract.pdf.words import Word
from pipeline.model import Cell, Grid


def aligned_grid(table: AlignedTable, page: int) -> Grid:
    """An unruled table as a grid; the sides of its rows lie midway between what stands in them."""
    ref, sides = f"p{page}", table.columns.sides
    contents = [[run for line in row for run in line.runs] for row in table.rows]
    head, ys = _head_rows(table.head, ref, sides) if table.head and table.headed else ([], [0.0])
    tops, bottoms = (
        [min(run.top for run in row) for row in contents],
        [max(run.bottom for run in row) for row in contents],
    )
    if contents:
        ys = [*ys[:-1], (ys[-1] + tops[0]) / 2 if head else tops[0]]
        ys += [(bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)] + [bottoms[-1]]
        ys = list(accumulate(ys, max))  # characters of damaged fonts may be higher than their page
    rows = list(head)
    fields = [dict(_fields([w for line in row for w in line.words], table.columns)) for row in table.rows]
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(fields):
        cells: list[Cell | None] = [None] * (len(sides) - 1)
        for (start, stop), content in row.items():
            if (number, start) in covered:
                continue
            last, runs = number, list(content)
            while (last, start) in table.tall and (start, stop) in fields[last + 1]:
                last += 1
                runs += fields[last][start, stop]
                covered.add((last, start))
            box = box_of(sides[start], ys[len(head) + number], sides[stop], ys[len(head) + last + 1])
            cells[start] = Cell(cell_text(runs) if runs else "", ref, last - number + 1, stop - start, box)
        rows.append(tuple(cells))
    return Grid(tuple(rows), ref, page)


def _head_rows(head: Head, ref: str, sides: Sequence[float]) -> tuple[list[tuple[Cell | None, ...]], list[float]]:
    """The rows of a head, and where they begin and end."""
    top, bottom = min(cell.block.top for cell in head.cells), max(cell.block.bottom for cell in head.cells)
    ys = [top + (bottom - top) * number / head.height for number in range(head.height + 1)]
    rows: list[list[Cell | None]] = [[None] * (len(sides) - 1) for _ in range(head.height)]
    taken: set[tuple[int, int]] = set()
    for cell in head.cells:
        height = head.height - cell.row if cell.last else 1
        box = box_of(sides[cell.start], ys[cell.row], sides[cell.stop], ys[cell.row + height])
        text = cell_text(cell.block.runs)
        rows[cell.row][cell.start] = Cell(text, ref, height, cell.stop - cell.start, box)
        taken |= {(r, c) for r in range(cell.row, cell.row + height) for c in range(cell.start, cell.stop)}
    for row, column in {(r, c) for r in range(head.height) for c in range(len(sides) - 1)} - taken:
        box = box_of(sides[column], ys[row], sides[column + 1], ys[row + 1])
        rows[row][column] = Cell("", ref, 1, 1, box)
    return [tuple(row) for row in rows], ys


def _fields(words: Sequence[Word], columns: Columns) -> list[tuple[tuple[int, int], list[Run]]]:
    """The cells of a row, as (first column, column after the last), with their runs; wide words make wide cells."""
    found: list[tuple[int, int, list[Run]]] = []
    for start, stop, runs in sorted((*columns.range_of(word), list(word.runs)) for word in words):
        if found and start < found[-1][1]:
            before = found.pop()
            found.append((before[0], max(before[1], stop), before[2] + runs))
        else:
            found.append((start, stop, runs))
    taken = {number for start, stop, _ in found for number in range(start, stop)}
    found += [(number, number + 1, []) for number in range(len(columns.columns)) if number not in taken]
    return [((start, stop), runs) for start, stop, runs in found]
