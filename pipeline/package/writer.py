"""One disclosure becomes one package: all of its files, and then the package in one step."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from functools import cache
from pathlib import Path

import pipeline
from pipeline.collector import collector_paused
from pipeline.model import SMALLEST, Dataset, Finding, Row, SourceFile
from pipeline.package.columns import Columns, RowError, build_columns, check_references
from pipeline.package.csv_file import csv_bytes
from pipeline.package.descriptor import DataFile, descriptor_text
from pipeline.package.files import TEMPORARY, plain_words, publish_folder, write_folder
from pipeline.package.fingerprint import fingerprint
from pipeline.package.identity import ClaimedId, IdRegister
from pipeline.package.parquet_file import parquet_bytes, parquet_rows
from pipeline.package.published import DESCRIPTOR, PackageInfo
from pipeline.package.readme import readme_text
from pipeline.package.wording import fill, wording
from pipeline.spec.tables import FIRST_COLUMN, table_specs

#: Makes further files of a package from what it says of itself, its tables, its findings as published and their pictures.
ExtraFiles = Callable[
    [PackageInfo, Mapping[str, Sequence[Row]], Sequence[Finding], Mapping[int, bytes]], Mapping[str, bytes]
]

_FINDING = "finding"
_FIGURES = "finding_figure"


@dataclass(frozen=True, slots=True)
class WrittenPackage:
    """A published package: its folder, what it says of itself, and its findings as published."""

    path: Path
    info: PackageInfo
    findings: tuple[Finding, ...]


@collector_paused()
def write_package(
    dataset: Dataset,
    source: SourceFile,
    out: Path,
    *,
    claim: ClaimedId | None = None,
    extra: ExtraFiles | None = None,
) -> WrittenPackage:
    """Write the package of one disclosure below ``out``, which the caller holds through ``open_output``.

    ``claim`` is the id to publish under (see :class:`IdRegister`); by default it is found from the packages in ``out``.
    Every published table is written, empty ones too; ``extra`` makes files for people, which are no resources.
    Raises RowError when a row doesn't fit its table, and OutputError when the files can't be written; in both cases nothing
    changes in ``out``.
    """
    sha256 = source.sha256
    with plain_words(dataset.disclosure_id):
        claim = claim or IdRegister(out).claim(dataset.disclosure_id, sha256)
    disclosure = _only_row(dataset, source, sha256)
    findings = (*dataset.findings, *claim.findings(str(disclosure.get("source_ref"))))
    tables = _columns(dataset, claim.disclosure_id, findings)
    info, values = _describe(claim.disclosure_id, disclosure, sha256, tables, findings)
    files = _files(info, values, tables, findings)
    if extra:
        files.update(extra(info, dataset.tables, findings, dataset.pictures))
    target = out / info.name
    staged = out / f"{TEMPORARY}{info.name}-{os.getpid()}"
    with plain_words(info.name):
        try:
            _reopen(files, tables)
            write_folder(staged, files)
            publish_folder(staged, target)
        except OSError:
            shutil.rmtree(staged, ignore_errors=True)
            raise
    return WrittenPackage(target, info, findings)


def finding_rows(findings: Sequence[Finding]) -> list[Row]:
    """The rows of the table ``finding``, numbered from 1 in the order given."""
    return [
        {
            "seq": seq,
            "rule": f.rule,
            "severity": f.severity,
            "table": f.table,
            "row_key": f.row_key,
            "message": f.message,
            "message_en": f.message_en,
            "expected": f.expected,
            "actual": f.actual,
            "difference": f.difference,
            "tolerance": None if f.tolerance is None else _storable(f.tolerance),
            "likely_cause": f.likely_cause,
            "evidence": f.evidence,
            "evidence_en": f.evidence_en,
            "source_ref": f.source_ref,
        }
        for seq, f in enumerate(findings, 1)
    ]


def _storable(tolerance: Decimal) -> Decimal:
    """A tolerance with as many decimals as columns have, never a smaller one: half a 分 is 0.0000005 万元."""
    exact = tolerance.quantize(SMALLEST, ROUND_UP)
    return tolerance if exact == tolerance else exact


def figure_rows(findings: Sequence[Finding]) -> list[Row]:
    """The rows of the table ``finding_figure``: the figures of every finding, numbered from 1."""
    return [
        {
            "finding": seq,
            "figure_no": number,
            "table": figure.table,
            "row_key": figure.row_key,
            "column": figure.column,
            "title": figure.title,
            "title_en": figure.title_en,
            "value": figure.value,
            "unit": figure.unit or None,
            "passed": figure.passed,
            "failed": figure.failed,
            "page": figure.page,
            **dict(zip(("x0", "top", "x1", "bottom"), figure.box or (None,) * 4, strict=True)),
            "source_ref": figure.source_ref,
        }
        for seq, finding in enumerate(findings, 1)
        for number, figure in enumerate(finding.figures, 1)
    ]


def _only_row(dataset: Dataset, source: SourceFile, sha256: str) -> Row:
    rows = dataset.tables.get("disclosure", [])
    if len(rows) != 1 or rows[0].get("source_sha256") != sha256:
        raise RowError(
            "表 disclosure 必须恰有一行且与原文件相符 / the table disclosure must have one row, of this very source",
            where=source.name,
            advice="请把文件发给维护者 / send the file to the maintainers",
        )
    return rows[0]


def _columns(dataset: Dataset, disclosure_id: str, findings: Sequence[Finding]) -> dict[str, Columns]:
    specs = table_specs()
    made_here = {_FINDING: finding_rows(findings), _FIGURES: figure_rows(findings)}
    unknown = sorted(set(dataset.tables) - set(specs) | (set(made_here) & set(dataset.tables)))
    if unknown:
        raise RowError(
            f"没有这样的数据表 / no such table to fill: {', '.join(unknown)}",
            where=dataset.disclosure_id,
            advice="请把文件发给维护者 / send the file to the maintainers",
        )
    rows = {**dataset.tables, **made_here}
    tables = {name: build_columns(spec, rows.get(name, []), disclosure_id) for name, spec in specs.items()}
    check_references(tables)
    return tables


def _describe(
    name: str, disclosure: Row, sha256: str, tables: Mapping[str, Columns], findings: Sequence[Finding]
) -> tuple[PackageInfo, dict[str, object]]:
    """What the package says of itself, and the values for the wording of descriptor and README."""
    words = wording()
    kind = words.kinds[str(disclosure["kind"])]
    values: dict[str, object] = {
        "name": name,
        "organisation": disclosure["org_name"],
        "year": disclosure["fiscal_year"],
        "kind": kind.zh,
        "kind_en": kind.en,
        "version": pipeline.__version__,
        "licenses": ", ".join(licence["name"] for licence in words.licenses),
        "source_name": disclosure["source_name"],
        "source_sha256": sha256,
        "source_media_type": disclosure["source_media_type"],
        "amount_unit": disclosure.get("amount_unit") or "–",
    }
    values["title"] = disclosure.get("title") or fill(words.title.zh, values)
    values["title_en"] = fill(words.title.en, values)
    counts = Counter(finding.severity for finding in findings)
    info = PackageInfo(
        name=name,
        title=str(values["title"]),
        organisation=str(values["organisation"]),
        year=int(tables["disclosure"].texts["fiscal_year"][0]),
        kind=str(disclosure["kind"]),
        source_name=str(values["source_name"]),
        source_sha256=sha256,
        version=pipeline.__version__,
        fingerprint=fingerprint(),
        rows={table: columns.length for table, columns in tables.items()},
        findings={severity: counts[severity] for severity in ("error", "warning", "info")},
    )
    return info, values


def _files(
    info: PackageInfo, values: Mapping[str, object], tables: Mapping[str, Columns], findings: Sequence[Finding]
) -> dict[str, bytes]:
    """All files of the package by their names in it."""
    contents: dict[tuple[str, str], bytes] = {}
    for name, columns in tables.items():
        contents[name, "csv"], contents[name, "parquet"] = (
            _table_files(columns) if columns.length else _empty_table_files(name)
        )
    described = {
        key: DataFile(info.rows[key[0]], len(data), hashlib.sha256(data).hexdigest()) for key, data in contents.items()
    }
    files = {f"data/{table}.{form}": data for (table, form), data in contents.items()}
    files["README.md"] = readme_text(values, info.rows, findings).encode()
    files[DESCRIPTOR] = descriptor_text(info, values, described).encode()
    return files


def _table_files(columns: Columns) -> tuple[bytes, bytes]:
    return csv_bytes(columns, byte_order_mark=wording().byte_order_mark), parquet_bytes(columns)


@cache
def _empty_table_files(name: str) -> tuple[bytes, bytes]:
    """Tables without rows are the same in every package: with their header, so that loads by name never break."""
    return _table_files(build_columns(table_specs()[name], [], FIRST_COLUMN))


def _reopen(files: Mapping[str, bytes], tables: Mapping[str, Columns]) -> None:
    """Open the Parquet files as a reader would: each must state the rows that were given to it. Raises OSError."""
    for name, columns in tables.items():
        if columns.length and parquet_rows(files[f"data/{name}.parquet"]) != columns.length:
            raise OSError(errno.EIO, f"{name}.parquet does not hold the rows that were given to it")
