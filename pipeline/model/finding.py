"""A finding: one result of reading or checking a disclosure that a person should know."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Severity = Literal["error", "warning", "info"]
#: Whose error a mismatch probably is: the source says so, it was misread, or it can't be told.
Cause = Literal["publisher", "extraction", "undetermined"]


@dataclass(frozen=True, slots=True)
class InvolvedFigure:
    """A figure that takes part in a mismatch: one line of the published table ``finding_figure``.

    ``value`` is in ``unit`` (money in 万元). ``passed`` and ``failed`` count the other identities with this figure that
    hold, and all that don't. ``box`` is its cell on ``page`` (x0, top, x1, bottom in points), where the source has any.
    ``scale`` is what one unit as printed is in ``unit`` (0.0001 for 元), where that is known. ``suspect``: the other
    identities speak against this figure and for those beside it.
    """

    table: str
    row_key: str
    column: str | None
    title: str
    title_en: str
    value: Decimal | None
    unit: str
    passed: int
    failed: int
    source_ref: str
    page: int | None = None
    box: tuple[Decimal, Decimal, Decimal, Decimal] | None = None
    printed: str | None = None
    scale: Decimal | None = None
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the published table ``finding``.

    ``rule`` is the id of a check (``schemas/checks``) or of a reading rule (``text-suspect``, ``value-inferred``, …).
    ``table`` and ``row_key`` point at the row concerned (``row_key`` is its key columns joined by ``/``). ``expected``,
    ``actual``, ``difference`` and ``tolerance`` are in the unit of the figure (万元 for money, percent for ratios).
    ``source_ref`` is the place in the source, as everywhere. Findings of checks name the ``figures`` that take part, the
    one that was checked first, and whose error it probably is, with the ``evidence`` for that.
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
    figures: tuple[InvolvedFigure, ...] = ()
    likely_cause: Cause | None = None
    evidence: str | None = None
    evidence_en: str | None = None
