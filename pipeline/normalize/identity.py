"""Who published a disclosure: the organisation in a title, its division, and the id of the disclosure.

The wording is data (``schemas/identity.toml``), the divisions are those of GB/T 2260 (``schemas/codes/divisions.csv``).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline.normalize.codes import division_chain, division_of, ends_by_chance
from pipeline.spec.codes import Division, IdentitySpec, divisions, identity_spec
from pipeline.text import compact, fold, key

__all__ = [
    "OrganisationName",
    "disclosure_id",
    "division_of",
    "is_whole_government",
    "organisation_from_title",
    "romanise",
]

_LATIN = re.compile(r"[A-Za-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百零〇]{2,}")  # 第一一三中学; the short ones are known words
_NOT_PINYIN = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """What a title says: the organisation as printed (without spaces), scope, year, kind; None where it is silent.

    ``org_scope`` is 本级, 汇总, 部门 or 单位; ``kind`` is ``final`` or ``budget``; ``doc_words`` is the rest of the title
    (部门决算公开说明); ``bare_name`` is the name without its scope.
    """

    org_name: str | None
    org_scope: str | None
    fiscal_year: int | None
    kind: str | None
    doc_words: str
    bare_name: str | None


_NOTHING = OrganisationName(None, None, None, None, "", None)


def organisation_from_title(title: str) -> OrganisationName:
    """Read a title such as ``某市某局(本级)2024年度部门决算公开``; every field is None (or empty) when it is no title.

    A place alone is no organisation: of ``某市某区2025年区级部门预算`` only scope, year and kind are returned.
    """
    read = _read_title(title)
    return replace(read, org_name=None, bare_name=None) if _is_place(read.bare_name or "") else read


def _read_title(title: str) -> OrganisationName:
    spec = identity_spec()
    text = compact(title)
    folded = fold(text)
    for pattern in spec.titles:
        match = pattern.fullmatch(folded)
        if match is None:
            continue
        groups = match.groupdict()
        start, end = match.span("org") if groups.get("org") else (0, 0)
        if spec.not_an_organisation.search(folded[start:end]):
            continue
        bracket = spec.scope_bracket.match(folded, match.start("words"))
        if bracket and end == match.start("words") and end > start:
            end = bracket.end()  # the bracket belongs to the name, not to 决算
        bare_end, scope = _scope(spec, folded, start, end, match["words"])
        year = _year(spec, groups.get("year"))
        return OrganisationName(
            text[start:end] or None,
            scope,
            year,
            spec.kinds[match["kind"]],
            match["doc"].rstrip("》"),
            text[start:bare_end] or None,
        )
    return _NOTHING


def _scope(spec: IdentitySpec, folded: str, start: int, end: int, words: str) -> tuple[int, str | None]:
    """Where the bare name ends, and the scope: a bracket wins over 本级 at the end, that over words before 决算."""
    brackets = [m for m in spec.scope_bracket.finditer(folded, start, end) if m.end() == end]
    if brackets:
        return brackets[0].start(), spec.scopes[brackets[0]["scope"]]
    stated = spec.scope_bracket.search(words)
    if stated:
        return end, spec.scopes[stated["scope"]]
    own = next(iter(spec.plain_scopes))
    if folded.endswith(own, start, end) and end - start > len(own) + 2:
        return end - len(own), spec.plain_scopes[own]
    found = [scope for word, scope in spec.plain_scopes.items() if word in words]
    narrow = [scope for scope in found if scope in spec.scopes.values()]
    chosen = narrow or found
    return end, chosen[0] if len(chosen) == 1 else None


def _year(spec: IdentitySpec, text: str | None) -> int | None:
    if not text:
        return None
    digits = (str(at if at < 10 else 0) if (at := spec.chinese_digits.find(char)) >= 0 else char for char in text)
    return int("".join(digits))


def is_whole_government(title: str) -> bool:
    """Whether a title announces the accounts of a whole government (政府决算, 财政总决算) and not of a department."""
    spec = identity_spec()
    text = fold(compact(title))
    rules = spec.government
    if len(text) > spec.government_longest or rules["never"].search(text):
        return False
    if rules["certain"].search(text):
        return True
    if any(
        rules["place"].search(rules["year_before"].sub("", text[: match.start()]))
        for match in rules["likely"].finditer(text)
    ):
        return True
    return _is_place(_read_title(title).bare_name or "")  # 某市2024年决算


def _is_place(name: str) -> bool:
    text = key(name)
    return bool(text) and division_chain(text)[1] == len(text)


@lru_cache(maxsize=256)
def disclosure_id(org_name: str, org_scope: str | None, fiscal_year: int, kind: str) -> str:
    """The id of a disclosure: name in pinyin by words, scope, year and kind, e.g. ``beijing-shi-caizheng-ju-2024-final``.

    ``kind`` is ``final`` or ``budget``. A name that makes the id too long is cut between words and gets a part of its
    SHA-256. ValueError for an unknown scope or kind.
    """
    spec = identity_spec()
    if kind not in spec.kinds.values() or (org_scope and org_scope not in spec.scope_ids):
        raise ValueError(f"unknown kind {kind!r} or scope {org_scope!r}")
    name = key(org_name)
    bracket = spec.scope_bracket.search(name)
    bare = name[: bracket.start()] if bracket and bracket.end() == len(name) else name
    addition = spec.scope_ids[org_scope] if org_scope else ""
    tail = [part for part in (addition, str(fiscal_year), kind) if part]
    words = romanise(bare)
    digest = hashlib.sha256(bare.encode("utf-8")).hexdigest()[: spec.hash_length]
    if not words or len("-".join([*words, *tail])) > spec.max_length:
        tail = [digest, *tail]
        while words and len("-".join([*words, *tail])) > spec.max_length:
            words.pop()
    return "-".join([*words, *tail])


def romanise(text: str) -> list[str]:
    """The words of a Chinese name in pinyin (``a`` to ``z``), known words one by one, what is between them as one word.

    Latin letters and digits are kept in lower case; everything else only separates.
    """
    lexicon, longest = _lexicon()
    text = key(text)
    words: list[str] = []
    unknown = ""
    position = 0
    while position < len(text):
        known, length = _known_word(text, position, lexicon, longest)
        if length == 0 and _HAN.match(text, position):
            unknown += text[position]
            position += 1
            continue
        words += [*_spelled(unknown), *known]
        unknown = ""
        position += length or 1
    return [*words, *_spelled(unknown)]


def _known_word(
    text: str, position: int, lexicon: Mapping[str, Sequence[str]], longest: int
) -> tuple[Sequence[str], int]:
    latin = _LATIN.match(text, position)
    if latin:
        return [latin[0].lower()], latin.end() - position
    ordinal = _ORDINAL.match(text, position)
    if ordinal:
        return _spelled(ordinal[0]), len(ordinal[0])
    for length in range(min(longest, len(text) - position), 0, -1):
        found = lexicon.get(text[position : position + length])
        if found and not ends_by_chance(text, position + length):
            return found, length
    return (), 0


@cache
def _lexicon() -> tuple[Mapping[str, Sequence[str]], int]:
    """Known words with their pinyin: those of the spec, names of divisions, and these without 市, 区 or 县."""
    lexicon: dict[str, Sequence[str]] = {word: [pinyin] for word, pinyin in identity_spec().words.items()}
    for division in divisions():
        lexicon.setdefault(division.name, division.pinyin.split())
    for division in divisions():  # after all full names: 沙县 is a name of its own and short for 沙县区
        for name, words in _short_forms(division, division.pinyin.split()):
            lexicon.setdefault(name, words)
    return lexicon, max(map(len, lexicon))


def _short_forms(division: Division, words: list[str]) -> Iterator[tuple[str, Sequence[str]]]:
    stem = division.name[:-1]
    # 市中 or 城北 may as well be the end of 某市 and 中心; one character is no name.
    if len(words) == 2 and len(stem) > 1 and stem[0] not in "市县城":
        yield stem, words[:1]
    if division.short and division.code.endswith("0000"):
        yield division.short, words[:1]
    elif division.short:
        yield division.short, [words[0], identity_spec().words[division.short[-1]]]


def _spelled(run: str) -> list[str]:
    """An unknown run of characters as one word of pinyin; nothing when it can't be read."""
    if not run:
        return []
    spelled = _NOT_PINYIN.sub("", "".join(_pypinyin()(run, errors="ignore")))
    return [spelled] if spelled else []


@cache
def _pypinyin() -> Callable[..., list[str]]:
    """``lazy_pinyin``, imported late and without its dictionary of phrases.

    The dictionary takes two thirds of the time to import; the words that need it are in the lexicon.
    """
    switch = "PYPINYIN_NO_PHRASES"
    before = os.environ.get(switch)
    os.environ[switch] = "true"
    try:
        from pypinyin import lazy_pinyin
    finally:
        if before is None:
            del os.environ[switch]
        else:
            os.environ[switch] = before
    return lazy_pinyin
