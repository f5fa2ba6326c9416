"""The transcription of a disclosure with its official tables, as published tables, for tests of the checks."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from pipeline.model import Row
from tests.validate.gold import Fact, TablesOf, read_tsv

_CODED = {
    "收入决算表": ("income", {"本年收入合计": "total", "财政拨款收入": "appropriation"}),
    "支出决算表": ("expenditure", {"本年支出合计": "total", "基本支出": "basic", "项目支出": "project"}),
    "一般公共预算财政拨款支出决算表": (
        "general_budget_expenditure",
        {"合计": "total", "基本支出": "basic", "项目支出": "project"},
    ),
}
_TWO_SIDED = {
    "收入支出决算总表": ("income_expenditure_summary", {"收入 / 决算数": "amount", "支出 / 决算数": "amount"}),
    "财政拨款收入支出决算总表": (
        "appropriation_summary",
        {"收入 / 决算数": "total", "支出 / 合计": "total", "支出 / 一般公共预算财政拨款": "general_budget"},
    ),
}
_THREE = {
    "合计": "total",
    "因公出国（境）费": "overseas",
    "小计": "vehicle",
    "公务用车购置费": "vehicle_purchase",
    "公务用车运行维护费": "vehicle_operation",
    "公务接待费": "reception",
}
_BASIC = "一般公共预算财政拨款基本支出决算表"
_OPERATING = ("302", "307", "309", "310", "311", "312", "313", "399")
_HEADING = re.compile(r"^(?P<mark>[一二三四五六七八九十]+|（[一二三四五六七八九十]+）)、?(?P<title>.+)$")


class OfficialDisclosure:
    """The cells and facts of the transcription, which tests may change, and the tables that follow from them."""

    def __init__(self, folder: Path) -> None:
        self.cells = read_tsv(folder / "cells.tsv")
        self.facts = read_tsv(folder / "facts.tsv")

    def tables(self) -> TablesOf:
        """The official tables and the narrative."""
        tables: TablesOf = {"narrative_figure": self._narrative(), "three_public": self._three_public()}
        for title, (name, columns) in _CODED.items():
            tables[name] = self._coded(title, columns)
        codes = {str(row["name"]): row["functional_code"] for row in tables["expenditure"] if row["level"] == 1}
        for title, (name, columns) in _TWO_SIDED.items():
            tables[name] = self._two_sided(title, columns)
            for row in tables[name]:
                row["functional_code"] = codes.get(str(row["item"]).partition("、")[2])
        tables["general_budget_basic_expenditure"] = self._basic()
        return tables

    def _of(self, title: str) -> list[Fact]:
        return [cell for cell in self.cells if cell["table"] == title]

    def _coded(self, title: str, columns: dict[str, str]) -> list[Row]:
        rows: dict[str, Row] = {}
        for cell in self._of(title):
            code = cell["row_code"]
            row = rows.setdefault(
                code,
                {
                    "line_no": len(rows) + 1,
                    "functional_code": code or None,
                    "name": cell["row_label"],
                    "level": {0: 0, 3: 1, 5: 2, 7: 3}[len(code)],
                    "origin": "statement",
                    "source_ref": f"p{cell['page']}",
                },
            )
            row[columns[cell["column"]]] = Decimal(cell["value"])
        return list(rows.values())

    def _two_sided(self, title: str, columns: dict[str, str]) -> list[Row]:
        rows: dict[tuple[str, str], Row] = {}
        for cell in self._of(title):
            side = "income" if cell["column"].startswith("收入") else "expenditure"
            row = rows.setdefault(
                (side, cell["row_label"]),
                {
                    "side": side,
                    "line_no": len(rows) + 1,
                    "item": cell["row_label"],
                    "origin": "statement",
                    "source_ref": f"p{cell['page']}",
                },
            )
            row[columns[cell["column"]]] = Decimal(cell["value"])
        return list(rows.values())

    def _basic(self) -> list[Row]:
        rows: list[Row] = []
        for cell in self._of(_BASIC):
            code, name = cell["row_code"], cell["row_label"]
            operating = code.startswith(_OPERATING) or name.startswith("公用")
            rows.append(
                {
                    "line_no": len(rows) + 1,
                    "economic_code": code or None,
                    "name": name,
                    "level": {0: 0, 3: 1, 5: 2}[len(code)],
                    "group": "operating" if operating else "personnel",
                    "amount": Decimal(cell["value"]),
                    "origin": "statement",
                    "source_ref": f"p{cell['page']}",
                }
            )
        return rows

    def _three_public(self) -> list[Row]:
        rows: dict[str, Row] = {}
        for cell in self._of("财政拨款“三公”经费支出决算表"):
            *_, name, measure = cell["column"].split(" / ")
            item = _THREE[name]
            row = rows.setdefault(item, {"item": item, "origin": "statement", "source_ref": f"p{cell['page']}"})
            row["amount" if measure == "决算数" else "budget_initial"] = Decimal(cell["value"])
        return list(rows.values())

    def _narrative(self) -> list[Row]:
        rows: list[Row] = []
        for fact in self.facts:
            headings = [_HEADING.match(part) for part in fact["section"].split(" / ")]
            marks = "/".join(heading["mark"] for heading in headings if heading)
            last = headings[-1]
            rows.append(
                {
                    "seq": len(rows) + 1,
                    "section": f"第三部分/{marks}",
                    "section_title": last["title"] if last else "",
                    "subject": fact["subject"],
                    "measure": {"actual": "amount"}.get(fact["measure"], fact["measure"]),
                    "value": Decimal(fact["value"]),
                    "unit": fact["unit"],
                    "base": None,
                    "reason": "见原文",
                    "quote": fact["printed"],
                    "source_ref": f"p{fact['page']}",
                }
            )
        return rows
