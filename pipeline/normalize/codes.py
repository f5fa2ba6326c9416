"""From names to codes: subjects in the code list of the fiscal year, divisions in that of GB/T 2260.

A functional item is found by its path: 行政运行 exists below sixty subclasses. A name is compared exactly (in the common
form of ``pipeline.text.key``), then as an alias, then with or without the optional last word, then as the name that the
code had in other years; it is never guessed. What is not found keeps no code and a reason, from which
:meth:`CodeMatch.finding` makes a finding; a name of other years is told too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pipeline.model import Finding, Severity
from pipeline.spec.codes import Classification, Code, Division, code_list, divisions, identity_spec, matching_rules
from pipeline.text import key

Via = Literal["name", "alias", "optional word", "former name"]

# A name ends here only by chance: 合作市场 is no 合作市, 和平区域 no 和平区.
_MISLEADING = {"市": "场", "区": "域", "县": "域"}
_SHOWN = 5  # that many candidates are enough to see why a name is ambiguous


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """The result of a look-up: ``code``, or None with a ``reason`` in Chinese and in English.

    ``names`` is the path as asked for, ``nearest`` the code of the deepest level that was found, ``via`` how the last
    name was found, ``former`` what to tell of names of other years, in Chinese and in English.
    """

    year: int
    names: tuple[str, ...]
    code: str | None = None
    via: Via | None = None
    nearest: str | None = None
    reason: str = ""
    reason_en: str = ""
    severity: Severity = "info"
    former: tuple[str, str] | None = None

    def former_name(self, table: str, row_key: str, source_ref: str) -> Finding | None:
        """The remark ``code-former-name`` for a row of ``table`` whose code was found by a name of other years."""
        if self.former is None:
            return None
        chinese, english = self.former
        return Finding(
            "code-former-name",
            "info",
            f"科目“{'/'.join(self.names)}”用的是其他年度的名称：{chinese}",
            f"the subject “{'/'.join(self.names)}” goes by a name of other years: {english}",
            source_ref,
            table,
            row_key,
        )

    def finding(self, table: str, row_key: str, source_ref: str) -> Finding:
        """The finding ``code-unmatched`` for a row of ``table``; ValueError when the code was found."""
        if self.code is not None:
            raise ValueError(f"{self.code} was found: there is nothing to report")
        path = "/".join(self.names)
        return Finding(
            "code-unmatched",
            self.severity,
            f"科目“{path}”没有对应的编码：{self.reason}",
            f"no code for the subject “{path}”: {self.reason_en}",
            source_ref,
            table,
            row_key,
        )


@dataclass(frozen=True, slots=True)
class _YearIndex:
    """The list of one year: parent code (empty for a 类) → compared name → entry; and all entries by code."""

    children: Mapping[str, Mapping[str, Code]]
    by_code: Mapping[str, Code]


@lru_cache(maxsize=64)
def _index(classification: Classification, year: int) -> _YearIndex:
    children: dict[str, dict[str, Code]] = {}
    by_code: dict[str, Code] = {}
    if year >= matching_rules().first_year:
        for entry in code_list(classification).entries:
            if entry.holds_in(year):
                children.setdefault(entry.parent, {})[entry.match_key] = entry
                by_code[entry.code] = entry
    return _YearIndex(children, by_code)


def name_of(code: str, year: int) -> str | None:
    """The official name of a functional or economic code in a fiscal year; None when the list lacks it."""
    entry = _index("economic" if code.startswith("3") else "functional", year).by_code.get(code)
    return entry.name if entry else None


@lru_cache(maxsize=1024)
def is_functional_class(name: str) -> bool:
    """Whether a name is that of a 类 of the functional list, in any year; 支出 at its end may lack."""
    wanted, suffix = key(name), matching_rules().optional_suffix
    entries = code_list("functional").entries
    return any(entry.match_key in (wanted, wanted + suffix) for entry in entries if not entry.parent)


@lru_cache(maxsize=4096)
def functional_code(
    year: int, class_name: str, subclass_name: str | None = None, item_name: str | None = None
) -> CodeMatch:
    """The code of a 类, of a 款 (with ``subclass_name``) or of a 项 (with ``item_name``) in the list of ``year``.

    A missing 款 is tolerated when only one 项 of the 类 has the name.
    """
    names = tuple(name for name in (class_name, subclass_name, item_name) if name)
    index = _index("functional", year)
    found: Code | None = None
    via: Via | None = None
    former: list[tuple[str, Code]] = []
    for position, name in enumerate(names):
        skipped = position == 1 and not subclass_name
        parents = _below(index, found) if skipped and found else [found.code if found else ""]
        hits = _find("functional", index, parents, name)
        if len(hits) != 1:
            return _unmatched("functional", year, names, found, name, hits, parents)
        found, via = hits[0]
        if via == "former name":
            former.append((name, found))
    code = found.code if found else None
    return CodeMatch(year, names, code, via, code, former=_told(year, former))


def _told(year: int, former: Sequence[tuple[str, Code]]) -> tuple[str, str] | None:
    if not former:
        return None
    chinese = "；".join(f"{year} 年 {code.code} 是“{code.name}”，不是“{name}”" for name, code in former)
    english = "; ".join(f"in {year} {code.code} is “{code.name}”, not “{name}”" for name, code in former)
    return chinese, english


@lru_cache(maxsize=1024)
def economic_code(year: int, name: str, group: str | None = None) -> CodeMatch:
    """The code of an economic 类 or 款 named in a list of 人员经费 (``personnel``) or 公用经费 (``operating``).

    A 类 goes before a 款 of the same name (其他支出). Without a ``group`` the name must be unique in the whole list.
    ValueError for an unknown group.
    """
    index = _index("economic", year)
    groups = matching_rules().groups
    if group is None:
        tiers: tuple[Sequence[str], ...] = (tuple(entry.code for entry in index.children.get("", {}).values()),)
    elif group in groups:
        tiers = groups[group]
    else:
        raise ValueError(f"unknown group {group!r}: use one of {', '.join(groups)}")
    hits: list[tuple[Code, Via]] = []
    for classes in tiers:
        found = _find("economic", index, ["", *classes], name)
        hits = [hit for hit in found if hit[0].code in classes] or [hit for hit in found if hit[0].parent in classes]
        if hits:
            break
    if len(hits) == 1:
        entry, via = hits[0]
        former = [(name, entry)] if via == "former name" else []
        return CodeMatch(year, (name,), entry.code, via, entry.code, former=_told(year, former))
    return _unmatched("economic", year, (name,), None, name, hits, [code for classes in tiers for code in classes])


def _below(index: _YearIndex, parent: Code) -> list[str]:
    return [entry.code for entry in index.children.get(parent.code, {}).values()]


def _find(
    classification: Classification, index: _YearIndex, parents: Sequence[str], name: str
) -> list[tuple[Code, Via]]:
    """Entries directly below any of the parents that the name means, by the first way of comparing that finds any."""
    rules = matching_rules()
    wanted = rules.level_mark.sub("", key(name))
    exact = [entry for parent in parents if (entry := index.children.get(parent, {}).get(wanted))]
    if exact:
        return [(entry, "name") for entry in exact]
    aliases = code_list(classification).aliases.get(wanted, ())
    meant = [entry for code in aliases if (entry := index.by_code.get(code)) and entry.parent in parents]
    if meant:
        return [(entry, "alias") for entry in meant]
    suffix = rules.optional_suffix
    other = wanted.removesuffix(suffix) if wanted.endswith(suffix) else wanted + suffix
    loose = [entry for parent in parents if (entry := index.children.get(parent, {}).get(other))]
    if loose:
        return [(entry, "optional word") for entry in loose]
    past = {e.code for e in code_list(classification).entries if e.match_key == wanted and e.parent in parents}
    return [(index.by_code[code], "former name") for code in sorted(past) if code in index.by_code]


def _unmatched(
    classification: Classification,
    year: int,
    names: tuple[str, ...],
    found: Code | None,
    name: str,
    hits: Sequence[tuple[Code, Via]],
    parents: Sequence[str],
) -> CodeMatch:
    nearest = found.code if found else None
    if hits:
        codes = ", ".join(sorted(entry.code for entry, _ in hits)[:_SHOWN]) + (" …" if len(hits) > _SHOWN else "")
        text, english = f"“{name}”可能是 {codes}", f"“{name}” may be any of {codes}"
        return CodeMatch(year, names, None, None, nearest, text, english, "warning")
    if year < matching_rules().first_year:
        first = matching_rules().first_year
        text, english = f"科目表没有 {year} 年", f"the code lists begin with {first}"
        return CodeMatch(year, names, None, None, nearest, text, english)
    above = f"“{found.name}”({found.code})之下" if found else ""
    below = f" below {found.code}" if found else ""
    wanted = matching_rules().level_mark.sub("", key(name))
    elsewhen = [
        entry
        for entry in code_list(classification).entries
        if entry.match_key == wanted and entry.parent in parents and not entry.holds_in(year)
    ]
    if elsewhen:
        past = "、".join(f"{entry.code}（{entry.years}）" for entry in elsewhen)
        text = f"{year} 年科目表{above}没有“{name}”，其他年度有：{past}"
        english = f"the list of {year} lacks “{name}”{below}; other years have it: {past}"
        return CodeMatch(year, names, None, None, nearest, text, english, "warning")
    text = f"{year} 年科目表{above}没有“{name}”"
    return CodeMatch(year, names, None, None, nearest, text, f"the list of {year} lacks “{name}”{below}")


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
    known, end = division_chain(text)
    # 北京大学 does not belong to 北京市, but 北京海淀区 names its district.
    if len(known) != 1 or (_is_province(known[0]) and text[:end].endswith(known[0].short)):
        return None
    return known[0].code, known[0].name


def division_chain(text: str) -> tuple[Sequence[Division], int]:
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
        if not found or ends_by_chance(text, position + length):
            continue
        candidates = [c for c in found if not above or any(_is_below(c, division) for division in above)]
        if candidates:
            return length, [c for c in candidates if not c.former] or candidates
    return None


def _is_province(division: Division) -> bool:
    return division.code.endswith("0000")


def _is_below(division: Division, above: Division) -> bool:
    width = 2 if _is_province(above) else 4 if above.code.endswith("00") else 6
    return division.code != above.code and division.code[:width] == above.code[:width]


def ends_by_chance(text: str, end: int) -> bool:
    """Whether a name that ends at ``end`` is only the beginning of another word (合作市场, 和平区域)."""
    return _MISLEADING.get(text[end - 1]) == text[end : end + 1]
