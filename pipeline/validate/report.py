"""The result of validation: findings and, for every check, how often it passed, failed, was off by rounding or skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Finding, Row
from pipeline.spec.checks import Check
from pipeline.validate.outcome import Outcome

#: Why a comparison could not be made, by code.
REASONS: Mapping[str, tuple[str, str]] = {
    "absent": ("文件没有相关数字", "the document does not state the figures"),
    "blank": ("有关单元格为空", "a cell that is needed is blank"),
    "parts-missing": ("有的组成部分未列明", "some parts are not stated"),
    "all-zero": ("各项均为0", "all figures are 0"),
    "stated-once": ("只出现一次，无从比较", "stated only once"),
    "zero-base": ("基数为0", "the base is 0"),
    "base-too-small": ("基数过小，舍入误差使比率无法核对", "the base is so small that rounding hides the rate"),
    "qualitative": ("定性指标或无法读作数字", "a qualitative target, or no number"),
    "units-differ": ("目标与完成值单位不同", "target and result have different units"),
    "condition": ("前提不成立，不适用", "it does not apply here"),
    "in-words": ("数字由文字说明，没有印出", "told in words, no number is printed"),
    "no-word": ("原句没有增减方向的词", "the clause has no word of direction"),
}
_SEVERITIES = (("error", "错误", "errors"), ("warning", "警告", "warnings"), ("info", "提示", "remarks"))


@dataclass(slots=True)
class Tally:
    """How often one check passed, failed, was off by rounding only, or could not be made (and why, by code)."""

    passed: int = 0
    failed: int = 0
    rounding: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Count one comparison."""
        match outcome.status:
            case "pass":
                self.passed += 1
            case "fail":
                self.failed += 1
            case "rounding":
                self.rounding += 1
            case "skip":
                self.skipped[outcome.reason] += 1

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Status, reason (empty but for skipped ones) and number, where that is not 0."""
        for status, count in (("pass", self.passed), ("rounding", self.rounding), ("fail", self.failed)):
            if count:
                yield status, "", count
        for reason in sorted(self.skipped):
            yield "skip", reason, self.skipped[reason]


@dataclass(frozen=True, slots=True)
class Report:
    """Findings in the order of the checks, a tally for every check by its id, and which share of the figures is proven.

    ``shares`` are the rows of the table ``proven_share``, without their place. ``proven`` are the figures that take part in
    an identity that holds: table, ``id`` of the row as it was given, column.
    """

    findings: tuple[Finding, ...]
    tallies: Mapping[str, Tally]
    checks: tuple[Check, ...]
    shares: list[Row]
    proven: frozenset[tuple[str, int, str]]

    def share(self, name: str) -> Row | None:
        """The row of ``shares`` for a table, ``all_statements`` or ``all``; None where there are no figures."""
        return next((row for row in self.shares if row["table"] == name), None)

    def rows(self, source_ref: str) -> dict[str, list[Row]]:
        """The published tables ``check_result`` and ``proven_share``; ``source_ref`` is where the document begins."""
        results: list[Row] = []
        for check in self.checks:
            for status, reason, count in self.tallies[check.id].counts():
                texts = REASONS.get(reason, (None, None))
                results.append(
                    {
                        "seq": len(results) + 1,
                        "check": check.id,
                        "title": check.title,
                        "title_en": check.title_en,
                        "status": status,
                        "count": count,
                        "reason": reason or None,
                        "reason_text": texts[0],
                        "reason_text_en": texts[1],
                        "source_ref": source_ref,
                    }
                )
        return {
            "check_result": results,
            "proven_share": [{**row, "source_ref": source_ref} for row in self.shares],
        }

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(1 for finding in self.findings if finding.severity == severity)

    @property
    def totals(self) -> Tally:
        """All tallies added up."""
        total = Tally()
        for tally in self.tallies.values():
            total.passed += tally.passed
            total.failed += tally.failed
            total.rounding += tally.rounding
            total.skipped.update(tally.skipped)
        return total

    def summary(self) -> str:
        """The counts in one Chinese sentence."""
        total = self.totals
        found = "、".join(f"{self.count(name)} 个{word}" for name, word, _ in _SEVERITIES)
        return (
            f"核对 {total.passed + total.failed + total.rounding} 处：{total.passed} 处相符，{total.rounding} 处仅差舍入，"
            f"{total.failed} 处不符；{sum(total.skipped.values())} 处无法核对。发现 {found}。"
        )

    def summary_en(self) -> str:
        """The counts in one English sentence."""
        total = self.totals
        found = ", ".join(f"{self.count(name)} {word}" for name, _, word in _SEVERITIES)
        return (
            f"{total.passed + total.failed + total.rounding} comparisons: {total.passed} hold, {total.rounding} are off "
            f"by rounding only, {total.failed} do not hold; {sum(total.skipped.values())} could not be made. Found {found}."
        )

    def as_json(self) -> dict[str, Any]:
        """Plain data for ``juesuan validate --json``: summary, counts, findings, checks with their tallies.

        Figures are texts, so that no reader turns them into binary floats.
        """
        return {
            "summary": self.summary(),
            "summary_en": self.summary_en(),
            "counts": {name: self.count(name) for name, _, _ in _SEVERITIES},
            "proven": [{**row, "share": str(row["share"])} for row in self.shares],
            "findings": [finding_as_json(finding) for finding in self.findings],
            "checks": [
                {
                    "id": check.id,
                    "title": check.title,
                    "title_en": check.title_en,
                    "severity": check.severity,
                    **_tally_as_json(self.tallies[check.id]),
                }
                for check in self.checks
            ],
        }


def finding_as_json(finding: Finding) -> dict[str, str | None]:
    """One finding as plain data, with the names of the columns of the table ``finding``."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "table": finding.table,
        "row_key": finding.row_key,
        "message": finding.message,
        "message_en": finding.message_en,
        "expected": finding.expected,
        "actual": finding.actual,
        "difference": None if finding.difference is None else f"{finding.difference:f}",
        "tolerance": None if finding.tolerance is None else f"{finding.tolerance:f}",
        "source_ref": finding.source_ref,
    }


def _tally_as_json(tally: Tally) -> dict[str, Any]:
    skipped = [
        {"reason": code, "text": REASONS[code][0], "text_en": REASONS[code][1], "count": tally.skipped[code]}
        for code in sorted(tally.skipped)
    ]
    return {"passed": tally.passed, "failed": tally.failed, "rounding": tally.rounding, "skipped": skipped}
