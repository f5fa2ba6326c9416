"""How a disclosure is recognised from its text (``schemas/recognise.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.errors import SpecError
from pipeline.spec.outline import compile_pattern, outline_spec
from pipeline.spec.root import load_toml, only_keys

_FILE = "recognise.toml"
_WHERE = f"schemas/{_FILE}"
_TEXT = ("year", "organisation", "party", "unit", "unit_of_cover", "either_kind", "no_title")


@dataclass(frozen=True, slots=True, eq=False)
class RecogniseSpec:
    """Kinds of sections that are signs of a disclosure, and where its text names year, organisation and unit."""

    signs: frozenset[str]
    once: frozenset[str]
    year: re.Pattern[str]
    organisation: re.Pattern[str]
    party: re.Pattern[str]
    unit: re.Pattern[str]
    unit_of_cover: re.Pattern[str]
    either_kind: re.Pattern[str]
    no_title: re.Pattern[str]


@cache
def recognise_spec() -> RecogniseSpec:
    """The rules as written in ``schemas/recognise.toml``; SpecError when they are wrong."""
    data = load_toml(_FILE)
    only_keys(data, required=("section", "text"), where=_WHERE)
    only_keys(data["section"], required=("signs", "once"), where=f"{_WHERE} [section]")
    only_keys(data["text"], required=_TEXT, where=f"{_WHERE} [text]")
    unknown = {*data["section"]["signs"], *data["section"]["once"]} - {kind.kind for kind in outline_spec().kinds}
    if unknown:
        raise SpecError(f"unknown kind of section {sorted(unknown)}", where=_WHERE, advice="see outline.toml")
    patterns = {name: compile_pattern(pattern, _WHERE) for name, pattern in data["text"].items()}
    return RecogniseSpec(frozenset(data["section"]["signs"]), frozenset(data["section"]["once"]), **patterns)
