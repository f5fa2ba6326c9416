"""The fixed words of the report: ``schemas/report.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Any

from pipeline.errors import SpecError
from pipeline.package.wording import Words, fill
from pipeline.spec.root import load_toml, only_keys

_FILE = "report.toml"
_WHERE = f"schemas/{_FILE}"
_SECTIONS = ("words", "causes", "places", "verdict")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """``texts`` by section and name (``words.errors``); ``unread`` are the rules that tell what was not read."""

    texts: Mapping[str, Words]
    unread: frozenset[str]


@cache
def report_words() -> ReportWords:
    """The words as written in the file. Raises SpecError when it is wrong."""
    return parse_words(load_toml(_FILE))


def parse_words(data: Mapping[str, Any]) -> ReportWords:
    """Turn the content of ``report.toml`` into the dataclass; raises SpecError where it is wrong."""
    only_keys(data, required=("unread", *_SECTIONS), where=_WHERE)
    texts = {}
    for section in _SECTIONS:
        for name, entry in data[section].items():
            place = f"{_WHERE}: {section}.{name}"
            only_keys(entry, required=("zh", "en"), where=place)
            words = [set(Template(entry[language]).get_identifiers()) for language in ("zh", "en")]
            if words[0] != words[1] or not all(Template(text).is_valid() for text in entry.values()):
                raise SpecError("placeholders differ or are no placeholders", where=place, advice="use ${word} in both")
            texts[f"{section}.{name}"] = Words(**entry)
    return ReportWords(texts, frozenset(data["unread"]))


def said(name: str, **values: object) -> Words:
    """A text of the file, filled in."""
    words = report_words().texts[name]
    return Words(fill(words.zh, values), fill(words.en, values)) if values else words
