"""The report: counts, words, plain data; and that validation edits nothing."""

from __future__ import annotations

import copy
import json
from decimal import Decimal

from pipeline.model import Row
from pipeline.spec.checks import checks
from pipeline.validate import validate
from pipeline.validate.checker import KIND_FUNCTIONS
from pipeline.validate.report import REASONS
from tests.validate.build import figure, narrative


def _tables() -> dict[str, list[Row]]:
    """A small disclosure with one wrong total (120.00 instead of 110.00)."""
    return narrative(
        figure("收入总计", "amount", "120.00"),
        figure("本年收入合计", "amount", "100.00"),
        figure("使用非财政拨款结余(含专用结余)", "amount", "4.00"),
        figure("年初结转和结余", "amount", "6.00"),
        figure("支出总计", "amount", "110.00"),
    )


def test_every_kind_has_its_code() -> None:
    assert {check.kind for check in checks()} == set(KIND_FUNCTIONS)


def test_an_empty_disclosure_gives_no_finding_and_skips_every_check() -> None:
    report = validate({})
    assert report.findings == ()
    assert all(tally.skipped and not tally.passed for tally in report.tallies.values())
    assert {reason for tally in report.tallies.values() for reason in tally.skipped} <= set(REASONS)


def test_validation_edits_nothing_and_is_deterministic() -> None:
    tables = _tables()
    before = copy.deepcopy(tables)
    first, second = validate(tables), validate(tables)
    assert tables == before
    assert first.findings == second.findings
    assert first.as_json() == second.as_json()


def test_the_counts_are_given_in_words() -> None:
    report = validate(_tables())
    assert [finding.rule for finding in report.findings] == ["total-income-parts", "total-income-expenditure"]
    assert (report.count("error"), report.count("warning"), report.count("info")) == (2, 0, 0)
    totals = report.totals
    assert (totals.passed, totals.rounding, totals.failed) == (0, 0, 2)
    assert "2 处不符" in report.summary()
    assert "2 个错误" in report.summary()
    assert "2 do not hold" in report.summary_en()
    assert "2 errors" in report.summary_en()


def test_the_report_is_plain_data_without_floats() -> None:
    data = validate(_tables()).as_json()
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    assert json.loads(text) == data
    finding = data["findings"][0]
    assert finding["rule"] == "total-income-parts"
    assert (finding["expected"], finding["actual"]) == ("110.00", "120.00")
    assert (finding["difference"], finding["tolerance"]) == ("10.00", "0.020")
    assert finding["source_ref"] == "L1"
    by_id = {entry["id"]: entry for entry in data["checks"]}
    assert by_id["total-income-parts"]["failed"] == 1
    assert by_id["income-kinds"]["skipped"] == [
        {"reason": "absent", "text": REASONS["absent"][0], "text_en": REASONS["absent"][1], "count": 1}
    ]


def test_odd_values_of_an_edited_csv_do_not_break_the_run() -> None:
    tables = _tables()
    tables["narrative_figure"][1]["value"] = None
    tables["narrative_figure"][2]["value"] = Decimal("NaN")
    tables["narrative_figure"][3]["unit"] = None
    tables["narrative_figure"][4]["subject"] = None
    tables["narrative_figure"].append({})
    tables["performance_indicator"] = [{"project_no": None}, {"project_no": 1, "weight": "ten"}]
    tables["expenditure"] = [{"origin": "statement"}, {"origin": "statement", "functional_code": "206", "level": 1}]
    report = validate(tables)
    assert not report.findings
