"""From the second readings of a finding's figures to whose error it probably is, and the evidence in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.evidence.numbers import as_number, is_of
from pipeline.evidence.reading import Reading, Verdict
from pipeline.evidence.reread import Rereader
from pipeline.model import Cause, Finding, InvolvedFigure, Severity
from pipeline.spec.checks import checks

#: So many figures of a finding are told at most; where a finding has more, not all of them can be read again.
_MOST = 60
_NAMED = 3

_Words = tuple[str, str]
#: Two places of the data that come from the same words differ; the publisher printed these only once.
_OWN_DATA: tuple[Cause, _Words] = (
    "extraction",
    ("两处数据读自同一段原文，本应相同", "both were read from the same words of the source and should be the same"),
)


def with_causes(findings: Sequence[Finding], rereader: Rereader, severity: Severity) -> list[Finding]:
    """The findings in their order; those of ``severity`` with figures get a likely cause, and evidence behind what they have.

    The source decides: where all figures stand in it as published, the error is probably the publisher's; where one is
    another there, it was probably misread.
    """
    return [_with_cause(f, rereader) if f.severity == severity and f.figures else f for f in findings]


def _with_cause(finding: Finding, rereader: Rereader) -> Finding:
    if finding.rule in _of_own_data():
        cause, words = _OWN_DATA
    else:
        cause, words = _judged([(figure, rereader.read(figure)) for figure in finding.figures], rereader)
    return replace(
        finding,
        likely_cause=cause,
        evidence="；".join(filter(None, (finding.evidence, words[0]))),
        evidence_en="; ".join(filter(None, (finding.evidence_en, words[1]))),
    )


@cache
def _of_own_data() -> frozenset[str]:
    """The checks that hold the data against the words they were read from."""
    return frozenset(check.id for check in checks() if check.kind in ("stated", "quoted", "in-cells"))


def _judged(readings: Sequence[tuple[InvolvedFigure, Reading]], rereader: Rereader) -> tuple[Cause, _Words]:
    figures = [figure for figure, _ in readings]
    others = [(figure, reading.printed) for figure, reading in readings if reading.verdict is Verdict.OTHER]
    if others:
        return "extraction", _differing(others)
    unknown = [(figure, reading.reason) for figure, reading in readings if reading.verdict is Verdict.UNKNOWN]
    if unknown:
        return "undetermined", _unknown(unknown, len(figures))
    return _all_same(figures, rereader)


def _all_same(figures: Sequence[InvolvedFigure], rereader: Rereader) -> tuple[Cause, _Words]:
    """The publisher's error, unless others may be missing beside the figures."""
    if missed := rereader.missed(figures):
        shown = missed[:_NAMED]
        return "undetermined", (
            f"重读原文：涉及的数字都与本数据相同，但表中另有未收入本数据的 {'、'.join(shown)}",
            f"read again: the figures are the same, but the table also has {', '.join(shown)}, which the data have not",
        )
    if words := rereader.uncertain(figures):
        return "undetermined", (
            f"重读原文：涉及的数字都与本数据相同，但{words[0]}",
            f"read again: the figures are the same, but {words[1]}",
        )
    if len(figures) >= _MOST:
        return "undetermined", (
            f"重读原文：前 {len(figures)} 个数字都与本数据相同，其余未重读",
            f"read again: the first {len(figures)} figures are the same, the others were not read again",
        )
    if len(figures) == 1:
        return "publisher", (
            "重读原文：这个数字与本数据相同",
            "read again: the figure stands in the source as published here",
        )
    return "publisher", (
        f"重读原文：涉及的 {len(figures)} 个数字都与本数据相同",
        f"read again: all {len(figures)} figures stand in the source as published here",
    )


def _differing(others: Sequence[tuple[InvolvedFigure, str]]) -> _Words:
    shown = others[:_NAMED]
    chinese = "；".join(
        f"“{figure.title}”原文为 {printed}，本数据为 {_published(figure)}（{figure.source_ref}）"
        for figure, printed in shown
    )
    english = "; ".join(
        f"{figure.title_en} is {printed} in the source and {_published(figure)} here ({figure.source_ref})"
        for figure, printed in shown
    )
    more = len(others) - len(shown)
    return f"重读原文：{chinese}{f'，另有 {more} 处不同' if more else ''}", (
        f"read again: {english}{f', and {more} more differ' if more else ''}"
    )


def _published(figure: InvolvedFigure) -> str:
    """A figure as the package has it, in the printed unit where that is known."""
    if figure.value is None:
        return "空白 (blank)"
    printed = as_number(figure.printed) if figure.printed else None
    if figure.printed and printed is not None and is_of(printed, figure, signed=True):
        return figure.printed
    value = figure.value / figure.scale if figure.scale else figure.value
    return f"{value:,f}"


def _unknown(unknown: Sequence[tuple[InvolvedFigure, _Words]], count: int) -> _Words:
    figure, reason = unknown[0]
    same = count - len(unknown)
    rest = (f"，其余 {same} 个相同", f"; the other {same} are the same") if same else ("", "")
    more = len(unknown) - 1
    also = (f"等 {more + 1} 个数字", f" and {more} more") if more else ("", "")
    return (
        f"未能重读“{figure.title}”{also[0]}（{reason[0]}）{rest[0]}",
        f"not read again: {figure.title_en}{also[1]} ({reason[1]}){rest[1]}",
    )
