"""Comparisons between documents of one organisation (``schemas/comparisons/*.toml``): operands as in the checks.

A ``[[relation]]`` says which two documents are laid side by side (final accounts of two years, the budget and the final
accounts of one year, …); a ``[[comparison]]`` which figure of the later one must be which figure of the earlier one. The
later one states it (``now``), or implies it with a ``change`` or a ``rate`` against the earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from pipeline.errors import SpecError
from pipeline.model import Severity
from pipeline.spec.checks import Example, Operand, read_operand
from pipeline.spec.outline import compile_pattern
from pipeline.spec.root import load_toml, only_keys, schemas_root
from pipeline.spec.tables import TableSpec, table_specs

EQUAL, AT_MOST = "equal", "at_most"
_FOLDER = "comparisons"
_ADVICE = "correct the comparison"


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """Two documents of one organisation: their kinds, and how many fiscal years lie between them.

    ``base``: what a change must name as its base to speak of the earlier document; ``{year}`` stands for its year.
    """

    name: str
    title: str
    title_en: str
    later: str
    earlier: str
    years: int
    base: str

    def base_of(self, year: int) -> re.Pattern[str]:
        """The pattern of ``base`` for an earlier document of ``year``."""
        return compile_pattern(self.base.replace("{year}", str(year)), f"schemas/{_FOLDER} {self.name}")


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """``now`` − ``change`` (or ``now`` / (1 + ``rate``)) in the later document is (``equal``) or does not exceed
    (``at_most``) ``then`` in the earlier one, for every value of the columns ``by``.

    Of the operands of one role the first that states a figure counts. ``unnamed_base``: a change that names no base is
    taken as one against the year before (where the forms never name it).
    """

    id: str
    relation: Relation
    title: str
    title_en: str
    severity: Severity
    why: str
    source: str
    now: tuple[Operand, ...]
    change: tuple[Operand, ...]
    rate: tuple[Operand, ...]
    then: tuple[Operand, ...]
    by: tuple[str, ...]
    holds: str
    unnamed_base: bool
    later_example: Example
    earlier_example: Example

    @property
    def tables(self) -> frozenset[str]:
        """The tables that the comparison reads."""
        return frozenset(o.table for o in (*self.now, *self.change, *self.rate, *self.then))


@dataclass(frozen=True, slots=True)
class Comparisons:
    """All of ``schemas/comparisons``; ``reasons`` are the texts for comparisons that can't be made, by code."""

    relations: tuple[Relation, ...]
    comparisons: tuple[Comparison, ...]
    reasons: Mapping[str, tuple[str, str]]

    def of(self, relation: Relation) -> tuple[Comparison, ...]:
        """The comparisons of one relation."""
        return tuple(c for c in self.comparisons if c.relation is relation)


_KEYS = ("id", "relation", "title", "title_en", "severity", "why", "source", "now", "then", "later", "earlier", "fail")
_OPTIONAL = ("change", "rate", "by", "holds", "unnamed_base")
_RELATION = ("name", "title", "title_en", "later", "earlier", "years", "base")


@cache
def comparison_specs() -> Comparisons:
    """All comparisons, files by name, in the order of the file; SpecError when one is wrong."""
    files = sorted(path.name for path in (schemas_root() / _FOLDER).glob("*.toml"))
    return load_comparisons({f"schemas/{_FOLDER}/{n}": load_toml(f"{_FOLDER}/{n}") for n in files}, table_specs())


def load_comparisons(files: Mapping[str, Mapping[str, Any]], tables: Mapping[str, TableSpec]) -> Comparisons:
    """Build the comparisons of parsed TOML files; relations, operands and reasons are shared by all of them.

    Raises SpecError for unknown or missing keys, tables, columns, relations or operands, doubled names, and operands
    or relations that nothing uses.
    """
    operands: dict[str, Operand] = {}
    relations: dict[str, Relation] = {}
    reasons: dict[str, tuple[str, str]] = {}
    found: dict[str, Comparison] = {}
    for where, data in files.items():
        only_keys(data, required=(), optional=("operand", "relation", "comparison", "reason"), where=where)
        for entry in data.get("operand", ()):
            _new(entry.get("name"), operands, where)
            operands[entry["name"]] = read_operand(entry, tables, f"{where} [[operand]] {entry['name']}")
        for entry in data.get("relation", ()):
            _new(entry.get("name"), relations, where)
            only_keys(entry, required=_RELATION, where=f"{where} {entry['name']}")
            relations[entry["name"]] = Relation(**entry)
        for code, texts in data.get("reason", {}).items():
            only_keys(texts, required=("zh", "en"), where=f"{where} reason {code}")
            reasons[code] = (texts["zh"], texts["en"])
    for where, data in files.items():
        for entry in data.get("comparison", ()):
            _new(entry.get("id"), found, where)
            found[entry["id"]] = _comparison(entry, operands, relations, f"{where} [[comparison]] {entry['id']}")
    used = {o.name for c in found.values() for o in (*c.now, *c.change, *c.rate, *c.then)}
    unused = sorted({*operands} - used) + sorted({*relations} - {c.relation.name for c in found.values()})
    _require(not unused, f"nothing uses {', '.join(unused)}", f"schemas/{_FOLDER}")
    return Comparisons(tuple(relations.values()), tuple(found.values()), MappingProxyType(reasons))


def _comparison(
    entry: Mapping[str, Any], operands: Mapping[str, Operand], relations: Mapping[str, Relation], where: str
) -> Comparison:
    only_keys(entry, required=_KEYS, optional=_OPTIONAL, where=where)
    _require(entry["severity"] in ("error", "warning", "info"), f"unknown severity {entry['severity']!r}", where)
    _require(entry["relation"] in relations, f"unknown relation {entry['relation']!r}", where)
    holds = entry.get("holds", EQUAL)
    _require(holds in (EQUAL, AT_MOST), f"unknown holds {holds!r}", where)

    def some(role: str) -> tuple[Operand, ...]:
        names = entry.get(role, [])
        unknown = [name for name in names if name not in operands]
        _require(not unknown, f"unknown operand {', '.join(unknown)}", where)
        return tuple(operands[name] for name in names)

    roles = {role: some(role) for role in ("now", "change", "rate", "then")}
    _require(bool(roles["now"] and roles["then"]), "now and then need an operand", where)
    by = tuple(entry.get("by", ()))
    specs = table_specs()
    for operand in (o for role in roles.values() for o in role):
        _require(set(by) <= set(specs[operand.table].columns), f"{operand.table} has no column {by}", where)
    fail = dict(entry["fail"])
    _require(isinstance(fail.get("row"), int) and len(fail) > 1, "fail needs row and the values to change", where)
    return Comparison(
        entry["id"],
        relations[entry["relation"]],
        entry["title"],
        entry["title_en"],
        cast(Severity, entry["severity"]),
        entry["why"],
        entry["source"],
        roles["now"],
        roles["change"],
        roles["rate"],
        roles["then"],
        by,
        holds,
        bool(entry.get("unnamed_base", False)),
        Example(entry["later"], 1, MappingProxyType({})),
        Example(entry["earlier"], fail.pop("row"), MappingProxyType({k: str(v) for k, v in fail.items()})),
    )


def _new(name: object, known: Mapping[str, object], where: str) -> None:
    _require(isinstance(name, str) and bool(name), "a name is missing", where)
    _require(name not in known, f"the name {name} is used twice", where)


def _require(good: bool, message: str, where: str) -> None:
    if not good:
        raise SpecError(message, where=where, advice=_ADVICE)
