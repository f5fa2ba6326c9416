"""The kinds of checks: what passes, what is rounding, what fails, what is skipped and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pipeline.model import Row
from pipeline.spec.checks import Check
from pipeline.validate.quantity import as_decimal
from pipeline.validate.stated_ratios import ZERO_BASE_RULE
from tests.validate.build import check, figure, narrative, operand, run, status

_WHOLE = operand("whole", sections=["total"], measure="amount", subject="^总计$")
_A = operand("a", sections=["total"], measure="amount", subject="^甲$")
_B = operand("b", sections=["total"], measure="amount", subject="^乙$")


def _sum(**keys: Any) -> Check:
    return check("sum", [_WHOLE, _A, _B], **{"whole": "whole", "parts": ["a"], "optional": ["b"], **keys})


def _amounts(**values: str) -> dict[str, list[Row]]:
    return narrative(*(figure(subject, "amount", value) for subject, value in values.items()))


class TestSum:
    @pytest.mark.parametrize(
        ("whole", "expected"),
        [
            ("3.00", (1, 0, 0, {})),
            ("3.01", (0, 1, 0, {})),  # three figures, each rounded to 0.01: 0.005 × 3
            ("3.02", (0, 0, 1, {})),
            ("2.98", (0, 0, 1, {})),
        ],
    )
    def test_terms_may_be_off_by_their_rounding(self, whole: str, expected: object) -> None:
        assert status(_sum(), _amounts(总计=whole, 甲="1.00", 乙="2.00")) == expected

    def test_the_tolerance_grows_with_the_terms(self) -> None:
        rows: list[Row] = [{"category": c, "count": 1} for c in ("total", "active")]
        assert status(_counted(), {"staffing": rows}) == (1, 0, 0, {})
        rows[0]["count"] = 2
        assert status(_counted(), {"staffing": rows}) == (0, 0, 1, {}), "counts are exact"

    def test_a_missing_optional_part_proves_nothing_when_the_sum_is_short(self) -> None:
        assert status(_sum(), _amounts(总计="3.00", 甲="1.00"))[3] == {"parts-missing": 1}
        assert status(_sum(), _amounts(总计="3.00", 甲="3.00"))[0] == 1
        assert status(_sum(), _amounts(总计="3.00", 甲="4.00"))[2] == 1
        assert status(_sum(absent="zero"), _amounts(总计="3.00", 甲="1.00"))[2] == 1

    def test_a_missing_whole_or_part_is_skipped(self) -> None:
        assert status(_sum(), _amounts(甲="1.00"))[3] == {"absent": 1}
        assert status(_sum(), _amounts(总计="1.00"))[3] == {"absent": 1}
        assert status(_sum(), {})[3] == {"absent": 1}

    def test_a_blank_part_is_not_zero(self) -> None:
        tables = _amounts(总计="1.00", 甲="1.00")
        tables["narrative_figure"][1]["value"] = None
        assert status(_sum(), tables)[3] == {"blank": 1}

    def test_money_in_other_units_is_compared_in_wan(self) -> None:
        rows = narrative(figure("总计", "amount", "1.20", "亿元"), figure("甲", "amount", "12004.00"))
        assert status(_sum(), rows) == (0, 1, 0, {}), "1.20亿元 stands for 11950 to 12050万元"
        rows = narrative(figure("总计", "amount", "10000", "元"), figure("甲", "amount", "1.00"))
        assert status(_sum(), rows) == (1, 0, 0, {})

    def test_a_whole_left_at_zero_is_less_severe(self) -> None:
        tested = _sum(severity_if_zero="warning")
        (finding,) = run(tested, _amounts(总计="0.00", 甲="5.00")).findings
        assert finding.severity == "warning"
        (finding,) = run(tested, _amounts(总计="1.00", 甲="5.00")).findings
        assert finding.severity == "error"

    def test_the_finding_names_figures_places_and_difference(self) -> None:
        (finding,) = run(_sum(), _amounts(总计="110.00", 甲="4.00", 乙="6.00")).findings
        assert (finding.table, finding.row_key, finding.source_ref) == ("narrative_figure", "1", "L1")
        assert (finding.expected, finding.actual) == ("10.00", "110.00")
        assert (finding.difference, finding.tolerance) == (Decimal(100), Decimal("0.015"))
        for text in (finding.message, finding.message_en):
            assert all(part in text for part in ("110.00万元", "4.00万元", "6.00万元", "L1", "L2", "L3", "0.015万元"))

    def test_groups_are_summed_apart(self) -> None:
        weights = operand("w", table="performance_indicator", column="weight", pick="all")
        tested = check("sum", [weights], constant=100, parts=["w"], by=["project_no"])
        rows: list[Row] = [
            {"project_no": p, "indicator_no": i, "weight": Decimal(w), "source_ref": "L1"}
            for p, i, w in ((1, 1, "60"), (1, 2, "40"), (2, 1, "60"), (2, 2, "39"))
        ]
        assert status(tested, {"performance_indicator": rows})[:3] == (1, 0, 1)
        rows[1]["weight"] = None
        assert status(tested, {"performance_indicator": rows})[3] == {"blank": 1}

    def test_a_constant_without_any_figure_is_skipped(self) -> None:
        share = operand("s", sections=["total"], measure="share", pick="all")
        tested = check("sum", [share], constant=100, parts=["s"])
        zeros = narrative(figure("甲", "share", "0.00", "%"), figure("乙", "share", "0.00", "%"))
        assert status(tested, zeros)[3] == {"all-zero": 1}


def _counted() -> Check:
    rows = {"table": "staffing", "column": "count"}
    total = operand("t", where={"category": "total"}, **rows)
    active = operand("a", where={"category": "active"}, **rows)
    return check("sum", [total, active], whole="t", parts=["a"])


class TestEqual:
    def test_figures_of_other_operands_equal_the_first(self) -> None:
        tested = check("equal", [_A, _B], figures=["a", "b"])
        assert status(tested, _amounts(甲="1.00", 乙="1.00")) == (1, 0, 0, {})
        assert status(tested, _amounts(甲="1.00", 乙="1.01")) == (0, 1, 0, {})
        assert status(tested, _amounts(甲="1.00", 乙="1.02")) == (0, 0, 1, {})
        assert status(tested, _amounts(甲="1.00"))[3] == {"stated-once": 1}
        assert status(tested, {})[3] == {"absent": 1}

    def test_it_may_hold_only_under_a_condition(self) -> None:
        tested = check("equal", [_WHOLE, _A, _B], figures=["a", "b"], when=["whole", "a"])
        assert status(tested, _amounts(总计="2.00", 甲="1.00", 乙="9.00"))[3] == {"condition": 1}
        assert status(tested, _amounts(总计="1.00", 甲="1.00", 乙="9.00"))[2] == 1
        assert status(tested, _amounts(甲="1.00", 乙="9.00"))[3] == {"condition": 1}

    def test_statements_of_one_figure_agree(self) -> None:
        tested = check("restated", [_A, _B], figures=["a", "b"])
        rows = narrative(*(figure("甲", "amount", v) for v in ("1.00", "1.00", "1.50")), figure("乙", "amount", "2.00"))
        assert status(tested, rows) == (1, 0, 1, {"stated-once": 1})

    def test_counted_rows_are_a_figure(self) -> None:
        said = operand("said", sections=["organisation"], measure="count")
        listed = operand("listed", table="org_unit", where={"kind": "office"}, pick="count")
        tested = check("equal", [said, listed], figures=["said", "listed"])
        tables = narrative(figure("科室", "count", "2", "个", title="机构设置及人员情况"))
        tables["org_unit"] = [{"seq": n, "kind": "office", "source_ref": "L1"} for n in (1, 2)]
        assert status(tested, tables) == (1, 0, 0, {})
        tables["org_unit"].append({"seq": 3, "kind": "subordinate", "source_ref": "L1"})
        assert status(tested, tables) == (1, 0, 0, {})


def test_at_most_allows_rounding() -> None:
    tested = check("at-most", [_A, _B], smaller="a", larger="b")
    assert status(tested, _amounts(甲="1.00", 乙="1.00")) == (1, 0, 0, {})
    assert status(tested, _amounts(甲="1.01", 乙="1.00")) == (0, 1, 0, {})
    assert status(tested, _amounts(甲="1.02", 乙="1.00")) == (0, 0, 1, {})
    assert status(tested, _amounts(甲="1.02"))[3] == {"absent": 1}


class TestStatedRatio:
    def _growth(self) -> Check:
        return check("stated-ratio", [operand("r", measure="prior_change_rate")], rates="r", formula="growth")

    def _told(self, change: str, rate: str, *amounts: str) -> dict[str, list[Row]]:
        stated = [figure("甲", "amount", amount) for amount in amounts]
        return narrative(
            *stated, figure("甲", "prior_change_amount", change), figure("甲", "prior_change_rate", rate, "%")
        )

    def test_a_rate_follows_from_change_and_amount(self) -> None:
        assert status(self._growth(), self._told("-565.00", "-94.17", "35.00")) == (1, 0, 0, {})
        assert status(self._growth(), self._told("-565.00", "-94.71", "35.00")) == (0, 0, 1, {})

    def test_any_statement_of_the_amount_may_fit(self) -> None:
        assert status(self._growth(), self._told("-565.00", "-94.17", "35.00", "99.00")) == (1, 0, 0, {})

    def test_a_rate_on_a_zero_base_is_a_remark(self) -> None:
        (finding,) = run(self._growth(), self._told("3.22", "100.00", "3.22")).findings
        assert (finding.rule, finding.severity) == (ZERO_BASE_RULE, "info")
        (finding,) = run(self._growth(), self._told("3.22", "170.00", "3.22")).findings
        assert (finding.rule, finding.severity) == (ZERO_BASE_RULE, "warning")
        assert run(self._growth(), self._told("0.00", "0.00", "0.00")).findings == ()

    def test_without_the_amount_only_the_direction_is_judged(self) -> None:
        assert status(self._growth(), self._told("-5.00", "-94.17")) == (1, 0, 0, {})
        assert status(self._growth(), self._told("-5.00", "94.17")) == (0, 0, 1, {})

    def test_figures_without_subject_or_of_other_sections_are_no_partners(self) -> None:
        rows = narrative(
            figure("甲", "amount", "35.00", title="另一节"),
            figure("甲", "prior_change_rate", "-94.17", "%"),
            figure("", "amount", "35.00"),
            figure("", "prior_change_rate", "-94.17", "%"),
        )
        assert status(self._growth(), rows)[3] == {"absent": 2}

    def test_figures_of_another_year_are_left_out(self) -> None:
        rows = self._told("-565.00", "-94.17", "35.00")
        rows["disclosure"] = [{"fiscal_year": 2024, "source_ref": "L1"}]
        rows["narrative_figure"][0]["quote"] = "2023年支出35.00万元"
        assert status(self._growth(), rows) == (1, 0, 0, {}), "only the direction is left to judge"
        rows["narrative_figure"][2]["value"] = Decimal("94.17")
        assert status(self._growth(), rows) == (0, 0, 1, {})

    @pytest.mark.parametrize(
        ("base", "rate", "expected"),
        [("年初预算", "50.00", 1), ("全年预算", "80.00", 1), (None, "80.00", 1), ("年初预算", "55.00", 0)],
    )
    def test_completion_refers_to_the_budget_that_it_names(self, base: str | None, rate: str, expected: int) -> None:
        tested = check("stated-ratio", [operand("r", measure="completion_rate")], rates="r", formula="completion")
        rows = narrative(
            figure("甲", "budget_initial", "80.00"),
            figure("甲", "budget_adjusted", "50.00"),
            figure("甲", "amount", "40.00"),
            figure("甲", "completion_rate", rate, "%", base=base),
        )
        assert status(tested, rows)[0] == expected

    def test_a_variance_is_signed(self) -> None:
        tested = check("stated-ratio", [operand("r", measure="variance_rate")], rates="r", formula="variance")
        for rate, expected in (("-4.11", 1), ("4.11", 0)):
            rows = narrative(
                figure("甲", "budget_initial", "7444.13"),
                figure("甲", "amount", "7138.31"),
                figure("甲", "variance_rate", rate, "%"),
            )
            assert status(tested, rows)[0] == expected


class TestTree:
    def _tree(self, **keys: Any) -> Check:
        rows = operand("rows", table="expenditure")
        options = {"code": "functional_code", "levels": [3, 5, 7], "columns": ["total"], **keys}
        return check("tree-sum", [rows], rows="rows", **options)

    def _rows(self, **totals: str | None) -> dict[str, list[Row]]:
        return {
            "expenditure": [
                {
                    "line_no": n,
                    "functional_code": code[1:] or None,
                    "name": f"科目{code}",
                    "level": (len(code) - 1) // 2,
                    "total": Decimal(total) if total else None,
                    "source_ref": f"p{n}",
                }
                for n, (code, total) in enumerate(totals.items(), 1)
            ]
        }

    def test_every_level_adds_up(self) -> None:
        rows = self._rows(_="9.00", _206="9.00", _20601="4.00", _20602="5.00", _2060201="5.00")
        assert status(self._tree(), rows) == (3, 0, 0, {})

    def test_a_wrong_line_is_found_below_and_above(self) -> None:
        rows = self._rows(_="9.00", _206="9.00", _20601="4.00", _20602="6.00", _2060201="5.00")
        assert status(self._tree(), rows)[2] == 2

    def test_a_blank_line_counts_as_zero(self) -> None:
        rows = self._rows(_="9.00", _206=None, _20601="9.00")
        assert status(self._tree(), rows)[2] == 2, "the total lacks the class, and the class its item"
        assert status(self._tree(), self._rows(_206=None, _20601=None))[3] == {"blank": 1}

    def test_the_total_may_be_left_out(self) -> None:
        rows = self._rows(_="1.00", _206="9.00", _20601="9.00")
        assert status(self._tree(), rows) == (1, 0, 1, {})
        assert status(self._tree(total="none"), rows) == (1, 0, 0, {})

    def _units(self, second: str) -> dict[str, list[Row]]:
        lines = [(None, "9.00"), (None, "4.00"), ("206", "4.00"), ("20601", "4.00"), (None, "5.00")]
        lines += [("206", "5.00"), ("20601", second)]
        rows = self._rows(**{f"_{n}": total for n, (_, total) in enumerate(lines)})
        for row, (code, _) in zip(rows["expenditure"], lines, strict=True):
            row.update(functional_code=code, level=len(code or "") // 2, origin="statement")
        return rows

    def test_lines_of_several_units_add_up_unit_by_unit(self) -> None:
        assert status(self._tree(), self._units("5.00")) == (5, 0, 0, {})
        assert status(self._tree(), self._units("6.00"))[2] == 1
        wrong = self._units("5.00")
        wrong["expenditure"][0]["total"] = Decimal("99.50")
        assert status(self._tree(), wrong)[2] == 1, "the total of the department is proven too"

    def test_a_code_told_by_several_units_is_not_compared_as_one(self) -> None:
        other = operand("other", table="income", column="total", where={"origin": "statement", "level": 1})
        lines = operand("lines", table="expenditure", column="total", where={"origin": "statement", "level": 1})
        tested = check("equal", [other, lines], figures=["other", "lines"], by=["functional_code"])
        income: list[Row] = [
            {
                "line_no": 1,
                "functional_code": "206",
                "level": 1,
                "total": Decimal(9),
                "origin": "statement",
                "source_ref": "p1",
            }
        ]
        assert status(tested, {**self._units("5.00"), "income": income})[3] == {"condition": 1}

    def test_a_preferred_subject_goes_before_another(self) -> None:
        both = operand("both", sections=["total"], measure="amount", subject="^[甲乙]$", prefer="^乙$")
        tested = check("equal", [_WHOLE, both], figures=["whole", "both"])
        assert status(tested, _amounts(总计="2.00", 甲="1.00", 乙="2.00")) == (1, 0, 0, {})
        assert status(tested, _amounts(总计="2.00", 甲="1.00"))[2] == 1


class TestTarget:
    def _status(self, mode: str, **values: Any) -> tuple[int, int, int, dict[str, int]]:
        row: Row = {
            "project_no": 1,
            "indicator_no": 1,
            "target_operator": ">=",
            "target_value": Decimal(90),
            "target_unit": "%",
            "actual_value": Decimal(90),
            "actual_unit": "%",
            "weight": Decimal(10),
            "score": Decimal(10),
            "attained": True,
            "source_ref": "L1",
            **values,
        }
        tested = check("target", [operand("rows", table="performance_indicator")], rows="rows", mode=mode)
        return status(tested, {"performance_indicator": [row]})

    @pytest.mark.parametrize(
        ("operator", "actual", "missed"),
        [
            (">=", "89", True),
            (">=", "90", False),
            ("<=", "91", True),
            ("<=", "90", False),
            ("=", "91", True),
            (">", "90", True),
            (">", "91", False),
            ("<", "90", True),
            ("<", "89", False),
        ],
    )
    def test_a_missed_target_must_cost_points(self, operator: str, actual: str, missed: bool) -> None:
        values = {"target_operator": operator, "actual_value": Decimal(actual)}
        assert self._status("missed", **values)[2] == int(missed)
        assert self._status("missed", score=Decimal("9.9"), **values)[2] == 0

    def test_what_is_no_number_is_skipped(self) -> None:
        assert self._status("missed", target_value=None)[3] == {"qualitative": 1}
        assert self._status("missed", target_unit="次")[3] == {"units-differ": 1}
        assert self._status("missed", score=None)[3] == {"blank": 1}

    def test_a_deviation_needs_a_reason(self) -> None:
        assert self._status("unexplained", actual_value=Decimal(100))[2] == 1
        assert self._status("unexplained", actual_value=Decimal(100), deviation_reason="超出预期")[0] == 1
        assert self._status("unexplained")[0] == 1

    def test_attained_says_what_the_figures_say(self) -> None:
        assert self._status("attained")[0] == 1
        assert self._status("attained", attained=False)[2] == 1
        assert self._status("attained", attained=None)[3] == {"blank": 1}


class TestProduct:
    @pytest.mark.parametrize(
        ("rate", "score", "expected"),
        [
            ("98.37", "9.84", 1),
            ("98.37", "9.8", 1),
            ("120.00", "10.00", 1),
            ("98.37", "9.48", 0),
            ("50.00", "10.00", 0),
        ],
    )
    def test_the_score_follows_the_rate_up_to_the_weight(self, rate: str, score: str, expected: int) -> None:
        names = {"product": "execution_score", "factor": "execution_weight", "rate": "execution_rate"}
        operands = [operand(n, table="performance_project", column=c) for n, c in names.items()]
        tested = check("product", operands, by=["project_no"], **{n: n for n in names})
        row: Row = {
            "project_no": 1,
            "execution_rate": Decimal(rate),
            "execution_weight": Decimal("10.00"),
            "execution_score": Decimal(score),
            "source_ref": "L1",
        }
        passed, rounding, failed, _ = status(tested, {"performance_project": [row]})
        assert (passed + rounding, failed) == (expected, 1 - expected)


class TestDirection:
    @pytest.mark.parametrize(
        ("quote", "value", "expected"),
        [
            ("比上年减少3.45万元", "-3.45", (1, 0, 0, {})),
            ("比上年减少3.45万元", "3.45", (0, 0, 1, {})),
            ("下降（增长）27.78%", "-27.78", (1, 0, 0, {})),
            ("支出减少，较上年增加1133.95万元", "1133.95", (1, 0, 0, {})),
            ("至少增加了5.00万元", "5.00", (1, 0, 0, {})),
            ("与上年相比3.45万元", "3.45", (0, 0, 0, {"no-word": 1})),
            ("增加0.00万元", "0.00", (1, 0, 0, {})),
        ],
    )
    def test_the_last_word_before_the_number_decides(self, quote: str, value: str, expected: object) -> None:
        tested = check("direction", [operand("rows", measure="prior_change_amount")], rows="rows")
        assert status(tested, narrative(figure("甲", "prior_change_amount", value, quote=quote))) == expected


def test_a_table_read_from_the_text_says_what_the_text_says() -> None:
    rows = operand("rows", table="procurement")
    tested = check("stated", [rows], rows="rows", sections=["procurement"], measures={"amount": "amount"})
    tables = narrative(
        figure("政府采购", "amount", "100000", "元", title="政府采购情况"), figure("甲", "amount", "7.00")
    )
    tables["procurement"] = [{"item": "total", "amount": Decimal("10.00"), "share": None, "source_ref": "L1"}]
    assert status(tested, tables) == (1, 0, 0, {})
    tables["procurement"][0]["amount"] = Decimal("7.00")
    assert status(tested, tables) == (0, 0, 1, {}), "7.00 stands in another section"


def test_row_sums_count_blank_parts_as_zero_and_skip_a_blank_whole() -> None:
    rows = operand("rows", table="expenditure")
    tested = check("row-sum", [rows], rows="rows", whole="total", parts=["basic", "project"])

    def line(**values: str) -> dict[str, list[Row]]:
        return {"expenditure": [{"line_no": 1, "source_ref": "p1", **{k: Decimal(v) for k, v in values.items()}}]}

    assert status(tested, line(total="2.00", basic="2.00")) == (1, 0, 0, {})
    assert status(tested, line(total="2.00", basic="2.00", project="1.00")) == (0, 0, 1, {})
    assert status(tested, line(basic="2.00"))[3] == {"blank": 1}
    assert status(tested, line(total="2.00"))[3] == {"blank": 1}


def test_ratios_of_forms_skip_a_zero_base() -> None:
    names = {"rate": "execution_score", "part": "execution_rate", "whole": "execution_weight"}
    operands = [operand(n, table="performance_project", column=c) for n, c in names.items()]
    tested = check("ratio", operands, by=["project_no"], **{n: n for n in names})
    row: Row = {
        "project_no": 1,
        "execution_score": Decimal(0),
        "execution_rate": Decimal(0),
        "execution_weight": Decimal(0),
    }
    assert status(tested, {"performance_project": [row]})[3] == {"zero-base": 1}
    assert as_decimal(row["execution_weight"]) == 0


def test_where_the_text_names_the_line_its_own_figure_counts_and_a_blank_is_wrong() -> None:
    rows = operand("rows", table="functional_expenditure")
    names = ["class_name", "subclass_name", "item_name"]
    tested = check("stated", [rows], rows="rows", names=names, measures={"amount": "amount"})
    tables = narrative(
        figure("教育支出>普通教育>小学", "amount", "5.00"), figure("教育支出>普通教育>高中", "amount", "9.00")
    )
    line: Row = dict(zip(names, ("教育支出", "普通教育", "小学"), strict=True))
    tables["functional_expenditure"] = [
        {**line, "amount": Decimal("5.00"), "source_ref": tables["narrative_figure"][0]["source_ref"]}
    ]
    assert status(tested, tables) == (1, 0, 0, {})
    tables["functional_expenditure"][0]["amount"] = Decimal("9.00")
    assert status(tested, tables) == (0, 0, 1, {}), "9.00 is the figure of another item"
    tables["functional_expenditure"][0]["amount"] = None
    assert status(tested, tables) == (0, 0, 1, {})


class TestQuoted:
    @pytest.mark.parametrize(
        ("quote", "value", "expected"),
        [
            ("本年收入7,138.31万元", "7138.31", (1, 0, 0, {})),
            ("减少７，１３８．３１万元", "-7138.31", (1, 0, 0, {})),
            ("本年收入7,138.31万元", "7183.31", (0, 0, 1, {})),
            ("与上年持平", "0", (0, 0, 0, {"in-words": 1})),
            ("本年收入7,138.31万元", None, (0, 0, 1, {})),
            ("", "3.00", (0, 0, 0, {"absent": 1})),
        ],
    )
    def test_the_figure_is_printed_in_its_words(self, quote: str, value: str | None, expected: object) -> None:
        tested = check("quoted", [operand("rows")], rows="rows", column="value", text="quote")
        rows = narrative(figure("甲", "amount", value or "0", quote=quote))
        rows["narrative_figure"][0]["value"] = None if value is None else Decimal(value)
        assert status(tested, rows) == expected

    def test_a_blank_is_wrong_only_beside_an_operator(self) -> None:
        rows = operand("rows", table="performance_indicator")
        tested = check(
            "quoted", [rows], rows="rows", column="target_value", text="target_text", operator="target_operator"
        )
        line: Row = {"target_text": "2024年底前", "target_operator": None, "target_value": None, "source_ref": "L1"}
        assert status(tested, {"performance_indicator": [line]}) == (0, 0, 0, {"blank": 1})
        line["target_operator"] = "<="
        assert status(tested, {"performance_indicator": [line]}) == (0, 0, 1, {})


def test_what_all_lines_of_a_group_lack_is_not_missing() -> None:
    rows = operand("rows", table="performance_indicator")
    tested = check("complete", [rows], rows="rows", by=["project_no"], columns=["weight", "score"])

    def line(project: int, weight: str | None) -> Row:
        return {"project_no": project, "weight": Decimal(weight) if weight else None, "score": None, "source_ref": "L1"}

    lines = [line(1, "10"), line(1, None), line(2, None)]
    assert status(tested, {"performance_indicator": lines}) == (1, 0, 1, {"absent": 3})


_ITEM = operand("item", measure="amount", subject=">(?!.*其中)", pick="all")


def _passage(*stated: tuple[str, str, str]) -> dict[str, list[Row]]:
    return narrative(*(figure(subject, measure, value) for subject, measure, value in stated))


@pytest.mark.parametrize(
    ("second", "severity"),
    [("5.57", None), ("5.570", None), ("5.58", "info"), ("5.75", "error")],
)
def test_an_item_is_the_same_throughout_its_passage(second: str, severity: str | None) -> None:
    tested = check("restated", [_ITEM], figures=["item"], within="passage")
    item = "科技>普及>科普"
    tables = _passage((item, "amount", "5.57"), (item, "budget_initial", "9.00"), (item, "amount", second))
    assert [finding.severity for finding in run(tested, tables).findings] == ([severity] if severity else [])


def test_other_passages_and_parts_are_no_restatement() -> None:
    tested = check("restated", [_ITEM], figures=["item"], within="passage")
    first, other = "科技>普及>科普", "科技>普及>展览"
    apart = _passage((first, "amount", "5.57"), (other, "amount", "1.00"), (first, "amount", "7.00"))
    assert not run(tested, apart).findings
    assert not run(tested, _passage((first, "amount", "5.57"), (f"{first}>其中", "amount", "3.00"))).findings
    assert status(tested, {})[3] == {"absent": 1}


def test_a_total_that_is_left_out_is_no_zero_but_a_line_without_code_is_none() -> None:
    rows = operand("rows", table="government_fund", where={"origin": "statement"}, pick="all")
    tested = check("row-sum", [rows], rows="rows", whole="total", parts=["basic", "project"])

    def fund(name: str, total: str | None, basic: str | None, project: str | None) -> Row:
        values = {"total": total, "basic": basic, "project": project}
        amounts: Row = {column: None if value is None else Decimal(value) for column, value in values.items()}
        return {"name": name, "level": 0, "functional_code": None, "origin": "statement", **amounts}

    left_out = [fund("合计", "18.00", None, None), fund("城乡社区支出", "18.00", None, "18.00")]
    assert status(tested, {"government_fund": left_out}) == (1, 0, 0, {"blank": 1})
    by_name = [fund("教育支出", "10.00", "10.00", None), fund("科学技术支出", "7.00", None, "5.00")]
    assert status(tested, {"government_fund": by_name}) == (1, 0, 1, {})
