"""Numbers that no account holds: too long, or with more decimals than can be stored.

The former come from figures that run into each other on the page or from a slip of the publisher: their place stays blank. The
latter come from formulas in workbooks, and from 元 that become 万元: they are rounded. Both are reported, and the rest of
the document is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from pipeline.model import MOST_DECIMALS, MOST_DIGITS, SMALLEST, Finding, Row, is_too_fine, is_too_long

#: 10^12 万元 is beyond the accounts of the whole country; such a number is damage of the source.
_LARGEST = 10**MOST_DIGITS


def mend_impossible(tables: Mapping[str, Sequence[Row]]) -> Iterator[Finding]:
    """Blank or round the impossible numbers of all rows, with a finding for each (``figure-impossible``, ``figure-rounded``)."""
    for table, rows in tables.items():
        for row in rows:
            for column, value in row.items():
                if type(value) is Decimal:
                    if is_too_long(value):
                        row[column] = None
                        yield _impossible(table, row, column, value)
                    elif is_too_fine(value):
                        row[column] = value.quantize(SMALLEST, ROUND_HALF_UP)
                        yield _rounded(table, row, column, value)
                elif type(value) is int and abs(value) >= _LARGEST:
                    row[column] = None
                    yield _impossible(table, row, column, value)


def _impossible(table: str, row: Row, column: str, value: int | Decimal) -> Finding:
    return Finding(
        "figure-impossible",
        "error",
        f"数字 {value} 不可能出现在账目中（{table}.{column}），未予采用；请对照原件",
        f"the number {value} can't stand in an account ({table}.{column}) and is left out; compare with the source",
        str(row.get("source_ref") or ""),
        table,
        actual=str(value),
    )


def _rounded(table: str, row: Row, column: str, value: Decimal) -> Finding:
    return replace(
        _impossible(table, row, column, value),
        rule="figure-rounded",
        severity="warning",
        message=f"数字 {value} 的小数超过 {MOST_DECIMALS} 位（{table}.{column}），已四舍五入；请对照原件",
        message_en=f"the number {value} has more than {MOST_DECIMALS} decimals ({table}.{column}) and is rounded; "
        "compare with the source",
    )
