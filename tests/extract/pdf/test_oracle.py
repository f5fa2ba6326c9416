"""Cells are those of pdfplumber, whose definition of a table is taken over, on all pages of typeset and real files.

Where a table has an open side, pdfplumber leaves out the row or column beyond it; there its rows are a part of ours.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest

from pipeline.extract import load, read
from pipeline.model import Grid, SourceFile
from tests.shared import SHARED, needs_shared
from tests.typesetter import random_record
from tests.typesetter.pdf import set_pdf

Rows = list[list[str | None]]
REAL = sorted((SHARED / "disclosures").glob("*.pdf")) if SHARED else []
#: Real tables that go on from the page before without a line at the top: the first row is missing in pdfplumber's.
OPEN = {"js-gaoyuan-2018-budget.pdf": 5}


def of_pdfplumber(source: SourceFile) -> list[list[Rows]]:
    with pdfplumber.open(BytesIO(source.data)) as document:
        return [page.extract_tables() for page in document.pages]


def ours(source: SourceFile, pages: int) -> list[list[Rows]]:
    found: list[list[Rows]] = [[] for _ in range(pages)]
    for block in read(source).blocks:
        if isinstance(block, Grid) and block.page:
            found[block.page - 1].append([[cell.text if cell else None for cell in row] for row in block.rows])
    return found


def compare(source: SourceFile) -> int:
    """Assert that the tables agree; gives back how many of ours have more rows."""
    theirs = of_pdfplumber(source)
    longer = 0
    for number, (expected, found) in enumerate(zip(theirs, ours(source, len(theirs)), strict=True), 1):
        assert len(found) == len(expected), f"{source.name} page {number}"
        for table, rows in zip(found, expected, strict=True):
            if len(table) > len(rows):
                longer += 1
                table = table[len(table) - len(rows) :]
            assert table == rows, f"{source.name} page {number}"
    return longer


@pytest.mark.parametrize("seed", range(3))
def test_typeset_tables_are_those_of_pdfplumber(seed: int) -> None:
    assert compare(SourceFile(f"typeset-{seed}.pdf", set_pdf(random_record(seed), seed))) == 0


@needs_shared
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_tables_are_those_of_pdfplumber(path: Path) -> None:
    assert compare(load(path)) == OPEN.get(path.name, 0)
