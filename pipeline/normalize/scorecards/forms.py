"""Finding the forms in a document's grids, and the parts of a form.

A form begins at the row 项目名称 and goes on, over page breaks (new grids), to its 总分 or to the next form; one that only
declares targets ends where a page has nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.model import Cell, Grid
from pipeline.normalize.scorecards.row import FormRow
from pipeline.spec.scorecard import ScorecardSpec

#: What a page leaves of a label has so many characters; so many labels make a header, also of such ones.
_CUT, _MOST_LABELS = 3, 4
#: Sides of one column on two pages are so near each other, in points.
_ALIGNED = 2.0
#: A longer text is no label.
_LABEL = 14


@dataclass(slots=True)
class Form:
    """The rows of one form, sorted by what they are."""

    name: list[FormRow] = field(default_factory=list)
    parties: list[FormRow] = field(default_factory=list)
    money_header: FormRow | None = None
    money: list[FormRow] = field(default_factory=list)
    goals: list[FormRow] = field(default_factory=list)
    indicator_header: FormRow | None = None
    indicators: list[FormRow] = field(default_factory=list)
    total: FormRow | None = None
    rows: list[FormRow] = field(default_factory=list)
    #: A 绩效目标表: what is to be reached, without results, scores and money that was spent.
    declares: bool = False
    #: The unit of money that a line above the form states.
    unit_above: str | None = None

    @property
    def ref(self) -> str:
        return self.name[0].ref

    def goes_on(self, rows: Sequence[FormRow], spec: ScorecardSpec) -> bool:
        """Whether the rows of a further page belong to this form. A 绩效目标表 has no 总分 that ends it.

        They do where they begin with the header of the indicators or stand in its columns, without labels of another form.
        """
        header = self.indicator_header
        if header is None or not rows or not self.declares:
            return True
        body = rows[1:] if _heads_indicators(rows[0].keys, spec) else rows
        others = frozenset().union(*spec.declared.values())
        if any(_heads_indicators(row.keys, spec) or not others.isdisjoint(row.keys) for row in body):
            return False
        lefts = [side[0] for row in (header, *self.indicators) for side in row.sides if side]
        own = [side[0] for row in body for side in row.sides if side]
        if lefts and own:
            return all(any(abs(left - other) < _ALIGNED for other in lefts) for left in own)
        return all(len(row.cells) <= len(header.cells) and self._in_columns(row, spec) for row in body)

    def _in_columns(self, row: FormRow, spec: ScorecardSpec) -> bool:
        """Whether a row without geometry has an indicator in the columns of the header: known categories or none, and a name."""
        levels = {level for pair in spec.categories for level in pair}
        heads = self.indicator_header.keys if self.indicator_header else ()
        named = False
        for head, cell in zip(heads, row.keys, strict=False):
            if cell and cell not in levels and head in spec.indicator["level1"] | spec.indicator["level2"]:
                return False
            named = named or bool(cell and head in spec.indicator["level3"])
        return named


def _heads_indicators(keys: Sequence[str], spec: ScorecardSpec) -> bool:
    """Is a row the header of the indicators: 三级指标 and another of its columns?"""
    columns = spec.indicator.values()
    return not spec.indicator["level3"].isdisjoint(keys) and sum(not labels.isdisjoint(keys) for labels in columns) >= 2


def find_forms(grids: Iterable[Grid], spec: ScorecardSpec) -> list[Form]:
    """All forms of a document, in order; rows outside of forms are left alone."""
    forms: list[Form] = []
    sorter: _Sorter | None = None
    parts = [_rows(grid.rows, part) for part, grid in enumerate(grids)]
    for part, rows in enumerate(parts):
        following = parts[part + 1][:1] if part + 1 < len(parts) else []
        begins = [
            number
            for number, row in enumerate(rows)
            if _begins(rows[number : number + 4], spec) or (row is rows[-1] and _is_cut_off(row, following, spec))
        ]
        for start, stop in pairwise(sorted({0, *begins, len(rows)})):
            if start in begins:
                sorter = _Sorter(spec)
                forms.append(sorter.form)
            elif sorter and not sorter.form.goes_on(rows[start:stop], spec):
                continue  # another table; the form may go on behind it
            if sorter:
                for row in own_columns(rows[start:stop]):
                    sorter.add(row)
    return forms


def own_columns(rows: Sequence[FormRow]) -> list[FormRow]:
    """Rows of one form without the columns that only another form on the same grid has: forms may touch, and share rulings."""
    width = max((len(row.cells) for row in rows), default=0)
    kept = [n for n in range(width) if any(n < len(row.begins) and row.begins[n] for row in rows)]
    if len(kept) == width:
        return list(rows)
    return [
        FormRow(
            tuple(row.cells[n] for n in kept if n < len(row.cells)),
            row.ref,
            row.part,
            tuple(row.sides[n] for n in kept if n < len(row.sides)),
            tuple(row.begins[n] for n in kept if n < len(row.begins)),
        )
        for row in rows
    ]


def _begins(rows: Sequence[FormRow], spec: ScorecardSpec) -> bool:
    """Whether a form begins here: 项目名称, and 主管部门 or 实施单位 on the same or one of the next rows.

    项目名称 alone also heads the columns of other tables.
    """
    if spec.labels["project"].isdisjoint(rows[0].keys) or _heads_list(rows[0], spec):
        return False
    parties = spec.labels["department"] | spec.labels["unit"]
    if any(not parties.isdisjoint(row.keys) for row in rows):
        return True
    # 预算单位 also heads the columns of lists of projects: there no name stands behind 项目名称.
    texts = [cell for cell in rows[0].keys if cell]
    labels = frozenset().union(*spec.declared.values())
    if len(texts) < 2 or texts[0] not in spec.labels["project"] or texts[1] in labels:
        return False
    parties = spec.declared["department"] | spec.declared["unit"]
    return any(not parties.isdisjoint(row.keys) for row in rows[1:])


def _heads_list(row: FormRow, spec: ScorecardSpec) -> bool:
    """Whether 项目名称 is one of several heads of columns: no name stands behind it, and figures have heads as well."""
    texts = [cell for cell in row.keys if cell]
    labels = spec.labels["department"] | spec.labels["unit"]
    if texts[0] in spec.labels["project"] and len(texts) > 1 and texts[1] not in labels:
        return False
    return any(spec.list_head.match(cell) for cell in texts)


def names(cell: str, labels: frozenset[str]) -> bool:
    """Whether a cell has one of the labels of a column, with a remark in brackets (得分(20分*执行率)), or what a page leaves of one."""
    return (
        cell.partition("(")[0] in labels
        or cell in labels
        or (len(cell) >= _CUT and any(label.startswith(cell) for label in labels))
    )


def _is_cut_off(row: FormRow, following: Sequence[FormRow], spec: ScorecardSpec) -> bool:
    """Whether a form begins with the last row of a page: 项目名称 and the name alone, and 主管部门 on the next page."""
    texts = [text for text in row.keys if text]
    return 0 < len(texts) <= 2 and texts[0] in spec.labels["project"] and _begins([row, *following], spec)


def grids_of_forms(grids: Sequence[Grid], spec: ScorecardSpec) -> set[int]:
    """Which of the grids (by index) hold rows of a form; a form goes on over page breaks to its 总分."""
    parts: set[int] = set()
    for form in find_forms(grids, spec):
        parts.update(row.part for row in form.rows)
    return parts


def without_form(grids: Sequence[Grid], forms: Sequence[Form], spec: ScorecardSpec) -> list[FormRow]:
    """The headers of indicators that stand in grids of no form: 部门整体支出绩效目标表, or a form whose head was not known."""
    taken = {row.part for form in forms for row in form.rows}
    rows = [row for part, grid in enumerate(grids) if part not in taken for row in _rows(grid.rows, part)]
    return [row for row in rows if _heads_indicators(row.keys, spec)]


def _rows(rows: Iterable[Sequence[Cell | None]], part: int) -> list[FormRow]:
    """The rows of a grid that are not blank."""
    return [
        FormRow(
            tuple(cell.text if cell else "" for cell in cells),
            next(cell.ref for cell in cells if cell),
            part,
            tuple((cell.box.x0, cell.box.x1) if cell and cell.box else None for cell in cells),
            tuple(cell is not None for cell in cells),
        )
        for cells in rows
        if any(cell and cell.text.strip() for cell in cells)
    ]


class _Sorter:
    """Puts the rows of one form where they belong, in the order of the form."""

    def __init__(self, spec: ScorecardSpec) -> None:
        self.spec = spec
        self.form = Form()
        self._place = self.form.name
        self._upper: FormRow | None = None  # the upper row of a header of indicators in two rows

    def add(self, row: FormRow) -> None:
        form, keys = self.form, row.keys
        labels, money, indicator = self.spec.labels, self.spec.money, self.spec.indicator
        if form.total:
            return  # notes below a finished form belong to no part of it
        if form.declares:
            self._declared(row)
            return
        form.rows.append(row)
        if self._any(keys, labels["department"] | labels["unit"]) and not form.money_header:
            form.parties.append(row)
        elif not form.money_header and (self._any(keys, money["budget_adjusted"]) or self._heads_money(keys)):
            form.money_header, self._place = row, form.money
        elif not form.indicator_header and self._count(keys, indicator) >= 2 and indicator["level3"].isdisjoint(keys):
            self._upper = row
        elif not form.indicator_header and (
            self._any(keys, indicator["level3"]) and (self._upper or self._count(keys, indicator) >= 2)
        ):
            row = row.under(self._upper) if self._upper else row
            form.indicator_header = row
            form.declares = not form.money_header and not any(map(self._evaluates, form.rows))
            self._leftover(row)
            self._place = form.indicators
        elif not form.indicators and self._any(keys, labels["goal_expected"] | labels["goal_actual"]):
            self._place = form.goals
            form.goals.append(row)
        elif form.indicators and any(cell in labels["total"] for cell in keys if cell):
            form.total = row
        elif form.indicators and self.spec.aside.search(next(filter(None, keys), "")):
            return  # 其他需要说明事项
        else:
            self._place.append(row)

    def _evaluates(self, row: FormRow) -> bool:
        """Whether a row has a label of what was spent, reached or scored."""
        return any(len(cell) <= _LABEL and self.spec.evaluated.search(cell) for cell in row.keys)

    def _declared(self, row: FormRow) -> None:
        """A row below the header of the indicators of a 绩效目标表; the sum of the weights ends it, a line of text is none."""
        texts = [cell for cell in row.keys if cell]
        if any(cell in self.spec.labels["total"] for cell in texts):
            self.form.total = row
        elif len(texts) > 1 or row.part != self.form.rows[-1].part:
            self.form.rows.append(row)
            self.form.indicators.append(row)

    def _heads_money(self, keys: Sequence[str]) -> bool:
        """Is a row the header of the money lines, though a page cuts its labels (全年预 / 算数)?"""
        return sum(any(names(cell, labels) for cell in keys) for labels in self.spec.money.values()) >= _MOST_LABELS

    def _leftover(self, row: FormRow) -> None:
        """The end of a goal may stand in the header's row; it belongs to the goals."""
        apart = (self.spec.declared[name] for name in ("direction", "measure", "adjusted", "unread"))
        known = frozenset().union(*self.spec.indicator.values(), *apart)
        rest = tuple("" if label in known else cell for cell, label in zip(row.cells, row.keys, strict=True))
        if any(rest):
            self.form.goals.append(FormRow(rest, row.ref, row.part))

    @staticmethod
    def _any(keys: Sequence[str], labels: frozenset[str]) -> bool:
        """Whether a cell is one of the labels or begins with a long one (two labels dumped into one cell)."""
        if not labels.isdisjoint(keys):
            return True
        begins = tuple(label for label in labels if len(label) >= 4)
        return any(cell.startswith(begins) for cell in keys if cell)

    @staticmethod
    def _count(keys: Sequence[str], columns: dict[str, frozenset[str]]) -> int:
        return sum(not labels.isdisjoint(keys) for labels in columns.values())
