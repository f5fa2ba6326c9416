"""The wording of packages is data; what it can't mean is refused when it is loaded."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.errors import SpecError
from pipeline.package.readme import markdown
from pipeline.package.wording import parse_wording
from pipeline.spec.root import load_toml


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda w: w.update(colour="red"), "unknown key colour"),
        (lambda w: w.pop("licenses"), "missing key licenses"),
        (lambda w: w["licenses"][0].pop("path"), "missing key path"),
        (lambda w: w["contributors"][0].update(role="x"), "unknown key role"),
        (lambda w: w["kinds"].pop("budget"), "missing key budget"),
        (lambda w: w["title"].update(zh="${organization}"), "unknown placeholder organization"),
        (lambda w: w["description"].update(en="costs 5 $"), "unknown placeholder"),
        (lambda w: w["readme"]["zh"].update(tables_header=["a"]), "a list of four titles"),
        (lambda w: w["readme"]["en"].update(head=["a"]), "must be a text"),
    ],
)
def test_wrong_wording_is_refused(spoil: Callable[[dict[str, Any]], None], said: str) -> None:
    entry = copy.deepcopy(load_toml("package.toml"))
    spoil(entry)
    with pytest.raises(SpecError, match=said) as caught:
        parse_wording(entry)
    assert "schemas/package.toml" in caught.value.where


def test_texts_of_a_source_can_not_break_the_readme() -> None:
    assert markdown("甲|乙\n<script>[x](y)") == r"甲\|乙 \<script\>\[x\](y)"
