"""The 一级 and 二级 category of every indicator of a form.

Both are merged cells: a dump prints the label once, on some row of its block (in the middle or at the top), often garbled
or cut. The order of the categories is fixed by the form, so the blocks are found as the cheapest division of the rows in
that order; what costs is given by the printed labels, by the names of the indicators and by where a label stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pipeline.spec.scorecard import ScorecardSpec
from pipeline.text import key

_MISMATCH = 6.0  # a clearly printed label of another category
_GARBLED = 1.5  # an unclear label, times its dissimilarity
_HINT = 0.8  # the indicator's name speaks for another category
_UNPRINTED = 2.5  # a block none of whose rows prints the category
_UNNAMED = 0.5  # a block of a 一级 category that no row of the form prints
_CENTRE = 0.15  # distance of the label from the middle of its block, per row
_TOP = 1.0  # the same for forms that print labels on the first row
_CLEAR = 0.99


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """What a row offers: printed 一级 and 二级 cells (may be blank), the indicator's name, its target."""

    level1: str
    level2: str
    name: str
    unit: str | None = None
    qualitative: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """The category of a row; ``printed1``/``printed2``: its own cell says so clearly."""

    level1: str
    level2: str
    printed1: bool
    printed2: bool
    garbled: bool


def similarity(text: str, name: str) -> float:
    """Share of the pairs of neighbouring characters of ``name`` that ``text`` has, 0 to 1; 1 when it holds the name."""
    if name in text:
        return 1.0
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def restore(rows: Sequence[IndicatorRow], spec: ScorecardSpec) -> list[Category]:
    """The category of each row, in order."""
    if not rows:
        return []
    levels = [(_clean(row.level1), _clean(row.level2)) for row in rows]
    evidence = _Evidence(rows, levels, spec)
    cost, states = _plan(evidence, top=True)
    if cost:  # no perfect reading with labels at the top of their blocks: are they in the middle?
        middle = _plan(evidence, top=False)
        states = middle[1] if middle[0] < cost else states
    if any(
        _known(text, spec) and not _same(text, spec.categories[n][1])
        for (_, text), n in zip(levels, states, strict=True)
    ):
        states = _as_printed(levels, states, spec)
    result = []
    for (text1, text2), state in zip(levels, states, strict=True):
        level1, level2 = spec.categories[state]
        first, second = _evidence(text1, level1, spec), _evidence(text2, level2, spec)
        garbled = bool((text1 and first < _CLEAR) or (text2 and second < _CLEAR and text2 != "指标"))
        named = _printed_name(text2, level2)
        result.append(
            Category(level1, named, bool(text1) and first >= _CLEAR, bool(text2) and second >= _CLEAR, garbled)
        )
    return result


def _as_printed(levels: Sequence[tuple[str, str]], states: Sequence[int], spec: ScorecardSpec) -> list[int]:
    """The categories of a form that lists its indicators in an order of its own: a clear label holds down to the next one.

    ``states`` are those of the division in the usual order; they hold for labels that are not clear.
    """
    result: list[int] = []
    for (text1, text2), state in zip(levels, states, strict=True):
        above = spec.categories[result[-1]] if result else ("", "")
        level1 = text1 if any(_same(text1, name) for name, _ in spec.categories) else "" if text1 else above[0]
        own = [n for n, (_, level2) in enumerate(spec.categories) if _same(text2, level2)]
        fitting = [n for n in own if _same(level1, spec.categories[n][0])]
        if own:
            result.append((fitting or own)[0])
        elif not text2 and result and (not text1 or _same(text1, above[0])):
            result.append(result[-1])
        else:
            result.append(state)
    return result


def _same(text: str, name: str) -> bool:
    return bool(text) and text.removesuffix("指标") == name.removesuffix("指标")


def _clean(cell: str) -> str:
    """The Chinese characters of a label; marks of the converter are not part of it. Letters alone are a garbled label."""
    text = key(cell)
    chinese = "".join(c for c in text if "\u4e00" <= c <= "\u9fff")
    return chinese or ("?" if any(c.isalnum() for c in text) else "")


@lru_cache(maxsize=4096)
def _evidence(text: str, name: str, spec: ScorecardSpec) -> float:
    """How well a printed label agrees with a category's name, 0 to 1; a blank one agrees with all."""
    if not text:
        return 1.0
    if _known(text, spec) and text.removesuffix("指标") != name.removesuffix("指标"):
        return min(0.4, similarity(text, name))
    if len(text) >= 2 and (name.startswith(text) or name.removesuffix("指标") == text or _longer(text, name)):
        return 1.0
    return similarity(text, name)


def _longer(text: str, name: str) -> bool:
    """A label longer than the category's usual name: 服务对象满意度 for 满意度指标."""
    stem = name.removesuffix("指标")
    return len(stem) >= 3 and text.removesuffix("指标").endswith(stem)


def _printed_name(text: str, name: str) -> str:
    """A clear label is kept as printed when it is more special than the category's usual name."""
    stem = name.removesuffix("指标")
    plain = text.removesuffix("指标")
    return (
        text
        if plain != stem and _longer(text, name) and name not in text.removesuffix(name) and len(text) <= 14
        else name
    )


class _Evidence:
    """What the rows say about each category: costs of rows ``i`` to ``j`` are ``prefix[state][j] - prefix[state][i]``."""

    def __init__(self, rows: Sequence[IndicatorRow], levels: Sequence[tuple[str, str]], spec: ScorecardSpec) -> None:
        self.count, self.states = len(rows), range(len(spec.categories))
        self.unknown = [i for i, (_, text) in enumerate(levels) if text and text != "指标"]
        self.labels = [
            [i for i in self.unknown if _evidence(levels[i][1], level2, spec) >= 0.5] for _, level2 in spec.categories
        ]
        printed = [text for text, _ in levels if text]
        self.unnamed = [
            0.0 if any(_evidence(text, level1, spec) >= _CLEAR for text in printed) else _UNNAMED
            for level1, _ in spec.categories
        ]
        hints = [_hinted(row.name, row.unit, row.qualitative, spec) for row in rows]
        self.prefix = [
            list(accumulate((_row_cost(*args, state, spec) for args in zip(levels, hints, strict=True)), initial=0.0))
            for state in self.states
        ]


def _plan(evidence: _Evidence, *, top: bool) -> tuple[float, list[int]]:
    """The cheapest division of the rows into blocks of categories in order: its cost and the category of each row."""
    # best[i]: the cheapest plan for the first i rows that uses only the categories seen so far.
    best: list[tuple[float, tuple[tuple[int, int, int], ...]]] = [(0.0, ())]
    best += [(float("inf"), ())] * evidence.count
    for state in evidence.states:
        prefix, labels = evidence.prefix[state], evidence.labels[state]
        renewed = list(best)
        for start, (base, blocks) in enumerate(best[:-1]):
            base -= prefix[start]
            for end in range(start + 1, evidence.count + 1):
                limit = renewed[end][0]
                cost = base + prefix[end]
                if cost < limit:
                    cost += evidence.unnamed[state] + _block_cost(start, end, labels, evidence.unknown, top=top)
                    if cost < limit:
                        renewed[end] = (cost, (*blocks, (start, end, state)))
        best = renewed
    cost, blocks = best[evidence.count]
    return cost, [state for start, end, state in blocks for _ in range(start, end)]


def _block_cost(start: int, end: int, labels: list[int], unknown: list[int], *, top: bool) -> float:
    inside = [i for i in labels if start <= i < end]
    if not inside:
        return _UNPRINTED * (0.25 if any(start <= i < end for i in unknown) else 1.0)
    if top:
        return _TOP * (inside[0] - start)
    middle = (start + end - 1) / 2
    return _CENTRE * min(abs(i - middle) for i in inside)


def _row_cost(text: tuple[str, str], hinted: frozenset[str], state: int, spec: ScorecardSpec) -> float:
    level1, level2 = spec.categories[state]
    cost = _label_cost(text[0], level1, spec) + _label_cost(text[1], level2, spec)
    return cost if level2 in hinted or _clear(text[1], spec) else cost + _HINT


@lru_cache(maxsize=4096)
def _clear(printed: str, spec: ScorecardSpec) -> bool:
    """Whether a label says clearly which category it is, so that the indicator's name need not be asked."""
    return bool(printed) and any(_evidence(printed, level2, spec) >= _CLEAR for _, level2 in spec.categories)


@lru_cache(maxsize=4096)
def _label_cost(printed: str, name: str, spec: ScorecardSpec) -> float:
    if not printed or printed == "指标":
        return 0.0
    agreement = _evidence(printed, name, spec)
    if _known(printed, spec):
        return _MISMATCH if agreement < _CLEAR else 0.0
    return _GARBLED * (1 - agreement)


@lru_cache(maxsize=4096)
def _known(printed: str, spec: ScorecardSpec) -> bool:
    """Whether a label is one category's name and nothing else, so that it can't be a garbled one."""
    return any(printed == name or printed == name.removesuffix("指标") for pair in spec.categories for name in pair)


@lru_cache(maxsize=4096)
def _hinted(name: str, unit: str | None, qualitative: bool, spec: ScorecardSpec) -> frozenset[str]:
    """The 二级 categories for which an indicator speaks; all when it says nothing."""
    found = frozenset(
        level2
        for hint in spec.hints
        if (hint.name and hint.name.search(name))
        or (hint.unit and unit and hint.unit.match(unit))
        or (hint.qualitative and qualitative)
        for level2 in hint.level2
    )
    return found or frozenset(level2 for _, level2 in spec.categories)
