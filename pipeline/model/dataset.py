"""The typed rows of one disclosure, before they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.model.finding import Finding

Value = str | int | Decimal | bool | None
Row = dict[str, Value]


@dataclass(slots=True)
class Dataset:
    """All published tables of one disclosure: table name → rows, in the order in which they are published.

    Rows are dictionaries keyed by the column names of ``schemas/tables``; a column that is missing in a row is null.
    ``disclosure_id`` is not repeated in the rows: the package stage puts it first in every table. ``findings`` become
    the table ``finding``; the other tables are in ``tables``. ``pictures`` are PNGs of the places of findings, by their
    index in ``findings``.
    """

    disclosure_id: str
    tables: dict[str, list[Row]]
    findings: list[Finding] = field(default_factory=list)
    pictures: dict[int, bytes] = field(default_factory=dict)
