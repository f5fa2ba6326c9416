"""Functional items (类/款/项) of the narrative: their table, and the lines of the fund tables they fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.model import Finding, Row
from pipeline.normalize.codes import functional_code
from pipeline.normalize.figure import Figure
from pipeline.normalize.money import in_wan
from pipeline.normalize.subjects import FunctionalPath
from pipeline.spec.fills import list_spec
from pipeline.text import key

_COLUMNS = {
    "amount": "amount",
    "budget_initial": "budget_initial",
    "budget_adjusted": "budget_adjusted",
    "share": "share",
    "completion_rate": "completion_rate",
    "prior_change_amount": "prior_change_amount",
    "prior_change_rate": "prior_change_rate",
}
#: Sections that speak of money from all sources; their classes are not those of one fund.
_ALL_SOURCES = frozenset({"total", "income", "expenditure", "appropriation"})
#: Sections that list the items of the fiscal appropriation of all funds together; that of the appropriation states its
#: classes in the total as well, and its items one by one.
_EVERY_FUND = frozenset({"compilation", "appropriation"})
_OF_ALL_FUNDS = _ALL_SOURCES - _EVERY_FUND
_FUNDS = {"government_fund": "government_fund", "state_capital": "state_capital"}
_FUND_TABLES = {
    "general_budget": "general_budget_expenditure",
    "government_fund": "government_fund",
    "state_capital": "state_capital",
}


@dataclass(slots=True)
class _Item:
    path: FunctionalPath
    fund: str
    row: Row = field(default_factory=dict)


def functional_rows(figures: Sequence[Figure], year: int, findings: list[Finding]) -> list[Row]:
    """Rows of ``functional_expenditure``: one for each paragraph that states figures of an item.

    A name that the code list of ``year`` does not have keeps a null code and gets a finding, one of other years a remark.
    """
    items: dict[tuple[int, str], _Item] = {}
    for figure in figures:
        column = _COLUMNS.get(figure.measure)
        if figure.path is None or column is None or figure.against_budget(year):
            continue
        if figure.section.kind in (_OF_ALL_FUNDS if figure.path.level > 1 else _ALL_SOURCES):
            continue
        fund = _fund(figure.section.kind, figure.path)
        item = items.setdefault((id(figure.paragraph), figure.path.label), _Item(figure.path, fund))
        item.row.setdefault(column, in_wan(figure.value, figure.unit))
        item.row.setdefault("source_ref", figure.ref)
        if figure.reason:
            item.row.setdefault("reason", figure.reason)
    return [_row(number, item, year, findings) for number, item in enumerate(items.values(), 1)]


def _fund(section_kind: str, path: FunctionalPath) -> str:
    """The fund that pays an item: that of its section, or as the item's name says where the section tells of all funds."""
    if section_kind in _FUNDS:
        return _FUNDS[section_kind]
    if section_kind in _EVERY_FUND:
        label = key(path.label)
        return next((f for f, name in list_spec().fund_by_name.items() if name.search(label)), "general_budget")
    return "general_budget"


def _row(number: int, item: _Item, year: int, findings: list[Finding]) -> Row:
    path = item.path
    match = functional_code(year, path.class_name, path.subclass_name, path.item_name)
    place = "functional_expenditure", str(number), str(item.row["source_ref"])
    remark = match.finding(*place) if match.code is None else match.former_name(*place)
    findings.extend([remark] if remark else [])
    return {
        "seq": number,
        "level": path.level,
        "functional_code": match.code,
        "class_name": path.class_name,
        "subclass_name": path.subclass_name,
        "item_name": path.item_name,
        "fund": item.fund,
        **item.row,
    }


def add_functional_lines(tables: dict[str, list[Row]], items: Sequence[Row]) -> None:
    """Append the items to the fund tables they belong to, a 类 before its 项, as far as the text states amounts."""
    for fund, table in _FUND_TABLES.items():
        rows = tables.setdefault(table, [])
        order = _by_class([item for item in items if item["fund"] == fund and item.get("amount") is not None])
        for item in order:
            rows.append(
                {
                    "line_no": len(rows) + 1,
                    "functional_code": item["functional_code"],
                    "name": item["item_name"] or item["subclass_name"] or item["class_name"],
                    "level": item["level"],
                    "total": item["amount"],
                    "origin": "narrative",
                    "source_ref": item["source_ref"],
                }
            )


def _by_class(items: Sequence[Row]) -> list[Row]:
    """Items under their class, classes in the order of the text; an item stated twice with one amount counts once."""
    classes: dict[object, list[Row]] = {}
    seen: set[tuple[object, ...]] = set()
    for item in items:
        identity = (item["class_name"], item["subclass_name"], item["item_name"], _plain(item["amount"]))
        if identity not in seen:
            seen.add(identity)
            classes.setdefault(item["class_name"], []).append(item)
    return [item for members in classes.values() for item in sorted(members, key=_is_lower)]


def _is_lower(item: Row) -> bool:
    return item["level"] != 1


def _plain(amount: object) -> object:
    return amount.normalize() if isinstance(amount, Decimal) else amount
