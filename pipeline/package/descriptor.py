"""``datapackage.json``: a Data Package v2 descriptor with two resources per table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.package.published import PROPERTY, RESOURCES_LINE, PackageInfo
from pipeline.package.wording import fill, wording
from pipeline.spec.tables import TableSpec, table_specs

_SCHEMA_URL = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True, slots=True)
class DataFile:
    """What the descriptor states of one file of a table: its rows, its size in bytes and its SHA-256."""

    rows: int
    size: int
    sha256: str


def descriptor_text(info: PackageInfo, values: Mapping[str, object], files: Mapping[tuple[str, str], DataFile]) -> str:
    """The text of ``datapackage.json``. ``values`` fill the wording, ``files`` are keyed by table and format.

    The head is short and comes first; each field of a schema stands on a line of its own, so that versions of a package
    can be compared line by line.
    """
    words = wording()
    head: dict[str, Any] = {
        "$schema": _SCHEMA_URL,
        "name": info.name,
        "title": info.title,
        "title_en": values["title_en"],
        "description": fill(words.description.zh, values),
        "description_en": fill(words.description.en, values),
        "version": info.version,
        "keywords": [info.organisation, str(info.year), *words.keywords],
        "licenses": [dict(licence) for licence in words.licenses],
        "sources": [{"title": info.source_name, "version": f"sha256:{info.source_sha256}"}],
        "contributors": [
            {"title": info.organisation, "roles": ["publisher"]},
            *(dict(person) for person in words.contributors),
        ],
        PROPERTY: info.as_property(),
    }
    resources = [_resource(table, form, files[table, form]) for table in table_specs() for form in ("csv", "parquet")]
    opening = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    return f"{opening},{RESOURCES_LINE}" + ",\n".join(resources) + "\n  ]\n}\n"


def _resource(table: str, form: str, file: DataFile) -> str:
    """``bytes`` is left out for Parquet, where frictionless always calls it wrong; ``hash`` it doesn't check there."""
    size = f'      "bytes": {file.size},\n' if form == "csv" else ""
    before, after = _static(table, form)
    return f'{before}      "hash": "sha256:{file.sha256}",\n{size}      "rows": {file.rows},\n{after}'


@cache
def _static(table: str, form: str) -> tuple[str, str]:
    """The parts of a resource that are the same in every package."""
    spec = table_specs()[table]
    properties = {
        "name": table if form == "csv" else f"{table}-parquet",
        "type": "table",
        "title": spec.title,
        "title_en": spec.title_en,
        "description": spec.description,
        "description_en": spec.description_en,
        "path": f"data/{table}.{form}",
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
    }
    if form == "csv":
        properties["encoding"] = "utf-8"
    lines = "".join(f"      {json.dumps(key)}: {_json(value)},\n" for key, value in properties.items())
    return f"    {{\n{lines}", f'      "schema": {_schema_text(spec)}\n    }}'


def _schema_text(spec: TableSpec) -> str:
    """The Table Schema without the texts that stand on the resource already, one field per line."""
    fields = ",\n".join(f"          {_json(field)}" for field in spec.schema["fields"])
    lines = [f'        "$schema": {_json(spec.schema["$schema"])}', f'        "fields": [\n{fields}\n        ]']
    lines += [
        f"        {_json(key)}: {_json(spec.schema[key])}"
        for key in ("primaryKey", "foreignKeys")
        if key in spec.schema
    ]
    return "{\n" + ",\n".join(lines) + "\n      }"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
