"""The last gate before writing: what a schema forbids is refused with table, row and column."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model import Row
from pipeline.package.columns import Columns, RowError, build_columns, check_references
from pipeline.spec.tables import table_specs
from tests.package.sample import disclosure_row, sample_source


def build(name: str, *rows: Row) -> Columns:
    return build_columns(table_specs()[name], rows, "a-2024-final")


def asset(**values: object) -> Row:
    return {"item": "building", "source_ref": "L1", **values}  # type: ignore[dict-item]


def share(percent: str, table: str = "income") -> Row:
    return {"table": table, "figures": 1, "proven": 1, "share": Decimal(percent), "source_ref": "L1"}


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("state_asset", [asset(colour="red")], "row 1, colour: .*no such column"),
        ("state_asset", [asset(disclosure_id="a")], "row 1, disclosure_id: .*no such column"),
        ("state_asset", [asset(), asset(item="vehicle", source_ref=None)], "row 2, source_ref: .*missing"),
        ("state_asset", [asset(source_ref="")], "source_ref: .*missing"),
        ("state_asset", [asset(count="9")], "count: '9' .*no integer"),
        ("state_asset", [asset(count=True)], "count: True .*no integer"),
        ("state_asset", [asset(count=10**18)], "count: .*not allowed"),
        ("state_asset", [asset(value=1.5)], "value: 1.5 .*no number"),
        ("state_asset", [asset(value=Decimal("1E+12"))], "value: .*doesn't fit"),
        ("state_asset", [asset(value=Decimal("0.0000001"))], "value: .*doesn't fit"),
        ("state_asset", [asset(value=Decimal("NaN"))], "value: .*doesn't fit"),
        ("state_asset", [asset(value=Decimal("-Infinity"))], "value: .*doesn't fit"),
        ("state_asset", [asset(item="Building")], "item: 'Building' .*not allowed"),
        ("state_asset", [asset(), asset()], "row 2, item: .*building stands twice"),
        ("state_asset", [asset(source_ref="L\ud8001")], "source_ref: .*surrogate"),
        ("proven_share", [share("100.01")], "share: .*not allowed"),
        ("proven_share", [share("100"), share("NaN", table="all")], "row 2, share: .*not allowed"),
        ("staffing", [{"category": "cadre", "source_ref": "L1"}], "category: 'cadre' .*not allowed"),
        ("org_unit", [{"seq": 0, "name": "办公室", "kind": "office", "source_ref": "L1"}], "seq: 0 .*not allowed"),
    ],
)
def test_what_the_schema_forbids_is_refused(name: str, rows: list[Row], said: str) -> None:
    with pytest.raises(RowError, match=said) as caught:
        build(name, *rows)
    assert caught.value.where.startswith(name)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("7138.31", "7138.31"),
        ("0.00", "0.00"),
        ("-30676.91", "-30676.91"),
        ("1E+3", "1000"),
        ("1E-6", "0.000001"),
        ("0E-8", "0.000000"),
        ("1.50000000", "1.500000"),
        ("-999999999999.999999", "-999999999999.999999"),
        ("000000000000007.5", "7.5"),
    ],
)
def test_numbers_are_printed_as_given_and_never_with_an_exponent(given: str, printed: str) -> None:
    columns = build("state_asset", asset(value=Decimal(given)))
    assert columns.texts["value"] == [printed]
    assert Decimal(printed) == columns.values["value"][0] == Decimal(given)


def test_null_empty_text_and_zero() -> None:
    columns = build(
        "org_unit",
        {"seq": 1, "name": "x", "kind": "office", "source_ref": "L1"},
    )
    assert columns.texts["disclosure_id"] == ["a-2024-final"]
    columns = build("text_item", {"group": "duty", "seq": 1, "term": "", "text": "文字", "source_ref": "L1"})
    assert columns.values["term"] == [None]
    columns = build("state_asset", asset(count=0, value=0), asset(item="vehicle"))
    assert (columns.texts["count"], columns.values["count"]) == (["0", ""], [0, None])
    assert (columns.texts["value"], columns.values["value"]) == (["0", ""], [Decimal(0), None])


def test_a_reference_must_lead_somewhere() -> None:
    cell: Row = {"statement": "income", "row_no": 1, "column": "合计", "raw": "1.00", "source_ref": "p3"}
    statement: Row = {"statement": "income", "title": "收入决算表", "status": "filled", "source_ref": "p3"}
    tables = {
        "disclosure": build("disclosure", disclosure_row(sample_source())),
        "statement": build("statement", statement),
        "statement_cell": build("statement_cell", cell),
    }
    check_references(tables)
    tables["statement"] = build("statement")
    with pytest.raises(RowError, match=r"statement_cell.*not in the table statement"):
        check_references(tables)
