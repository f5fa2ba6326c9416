"""Every figure of typeset workbooks and of the sample is found as a cell of a table, below its title."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.extract import read
from pipeline.extract.workbook.address import parse_cell
from pipeline.model import Document, Grid, Line, SourceFile
from pipeline.text import key
from tests.typesetter import random_record, set_xlsx, write_gold
from tests.typesetter.samples import samples

RAW = Path(__file__).resolve().parents[3] / "data" / "raw"


def gold_cells(folder: Path) -> dict[str, Counter[str]]:
    """The figures of each table by its title."""
    found: dict[str, Counter[str]] = {}
    with (folder / "cells.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(key(row["table"]), Counter())[row["value"]] += 1
    return found


def read_cells(document: Document, titles: set[str]) -> dict[str, Counter[str]]:
    """The texts with two decimals in the grids below each title."""
    found: dict[str, Counter[str]] = {}
    title = ""
    for block in document.blocks:
        if isinstance(block, Line):
            title = key(block.text) if key(block.text) in titles else title
            continue
        texts = [cell.text.replace(",", "") for row in block.rows for cell in row if cell]
        found.setdefault(title, Counter()).update(t for t in texts if t[-3:-2] == "." and t[0] in "-0123456789")
    return {name: cells for name, cells in found.items() if cells}


@pytest.mark.parametrize("seed", [1, 2, 3, 7, 11, 19])
def test_every_figure_of_a_typeset_workbook_is_read(seed: int, tmp_path: Path) -> None:
    record = random_record(seed)
    write_gold(record, tmp_path, seed, form="xlsx")
    document = read(SourceFile("a.xlsx", set_xlsx(record, seed)))
    gold = gold_cells(tmp_path)
    assert sum(gold.values(), Counter()).total() > 50
    assert read_cells(document, set(gold)) == gold
    assert sum(isinstance(block, Grid) for block in document.blocks) == 9
    assert document.findings == ()


def test_every_figure_of_the_sample_is_read(tmp_path: Path) -> None:
    (sample,) = [s for s in samples() if s.name.endswith(".xlsx")]
    write_gold(sample.record, tmp_path, sample.seed, form="xlsx", layout=sample.layout)
    document = read(SourceFile(sample.name, (RAW / sample.name).read_bytes()))
    gold = gold_cells(tmp_path)
    assert read_cells(document, set(gold)) == gold


def test_references_lead_back_to_the_cells() -> None:
    import openpyxl

    path = next(RAW.glob("*.xlsx"))
    workbook = openpyxl.load_workbook(path)
    document = read(SourceFile(path.name, path.read_bytes()))
    checked = 0
    for block in document.blocks:
        for cell in (c for row in block.rows for c in row) if isinstance(block, Grid) else (block,):
            if cell is None:
                continue
            sheet, _, address = cell.ref.partition("!")
            assert parse_cell(address)
            value = workbook[sheet][address].value
            checked += 1
            shown = f"{value:.2f}" if isinstance(value, int | float) else (value or "")
            assert cell.text.replace(",", "") == shown.replace(",", "")
    assert checked > 1000
