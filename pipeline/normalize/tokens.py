"""Numbers in running text: their unit, whether they are figures of the accounts at all, the clauses around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.spec.narrative import FigureSpec

_SHARE = ("占", "占比", "占为", "占比为")
_WHOLE = 100
_CLOSES_CLAUSE = ",;。、:和及()"


def unit_of(folded: str, token: re.Match[str], boundary: int, limit: int, spec: FigureSpec) -> str | None:
    """The unit of a number, None when it has none and so is no figure.

    `12.30,45.60万元` gives both the unit that stands behind the last; a rate that lost its sign (增长13.95。) is in percent,
    what can only be people (编制数80,) is 人, and money (支出决算为4.19。) is in the one unit of its paragraph.
    """
    unit = token["unit"]
    if unit:
        return None if unit == "万" and not spec.bare_wan.match(folded[token.end() :]) else str(unit)
    ends = ends_clause(folded, token)
    lost = next((u for u, lead in spec.missing_unit.items() if lead.search(folded, boundary, token.start())), None)
    if "." not in token["number"]:
        return lost if ends and lost == "人" else None
    shared = shared_unit(folded, token, limit, spec)
    if shared:
        return shared
    if not ends or not lost or lost == "人":
        return None
    if lost == "%":  # 房屋占120.50。 tells an area
        share = folded[boundary : token.start()].endswith(_SHARE)
        return None if share and Decimal(token["number"].replace(",", "")) > _WHOLE else "%"
    return _only_money(folded, spec)


def ends_clause(folded: str, token: re.Match[str]) -> bool:
    """Whether nothing but a mark follows a number, so that its unit is missing."""
    return folded[token.end() : token.end() + 1] in ("", "。", ",", ";")


def shared_unit(folded: str, token: re.Match[str], limit: int, spec: FigureSpec) -> str | None:
    """The unit of the next number where that stands right behind (12.30,45.60万元)."""
    follow = spec.token.match(folded, token.end() + 1, limit)
    if follow and follow["unit"] in ("万元", "%") and folded[token.end()] in ",、和及":
        return str(follow["unit"])
    return None


def _only_money(folded: str, spec: FigureSpec) -> str | None:
    """The unit in which a paragraph states all its money; None where there are several, or none."""
    units = {token["unit"] for token in spec.token.finditer(folded)}
    money = {unit for unit in units if spec.unit_class.get(unit or "") == "money"}
    return money.pop() if len(money) == 1 else None


def is_excluded(folded: str, token: re.Match[str], boundary: int, end: int, spec: FigureSpec) -> bool:
    """Whether a number is a threshold, an ordinal, a part of a name, or a bare count inside a story (1人前往…)."""
    after = folded[end : end + 8]
    if spec.exclude_after.match(after) or spec.exclude_before.search(folded, boundary, token.start()):
        return True
    lead = folded[boundary : token.start()]
    if spec.unit_class.get(token["unit"] or "") == "money" and spec.compared.search(lead):
        return folded[end : end + 1] not in ("", "。", ";")
    is_count = spec.unit_class.get(token["unit"] or "") in ("count", "score")
    bare = not lead or lead[-1] in ",:、;"
    return is_count and bare and bool(after) and after[0] not in _CLOSES_CLAUSE


def clause_ends(folded: str, start: int, end: int) -> Iterator[int]:
    """Offsets of the commas and colons between ``start`` and ``end`` that stand outside brackets and numbers."""
    depth = 0
    for offset in range(start, end):
        character = folded[offset]
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif character in ",:" and not depth and not _inside_number(folded, offset):
            yield offset


def _inside_number(folded: str, offset: int) -> bool:
    return folded[offset] == "," and folded[offset - 1 : offset].isdigit() and folded[offset + 1 : offset + 2].isdigit()
