"""Every comparison of ``schemas/comparisons`` against its own example, and what a wrong file says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.errors import SpecError
from pipeline.spec.checks import Example
from pipeline.spec.comparisons import Comparison, comparison_specs, load_comparisons
from pipeline.spec.tables import table_specs
from pipeline.validate.documents import Compared, Pair, Paper, compare
from pipeline.validate.examples import example_tables
from pipeline.validate.index import Index

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMPARISONS = comparison_specs().comparisons


def compared(check: Comparison, failing: bool) -> list[Compared]:
    relation = check.relation
    later = Paper("某局", "", "部门", 2024, relation.later, "later")
    earlier = Paper("某局", "", "部门", 2024 - relation.years, relation.earlier, "earlier")
    tables = example_tables(check.later_example, check.id)
    old = example_tables(check.earlier_example, check.id, failing=failing)
    return list(compare(Pair(relation, later, earlier), Index(tables), Index(old), [check]))


@pytest.mark.parametrize("check", COMPARISONS, ids=lambda check: check.id)
def test_the_example_passes(check: Comparison) -> None:
    found = compared(check, failing=False)
    assert {one.status for one in found} <= {"pass", "rounding"}, found


@pytest.mark.parametrize("check", COMPARISONS, ids=lambda check: check.id)
def test_the_changed_example_fails_and_says_where(check: Comparison) -> None:
    failed = [one for one in compared(check, failing=True) if one.status == "fail"]
    assert failed
    for one in failed:
        assert (one.check, one.severity) == (check.id, check.severity)
        assert one.message.startswith(check.title) and one.message_en.startswith(check.title_en)
        assert one.later.refs and one.earlier.refs
        assert all(f.ref in one.message and f.ref in one.message_en for f in (*one.later.figures, *one.earlier.figures))
        assert one.expected is not None and one.actual is not None and one.difference == one.expected - one.actual
        assert one.contradicts == (check.severity != "info")


@pytest.mark.parametrize("check", COMPARISONS, ids=lambda check: check.id)
def test_titles_are_in_the_language_they_claim(check: Comparison) -> None:
    assert _CHINESE.search(check.title) and not _CHINESE.search(check.title_en)
    assert check.why and check.source


@pytest.mark.parametrize("check", [c for c in COMPARISONS if c.rate], ids=lambda check: check.id)
def test_a_change_without_its_base_is_not_compared(check: Comparison) -> None:
    text = check.later_example.rows.replace("上年决算\n", "年初预算\n").replace("上年\n", "年初预算\n")
    assert text != check.later_example.rows
    tables = example_tables(Example(text, 1, {}), check.id)
    relation = check.relation
    papers = (Paper("某局", "", "", 2024, relation.later, "a"), Paper("某局", "", "", 2023, relation.earlier, "b"))
    old = example_tables(check.earlier_example, check.id, failing=True)
    found = list(compare(Pair(relation, *papers), Index(tables), Index(old), [check]))
    assert {(one.status, one.reason) for one in found} == {("skip", "base")}


def files(**comparison: Any) -> dict[str, dict[str, Any]]:
    operand = {"name": "a", "title": "甲", "title_en": "a", "table": "staffing", "column": "count"}
    relation = {
        "name": "r",
        "title": "甲",
        "title_en": "r",
        "later": "final",
        "earlier": "final",
        "years": 1,
        "base": "x",
    }
    entry = {
        "id": "c",
        "relation": "r",
        "title": "甲",
        "title_en": "c",
        "severity": "warning",
        "why": "w",
        "source": "s",
        "now": ["a"],
        "then": ["a"],
        "later": "",
        "earlier": "",
        "fail": {"row": 1, "count": "1"},
        **comparison,
    }
    return {"x.toml": {"operand": [operand], "relation": [relation], "comparison": [entry]}}


def test_a_right_file_is_read() -> None:
    (one,) = load_comparisons(files(by=["category"]), table_specs()).comparisons
    assert (list(one.by), one.holds, set(one.tables)) == (["category"], "equal", {"staffing"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"severity": "fatal"}, "unknown severity"),
        ({"relation": "q"}, "unknown relation"),
        ({"holds": "nearly"}, "unknown holds"),
        ({"now": ["b"]}, "unknown operand b"),
        ({"now": []}, "need an operand"),
        ({"by": ["colour"]}, "has no column"),
        ({"fail": {"row": 1}}, "fail needs row"),
        ({"colour": "red"}, "unknown key colour"),
        ({"now": ["a"], "id": ""}, "a name is missing"),
    ],
)
def test_a_wrong_file_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        load_comparisons(files(**change), table_specs())


def test_doubled_names_and_unused_operands_are_refused() -> None:
    one = files()
    doubled = {**one, "y.toml": {"comparison": one["x.toml"]["comparison"]}}
    with pytest.raises(SpecError, match="used twice"):
        load_comparisons(doubled, table_specs())
    one["x.toml"]["operand"].append({**one["x.toml"]["operand"][0], "name": "b"})
    with pytest.raises(SpecError, match="nothing uses b"):
        load_comparisons(one, table_specs())
