"""Small makers of rows, tables and checks for tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.model import Row
from pipeline.spec.checks import Check, load_checks
from pipeline.spec.tables import table_specs
from pipeline.validate import Report, validate

TITLE = "收入支出决算总体情况说明"


def figure(subject: str, measure: str, value: str, unit: str = "万元", title: str = TITLE, **more: Any) -> Row:
    """One row of ``narrative_figure``."""
    return {
        "section": "第二部分/一",
        "section_title": title,
        "subject": subject,
        "measure": measure,
        "value": Decimal(value),
        "unit": unit,
        "base": None,
        "reason": None,
        "quote": None,
        **more,
    }


def narrative(*rows: Row) -> dict[str, list[Row]]:
    """The table ``narrative_figure``, numbered and with places."""
    numbered = [{"seq": n, "source_ref": f"L{n}", **row} for n, row in enumerate(rows, 1)]
    return {"narrative_figure": numbered}


def operand(name: str, **keys: Any) -> dict[str, Any]:
    """A TOML operand."""
    return {"name": name, "title": name, "title_en": name, **keys}


def check(kind: str, operands: list[dict[str, Any]], **keys: Any) -> Check:
    """One check over operands; its example is empty."""
    entry = {
        "id": "tested",
        "kind": kind,
        "title": "试",
        "title_en": "test",
        "severity": "error",
        "why": "w",
        "source": "s",
        "pass": "",
        "fail": {"row": 1, "value": "1"},
        **keys,
    }
    (loaded,) = load_checks({"schemas/checks/x.toml": {"operand": operands, "check": [entry]}}, table_specs())
    return loaded


def run(tested: Check, tables: dict[str, list[Row]]) -> Report:
    """The report of one check."""
    return validate(tables, only=(tested,))


def status(tested: Check, tables: dict[str, list[Row]]) -> tuple[int, int, int, dict[str, int]]:
    """Passed, rounding, failed, skipped by reason."""
    tally = run(tested, tables).tallies["tested"]
    return tally.passed, tally.rounding, tally.failed, dict(tally.skipped)
