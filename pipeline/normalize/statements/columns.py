"""What the columns of a table are: codes, labels, figures with their header path; where the header ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

from pipeline.model import State, parse_amount
from pipeline.normalize.statements.frames import Frame, FrameCell
from pipeline.spec.forms import FormSpec
from pipeline.text import key

Role = Literal["code", "label", "figure", "ignored"]
#: A figure as it is printed: with separators or decimals, so that codes, years and numbers of columns are none.
PRINTED_AMOUNT = re.compile(r"^-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)$")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_PART = re.compile(r"^\d{2,3}$")
#: The code of a department or unit, which budgets print in the column of the functional codes.
ORGANISATION_CODE = re.compile(r"^(?!\d{7}$)\d{6,12}$")
_MONEY = re.compile(r"(?:收入|支出|结余|合计|小计|总计|金额|数|费)$")
_INTEGER = re.compile(r"^\(?\d{1,2}\)?$")


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column: its role and the header above it, outermost part first (as printed, without line breaks)."""

    index: int
    role: Role
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """The header path as published: parts joined by `` / ``."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that belong together: labels on the left, the figures of these labels behind them."""

    codes: tuple[Column, ...]
    labels: tuple[Column, ...]
    figures: tuple[Column, ...]


def header_height(rows: Sequence[Sequence[FrameCell]], spec: FormSpec) -> int:
    """How many rows belong to the header: rows of header words without any figure or code, and rows of numbers."""
    height = 0
    for row in rows:
        cells = list(dict.fromkeys(cell for cell in row if cell.text))
        if is_index(cells, spec) and height:
            height += 1
            continue
        if any(PRINTED_AMOUNT.match(cell.key) for cell in cells) or any(_CODE.match(cell.key) for cell in cells[:2]):
            break
        if height and any(parse_amount(cell.text).state is State.DASH for cell in cells):
            break  # where a line has no amount
        words = [cell for cell in cells if spec.header["word"].search(cell.key)]
        if not words or (len(cells) == 1 and spec.header["total_label"].match(cells[0].key)):
            break
        if height and _is_data(cells, words, spec):
            break
        height += 1
    return height


def _is_data(cells: list[FrameCell], words: list[FrameCell], spec: FormSpec) -> bool:
    """A row of labels (一、一般公共服务支出 …) whose figures are blank is no header, although its words are.

    Nor is a row of counts, whose labels name the unit: 因公出国(境)团组数(个) 2.
    """
    counts = any(spec.header["unit_of_line"].search(cell.key) for cell in cells)
    if counts and any(_INTEGER.match(cell.key) for cell in cells):
        return True
    labels = [cell for cell in cells if spec.header["item"].match(cell.key)]
    totals = [cell for cell in cells if spec.header["total_label"].match(cell.key)]
    return len(labels) * 2 >= len(cells) or (len(totals) == len(cells) and len(words) == len(totals))


def is_index(cells: list[FrameCell], spec: FormSpec, *, named: bool = False) -> bool:
    """A row that numbers the columns (1, 2, 3 …); amounts without decimals don't go up one by one.

    ``named``: only one that says so (栏次 1 2 3).
    """
    numbers = [cell for cell in cells if _INTEGER.match(cell.key)]
    others = [cell for cell in cells if not _INTEGER.match(cell.key)]
    counted = [int(cell.key.strip("()")) for cell in numbers]
    return (
        bool(numbers)
        and all(counted)
        and all(after > before or after == 1 for before, after in pairwise(counted))  # the halves may count anew
        and all(spec.header["index_label"].match(cell.key) for cell in others)
        and (len(numbers) > 1 or bool(others))
        and (not named or any(spec.header["ignored"].match(cell.key) for cell in others))
    )


def read_columns(frame: Frame, height: int, spec: FormSpec) -> list[Column]:
    """Role and header path of every column."""
    columns: list[Column] = []
    rows = [row for row in frame.rows[:height] if not is_index([c for c in row if c.text], spec)]
    header = list({tuple(cell.text for cell in row): row for row in reversed(rows)}.values())[
        ::-1
    ]  # some print it twice
    if all(span is None for span in frame.spans):
        header = [*map(_filled, header[:-1]), *header[-1:]]
    for index in range(len(frame.spans)):
        parts = list(dict.fromkeys(row[index] for row in header if row[index].text))
        path = _whole_names([part.text for part in parts], spec)
        columns.append(Column(index, _role(frame, height, index, [part.key for part in parts], spec), path))
    return columns


def _whole_names(parts: list[str], spec: FormSpec) -> tuple[str, ...]:
    """Parts of a header of which some together are an item of the form: its name stands on several rows without a ruling."""
    longest = sorted(combinations(range(len(parts) + 1), 2), key=lambda place: place[0] - place[1])
    for start, stop in longest:
        rows = parts[start:stop]
        items = [spec.three_public_item(key(text)) for text in ("".join(rows), "".join(rows[1:]), *rows)]
        known, without_first, *alone = items
        if known and not without_first and not alone[-1] and set(alone) <= {None, known}:
            return (*parts[:start], "".join(rows), *parts[stop:])
    return tuple(parts)


def _filled(row: list[FrameCell]) -> list[FrameCell]:
    """A header row of a text dump: a merged cell stands in its first column only, the ones it covers are blank."""
    filled: list[FrameCell] = []
    for cell in row:
        filled.append(cell if cell.text or not filled else filled[-1])
    return filled


def _role(frame: Frame, height: int, index: int, keys: list[str], spec: FormSpec) -> Role:
    """What a column is: by the innermost part of its header, else by what stands in it."""
    body = [row[index].key for row in frame.rows[height:] if row[index].text]
    by_header = _role_of_header(keys[-1], body, spec) if keys else None
    return by_header or _role_of_body(body, has_header=bool(keys))


def _role_of_header(last: str, body: list[str], spec: FormSpec) -> Role | None:
    if spec.header["ignored"].match(last):
        return "ignored"
    codes = (_is_code(text) or ORGANISATION_CODE.match(text) or not text[:1].isdigit() for text in body)
    if spec.header["code"].search(last) and all(codes):
        return "code"
    if spec.header["label"].search(last):
        return "label"
    return "figure" if _MONEY.search(last) else None


def _role_of_body(body: list[str], *, has_header: bool) -> Role:
    if any(PRINTED_AMOUNT.match(text) for text in body):
        return "figure"
    if not has_header and sum(map(_is_code, body)) * 2 > len(body):
        return "code"
    chinese = sum(any("\u4e00" <= c <= "\u9fff" for c in text) for text in body)
    return "label" if chinese * 2 > len(body) else "figure"


def _is_code(text: str) -> bool:
    return bool(_CODE.match(text) or _PART.match(text))


def groups(columns: Sequence[Column]) -> list[Group]:
    """Columns in groups: a code or label behind a figure begins the next group (two-sided tables, half tables).

    Codes behind a name are a second classification of the same lines (301 01 基本工资 | 501 01 工资奖金津补贴) and are left out.
    """
    found: list[Group] = []
    codes: list[Column] = []
    labels: list[Column] = []
    figures: list[Column] = []
    second = False
    for column in columns:
        if column.role == "ignored":
            continue
        if column.role in ("code", "label") and figures:
            found.append(Group(tuple(codes), tuple(labels), tuple(figures)))
            codes, labels, figures, second = [], [], [], False
        second = second or (column.role == "code" and bool(codes and labels))
        if second and column.role != "figure":
            continue
        {"code": codes, "label": labels, "figure": figures}[column.role].append(column)
    if figures:
        found.append(Group(tuple(codes), tuple(labels), tuple(figures)))
    return found
