"""Single changed figures are noticed: the whole point of the checks, measured on complete disclosures."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest

from pipeline.conversion import convert
from pipeline.model import Row, SourceFile
from pipeline.spec.tables import table_specs
from tests.mutations import STATEMENTS, mutations, noticed, only_proven
from tests.shared import SHARED, needs_shared

_RAW = Path(__file__).resolve().parent.parent / "data" / "raw"
_EVERY = 4  # of the changes, in the order of the tables: enough of each kind and each table


def _measured(path: Path, least: float) -> None:
    tables = convert(SourceFile(path.name, path.read_bytes())).tables
    changes = islice(mutations(tables, STATEMENTS, official=True), 0, None, _EVERY)
    result = noticed(tables, changes, identities_alone=True)
    assert set(result.tried) >= {"+100", "-1", "digits swapped", "blank", "next row", "next column"}
    shown = [f"{m.kind} {m.table}.{m.column} {m.name}" for m in result.missed]
    assert result.share >= least, shown


@pytest.mark.parametrize("name", ["shili-shi-kexue-jishu-ju-2024-final.pdf", "shili-shi-minzheng-ju-2024-final.xlsx"])
def test_in_a_complete_disclosure(name: str) -> None:
    _measured(_RAW / name, 0.97)


@needs_shared
def test_in_a_real_disclosure() -> None:
    assert SHARED is not None
    _measured(SHARED / "disclosures" / "sh-putuo-guihua-2024-final.pdf", 0.95)


def test_figures_of_the_narrative_and_the_forms_that_take_part_in_identities() -> None:
    path = _RAW / "wulumuqi-gongxin-2024-final.txt"
    tables = convert(SourceFile(path.name, path.read_bytes())).tables
    names = [name for name in table_specs() if name in tables and name != "statement_cell"]
    changes = only_proven(tables, mutations(tables, names, official=False))
    result = noticed(tables, islice(changes, 0, None, _EVERY), identities_alone=True)
    assert {m.table for m in mutations(tables, names, official=False)} >= {"narrative_figure", "performance_funding"}
    assert result.share >= 0.85, [f"{m.kind} {m.table}.{m.column} {m.name}" for m in result.missed]


def test_an_edited_table_contradicts_its_cells() -> None:
    path = _RAW / "shili-shi-kexue-jishu-ju-2024-final.pdf"
    tables = convert(SourceFile(path.name, path.read_bytes())).tables
    moved = [m for m in mutations(tables, ("general_budget_basic_expenditure",), official=True) if m.kind == "next row"]
    assert moved
    assert not noticed(tables, moved[::5]).missed, "lines exchanged within a class leave every sum as it was"


def test_changes_are_taken_back() -> None:
    row: Row = {"item": "total", "amount": Decimal("12.30"), "origin": "statement"}
    other: Row = {"item": "reception", "amount": Decimal("-1.00"), "origin": "statement"}
    tables = {"three_public": [row, other]}
    result = noticed(tables, mutations(tables, STATEMENTS, official=True))
    assert dict(result.tried) == {"+100": 2, "-1": 2, "digits swapped": 2, "sign lost": 1, "blank": 2, "next row": 1}
    assert (row["amount"], other["amount"]) == (Decimal("12.30"), Decimal("-1.00"))
