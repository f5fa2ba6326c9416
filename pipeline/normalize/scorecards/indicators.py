"""The indicator rows of a form, whatever columns a page break has left them.

Every row is read from its two numbers, weight and score: before them stand result, target, name, 二级 and 一级, behind them
the explanation of a deviation. A row without them goes on with the row above (a cell broken by a page break); where its
pieces belong follows from the column of the weights on the same page part.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from pipeline.model import State, join_refs, parse_amount
from pipeline.normalize.scorecards.forms import Form, own_columns
from pipeline.normalize.scorecards.headed import read_headed
from pipeline.normalize.scorecards.raw import RawIndicator
from pipeline.normalize.scorecards.row import FormRow
from pipeline.spec.scorecard import ScorecardSpec
from pipeline.text import compact, fold, key

_PLACES = {-5: "level1", -4: "level2", -3: "name", -2: "target", -1: "actual", 2: "deviation"}
# Values that were dumped inside the name's cell: 参与项目 >=2 次 =2 次 8.00 调研.
_EMBEDDED = re.compile(
    r"(?P<target>[<>=≥≤]=?\s*\d[\d.,]*\s*[^\s<>=≥≤\d]*)\s+(?P<actual>[<>=≥≤]=?\s*\d[\d.,]*\s*[^\s<>=≥≤\d]*)\s+"
    r"(?P<weight>\d+\.\s?\d+)(?=\s|$)"
)


def read_indicators(form: Form, spec: ScorecardSpec) -> list[RawIndicator]:
    """The indicators of a form in order."""
    form = _own_indicator_columns(form)
    if not _side_by_side(form, spec):
        return read_headed(form, spec)
    form = _whole_targets(form, spec)
    columns = _weight_columns(form, spec)
    scored = "score" not in missing_columns(form, spec)
    full_parts = {row.part for row in form.indicators if _pair(row) is not None} | {
        form.indicator_header.part if form.indicator_header else -1
    }
    indicators: list[RawIndicator] = []
    for row in form.indicators:
        column = _own_column(row, columns.get(row.part)) if scored else _weight_only(row, columns.get(row.part))
        indicator = _full(row, column, spec) if column is not None else _embedded(row)
        if indicator:
            indicators.append(indicator)
        elif indicators:
            _continue(indicators[-1], row, columns.get(row.part), spec, collapsed=row.part not in full_parts)
    return indicators


def _side_by_side(form: Form, spec: ScorecardSpec) -> bool:
    """Whether weight and score stand behind the result, as the national form prints them; also where a head is not known."""
    lacking = missing_columns(form, spec)
    if "weight" in lacking:
        return bool({"target", "score"} & set(lacking))
    keys = [cell for cell in form.indicator_header.keys if cell] if form.indicator_header else []
    places = {
        name: next((n for n, cell in enumerate(keys) if cell in labels), None)
        for name, labels in spec.indicator.items()
    }
    actual, weight, score = (places[name] for name in ("actual", "weight", "score"))
    between = actual is not None and weight is not None and weight - actual > 1
    return not (between or (score is not None and weight is not None and score - weight > 1))


def _own_indicator_columns(form: Form) -> Form:
    """The form with the columns that begin among its indicators alone: a ruling of the money above may divide a name."""
    rows = [*([form.indicator_header] if form.indicator_header else []), *form.indicators]
    rows += [form.total] if form.total else []
    if any(not row.begins for row in rows):
        return form  # a dump prints every column
    kept: dict[int, FormRow] = {}
    for part in dict.fromkeys(row.part for row in rows):
        members = [row for row in rows if row.part == part]
        kept.update({id(old): new for old, new in zip(members, own_columns(members), strict=True)})
    return replace(
        form,
        indicator_header=kept[id(form.indicator_header)] if form.indicator_header else None,
        indicators=[kept[id(row)] for row in form.indicators],
        total=kept[id(form.total)] if form.total else None,
    )


def _whole_targets(form: Form, spec: ScorecardSpec) -> Form:
    """The form with comparison, number and unit of a target in one column, where it prints them in three (≥ | 3.2 | 万亩)."""
    header = form.indicator_header
    if header is None:
        return form
    apart = {name: _place(header, spec.declared[name]) for name in ("direction", "measure")}
    target, actual = (_place(header, spec.indicator[name]) for name in ("target", "actual"))
    dropped = [place for place in apart.values() if place is not None]
    if target is None or not dropped:
        return form

    def whole(row: FormRow) -> FormRow:
        cells = list(row.cells)
        at = {place: row.below(header, place) for place in (target, *dropped)}
        if any(place >= len(cells) for place in at.values()):
            return row
        if row is not header:
            direction = cells[at[apart["direction"]]] if apart["direction"] is not None else ""
            measure = cells[at[apart["measure"]]] if apart["measure"] is not None else ""
            direction = direction if fold(compact(direction)) in spec.operators else ""
            cells[at[target]] = direction + cells[at[target]] + measure
            result = row.below(header, actual) if actual is not None else len(cells)
            if result < len(cells) and _number(cells[result]) is not None:
                cells[result] += measure
        kept = [n for n in range(len(cells)) if n not in {at[place] for place in dropped}]
        sides = tuple(row.sides[n] for n in kept if n < len(row.sides))
        begins = tuple(row.begins[n] for n in kept if n < len(row.begins))
        return FormRow(tuple(cells[n] for n in kept), row.ref, row.part, sides, begins)

    return replace(
        form,
        indicator_header=whole(header),
        indicators=[whole(row) for row in form.indicators],
        total=whole(form.total) if form.total else None,
    )


def _place(header: FormRow, labels: frozenset[str]) -> int | None:
    return next((place for place, cell in enumerate(header.keys) if cell in labels), None)


def missing_columns(form: Form, spec: ScorecardSpec) -> list[str]:
    """Which columns the header of the indicators lacks (names of ``[indicator]`` in the spec); all when there is none."""
    keys = form.indicator_header.keys if form.indicator_header else ()
    return [name for name, labels in spec.indicator.items() if labels.isdisjoint(keys)]


def _weight_only(row: FormRow, common: int | None) -> int | None:
    """The column of the weight in a form that prints no scores."""
    if common is None or common >= len(row.cells) or _number(row.cells[common]) is None:
        return None
    return common if _looks_full(row, common) else None


def _weight_columns(form: Form, spec: ScorecardSpec) -> dict[int, int]:
    """The column of the weights on each page part: where most rows have their pair of numbers, else from 总分."""
    votes: dict[int, Counter[int]] = {}
    for row in form.indicators:
        pair = _pair(row)
        if pair is not None:
            votes.setdefault(row.part, Counter())[pair] += 1
    columns = {part: max(sorted(found), key=lambda c: found[c]) for part, found in votes.items()}
    header = form.indicator_header
    if header:
        for column, cell in enumerate(header.keys):
            if cell in spec.indicator["weight"] and header.part not in columns:
                columns[header.part] = column
    if form.total and form.total.part not in columns:
        pair = _pair(form.total)
        if pair is not None:
            columns[form.total.part] = pair
    return columns


def _number(cell: str) -> Decimal | None:
    if "%" in fold(cell):
        return None
    amount = parse_amount(cell)
    return amount.value if amount.state is State.VALUE else None


def _pair(row: FormRow) -> int | None:
    """The last column that holds a number followed by a number: weight and score."""
    cells = row.cells
    for column in range(len(cells) - 2, -1, -1):
        if _number(cells[column]) is not None and _number(cells[column + 1]) is not None:
            return column
    return None


def _own_column(row: FormRow, common: int | None) -> int | None:
    """Where this row has its weight: in the column of its page part, else where its own pair stands."""
    pair = _pair(row)
    if (
        common is not None
        and common < len(row.cells)
        and _number(row.cells[common]) is not None
        and pair in (common, None)
    ):
        return common if _looks_full(row, common) else None
    return pair


def _looks_full(row: FormRow, column: int) -> bool:
    return column >= 3 and any(row.cells[c].strip() for c in range(max(0, column - 3), column))


def _full(row: FormRow, column: int, spec: ScorecardSpec) -> RawIndicator:
    def cell(offset: int) -> str:
        place = column + offset
        return row.cells[place] if 0 <= place < len(row.cells) else ""

    margin = spec.labels["margin"]
    level1, level2 = cell(-5), cell(-4)
    if key(level2) in margin:
        level2 = ""
    if key(level1) in margin:
        level1 = ""
    if not level2 and _is_level1(level1, spec):
        pass
    elif not level1 and _is_level1(level2, spec) and not _is_level2(level2, spec):
        level1, level2 = level2, ""
    return RawIndicator(
        level1, level2, cell(-3), cell(-2), cell(-1), cell(2), _number(cell(0)), _number(cell(1)), row.ref
    )


def _is_level1(cell: str, spec: ScorecardSpec) -> bool:
    return any(level1 in key(cell) for level1, _ in spec.categories)


def _is_level2(cell: str, spec: ScorecardSpec) -> bool:
    return any(level2 in key(cell) for _, level2 in spec.categories)


def _embedded(row: FormRow) -> RawIndicator | None:
    for column, cell in enumerate(row.cells):
        match = _EMBEDDED.search(fold(cell))
        if match:
            name = cell[: match.start()] + cell[match.end() :]
            numbers = [number for text in row.cells[column + 1 :] if (number := _number(text)) is not None]
            before = [*row.cells[:column]]
            return RawIndicator(
                before[-2] if len(before) > 1 else "",
                before[-1] if before else "",
                name,
                match["target"],
                match["actual"],
                "",
                _number(match["weight"]),
                numbers[0] if numbers else None,
                row.ref,
                embedded=True,
            )
    return None


def _continue(
    indicator: RawIndicator, row: FormRow, column: int | None, spec: ScorecardSpec, *, collapsed: bool
) -> None:
    """Give the pieces of a continuation row to the cells of the row above.

    On a page part without a full row (``collapsed``) the blank columns are gone: what stands left of the scores is the
    rest of the name, unless it completes a category.
    """
    for place, cell in enumerate(row.cells):
        if not compact(cell):
            continue
        name = _PLACES.get(place - column) if column is not None else None
        if collapsed and column is not None and place <= column:
            name = _completed(indicator, cell, spec) or "name"
        if name is None:
            indicator.unplaced.append(compact(cell))
            continue
        setattr(indicator, name, f"{getattr(indicator, name)} {cell}".strip())
    indicator.ref = join_refs(indicator.ref, row.ref)


def _completed(indicator: RawIndicator, rest: str, spec: ScorecardSpec) -> str | None:
    """Whether the rest of a cell completes the first or second level of an indicator (满意度指 / 标)."""
    known = {level for pair in spec.categories for level in pair}
    for name in ("level1", "level2"):
        begun = key(getattr(indicator, name))
        if begun and begun not in known and begun + key(rest) in known:
            return name
    return None


def printed_total(form: Form, spec: ScorecardSpec) -> tuple[Decimal | None, Decimal | None]:
    """Weight and score of the row 总分, or the score beside the name (自评总分); None where not printed."""
    if not form.total:
        return None, _total_beside(form, spec)
    numbers = [number for cell in form.total.cells if (number := _number(cell)) is not None]
    if len(numbers) >= 2:
        return numbers[-2], numbers[-1]
    if not numbers:
        return None, None
    place = _place(form.indicator_header, spec.indicator["weight"]) if form.indicator_header else None
    column = form.total.below(form.indicator_header, place) if form.indicator_header and place is not None else -1
    below_weights = 0 <= column < len(form.total.cells) and _number(form.total.cells[column]) is not None
    return (numbers[0], None) if below_weights else (None, numbers[0])


def _total_beside(form: Form, spec: ScorecardSpec) -> Decimal | None:
    for row in (*form.name, *form.parties):
        place = _place(row, spec.labels["total_beside"])
        behind = row.cells[place + 1 :] if place is not None else ()
        number = next((_number(cell) for cell in behind if cell.strip()), None)
        if number is not None:
            return number
    return None
