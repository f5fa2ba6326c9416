"""Every figure of the narrative: what it measures, of what, against what, and why.

A figure is a number with a unit. The words before it in its clause (the lead) announce the measure; a missing subject is
taken from the clause before. Patterns are in ``schemas/narrative/figures.toml``; the measures are those of the contract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.model import Finding
from pipeline.normalize.codes import is_functional_class
from pipeline.normalize.context import OF_WHICH, Context, ContextReader
from pipeline.normalize.explanations import explain, explain_changes
from pipeline.normalize.figure import Figure
from pipeline.normalize.notes import inferred
from pipeline.normalize.outline import Paragraph, Section
from pipeline.normalize.sentences import Sentence, sentences
from pipeline.normalize.subjects import FunctionalPath, Subject, SubjectReader
from pipeline.normalize.tokens import clause_ends, is_excluded, shared_unit, unit_of
from pipeline.spec.narrative import FigureSpec, Lead, figure_spec
from pipeline.text import fold

_AMOUNT_IN_BASE = re.compile(r"-?\d[\d,.]*(?:万元|亿元|元)的?$")
_JOINERS = re.compile(r"^[、和及与,]")
#: Sections that divide the expenditure into 类.
_BY_CLASS = ("general_budget_structure", "general_budget", "general_budget_items")
#: Beside 基本支出 and 项目支出 it is no class.
_AMBIGUOUS = ("其他支出",)
#: A numbered sentence that is no longer only names what follows.
_CAPTION = 20
_AND = ("和", "及", "与")
#: How money and rates are printed behind a word; such a number without a unit is told.
_AMOUNT = re.compile(r"(?<=[\u4e00-\u9fff])[\d,]+\.\d\d?(?=$|[。,;])")
_UNIT_FORMS = {"百分比": "%", "个百分点": "百分点", "万": "万元"}
#: A variance without a stated base is against the budget that stands before it in the sentence.
_BUDGET_BASES = {"budget_initial": "年初预算", "budget_adjusted": "全年预算"}


class FigureReader:
    """Reads the figures of a document's sections; collects findings about what it could not classify."""

    def __init__(self, org_names: tuple[str, ...], kind: str = "final") -> None:
        self.spec: FigureSpec = figure_spec()
        self._leads = [lead for lead in self.spec.leads if kind in lead.kinds]
        self.subjects = SubjectReader(self.spec, org_names)
        self._context = ContextReader(self.spec, self.subjects)
        self.findings: list[Finding] = []

    def read(self, section: Section) -> list[Figure]:
        """All figures of a section, in the order in which they are stated."""
        figures: list[Figure] = []
        context = Context()
        heading = self.spec.functional_heading.match(fold(section.title))
        self.subjects.class_name = section.title[slice(*heading.span("class"))] if heading else None
        for paragraph in section.paragraphs:
            for sentence in sentences(paragraph.folded, self.spec):
                stated = list(self._facts(section, paragraph, sentence, context))
                if sentence.reason is not None:
                    reason = paragraph.text[sentence.reason : sentence.end].strip("。;；,，:：")
                    if stated:
                        stated = explain(stated, reason)
                    elif figures and figures[-1].paragraph is paragraph:
                        figures = explain(figures, reason)  # 决算数大于预算数的主要原因:… as a sentence of its own
                    elif sentence.start == 0:
                        figures = explain_changes(figures, reason)  # 财政拨款收入支出增加的主要原因是… below them all
                stated.extend(self._told(section, paragraph, sentence, context))
                figures.extend(stated)
        return figures

    def _facts(self, section: Section, paragraph: Paragraph, sentence: Sentence, context: Context) -> Iterator[Figure]:
        folded = paragraph.folded
        boundary = sentence.start
        context.begin_sentence()
        if paragraph.item and sentence.start == 0:
            context.subject = Subject("")
        for token in self.spec.token.finditer(folded, sentence.start, sentence.told):
            unit, end = unit_of(folded, token, boundary, sentence.told, self.spec), token.end()
            if unit is None and _AMOUNT.match(folded, token.start()):
                self._unclassified(paragraph, boundary, end)
            if unit is None or is_excluded(folded, token, boundary, end, self.spec):
                continue
            if not token["unit"] and not shared_unit(folded, token, sentence.told, self.spec):
                self._without_unit(paragraph, boundary, end, unit)
            self._context.brackets(paragraph, boundary, token.start(), context)
            clause = self._context.clauses(paragraph, boundary, token.start(), context)
            figure = self._figure(section, paragraph, token, unit, end, clause, context)
            if figure:
                boundary = end
                joiner = _JOINERS.match(folded[end : sentence.told])
                boundary += joiner.end() if joiner else 0
                yield figure
        self._context.brackets(paragraph, boundary, sentence.told, context)
        rest = self._context.clauses(paragraph, boundary, sentence.told, context)
        # 教育支出(类)…(项)。 and 1.因公出国(境)费用。 name the item of the sentences behind them.
        names = paragraph.item and rest == sentence.start == 0 and self._is_caption(folded[: sentence.told])
        mark = ":" if names else "。"
        self._context.clause(paragraph.text[rest : sentence.told], folded[rest : sentence.told], mark, context)

    def _is_caption(self, folded: str) -> bool:
        return len(folded) <= _CAPTION or bool(self.spec.functional_lower.match(folded))

    def _figure(
        self,
        section: Section,
        paragraph: Paragraph,
        token: re.Match[str],
        unit: str,
        end: int,
        start: int,
        context: Context,
    ) -> Figure | None:
        folded, text = paragraph.folded, paragraph.text
        unit_class = self.spec.unit_class[unit]
        lead_text = self.spec.leftover.sub("", folded[start : token.start()])
        original = text[start : token.start()] if len(lead_text) == token.start() - start else lead_text
        lead, match = self._lead(lead_text, unit_class)
        direction = match["direction"] if match and lead and lead.measure == "prior_change" else ""
        base = _base(match)
        if match:
            span = match.span("subject")
            subject = self.subjects.read(original[slice(*span)], lead_text[slice(*span)])
        else:
            subject = self._named(original, lead_text, folded, end, unit_class == "count")
        named = section.kind in _BY_CLASS and (section.kind == _BY_CLASS[0] or subject.text not in _AMBIGUOUS)
        if not subject.path and named and is_functional_class(subject.text):
            subject = Subject(subject.text, FunctionalPath(subject.text))  # 教育支出10.00万元, without (类)
        second = context.last and context.last[0] and unit_class in context.last[0].units
        context.part = not subject.text and (context.part or lead_text == OF_WHICH)
        if not lead and not subject.text and context.last and second and not context.part:
            lead, direction, base = context.last  # the second of two values of one kind: 增长12.1%、3.4%
        measure = self._measure(lead, unit_class)
        if measure is None:
            self._unclassified(paragraph, start, end)
            return None
        kept = context.subject
        if subject.text:
            context.subject = subject
        part = context.part and lead is None
        context.last = (lead, direction, base)
        value = Decimal(token["number"].replace(",", ""))
        value = -value if bool(token["sign"]) != (direction in self.spec.down) else value
        if lead is None and unit_class == "money" and context.divided in _BUDGET_BASES:
            measure = context.divided
        context.measure = measure
        if measure in _BUDGET_BASES:
            context.base = _BUDGET_BASES[measure]
        elif measure in ("prior_change_amount", "prior_change_rate", "variance_rate"):
            base = context.base = base or context.base
        about = context.subject
        if self.spec.subject_other_year.match(about.text):
            context.subject = kept
        return Figure(
            section,
            paragraph,
            token.start(),
            end,
            f"{about.text}>{OF_WHICH}".lstrip(">") if part else about.text,
            None if part else about.path,
            measure,
            value,
            _UNIT_FORMS.get(unit, text[token.start("unit") : end] if token["unit"] else unit),
            unit_class,
            base or None,
            None,
            text[start:end].lstrip("、,，;；:："),
        )

    def _lead(self, lead_text: str, unit_class: str) -> tuple[Lead | None, re.Match[str] | None]:
        for lead in self._leads:
            if unit_class in lead.units:
                match = lead.pattern.match(lead_text)
                if match:
                    return lead, match
        return None, None

    def _named(self, original: str, lead_text: str, folded: str, end: int, is_count: bool) -> Subject:
        """The subject of a figure without a measure word; `下设12个科室` names it behind the number."""
        subject = self.subjects.read(original, lead_text)
        # 1家机关和0家参公事业单位: the second lead names the first
        behind = self.spec.behind_lead.search(lead_text) or (is_count and lead_text[-1:] in _AND)
        noun = self.spec.behind_noun.match(folded[end:]) if behind else None
        return Subject(noun["noun"]) if noun else subject

    def _measure(self, lead: Lead | None, unit_class: str) -> str | None:
        if lead is None:
            return {"money": "amount", "count": "count", "area": "area", "score": "score"}.get(unit_class)
        if lead.measure == "prior_change":
            return "prior_change_rate" if unit_class == "percent" else "prior_change_amount"
        return lead.measure

    def _told(self, section: Section, paragraph: Paragraph, sentence: Sentence, context: Context) -> Iterator[Figure]:
        """Figures inside an explanation or free text: comparisons with their base, `X为N辆`, and a few named counts."""
        start = sentence.told if sentence.reason is None else sentence.reason
        folded = paragraph.folded
        context = replace(context)
        boundary, told_before = start, False
        for token in self.spec.token.finditer(folded, start, sentence.end):
            unit = token["unit"]
            if not unit or self.spec.exclude_after.match(folded[token.end() : token.end() + 8]):
                continue
            lead_start = max([boundary, *(m + 1 for m in clause_ends(folded, boundary, token.start()))])
            is_count = self.spec.unit_class[unit] == "count"
            joined = told_before and folded[boundary : token.start()] in ("", ",", "、", "和", "及")
            if not joined and not self._is_told(folded[lead_start : token.start()], is_count, sentence):
                told_before = False
                continue
            if not is_count:
                lead_start = self._context.clauses(paragraph, boundary, token.start(), context)
            lead_start = token.start() if joined else lead_start
            figure = self._figure(section, paragraph, token, unit, token.end(), lead_start, context)
            if figure:
                boundary, told_before = token.end(), True
                yield figure

    def _is_told(self, lead: str, is_count: bool, sentence: Sentence) -> bool:
        if not is_count:
            return sentence.reason is not None and bool(self.spec.reason_comparison.search(lead))
        if sentence.reason is not None and self.spec.reason_copula.match(lead):
            return True
        return bool(self.spec.free_figure.search(lead))

    def _without_unit(self, paragraph: Paragraph, start: int, end: int, unit: str) -> None:
        quote = paragraph.text[start:end].lstrip(",，、")
        self.findings.append(
            inferred(
                f"“{quote}”缺百分号，按百分比读" if unit == "%" else f"“{quote}”缺单位，按“{unit}”读",
                f"“{quote}” lacks its unit and was read as {'a percentage' if unit == '%' else f'a figure in {unit}'}",
                paragraph.ref(start, end),
                "narrative_figure",
                quote,
            )
        )

    def _unclassified(self, paragraph: Paragraph, start: int, end: int) -> None:
        quote = paragraph.text[start:end]
        self.findings.append(
            Finding(
                "figure-unclassified",
                "info",
                f"“{quote}”中的数字无法归入任何指标，未收入叙述数据表",
                f"the figure in “{quote}” fits no measure and is not in the table narrative_figure",
                paragraph.ref(start, end),
                "narrative_figure",
            )
        )


def _base(match: re.Match[str] | None) -> str | None:
    if not match:
        return None
    groups = match.groupdict()
    base = groups.get("base") or groups.get("base2") or groups.get("base3") or ""
    return _AMOUNT_IN_BASE.sub("", base) or None
