"""The loader of ``schemas/checks``: what it reads, and what it refuses."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pipeline.errors import SpecError
from pipeline.spec.check_kinds import KINDS
from pipeline.spec.checks import checks, load_checks
from pipeline.spec.tables import table_specs

_CHECK: dict[str, Any] = {
    "id": "whole-parts",
    "kind": "sum",
    "title": "总额等于各项之和",
    "title_en": "the whole is the sum of its parts",
    "severity": "error",
    "why": "w",
    "source": "s",
    "whole": "whole",
    "parts": ["part"],
    "pass": "staffing: category | count\ntotal | 2\nactive | 2",
    "fail": {"row": 1, "count": 3},
}
_FILE: dict[str, Any] = {
    "operand": [
        {
            "name": "whole",
            "title": "总额",
            "title_en": "whole",
            "table": "staffing",
            "column": "count",
            "where": {"category": "total"},
        },
        {
            "name": "part",
            "title": "部分",
            "title_en": "part",
            "table": "staffing",
            "column": "count",
            "where": {"category": ["active", "retired"]},
            "pick": "all",
        },
    ],
    "check": [_CHECK],
}


def _load(**changes: Any) -> None:
    data = copy.deepcopy(_FILE)
    data["check"][0].update(changes)
    load_checks({"schemas/checks/x.toml": data}, table_specs())


def _load_operand(**changes: Any) -> None:
    data = copy.deepcopy(_FILE)
    data["operand"][0].update(changes)
    load_checks({"schemas/checks/x.toml": data}, table_specs())


def test_all_checks_of_the_project_load() -> None:
    loaded = checks()
    assert len({check.id for check in loaded}) == len(loaded) > 100
    assert {check.kind for check in loaded} == set(KINDS), "every kind is used, every used kind is known"
    assert all(check.title and check.title_en and check.why and check.source for check in loaded)


def test_a_check_knows_its_operands_and_options() -> None:
    loaded = load_checks({"schemas/checks/x.toml": copy.deepcopy(_FILE)}, table_specs())
    (check,) = loaded
    assert check.one["whole"].where == (("category", frozenset({"total"})),)
    assert [operand.pick for operand in check.many["parts"]] == ["all"]
    assert check.texts("by") == ()
    assert check.text("formula") == ""
    assert check.example.fail_row == 1
    assert dict(check.example.fail_values) == {"count": "3"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "average"}, "unknown kind 'average'"),
        ({"severity": "fatal"}, "unknown severity 'fatal'"),
        ({"whole": "nothing"}, "unknown operand 'nothing'"),
        ({"parts": ["part", "other"]}, "unknown operand 'other'"),
        ({"tolerance": 3}, "unknown key tolerance"),
        ({"by": ["colour"]}, "has no column colour"),
        ({"by": "category"}, "by has the wrong type"),
        ({"columns": ["colour"]}, "has no column colour"),
        ({"absent": "blank"}, "unknown absent 'blank'"),
        ({"fail": {"row": 1}}, "fail needs row and the values to change"),
        ({"fail": {"count": 1}}, "fail needs row and the values to change"),
    ],
)
def test_a_wrong_check_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        _load(**changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"table": "staff"}, "unknown table 'staff'"),
        ({"column": "number"}, "has no column number"),
        ({"where": {"kind": "x"}}, "has no column kind"),
        ({"match": {"kind": "x"}}, "has no column kind"),
        ({"match": {"category": "("}}, "no regular expression"),
        ({"distinct": ["kind"]}, "has no column kind"),
        ({"pick": "middle"}, "unknown pick 'middle'"),
        ({"blank": "one"}, "blank can only be zero"),
        ({"subject": "x"}, "is for the table narrative_figure only"),
        ({"colour": "red"}, "unknown key colour"),
        ({"name": "part"}, "two operands have this name"),
        (
            {"table": "narrative_figure", "where": {}, "column": "value", "sections": ["nowhere"]},
            "unknown kind of section",
        ),
    ],
)
def test_a_wrong_operand_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        _load_operand(**changes)


def test_a_missing_key_is_named_with_its_place() -> None:
    data = copy.deepcopy(_FILE)
    del data["check"][0]["source"]
    with pytest.raises(SpecError, match="missing key source") as caught:
        load_checks({"schemas/checks/x.toml": data}, table_specs())
    assert "schemas/checks/x.toml" in caught.value.where
    assert "whole-parts" in caught.value.where


def test_ids_are_unique_over_all_files() -> None:
    other = {"check": [copy.deepcopy(_CHECK)]}
    with pytest.raises(SpecError, match="two checks have this id"):
        load_checks({"schemas/checks/x.toml": copy.deepcopy(_FILE), "schemas/checks/y.toml": other}, table_specs())


def test_an_operand_that_nothing_uses_is_refused() -> None:
    data = copy.deepcopy(_FILE)
    data["operand"].append({**data["operand"][0], "name": "idle"})
    with pytest.raises(SpecError, match="no check uses the operand idle"):
        load_checks({"schemas/checks/x.toml": data}, table_specs())


def test_columns_of_row_checks_must_exist() -> None:
    data = copy.deepcopy(_FILE)
    data["operand"] = data["operand"][:1]
    data["check"][0] = {
        **{k: v for k, v in _CHECK.items() if k not in ("whole", "parts")},
        "kind": "row-sum",
        "rows": "whole",
        "whole": "count",
        "parts": ["colour"],
    }
    with pytest.raises(SpecError, match="has no column colour"):
        load_checks({"schemas/checks/x.toml": data}, table_specs())
