"""The hand-checked transcription of the reference disclosure as published tables, for tests of the checks.

Every table is built from the list of stated facts, so that one changed fact changes all tables as a misprint in the
source would.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from pipeline.model import Row, Value

Fact = dict[str, str]
TablesOf = dict[str, list[Row]]

_TITLES = {
    "一.二": ("第一部分/二", "机构设置及人员情况"),
    "二.一": ("第二部分/一", "收入支出决算总体情况说明"),
    "二.二": ("第二部分/二", "收入决算情况说明"),
    "二.三": ("第二部分/三", "支出决算情况说明"),
    "二.四": ("第二部分/四", "财政拨款收入支出决算总体情况说明"),
    "二.五.一": ("第二部分/五/(一)", "一般公共预算财政拨款支出决算总体情况"),
    "二.五.二": ("第二部分/五/(二)", "一般公共预算财政拨款支出决算结构情况"),
    "二.五.三": ("第二部分/五/(三)", "一般公共预算财政拨款支出决算具体情况"),
    "二.六": ("第二部分/六", "一般公共预算财政拨款基本支出决算情况说明"),
    "二.七": ("第二部分/七", "政府性基金预算财政拨款收入支出决算情况说明"),
    "二.九": ("第二部分/九", "财政拨款“三公”经费支出决算情况说明"),
    "二.十.一": ("第二部分/十/(一)", "机关运行经费及公用经费支出情况"),
    "二.十.二": ("第二部分/十/(二)", "政府采购情况"),
    "二.十.三": ("第二部分/十/(三)", "国有资产占用情况说明"),
    "二.十一": ("第二部分/十一", "预算绩效的情况说明"),
    "二.十二": ("第二部分/十二", "其他需说明的事项"),
}
_MEASURES = {"actual": "amount", "executed": "amount", "budget_annual": "budget_adjusted"}
_STAFF = {"实有人数": "total", "在职人员": "active", "离休人员": "retired_veteran", "退休人员": "retired"}
_THREE = {
    '"三公"经费支出': "total",
    "因公出国(境)费": "overseas",
    "公务用车购置及运行维护费": "vehicle",
    "公务用车购置费": "vehicle_purchase",
    "公务用车运行维护费": "vehicle_operation",
    "公务接待费": "reception",
}
_COUNTS = {
    ("因公出国(境)团组", "个"): ("overseas", "groups"),
    ("因公出国(境)", "人次"): ("overseas", "persons"),
    ("公务用车购置数", "辆"): ("vehicle_purchase", "vehicles_bought"),
    ("公务用车保有量", "辆"): ("vehicle_operation", "vehicles_kept"),
    ("国内公务接待", "批次"): ("reception", "receptions"),
    ("国内公务接待", "人次"): ("reception", "persons"),
}
_PROCUREMENT = {
    "政府采购支出总额": "total",
    "政府采购货物支出": "goods",
    "政府采购工程支出": "works",
    "政府采购服务支出": "services",
    "授予中小企业合同金额": "sme",
    "授予小微企业合同金额": "micro",
}
_ASSETS = {
    "房屋": "building",
    "车辆": "vehicle",
    "副部(省)级及以上领导用车": "vehicle_ministerial",
    "主要负责人用车": "vehicle_principal",
    "机要通信用车": "vehicle_confidential",
    "应急保障用车": "vehicle_emergency",
    "执法执勤用车": "vehicle_law_enforcement",
    "特种专业技术用车": "vehicle_special",
    "离退休干部服务用车": "vehicle_retired_cadre",
    "其他用车": "vehicle_other",
    "单价100万元(含)以上设备(不含车辆)": "equipment_over_1m",
}
_FORM_MONEY = {"budget_initial": "init", "budget_adjusted": "annual", "executed": "executed"}


def read_tsv(path: Path) -> list[Fact]:
    """Rows of a tab-separated file without quoting; the mark of an uncertain reading (``?``) is removed."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{k: (v or "").removesuffix("?") for k, v in row.items() if k} for row in rows]


class GoldDisclosure:
    """The facts of the transcription, which tests may change, and the tables that follow from them."""

    def __init__(self, folder: Path) -> None:
        self.facts = read_tsv(folder / "facts.tsv")
        self.items = read_tsv(folder / "functional_items.tsv")
        self.fund_items = read_tsv(folder / "gov_fund_items.tsv")
        self.projects = read_tsv(folder / "projects.tsv")
        self.indicators = read_tsv(folder / "indicators.tsv")
        self.units = read_tsv(folder / "units.tsv")

    def tables(self) -> TablesOf:
        """All published tables that the transcription fills."""
        figures = [self._figure(number, fact) for number, fact in enumerate(self.facts, 1)]
        return {
            "narrative_figure": figures,
            "staffing": _wide(
                self._in("一.二"), _STAFF, "category", {"count": "count", "prior_change_amount": "change"}
            ),
            "three_public": [
                {**row, "origin": "narrative"}
                for row in _wide(
                    self._in("二.九"),
                    _THREE,
                    "item",
                    {m: m for m in ("budget_adjusted", "amount", "share", "prior_change_amount", "prior_change_rate")},
                )
            ],
            "three_public_count": self._three_counts(),
            "procurement": _wide(self._in("二.十.二"), _PROCUREMENT, "item", {"amount": "amount", "share": "share"}),
            "state_asset": _wide(
                self._in("二.十.三"), _ASSETS, "item", {"count": "count", "area": "area_m2", "amount": "value"}
            ),
            "performance_summary": self._summary(),
            "functional_expenditure": self._functional(),
            "org_unit": [{"seq": int(u["seq"]), "name": u["unit"], "kind": "office"} for u in self.units],
            "performance_project": [self._project(p) for p in self.projects],
            "performance_funding": [row for p in self.projects for row in _funding(p)],
            "performance_indicator": self._indicators(),
        }

    def _in(self, section: str) -> list[Fact]:
        return [fact for fact in self.facts if _place(fact)[0] == section]

    def _path(self, fact: Fact) -> dict[str, str] | None:
        section, number = _place(fact)
        if section == "二.五.三":
            return self.items[int(number) - 1]
        return self.fund_items[0] if section == "二.七" and number else None

    def _figure(self, number: int, fact: Fact) -> Row:
        path, (section, title) = self._path(fact), _TITLES[_place(fact)[0]]
        subject = f"{path['lei']}>{path['kuan']}>{path['xiang']}" if path else fact["subject"]
        word = {"增加": "比上年增加", "减少": "比上年减少"}.get(fact["direction"], "")
        return {
            "seq": number,
            "section": section,
            "section_title": title,
            "subject": subject,
            "measure": _measure(fact),
            "value": Decimal(fact["value"]),
            "unit": fact["unit"],
            "base": None,
            "reason": fact["reason"] or None,
            "quote": f"{word}{fact['value'].lstrip('-')}{fact['unit']}",
            "source_ref": f"L{fact['src_line']}",
        }

    def _three_counts(self) -> list[Row]:
        keys = [(fact, _COUNTS.get((fact["subject"], fact["unit"]))) for fact in self._in("二.九")]
        return [
            {"item": key[0], "measure": key[1], "value": int(fact["value"]), "source_ref": f"L{fact['src_line']}"}
            for fact, key in keys
            if key
        ]

    def _summary(self) -> list[Row]:
        columns = {"count": "projects", "budget_adjusted": "budget_adjusted", "amount": "executed"}
        return [
            *_wide(self._in("二.十一"), {"预算绩效评价项目": "evaluated"}, "group", columns),
            *_wide(self._in("二.十二"), {"SM项目": "classified"}, "group", columns),
        ]

    def _functional(self) -> list[Row]:
        rows: dict[tuple[str, str], Row] = {}
        for fact in self.facts:
            section, number = _place(fact)
            if section not in ("二.五.二", "二.五.三", "二.七") or not number:
                continue
            path = self._path(fact) or {"lei": fact["subject"], "kuan": "", "xiang": ""}
            row = rows.setdefault(
                (section, number),
                {
                    "seq": len(rows) + 1,
                    "level": 3 if path["xiang"] else 1,
                    "class_name": path["lei"],
                    "subclass_name": path["kuan"] or None,
                    "item_name": path["xiang"] or None,
                    "fund": "government_fund" if section == "二.七" else "general_budget",
                    "source_ref": f"L{fact['src_line']}",
                },
            )
            row[_measure(fact)] = Decimal(fact["value"])
        return list(rows.values())

    def _project(self, project: Fact) -> Row:
        decimals = {
            "execution_rate": "rate",
            "execution_weight": "rate_weight",
            "execution_score": "score",
            "total_weight": "total_weight",
            "total_score": "total",
        }
        row: Row = {
            "project_no": int(project["seq"]),
            "name": project["project"],
            "source_ref": f"L{project['src_lines']}",
        }
        row.update({column: _decimal(project[name]) for column, name in decimals.items()})
        return row

    def _indicators(self) -> list[Row]:
        rows: list[Row] = []
        last: dict[str, int] = {}
        for fact in self.indicators:
            number = last[fact["project_seq"]] = last.get(fact["project_seq"], 0) + 1
            rows.append(
                {
                    "project_no": int(fact["project_seq"]),
                    "indicator_no": number,
                    "level3": fact["level3"],
                    "target_text": fact["target_text"],
                    "target_operator": fact["target_op"] or None,
                    "target_value": _decimal(fact["target_value"]),
                    "target_unit": fact["target_unit"] or None,
                    "actual_text": fact["actual_text"],
                    "actual_value": _decimal(fact["actual_value"]),
                    "actual_unit": fact["actual_unit"] or None,
                    "weight": _decimal(fact["weight"]),
                    "score": _decimal(fact["score"]),
                    "deviation_reason": fact["deviation_reason"] or None,
                    "attained": None,
                    "source_ref": f"L{fact['src_line']}",
                }
            )
        return rows


def _place(fact: Fact) -> tuple[str, str]:
    """The section of a fact and the number of its item in it (empty when it belongs to none)."""
    section = fact["section"]
    if section in _TITLES:
        return section, ""
    head, _, tail = section.rpartition(".")
    return head, tail if tail.isdigit() else ""


def _measure(fact: Fact) -> str:
    return _MEASURES.get(fact["measure"], fact["measure"])


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def _wide(facts: list[Fact], names: dict[str, str], key: str, columns: dict[str, str]) -> list[Row]:
    """One row per name, its first statement of every measure in the column of that measure."""
    rows: dict[str, Row] = {}
    for fact in facts:
        column = columns.get(_measure(fact))
        if fact["subject"] not in names or column is None:
            continue
        value: Value = Decimal(fact["value"])
        if column in ("count", "change", "projects"):
            value = int(fact["value"])
        row = rows.setdefault(
            names[fact["subject"]], {key: names[fact["subject"]], "source_ref": f"L{fact['src_line']}"}
        )
        row.setdefault(column, value)
    return list(rows.values())


def _funding(project: Fact) -> list[Row]:
    def line(fund: str, prefix: str) -> Row:
        names = (
            ("init", "annual", "executed") if not prefix else (f"{prefix}_init", f"{prefix}_annual", f"{prefix}_exec")
        )
        return {
            "project_no": int(project["seq"]),
            "fund": fund,
            "source_ref": f"L{project['src_lines']}",
            **{column: _decimal(project[name]) for column, name in zip(_FORM_MONEY, names, strict=True)},
        }

    return [line("total", ""), line("current_year", "fund_own"), line("other", "other")]
