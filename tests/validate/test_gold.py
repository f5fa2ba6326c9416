"""The real disclosures: what is wrong in them is found, what only looks wrong is not, planted misprints are caught."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model import Finding
from pipeline.validate import Report, validate
from tests.shared import SHARED, needs_shared
from tests.validate.gold import Fact, GoldDisclosure
from tests.validate.official import OfficialDisclosure

pytestmark = needs_shared
_GOLD = SHARED / "gold" if SHARED else Path()
_REFERENCE = _GOLD / "000_d275dab837725ab3"
_OFFICIAL = _GOLD / "sh-putuo-guihua-2024-final"
_FORM_MONEY = (
    "init",
    "annual",
    "executed",
    "fund_own_init",
    "fund_own_annual",
    "fund_own_exec",
    "other_init",
    "other_annual",
    "other_exec",
)


def _identities(report: Report) -> set[tuple[str, str, str | None]]:
    return {(finding.rule, finding.severity, finding.row_key) for finding in report.findings}


def _new(report: Report, known: set[tuple[str, str, str | None]]) -> list[Finding]:
    return [f for f in report.findings if (f.rule, f.severity, f.row_key) not in known]


def test_the_reference_has_no_error_and_only_its_known_remarks() -> None:
    report = validate(GoldDisclosure(_REFERENCE).tables())
    assert Counter((f.severity, f.rule) for f in report.findings) == {
        ("warning", "total-score-present"): 1,  # the line 总分 of form 11 is not in the dump
        ("warning", "form-complete"): 1,  # nor its weight, which stands in the same line
        ("info", "rate-on-zero-base"): 5,
        ("info", "deviation-unexplained"): 2,
        ("info", "procurement-plausible"): 1,
        ("info", "carried-project-opening"): 2,  # two projects of money carried over, and an opening balance of 0
        ("info", "fiscal-change-parts"): 1,  # the total fell by 66.30 more than its funds
        ("info", "vehicles-kept-owned"): 1,  # explained in the text: one vehicle stands idle
    }
    assert report.totals.rounding == 3  # 基本支出, and the shares of the classes and of the three public expenses
    assert report.totals.passed > 700


def test_the_real_errors_of_the_official_tables_are_found_and_nothing_else() -> None:
    report = validate(OfficialDisclosure(_OFFICIAL).tables())
    assert [(f.rule, f.actual, f.expected) for f in report.findings] == [
        ("basic-narrative-table", "5377.64", "5364.75"),
        ("personnel-narrative-table", "4896.98", "4884.09"),
    ]
    assert report.totals.rounding == 14


def test_every_cell_of_the_official_tables_is_guarded() -> None:
    known = _identities(validate(OfficialDisclosure(_OFFICIAL).tables()))
    missed = []
    for number in range(len(OfficialDisclosure(_OFFICIAL).cells)):
        disclosure = OfficialDisclosure(_OFFICIAL)
        cell = disclosure.cells[number]
        cell["value"] = str(Decimal(cell["value"]) + 100)
        if not _new(validate(disclosure.tables()), known):
            missed.append(cell)
    assert missed == []


@pytest.mark.parametrize("change", [100, -100])
def test_every_amount_that_takes_part_in_an_identity_is_guarded(change: int) -> None:
    known = _identities(validate(GoldDisclosure(_REFERENCE).tables()))
    missed = set()
    for number, fact in enumerate(GoldDisclosure(_REFERENCE).facts):
        if fact["unit"] != "万元":
            continue
        disclosure = GoldDisclosure(_REFERENCE)
        disclosure.facts[number]["value"] = str(Decimal(fact["value"]) + change)
        if not _new(validate(disclosure.tables()), known):
            missed.add((fact["section"], fact["subject"]))
    # The figure that funds compare with their budget is the total in some places, the expenditure of the year in others.
    compared = ("二.七", "政府性基金预算财政拨款收入支出总体")
    assert missed == {("二.十.三", "房屋"), ("二.十.三", "车辆"), compared}, (
        "the values of assets are stated once and add up to nothing"
    )


def test_every_amount_of_the_forms_is_guarded() -> None:
    known = _identities(validate(GoldDisclosure(_REFERENCE).tables()))
    for number in range(len(GoldDisclosure(_REFERENCE).projects)):
        for column in _FORM_MONEY:
            disclosure = GoldDisclosure(_REFERENCE)
            project = disclosure.projects[number]
            project[column] = str(Decimal(project[column]) + 100)
            assert _new(validate(disclosure.tables()), known), (number + 1, column)


def test_most_random_misprints_are_caught() -> None:
    """300 single changes of figures: an amount by 100万元, or one digit of any figure, also of the last place."""
    rng = random.Random(20241)
    known = _identities(validate(GoldDisclosure(_REFERENCE).tables()))
    caught = planted = 0
    while planted < 300:
        disclosure = GoldDisclosure(_REFERENCE)
        if rng.random() < 0.75:
            fact, column = rng.choice(disclosure.facts), "value"
            money = fact["unit"] == "万元"
        else:
            fact, column, money = rng.choice(disclosure.projects), rng.choice(_FORM_MONEY), True
        fact[column] = _misprinted(fact, column, money, rng)
        planted += 1
        caught += bool(_new(validate(disclosure.tables()), known))
    assert caught >= 270, f"{caught} of {planted}"


def _misprinted(fact: Fact, column: str, money: bool, rng: random.Random) -> str:
    text = fact[column]
    if money and rng.random() < 0.5:
        return str(Decimal(text) + rng.choice([100, -100]))
    places = [place for place, character in enumerate(text) if character.isdigit()]
    while True:
        place, digit = rng.choice(places), rng.choice("0123456789")
        changed = text[:place] + digit + text[place + 1 :]
        if Decimal(changed) != Decimal(text):
            return changed
