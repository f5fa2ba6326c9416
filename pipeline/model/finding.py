"""A finding: one result of reading or checking a disclosure that a person should know."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the published table ``finding``.

    ``rule`` is the id of a check (``schemas/checks``) or of a reading rule (``text-suspect``, ``value-inferred``, …).
    ``table`` and ``row_key`` point at the row concerned (``row_key`` is its key columns joined by ``/``). ``expected``,
    ``actual``, ``difference`` and ``tolerance`` are in the unit of the figure (万元 for money, percent for ratios).
    ``source_ref`` is the place in the source, as everywhere.
    """

    rule: str
    severity: Severity
    message: str
    message_en: str
    source_ref: str
    table: str | None = None
    row_key: str | None = None
    expected: str | None = None
    actual: str | None = None
    difference: Decimal | None = None
    tolerance: Decimal | None = None
