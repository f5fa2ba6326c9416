"""Choices of layout of the official tables, and the rows of the two-sided ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.typesetter.record import ZERO, Fund
from tests.typesetter.statement_grid import Cell, Statement


@dataclass(frozen=True)
class Layout:
    """``national``: printed table number, 部门, 行次 and 栏次; ``zeros``: 0.00 is printed; ``total_last``: 合计 below."""

    national: bool
    zeros: bool
    total_last: bool
    separators: bool
    initial_budget: bool  # 三公 shows the initial budget, as in the Shanghai wording


def random_layout(rng: Random, separators: bool, initial_budget: bool) -> Layout:
    return Layout(rng.random() < 0.5, rng.random() < 0.4, rng.random() < 0.2, separators, initial_budget)


def two_sided(
    table: Statement,
    layout: Layout,
    left: Sequence[tuple[str, Decimal | None]],
    right: Sequence[tuple[str, Sequence[Decimal | None]]],
    paths: tuple[str, Sequence[str]],
) -> None:
    """Fill a table of income on the left and expenditure on the right, row by row."""
    count = max(len(left), len(right))
    for k in range(count):
        row: list[Cell | None] = []
        label, value = left[k] if k < len(left) else ("", None)
        bold = label in ("总计", "本年收入合计")
        row.append(Cell(label, align="center" if bold else "left", bold=bold))
        row += [Cell(str(k + 1))] if layout.national else []
        row.append(table.figure(value, "", label, paths[0], layout.zeros))
        label, values = right[k] if k < len(right) else ("", [None] * len(paths[1]))
        row.append(Cell(label, align="center" if bold else "left", bold=bold))
        row += [Cell(str(count + k + 1))] if layout.national else []
        row += [table.figure(v, "", label, path, layout.zeros) for v, path in zip(values, paths[1], strict=True)]
        table.rows.append(row)


def padded(lines: list[tuple[str, Decimal | None]], length: int) -> list[tuple[str, Decimal | None]]:
    """Blank lines up to the length of the other side."""
    return lines + [("", None)] * (length - len(lines))


def by_class(funds: Sequence[Fund], code: str) -> Decimal:
    return sum((i.amount for f in funds for i in f.items if i.code.startswith(code)), ZERO)
