"""The head of a form: its parties, its money lines, its rate and score, its goals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from pipeline.model import Amount, State, parse_amount
from pipeline.normalize.scorecards.forms import Form, names
from pipeline.normalize.scorecards.pieces import Joined, join_pieces
from pipeline.normalize.scorecards.row import FormRow
from pipeline.spec.scorecard import ScorecardSpec
from pipeline.text import compact, key

_APPROPRIATION, _OTHER = "current_year", "other"
_COLUMNS = ("budget_initial", "budget_adjusted", "executed")
_UNIT = re.compile(r"\((?:金额)?(?:单位:)?(万元|元)\)|(?:金额)?单位:(万元|元)")
_POINTS = re.compile(r"^得分\((\d{1,3})分")
_USUAL_UNIT = "万元"
_KINDS = ("nature", "category", "beside")


@dataclass(slots=True)
class FundLine:
    """A money line: its fund, its three amounts as printed, whether its label had to be recognised from a fragment."""

    fund: str
    amounts: dict[str, Amount]
    label: str
    label_clear: bool
    ref: str


@dataclass(slots=True)
class MoneyBlock:
    """All money lines, and weight, execution rate and score, which stand on the line of the total.

    ``unread`` are lines of a fund that another line has: which of them it is can't be told.
    """

    lines: list[FundLine]
    weight: Decimal | None
    rate: Decimal | None
    score: Decimal | None
    unread: list[FundLine] = field(default_factory=list)


def read_money(form: Form, spec: ScorecardSpec) -> MoneyBlock:
    """The money lines of a form, by the columns of their header."""
    heads = _columns(form.money_header, spec)
    block = MoneyBlock([], None, None, None)
    position = 0
    for row in form.money:
        columns = {
            name: row.below(form.money_header, place) if form.money_header else place for name, place in heads.items()
        }
        found = _fund(row, columns, position, spec)
        if not found:
            continue
        fund, label, clear = found
        position = [name for name, _ in spec.funds].index(fund) + 1
        cells = {name: _amount(row, columns.get(name)) for name in _COLUMNS}
        known = next((line for line in block.lines if line.fund == fund), None)
        # 其他资金 behind its kinds is a further one; above them it is their sum
        kind_of_other = clear and fund == _OTHER and known is not None and known.label in spec.declared["year_part"]
        if known and (spec.appropriation_part.match(label) or kind_of_other):
            known.amounts = {name: added(known.amounts[name], cells[name]) for name in _COLUMNS}
            continue
        if known:
            block.unread.append(FundLine(fund, cells, label, clear, row.ref))
            continue
        block.lines.append(FundLine(fund, cells, label, clear, row.ref))
        if fund == "total":
            block.weight = _value(row, columns["weight"]) if "weight" in columns else _points(form.money_header)
            block.rate = _value(row, columns.get("rate"))
            block.score = _value(row, columns.get("score"))
    return block


def _points(header: FormRow | None) -> Decimal | None:
    """The weight of the execution where it stands in the head of its score: 得分(20分*执行率)."""
    found = (_POINTS.search(cell) for cell in header.keys) if header else ()
    return next((Decimal(match[1]) for match in found if match), None)


def unit_of_money(form: Form, above: str | None) -> str:
    """In what the money of a form is printed: as its own labels say, else as the line ``above`` its grid says, else 万元."""
    rows = [*form.name, *form.parties, *([form.money_header] if form.money_header else []), *form.money]
    found = (_UNIT.search(key(cell)) for row in rows for cell in row.cells)
    own = next((match[1] or match[2] for match in found if match), None)
    return own or above or _USUAL_UNIT


def added(one: Amount, other: Amount) -> Amount:
    """Two amounts of one fund; what is no amount adds nothing."""
    if other.value is None:
        return one
    return Amount(State.VALUE, f"{one.raw} + {other.raw}", (one.value or Decimal(0)) + other.value)


def _columns(header: FormRow | None, spec: ScorecardSpec) -> dict[str, int]:
    """Where the columns of money stand: by their labels, else by what a page leaves of one."""
    keys = header.keys if header else ()
    whole = {
        name: next((n for n, cell in enumerate(keys) if cell in labels), None) for name, labels in spec.money.items()
    }
    taken = set(whole.values())
    columns: dict[str, int] = {}
    for name, labels in spec.money.items():
        cut = (n for n, cell in enumerate(keys) if n not in taken and names(cell, labels))
        place = whole[name] if whole[name] is not None else next(cut, None)
        if place is not None:
            columns[name] = place
    return columns


def _amount(row: FormRow, column: int | None) -> Amount:
    return parse_amount(row.cells[column] if column is not None and column < len(row.cells) else "")


def _value(row: FormRow, column: int | None) -> Decimal | None:
    amount = _amount(row, column)
    return amount.value if amount.state is State.VALUE else None


def _fund(row: FormRow, columns: dict[str, int], position: int, spec: ScorecardSpec) -> tuple[str, str, bool] | None:
    """Which fund a line is of: by its label, else by the most similar label of the funds still to come."""
    end = min([len(row.cells), *(columns[name] for name in _COLUMNS if name in columns)])
    cells = [key(cell) for cell in row.cells[:end]]
    cells = [cell for cell in cells if cell and cell not in spec.labels["margin"]]
    if not cells:
        return None
    label = "".join(cells)
    if spec.appropriation_part.match(label) or spec.appropriation_part.match(cells[-1]):
        return _APPROPRIATION, cells[-1], True
    if cells[-1] in spec.declared["year_part"]:
        return _OTHER, cells[-1], True
    for fund, labels in spec.funds:
        if label in labels or cells[-1] in labels:
            return fund, label, label in labels
    best = max(
        (
            (_likeness(label, name), -index, fund)
            for index, (fund, labels) in enumerate(spec.funds)
            if index >= position
            for name in labels
        ),
        default=(0.0, 0, ""),
    )
    return (best[2], label, False) if best[0] >= 0.5 else None


@lru_cache(maxsize=4096)
def _likeness(label: str, name: str) -> float:
    """Share of characters that two labels have in common, in order (a cut label has lost or gained a few)."""
    lengths = [0] * (len(name) + 1)
    for character in label:
        previous = 0
        for index, other in enumerate(name, 1):
            kept = lengths[index]
            lengths[index] = previous + 1 if character == other else max(lengths[index], lengths[index - 1])
            previous = kept
    return 2 * lengths[-1] / (len(label) + len(name))


def read_name(form: Form, spec: ScorecardSpec) -> Joined:
    """The project's name: all cells of its row behind the label; rows below it that have labels of their own are none of it."""
    row = form.name[0]
    start = next(i for i, cell in enumerate(row.keys) if cell in spec.labels["project"])
    labels = frozenset().union(*(spec.declared[name] for name in _KINDS))
    more = [below for below in form.name[1:] if labels.isdisjoint(below.keys)]
    stop = next((n for n, cell in enumerate(row.keys) if n > start and cell in labels), len(row.cells))
    return join_pieces([*row.cells[start + 1 : stop], *(cell for below in more for cell in below.cells)], spec)


def read_kinds(form: Form, spec: ScorecardSpec) -> dict[str, str]:
    """The project's ``nature`` and ``category`` as printed behind their labels, where the form states them (Hubei)."""
    found: dict[str, list[str]] = {}
    for row in form.name:
        name = ""
        for cell, label in zip(row.cells, row.keys, strict=True):
            named = next((kind for kind in _KINDS if label in spec.declared[kind]), "")
            if named or label in spec.labels["project"]:
                name = named if named not in found else ""  # 项目属性 and 项目类型: the first counts
                found.setdefault(named, [])
            elif name:
                found[name].append(cell)
    return {name: compact("".join(pieces)) for name, pieces in found.items() if name and any(map(str.strip, pieces))}


def read_parties(form: Form, spec: ScorecardSpec) -> tuple[Joined, Joined]:
    """Competent department and implementing unit: the cells behind each label, up to the next."""
    department: list[str] = []
    unit: list[str] = []
    for row in form.parties:
        into: list[str] | None = None
        for cell, name in zip(row.cells, row.keys, strict=True):
            if name in spec.labels["department"]:
                into = department
            elif name in spec.labels["unit"]:
                into = unit
            elif name in spec.declared["beside"]:
                into = None
            elif into is not None:
                into.append(cell)
    return join_pieces(department, spec), join_pieces(_trim(unit), spec)


def _trim(cells: list[str]) -> list[str]:
    """Blank cells in front of a value are the rest of its label's merged cell."""
    while cells and not cells[0].strip():
        cells = cells[1:]
    return cells


def _is_goal_label(cell: str, labels: tuple[str, ...]) -> bool:
    """A label of a goal, or two in one cell; a goal itself may begin with the same words (年度目标完成情况良好,…)."""
    longest = max((len(label) for label in labels if cell.startswith(label)), default=0)
    return longest > 0 and len(cell) <= longest + max(map(len, labels))


def read_goals(form: Form, spec: ScorecardSpec) -> tuple[list[str], list[str]]:
    """The pieces of the expected and of the actual goal, split at the column where 实际完成情况 stands.

    A goal that was changed during the year (全年(调整)绩效目标) goes before the first one, where it is printed.
    """
    goal_labels = tuple(spec.labels["goal_expected"] | spec.labels["goal_actual"])
    header = next((row for row in form.goals if any(c in spec.labels["goal_actual"] for c in row.keys)), None)
    split = next((i for i, c in enumerate(header.keys) if c in spec.labels["goal_actual"]), None) if header else None
    changed = (
        next((i for i, c in enumerate(header.keys) if c in spec.labels["goal_adjusted"]), None) if header else None
    )
    expected: list[str] = []
    adjusted: list[str] = []
    actual: list[str] = []
    for row in form.goals:
        if any(_is_goal_label(cell, goal_labels) or spec.aside.search(cell) for cell in row.keys):
            continue
        texts = [
            (place, cell)
            for place, (cell, name) in enumerate(zip(row.cells, row.keys, strict=True))
            if cell.strip() and name not in spec.labels["margin"]
        ]
        for number, (place, cell) in enumerate(texts):
            second = number == 1 if len(texts) == 2 and changed is None else split is not None and place >= split
            first = adjusted if changed is not None and place >= changed else expected
            (actual if second else first).append(cell)
    return adjusted or expected, actual
