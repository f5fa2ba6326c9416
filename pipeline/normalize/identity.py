"""Who published a disclosure: the organisation in a title, its division, and the id of the disclosure.

The wording is data (``schemas/identity.toml``), the divisions are those of GB/T 2260 (``schemas/codes/divisions.csv``).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.spec.codes import Division, IdentitySpec, divisions, identity_spec
from pipeline.text import compact, fold, key

_LATIN = re.compile(r"[A-Za-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百零〇]{2,}")  # 第一一三中学; the short ones are known words
_NOT_PINYIN = re.compile(r"[^a-z]")
# A name ends here only by chance: 合作市场 is no 合作市, 和平区域 no 和平区.
_MISLEADING = {"市": "场", "区": "域", "县": "域"}


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
    """Read a title such as ``某市某局(本级)2024年度部门决算公开``; every field is None (or empty) when it is no title."""
    spec = identity_spec()
    text = compact(title)
    folded = fold(text)
    for pattern in spec.titles:
        match = pattern.fullmatch(folded)
        if match is None:
            continue
        groups = match.groupdict()
        start, end = match.span("org") if groups.get("org") else (0, 0)
        if spec.not_an_organisation.search(folded, start, end):
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
    digits = (str(at % 10 if at < 10 else 0) if (at := spec.chinese_digits.find(char)) >= 0 else char for char in text)
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
    name = organisation_from_title(title).bare_name or ""
    known, position = _division_chain(key(name))
    return bool(known) and position == len(key(name))  # 某市2024年决算: the publisher is the place itself


@cache
def _divisions_by_name() -> tuple[Mapping[str, Sequence[Division]], int]:
    """Divisions by full and short name, and the length of the longest name."""
    found: dict[str, list[Division]] = {}
    for division in divisions():
        for name in (division.name, division.short):
            if name:
                found.setdefault(name, []).append(division)
    return found, max(map(len, found))


@lru_cache(maxsize=1024)
def division_of(org_name: str) -> tuple[str, str] | None:
    """Code (six digits, GB/T 2260) and name of the division that an organisation's name begins with.

    None when the name begins with none, or with one that exists more than once (朝阳区 without its city). A division
    that still exists is preferred to a former one of the same name.
    """
    text = key(org_name)
    while prefix := next((p for p in identity_spec().introductions if text.startswith(p)), ""):
        text = text[len(prefix) :]
    known, end = _division_chain(text)
    # 北京大学 does not belong to 北京市, but 北京海淀区 names its district.
    if len(known) != 1 or (_is_province(known[0]) and text[:end].endswith(known[0].short)):
        return None
    return known[0].code, known[0].name


def _division_chain(text: str) -> tuple[Sequence[Division], int]:
    """What the names of divisions at the start of a text, each below the one before, lead to; and where they end."""
    known: Sequence[Division] = ()
    position = 0
    while step := _next_division(text, position, known):
        length, known = step
        position += length
    return known, position


def _next_division(text: str, position: int, above: Sequence[Division]) -> tuple[int, Sequence[Division]] | None:
    """The longest name at ``position`` that is below one of ``above`` (all when empty), with what it may mean."""
    by_name, longest = _divisions_by_name()
    for length in range(min(longest, len(text) - position), 1, -1):
        name = text[position : position + length]
        found = by_name.get(name)
        if not found or _misleads(text, position + length):
            continue
        candidates = [c for c in found if not above or any(_is_below(c, division) for division in above)]
        if candidates:
            return length, [c for c in candidates if not c.former] or candidates
    return None


def _misleads(text: str, end: int) -> bool:
    return _MISLEADING.get(text[end - 1]) == text[end : end + 1]


def _is_province(division: Division) -> bool:
    return division.code.endswith("0000")


def _is_below(division: Division, above: Division) -> bool:
    digits = above.code.rstrip("0").ljust(2, "0")
    width = 2 if _is_province(above) else 4 if above.code.endswith("00") else 6
    return division.code != above.code and division.code[:width] == digits.ljust(width, "0")


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
        if found and not _misleads(text, position + length):
            return found, length
    return (), 0


@cache
def _lexicon() -> tuple[Mapping[str, Sequence[str]], int]:
    """Known words with their pinyin: those of the spec, names of divisions, and these without 市, 区 or 县."""
    lexicon: dict[str, Sequence[str]] = {word: [pinyin] for word, pinyin in identity_spec().words.items()}
    for division in divisions():
        words = division.pinyin.split()
        lexicon.setdefault(division.name, words)
        for name, parts in _short_forms(division, words):
            lexicon.setdefault(name, parts)
    return lexicon, max(map(len, lexicon))


def _short_forms(division: Division, words: list[str]) -> Iterator[tuple[str, Sequence[str]]]:
    stem = division.name[:-1]
    # 市中 or 城北 may as well be the end of 某市 and 中心; one character is no name.
    if len(words) == 2 and len(stem) > 1 and stem[0] not in "市县城":
        yield stem, words[:1]
    if division.short and _is_province(division):
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
