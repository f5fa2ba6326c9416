"""The report for a terminal: the same in short, Chinese first, then English."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.package.readme import Language, markdown
from pipeline.package.wording import Words
from pipeline.report.content import Content, number_words, rules_of
from pipeline.report.place import place_words
from pipeline.report.words import said

_FIGURES = 6  # of a finding
_FINDINGS = 30  # of a severity


def terminal_text(told: Content, *, pictured: bool) -> str:
    """The text of report.md; ``pictured`` when report.html has pictures of the source."""
    return "\n".join((*_section(told, "zh", pictured), "", "---", "", *_section(told, "en", pictured), ""))


def _section(told: Content, language: Language, pictured: bool) -> Iterator[str]:
    def in_language(words: Words) -> str:
        return words.zh if language == "zh" else words.en

    def text(name: str, **values: object) -> str:
        return in_language(said(name, **values))

    yield f"# {markdown(told.title)} · {text('words.report')}"
    yield ""
    yield " · ".join(markdown(in_language(value)) for _, value in told.facts)
    yield ""
    yield f"**{in_language(told.verdict)}**"
    for name, items in told.groups:
        if items:
            yield f"\n## {text(f'words.{name}')} ({len(items)})\n"
        for _, finding in items[:_FINDINGS]:
            yield from _finding(finding, language)
        if len(items) > _FINDINGS:
            yield f"- {text('words.more', count=len(items) - _FINDINGS)}"
    yield ""
    if told.unread:
        rules = ", ".join(f"{markdown(rule)} {len(items)}" for rule, items in rules_of(told.unread))
        yield f"- {text('words.unread', count=len(told.unread))}: {rules}"
    if told.remarks:
        yield f"- {text('words.remarks', count=len(told.remarks))}"
    totals = told.totals
    counts = {"passed": totals["pass"], "rounding": totals["rounding"], "failed": totals["fail"]}
    yield f"- {text('words.checks', **counts, skipped=totals['skip'])}"
    for words, row in told.shares[-1:]:
        yield f"- {text('words.proven')} ({in_language(words)}): {row['proven']} / {row['figures']}, {row['share']} %"
    if pictured:
        yield f"- {text('words.pictures_in_html')}"


def _finding(finding: Finding, language: Language) -> Iterator[str]:
    chinese = language == "zh"
    place = place_words(finding.source_ref)
    message = finding.message if chinese else finding.message_en
    yield f"- {markdown(message)} ({markdown(place.zh if chinese else place.en)}, {markdown(finding.rule)})"
    for figure in finding.figures[:_FIGURES]:
        where = place_words(figure.source_ref)
        title = figure.title if chinese else figure.title_en
        tally = said("words.tally", passed=figure.passed, failed=figure.failed)
        yield (
            f"  - {markdown(title)}: {markdown(number_words(figure.value, figure.unit))} "
            f"({markdown(where.zh if chinese else where.en)}; {tally.zh if chinese else tally.en})"
        )
    if len(finding.figures) > _FIGURES:
        more = said("words.more_figures", count=len(finding.figures) - _FIGURES)
        yield f"  - {more.zh if chinese else more.en}"
    if finding.likely_cause:
        cause = said(f"causes.{finding.likely_cause}")
        evidence = (finding.evidence if chinese else finding.evidence_en) or ""
        told = f"{cause.zh}：{evidence}" if chinese else f"{cause.en}: {evidence}"
        yield f"  - {markdown(told.rstrip('：: '))}"
