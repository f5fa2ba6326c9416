"""What the identities prove: in how many comparisons each figure takes part that hold, and that don't.

A figure is proven by an identity that holds, rounding included: a sum, a ratio, the same figure in another place. That one
figure is not larger than another, or that a word fits a sign, proves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipeline.model import Row
from pipeline.spec.checks import NARRATIVE
from pipeline.spec.statements import statement_titles
from pipeline.spec.tables import TableSpec, table_specs
from pipeline.validate.outcome import Outcome
from pipeline.validate.quantity import Quantity

#: Kinds of checks that are identities.
IDENTITIES = frozenset(
    ("sum", "row-sum", "tree-sum", "equal", "restated", "ratio", "stated-ratio", "product", "cell-tree", "subtotal")
)
ALL_STATEMENTS = "all_statements"
ALL = "all"
#: Tables whose figures are none of the accounts, or are those of another table as printed.
_LEFT_OUT = frozenset(("statement_cell", "check_result", "proven_share", "finding_figure", "finding"))
_Key = tuple[str, int, str]


class Proof:
    """Counts, for every figure, the identities that hold and those that don't."""

    def __init__(self) -> None:
        self._passed: Counter[_Key] = Counter()
        self._failed: Counter[_Key] = Counter()

    def add(self, kind: str, outcome: Outcome) -> None:
        """Count one comparison of a check of ``kind``."""
        if kind in IDENTITIES and outcome.figures and outcome.status != "skip":
            counted = self._failed if outcome.status == "fail" else self._passed
            counted.update((q.table, id(q.row), q.field) for q in outcome.figures if q.field)

    def passed(self, figure: Quantity) -> int:
        """In how many identities that hold a figure takes part."""
        return self._passed[figure.table, id(figure.row), figure.field] if figure.field else 0

    @property
    def proven(self) -> frozenset[tuple[str, int, str]]:
        """The figures that take part in an identity that holds, as table, ``id`` of the row, and column."""
        return frozenset(self._passed)

    def failed(self, figure: Quantity) -> int:
        """In how many identities that don't hold a figure takes part."""
        return self._failed[figure.table, id(figure.row), figure.field] if figure.field else 0

    def shares(self, tables: Mapping[str, Sequence[Row]]) -> list[Row]:
        """The rows of the table ``proven_share``: tables with figures, then the official ones together, then all."""
        counts: dict[str, tuple[int, int]] = {}
        for name, spec in table_specs().items():
            keys = [(name, id(row), column) for row in tables.get(name, ()) for column in figure_columns(spec, row)]
            if keys:
                counts[name] = len(keys), sum(key in self._passed for key in keys)
        core = [s.name for s in statement_titles().statements if s.core]
        printed = {
            name
            for name in core
            if name in counts and any(row.get("origin") == "statement" for row in tables.get(name, ()))
        }
        totals = {ALL_STATEMENTS: printed, ALL: set(counts)}
        for total, names in totals.items():
            if names:
                counts[total] = sum(counts[n][0] for n in names), sum(counts[n][1] for n in names)
        return [_share(name, figures, proven) for name, (figures, proven) in counts.items()]


def figure_columns(spec: TableSpec, row: Row) -> Iterator[str]:
    """The columns of a row that hold figures: numbers with a unit (money, percent, people, …)."""
    if spec.name in _LEFT_OUT:
        return
    if spec.name == NARRATIVE:
        if row.get("value") is not None:
            yield "value"
        return
    for field in spec.fields:
        if field.unit and field.type in ("number", "integer") and row.get(field.name) is not None:
            yield field.name


def _share(name: str, figures: int, proven: int) -> Row:
    share = (Decimal(100 * proven) / figures).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {"table": name, "figures": figures, "proven": proven, "share": share}
