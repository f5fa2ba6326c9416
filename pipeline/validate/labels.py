"""How a figure is called in a message: by its own words in the document, the line of its table, the column's title."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pipeline.model import Row
from pipeline.spec.checks import CELLS, NARRATIVE
from pipeline.spec.tables import table_specs
from pipeline.validate.quantity import Quantity

#: Columns that hold a line's printed name, per table; other tables have codes there, and the operand's title names them.
_NAMES: Mapping[str, tuple[str, ...]] = {
    NARRATIVE: ("subject",),
    "functional_expenditure": ("item_name", "subclass_name", "class_name"),
    "performance_indicator": ("level3",),
    "performance_project": ("name",),
    "income_expenditure_summary": ("item",),
    "appropriation_summary": ("item",),
    "income": ("name",),
    "expenditure": ("name",),
    "general_budget_expenditure": ("name",),
    "general_budget_basic_expenditure": ("name",),
    "government_fund": ("name",),
    "state_capital": ("name",),
}
#: What a figure of the narrative measures, where that is not plainly an amount or a count.
_MEASURES: Mapping[str, tuple[str, str]] = {
    "budget_initial": ("年初预算数", "initial budget"),
    "budget_adjusted": ("全年预算数", "adjusted budget"),
    "share": ("占比", "share"),
    "prior_change_amount": ("增减额", "change"),
    "prior_change_rate": ("增减率", "rate of change"),
    "completion_rate": ("完成率", "completion"),
    "variance_rate": ("差异率", "variance"),
}


def names(quantity: Quantity) -> tuple[str, str]:
    """What a figure is called, Chinese and English."""
    row = quantity.row
    name = line_name(quantity.table, row)
    if quantity.table == NARRATIVE:
        words = _MEASURES.get(str(row.get("measure")), ("", quantity.title_en or "amount"))
        return f"{name or quantity.title}{words[0]}", f"{words[1]} “{name}”" if name else words[1]
    title, title_en = name or quantity.title, f"“{name}”" if name else quantity.title_en
    if quantity.table == CELLS:
        cell = cell_name(row)
        return f"{quantity.title} {cell}".strip(), f"“{cell}” {quantity.title_en}".strip()
    if quantity.column is not None:
        column, column_en = column_titles(quantity.table)[quantity.column]
        title, title_en = f"{title} {column}", f"{column_en} of {title_en}"
    project = row.get("project_no")
    return (title, title_en) if project is None else (f"项目{project} {title}", f"project {project}, {title_en}")


def line_name(table: str, row: Row) -> str:
    """The printed name of a line, behind its code where it has one; empty when the table has no printed names."""
    name = next((str(row[column]) for column in _NAMES.get(table, ()) if row.get(column)), "")
    code = row.get("functional_code") or row.get("economic_code")
    return f"{code} {name}".strip() if code and table != "functional_expenditure" else name


def cell_name(row: Row) -> str:
    """A printed cell by the code and the words of its line; by its column where the line has no words."""
    line = f"{row.get('row_code') or ''} {row.get('row_label') or ''}".strip()
    return line or str(row.get("column") or "")


@lru_cache(maxsize=64)
def column_titles(table: str) -> dict[str, tuple[str, str]]:
    """The title of every column of a published table, Chinese and English."""
    return {field.name: (field.title, field.title_en) for field in table_specs()[table].fields}
