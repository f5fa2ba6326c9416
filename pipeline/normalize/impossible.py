"""Numbers that no account holds: too long, or with more decimals than money and counts have.

They come from figures that run into each other on the page, or from a slip of the publisher. They are reported, and their place
stays blank; the rest of the document is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.model import MOST_DECIMALS, MOST_DIGITS, Finding, Row

_SMALLEST = Decimal(1).scaleb(-MOST_DECIMALS)
_LARGEST = 10**MOST_DIGITS


def blank_impossible(tables: Mapping[str, Sequence[Row]]) -> Iterator[Finding]:
    """Blank the impossible numbers of all rows, with a finding ``figure-impossible`` for each."""
    for table, rows in tables.items():
        for row in rows:
            for column, value in row.items():
                if (type(value) is Decimal and _is_impossible(value)) or (type(value) is int and value >= _LARGEST):
                    row[column] = None
                    yield _finding(table, row, column, value)


def _is_impossible(value: Decimal) -> bool:
    return value.adjusted() >= MOST_DIGITS or bool(value % _SMALLEST)


def _finding(table: str, row: Row, column: str, value: int | Decimal) -> Finding:
    return Finding(
        "figure-impossible",
        "error",
        f"数字 {value} 不可能出现在账目中（{table}.{column}），未予采用；请对照原件",
        f"the number {value} can't stand in an account ({table}.{column}) and is left out; compare with the source",
        str(row.get("source_ref") or ""),
        table,
        actual=str(value),
    )
