"""What the clauses of a sentence say about the figures behind them: of what they are, and what they are compared with."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.normalize.outline import Paragraph
from pipeline.normalize.subjects import Subject, SubjectReader
from pipeline.normalize.tokens import clause_ends
from pipeline.spec.narrative import FigureSpec, Lead

OF_WHICH = "其中"


@dataclass(slots=True)
class Context:
    """What the clauses so far have said: the subject, and what the next figures are compared with."""

    subject: Subject = field(default_factory=lambda: Subject(""))
    base: str | None = None
    last: tuple[Lead | None, str, str | None] | None = None  # lead, direction, base of the figure before
    outside: Subject | None = None  # the subject before a bracket, for what follows behind it
    measure: str | None = None  # of the figure before
    divided: str | None = None  # the measure before a bracket that divides it: 预算18万元(其中:一般公共预算支出18万元)
    part: bool = False  # 其中 without a name: what follows is a part of the figure before

    def begin_sentence(self) -> None:
        """Only the subject holds beyond the end of a sentence."""
        self.base = self.last = self.outside = self.measure = self.divided = None
        self.part = False


class ContextReader:
    """Keeps a ``Context`` up to date while the figures of a sentence are read from left to right."""

    def __init__(self, spec: FigureSpec, subjects: SubjectReader) -> None:
        self._spec, self._subjects = spec, subjects

    def brackets(self, paragraph: Paragraph, start: int, end: int, context: Context) -> None:
        """What is said in a bracket names nothing behind it: 国内公务接待30批次(其中外事接待26批次),579人次."""
        opened: list[int] = []
        for offset in range(start, end):
            if paragraph.folded[offset] == "(":
                opened.append(offset)
            elif paragraph.folded[offset] == ")" and opened:
                opened.pop()
            elif paragraph.folded[offset] == ")" and context.outside:
                context.subject, context.outside, context.divided = context.outside, None, None
        if opened:
            first = max([start, *(mark + 1 for mark in clause_ends(paragraph.folded, start, opened[0]))])
            named = self._subjects.read(paragraph.text[first : opened[0]], paragraph.folded[first : opened[0]])
            context.outside = named if named.text else context.subject
            context.divided = context.measure if paragraph.folded.startswith(OF_WHICH, opened[0] + 1) else None

    def clauses(self, paragraph: Paragraph, start: int, end: int, context: Context) -> int:
        """Walk over the clauses before a number; each may set the subject or the base. Returns where the lead starts."""
        folded = paragraph.folded
        lead_start = start
        for mark in clause_ends(folded, start, end):
            self.clause(paragraph.text[lead_start:mark], folded[lead_start:mark], folded[mark], context)
            lead_start = mark + 1
        return lead_start

    def clause(self, text: str, folded: str, mark: str, context: Context) -> None:
        """Take in a clause without a figure (as printed and ``folded``), which ends with ``mark``."""
        context.part = context.part or folded == OF_WHICH
        if not folded or self._spec.filler.match(folded):
            return
        compared = self._spec.context.match(folded)
        if compared:
            context.base = text[slice(*compared.span("base"))]
            start, end = compared.span("subject")
            subject = self._subjects.read(text[start:end], folded[start:end])
            if subject.text:
                context.subject = subject
            return
        named = mark == "," and (self._spec.changed.match(folded) or self._spec.named.match(folded))
        if named:
            context.subject = self._subjects.read(text[slice(*named.span("subject"))], named["subject"])
        elif self._spec.functional_path.match(folded) or mark == ":":
            subject = self._subjects.read(text, folded)
            if subject.text and len(subject.text) <= 80:
                context.subject = subject
