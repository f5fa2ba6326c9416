"""Is a published package still what it says it is? Its files against its descriptor, and CSV against Parquet.

frictionless checks the descriptor, the CSV files and every cell against the schemas. It does not check the hash of a
Parquet file, nor whether CSV and Parquet hold the same; that is done here. Both libraries are imported only when used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.model import Finding
from pipeline.package.published import DESCRIPTOR
from pipeline.package.reading import PackageError, read_descriptor, resource_path

_CHANGED = "文件已被改动，与 datapackage.json 记录的校验值、大小或行数不符"
#: What the kinds of errors of frictionless mean, in Chinese; its own English message is the other half.
_MEANINGS = {
    "hash-count": _CHANGED,
    "byte-count": _CHANGED,
    "row-count": _CHANGED,
    "type-error": "单元格的值与列的类型不符",
    "constraint-error": "单元格的值不符合列的限制（必填、允许的值或范围）",
    "primary-key": "关键列的值重复或为空",
    "foreign-key": "引用的行在另一张表中不存在",
    "missing-label": "表头缺少一列",
    "extra-label": "表头多出一列",
    "incorrect-label": "表头的列名或顺序不对",
    "duplicate-label": "表头有重复的列名",
    "blank-label": "表头有空白的列名",
    "missing-cell": "这一行缺少单元格",
    "extra-cell": "这一行多出单元格",
    "blank-row": "这一行是空行",
    "scheme-error": "文件不存在或无法读取",
    "encoding-error": "文件不是 UTF-8 编码",
    "source-error": "文件是空的或已损坏",
}
_DEFAULT_MEANING = "结构检查未通过"


def check_structure(package_dir: Path) -> list[Finding]:
    """Check a published package from its own files alone; an empty list means that nothing is wrong.

    ``rule`` is ``structure-`` with the kind of error, ``table`` the table concerned, ``source_ref`` the file in the
    package with the line where it is known (``data/income.csv:5``). Raises nothing for a bad package.
    """
    try:
        descriptor = read_descriptor(package_dir)
        paths = {r["name"]: resource_path(package_dir, r) for r in descriptor["resources"]}
    except PackageError as error:
        return [_finding("descriptor-error", "数据包描述有误", str(error), DESCRIPTOR)]
    resources = {r["name"]: r for r in descriptor["resources"]}
    findings = list(_frictionless(package_dir))
    findings += _parquet_hashes(resources, paths)
    findings += _twins(resources, paths)
    return findings


def _frictionless(package_dir: Path) -> Iterator[Finding]:
    import frictionless

    try:
        package = frictionless.Package(str(package_dir / DESCRIPTOR))
        report = package.validate()
    except frictionless.FrictionlessException as exception:
        for reason in exception.reasons or [exception.error]:
            yield _finding("descriptor-error", "数据包描述有误", str(reason.message), DESCRIPTOR)
        return
    for error in report.errors:
        yield _finding("descriptor-error", "数据包描述有误", str(error.message), DESCRIPTOR)
    for task in report.tasks:
        kinds = {error.type for error in task.errors}
        for error in task.errors:
            if error.type == "byte-count" and "hash-count" in kinds:
                continue  # the same change told twice
            line = getattr(error, "row_number", None)
            place = str(task.place) + (f":{line}" if line else "")
            meaning = _MEANINGS.get(error.type, _DEFAULT_MEANING)
            yield _finding(error.type, meaning, str(error.message), place, table=_table(task.name))


def _parquet_hashes(resources: Mapping[str, Mapping[str, Any]], paths: Mapping[str, Path]) -> Iterator[Finding]:
    for name, resource in resources.items():
        stated = str(resource.get("hash", ""))
        if resource.get("format") != "parquet" or not stated.startswith("sha256:") or not paths[name].is_file():
            continue
        actual = f"sha256:{hashlib.sha256(paths[name].read_bytes()).hexdigest()}"
        if actual != stated:
            yield _finding(
                "hash-count",
                _CHANGED,
                f"the file is not the one described: expected {stated}, actual {actual}",
                str(resource["path"]),
                table=_table(name),
            )


def _twins(resources: Mapping[str, Mapping[str, Any]], paths: Mapping[str, Path]) -> Iterator[Finding]:
    tables = {_table(name) for name in resources}
    for table in sorted(tables):
        twin = f"{table}-parquet"
        if table not in resources or twin not in resources:
            yield _finding(
                "twin-missing",
                "数据表应同时有 CSV 和 Parquet 两个文件",
                "the table must be there as CSV and as Parquet",
                DESCRIPTOR,
                table=table,
            )
        elif paths[table].is_file() and paths[twin].is_file():
            difference = _difference(paths[table], paths[twin])
            if difference:
                yield _finding(
                    "twins-differ",
                    f"CSV 与 Parquet 的内容不同：{difference[0]}",
                    f"CSV and Parquet differ: {difference[1]}",
                    str(resources[table]["path"]),
                    table=table,
                )


def _difference(csv_path: Path, parquet_path: Path) -> tuple[str, str] | None:
    """Where a CSV file differs from its Parquet file, in Chinese and English; None when they hold the same."""
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    try:
        right = pq.read_table(parquet_path)
        left = pc.read_csv(
            csv_path,
            parse_options=pc.ParseOptions(newlines_in_values=True),
            convert_options=pc.ConvertOptions(
                column_types={field.name: field.type for field in right.schema},
                null_values=[""],
                strings_can_be_null=True,
                true_values=["true"],
                false_values=["false"],
            ),
        )
    except (pa.ArrowException, OSError) as error:
        return f"无法比较（{error}）", f"they can't be compared ({error})"
    if left.column_names != right.column_names:
        return "列不同", "other columns"
    if left.num_rows != right.num_rows:
        return f"{left.num_rows} 行与 {right.num_rows} 行", f"{left.num_rows} rows against {right.num_rows}"
    for name in left.column_names:
        one, other = left.column(name), right.column(name)
        if not one.equals(other):
            pairs = zip(one.to_pylist(), other.to_pylist(), strict=True)
            row, a, b = next((n, a, b) for n, (a, b) in enumerate(pairs, 1) if a != b)
            return f"第 {row} 行 {name} 列为 {a} 与 {b}", f"row {row}, column {name} is {a} against {b}"
    return None


def _table(resource_name: str) -> str:
    return resource_name.removesuffix("-parquet")


def _finding(kind: str, message: str, message_en: str, place: str, table: str | None = None) -> Finding:
    return Finding(
        rule=f"structure-{kind}",
        severity="error",
        message=f"{message}（{place}）",
        message_en=f"{message_en} ({place})",
        source_ref=place,
        table=table,
    )
