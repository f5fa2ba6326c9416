"""The checks of the accounts (``schemas/checks/*.toml``): figures that are selected from tables, and what they must obey.

A file holds ``[[operand]]`` (a named selection of figures) and ``[[check]]`` (an identity over operands). Only the kinds
of checks are code (``pipeline.spec.check_kinds``); which figures they compare, how severe a mismatch is, why it must
hold and who says so is data. Every check carries an example that passes and a change of it that fails.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, cast

from pipeline.errors import SpecError
from pipeline.model import Severity
from pipeline.spec.check_kinds import KINDS, OPTION_TYPES, Kind
from pipeline.spec.outline import compile_pattern, outline_spec
from pipeline.spec.root import load_toml, only_keys, schemas_root
from pipeline.spec.tables import TableSpec, table_specs

Pick = Literal["first", "last", "all", "count"]
Option = str | int | tuple[str, ...] | Mapping[str, str]

NARRATIVE = "narrative_figure"
CELLS = "statement_cell"
#: The column with the figure, where a table has only one.
_FIGURES = {NARRATIVE: "value", CELLS: "value"}
_ADVICE = "correct the check"


@dataclass(frozen=True, slots=True, eq=False)
class Operand:
    """A named selection of rows of a published table, and the column that holds the figure.

    ``sections`` (kinds of ``outline.toml``), ``measure`` and ``subject`` select in ``narrative_figure``; ``where`` asks
    for one of some values, ``match`` for a pattern (both for any table; patterns are searched in the ``key`` form of
    the text, null is empty text). ``pick``: the first row counts, or the last one (of the disclosure, not of each
    group), or all added up, or how many rows there are.
    ``blank_is_zero``: a null figure counts as 0 (the official tables leave zeros blank); else it can't be checked.
    ``distinct``: of rows with the same values in these columns only the first one counts. ``prefer``: where a subject of the
    narrative fits this pattern, the others that fit ``subject`` don't count (收入总计 beside 本年收入合计).
    """

    name: str
    title: str
    title_en: str
    table: str
    column: str | None
    pick: Pick
    sections: tuple[str, ...] = ()
    measure: str | None = None
    subject: re.Pattern[str] | None = None
    where: tuple[tuple[str, frozenset[str | int]], ...] = ()
    match: tuple[tuple[str, re.Pattern[str]], ...] = ()
    blank_is_zero: bool = False
    distinct: tuple[str, ...] = ()
    prefer: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Rows that pass (text form, see ``pipeline.validate.examples``) and changes of one of them that fail."""

    rows: str
    fail_row: int
    fail_values: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One identity: its ``kind`` says how ``one`` and ``many`` operands and ``options`` are compared."""

    id: str
    kind: str
    title: str
    title_en: str
    severity: Severity
    why: str
    source: str
    one: Mapping[str, Operand]
    many: Mapping[str, tuple[Operand, ...]]
    options: Mapping[str, Option]
    example: Example

    def texts(self, option: str) -> tuple[str, ...]:
        """The option as a tuple of texts; empty when it is not given."""
        return cast(tuple[str, ...], self.options.get(option, ()))

    def text(self, option: str) -> str:
        """The option as a text; empty when it is not given."""
        return cast(str, self.options.get(option, ""))


_CHECK_KEYS = ("id", "kind", "title", "title_en", "severity", "why", "source", "pass", "fail")
_OPERAND_KEYS = ("name", "title", "title_en")
_OPERAND_OPTIONAL = (
    "table",
    "column",
    "pick",
    "sections",
    "measure",
    "subject",
    "where",
    "match",
    "blank",
    "distinct",
    "prefer",
)


@cache
def checks() -> tuple[Check, ...]:
    """All checks, files by name and checks in the order of the file; SpecError when one is wrong."""
    files = sorted(path.name for path in (schemas_root() / "checks").glob("*.toml"))
    return load_checks({f"schemas/checks/{name}": load_toml(f"checks/{name}") for name in files}, table_specs())


def load_checks(files: Mapping[str, Mapping[str, Any]], tables: Mapping[str, TableSpec]) -> tuple[Check, ...]:
    """Build the checks of parsed TOML files (name of the file → content); operands are shared by all of them.

    Raises SpecError for unknown or missing keys, unknown kinds, tables, columns, sections or operands, doubled names,
    and operands that no check uses.
    """
    operands: dict[str, Operand] = {}
    result: list[Check] = []
    used: set[str] = set()
    for where, data in files.items():
        only_keys(data, required=(), optional=("operand", "check"), where=where)
        for entry in data.get("operand", ()):
            operand = read_operand(entry, tables, f"{where} [[operand]] {entry.get('name', '')}")
            _require(operand.name not in operands, "two operands have this name", f"{where} {operand.name}")
            operands[operand.name] = operand
    for where, data in files.items():
        for entry in data.get("check", ()):
            check = _check(entry, operands, tables, f"{where} [[check]] {entry.get('id', '')}")
            _require(all(check.id != other.id for other in result), "two checks have this id", f"{where} {check.id}")
            result.append(check)
            used.update(o.name for o in (*check.one.values(), *(o for m in check.many.values() for o in m)))
    unused = sorted(set(operands) - used)
    _require(not unused, f"no check uses the operand {', '.join(unused)}", "schemas/checks", "remove it or use it")
    return tuple(result)


def read_operand(entry: Mapping[str, Any], tables: Mapping[str, TableSpec], where: str) -> Operand:
    """An ``[[operand]]`` of a parsed TOML file; ``where`` names it in a SpecError."""
    only_keys(entry, required=_OPERAND_KEYS, optional=_OPERAND_OPTIONAL, where=where)
    table = entry.get("table", NARRATIVE)
    _require(table in tables, f"unknown table {table!r}", where)
    columns = set(tables[table].columns)
    column = entry.get("column", _FIGURES.get(table))
    named = {
        *entry.get("where", ()),
        *entry.get("distinct", ()),
        *entry.get("match", ()),
        *((column,) if column else ()),
    }
    _require(named <= columns, f"the table {table} has no column {', '.join(sorted(named - columns))}", where)
    sections = tuple(entry.get("sections", ()))
    unknown = set(sections) - {kind.kind for kind in outline_spec().kinds}
    _require(not unknown, f"unknown kind of section {sorted(unknown)}", where, "see narrative/outline.toml")
    narrative_only = [k for k in ("sections", "measure", "subject", "prefer") if k in entry]
    _require(table == NARRATIVE or not narrative_only, f"{narrative_only} is for the table {NARRATIVE} only", where)
    pick = entry.get("pick", "first")
    _require(pick in ("first", "last", "all", "count"), f"unknown pick {pick!r}", where)
    _require(entry.get("blank", "zero") == "zero", "blank can only be zero", where)
    return Operand(
        entry["name"],
        entry["title"],
        entry["title_en"],
        table,
        column,
        pick,
        sections,
        entry.get("measure"),
        compile_pattern(entry["subject"], where) if "subject" in entry else None,
        tuple((c, frozenset(v if isinstance(v, list) else [v])) for c, v in entry.get("where", {}).items()),
        tuple((c, compile_pattern(p, where)) for c, p in entry.get("match", {}).items()),
        "blank" in entry,
        tuple(entry.get("distinct", ())),
        compile_pattern(entry["prefer"], where) if "prefer" in entry else None,
    )


def _check(
    entry: Mapping[str, Any], operands: Mapping[str, Operand], tables: Mapping[str, TableSpec], where: str
) -> Check:
    name = entry.get("kind")
    _require(name in KINDS, f"unknown kind {name!r}", where, f"use one of {', '.join(KINDS)}")
    kind = KINDS[cast(str, name)]
    only_keys(
        entry,
        required=(*_CHECK_KEYS, *kind.one, *kind.many, *kind.options),
        optional=(*kind.one_optional, *kind.many_optional, *kind.options_optional),
        where=where,
    )
    _require(entry["severity"] in ("error", "warning", "info"), f"unknown severity {entry['severity']!r}", where)

    def operand(reference: str) -> Operand:
        _require(reference in operands, f"unknown operand {reference!r}", where, "define it in schemas/checks")
        return operands[reference]

    one = {k: operand(entry[k]) for k in (*kind.one, *kind.one_optional) if k in entry}
    many = {k: tuple(map(operand, entry[k])) for k in (*kind.many, *kind.many_optional) if k in entry}
    options = {k: _option(k, entry[k], kind, where) for k in (*kind.options, *kind.options_optional) if k in entry}
    if "rows" in one:
        columns = {c for k in kind.column_options for c in _names(options.get(k, ()))}
        _known_columns(columns, one["rows"].table, tables, where)
    alone = ("larger",) if "among" in one else ()  # one figure for all groups
    grouped = [other for role, other in one.items() if role not in alone]
    for other in (*grouped, *(o for group in many.values() for o in group)):
        _known_columns(
            {*_names(options.get("by", ())), *(_names(options.get("columns", ())))}, other.table, tables, where
        )
    return Check(
        entry["id"],
        cast(str, name),
        entry["title"],
        entry["title_en"],
        cast(Severity, entry["severity"]),
        entry["why"],
        entry["source"],
        one,
        many,
        options,
        _example(entry, where),
    )


def _option(name: str, value: object, kind: Kind, where: str) -> Option:
    _require(isinstance(value, cast(type, OPTION_TYPES[name])), f"{name} has the wrong type", where)
    if name in kind.choices:
        _require(value in kind.choices[name], f"unknown {name} {value!r}", where)
    if name == "sections":
        unknown = set(cast(list[str], value)) - {k.kind for k in outline_spec().kinds}
        _require(not unknown, f"unknown kind of section {sorted(unknown)}", where, "see narrative/outline.toml")
    return cast(Option, tuple(value) if isinstance(value, list) else value)


def _names(option: Option) -> tuple[str, ...]:
    return (option,) if isinstance(option, str) else () if isinstance(option, int) else tuple(option)


def _known_columns(names: set[str], table: str, tables: Mapping[str, TableSpec], where: str) -> None:
    unknown = names - set(tables[table].columns)
    _require(not unknown, f"the table {table} has no column {', '.join(sorted(unknown))}", where)


def _example(entry: Mapping[str, Any], where: str) -> Example:
    fail = dict(entry["fail"])
    _require(isinstance(fail.get("row"), int) and len(fail) > 1, "fail needs row and the values to change", where)
    return Example(entry["pass"], fail.pop("row"), MappingProxyType({k: str(v) for k, v in fail.items()}))


def _require(good: bool, message: str, where: str, advice: str = _ADVICE) -> None:
    if not good:
        raise SpecError(message, where=where, advice=advice)
