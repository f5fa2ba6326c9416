"""Whether the checks notice a changed figure: an error or a warning more than the unchanged tables have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Row
from pipeline.validate import validate
from tests.mutations.mutate import Mutation


@dataclass(frozen=True)
class Noticed:
    """The mutations tried, and those of them that no check noticed."""

    tried: Counter[str]
    missed: tuple[Mutation, ...]

    @property
    def share(self) -> float:
        return 1 - len(self.missed) / max(1, self.tried.total())


def noticed(tables: Mapping[str, Sequence[Row]], mutations: Iterable[Mutation]) -> Noticed:
    """Make each change, check the tables, take it back."""
    known = _findings(tables)
    tried: Counter[str] = Counter()
    missed: list[Mutation] = []
    for mutation in mutations:
        before = [(row, column, row.get(column)) for row, column, _ in mutation.edits]
        for row, column, value in mutation.edits:
            row[column] = value
        found = _findings(tables)
        for row, column, value in before:
            row[column] = value
        tried[mutation.kind] += 1
        if not found - known:
            missed.append(mutation)
    return Noticed(tried, tuple(missed))


def _findings(tables: Mapping[str, Sequence[Row]]) -> Counter[tuple[str | None, ...]]:
    return Counter(
        (f.rule, f.table, f.row_key, f.actual, f.expected) for f in validate(tables).findings if f.severity != "info"
    )
