"""What the report says, before it is set as a page or as text: findings in their groups, counts, the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Finding, Row
from pipeline.package.published import PackageInfo
from pipeline.package.wording import Words, wording
from pipeline.report.words import report_words, said
from pipeline.spec.tables import table_specs

_STATUSES = ("pass", "rounding", "fail", "skip")


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What became of one check: how often it held, was off by rounding, failed, could not be made."""

    title: Words
    passed: int
    rounding: int
    failed: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Content:
    """All that the report tells. Findings carry their index among the published ones, by which pictures are found."""

    title: str
    facts: tuple[tuple[Words, Words], ...]
    verdict: Words
    good: bool
    groups: tuple[tuple[str, tuple[tuple[int, Finding], ...]], ...]
    unread: tuple[tuple[int, Finding], ...]
    remarks: tuple[tuple[int, Finding], ...]
    titles: Mapping[str, Words]
    checks: tuple[CheckLine, ...]
    not_made: tuple[tuple[Words, int], ...]
    totals: Mapping[str, int]
    shares: tuple[tuple[Words, Row], ...]


def content(info: PackageInfo, tables: Mapping[str, Sequence[Row]], findings: Sequence[Finding]) -> Content:
    """Sort what was found in one disclosure for a reader."""
    numbered = tuple(enumerate(findings))
    rules = report_words().unread
    unread = tuple(item for item in numbered if item[1].severity == "warning" and item[1].rule in rules)
    groups = (
        ("errors", tuple(item for item in numbered if item[1].severity == "error")),
        ("warnings", tuple(item for item in numbered if item[1].severity == "warning" and item[1].rule not in rules)),
    )
    results = tables.get("check_result", ())
    totals = dict.fromkeys(_STATUSES, 0)
    for row in results:
        totals[str(row["status"])] += _int(row["count"])
    kind = wording().kinds[info.kind]
    return Content(
        info.title,
        (
            (said("words.organisation"), _same(info.organisation)),
            (said("words.year"), _same(str(info.year))),
            (said("words.kind"), kind),
            (said("words.source"), _same(info.source_name)),
        ),
        _verdict(groups[0][1], groups[1][1], len(unread), totals),
        not any(items for _, items in groups),
        groups,
        unread,
        tuple(item for item in numbered if item[1].severity == "info"),
        {str(row["check"]): Words(str(row["title"]), str(row["title_en"])) for row in results},
        _checks(results),
        _not_made(results),
        totals,
        tuple((_table_words(str(row["table"])), row) for row in tables.get("proven_share", ())),
    )


def number_words(value: Decimal | None, unit: str) -> str:
    """A figure with its unit; thousands are set apart, so that large ones can be compared."""
    return "–" if value is None else f"{value:,f} {unit}".rstrip()


def rules_of(items: Sequence[tuple[int, Finding]]) -> tuple[tuple[str, tuple[tuple[int, Finding], ...]], ...]:
    """Findings by their rules, in the order in which the rules come first."""
    rules: dict[str, list[tuple[int, Finding]]] = {}
    for item in items:
        rules.setdefault(item[1].rule, []).append(item)
    return tuple((rule, tuple(found)) for rule, found in rules.items())


def _same(text: str) -> Words:
    return Words(text, text)


def _int(value: object) -> int:
    return int(str(value))


def _table_words(name: str) -> Words:
    spec = table_specs().get(name)
    if spec:
        return Words(spec.title, spec.title_en)
    return report_words().texts.get(f"words.{name}", _same(name))


def _verdict(
    errors: Sequence[tuple[int, Finding]],
    warnings: Sequence[tuple[int, Finding]],
    unread: int,
    totals: Mapping[str, int],
) -> Words:
    made = totals["pass"] + totals["rounding"] + totals["fail"]
    if not errors and not warnings:
        if unread:
            return said("verdict.unread_only", made=made, unread=unread)
        if totals["fail"]:
            return said("verdict.remarks_only", made=made, failed=totals["fail"])
        return said("verdict.clean", made=made) if made else said("verdict.nothing")
    counts = Counter(finding.likely_cause for _, finding in (*errors, *warnings))
    nothing = Words("", "")
    causes = (
        said("verdict.causes", publisher=counts["publisher"], extraction=counts["extraction"])
        if counts["publisher"] or counts["extraction"]
        else nothing
    )
    too = said("verdict.unread_too", unread=unread) if unread else nothing
    numbers = {"errors": len(errors), "warnings": len(warnings)}
    return Words(
        said("verdict.found", causes=causes.zh, unread_too=too.zh, **numbers).zh,
        said("verdict.found", causes=causes.en, unread_too=too.en, **numbers).en,
    )


def _checks(results: Sequence[Row]) -> tuple[CheckLine, ...]:
    """The checks that were made at all."""
    counts: dict[str, dict[str, int]] = {}
    titles: dict[str, Words] = {}
    for row in results:
        own = counts.setdefault(str(row["check"]), dict.fromkeys(_STATUSES, 0))
        own[str(row["status"])] += _int(row["count"])
        titles[str(row["check"])] = Words(str(row["title"]), str(row["title_en"]))
    lines = (CheckLine(titles[check], *(own[status] for status in _STATUSES)) for check, own in counts.items())
    return tuple(line for line in lines if line.passed or line.rounding or line.failed)


def _not_made(results: Sequence[Row]) -> tuple[tuple[Words, int], ...]:
    """Why comparisons could not be made, the most frequent reason first."""
    reasons: Counter[Words] = Counter()
    for row in results:
        if row["status"] == "skip":
            reasons[Words(str(row["reason_text"]), str(row["reason_text_en"]))] += _int(row["count"])
    return tuple(reasons.most_common())
