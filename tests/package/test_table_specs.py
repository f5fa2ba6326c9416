"""The published schemas: the columns are frozen, and the loader refuses what it doesn't understand."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SpecError
from pipeline.spec import tables
from pipeline.spec.root import schemas_root
from pipeline.spec.tables import parse_table, table_specs

#: Columns between ``disclosure_id`` and ``source_ref`` (statement tables: and ``origin``), which users rely on.
COLUMNS = {
    "disclosure": "title org_name org_scope division_code division_name fiscal_year kind amount_unit pages source_name "
    "source_sha256 source_media_type",
    "staffing": "category count change",
    "org_unit": "seq name kind",
    "text_item": "group seq term text",
    "statement": "statement title table_no first_page last_page unit status rows",
    "statement_cell": "statement row_no column row_code row_label value raw unit page x0 top x1 bottom",
    "income_expenditure_summary": "side line_no item functional_code amount budget_initial budget_adjusted origin",
    "income": "line_no functional_code name level total appropriation superior_subsidy institutional operating "
    "affiliated_remittance other origin",
    "expenditure": "line_no functional_code name level total basic project remitted_to_superior operating "
    "subsidy_to_affiliates other origin",
    "appropriation_summary": "side line_no item functional_code total general_budget government_fund state_capital origin",
    "general_budget_expenditure": "line_no functional_code name level total basic project origin",
    "general_budget_basic_expenditure": "line_no economic_code name level group amount origin",
    "government_fund": "line_no functional_code name level opening_balance income total basic project closing_balance origin",
    "state_capital": "line_no functional_code name level opening_balance income total basic project closing_balance origin",
    "three_public": "item budget_initial budget_adjusted amount share prior_change_amount prior_change_rate origin",
    "functional_expenditure": "seq level functional_code class_name subclass_name item_name fund budget_initial "
    "budget_adjusted amount share completion_rate prior_change_amount prior_change_rate reason",
    "economic_item": "group seq name economic_code",
    "narrative_figure": "seq section section_title subject measure value unit base reason quote",
    "three_public_count": "item measure value",
    "procurement": "item amount share",
    "state_asset": "item count area_m2 value",
    "performance_summary": "group projects budget_adjusted executed",
    "performance_project": "project_no form name nature category competent_department implementing_unit planned_start "
    "planned_end amount_total amount_fiscal amount_other goal_overall goal_expected goal_actual "
    "execution_rate execution_weight execution_score total_weight total_score",
    "performance_funding": "project_no fund budget_initial budget_adjusted executed",
    "performance_indicator": "project_no indicator_no level1 level2 level3 target_text target_operator target_value "
    "target_unit actual_text actual_operator actual_value actual_unit weight score "
    "deviation_reason attained",
    "check_result": "seq check title title_en status count reason reason_text reason_text_en",
    "proven_share": "table figures proven share",
    "finding_figure": "finding figure_no table row_key column title title_en value unit passed failed page x0 top x1 bottom",
    "finding": "seq rule severity table row_key message message_en expected actual difference tolerance "
    "likely_cause evidence evidence_en",
}


def test_tables_and_columns_are_frozen() -> None:
    specs = table_specs()
    assert list(specs) == list(COLUMNS)
    for name, columns in COLUMNS.items():
        assert specs[name].columns == ("disclosure_id", *columns.split(), "source_ref")


def test_every_column_is_described_in_both_languages() -> None:
    for spec in table_specs().values():
        for field in spec.fields:
            assert all((field.title, field.title_en, field.description, field.description_en)), (spec.name, field.name)


def test_money_is_exact_and_has_its_unit() -> None:
    for spec in table_specs().values():
        for field in spec.fields:
            if field.column_type == "value":
                assert (field.type, field.unit, field.parquet_type) == ("number", "万元", "decimal128(18, 6)")
            if field.name.endswith("_code"):
                assert field.type == "string"


def test_a_nullable_integer_is_no_parquet_integer() -> None:
    fields = {field.name: field.parquet_type for field in table_specs()["org_unit"].fields}
    assert fields["seq"] == "int64"
    fields = {field.name: field.parquet_type for field in table_specs()["staffing"].fields}
    assert fields["count"] == "decimal128(18, 0)"


def _schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((schemas_root() / "tables" / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def _rename_first(schema: dict[str, Any]) -> None:
    schema["fields"][0]["name"] = "id"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda s: s.update(titel="x"), "unknown key titel"),
        (lambda s: s.pop("description_en"), "missing key description_en"),
        (lambda s: s.update(name="staff"), "not the name of the file"),
        (lambda s: s["fields"][1].update(type="text"), "unknown type text"),
        (lambda s: s["fields"][2].update(constraints={"enum": ["1"]}), "has no constraint enum"),
        (lambda s: s["fields"].append(s["fields"][1]), "two fields have the same name"),
        (lambda s: s.update(primaryKey=["disclosure_id", "count"]), "not required"),
        (lambda s: s["foreignKeys"][0].update(fields=["nothing"]), "no such column"),
        (_rename_first, "the first field must be disclosure_id"),
    ],
)
def test_a_wrong_schema_is_refused(spoil: Callable[[dict[str, Any]], None], said: str) -> None:
    schema = copy.deepcopy(_schema("staffing"))
    spoil(schema)
    with pytest.raises(SpecError, match=said) as caught:
        parse_table(schema, "staffing")
    assert "schemas/tables/staffing.json" in caught.value.where


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "tables/staffing.json",
            '"resource": "disclosure"',
            '"resource": "nowhere"',
            "is not the primary key of a table",
        ),
        ("tables/staffing.json", '"name": "staffing",', '"name": "staffing", "name": "staffing",', "stands twice"),
        ("tables/staffing.json", '"name": "staffing",', '"name" "staffing",', "delimiter"),
        ("package.toml", '    "staffing",\n', "", "staffing"),
        ("package.toml", '    "staffing",\n', '    "staffing",\n    "staffing",\n', "staffing"),
    ],
)
def test_wrong_files_are_refused(
    file: str, old: str, new: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tables").mkdir()
    for path in (*(schemas_root() / "tables").glob("*.json"), schemas_root() / "package.toml"):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(schemas_root()).as_posix()
        (tmp_path / name).write_text(text.replace(old, new, 1) if name == file else text, encoding="utf-8")
    monkeypatch.setattr("pipeline.spec.root.schemas_root", lambda: tmp_path)
    monkeypatch.setattr(tables, "schemas_root", lambda: tmp_path)
    with pytest.raises(SpecError, match=said):
        table_specs.__wrapped__()
