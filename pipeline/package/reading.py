"""Reading a published package back from its descriptor and its CSV files alone."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, cast

from pipeline.errors import JuesuanError
from pipeline.model import Cause, Dataset, Finding, InvolvedFigure, Row, Severity, Value
from pipeline.package.published import DESCRIPTOR
from pipeline.spec.tables import FIRST_COLUMN, table_specs

_INTEGER = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_DISCLOSURE = "disclosure"
_ADVICE = "改正此处，或重新下载数据包 / correct this place, or download the package again"


class PackageError(JuesuanError):
    """A published package can't be read back: no descriptor, no such file, a cell that doesn't fit its schema."""


def read_dataset(package_dir: Path) -> Dataset:
    """The package as the :class:`Dataset` that it was written from, for checking it again. Raises PackageError."""
    tables = read_tables(package_dir)
    figures: dict[Value, list[InvolvedFigure]] = {}
    for row in tables.pop("finding_figure", []):
        figures.setdefault(row["finding"], []).append(_figure(row))
    findings = [_finding(row, tuple(figures.get(row["seq"], ()))) for row in tables.pop("finding", [])]
    return Dataset(str(read_descriptor(package_dir)["name"]), tables, findings)


def read_tables(package_dir: Path, only: Collection[str] | None = None) -> dict[str, list[Row]]:
    """The tables of the package by name, without the column ``disclosure_id``, typed as the descriptor says.

    ``only`` names the tables that are wanted, where not all are. Raises PackageError naming file, line and column at the
    first thing that can't be read.
    """
    tables: dict[str, list[Row]] = {}
    for resource in read_descriptor(package_dir)["resources"]:
        if resource.get("format") == "csv" and (only is None or resource["name"] in only):
            fields = resource["schema"]["fields"]
            tables[resource["name"]] = _read_table(resource_path(package_dir, resource), resource["path"], fields)
    return tables


def read_disclosure(package_dir: Path) -> list[Row]:
    """The table ``disclosure`` alone, by this version's schema: a descriptor takes a hundred times as long to read.

    A package of another version is read by its descriptor. Raises PackageError.
    """
    spec = table_specs()[_DISCLOSURE]
    fields = [{"name": field.name, "type": field.type} for field in spec.fields]
    path = f"data/{_DISCLOSURE}.csv"
    try:
        return _read_table(package_dir / path, path, fields)
    except PackageError:
        return read_tables(package_dir, (_DISCLOSURE,)).get(_DISCLOSURE, [])


def read_descriptor(package_dir: Path) -> dict[str, Any]:
    """The content of ``datapackage.json``; raises PackageError when it is missing or no descriptor with resources."""
    where = f"{package_dir.resolve().name}/{DESCRIPTOR}"
    try:
        descriptor = json.loads((package_dir / DESCRIPTOR).read_bytes())
        resources = descriptor["resources"]
        well_formed = isinstance(descriptor["name"], str) and all(
            isinstance(r["name"], str)
            and isinstance(r["path"], str)
            and all(isinstance(f["name"], str) for f in r["schema"]["fields"])
            for r in resources
        )
    except OSError as error:
        raise PackageError(
            f"读不到数据包描述 / the descriptor can't be read: {error.strerror}",
            where=where,
            advice="给出含有 datapackage.json 的文件夹 / give the folder that holds it",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise PackageError(f"不是数据包描述 / this is no descriptor: {error}", where=where, advice=_ADVICE) from error
    if not well_formed:
        raise PackageError("不是数据包描述 / this is no descriptor", where=where, advice=_ADVICE)
    return cast(dict[str, Any], descriptor)


def resource_path(package_dir: Path, resource: Mapping[str, Any]) -> Path:
    """The file of a resource; raises PackageError when its path leads out of the package."""
    path = PurePosixPath(resource["path"])
    if path.is_absolute() or ".." in path.parts:
        raise PackageError(
            f"路径指向数据包之外 / the path leads out of the package: {path}",
            where=f"{package_dir.resolve().name}/{DESCRIPTOR}",
            advice=_ADVICE,
        )
    return package_dir / path


def _read_table(path: Path, shown: str, fields: Sequence[Mapping[str, Any]]) -> list[Row]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        lines = [(reader.line_num, cells) for cells in reader]
    except OSError as error:
        raise PackageError(
            f"读不到文件 / the file can't be read: {error.strerror}", where=shown, advice=_ADVICE
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackageError(
            f"不是 UTF-8 的 CSV / this is no CSV in UTF-8: {error}", where=shown, advice=_ADVICE
        ) from error
    names = [field["name"] for field in fields]
    if not lines or lines[0][1] != names:
        raise PackageError(
            f"表头应为 / the header must be {','.join(names)}", where=f"{shown}, 第 1 行 / line 1", advice=_ADVICE
        )
    readers = [(str(field["name"]), _READERS.get(str(field.get("type")), _text)) for field in fields]
    return [_read_row(cells, readers, f"{shown}, 第 {number} 行 / line {number}") for number, cells in lines[1:]]


def _read_row(cells: Sequence[str], readers: Sequence[tuple[str, Callable[[str], Value]]], where: str) -> Row:
    if len(cells) != len(readers):
        raise PackageError(
            f"有 {len(cells)} 列，应为 {len(readers)} 列 / {len(cells)} columns instead of {len(readers)}",
            where=where,
            advice=_ADVICE,
        )
    row: Row = {}
    for cell, (name, read) in zip(cells, readers, strict=True):
        if name == FIRST_COLUMN:
            continue
        try:
            row[name] = read(cell) if cell else None
        except ValueError as error:
            raise PackageError(
                f"列 {name} 的值 {cell!r} 类型不符 / column {name}: {cell!r} is not of its type",
                where=where,
                advice=_ADVICE,
            ) from error
    return row


def _text(cell: str) -> str:
    return cell


def _integer(cell: str) -> int:
    if not _INTEGER.fullmatch(cell):
        raise ValueError(cell)
    return int(cell)


def _number(cell: str) -> Decimal:
    if not _NUMBER.fullmatch(cell):
        raise ValueError(cell)
    return Decimal(cell)


def _boolean(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(cell)
    return cell == "true"


_READERS: Mapping[str, Callable[[str], Value]] = {"integer": _integer, "number": _number, "boolean": _boolean}


def _text_of(row: Row, name: str) -> str | None:
    return None if row.get(name) is None else str(row[name])


def _decimal(row: Row, name: str) -> Decimal | None:
    value = row.get(name)
    return value if isinstance(value, Decimal) else None


def _count(row: Row, name: str) -> int | None:
    value = row.get(name)
    return int(value) if isinstance(value, (int, Decimal)) else None


def _figure(row: Row) -> InvolvedFigure:
    box = tuple(_decimal(row, side) for side in ("x0", "top", "x1", "bottom"))
    return InvolvedFigure(
        table=_text_of(row, "table") or "",
        row_key=_text_of(row, "row_key") or "",
        column=_text_of(row, "column"),
        title=_text_of(row, "title") or "",
        title_en=_text_of(row, "title_en") or "",
        value=_decimal(row, "value"),
        unit=_text_of(row, "unit") or "",
        passed=_count(row, "passed") or 0,
        failed=_count(row, "failed") or 0,
        source_ref=_text_of(row, "source_ref") or "",
        page=_count(row, "page"),
        box=None if None in box else cast(tuple[Decimal, Decimal, Decimal, Decimal], box),
    )


def _finding(row: Row, figures: tuple[InvolvedFigure, ...]) -> Finding:
    return Finding(
        rule=_text_of(row, "rule") or "",
        severity=cast(Severity, _text_of(row, "severity")),
        message=_text_of(row, "message") or "",
        message_en=_text_of(row, "message_en") or "",
        source_ref=_text_of(row, "source_ref") or "",
        table=_text_of(row, "table"),
        row_key=_text_of(row, "row_key"),
        expected=_text_of(row, "expected"),
        actual=_text_of(row, "actual"),
        difference=_decimal(row, "difference"),
        tolerance=_decimal(row, "tolerance"),
        figures=figures,
        likely_cause=cast(Cause | None, _text_of(row, "likely_cause")),
        evidence=_text_of(row, "evidence"),
        evidence_en=_text_of(row, "evidence_en"),
    )
