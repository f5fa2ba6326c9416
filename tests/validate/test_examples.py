"""Every check of ``schemas/checks`` against its own example: it passes as written and fails with its change."""

from __future__ import annotations

import re

import pytest

from pipeline.errors import SpecError
from pipeline.spec.checks import Check, Example, checks
from pipeline.validate import validate
from pipeline.validate.examples import example_tables

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)
def test_the_example_passes(check: Check) -> None:
    report = validate(example_tables(check.example, check.id), only=(check,))
    tally = report.tallies[check.id]
    assert report.findings == ()
    assert (tally.failed, tally.passed + tally.rounding > 0) == (0, True), tally


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)
def test_the_changed_example_fails(check: Check) -> None:
    report = validate(example_tables(check.example, check.id, failing=True), only=(check,))
    assert report.tallies[check.id].failed == len(report.findings) > 0
    for finding in report.findings:
        assert (finding.rule, finding.severity) == (check.id, check.severity)
        assert finding.message.startswith(check.title)
        assert _CHINESE.search(finding.message)
        assert finding.message_en.startswith(check.title_en)
        assert finding.source_ref.startswith("L")
        assert finding.table
        assert finding.row_key
        assert finding.source_ref in finding.message, "the message says where"


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)
def test_titles_are_in_the_language_they_claim(check: Check) -> None:
    assert _CHINESE.search(check.title)
    assert not _CHINESE.search(check.title_en)


def test_the_values_of_an_example_are_typed_by_the_table() -> None:
    rows = "staffing: category | count\nactive |\ntotal | 7"
    tables = example_tables(Example(rows, 2, {"count": "8"}), "x")
    assert tables["staffing"] == [
        {"category": "active", "count": None, "source_ref": "L1"},
        {"category": "total", "count": 7, "source_ref": "L2"},
    ]
    assert example_tables(Example(rows, 2, {"count": "8"}), "x", failing=True)["staffing"][1]["count"] == 8


@pytest.mark.parametrize(
    ("rows", "row", "values", "message"),
    [
        ("staffing: category | count\ntotal", 1, {"count": "1"}, "1 values under 2 columns"),
        ("staffing: category | colour\ntotal | red", 1, {"count": "1"}, "has no column colour"),
        ("staffing: category | count\ntotal | 1", 1, {"colour": "1"}, "has no column colour"),
        ("staffing: category | count\ntotal | 1", 2, {"count": "1"}, "has no row 2"),
    ],
)
def test_a_wrong_example_is_refused(rows: str, row: int, values: dict[str, str], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        example_tables(Example(rows, row, values), "x", failing=True)
