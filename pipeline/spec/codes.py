"""Code lists (``schemas/codes``) and identity (``schemas/identity.toml``): subjects by year, divisions, titles, names.

A code of 政府收支分类科目 means something only together with its year: 30311 was 住房公积金 until 2017 and is
代缴社会保险费 now. So every entry carries the first and the last year in which it holds; a blank year is open.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.errors import SpecError
from pipeline.spec.outline import compile_pattern
from pipeline.spec.root import load_toml, only_keys, schemas_root
from pipeline.text import key

Classification = Literal["functional", "economic"]

_COLUMNS = ("code", "name", "level", "first_year", "last_year", "origin", "note")
_ALIAS_COLUMNS = ("alias", "code", "classification", "note")
_DIVISION_COLUMNS = ("code", "name", "short", "status", "pinyin")
_LEVELS: Mapping[Classification, Mapping[int, int]] = {"functional": {3: 1, 5: 2, 7: 3}, "economic": {3: 1, 5: 2}}
_FIRST_DIGIT: Mapping[Classification, str] = {"functional": "2", "economic": "3"}
_ORIGIN = re.compile(r"(?:subject-list|disclosure:[a-z-]+-\d{4})(?: disclosure:[a-z-]+-\d{4})*")
_PINYIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_DIVISION_CODE = re.compile(r"[1-9]\d{5}")
_IDENTITY_KEYS = {
    "title": ("patterns", "not_an_organisation", "chinese_digits", "parts", "kinds", "scopes", "plain_scopes"),
    "whole_government": ("certain", "likely", "place", "year_before", "never", "longest"),
    "division": ("introductions",),
    "romanisation": ("max_length", "hash_length", "scopes", "words"),
}
_EARLIEST, _LATEST = 2000, 2099


@dataclass(frozen=True, slots=True)
class Code:
    """One subject: ``code`` of 3, 5 or 7 digits, its level (1 类, 2 款, 3 项), the years in which it has this name.

    ``match_key`` is the name in the form in which names are compared; ``origin`` says how the entry is known.
    """

    code: str
    name: str
    level: int
    first_year: int | None
    last_year: int | None
    origin: str
    note: str
    match_key: str

    @property
    def parent(self) -> str:
        """The code one level above; empty for a 类."""
        return self.code[:-2] if self.level > 1 else ""

    def holds_in(self, year: int) -> bool:
        """Whether the code has this name in the fiscal year."""
        return (self.first_year or _EARLIEST) <= year <= (self.last_year or _LATEST)

    @property
    def years(self) -> str:
        """The years as text: ``2017–2019``, or ``2020–`` where it still holds."""
        return f"{self.first_year or ''}–{self.last_year or ''}"


@dataclass(frozen=True, slots=True, eq=False)
class CodeList:
    """A classification: all entries in order of their codes, and the codes that an alias (compared form) may mean."""

    classification: Classification
    entries: tuple[Code, ...]
    aliases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """How names are compared; ``groups`` maps a group of basic expenditure to its classes in order of preference."""

    level_mark: re.Pattern[str]
    optional_suffix: str
    first_year: int
    groups: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(frozen=True, slots=True, eq=False)
class IdentitySpec:
    """How titles are read and names are romanised.

    ``words`` holds the pinyin of known words, ``scope_ids`` what a scope adds to an id; ``scopes`` are the words in
    brackets that state a scope, ``plain_scopes`` those without; ``government`` are patterns of whole governments' titles.
    """

    titles: tuple[re.Pattern[str], ...]
    not_an_organisation: re.Pattern[str]
    chinese_digits: str
    kinds: Mapping[str, str]
    scopes: Mapping[str, str]
    plain_scopes: Mapping[str, str]
    scope_bracket: re.Pattern[str]
    government: Mapping[str, re.Pattern[str]]
    government_longest: int
    introductions: tuple[str, ...]
    max_length: int
    hash_length: int
    scope_ids: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Division:
    """A division of GB/T 2260. ``short`` is the usual short name, if any; ``former`` ones do not exist any more.

    ``pinyin`` is the romanised name, its words separated by spaces, without tones.
    """

    code: str
    name: str
    short: str
    former: bool
    pinyin: str


def _rows(relative: str, columns: Sequence[str]) -> list[list[str]]:
    """The rows of ``schemas/<relative>`` below its header; SpecError when file, header or a row's width is wrong."""
    path = schemas_root() / relative
    where = f"schemas/{relative}"
    if not path.is_file():
        raise SpecError("missing", where=where, advice="restore the file")
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    if not rows or tuple(rows[0]) != tuple(columns):
        raise SpecError(f"the header must be {','.join(columns)}", where=where, advice="correct the first line")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(columns):
            raise SpecError(f"{len(row)} columns instead of {len(columns)}", where=f"{where} line {number}")
    return rows[1:]


@cache
def code_list(classification: Classification) -> CodeList:
    """The functional (``functional.csv``) or economic (``economic.csv``) list; SpecError when it is wrong."""
    relative = f"codes/{classification}.csv"
    where = f"schemas/{relative}"
    entries = tuple(
        _code(row, classification, f"{where} line {number}") for number, row in enumerate(_rows(relative, _COLUMNS), 2)
    )
    _check_years(entries, where)
    return CodeList(classification, entries, _aliases(classification, {entry.code for entry in entries}))


def _code(row: Sequence[str], classification: Classification, where: str) -> Code:
    code, name, level, first, last, origin, note = row
    expected = _LEVELS[classification].get(len(code)) if code.isascii() and code.isdigit() else None
    if expected is None or not code.startswith(_FIRST_DIGIT[classification]):
        raise SpecError(f"no {classification} code: {code!r}", where=where, advice="see README.md beside the file")
    if level != str(expected):
        raise SpecError(f"level {level!r} does not agree with {len(code)} digits", where=where)
    if not name.strip():
        raise SpecError(f"{code} has no name", where=where)
    if not _ORIGIN.fullmatch(origin):
        raise SpecError(f"unknown origin {origin!r}", where=where, advice="subject-list or disclosure:place-year")
    first_year, last_year = _year(first, where), _year(last, where)
    if (first_year or _EARLIEST) > (last_year or _LATEST):
        raise SpecError(f"{code} ends before it begins", where=where)
    return Code(code, name, expected, first_year, last_year, origin, note, key(name))


def _year(text: str, where: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and _EARLIEST <= int(text) <= _LATEST):
        raise SpecError(f"no year: {text!r}", where=where)
    return int(text)


def _check_years(entries: Iterable[Code], where: str) -> None:
    """A code has one name a year, a name one code a year below its parent, and the parent exists in all those years."""
    codes: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    masks: list[tuple[Code, int]] = []
    for entry in entries:
        first, last = entry.first_year or _EARLIEST, entry.last_year or _LATEST
        mask = (1 << (last - _EARLIEST + 1)) - (1 << (first - _EARLIEST))  # one bit for each year
        if codes.get(entry.code, 0) & mask:
            raise SpecError(f"{entry.code} has two names in one year", where=where, advice="end one before the other")
        sibling = (entry.parent, entry.match_key)
        if names.get(sibling, 0) & mask:
            raise SpecError(f"{entry.code}: another code has the name {entry.name} in the same year", where=where)
        codes[entry.code] = codes.get(entry.code, 0) | mask
        names[sibling] = names.get(sibling, 0) | mask
        masks.append((entry, mask))
    for entry, mask in masks:
        if entry.parent and mask & ~codes.get(entry.parent, 0):
            raise SpecError(f"{entry.code} holds in a year in which {entry.parent} does not", where=where)


def _aliases(classification: Classification, codes: set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for number, (alias, code, kind, _note) in enumerate(_rows("codes/aliases.csv", _ALIAS_COLUMNS), 2):
        where = f"schemas/codes/aliases.csv line {number}"
        if kind not in _LEVELS:
            raise SpecError(f"unknown classification {kind!r}", where=where, advice="functional or economic")
        if kind != classification:
            continue
        if code not in codes or not alias.strip():
            raise SpecError(f"{alias!r} stands for {code}, which the list lacks", where=where)
        known = found.get(key(alias), ())
        if code in known:
            raise SpecError(f"{alias} is given twice", where=where, advice="remove one")
        found[key(alias)] = (*known, code)
    return found


@cache
def matching_rules() -> MatchingRules:
    """The rules of ``codes/matching.toml``; SpecError when they are wrong or name a class that the list lacks."""
    where = "schemas/codes/matching.toml"
    data = load_toml("codes/matching.toml")
    only_keys(data, required=("level_mark", "optional_suffix", "first_year", "groups"), where=where)
    known = {entry.code for entry in code_list("economic").entries if entry.level == 1}
    for name, group in data["groups"].items():
        only_keys(group, required=("classes", "otherwise"), where=f"{where} [groups.{name}]")
        missing = set(group["classes"]) | set(group["otherwise"])
        if missing - known:
            raise SpecError(f"unknown class {sorted(missing - known)}", where=f"{where} [groups.{name}]")
    return MatchingRules(
        compile_pattern(data["level_mark"], where),
        data["optional_suffix"],
        data["first_year"],
        {name: (tuple(group["classes"]), tuple(group["otherwise"])) for name, group in data["groups"].items()},
    )


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions of ``codes/divisions.csv`` in order of their codes; SpecError when the list is wrong."""
    seen: set[tuple[str, str]] = set()
    found = []
    for number, (code, name, short, status, pinyin) in enumerate(_rows("codes/divisions.csv", _DIVISION_COLUMNS), 2):
        where = f"schemas/codes/divisions.csv line {number}"
        if not (_DIVISION_CODE.fullmatch(code) and name and status in ("", "former") and _PINYIN.fullmatch(pinyin)):
            raise SpecError(f"wrong entry {code} {name}", where=where, advice="see README.md beside the file")
        if (code, name) in seen:
            raise SpecError(f"{code} {name} is given twice", where=where, advice="remove one")
        seen.add((code, name))
        found.append(Division(code, name, short, status == "former", pinyin))
    return tuple(found)


@cache
def identity_spec() -> IdentitySpec:
    """The rules of ``identity.toml``; SpecError when they are wrong."""
    where = "schemas/identity.toml"
    data = load_toml("identity.toml")
    only_keys(data, required=("title", "whole_government", "division", "romanisation"), where=where)
    title, government, roman = data["title"], data["whole_government"], data["romanisation"]
    for name, keys in _IDENTITY_KEYS.items():
        only_keys(data[name], required=keys, where=f"{where} [{name}]")

    def pattern(text: str) -> re.Pattern[str]:
        for name, part in title["parts"].items():
            text = text.replace(f"{{{name}}}", part)
        return compile_pattern(text, where)

    return IdentitySpec(
        tuple(pattern(text) for text in title["patterns"]),
        pattern(title["not_an_organisation"]),
        title["chinese_digits"],
        title["kinds"],
        title["scopes"],
        title["plain_scopes"],
        pattern(r"\((?P<scope>" + "|".join(map(re.escape, title["scopes"])) + r")\)"),
        {name: pattern(text) for name, text in government.items() if name != "longest"},
        government["longest"],
        tuple(data["division"]["introductions"]),
        roman["max_length"],
        roman["hash_length"],
        roman["scopes"],
        _words(roman["words"], f"{where} [romanisation.words]"),
    )


def _words(groups: Mapping[str, str], where: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, text in groups.items():
        pieces = text.split()
        if len(pieces) % 2:
            raise SpecError(f"{name}: a word without pinyin", where=where, advice="write word and pinyin in turn")
        for word, pinyin in zip(pieces[::2], pieces[1::2], strict=True):
            if word in words or not _PINYIN.fullmatch(pinyin):
                raise SpecError(f"{word} {pinyin}: given twice or no pinyin", where=where)
            words[word] = pinyin
    return words
