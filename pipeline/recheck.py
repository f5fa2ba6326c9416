"""Checking finished packages again, from their published files alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.comparison import compare_packages
from pipeline.errors import UsageError
from pipeline.model import Finding, Severity
from pipeline.package import PackageError, check_structure, read_tables
from pipeline.validate import Report, finding_as_json, validate
from pipeline.validate.documents import Compared

_SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Recheck:
    """The result for one package: findings on its structure, and the report on its accounts (None if unreadable).

    ``comparisons`` are those with the other packages given, in which this one is the later document.
    """

    name: str
    structure: tuple[Finding, ...]
    report: Report | None
    comparisons: tuple[Compared, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, those on the structure first."""
        return (*self.structure, *(self.report.findings if self.report else ()))

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity == "error" for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The result for ``--json``: name, verdict, findings on the structure, report on the accounts, comparisons."""
        return {
            "package": self.name,
            "valid": not self.has_errors,
            "structure": [finding_as_json(finding) for finding in self.structure],
            "accounts": self.report.as_json() if self.report else None,
            "comparisons": [one.as_json() for one in self.comparisons],
        }

    def in_words(self) -> str:
        """The result for people: a headline, the checks counted, then the findings, the worst first."""
        counts = Counter(finding.severity for finding in self.findings)
        lines = [f"{self.name}: {'有错误 / errors found' if self.has_errors else '通过 / passed'}"]
        if self.report:
            lines += [f"  {self.report.summary()}", f"  {self.report.summary_en()}"]
        if self.structure:
            lines.append(f"  结构问题 / structure: {len(self.structure)}")
        order = list(_SEVERITIES)
        shown = [f for f in sorted(self.findings, key=lambda f: order.index(f.severity)) if f.severity != "info"]
        for finding in shown[:_MOST_SHOWN]:
            lines.append(
                f"  [{_SEVERITIES[finding.severity]} {finding.severity}] {finding.source_ref}  {finding.message}"
            )
            lines.append(f"      {finding.message_en}")
        if len(shown) > _MOST_SHOWN:
            lines.append(f"  … 还有 {len(shown) - _MOST_SHOWN} 条，见 --json / more with --json")
        elif counts["info"]:
            lines.append(f"  另有 {counts['info']} 条提示，见 --json / {counts['info']} remarks more with --json")
        return "\n".join([*lines, *self._compared()])

    def _compared(self) -> Iterator[str]:
        """What other documents of the organisation say, for people: counts for each, and the contradictions."""
        for other in sorted({one.earlier.package for one in self.comparisons} - {""}):
            mine = [one for one in self.comparisons if one.earlier.package == other]
            held, failed = (sum(one.status in wanted for one in mine) for wanted in (("pass", "rounding"), ("fail",)))
            yield f"  与 {other} 比较：{held} 处相符，{failed} 处不符 / compared: {held} agree, {failed} do not"
            for one in mine:
                if one.contradicts or one.reason == "unreadable":
                    yield f"  [{_SEVERITIES[one.severity]} {one.severity}] {one.message}"
                    yield f"      {one.message_en}"


def recheck_all(packages: Sequence[Path]) -> list[Recheck]:
    """Check every package as :func:`recheck` does, and compare those that belong to one organisation with each other."""
    results = [recheck(package) for package in packages]
    compared = compare_packages(packages) if len(packages) > 1 else []
    return [replace(r, comparisons=tuple(c for c in compared if c.later.package == r.name)) for r in results]


def recheck(package: Path) -> Recheck:
    """Check structure and accounts of a package folder; raises UsageError when there is no such folder."""
    if not package.is_dir():
        raise UsageError(
            "这不是数据包文件夹 / this is no package folder",
            where=str(package),
            advice="给出含 datapackage.json 的文件夹 / give a folder that holds datapackage.json",
        )
    structure = tuple(check_structure(package))
    try:
        tables = read_tables(package)
    except PackageError as error:
        unreadable = Finding(
            "structure-unreadable",
            "error",
            f"数据表无法读取，未核对账目：{error}",
            f"the tables can't be read, so the accounts were not checked: {error}",
            "datapackage.json",
        )
        return Recheck(package.name, (*structure, unreadable), None)
    return Recheck(package.name, structure, validate(tables))
