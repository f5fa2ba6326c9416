"""What a package says about itself: ``schemas/package.toml`` as frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Any

from pipeline.errors import SpecError
from pipeline.spec.root import load_toml, only_keys

#: The words that may stand in ``${braces}`` in the texts of the file.
PLACEHOLDERS = frozenset(
    (
        "name",
        "title",
        "title_en",
        "organisation",
        "year",
        "kind",
        "kind_en",
        "source_name",
        "source_sha256",
        "source_media_type",
        "amount_unit",
        "version",
        "licenses",
        "total",
    )
)

_FILE = "schemas/package.toml"
_LANGUAGES = ("zh", "en")
_README = (
    "head",
    "tables",
    "tables_intro",
    "tables_header",
    "findings",
    "findings_none",
    "findings_intro",
    "findings_header",
    "tail",
)


@dataclass(frozen=True, slots=True)
class Words:
    """The same text in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ReadmeWords:
    """The texts of README.md in one language; the headers are the titles of the columns of its lists."""

    head: str
    tables: str
    tables_intro: str
    tables_header: tuple[str, ...]
    findings: str
    findings_none: str
    findings_intro: str
    findings_header: tuple[str, ...]
    tail: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All of ``schemas/package.toml`` but the list of tables, which :mod:`pipeline.spec.tables` reads."""

    byte_order_mark: bool
    keywords: tuple[str, ...]
    licenses: tuple[Mapping[str, str], ...]
    contributors: tuple[Mapping[str, Any], ...]
    kinds: Mapping[str, Words]
    severities: Mapping[str, Words]
    title: Words
    description: Words
    readme_zh: ReadmeWords
    readme_en: ReadmeWords


@cache
def wording() -> Wording:
    """The wording of packages. Raises SpecError when the file has unknown or missing keys or placeholders."""
    return parse_wording(load_toml("package.toml"))


def parse_wording(entry: Mapping[str, Any]) -> Wording:
    """Turn the content of ``package.toml`` into the dataclass; raises SpecError where it is wrong."""
    only_keys(
        entry,
        where=_FILE,
        required=(
            "tables",
            "byte_order_mark",
            "keywords",
            "licenses",
            "contributors",
            "kinds",
            "severities",
            "title",
            "description",
            "readme",
        ),
    )
    for number, licence in enumerate(entry["licenses"], 1):
        only_keys(licence, required=("name", "path", "title"), where=f"{_FILE}: licenses {number}")
    for number, person in enumerate(entry["contributors"], 1):
        only_keys(
            person,
            required=("title", "roles"),
            optional=("path", "email", "organization"),
            where=f"{_FILE}: contributors {number}",
        )
    only_keys(entry["kinds"], required=("final", "budget"), where=f"{_FILE}: kinds")
    only_keys(entry["severities"], required=("error", "warning", "info"), where=f"{_FILE}: severities")
    only_keys(entry["readme"], required=_LANGUAGES, where=f"{_FILE}: readme")
    return Wording(
        byte_order_mark=bool(entry["byte_order_mark"]),
        keywords=tuple(entry["keywords"]),
        licenses=tuple(entry["licenses"]),
        contributors=tuple(entry["contributors"]),
        kinds={name: _words(words, f"kinds.{name}") for name, words in entry["kinds"].items()},
        severities={name: _words(words, f"severities.{name}") for name, words in entry["severities"].items()},
        title=_words(entry["title"], "title"),
        description=_words(entry["description"], "description"),
        readme_zh=_readme(entry["readme"]["zh"], "readme.zh"),
        readme_en=_readme(entry["readme"]["en"], "readme.en"),
    )


def fill(text: str, values: Mapping[str, object]) -> str:
    """Replace every ``${word}`` of ``text`` by its value."""
    return Template(text).substitute(values)


def _words(entry: Mapping[str, str], place: str) -> Words:
    only_keys(entry, required=_LANGUAGES, where=f"{_FILE}: {place}")
    return Words(**{language: _checked(entry[language], f"{place}.{language}") for language in _LANGUAGES})


def _readme(entry: Mapping[str, Any], place: str) -> ReadmeWords:
    only_keys(entry, required=_README, where=f"{_FILE}: {place}")
    values: dict[str, Any] = {}
    for key, value in entry.items():
        headers = isinstance(value, list)
        if headers != key.endswith("_header") or (headers and len(value) != 4):
            raise SpecError(
                f"{key} must be {'a list of four titles' if key.endswith('_header') else 'a text'}",
                where=f"{_FILE}: {place}",
                advice="correct it",
            )
        values[key] = tuple(value) if headers else _checked(value, f"{place}.{key}")
    return ReadmeWords(**values)


def _checked(text: str, place: str) -> str:
    template = Template(text)
    unknown = sorted(set(template.get_identifiers()) - PLACEHOLDERS)
    if unknown or not template.is_valid():
        raise SpecError(
            f"unknown placeholder {', '.join(unknown) or '(a single $)'}",
            where=f"{_FILE}: {place}",
            advice=f"use ${{word}} with one of {', '.join(sorted(PLACEHOLDERS))}; a dollar sign is $$",
        )
    return text
