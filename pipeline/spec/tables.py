"""The published tables: ``schemas/tables/*.json`` (Frictionless Table Schemas) as frozen dataclasses.

The JSON files are the only place where columns, their order, types, units, keys and texts are written down. They are
published inside every package as they are, and everything that writes or reads a table follows them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, cast

from pipeline.errors import SpecError
from pipeline.spec.root import load_toml, only_keys, schemas_root

FieldType = Literal["string", "integer", "number", "boolean"]
ParquetType = Literal["string", "int64", "decimal128(18, 0)", "decimal128(18, 6)", "bool"]

#: Every table begins and ends with these columns.
FIRST_COLUMN = "disclosure_id"
LAST_COLUMN = "source_ref"

_SCHEMA_URL = "https://datapackage.org/profiles/2.0/tableschema.json"
_TEXTS = ("name", "title", "title_en", "description", "description_en")
_TYPES = ("string", "integer", "number", "boolean")
_CONSTRAINTS = ("required", "enum", "minimum", "maximum", "pattern")
_CONSTRAINTS_OF = {"string": {"required", "enum", "pattern"}, "boolean": {"required"}}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A column. ``unit`` is the unit of all its values, ``column_type`` its meaning in the Fiscal Data Package."""

    name: str
    type: FieldType
    title: str
    title_en: str
    description: str
    description_en: str
    unit: str | None = None
    column_type: str | None = None
    required: bool = False
    enum: tuple[str, ...] | None = None
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None

    @property
    def parquet_type(self) -> ParquetType:
        """How the column is stored in Parquet; numbers are exact decimals.

        An integer that may be null is a decimal of scale 0: frictionless reads Parquet through pandas, which turns
        nullable integers into floats, and a column of nothing but nulls then fails as "not an integer".
        """
        match self.type:
            case "string":
                return "string"
            case "boolean":
                return "bool"
            case "number":
                return "decimal128(18, 6)"
            case "integer":
                return "int64" if self.required else "decimal128(18, 0)"


@dataclass(frozen=True, slots=True)
class ForeignKeySpec:
    """``fields`` of a table point at the row of the table ``resource`` whose ``reference_fields`` hold the same."""

    fields: tuple[str, ...]
    resource: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A published table; ``fields`` in the order of its columns, ``schema`` the Table Schema as it is published."""

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    fields: tuple[FieldSpec, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKeySpec, ...]
    schema: Mapping[str, Any] = field(compare=False, repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in their order."""
        return tuple(f.name for f in self.fields)


@cache
def table_specs() -> Mapping[str, TableSpec]:
    """All published tables by name, in the order of publication (``tables`` in ``schemas/package.toml``).

    Raises SpecError when a file is missing, not listed, or says something that it can't mean.
    """
    order: list[str] = load_toml("package.toml").get("tables", [])
    files = {path.stem for path in (schemas_root() / "tables").glob("*.json")}
    odd = sorted(files ^ set(order)) or sorted({name for name in order if order.count(name) > 1})
    if odd:
        raise SpecError(
            f"not both a file in schemas/tables and once in the list: {', '.join(odd)}",
            where="schemas/package.toml: tables",
            advice="list every table once, and give each its file",
        )
    specs = {name: parse_table(_load_json(name), name) for name in order}
    for spec in specs.values():
        _check_references(spec, specs)
    return MappingProxyType(specs)


def parse_table(schema: Mapping[str, Any], name: str) -> TableSpec:
    """Turn the Table Schema of the table ``name`` into its specification; raises SpecError where it is wrong."""
    where = f"schemas/tables/{name}.json"
    only_keys(
        schema,
        required=("$schema", *_TEXTS, "fields", "primaryKey"),
        optional=("foreignKeys",),
        where=where,
    )
    fields = tuple(_parse_field(entry, where) for entry in schema["fields"])
    names = [f.name for f in fields]
    _require(schema["$schema"] == _SCHEMA_URL, f"$schema is not {_SCHEMA_URL}", where)
    _require(schema["name"] == name, f"name is {schema['name']}, not the name of the file", where)
    _require(len(set(names)) == len(names), "two fields have the same name", f"{where}: fields")
    _require(
        (names[0], names[-1]) == (FIRST_COLUMN, LAST_COLUMN),
        f"the first field must be {FIRST_COLUMN} and the last {LAST_COLUMN}",
        f"{where}: fields",
    )
    key = tuple(schema["primaryKey"])
    required = {f.name for f in fields if f.required}
    _require(set(key) <= required, "a column of the primary key is missing or not required", f"{where}: primaryKey")
    foreign_keys = tuple(_parse_foreign_key(entry, names, where) for entry in schema.get("foreignKeys", ()))
    texts = {text: str(schema[text]) for text in _TEXTS}
    return TableSpec(**texts, fields=fields, primary_key=key, foreign_keys=foreign_keys, schema=schema)


def _parse_field(entry: Mapping[str, Any], where: str) -> FieldSpec:
    place = f"{where}: {entry.get('name', 'a field without name')}"
    only_keys(entry, required=(*_TEXTS, "type"), optional=("unit", "columnType", "constraints"), where=place)
    kind = entry["type"]
    _require(kind in _TYPES, f"unknown type {kind}", place, f"use one of {', '.join(_TYPES)}")
    limits: Mapping[str, Any] = entry.get("constraints", {})
    only_keys(limits, required=(), optional=_CONSTRAINTS, where=f"{place}: constraints")
    wrong = set(limits) - _CONSTRAINTS_OF.get(kind, {"required", "minimum", "maximum"})
    _require(not wrong, f"a {kind} has no constraint {', '.join(sorted(wrong))}", f"{place}: constraints")
    return FieldSpec(
        **{text: str(entry[text]) for text in _TEXTS},
        type=cast(FieldType, kind),
        unit=entry.get("unit"),
        column_type=entry.get("columnType"),
        required=bool(limits.get("required", False)),
        enum=tuple(limits["enum"]) if "enum" in limits else None,
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        pattern=limits.get("pattern"),
    )


def _parse_foreign_key(entry: Mapping[str, Any], names: Sequence[str], where: str) -> ForeignKeySpec:
    place = f"{where}: foreignKeys"
    only_keys(entry, required=("fields", "reference"), where=place)
    only_keys(entry["reference"], required=("resource", "fields"), where=place)
    key = ForeignKeySpec(tuple(entry["fields"]), entry["reference"]["resource"], tuple(entry["reference"]["fields"]))
    _require(set(key.fields) <= set(names), f"no such column: {', '.join(key.fields)}", place)
    return key


def _check_references(spec: TableSpec, specs: Mapping[str, TableSpec]) -> None:
    for key in spec.foreign_keys:
        target = specs.get(key.resource)
        _require(
            target is not None and target.primary_key == key.reference_fields,
            f"{', '.join(key.reference_fields)} is not the primary key of a table {key.resource}",
            f"schemas/tables/{spec.name}.json: foreignKeys",
        )


def _load_json(name: str) -> dict[str, Any]:
    where = f"schemas/tables/{name}.json"
    text = (schemas_root() / "tables" / f"{name}.json").read_text(encoding="utf-8")
    try:
        loaded = json.loads(text, object_pairs_hook=lambda pairs: _unique(pairs, where))
    except json.JSONDecodeError as error:
        raise SpecError(str(error), where=where, advice="mend the JSON at this place") from error
    _require(isinstance(loaded, dict), "not a JSON object", where)
    return cast(dict[str, Any], loaded)


def _unique(pairs: list[tuple[str, Any]], where: str) -> dict[str, Any]:
    entry = dict(pairs)
    _require(len(entry) == len(pairs), f"a key stands twice among {', '.join(key for key, _ in pairs)}", where)
    return entry


def _require(good: bool, message: str, where: str, advice: str = "correct the schema") -> None:
    if not good:
        raise SpecError(message, where=where, advice=advice)
