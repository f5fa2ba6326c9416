"""A Table Schema as it stands in a descriptor: its fields and its keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.package.structure.field import Field, missing_values, parse_field
from pipeline.package.structure.notes import Spot
from pipeline.package.structure.properties import check_properties, shorten


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``fields`` point at the row of ``resource`` (empty: the table itself) whose ``there`` hold the same values."""

    fields: tuple[str, ...]
    resource: str
    there: tuple[str, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a table in their order; a field that can't be used is None, but its column has its place."""

    fields: Mapping[str, Field | None]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]


def parse_schema(entry: object, spot: Spot) -> Schema | None:
    """The schema that a resource states at ``spot``, or None when there is none to check a file against."""
    if not isinstance(entry, dict):
        spot.say("应在此写出表结构（JSON 对象）", "the Table Schema must stand here as a JSON object")
        return None
    check_properties(entry, "schema", spot)
    entries = entry.get("fields")
    if not isinstance(entries, list) or not all(isinstance(item, dict) for item in entries):
        if entries is None:
            spot.at("fields").say("应列出各列", "the columns must be listed")
        return None
    if not _has_names(entries, spot.at("fields")):
        return None
    if entry.get("fieldsMatch", "exact") not in ("exact", ["exact"]):
        spot.at("fieldsMatch").say(
            "列的名称和次序是固定的，只能是 exact", "names and order of the columns are fixed: only exact is possible"
        )
    fields = _fields(entries, entry.get("missingValues", [""]), spot)
    unique_keys = [
        _names(key, fields, spot.at(f"uniqueKeys/{number}"))
        for number, key in enumerate(_listed(entry.get("uniqueKeys")), 1)
    ]
    return Schema(
        fields=fields,
        primary_key=_names(entry.get("primaryKey", []), fields, spot.at("primaryKey")),
        unique_keys=tuple(key for key in unique_keys if key),
        foreign_keys=tuple(_foreign_keys(entry.get("foreignKeys"), fields, spot)),
    )


def _fields(entries: Sequence[Mapping[str, Any]], missing: Any, spot: Spot) -> dict[str, Field | None]:
    try:
        absent = missing_values(missing)
    except (TypeError, KeyError):  # it is not of its kind, which is told already
        absent = frozenset(("",))
    return {entry["name"]: parse_field(entry, absent, spot.at(f"fields/{entry['name']}")) for entry in entries}


def _has_names(entries: Sequence[Mapping[str, Any]], spot: Spot) -> bool:
    """Whether every column has a name of its own: without, no file can be compared with the schema."""
    if not entries:
        spot.say("没有列", "there are no columns")
    names = [entry.get("name") for entry in entries]
    for number, name in enumerate(names, 1):
        if not isinstance(name, str) or not name.strip():
            spot.at(f"#{number}").say("没有列名", "this column has no name")
        elif name in names[: number - 1]:
            spot.at(name).say("有两列同名", "two columns have this name")
    return bool(names) and len({name for name in names if isinstance(name, str) and name.strip()}) == len(names)


def _names(key: object, fields: Mapping[str, object], spot: Spot) -> tuple[str, ...]:
    """The columns of a key; none when it names a column that isn't there."""
    names = [key] if isinstance(key, str) else key
    if not isinstance(names, list) or not all(isinstance(name, str) and name in fields for name in names):
        spot.say(
            f"应为列名的数组，这里是 {shorten(key)}", f"an array of names of columns is expected, not {shorten(key)}"
        )
        return ()
    return tuple(names)


def _foreign_keys(entries: object, fields: Mapping[str, object], spot: Spot) -> Iterator[ForeignKey]:
    for number, entry in enumerate(_listed(entries), 1):
        here = spot.at(f"foreignKeys/{number}")
        if not isinstance(entry, dict) or not check_properties(entry, "foreign key", here):
            continue
        reference = entry.get("reference")
        if reference is None or not entry.get("fields"):
            here.say("应有 fields 和 reference", "fields and reference are expected")
            continue
        names = _names(entry["fields"], fields, here.at("fields"))
        if not names or not check_properties(reference, "reference", here.at("reference")):
            continue
        there = reference.get("fields", [])
        there = [there] if isinstance(there, str) else there
        if isinstance(there, list) and len(there) == len(names) and all(isinstance(name, str) for name in there):
            yield ForeignKey(names, reference.get("resource", ""), tuple(there), here)
        else:
            here.at("reference/fields").say(
                f"应为与 fields 一样多的列名，这里是 {shorten(there)}",
                f"as many names of columns as in fields are expected, not {shorten(there)}",
            )


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
