"""From the lines of a table to the rows of the published table of the same name."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.model import Row, State
from pipeline.normalize.money import in_wan
from pipeline.normalize.statements.lines import Figure, TableContent, TableLine
from pipeline.normalize.statements.regions import Region
from pipeline.spec.forms import FormSpec
from pipeline.text import key

_LEVELS = {3: 1, 5: 2, 7: 3}
_TWO_SIDED = ("income_expenditure_summary", "appropriation_summary")
_ECONOMIC = "general_budget_basic_expenditure"
_NUMBERING = re.compile(
    r"^(?:其中[:、]?)?(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]+[、.]|\d{1,2}[、.)])*"
)
_THREE_PUBLIC_ORDER = ("total", "overseas", "vehicle", "vehicle_purchase", "vehicle_operation", "reception")


def published_rows(region: Region, content: TableContent, kind: str, spec: FormSpec) -> list[Row]:
    """The rows that a table gives to the published table of its name; none for tables beyond the nine."""
    if region.name == "three_public":
        return _three_public(region, content, kind, spec)
    make = {
        **dict.fromkeys(_TWO_SIDED, _side_row),
        _ECONOMIC: _economic_row,
    }.get(region.name, _functional_row)
    if region.name not in spec.columns:
        return []
    rows: list[Row] = []
    for line in content.lines:
        row = _values(region, line, spec) if region.name != _ECONOMIC else _economic_values(region, line, spec)
        if not row and not line.code:
            continue
        row.update(make(line))
        row.update(line_no=len(rows) + 1, origin="statement", source_ref=line.ref)
        rows.append(row)
    return rows


def _values(region: Region, line: TableLine, spec: FormSpec) -> Row:
    row: Row = {}
    for figure in line.figures:
        rule = spec.rule_for(region.name, _path(figure), line.side)
        if rule is None or figure.amount.state is not State.VALUE or figure.amount.value is None:
            continue
        value = in_wan(figure.amount.value, region.unit or "万元")
        known = row.get(rule.column)
        if known is None:
            row[rule.column] = value
        elif rule.add and isinstance(known, Decimal):
            row[rule.column] = known + value
    return row


def _path(figure: Figure) -> str:
    return "/".join(key(part) for part in figure.column.path)


def _side_row(line: TableLine) -> Row:
    return {"side": line.side or "income", "item": line.label, "functional_code": line.code or None}


def _functional_row(line: TableLine) -> Row:
    return {"functional_code": line.code or None, "name": line.label or None, "level": _LEVELS.get(len(line.code), 0)}


def _economic_row(line: TableLine) -> Row:
    return {"economic_code": line.code or None, "name": line.label or None, "level": _LEVELS.get(len(line.code), 0)}


def _economic_values(region: Region, line: TableLine, spec: FormSpec) -> Row:
    """Amount and group: by the column (人员经费 | 公用经费), by the class of the code, or by the label of a total."""
    row: Row = {}
    group = _group_of(line, spec)
    for figure in line.figures:
        if figure.amount.state is not State.VALUE or figure.amount.value is None:
            continue
        by_column = spec.group_of(key(figure.column.path[-1])) if figure.column.path else None
        rule = spec.rule_for(region.name, _path(figure), None)
        value = in_wan(figure.amount.value, region.unit or "万元")
        if by_column:
            group = group or by_column
            row.setdefault("amount", value)
        elif rule and rule.column == "amount":
            row["amount"] = value
    if row:
        row["group"] = group
    return row


def _group_of(line: TableLine, spec: FormSpec) -> str | None:
    if line.code:
        return "operating" if line.code[:3] in spec.operating_classes else "personnel"
    return spec.group_of(key(line.label))


def _three_public(region: Region, content: TableContent, kind: str, spec: FormSpec) -> list[Row]:
    """Items from a wide table (one line, items in the header) or a tall one (items as labels)."""
    items: dict[str, Row] = {}
    # 合计 may include 会议费 and 培训费; the total of the three is the column that says so, where there is one.
    figures = [(line, figure) for line in content.lines for figure in line.figures]
    for only_named in (True, False):
        for line, figure in figures:
            if only_named != ("三公" in _path(figure)):
                continue
            if figure.amount.state is not State.VALUE or figure.amount.value is None:
                continue
            item, column = _item_and_column(line, figure, kind, spec)
            if item and column:
                row = items.setdefault(item, {"source_ref": figure.cell.ref or line.ref})
                row.setdefault(column, in_wan(figure.amount.value, region.unit or "万元"))
    return [{"item": item, **items[item], "origin": "statement"} for item in _THREE_PUBLIC_ORDER if item in items]


def _item_and_column(line: TableLine, figure: Figure, kind: str, spec: FormSpec) -> tuple[str | None, str | None]:
    parts = [key(part) for part in figure.column.path]
    measure = spec.measure_of("/".join(parts), kind)
    names = [part for part in parts if not spec.measure_part.match(part)]
    header = "/".join(names)
    label = key(line.label)
    item: str | None = None
    if label:
        item = spec.three_public_item(_NUMBERING.sub("", label.split("/")[-1].strip()))
    if item is None and names:
        item = spec.three_public_item(header) or spec.three_public_item(_inner(names))
    return item, measure


def _inner(names: list[str]) -> str:
    """The innermost names that tell an item: 小计 means the name above it."""
    if names[-1] in ("小计", "合计") and len(names) > 1:
        return f"{names[-2]}/{names[-1]}"
    return names[-1]
