"""How figures of the narrative are read (``schemas/narrative/figures.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import SpecError
from pipeline.spec.outline import compile_pattern
from pipeline.spec.root import load_toml, only_keys

_FILE = "narrative/figures.toml"
_WHERE = f"schemas/{_FILE}"

#: The measures of CONTRACT §6; ``prior_change`` becomes …_amount or …_rate by its unit.
MEASURES = frozenset(
    {
        "amount",
        "budget_initial",
        "budget_adjusted",
        "share",
        "prior_change",
        "completion_rate",
        "variance_rate",
        "score",
    }
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A pattern for the words before a number: which measure they announce, for which classes of units."""

    measure: str
    units: frozenset[str]
    pattern: re.Pattern[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """Everything that decides how a figure of the narrative is read."""

    unit_class: dict[str, str]
    token: re.Pattern[str]
    bare_wan: re.Pattern[str]
    exclude_after: re.Pattern[str]
    exclude_before: re.Pattern[str]
    compared: re.Pattern[str]
    up: frozenset[str]
    down: frozenset[str]
    leftover: re.Pattern[str]
    reason_marker: re.Pattern[str]
    reason_continues: re.Pattern[str]
    next_change: re.Pattern[str]
    reason_comparison: re.Pattern[str]
    reason_copula: re.Pattern[str]
    free_marker: re.Pattern[str]
    free_end: re.Pattern[str]
    free_figure: re.Pattern[str]
    missing_unit: Mapping[str, re.Pattern[str]]
    hole: re.Pattern[str]
    changed: re.Pattern[str]
    context: re.Pattern[str]
    named: re.Pattern[str]
    filler: re.Pattern[str]
    functional_path: re.Pattern[str]
    functional_lower: re.Pattern[str]
    functional_heading: re.Pattern[str]
    subject_prefix: re.Pattern[str]
    subject_bracket: re.Pattern[str]
    subject_suffix: re.Pattern[str]
    subject_inside: re.Pattern[str]
    subject_keep: re.Pattern[str]
    subject_alike: re.Pattern[str]
    subject_other_year: re.Pattern[str]
    leads: tuple[Lead, ...]
    behind_lead: re.Pattern[str]
    behind_noun: re.Pattern[str]


_TABLES: dict[str, tuple[str, ...]] = {
    "units": ("money", "percent", "area", "score", "count"),
    "exclude": ("bare_wan", "after", "before", "compared"),
    "direction": ("up", "down", "above", "below"),
    "leftover": ("pattern",),
    "missing_unit": ("%", "人", "万元"),
    "hole": ("pattern",),
    "reason": ("marker", "continues", "next_change", "comparison", "copula"),
    "free_text": ("marker", "end", "figure"),
    "context": ("changed", "comparison", "named", "filler"),
    "functional": ("path", "lower", "heading"),
    "subject": ("prefix", "prefix_bracket", "suffix", "inside", "keep", "alike", "other_year"),
    "named_behind": ("lead", "noun"),
}


@cache
def figure_spec() -> FigureSpec:
    """The reading rules as written in ``schemas/narrative/figures.toml``; SpecError when they are wrong."""
    data = load_toml(_FILE)
    only_keys(data, required=(*_TABLES, "lead"), where=_WHERE)
    for table, keys in _TABLES.items():
        only_keys(data[table], required=keys, where=f"{_WHERE} [{table}]")
    units = {unit: name for name, names in data["units"].items() for unit in names}
    longest = sorted(units, key=lambda unit: (-len(unit), unit))
    up, down = data["direction"]["up"], data["direction"]["down"]
    above, below = data["direction"]["above"], data["direction"]["below"]
    words = {"direction": _any_of(*up, *down), "difference": _any_of(*above, *below)}

    def pattern(table: str, name: str) -> re.Pattern[str]:
        return compile_pattern(data[table][name], f"{_WHERE} [{table}]")

    return FigureSpec(
        unit_class=units,
        token=re.compile(
            r"(?P<sign>(?<![\dA-Za-z])-)?(?<![\d.])(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?!\d)(?P<unit>"
            + "|".join(map(re.escape, longest))
            + r")?"
        ),
        bare_wan=pattern("exclude", "bare_wan"),
        exclude_after=pattern("exclude", "after"),
        exclude_before=pattern("exclude", "before"),
        compared=pattern("exclude", "compared"),
        up=frozenset((*up, *above)),
        down=frozenset((*down, *below)),
        leftover=pattern("leftover", "pattern"),
        reason_marker=pattern("reason", "marker"),
        reason_continues=pattern("reason", "continues"),
        next_change=pattern("reason", "next_change"),
        reason_comparison=pattern("reason", "comparison"),
        reason_copula=pattern("reason", "copula"),
        free_marker=pattern("free_text", "marker"),
        free_end=pattern("free_text", "end"),
        free_figure=pattern("free_text", "figure"),
        missing_unit={unit: pattern("missing_unit", unit) for unit in data["missing_unit"]},
        hole=pattern("hole", "pattern"),
        changed=pattern("context", "changed"),
        context=pattern("context", "comparison"),
        named=pattern("context", "named"),
        filler=pattern("context", "filler"),
        functional_path=pattern("functional", "path"),
        functional_lower=pattern("functional", "lower"),
        functional_heading=pattern("functional", "heading"),
        subject_prefix=pattern("subject", "prefix"),
        subject_bracket=pattern("subject", "prefix_bracket"),
        subject_suffix=pattern("subject", "suffix"),
        subject_inside=pattern("subject", "inside"),
        subject_keep=pattern("subject", "keep"),
        subject_alike=pattern("subject", "alike"),
        subject_other_year=pattern("subject", "other_year"),
        leads=tuple(_lead(entry, words) for entry in data["lead"]),
        behind_lead=pattern("named_behind", "lead"),
        behind_noun=pattern("named_behind", "noun"),
    )


def _any_of(*words: str) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _lead(entry: dict[str, Any], words: Mapping[str, str]) -> Lead:
    only_keys(entry, required=("measure", "units", "pattern"), optional=("kinds",), where=f"{_WHERE} [[lead]]")
    if entry["measure"] not in MEASURES:
        raise SpecError(f"unknown measure {entry['measure']!r}", where=f"{_WHERE} [[lead]]", advice="see the contract")
    unknown = set(entry["units"]) - set(_TABLES["units"])
    if unknown:
        raise SpecError(f"unknown class of units {sorted(unknown)}", where=f"{_WHERE} [[lead]]", advice="see [units]")
    pattern = entry["pattern"]
    for name, alternatives in words.items():
        pattern = pattern.replace(f"{{{name}}}", alternatives)
    kinds = frozenset(entry.get("kinds", ("final", "budget")))
    return Lead(entry["measure"], frozenset(entry["units"]), compile_pattern(pattern, f"{_WHERE} [[lead]]"), kinds)
