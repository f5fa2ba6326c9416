"""The code lists load, and wrong ones are refused with the place and the reason."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import SpecError
from pipeline.spec import codes
from pipeline.spec.codes import code_list, divisions, identity_spec, matching_rules
from pipeline.spec.root import schemas_root

Change = Callable[[str, str, str], None]


@pytest.fixture
def change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Change:
    """Works on a copy of the lists, in which a text of a file is replaced by another."""
    folder = tmp_path / "schemas"
    shutil.copytree(schemas_root() / "codes", folder / "codes")
    shutil.copy(schemas_root() / "identity.toml", folder)
    monkeypatch.setattr(codes, "schemas_root", lambda: folder)
    monkeypatch.setattr("pipeline.spec.root.schemas_root", lambda: folder)

    def replace(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def test_all_classes_are_there() -> None:
    entries = code_list("functional").entries
    current = {entry.code for entry in entries if entry.level == 1 and entry.holds_in(2024)}
    expected = {*range(201, 209), *range(210, 218), *range(219, 225), 227, *range(229, 235)}
    assert current == {str(code) for code in expected}
    economic = {entry.code for entry in code_list("economic").entries if entry.level == 1 and entry.holds_in(2024)}
    assert economic == {"301", "302", "303", "307", "309", "310", "311", "312", "313", "399"}


def test_entries_say_how_they_are_known() -> None:
    entries = (*code_list("functional").entries, *code_list("economic").entries)
    assert {word.partition(":")[0] for entry in entries for word in entry.origin.split()} == {
        "subject-list",
        "disclosure",
    }
    court = next(e for e in code_list("functional").entries if e.code == "2040504")
    assert (court.name, court.level, court.parent) == ("案件审判", 3, "20405")
    assert "disclosure:jiangsu-2018" in court.origin.split()


def test_codes_are_in_order() -> None:
    for entries in (code_list("functional").entries, code_list("economic").entries):
        keys = [(entry.code, entry.first_year or 0) for entry in entries]
        assert keys == sorted(keys)
    assert [d.code for d in divisions()] == sorted(d.code for d in divisions())


def test_loading_is_cached() -> None:
    assert code_list("functional") is code_list("functional")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2010101,行政运行,3,", "201010x,行政运行,3,", "no functional code"),
        ("2010101,行政运行,3,", "3010101,行政运行,3,", "no functional code"),
        ("2010101,行政运行,3,", "201010,行政运行,3,", "no functional code"),
        ("2010101,行政运行,3,", "2010101,行政运行,2,", "does not agree"),
        ("2010101,行政运行,3,", "2010101, ,3,", "has no name"),
        ("2010101,行政运行,3,2017,", "2010101,行政运行,3,17,", "no year"),
        ("2010101,行政运行,3,2017,,", "2010101,行政运行,3,2017,2016,", "ends before it begins"),
        ("2010101,行政运行,3,2017,,subject-list", "2010101,行政运行,3,2017,,hearsay", "unknown origin"),
        ("2010101,行政运行,3,2017,,", "2010101,行政运行,3,2016,,", "in which 20101 does not"),
        ("20805,行政事业单位养老支出,2,2020,", "20805,行政事业单位养老支出,2,2019,", "two names in one year"),
        ("2010102,一般行政管理事务", "2010102,行政运行", "another code has the name"),
        ("20101,人大事务,2,2017,,", "20101,人大事务,2,2017,2023,", "in which 20101 does not"),
        ("2010101,行政运行,3,", "2010101,行政运行,", "columns instead of"),
        ("code,name,level", "code,label,level", "the header must be"),
    ],
)
def test_wrong_lists_are_refused(change: Change, old: str, new: str, reason: str) -> None:
    change("codes/functional.csv", old, new)
    with pytest.raises(SpecError, match=reason) as caught:
        code_list.__wrapped__("functional")
    assert "schemas/codes/functional.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("津补贴,30102,economic", "津补贴,30188,economic", "which the list lacks"),
        ("津补贴,30102,economic", "津补贴,30102,functionl", "unknown classification"),
        ("津补贴,30102,economic", "津、补贴,30102,economic,\n津、补贴,30102,economic", "given twice"),
    ],
)
def test_wrong_aliases_are_refused(change: Change, old: str, new: str, reason: str) -> None:
    change("codes/aliases.csv", old, new)
    with pytest.raises(SpecError, match=reason) as caught:
        code_list.__wrapped__("economic")
    assert "schemas/codes/aliases.csv line" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("110101,东城区", "11010,东城区", "wrong entry"),
        ("110101,东城区,,,dongcheng qu", "110101,东城区,,,dōngchéng qu", "wrong entry"),
        ("110101,东城区,,,", "110101,东城区,,old,", "wrong entry"),
        ("110102,西城区", "110101,东城区", "given twice"),
    ],
)
def test_wrong_divisions_are_refused(change: Change, old: str, new: str, reason: str) -> None:
    change("codes/divisions.csv", old, new)
    with pytest.raises(SpecError, match=reason):
        divisions.__wrapped__()


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("codes/matching.toml", '["301", "303"]', '["301", "333"]', "unknown class"),
        ("codes/matching.toml", "optional_suffix", "optional_sufix", "missing key optional_suffix"),
        ("codes/matching.toml", "level_mark = '", "level_mark = '(", "no regular expression"),
        ("identity.toml", "max_length", "maximum", "missing key max_length"),
        ("identity.toml", "[whole_government]", "[whole_governments]", "missing key whole_government"),
        ("identity.toml", "工业 gongye", "工业", "without pinyin|no pinyin"),
        ("identity.toml", "工业 gongye", "工业 gongye  工业 gongye", "given twice"),
        ("identity.toml", "place = '", "place = '(", "no regular expression"),
    ],
)
def test_wrong_rules_are_refused(change: Change, file: str, old: str, new: str, reason: str) -> None:
    change(file, old, new)
    with pytest.raises(SpecError, match=reason) as caught:
        (matching_rules if file.startswith("codes") else identity_spec).__wrapped__()
    assert f"schemas/{file}" in str(caught.value)


def test_a_missing_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "schemas_root", lambda: tmp_path)
    with pytest.raises(SpecError, match=r"schemas/codes/functional\.csv: missing"):
        code_list.__wrapped__("functional")
