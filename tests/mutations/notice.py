"""Whether the checks notice a changed figure: an error or a warning more than the unchanged tables have.

A table that was edited is found already because it contradicts the words and cells it was read from; these hold a copy of
each figure. A figure that was printed or read wrong stands in both: only the identities of the accounts find that. So both
are measured, all checks and the identities alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Row
from pipeline.spec.checks import Check, checks
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


#: Kinds of checks that hold the data against what they were read from.
OF_OWN_DATA = frozenset(("stated", "quoted", "in-cells"))


def noticed(
    tables: Mapping[str, Sequence[Row]], mutations: Iterable[Mutation], *, identities_alone: bool = False
) -> Noticed:
    """Make each change, check the tables, take it back."""
    used = tuple(c for c in checks() if not (identities_alone and c.kind in OF_OWN_DATA))
    known = _findings(tables, used)
    tried: Counter[str] = Counter()
    missed: list[Mutation] = []
    for mutation in mutations:
        before = [(row, column, row.get(column)) for row, column, _ in mutation.edits]
        for row, column, value in mutation.edits:
            row[column] = value
        found = _findings(tables, used)
        for row, column, value in before:
            row[column] = value
        tried[mutation.kind] += 1
        if not found - known:
            missed.append(mutation)
    return Noticed(tried, tuple(missed))


def only_proven(tables: Mapping[str, Sequence[Row]], mutations: Iterable[Mutation]) -> Iterator[Mutation]:
    """Those that change a figure which takes part in an identity that holds."""
    proven = validate(tables).proven
    return (m for m in mutations if (m.table, id(m.row), m.column) in proven)


def _findings(tables: Mapping[str, Sequence[Row]], used: tuple[Check, ...]) -> Counter[tuple[str | None, ...]]:
    found = validate(tables, only=used).findings
    return Counter((f.rule, f.table, f.row_key, f.actual, f.expected) for f in found if f.severity != "info")
