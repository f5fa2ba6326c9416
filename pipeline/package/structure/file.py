"""One file of a package: it is there, of the size and the hash that the descriptor states."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from pipeline.package.structure.descriptor import Resource
from pipeline.package.structure.notes import Notes
from pipeline.package.structure.properties import is_count

_HASH = re.compile(r"(?:(md5|sha1|sha256|sha512):)?([0-9a-fA-F]+)")


@dataclass(frozen=True, slots=True)
class FileContent:
    """The bytes of a file, and whether its hash is not the one described."""

    data: bytes
    changed: bool


def read_file(resource: Resource, notes: Notes) -> FileContent | None:
    """Read the file of a resource and compare size and hash; None when it can't be read. What is wrong is noted."""
    if resource.file is None:
        return None
    try:
        data = resource.file.read_bytes()
    except OSError as error:
        words = (
            f"文件不存在或无法读取（{error.strerror}）",
            f"the file is not there or can't be read ({error.strerror})",
        )
        notes.add("scheme-error", words, resource.shown, table=resource.table)
        return None
    changed = _check_hash(resource, data, notes)
    size = resource.stated.get("bytes")
    if is_count(size) and size != len(data) and not changed:  # with the hash, the same change would be told twice
        words = f"记录的大小为 {size} 字节，实际为 {len(data)}", f"{size} bytes are described, the file has {len(data)}"
        notes.add("byte-count", words, resource.shown, table=resource.table, expected=str(size), actual=str(len(data)))
    if size is not None and resource.form == "parquet":
        resource.spot.at("bytes").warn(
            "Parquet 文件不要记录 bytes，frictionless 总会认为它不对",
            "leave bytes out for a Parquet file: frictionless always calls it wrong",
        )
    return FileContent(data, changed)


def check_row_count(resource: Resource, rows: int, notes: Notes) -> None:
    """Compare the number of rows of a file with the one described, if any."""
    stated = resource.stated.get("rows")
    if is_count(stated) and stated != rows:
        words = f"记录为 {stated} 行，实际有 {rows} 行", f"{stated} rows are described, the file has {rows}"
        notes.add("row-count", words, resource.shown, table=resource.table, expected=str(stated), actual=str(rows))


def check_field_count(resource: Resource, fields: int, notes: Notes) -> None:
    """Compare the number of columns of a file with the one described, if any."""
    stated = resource.stated.get("fields")
    if is_count(stated) and stated != fields:
        words = f"记录为 {stated} 列，实际有 {fields} 列", f"{stated} columns are described, the file has {fields}"
        notes.add("field-count", words, resource.shown, table=resource.table, expected=str(stated), actual=str(fields))


def _check_hash(resource: Resource, data: bytes, notes: Notes) -> bool:
    stated = resource.stated.get("hash")
    if not isinstance(stated, str):
        return False
    match = _HASH.fullmatch(stated)
    if not match:
        resource.spot.at("hash").say(
            f"应为 sha256: 加十六进制的校验值，这里是 {stated!r}",
            f"sha256: with a hexadecimal hash is expected, not {stated!r}",
        )
        return False
    name = match[1] or "md5"  # the standard takes a hash without a name for MD5
    actual = hashlib.new(name, data, usedforsecurity=False).hexdigest()
    if actual == match[2].lower():
        return False
    size = resource.stated.get("bytes")
    sizes = (f"，{size} 字节", f", {size} bytes") if is_count(size) else ("", "")
    words = (
        f"文件已被改动，校验值与记录不符（记录 {stated}{sizes[0]}；实际 {name}:{actual}，{len(data)} 字节）",
        f"the file is not the one described (described {stated}{sizes[1]}; actual {name}:{actual}, {len(data)} bytes)",
    )
    notes.add("hash-count", words, resource.shown, table=resource.table, expected=stated, actual=f"{name}:{actual}")
    return True
