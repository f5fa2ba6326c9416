"""README.md of a package, for the person who downloads it: Chinese first, then English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from pipeline.model import Finding
from pipeline.package.wording import ReadmeWords, fill, wording
from pipeline.spec.tables import FieldSpec, table_specs

Language = Literal["zh", "en"]

_SEVERITIES = ("error", "warning", "info")
_MARKUP = re.compile(r"([\\|<>*_`\[\]])")


def readme_text(values: Mapping[str, object], rows: Mapping[str, int], findings: Sequence[Finding]) -> str:
    """The text of README.md. ``values`` fill the wording, ``rows`` counts per table, ``findings`` as published."""
    safe = {key: markdown(str(value)) for key, value in values.items()}
    safe |= {key: str(values[key]) for key in ("name", "source_sha256")}  # these stand in code marks
    words = wording()
    return "\n".join(
        (
            _section(words.readme_zh, "zh", safe, rows, findings).lstrip("\n"),
            _section(words.readme_en, "en", safe, rows, findings).lstrip("\n"),
        )
    )


def markdown(text: str) -> str:
    """A text of the source as it may stand in a cell of a Markdown table: without line breaks, marks made harmless."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _section(
    words: ReadmeWords,
    language: Language,
    values: Mapping[str, str],
    rows: Mapping[str, int],
    findings: Sequence[Finding],
) -> str:
    filled = {**values, "total": str(len(findings))}
    parts = [
        fill(words.head, filled),
        f"## {words.tables}\n\n{words.tables_intro}\n",
        _row(words.tables_header)
        + "|---|---|---:|---|\n"
        + "".join(f"{before}{rows[name]}{after}" for name, (before, after) in _table_rows(language).items()),
        f"## {words.findings}\n\n{fill(words.findings_intro, filled) if findings else words.findings_none}\n",
    ]
    if findings:
        parts.append(_row(words.findings_header) + "|---|---|---:|---|\n" + _finding_rows(language, findings))
    return "\n".join((*parts, fill(words.tail, filled)))


@cache
def _table_rows(language: Language) -> Mapping[str, tuple[str, str]]:
    """Per table the line of the list of tables, before and after the number of rows."""
    lines = {}
    for name, spec in table_specs().items():
        title = spec.title if language == "zh" else spec.title_en
        columns = ", ".join(_column(field, language) for field in spec.fields)
        lines[name] = f"| `{name}` | {markdown(title)} | ", f" | {columns} |\n"
    return lines


def _column(field: FieldSpec, language: Language) -> str:
    title = field.title if language == "zh" else field.title_en
    unit = f", {field.unit}" if field.unit else ""
    return f"`{field.name}` ({markdown(title)}{unit})"


def _finding_rows(language: Language, findings: Sequence[Finding]) -> str:
    """One line per rule and severity, the worst first, with the first message of each."""
    counts = Counter((finding.severity, finding.rule) for finding in findings)
    first: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        first.setdefault((finding.severity, finding.rule), finding)
    lines = []
    for severity, rule in sorted(counts, key=lambda pair: (_SEVERITIES.index(pair[0]), pair[1])):
        words = wording().severities[severity]
        example = first[severity, rule]
        message = example.message if language == "zh" else example.message_en
        shown = (words.zh if language == "zh" else words.en, f"`{rule}`", str(counts[severity, rule]))
        lines.append(_row((*shown, f"{markdown(message)} ({markdown(example.source_ref)})")))
    return "".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
