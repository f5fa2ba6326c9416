"""The figures of the narrative, found by what their section is about, by what they measure, and by their subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from pipeline.model import Row, Value
from pipeline.spec.narrative import figure_spec
from pipeline.spec.outline import outline_spec
from pipeline.text import fold, key
from pipeline.validate.quantity import MONEY, as_decimal

#: Measures that belong to one year; the others compare two.
_STOCKS = frozenset({"amount", "budget_initial", "budget_adjusted", "count"})
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_PRIOR = re.compile(r"(?:上年|去年|上一年)度?(?:同期)?(?:决算|支出|执行|实际|完成|数)")

_Key = tuple[str, str]
_Subject = tuple[Value, Value, str]
_NEAREST = 64  # figures of one subject and measure in one section on either side; real sections state a handful


class Narrative:
    """Looks up rows of ``narrative_figure``; ``year`` is the fiscal year of the disclosure (empty when not known).

    A figure that its own words place in another year (``2023年决算数为…``) takes part in no identity.
    """

    def __init__(self, rows: Sequence[Row], year: str) -> None:
        self._every: dict[_Key, list[Row]] = {}
        self._current: dict[_Key, list[Row]] = {}
        self._measures: dict[str, list[Row]] = {}
        self._kinds: dict[int, str] = {}
        self._stated: dict[_Key, frozenset[Decimal]] = {}
        self._places: dict[tuple[str, str, str], set[Decimal]] | None = None
        self._positions: dict[int, int] = {}
        self._partners: dict[tuple[_Subject, str], list[Row]] = {}
        self._alike: dict[tuple[_Subject, str], list[Row]] | None = None
        self._passages: dict[int, int] = {}
        self.rows: list[Row] = []
        titles = {str(row.get("section")): str(row.get("section_title") or "") for row in rows}
        kinds: dict[tuple[Value, Value], str] = {}
        for position, row in enumerate(rows):
            at = (row.get("section"), row.get("section_title"))
            kind = kinds.get(at)
            if kind is None:
                kind = kinds[at] = _kind(str(at[0] or ""), str(at[1] or ""), titles)
            measure = str(row.get("measure"))
            self._every.setdefault((kind, measure), []).append(row)
            if _of_other_year(row, year):
                continue
            self.rows.append(row)
            self._positions[id(row)] = position
            self._kinds[id(row)] = kind
            self._current.setdefault((kind, measure), []).append(row)
            self._measures.setdefault(measure, []).append(row)
            self._partners.setdefault((_subject(row), measure), []).append(row)

    def find(self, sections: Sequence[str], measure: str | None) -> Sequence[Row]:
        """Rows in sections of some kinds (none: anywhere) with a measure (None: any), in the order of the document."""
        if measure is None:
            return [row for row in self.rows if not sections or self._kinds[id(row)] in sections]
        if not sections:
            return self._measures.get(measure, [])
        if len(sections) == 1:
            return self._current.get((sections[0], measure), [])
        found = [row for kind in sections for row in self._current.get((kind, measure), ())]
        return sorted(found, key=lambda row: self._positions[id(row)])

    def passage(self, row: Row) -> int:
        """The number of the passage of a row: of the figures that follow each other about one subject in one section."""
        if not self._passages:
            for number, (_, members) in enumerate(groupby(self.rows, _subject)):
                self._passages.update((id(member), number) for member in members)
        return self._passages[id(row)]

    def partners(self, row: Row, measures: Iterable[str]) -> list[Row]:
        """Rows about the same subject in the same section with one of ``measures``, in the order of ``measures``.

        Rows before ``row`` come first, the nearest one in front; then those after it; of each side the nearest few. Where
        there is none, the subject without its usual ending counts.
        """
        subject = _subject(row)
        if not subject[2]:
            return []  # without a subject nothing tells which figures belong together
        wanted = tuple(measures)
        return self._near(self._partners, subject, row, wanted) or self._near(
            self._without_endings(), _without_ending(subject), row, wanted
        )

    def _without_endings(self) -> dict[tuple[_Subject, str], list[Row]]:
        if self._alike is None:
            self._alike = {}
            for row in self.rows:
                self._alike.setdefault((_without_ending(_subject(row)), str(row.get("measure"))), []).append(row)
        return self._alike

    def _near(
        self, rows: Mapping[tuple[_Subject, str], list[Row]], subject: _Subject, row: Row, measures: Sequence[str]
    ) -> list[Row]:
        place = self._positions.get(id(row), len(self._positions))
        found: list[Row] = []
        for measure in measures:
            members = rows.get((subject, measure), [])
            at = bisect_left(members, place, key=lambda other: self._positions[id(other)])
            after = at + 1 if at < len(members) and members[at] is row else at
            found += [*reversed(members[max(0, at - _NEAREST) : at]), *members[after : after + _NEAREST]]
        return found

    def stated(self, sections: Sequence[str], measure: str) -> set[Decimal]:
        """All figures under a measure in sections of some kinds (none: anywhere); money in 万元."""
        known: set[Decimal] = set()
        for kind in sections or sorted({kind for kind, _ in self._every}):
            at = (kind, measure)
            found = self._stated.get(at)
            if found is None:
                rows = self._every.get(at, ())
                values = ((as_decimal(row.get("value")), MONEY.get(str(row.get("unit")))) for row in rows)
                found = self._stated[at] = frozenset(v if f is None else v * f for v, f in values if v is not None)
            known |= found
        return known

    def stated_at(self, ref: str, measure: str, subject: str) -> Set[Decimal]:
        """The figures under a measure about one subject (in the form of ``pipeline.text.key``) at one place of the source.

        Money is in 万元; the levels of a functional item are joined by ``>``.
        """
        if self._places is None:
            self._places = {}
            for (_, stated), rows in self._every.items():
                for row in rows:
                    value, place = as_decimal(row.get("value")), str(row.get("source_ref") or "")
                    if value is not None and place:
                        about = key(str(row.get("subject") or ""))
                        value *= MONEY.get(str(row.get("unit")), 1)
                        self._places.setdefault((place, stated, about), set()).add(value)
        return self._places.get((ref, measure, subject), frozenset())


def _of_other_year(row: Row, year: str) -> bool:
    """Whether the clause names another year than the disclosure's; changes name the year that they compare with."""
    quote = row.get("quote")
    if not isinstance(quote, str) or "年" not in quote or row.get("measure") not in _STOCKS:
        return False
    years = _YEAR.findall(quote)
    return bool((year and years and year not in years) or _PRIOR.search(quote))


def _kind(section: str, title: str, titles: Mapping[str, str]) -> str:
    """What a section is about: by its title, else by the nearest heading above it that is known."""
    kind = _kind_of_title(title)
    while kind is None and "/" in section:
        section = section.rpartition("/")[0]
        kind = _kind_of_title(titles.get(section, ""))
    return kind or outline_spec().kinds[-1].kind


@lru_cache(maxsize=4096)
def _kind_of_title(title: str) -> str | None:
    folded = fold(title)
    return next((kind.kind for kind in outline_spec().kinds[:-1] if kind.title.search(folded)), None)


def _subject(row: Row) -> _Subject:
    return row.get("section"), row.get("section_title"), key(str(row.get("subject") or ""))


def _without_ending(subject: _Subject) -> _Subject:
    return subject[0], subject[1], figure_spec().subject_alike.sub("", subject[2])
