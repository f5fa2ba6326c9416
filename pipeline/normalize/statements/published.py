"""From the lines of a table to the rows of the published table of the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.model import Row, State
from pipeline.normalize.money import in_wan
from pipeline.normalize.statements.columns import Column
from pipeline.normalize.statements.lines import Figure, TableContent, TableLine, unnumbered
from pipeline.normalize.statements.regions import Region
from pipeline.normalize.statements.units import MONEY, unit_of
from pipeline.spec.forms import FormSpec
from pipeline.text import key

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_LAST_YEAR = re.compile(r"(?:上年|去年)度?(?:预算|决算|执行|实际)")
_MEASURE_ROW = re.compile(r"(?:\d{4}年度?|本年度?|上年度?)?(?:年初)?(?:预算|决算|执行)?数$")
_LEVELS = {3: 1, 5: 2, 7: 3}
_USUAL_UNIT = "万元"
_TWO_SIDED = ("income_expenditure_summary", "appropriation_summary")
_ECONOMIC = "general_budget_basic_expenditure"
_THREE_PUBLIC_ORDER = ("total", "overseas", "vehicle", "vehicle_purchase", "vehicle_operation", "reception")


@dataclass(slots=True)
class Published:
    """The rows of a published table, and the figures that no row of it holds: their column or their line is not known."""

    rows: list[Row]
    left: list[tuple[TableLine, Figure]]


def published_rows(region: Region, content: TableContent, kind: str, spec: FormSpec) -> Published:
    """What a table gives to the published table of its name; nothing for tables beyond the nine."""
    if region.name == "three_public":
        return _three_public(region, content, kind, spec)
    make = {
        **dict.fromkeys(_TWO_SIDED, _side_row),
        _ECONOMIC: _economic_row,
    }.get(region.name, _functional_row)
    found = Published([], [])
    if region.name not in spec.columns:
        return found
    values = _values if region.name != _ECONOMIC else _economic_values
    below = _below_all(content, spec) if make is _functional_row else ""
    earlier = _of_earlier_years(content) | _beside_preferred(region.name, content, spec)
    lines, again = _one_classification(content.lines, spec) if make is _side_row else (content.lines, [])
    found.left += [(line, figure) for line in again for figure in line.figures]
    for line in lines:
        found.left += [(line, figure) for figure in line.figures if figure.column.index in earlier]
        line = replace(line, figures=[figure for figure in line.figures if figure.column.index not in earlier])
        row = values(region, line, spec, found.left, below)
        if not row and not line.code:
            continue
        row.update(make(line))
        row.update(line_no=len(found.rows) + 1, origin="statement", source_ref=line.ref)
        found.rows.append(row)
    return found


def _of_earlier_years(content: TableContent) -> set[int]:
    """Columns of another year, where the heads name several (2024年预算数 | 2025年预算数) or 上年 beside the table's own."""
    years = {c.index: max(_YEAR.findall("/".join(c.path)), default="") for c in content.columns}
    last = max(years.values(), default="")
    before = {c.index for c in content.columns if _LAST_YEAR.search("/".join(c.path))}
    return {i for i, year in years.items() if year and year < last} | (before if len(before) < len(years) else set())


def _one_classification(lines: Sequence[TableLine], spec: FormSpec) -> tuple[Sequence[TableLine], Sequence[TableLine]]:
    """The lines of a two-sided table by function, and those that tell the same side again by another classification.

    Budgets of some places (Hunan) print the expenditure by function and by economic class side by side, each with its total.
    """
    totals: dict[str | None, set[int]] = {}
    economic: set[int] = set()
    for line in lines:
        if spec.header["total_label"].match(key(line.label)):
            totals.setdefault(line.side, set()).add(line.half)
        if spec.economic_names.search(key(line.label)):
            economic.add(line.half)
    again = {half for halves in totals.values() if halves - economic for half in halves & economic}
    return [line for line in lines if line.half not in again], [line for line in lines if line.half in again]


def _beside_preferred(statement: str, content: TableContent, spec: FormSpec) -> set[int]:
    """Columns that would fill what another column of the table fills with more right: 合计 beside 本年收入/小计."""
    rules = {c.index: spec.rule_for(statement, "/".join(map(key, c.path)), None) for c in content.columns}
    preferred = {rule.column for rule in rules.values() if rule and rule.prefer}
    return {index for index, rule in rules.items() if rule and rule.column in preferred and not rule.prefer}


def _below_all(content: TableContent, spec: FormSpec) -> str:
    """What stands below every other head of the table (财政拨款收入 / 决算数) and so tells no column from another."""
    paths = {figure.column.path for line in content.lines for figure in line.figures}
    last = {key(path[-1]) if len(path) > 1 else "" for path in paths}
    name = last.pop() if len(paths) > 1 and len(last) == 1 else ""
    return f"/{name}" if spec.measure_part.match(name) else ""


def _values(region: Region, line: TableLine, spec: FormSpec, left: list[tuple[TableLine, Figure]], below: str) -> Row:
    row: Row = {}
    filled: dict[str, object] = {}  # by which rule: parts do not add to a total that stands beside them
    for figure, value in _amounts(region, line, spec):
        rule = spec.rule_for(region.name, _path(figure).removesuffix(below), line.side)
        known = row.get(rule.column) if rule else None
        if rule and known is None:
            row[rule.column] = value
            filled[rule.column] = rule
        elif rule and rule.add and filled.get(rule.column) is rule and isinstance(known, Decimal):
            row[rule.column] = known + value
        else:
            left.append((line, figure))
    return row


def _amounts(region: Region, line: TableLine, spec: FormSpec) -> Iterator[tuple[Figure, Decimal]]:
    """The figures of a line that are amounts of money, in 万元; a dash is none."""
    for figure in line.figures:
        unit = unit_of(figure, line, region.unit or _USUAL_UNIT, spec)
        if figure.amount.state is State.VALUE and figure.amount.value is not None and unit in MONEY:
            yield figure, in_wan(figure.amount.value, unit)


def _path(figure: Figure) -> str:
    return "/".join(key(part) for part in figure.column.path)


def _side_row(line: TableLine) -> Row:
    return {"side": line.side or "income", "item": line.label, "functional_code": line.code or None}


def _functional_row(line: TableLine) -> Row:
    return {"functional_code": line.code or None, "name": line.label or None, "level": _LEVELS.get(len(line.code), 0)}


def _economic_row(line: TableLine) -> Row:
    return {"economic_code": line.code or None, "name": line.label or None, "level": _LEVELS.get(len(line.code), 0)}


def _economic_values(
    region: Region, line: TableLine, spec: FormSpec, left: list[tuple[TableLine, Figure]], _below: str
) -> Row:
    """Amount and group: by the column (人员经费 | 公用经费), by the class of the code, or by the label of a total."""
    row: Row = {}
    group = _group_of(line, spec)
    apart: dict[str, Decimal] = {}  # 人员经费 and 公用经费 printed in columns of their own, beside 合计 or alone
    for figure, value in _amounts(region, line, spec):
        by_column = spec.group_of(key(figure.column.path[-1])) if figure.column.path else None
        rule = spec.rule_for(region.name, _path(figure), None)
        if by_column:
            row.setdefault("amount", value)
            apart[by_column] = value
        elif rule and rule.column == "amount" and ("amount" not in row or apart):
            row["amount"] = value
        else:
            left.append((line, figure))
    if row:
        alone = next((name for name, value in apart.items() if len(apart) == 1 and value == row["amount"]), None)
        row["group"] = group or alone  # 合计 over both is of neither
    return row


def _group_of(line: TableLine, spec: FormSpec) -> str | None:
    if line.code:
        return "operating" if line.code[:3] in spec.operating_classes else "personnel"
    return spec.group_of(key(line.label))


def _three_public(region: Region, content: TableContent, kind: str, spec: FormSpec) -> Published:
    """Items from a wide table (one line, items in the header) or a tall one (items as labels)."""
    items: dict[str, Row] = {}
    left: list[tuple[TableLine, Figure]] = []
    # 合计 may include 会议费 and 培训费; the total of the three is the column that says so, where there is one.
    earlier = _of_earlier_years(content)
    every = [(line, figure, value) for line in content.lines for figure, value in _amounts(region, line, spec)]
    figures = [entry for entry in every if entry[1].column.index not in earlier]
    left += [(line, figure) for line, figure, _ in every if figure.column.index in earlier]
    apart = _has_own_total(content, kind, spec)
    for only_named in (True, False):
        for line, figure, value in figures:
            if only_named != ("三公" in _path(figure)):
                continue
            item, column = _item_and_column(line.label, figure.column, kind, spec)
            if item == "total" and apart and not only_named:
                item = None  # 合计 is of more than the three, whose own total is blank
            row = items.setdefault(item, {"source_ref": figure.cell.ref or line.ref}) if item and column else None
            if row is not None and column and column not in row:
                row[column] = value
            else:
                left.append((line, figure))
    rows: list[Row] = [
        {"item": item, **items[item], "origin": "statement"} for item in _THREE_PUBLIC_ORDER if item in items
    ]
    return Published(rows, left)


def _has_own_total(content: TableContent, kind: str, spec: FormSpec) -> bool:
    """Whether a column is the total of the three by name (“三公”经费 / 小计), be it blank."""
    named = (column for column in content.columns if any("三公" in key(part) for part in column.path))
    return any(_item_and_column("", column, kind, spec)[0] == "total" for column in named)


def _item_and_column(name: str, of: Column, kind: str, spec: FormSpec) -> tuple[str | None, str | None]:
    parts = [key(part) for part in of.path]
    measure = spec.measure_of("/".join(parts), kind)
    names = [part for part in parts if not spec.measure_part.match(part)]
    header = "/".join(names)
    label = key(name)
    if _MEASURE_ROW.match(label):  # 陕西 prints 预算数, 决算数 and 上年数 as rows below the items
        measure, label = None if "上年" in label else spec.measure_of(label, kind), ""
    item: str | None = None
    if label:
        item = spec.three_public_item(unnumbered(label.split("/")[-1].strip()))
    if item is None and names:
        item = spec.three_public_item(header) or spec.three_public_item(_inner(names))
    return item, measure


def _inner(names: list[str]) -> str:
    """The innermost names that tell an item: 小计 means the name above it."""
    if names[-1] in ("小计", "合计") and len(names) > 1:
        return f"{names[-2]}/{names[-1]}"
    return names[-1]
