"""Kinds of checks that know official forms: blanks that stand for 0, totals that must be printed, subtotals of paths."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pipeline.model import Row
from pipeline.spec.checks import Check
from tests.validate.build import check, operand, run, status

_FORM = {"final": ["amount"], "budget": ["budget_initial"]}


def _three(name: str, item: str) -> dict[str, Any]:
    return operand(name, table="three_public", where={"item": item})


_ITEMS = [_three("total", "total"), _three("vehicle", "vehicle"), _three("reception", "reception")]
_DETAILS = [_three("purchase", "vehicle_purchase"), _three("operation", "vehicle_operation")]


def _parts(**keys: Any) -> Check:
    return check(
        "sum",
        [*_ITEMS, *_DETAILS],
        **{
            "whole": "total",
            "parts": ["vehicle", "reception"],
            "columns": ["budget_initial", "amount"],
            "form": _FORM,
            "replaced": "vehicle",
            "replacing": ["purchase", "operation"],
            **keys,
        },
    )


def _tables(
    kind: str = "final", column: str = "amount", origin: str = "statement", **amounts: str
) -> dict[str, list[Row]]:
    rows: list[Row] = [
        {"item": item, column: Decimal(value) if value else None, "origin": origin, "source_ref": f"p{n}"}
        for n, (item, value) in enumerate(amounts.items(), 1)
    ]
    return {"disclosure": [{"kind": kind}], "three_public": rows}


class TestBlankLinesOfForms:
    def test_a_line_that_the_form_leaves_blank_counts_as_zero(self) -> None:
        assert status(_parts(), _tables(total="5.00", reception="5.00"))[:3] == (1, 0, 0)
        assert status(_parts(), _tables(total="5.00", reception="3.00"))[:3] == (0, 0, 1)
        assert status(_parts(), _tables(total="5.00", vehicle="", reception="3.00"))[:3] == (0, 0, 1)

    def test_in_the_narrative_what_is_not_stated_is_unknown(self) -> None:
        assert status(_parts(), _tables(origin="narrative", total="5.00", reception="3.00"))[:3] == (0, 0, 0)

    @pytest.mark.parametrize(("kind", "column"), [("budget", "amount"), ("final", "budget_initial")])
    def test_columns_that_the_form_does_not_have_come_from_the_narrative(self, kind: str, column: str) -> None:
        assert status(_parts(), _tables(kind, column, total="5.00", reception="3.00"))[:3] == (0, 0, 0)

    def test_budgets_have_their_own_column(self) -> None:
        assert status(_parts(), _tables("budget", "budget_initial", total="5.00", reception="3.00"))[:3] == (0, 0, 1)

    def test_details_take_the_place_of_a_blank_subtotal(self) -> None:
        held = _tables(total="5.00", vehicle_purchase="1.00", vehicle_operation="3.00", reception="1.00")
        assert status(_parts(), held)[:3] == (1, 0, 0)
        doubled = _tables(total="5.00", vehicle="4.00", vehicle_operation="4.00", reception="1.00")
        assert status(_parts(), doubled)[:3] == (1, 0, 0), "details count only where the subtotal is blank"

    def test_a_form_with_a_total_alone_proves_nothing(self) -> None:
        assert status(_parts(), _tables(total="5.00"))[:3] == (0, 0, 0)


class TestNeeds:
    def _check(self, **keys: Any) -> Check:
        return check(
            "needs", [_ITEMS[0], _ITEMS[2]], **{"given": "reception", "needed": "total", "columns": ["amount"], **keys}
        )

    def test_a_total_must_be_printed_beside_its_lines(self) -> None:
        assert status(self._check(), _tables(total="5.00", reception="5.00"))[:3] == (1, 0, 0)
        assert status(self._check(), _tables(total="0.00", reception="5.00"))[:3] == (1, 0, 0), "0 is a figure"
        assert status(self._check(), _tables(total="", reception="5.00"))[:3] == (0, 0, 1)
        assert status(self._check(), _tables(reception="5.00"))[:3] == (0, 0, 1)

    def test_lines_without_a_figure_need_no_total(self) -> None:
        assert status(self._check(), _tables(reception="0.00"))[:3] == (0, 0, 0)
        assert status(self._check(), {})[:3] == (0, 0, 0)

    def test_beside_shows_that_the_form_has_such_totals_and_where(self) -> None:
        with_beside = check(
            "needs",
            [
                *_ITEMS[:1],
                operand("reception", table="three_public", column="amount", where={"item": "reception"}),
                operand("beside", table="three_public", column="amount", where={"item": "vehicle"}),
            ],
            given="reception",
            needed="total",
            beside="beside",
            columns=["amount"],
        )
        assert status(with_beside, _tables(reception="5.00"))[:3] == (0, 0, 0)
        (found,) = run(with_beside, _tables(reception="5.00", vehicle="1.00")).findings
        assert found.source_ref == "p2", "the total printed beside it tells where the blank one would stand"

    def test_form_takes_the_columns_of_the_kind_of_disclosure(self) -> None:
        tested = check("needs", [_ITEMS[0], _ITEMS[2]], given="reception", needed="total", form=_FORM)
        assert status(tested, _tables(reception="5.00"))[:3] == (0, 0, 1)
        assert status(tested, _tables("budget", reception="5.00"))[:3] == (0, 0, 0)
        assert status(tested, _tables("monthly", reception="5.00"))[3] == {"condition": 1}


class TestSubtotal:
    _CHECK = check("subtotal", [operand("lines", table="income")], rows="lines", label="name", columns=["total"])

    def _income(self, **totals: str) -> dict[str, list[Row]]:
        return {"income": [{"name": name, "total": Decimal(value)} for name, value in totals.items()]}

    def test_the_subtotal_is_the_sum_of_the_lines_below_its_heading(self) -> None:
        held = {"其他资金 / 小计": "15.00", "其他资金 / 事业收入": "10.00", "其他资金 / 其他收入": "5.00"}
        assert status(self._CHECK, self._income(**held))[:3] == (1, 0, 0)
        assert status(self._CHECK, self._income(**held | {"其他资金 / 小计": "51.00"}))[:3] == (0, 0, 1)

    def test_lines_of_another_heading_and_parts_of_a_line_do_not_count(self) -> None:
        rows = {"甲 / 小计": "10.00", "甲 / 一": "10.00", "甲 / 其中：一": "3.00", "乙 / 一": "7.00"}
        assert status(self._CHECK, self._income(**rows))[:3] == (1, 0, 0)

    def test_a_heading_without_lines_has_nothing_to_add(self) -> None:
        assert status(self._CHECK, self._income(**{"甲 / 小计": "10.00"}))[:3] == (0, 0, 0)
