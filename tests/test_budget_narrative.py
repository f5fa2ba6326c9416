"""A Shanghai budget: 预算编制说明 between definitions and tables is read like any other text, and checked with the tables."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.conversion import convert
from pipeline.model import Dataset
from tests.planted.paper import set_sheet
from tests.typesetter import random_record


def _converted(seed: int) -> tuple[Dataset, Counter[tuple[str, object]]]:
    sheet = set_sheet(random_record(seed), seed, "shanghai_budget")
    assert sheet.narrative
    stated = Counter((fact.measure, abs(fact.value)) for fact in sheet.narrative.facts)
    return convert(sheet.source), stated


@pytest.mark.parametrize("seed", [4, 12, 36, 60])
def test_every_figure_is_read_and_holds(seed: int) -> None:
    dataset, stated = _converted(seed)
    read = Counter((str(r["measure"]), abs(r["value"])) for r in dataset.tables["narrative_figure"])  # type: ignore[arg-type]
    assert read == stated
    assert [f.message for f in dataset.findings if f.severity != "info"] == []
    passed = {r["check"] for r in dataset.tables["check_result"] if r["status"] in ("pass", "rounding")}
    assert {"compiled-income-parts", "compiled-balance", "compiled-paid-funds", "compiled-general-table"} <= passed
    terms = [str(r["term"]) for r in dataset.tables["text_item"] if r["group"] == "glossary"]
    assert len(terms) == len(random_record(seed).glossary), "titles of tables are no definitions"


def test_items_of_all_funds_stand_under_their_fund() -> None:
    record = random_record(28)
    dataset = convert(set_sheet(record, 28, "shanghai_budget").source)
    items = {(r["fund"], r["functional_code"]) for r in dataset.tables["functional_expenditure"]}
    for fund, name in zip(record.accounts.funds, ("general_budget", "government_fund", "state_capital"), strict=True):
        assert {(name, i.code) for i in fund.items if i.amount} <= items
