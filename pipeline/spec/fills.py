"""Which figures of the narrative fill which tables (``schemas/narrative/fills.toml``) and how lists are read (``lists.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import SpecError
from pipeline.spec.outline import compile_pattern, outline_spec
from pipeline.spec.root import load_toml, only_keys

_FILLS = "narrative/fills.toml"
_LISTS = "narrative/lists.toml"


@dataclass(frozen=True, slots=True, eq=False)
class Fill:
    """One rule: figures of sections of some kinds, with a subject that fits, fill columns of a row of a table."""

    table: str
    row: tuple[tuple[str, str | int], ...]
    sections: frozenset[str]
    subject: re.Pattern[str]
    columns: dict[str, str]  # measure → column
    units: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class ListSpec:
    """Patterns of the lists in running text, and the sections that a complete disclosure has."""

    office: re.Pattern[str]
    office_plain: re.Pattern[str]
    office_behind: re.Pattern[str]
    office_bare: re.Pattern[str]
    compiled: re.Pattern[str]
    subordinate: re.Pattern[str]
    no_subordinates: re.Pattern[str]
    no_offices: re.Pattern[str]
    economic: tuple[tuple[str, re.Pattern[str]], ...]
    economic_tail: re.Pattern[str]
    term: re.Pattern[str]
    term_plain: re.Pattern[str]
    term_mark: re.Pattern[str]
    duty_mark: re.Pattern[str]
    duty_skip: re.Pattern[str]
    performance_head: re.Pattern[str]
    performance_item: re.Pattern[str]
    expected: dict[str, tuple[str, ...]]
    covered: dict[str, frozenset[str]]
    fund_by_name: dict[str, re.Pattern[str]]
    titles: dict[str, tuple[str, str]]


@cache
def fills() -> tuple[Fill, ...]:
    """All rules in order; SpecError when one is wrong or names an unknown kind of section."""
    where = f"schemas/{_FILLS}"
    data = load_toml(_FILLS)
    only_keys(data, required=("fill",), where=where)
    kinds = {kind.kind for kind in outline_spec().kinds}
    return tuple(_fill(entry, kinds, f"{where} [[fill]] {number}") for number, entry in enumerate(data["fill"], 1))


def _fill(entry: dict[str, Any], kinds: set[str], where: str) -> Fill:
    only_keys(entry, required=("table", "row", "sections", "subject", "columns"), optional=("units",), where=where)
    unknown = set(entry["sections"]) - kinds
    if unknown:
        raise SpecError(f"unknown kind of section {sorted(unknown)}", where=where, advice="see outline.toml")
    columns = {measure: column for column, measure in entry["columns"].items()}
    return Fill(
        entry["table"],
        tuple(entry["row"].items()),
        frozenset(entry["sections"]),
        compile_pattern(entry["subject"], where),
        columns,
        frozenset(entry.get("units", ())),
    )


_TABLES: dict[str, tuple[str, ...]] = {
    "office": (
        "office",
        "subordinate",
        "opener",
        "opener_plain",
        "opener_behind",
        "opener_bare",
        "compiled",
        "none",
        "nothing",
    ),
    "economic": ("personnel", "operating", "opener", "tail"),
    "glossary": ("term", "term_plain", "mark"),
    "duty": ("mark", "skip"),
    "performance": ("head", "item"),
    "expected": ("final", "budget"),
    "fund_by_name": ("state_capital", "government_fund"),
}


@cache
def list_spec() -> ListSpec:
    """The patterns as written in ``schemas/narrative/lists.toml``; SpecError when they are wrong."""
    where = f"schemas/{_LISTS}"
    data = load_toml(_LISTS)
    only_keys(data, required=(*_TABLES, "covered", "expected_titles", "expected_titles_en"), where=where)
    for table, keys in _TABLES.items():
        only_keys(data[table], required=keys, where=f"{where} [{table}]")

    def pattern(text: str) -> re.Pattern[str]:
        return compile_pattern(text, where)

    office, economic = data["office"], data["economic"]
    return ListSpec(
        office=pattern(office["opener"].replace("{noun}", office["office"])),
        office_plain=pattern(office["opener_plain"].replace("{noun}", office["office"])),
        office_behind=pattern(office["opener_behind"].replace("{noun}", office["office"])),
        office_bare=pattern(office["opener_bare"]),
        compiled=pattern(office["compiled"]),
        subordinate=pattern(office["opener"].replace("{noun}", office["subordinate"])),
        no_subordinates=pattern(office["none"]),
        no_offices=pattern(office["nothing"]),
        economic=tuple(
            (group, pattern(f"{economic[group]}[^。;]*?{economic['opener']}")) for group in ("personnel", "operating")
        ),
        economic_tail=pattern(economic["tail"]),
        term=pattern(data["glossary"]["term"]),
        term_plain=pattern(data["glossary"]["term_plain"]),
        term_mark=pattern(data["glossary"]["mark"]),
        duty_mark=pattern(data["duty"]["mark"]),
        duty_skip=pattern(data["duty"]["skip"]),
        performance_head=pattern(data["performance"]["head"]),
        performance_item=pattern(data["performance"]["item"]),
        expected={kind: tuple(names) for kind, names in data["expected"].items()},
        covered={kind: frozenset(others) for kind, others in data["covered"].items()},
        fund_by_name={fund: pattern(data["fund_by_name"][fund]) for fund in _TABLES["fund_by_name"]},
        titles={name: (title, data["expected_titles_en"][name]) for name, title in data["expected_titles"].items()},
    )
