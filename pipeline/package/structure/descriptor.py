"""The descriptor as a whole: readable JSON, the members that Data Package v2 asks for, resources and their paths."""

from __future__ import annotations

import codecs
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from pipeline.package.published import DESCRIPTOR
from pipeline.package.structure.notes import Notes, Spot
from pipeline.package.structure.properties import check_properties, shorten

_PROFILE = re.compile(r"https://datapackage\.org/profiles/2\.[0-9]+/datapackage\.json")
_FORMATS = ("csv", "parquet")
_TWIN_ENDING = "-parquet"
_WINDOWS_DRIVE = re.compile(r"[A-Za-z]:")
#: What the standard allows or allowed, but no package of this kind has: it is told, since it isn't checked.
_UNUSED = (
    *("data", "extrapaths", "innerpath", "compression", "scheme", "control", "stats", "url", "hashing", "layout"),
    *("profile", "profiles"),
)
#: The dialect in which all packages are written; a descriptor may state it.
_DIALECT: Mapping[str, Any] = {
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
    "headerRows": [1],
    "caseSensitiveHeader": True,
}
_DIALECT_TEXTS = ("$schema", "name", "title", "description", "lineTerminator", "type")


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the package as described. ``form`` is csv or parquet; ``file`` is None when its path can't be used.

    ``shown`` is the path as it stands in the descriptor, ``stated`` all properties, ``spot`` their place.
    """

    name: str
    table: str
    form: str
    shown: str
    file: Path | None
    stated: Mapping[str, Any]
    spot: Spot


def table_of(resource_name: str) -> str:
    """The table that a resource holds: the CSV file has its name, the Parquet file has ``-parquet`` added."""
    return resource_name.removesuffix(_TWIN_ENDING)


def read_json(package_dir: Path, notes: Notes) -> dict[str, Any] | None:
    """The descriptor of a package, or None when it can't be read; why is told in ``notes``."""
    spot = Spot(notes)
    try:
        data = (package_dir / DESCRIPTOR).read_bytes()
        if data.startswith(codecs.BOM_UTF8):
            spot.say("文件开头有字节顺序标记，JSON 不应有", "there is a byte-order mark, which JSON must not have")
        loaded = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=lambda pairs: _unique(pairs, spot),
            parse_constant=_no_constant,
        )
    except OSError as error:
        spot.say(f"读不到文件（{error.strerror}）", f"the file can't be read ({error.strerror})")
    except (ValueError, RecursionError) as error:
        spot.say(f"不是 UTF-8 编码的 JSON（{error}）", f"this is no JSON in UTF-8 ({error})")
    else:
        if isinstance(loaded, dict):
            return loaded
        spot.say("应为 JSON 对象", "a JSON object is expected")
    return None


def check_package(descriptor: Mapping[str, Any], package_dir: Path, notes: Notes) -> list[Resource]:
    """Check everything but the schemas; returns the resources that can be checked further, in their order."""
    spot = Spot(notes)
    check_properties(descriptor, "package", spot)
    if not isinstance(descriptor.get("$schema"), str) or not _PROFILE.fullmatch(descriptor["$schema"]):
        spot.at("$schema").say(
            "应为 Data Package v2 的地址 https://datapackage.org/profiles/2.0/datapackage.json",
            "the address of Data Package v2 is expected, https://datapackage.org/profiles/2.0/datapackage.json",
        )
    if "name" not in descriptor:
        spot.say("没有 name", "name is missing")
    for old in ("profile", "profiles"):
        if old in descriptor:
            spot.at(old).say("不是 Data Package v2 的属性", "this is no property of Data Package v2")
    _check_credits(descriptor, spot)
    entries = descriptor.get("resources")
    if not isinstance(entries, list) or not entries:
        if entries is None or entries == []:
            spot.at("resources").say("没有资源", "there are no resources")
        return []
    root = os.path.realpath(package_dir)
    resources: dict[str, Resource] = {}
    paths: dict[str, str] = {}
    for number, entry in enumerate(entries, 1):
        resource = _resource(entry, number, root, notes)
        if resource is None:
            continue
        if resource.name in resources:
            resource.spot.say("有两个资源同名", "two resources have this name")
            continue
        resources[resource.name] = resource
        other = paths.setdefault(resource.shown, resource.name)
        if other != resource.name:
            resource.spot.at("path").say(f"与资源 {other} 是同一个文件", f"this is the file of the resource {other}")
    return list(resources.values())


def check_rows(descriptor: Mapping[str, Any], rows: Mapping[str, int | None], notes: Notes) -> None:
    """Compare the numbers of rows per table that the package states of itself with those of its resources.

    ``rows`` has all tables that have a resource; None where the number isn't known.
    """
    for owner, value in descriptor.items():
        stated = value.get("rows") if isinstance(value, dict) else None
        if not isinstance(stated, dict):
            continue
        for table in sorted({*stated, *rows}):
            spot = Spot(notes, f"{owner}/rows/{table}", table)
            if table not in rows:
                spot.say("没有资源包含这张表", "no resource holds this table")
            elif rows[table] not in (None, stated.get(table)):
                spot.say(
                    f"记录为 {stated.get(table)} 行，资源有 {rows[table]} 行",
                    f"{stated.get(table)} rows are stated, the resource has {rows[table]}",
                )


def _resource(entry: object, number: int, root: str, notes: Notes) -> Resource | None:
    spot = Spot(notes, f"resources/{number}")
    if not isinstance(entry, dict):
        return None  # told already as the kind of "resources"
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        spot.say("资源没有 name", "the resource has no name")
        return None
    table = table_of(name)
    spot = Spot(notes, f"resources/{name}", table)
    check_properties(entry, "resource", spot)
    _check_credits(entry, spot)
    for unused in _UNUSED:
        if unused in entry:
            spot.at(unused).say(
                "这类数据包不使用这个属性，无法检查",
                "packages of this kind don't have this property: it can't be checked",
            )
    if entry.get("type") != "table":
        spot.at("type").say("应为 table", "table is expected")
    encoding = entry.get("encoding", "utf-8")
    if str(encoding).lower() not in ("utf-8", "utf8", "utf-8-sig"):
        spot.at("encoding").say(
            f"应为 utf-8，这里是 {shorten(encoding)}", f"utf-8 is expected, not {shorten(encoding)}"
        )
    if isinstance(entry.get("dialect"), dict):
        _check_dialect(entry["dialect"], spot.at("dialect"))
    shown = entry.get("path")
    file = _path(shown, root, spot.at("path"))
    form = _format(entry, spot)
    return Resource(name, table, form, str(shown), file, entry, spot) if form else None


def _format(entry: Mapping[str, Any], spot: Spot) -> str | None:
    stated = entry.get("format")
    if stated in _FORMATS:
        return str(stated)
    spot.at("format").say(
        f"未知的文件格式 {shorten(stated)}，应为 {' 或 '.join(_FORMATS)}",
        f"unknown format {shorten(stated)}, {' or '.join(_FORMATS)} is expected",
    )
    ending = PurePosixPath(str(entry.get("path"))).suffix.removeprefix(".")
    return ending if ending in _FORMATS else None


def _path(shown: object, root: str, spot: Spot) -> Path | None:
    """The file of a resource inside the folder ``root``; None for a path that isn't safe."""
    if not isinstance(shown, str) or not shown:
        spot.say("应为一个文件的路径", "the path of one file is expected")
        return None
    unsafe = (
        shown.startswith(("/", "~", ".", "$"))
        or any(mark in shown for mark in ("\\", "://", "\0"))
        or ".." in PurePosixPath(shown).parts
        or _WINDOWS_DRIVE.match(shown)
    )
    path = f"{root}{os.sep}{shown}"
    if unsafe or not os.path.realpath(path).startswith(root + os.sep):
        spot.say(f"路径不安全或指向数据包之外：{shown}", f"the path is not safe or leads out of the package: {shown}")
        return None
    return Path(path)


def _check_dialect(dialect: Mapping[str, Any], spot: Spot) -> None:
    for name, value in dialect.items():
        if name in _DIALECT_TEXTS and isinstance(value, str):
            continue
        if name not in _DIALECT or value != _DIALECT[name]:
            spot.at(name).say(
                f"{shorten(value)} 不是这类数据包的 CSV 写法（逗号、双引号、一行表头）",
                f"{shorten(value)} is not how packages of this kind are written (comma, double quotes, one header line)",
            )


def _check_credits(entry: Mapping[str, Any], spot: Spot) -> None:
    """Licences, sources and contributors of a package or a resource."""
    for name, part in (("licenses", "licence"), ("sources", "source"), ("contributors", "contributor")):
        listed = entry.get(name)
        for number, item in enumerate(listed if isinstance(listed, list) else [], 1):
            if not isinstance(item, dict):
                continue
            here = spot.at(f"{name}/{number}")
            check_properties(item, part, here)
            if part == "licence" and not item.get("name") and not item.get("path"):
                here.say("许可应有 name 或 path", "a licence needs name or path")


def _unique(pairs: list[tuple[str, Any]], spot: Spot) -> dict[str, Any]:
    entry = dict(pairs)
    if len(entry) != len(pairs):
        names = [name for name, _ in pairs]
        twice = ", ".join(sorted({name for name in names if names.count(name) > 1}))
        owner = entry.get("name")
        here = spot.at(str(owner)) if isinstance(owner, str) else spot
        here.say(f"同一对象中有重复的属性 {twice}", f"the same object has the property {twice} twice")
    return entry


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")
