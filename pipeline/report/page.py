"""The report as one HTML page that needs no other file and no network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape

from pipeline.model import Finding, InvolvedFigure, Row
from pipeline.package.wording import Words
from pipeline.report.content import CheckLine, Content, number_words, rules_of
from pipeline.report.place import place_words
from pipeline.report.style import STYLE
from pipeline.report.words import said

_TOTALS = ("all", "all_statements")
_FIGURES = 8  # of a finding that are shown at once
_FINDINGS = 40  # of a severity
_LISTED = 100  # of a rule in the folded lists


def page_text(told: Content, pictures: Mapping[int, bytes]) -> str:
    """The text of report.html."""
    return "\n".join((*_head(told), *_body(told, pictures), "</main>", "</body>", "</html>", ""))


def _both(words: Words) -> str:
    """A text in both languages, of which one is seen."""
    return _escaped(words.zh, words.en)


@lru_cache(maxsize=2048)  # titles of checks, reasons and the like are the same in every report
def _escaped(zh: str, en: str) -> str:
    if zh == en:
        return escape(zh)
    return f'<span lang="zh">{escape(zh)}</span><span lang="en">{escape(en)}</span>'


def _said(name: str, **values: object) -> str:
    return _both(said(name, **values))


def _head(told: Content) -> Iterator[str]:
    title = escape(told.title)
    yield '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title} · {escape(said('words.report').zh)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>"
    yield '<input class="pick" type="radio" name="language" id="zh" aria-label="中文" checked>'
    yield '<input class="pick" type="radio" name="language" id="en" aria-label="English">'
    yield '<main>\n<nav><label for="zh">中文</label><label for="en">English</label></nav>'
    yield f"<h1>{title}</h1>"
    mood = "bad" if not told.good else "some" if told.unread else "well"
    facts = "".join(f"<div><dt>{_both(name)}</dt><dd>{_both(value)}</dd></div>" for name, value in told.facts)
    yield f'<dl class="facts">{facts}</dl>'
    yield f'<p class="verdict {mood}">{_both(told.verdict)}</p>'


def _body(told: Content, pictures: Mapping[int, bytes]) -> Iterator[str]:
    for name, items in told.groups:
        if items:
            yield f'<section class="{name}">\n<h2>{_said(f"words.{name}")} {len(items)}</h2>'
            for index, finding in items[:_FINDINGS]:
                yield _article(finding, told.titles.get(finding.rule), pictures.get(index))
            yield from _folded("more", items[_FINDINGS:])
            yield "</section>"
    if told.shares:
        yield _shares(told)
    yield _checks(told)
    yield from _folded("unread", told.unread)
    yield from _folded("remarks", told.remarks)
    yield f"<footer>{_said('words.more_in_data')}</footer>"


def _article(finding: Finding, title: Words | None, picture: bytes | None) -> str:
    parts = [
        f'<article>\n<h3>{_both(title) + " " if title else ""}<span class="rule">{escape(finding.rule)} · '
        f"{_both(place_words(finding.source_ref))}</span></h3>",
        f"<p>{_both(_message(finding, title))}</p>",
        *_expected(finding),
        *_cause(finding),
    ]
    if finding.figures:
        parts.append(_figures(finding.figures))
    if picture:
        parts.append(
            f'<figure><div class="shot"><img alt="" src="data:image/png;base64,{b64encode(picture).decode()}"></div>'
            f"<figcaption>{_said('words.picture')}</figcaption></figure>"
        )
    return "\n".join((*parts, "</article>"))


def _message(finding: Finding, title: Words | None) -> Words:
    """What was found, without the title of the check, which stands above it."""
    if not title:
        return Words(finding.message, finding.message_en)
    return Words(finding.message.removeprefix(f"{title.zh}："), finding.message_en.removeprefix(f"{title.en}: "))


def _expected(finding: Finding) -> Iterator[str]:
    if finding.figures:
        return  # they stand below
    values = (("expected", finding.expected), ("actual", finding.actual), ("difference", finding.difference))
    told = [f"{_said(f'words.{name}')} {escape(str(value))}" for name, value in values if value is not None]
    if told:
        yield f'<p class="figures">{" · ".join(told)}</p>'


def _cause(finding: Finding) -> Iterator[str]:
    if finding.likely_cause:
        evidence = Words(finding.evidence or "", finding.evidence_en or finding.evidence or "")
        yield f'<p class="cause"><b>{_said(f"causes.{finding.likely_cause}")}</b> {_both(evidence)}</p>'


def _figures(figures: Sequence[InvolvedFigure]) -> str:
    names = (("figure", ""), ("value", "n"), ("place", "p"), ("identities", "p"))
    head = "".join(f'<th class="{kind}">{_said(f"words.{name}")}</th>' for name, kind in names)
    rows = [_figure(figure, first=number == 0) for number, figure in enumerate(figures)]
    table = f'<div class="wide"><table><tr>{head}</tr>{"".join(rows[:_FIGURES])}</table></div>'
    if len(rows) <= _FIGURES:
        return table
    more = _said("words.more_figures", count=len(rows) - _FIGURES)
    rest = "".join(rows[_FIGURES:])
    return (
        f"{table}<details><summary>{more}</summary>"
        f'<div class="wide"><table><tr>{head}</tr>{rest}</table></div></details>'
    )


def _figure(figure: InvolvedFigure, *, first: bool) -> str:
    quote = figure.printed if figure.printed and not figure.box and len(figure.printed) > 12 else ""
    quoted = f'<q lang="">{escape(quote)}</q>' if quote else ""
    kind = ' class="first"' if first else ""
    return (
        f"<tr{kind}><td>{_both(Words(figure.title, figure.title_en))}{quoted}</td>"
        f'<td class="n">{escape(number_words(figure.value, figure.unit))}</td>'
        f'<td class="p">{_both(place_words(figure.source_ref))}</td>'
        f'<td class="p">{_said("words.tally", passed=figure.passed, failed=figure.failed)}</td></tr>'
    )


def _shares(told: Content) -> str:
    names = (("table", ""), ("proven_count", "n"), ("figures", "n"), ("share", "n"))
    head = "".join(f'<th class="{kind}">{_said(f"words.{name}")}</th>' for name, kind in names)
    rows = "".join(
        f'<tr><td>{_both(words)}</td><td class="n">{row["proven"]}</td><td class="n">{row["figures"]}</td>'
        f'<td class="n">{row["share"]} %</td><td><span class="bar"><i style="width:{row["share"]}%"></i></span></td></tr>'
        for words, row in sorted(told.shares, key=_totals_first)
    )
    summary = f"{_said('words.proven')} {told.shares[-1][1]['share']} %"
    return (
        f"<h2>{summary}</h2><details><summary>{_said('words.proven_why')}</summary>"
        f'<div class="wide"><table><tr>{head}<th></th></tr>{rows}</table></div></details>'
    )


def _totals_first(share: tuple[Words, Row]) -> int:
    return _TOTALS.index(table) if (table := str(share[1]["table"])) in _TOTALS else len(_TOTALS)


def _checks(told: Content) -> str:
    totals = told.totals
    counts = {"passed": totals["pass"], "rounding": totals["rounding"], "failed": totals["fail"]}
    summary = _said("words.checks", **counts, skipped=totals["skip"])
    names = (("check", ""), ("passed", "n"), ("rounding", "n"), ("failed", "n"), ("skipped", "n"))
    head = "".join(f'<th class="{kind}">{_said(f"words.{name}")}</th>' for name, kind in names)
    rows = "".join(_check(line) for line in sorted(told.checks, key=lambda line: not line.failed))
    table = f'<div class="wide"><table><tr>{head}</tr>{rows}</table></div>' if rows else ""
    reasons = "".join(f"<li>{_both(reason)} {count}</li>" for reason, count in told.not_made)
    why = f'<h4>{_said("words.not_made")}</h4><ul class="list">{reasons}</ul>' if reasons else ""
    return f"<details><summary>{summary}</summary>{table}{why}</details>"


def _check(line: CheckLine) -> str:
    counts = (line.passed, line.rounding, line.failed, line.skipped)
    cells = "".join(f'<td class="n">{count or ""}</td>' for count in counts)
    return f"<tr><td>{_both(line.title)}</td>{cells}</tr>"


def _folded(name: str, items: Sequence[tuple[int, Finding]]) -> Iterator[str]:
    if not items:
        return
    yield f"<details><summary>{_said(f'words.{name}', count=len(items))}</summary>"
    for rule, found in rules_of(items):
        listed = "".join(
            f"<li>{_both(Words(finding.message, finding.message_en))} "
            f'<span class="rule">{_both(place_words(finding.source_ref))}</span></li>'
            for _, finding in found[:_LISTED]
        )
        if len(found) > _LISTED:
            listed += f"<li>{_said('words.more', count=len(found) - _LISTED)}</li>"
        yield f'<h4>{escape(rule)} × {len(found)}</h4><ul class="list">{listed}</ul>'
    yield "</details>"
