"""How official tables are read by their headers (``schemas/forms.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import SpecError
from pipeline.spec.outline import compile_pattern
from pipeline.spec.root import load_toml, only_keys
from pipeline.spec.statements import statement_titles

_FILE = "forms.toml"
_WHERE = f"schemas/{_FILE}"
_HEADER = (
    "word",
    "code",
    "label",
    "ignored",
    "index_label",
    "unit",
    "table_no",
    "unit_of_column",
    "unit_of_line",
    "count_column",
    "table_no_line",
    "table_no_end",
    "inner_title",
    "note",
    "department",
    "empty_note",
    "total_label",
    "item",
)

_BASIC = ("personnel", "operating")


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """A header path that fits ``path`` fills ``column`` of the published table; with ``add`` several add up to it.

    With ``prefer`` it fills it alone, where a table has such a column, whatever other rules fit.
    """

    statement: str
    column: str
    path: re.Pattern[str]
    side: str | None
    add: bool
    prefer: bool


@dataclass(frozen=True, slots=True, eq=False)
class FormSpec:
    """Header words, roles of columns, and the rules from header paths to published columns."""

    header: dict[str, re.Pattern[str]]
    least_amounts: int
    sides: dict[str, re.Pattern[str]]
    columns: dict[str, tuple[ColumnRule, ...]]
    measure_part: re.Pattern[str]
    measures: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]
    basic: dict[str, re.Pattern[str]]
    economic_names: re.Pattern[str]
    operating_classes: frozenset[str]
    three_public: tuple[tuple[str, re.Pattern[str]], ...]

    def rule_for(self, statement: str, path: str, side: str | None) -> ColumnRule | None:
        """The rule for a header path (parts joined by ``/``); None when no rule fits."""
        for rule in self.columns.get(statement, ()):
            if (rule.side is None or rule.side == side) and rule.path.search(path):
                return rule
        return None

    def group_of(self, text: str) -> str | None:
        """The group of basic expenditure (``personnel``, ``operating``) that a label or a column names."""
        return next((group for group, pattern in self.basic.items() if pattern.search(text)), None)

    def measure_of(self, path: str, kind: str) -> str | None:
        """The column of ``three_public`` that a header path names in a disclosure of ``kind``."""
        return next(
            (column for column, pattern, kinds in self.measures if kind in kinds and pattern.search(path)), None
        )

    def three_public_item(self, name: str) -> str | None:
        """The item of the three public expenses that a header path or a label names."""
        return next((item for item, pattern in self.three_public if pattern.search(name)), None)


@cache
def form_spec() -> FormSpec:
    """The forms as written in ``schemas/forms.toml``; SpecError when they are wrong."""
    data = load_toml(_FILE)
    only_keys(
        data,
        required=("header", "extra", "side", "column", "measure", "measure_rule", "basic", "three_public"),
        where=_WHERE,
    )
    only_keys(data["header"], required=_HEADER, where=f"{_WHERE} [header]")
    only_keys(data["extra"], required=("least_amounts",), where=f"{_WHERE} [extra]")
    only_keys(data["side"], required=("income", "expenditure"), where=f"{_WHERE} [side]")
    known = {statement.name for statement in statement_titles().statements}
    columns: dict[str, list[ColumnRule]] = {}
    for entry in data["column"]:
        columns.setdefault(entry.get("statement", ""), []).append(_rule(entry, known))
    only_keys(data["measure"], required=("part",), where=f"{_WHERE} [measure]")
    only_keys(data["basic"], required=(*_BASIC, "classes", "operating_classes"), where=f"{_WHERE} [basic]")
    for entry in data["measure_rule"]:
        only_keys(entry, required=("column", "path", "kinds"), where=f"{_WHERE} [[measure_rule]]")
    for entry in data["three_public"]:
        only_keys(entry, required=("item", "name"), where=f"{_WHERE} [[three_public]]")
    return FormSpec(
        header={name: compile_pattern(data["header"][name], _WHERE) for name in _HEADER},
        least_amounts=data["extra"]["least_amounts"],
        sides={side: compile_pattern(data["side"][side], _WHERE) for side in ("income", "expenditure")},
        columns={statement: tuple(rules) for statement, rules in columns.items()},
        measure_part=compile_pattern(data["measure"]["part"], _WHERE),
        measures=tuple(
            (e["column"], compile_pattern(e["path"], _WHERE), frozenset(e["kinds"])) for e in data["measure_rule"]
        ),
        basic={group: compile_pattern(data["basic"][group], _WHERE) for group in _BASIC},
        economic_names=compile_pattern(data["basic"]["classes"], _WHERE),
        operating_classes=frozenset(data["basic"]["operating_classes"]),
        three_public=tuple((e["item"], compile_pattern(e["name"], _WHERE)) for e in data["three_public"]),
    )


def _rule(entry: dict[str, Any], known: set[str]) -> ColumnRule:
    optional = ("side", "add", "prefer")
    only_keys(entry, required=("statement", "column", "path"), optional=optional, where=f"{_WHERE} [[column]]")
    if entry["statement"] not in known:
        raise SpecError(f"unknown statement {entry['statement']!r}", where=_WHERE, advice="see statements.toml")
    return ColumnRule(
        entry["statement"],
        entry["column"],
        compile_pattern(entry["path"], _WHERE),
        entry.get("side"),
        entry.get("add", False),
        entry.get("prefer", False),
    )
