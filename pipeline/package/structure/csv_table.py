"""One CSV file: its encoding, its shape as RFC 4180 has it, its header, and its rows as columns of texts."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.package.structure.descriptor import Resource
from pipeline.package.structure.file import check_field_count, check_row_count
from pipeline.package.structure.header import check_header
from pipeline.package.structure.notes import Notes
from pipeline.package.structure.schema import Schema

_QUOTED = re.compile(r'(?:(?<=[,\r\n])|\A)"[^"]*(?:""[^"]*)*"(?=[,\r\n]|\Z)')
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The rows of a CSV file that are not blank. ``columns`` has the texts of every field that has a column.

    Rows of the wrong width are filled up or cut, and their numbers (from 0) are in ``ragged``: they are told already, and
    nothing more should be said of their cells. ``changed`` tells that the file is not the one described.
    """

    name: str
    shown: str
    schema: Schema
    changed: bool
    columns: Mapping[str, Sequence[str]]
    length: int
    ragged: frozenset[int]
    _lines: _Lines
    _records: Sequence[int]

    def line(self, row: int) -> int:
        """The line of the file on which a row begins."""
        return self._lines[self._records[row]]


def read_csv(resource: Resource, data: bytes, schema: Schema, changed: bool, notes: Notes) -> CsvTable | None:
    """Read a CSV file and check its shape and its header; None when it can't be taken apart. What is wrong is noted."""
    text = _decode(resource, data, notes)
    rows = None if text is None else _split(resource, text, notes)
    if text is None or rows is None:
        return None
    header, records = rows[0], range(1, len(rows))
    check_row_count(resource, len(records), notes)
    check_field_count(resource, len(header), notes)
    places = check_header(resource, header, tuple(schema.fields), notes)
    if places is None:
        return None
    _tell_stray_quotes(resource, text, notes)
    lines = _Lines(text)
    blank = {number for number in records if _is_blank(rows[number], schema)}
    for number in sorted(blank):
        words = f"第 {lines[number]} 行是空行", f"line {lines[number]} is blank"
        notes.add("blank-row", words, resource.shown, line=lines[number], table=resource.table)
    kept = [number for number in records if number not in blank] if blank else records
    width = len(header)
    ragged = []
    if set(map(len, rows)) != {width}:
        ragged = [row for row, number in enumerate(kept) if len(rows[number]) != width]
        for row in ragged:
            _tell_ragged(resource, rows[kept[row]], header, lines[kept[row]], notes)
            rows[kept[row]] = (rows[kept[row]] + [""] * width)[:width]
    columns = list(zip(*(rows[number] for number in kept), strict=True)) if kept else [()] * width
    return CsvTable(
        name=resource.table,
        shown=resource.shown,
        schema=schema,
        changed=changed,
        columns={name: columns[place] for name, place in places.items()},
        length=len(kept),
        ragged=frozenset(ragged),
        _lines=lines,
        _records=kept,
    )


class _Lines:
    """The line on which each record of a text begins, found when it is first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []

    def __getitem__(self, record: int) -> int:
        if not self._starts:
            reader = _reader(self._text)
            self._starts = [1, *(reader.line_num + 1 for _ in reader)]
        return self._starts[record]


def _reader(text: str) -> Any:
    return csv.reader(io.StringIO(text, newline=""), strict=True)


def _decode(resource: Resource, data: bytes, notes: Notes) -> str | None:
    if not data:
        words = "文件是空的，连表头也没有", "the file is empty, not even a header is there"
        notes.add("source-error", words, resource.shown, table=resource.table)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        other = _other_encoding(data)
        hint = (f"，很可能是 {other}", f", it is probably {other}") if other else ("", "")
        words = f"第 {line} 行不是 UTF-8 编码{hint[0]}", f"line {line} is not UTF-8{hint[1]}"
        notes.add("encoding-error", words, resource.shown, line=line, table=resource.table)
        return None


def _other_encoding(data: bytes) -> str | None:
    """What spreadsheets write instead of UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return "GB18030 (GBK)"


def _split(resource: Resource, text: str, notes: Notes) -> list[list[str]] | None:
    reader, rows, line = _reader(text), [], 1
    try:
        for row in reader:
            rows.append(row)
            line = reader.line_num + 1
    except csv.Error as error:
        words = (
            f"第 {line} 行起引号不成对或写法有误，其后无法读取（{error}）",
            f"from line {line} on quotation marks are wrong, so the rest can't be read ({error})",
        )
        notes.add("csv-error", words, resource.shown, line=line, table=resource.table)
        return None
    if not rows or not any(rows):
        words = "文件中没有表头", "there is no header in the file"
        notes.add("source-error", words, resource.shown, table=resource.table)
        return None
    return rows


def _tell_stray_quotes(resource: Resource, text: str, notes: Notes) -> None:
    """Note quotation marks in cells that are not in quotes: readers understand them in different ways."""
    if '"' not in text:
        return
    left = _QUOTED.sub(lambda match: "\n" * len(_LINE_END.findall(match[0])), text)
    if '"' not in left:
        return
    for number, line in enumerate(_LINE_END.split(left), 1):
        if '"' in line:
            words = f"第 {number} 行的引号没有放在双引号中", f"line {number} has a quotation mark that is not in quotes"
            notes.add("csv-error", words, resource.shown, line=number, table=resource.table)


def _is_blank(row: Sequence[str], schema: Schema) -> bool:
    if not row:
        return True
    if row[0]:  # the usual row, decided at once
        first = next(iter(schema.fields.values()))
        if first is None or row[0] not in first.missing:
            return False
    fields = list(schema.fields.values())
    return all(
        not cell or (field is not None and cell in field.missing) for cell, field in zip(row, fields, strict=False)
    ) and not any(row[len(fields) :])


def _tell_ragged(resource: Resource, row: Sequence[str], header: Sequence[str], line: int, notes: Notes) -> None:
    few = len(row) < len(header)
    told = (
        (f"缺少 {', '.join(header[len(row) :])}", f"{', '.join(header[len(row) :])} missing")
        if few
        else (f"多出 {row[len(header) :]!r}", f"{row[len(header) :]!r} too many")
    )
    words = (
        f"第 {line} 行有 {len(row)} 个单元格，应为 {len(header)} 个（{told[0]}）",
        f"line {line} has {len(row)} cells instead of {len(header)} ({told[1]})",
    )
    notes.add("missing-cell" if few else "extra-cell", words, resource.shown, line=line, table=resource.table)
