"""The record of one whole disclosure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.typesetter.forms import Project
from tests.typesetter.record import ZERO, Accounts, Other, Staff, ThreePublic


@dataclass(frozen=True)
class Performance:
    """Words on performance, and the projects that are secret (SM) and have no form in the document."""

    achievements: tuple[str, ...]
    problems: tuple[str, ...]
    measures: tuple[str, ...]
    secret_projects: int = 0
    secret_adjusted: Decimal = ZERO
    secret_executed: Decimal = ZERO


@dataclass(frozen=True)
class Record:
    """Everything that one disclosure states. ``scope`` is 本级 or empty, ``kind`` 部门 or 单位."""

    org_name: str
    scope: str
    kind: str
    administrative: bool
    year: int
    duties: tuple[str, ...]
    offices: tuple[str, ...]
    subordinates: tuple[str, ...]
    staff: Staff
    accounts: Accounts
    three_public: ThreePublic
    other: Other
    performance: Performance
    projects: tuple[Project, ...]
    glossary: tuple[tuple[str, str], ...]
    edition: str = ""

    @property
    def org(self) -> str:
        """The organisation as titles print it."""
        return f"{self.org_name}（{self.scope}）" if self.scope else self.org_name

    @property
    def title(self) -> str:
        return f"{self.org}{self.year}年度{self.kind}决算公开说明{'（重排版）' if self.edition else ''}"

    @property
    def evaluated(self) -> tuple[int, Decimal, Decimal]:
        """Number, adjusted budget and execution of all evaluated projects, the secret ones among them."""
        totals = [p.total for p in self.projects]
        return (
            len(self.projects) + self.performance.secret_projects,
            sum((t.adjusted for t in totals), self.performance.secret_adjusted),
            sum((t.executed for t in totals), self.performance.secret_executed),
        )
