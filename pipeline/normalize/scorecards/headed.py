"""The indicator rows of a form by the columns of their header.

So are read the forms that declare targets, and self-evaluations whose weight and score do not stand side by side behind the
result: without a column of weights (Hubei), whose points stand behind the names (群众满意度(10分)), or with other numbers
between them (Chongqing: 得分系数).
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.model import State, parse_amount
from pipeline.normalize.scorecards.forms import Form
from pipeline.normalize.scorecards.raw import RawIndicator
from pipeline.normalize.scorecards.row import FormRow
from pipeline.spec.scorecard import ScorecardSpec
from pipeline.text import compact, fold, key

#: An indicator has a longer name.
_WORD = 3
_POINTS = re.compile(r"\((\d{1,3}(?:\.\d{1,2})?)分\)$")
_TEXTS = ("actual", "deviation")


def read_headed(form: Form, spec: ScorecardSpec) -> list[RawIndicator]:
    """The indicators of a form in order; a merged 一级 or 二级 cell holds for the rows it spans."""
    header = form.indicator_header
    if header is None:
        return []
    heads = {
        name: place
        for name, labels in _columns(spec).items()
        for place, cell in enumerate(header.keys)
        if cell in labels
    }
    found: list[RawIndicator] = []
    level1 = level2 = ""
    part = header.part
    for row in form.indicators:
        cells = {name: compact(_cell(row, row.below(header, place))) for name, place in heads.items()}
        if sum(key(text) in _columns(spec)[name] for name, text in cells.items()) >= 2:
            continue  # the header again, on a further page
        first_of_page, part = row.part != part, row.part
        if cells.get("level1"):
            level1, level2 = cells["level1"], ""
        level2 = cells.get("level2") or level2
        name = cells.get("level3", "")
        direction = cells.get("direction", "")
        direction = direction if fold(direction) in spec.operators else ""  # 定性, 正向 are no comparison
        number = cells.get("adjusted") or cells.get("target", "")
        measure = cells.get("measure", "")
        target = direction + number + measure
        labelled = cells.get("level1") or cells.get("level2")
        if first_of_page and found and not labelled and (not name or _is_rest(name, target)):
            found[-1].name += name  # a page cut the cells of the row above
            found[-1].target += target
            for text in _TEXTS:
                setattr(found[-1], text, getattr(found[-1], text) + cells.get(text, ""))
        elif name or _value(cells.get("weight", "")) is not None:
            points = _POINTS.search(fold(name))
            weight = _value(cells.get("weight", "")) or (Decimal(points[1]) if points else None)
            score = _value(cells.get("score", ""))
            actual, deviation = (cells.get(text, "") for text in _TEXTS)
            actual += measure if _value(actual) is not None and "%" not in fold(actual) else ""
            found.append(RawIndicator(level1, level2, name, target, actual, deviation, weight, score, row.ref))
    return found


def _columns(spec: ScorecardSpec) -> dict[str, frozenset[str]]:
    return {**spec.indicator, **{name: spec.declared[name] for name in ("direction", "measure", "adjusted")}}


def _is_rest(name: str, target: str) -> bool:
    """Whether what stands at the top of a page is the end of a name (意度): hardly a word, and no target of its own."""
    return len(name) <= _WORD and not any(character.isdigit() for character in target)


def _cell(row: FormRow, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _value(text: str) -> Decimal | None:
    amount = parse_amount(text)
    return amount.value if amount.state is State.VALUE else None
