"""Compares a package with a gold folder, field by field; used by the tests of the whole pipeline.

A gold field that ends in ``?`` is uncertain and never held against a package. Texts are compared without spaces, quotation
marks and the width of punctuation.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pipeline.spec.statements import statement_titles
from pipeline.text import key

Row = dict[str, str]
_MEASURES = {"actual": "amount", "executed": "amount", "budget_annual": "budget_adjusted"}
_GROUPS = {"人员经费": "personnel", "公用经费": "operating"}


def score_package(package: Path, gold: Path) -> list[str]:
    """Everything in which the package differs from the gold, in words; an empty list means that all is right."""
    problems: list[str] = []
    for compare in (_figures, _functional, _lists, _projects, _indicators):
        problems += compare(package, gold)
    return problems


def _gold(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        head, *rows = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [dict(zip(head, [*row, *[""] * (len(head) - len(row))], strict=True)) for row in rows]


def _table(package: Path, name: str) -> list[Row]:
    with (package / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "")).normalize() + 0 if text else None
    except InvalidOperation:
        return None


def _sure(value: str) -> bool:
    return not value.endswith("?")


def _differ(name: str, gold: Iterable[object], found: Iterable[object]) -> list[str]:
    want, have = Counter(gold), Counter(found)
    return [f"{name}: missing {item}" for item in (want - have).elements()] + [
        f"{name}: extra {item}" for item in (have - want).elements()
    ]


def _figures(package: Path, gold: Path) -> list[str]:
    facts = [row for row in _gold(gold / "facts.tsv") if _sure(row["value"])]
    found = _table(package, "narrative_figure")

    def figure(row: Row) -> tuple[str, Decimal | None, str]:
        return _MEASURES.get(row["measure"], row["measure"]), _number(row["value"]), key(row["unit"])

    problems = _differ("figure", map(figure, facts), map(figure, found))
    pool: dict[tuple[str, Decimal | None, str], list[str]] = {}
    for row in found:
        pool.setdefault(figure(row), []).append(key(row["subject"]).split(">")[-1])
    for row in facts:
        wanted = key(row["subject"]).split(">")[-1]
        subjects = pool.get(figure(row), [])
        match = next((s for s in subjects if s == wanted), None) or next(
            (s for s in subjects if s and (s in wanted or wanted in s)), None
        )
        if match is None:
            problems.append(f"subject: {row['subject']} of {figure(row)}, have {subjects}")
        else:
            subjects.remove(match)
    return problems


def _functional(package: Path, gold: Path) -> list[str]:
    rows = _table(package, "functional_expenditure")
    found = [row for row in rows if row["level"] == "3" and row["fund"] == "general_budget"]
    numbers = ("amount", "prior_change_amount", "prior_change_rate")
    want = [
        (key(r["lei"]), key(r["kuan"]), key(r["xiang"]), *(_number(r[n]) for n in numbers), key(r["reason"]))
        for r in _gold(gold / "functional_items.tsv")
    ]
    have = [
        (
            key(r["class_name"]),
            key(r["subclass_name"]),
            key(r["item_name"]),
            *(_number(r[n]) for n in numbers),
            key(r["reason"]),
        )
        for r in found
    ]
    return _differ("functional item", want, have) if want else []


def _lists(package: Path, gold: Path) -> list[str]:
    texts = _table(package, "text_item")
    offices = [key(r["name"]) for r in _table(package, "org_unit") if r["kind"] == "office"]
    economic = [(r["group"], key(r["name"])) for r in _table(package, "economic_item")]
    problems = []
    if units := _gold(gold / "units.tsv"):
        problems += _differ("office", (key(r.get("name") or r["unit"]) for r in units), offices)
    if items := _gold(gold / "econ_items.tsv"):
        problems += _differ(
            "economic item", ((_GROUPS.get(r["group"], r["group"]), key(r["item"])) for r in items), economic
        )
    if duties := _gold(gold / "duties.tsv"):
        problems += _differ(
            "duty", (key(r["text"]) for r in duties), (key(r["text"]) for r in texts if r["group"] == "duty")
        )
    if terms := _gold(gold / "glossary.tsv"):
        problems += _differ(
            "definition",
            ((key(r["term"]), key(r["definition"])) for r in terms),
            ((key(r["term"]), key(r["text"])) for r in texts if r["group"] == "glossary"),
        )
    return problems


def _projects(package: Path, gold: Path) -> list[str]:
    projects = {row["project_no"]: row for row in _table(package, "performance_project")}
    funds = {(row["project_no"], row["fund"]): row for row in _table(package, "performance_funding")}
    problems = []
    columns: list[tuple[str, str, Callable[[str], object]]] = [
        ("project", "name", key),
        ("main_dept", "competent_department", key),
        ("impl_unit", "implementing_unit", key),
        ("rate", "execution_rate", _number),
        ("score", "execution_score", _number),
        ("total", "total_score", _number),
    ]
    money = {
        "total": ("init", "annual", "executed"),
        "current_year": ("fund_own_init", "fund_own_annual", "fund_own_exec"),
        "other": ("other_init", "other_annual", "other_exec"),
    }
    for row in _gold(gold / "projects.tsv"):
        mine = projects.get(row["seq"], {})
        problems += [
            f"project {row['seq']} {have}: {mine.get(have)} for {row[want]}"
            for want, have, form in columns
            if row[want] and _sure(row[want]) and form(mine.get(have, "")) != form(row[want])
        ]
        for fund, names in money.items():
            line = funds.get((row["seq"], fund), {})
            problems += [
                f"project {row['seq']} {fund} {have}: {line.get(have)} for {row[want]}"
                for want, have in zip(names, ("budget_initial", "budget_adjusted", "executed"), strict=True)
                if row[want] and _sure(row[want]) and _number(line.get(have, "")) != _number(row[want])
            ]
    return problems


def _indicators(package: Path, gold: Path) -> list[str]:
    found: dict[str, list[Row]] = {}
    for row in _table(package, "performance_indicator"):
        found.setdefault(row["project_no"], []).append(row)
    want: dict[str, list[Row]] = {}
    for row in _gold(gold / "indicators.tsv"):
        want.setdefault(row["project_seq"], []).append(row)
    texts = (
        "level1",
        "level2",
        "level3",
        "target_unit",
        "actual_unit",
        "target_text",
        "actual_text",
        "deviation_reason",
    )
    renamed = {"target_op": "target_operator", "actual_op": "actual_operator"}
    numbers = ("target_value", "actual_value", "weight", "score")
    problems = []
    for project, rows in want.items():
        mine = found.get(project, [])
        if len(mine) != len(rows):
            problems.append(f"project {project}: {len(mine)} indicators for {len(rows)}")
        for number, (row, have) in enumerate(zip(rows, mine, strict=False), 1):
            for name in (*texts, *renamed):
                column = renamed.get(name, name)
                if _sure(row[name]) and key(have[column]) != key(row[name]):
                    problems.append(f"indicator {project}/{number} {column}: {have[column]} for {row[name]}")
            problems += [
                f"indicator {project}/{number} {name}: {have[name]} for {row[name]}"
                for name in numbers
                if _sure(row[name]) and _number(have[name]) != _number(row[name])
            ]
    return problems


def score_cells(package: Path, gold: Path) -> list[str]:
    """Every figure of the official tables against ``cells.tsv``: table, code or label, side, innermost header, value."""
    titles = statement_titles()

    def figure(statement: str | None, code: str, label: str, column: str, value: str) -> tuple[object, ...]:
        parts = [key(part) for part in column.split(" / ")]
        two_sided = statement in ("income_expenditure_summary", "appropriation_summary")
        side = next((s for s in ("支出", "收入") if len(parts) > 1 and s in parts[0]), "") if two_sided else ""
        return statement, code or key(label), side, parts[-1], _number(value)

    want = [
        figure(titles.name_of(r["table"]), r["row_code"], r["row_label"], r["column"], r["value"])
        for r in _gold(gold / "cells.tsv")
    ]
    have = [
        figure(r["statement"], r["row_code"], r["row_label"], r["column"], r["value"])
        for r in _table(package, "statement_cell")
    ]
    return _differ("cell", want, have)
