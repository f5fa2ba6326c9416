"""The forms 项目支出绩效自评表 and 项目支出绩效目标表 (``schemas/scorecard.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.spec.outline import compile_pattern
from pipeline.spec.root import load_toml, only_keys
from pipeline.text import key

_FILE = "scorecard.toml"
_WHERE = f"schemas/{_FILE}"
_TABLES: dict[str, tuple[str, ...]] = {
    "labels": (
        "project",
        "department",
        "unit",
        "goal_expected",
        "goal_actual",
        "total",
        "caption",
        "margin",
        "evaluated",
        "list_head",
        "aside",
        "total_beside",
        "goal_adjusted",
    ),
    "money": ("budget_initial", "budget_adjusted", "executed", "weight", "rate", "score"),
    "declared": (
        "project",
        "nature",
        "category",
        "department",
        "unit",
        "planned_start",
        "planned_end",
        "beside",
        "whole_total",
        "year_total",
        "goal_overall",
        "goal_year",
        "year_part",
        "direction",
        "measure",
        "adjusted",
        "unread",
    ),
    "indicator": ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation"),
    "appropriation": ("part",),
    "target": ("operators", "percent_units"),
    "damage": ("cut_glyphs", "noise", "doubled", "usual_words"),
}


_PATTERNS = ("caption", "evaluated", "list_head", "aside")


@dataclass(frozen=True, slots=True)
class Hint:
    """What an indicator's name, the unit of its target or a target in words says about its 二级 category."""

    level2: tuple[str, ...]
    name: re.Pattern[str] | None
    unit: re.Pattern[str] | None
    qualitative: bool


@dataclass(frozen=True, slots=True, eq=False)
class ScorecardSpec:
    """Labels of the form (in ``key`` form), its categories in order, and the damage that dumps do to it."""

    labels: dict[str, frozenset[str]]
    caption: re.Pattern[str]
    evaluated: re.Pattern[str]
    list_head: re.Pattern[str]
    aside: re.Pattern[str]
    money: dict[str, frozenset[str]]
    declared: dict[str, frozenset[str]]
    funds: tuple[tuple[str, tuple[str, ...]], ...]
    appropriation_part: re.Pattern[str]
    indicator: dict[str, frozenset[str]]
    indicator_label: dict[str, str]
    categories: tuple[tuple[str, str], ...]
    hints: tuple[Hint, ...]
    operators: dict[str, str]
    percent_units: frozenset[str]
    cut_glyphs: frozenset[tuple[str, str]]
    noise: re.Pattern[str]
    doubled: tuple[str, ...]
    usual_words: tuple[str, ...]


@cache
def scorecard_spec() -> ScorecardSpec:
    """The form as written in ``schemas/scorecard.toml``; SpecError when it is wrong."""
    data = load_toml(_FILE)
    only_keys(data, required=(*_TABLES, "fund", "category", "hint"), where=_WHERE)
    for table, keys in _TABLES.items():
        only_keys(data[table], required=keys, where=f"{_WHERE} [{table}]")
    for fund in data["fund"]:
        only_keys(fund, required=("name", "labels"), where=f"{_WHERE} [[fund]]")
    for category in data["category"]:
        only_keys(category, required=("level1", "level2"), where=f"{_WHERE} [[category]]")
    return ScorecardSpec(
        labels={name: _keys(labels) for name, labels in data["labels"].items() if name not in _PATTERNS},
        caption=compile_pattern(data["labels"]["caption"], _WHERE),
        list_head=compile_pattern(data["labels"]["list_head"], _WHERE),
        aside=compile_pattern(data["labels"]["aside"], _WHERE),
        evaluated=compile_pattern(data["labels"]["evaluated"], _WHERE),
        money={name: _keys(labels) for name, labels in data["money"].items()},
        declared={name: _keys(labels) for name, labels in data["declared"].items()},
        funds=tuple((fund["name"], tuple(map(key, fund["labels"]))) for fund in data["fund"]),
        appropriation_part=compile_pattern(data["appropriation"]["part"], _WHERE),
        indicator={name: _keys(labels) for name, labels in data["indicator"].items()},
        indicator_label={name: labels[0] for name, labels in data["indicator"].items()},
        categories=tuple((c["level1"], level2) for c in data["category"] for level2 in c["level2"]),
        hints=tuple(_hint(entry) for entry in data["hint"]),
        operators=dict(sorted(data["target"]["operators"].items(), key=lambda item: (-len(item[0]), item[0]))),
        percent_units=frozenset(data["target"]["percent_units"]),
        cut_glyphs=frozenset((left, right) for left, right in data["damage"]["cut_glyphs"]),
        noise=compile_pattern(data["damage"]["noise"], _WHERE),
        doubled=tuple(data["damage"]["doubled"]),
        usual_words=tuple(data["damage"]["usual_words"].split()),
    )


def _keys(labels: list[str]) -> frozenset[str]:
    return frozenset(map(key, labels))


def _hint(entry: dict[str, Any]) -> Hint:
    only_keys(entry, required=("level2",), optional=("name", "unit", "qualitative"), where=f"{_WHERE} [[hint]]")
    name, unit = (compile_pattern(entry[k], _WHERE) if k in entry else None for k in ("name", "unit"))
    return Hint(tuple(entry["level2"]), name, unit, entry.get("qualitative", False))
