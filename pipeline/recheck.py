"""Checking finished packages again, from their published files alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model import Finding, Severity
from pipeline.package import check_structure, read_package
from pipeline.validate import Report, validate

_SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Recheck:
    """The result for one package: findings on its structure, and the report on its accounts (None if unreadable)."""

    name: str
    structure: tuple[Finding, ...]
    report: Report | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.structure, *(self.report.findings if self.report else ()))

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The result for ``--json``."""
        return {
            "package": self.name,
            "valid": not self.has_errors,
            "checks": self.report.counts() if self.report else None,
            "findings": [_as_json(finding) for finding in self.findings],
        }

    def in_words(self) -> str:
        """The result for people: a headline, the checks counted, the findings that matter most first."""
        counts = Counter(finding.severity for finding in self.findings)
        worst = "有错误 / errors" if self.has_errors else "通过 / passed"
        lines = [f"{self.name}: {worst}"]
        if self.report:
            numbers = self.report.counts()
            lines.append(
                f"  勾稽检查 / checks: {numbers['pass']} 通过 pass, {numbers['rounding']} 尾差 rounding, "
                f"{numbers['fail']} 不符 fail, {numbers['skip']} 跳过 skipped"
            )
        lines.append("  " + ", ".join(f"{counts[name]} {label} {name}" for name, label in _SEVERITIES.items()))
        shown = sorted(self.findings, key=lambda finding: tuple(_SEVERITIES).index(finding.severity))
        shown = [finding for finding in shown if finding.severity != "info"]
        for finding in shown[:_MOST_SHOWN]:
            lines.append(f"  [{_SEVERITIES[finding.severity]}] {finding.source_ref} {finding.message}")
            lines.append(f"          {finding.message_en}")
        if len(shown) > _MOST_SHOWN:
            lines.append(f"  … 还有 {len(shown) - _MOST_SHOWN} 条，见 --json / more with --json")
        return "\n".join(lines)


def _as_json(finding: Finding) -> dict[str, Any]:
    fields = ("rule", "severity", "table", "row_key", "message", "message_en", "expected", "actual", "source_ref")
    result: dict[str, Any] = {name: getattr(finding, name) for name in fields}
    for name in ("difference", "tolerance"):
        value = getattr(finding, name)
        result[name] = None if value is None else format(value, "f")
    return result


def recheck(package: Path) -> Recheck:
    """Check structure and accounts of a package folder.

    Raises UsageError (from the package stage) when the folder is no data package.
    """
    structure = tuple(check_structure(package))
    if any(finding.severity == "error" and finding.rule == "structure-unreadable" for finding in structure):
        return Recheck(package.name, structure, None)
    return Recheck(package.name, structure, validate(read_package(package)))
