"""Writes paragraphs and, with every figure that it writes, the row of the gold that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tests.typesetter.record import ratio
from tests.typesetter.style import Style


@dataclass(frozen=True)
class Paragraph:
    """``kind``: title, edition, contents, entry, subentry, part, section, subsection, item, body, caption, or ``forms``
    and ``tables`` for the places where the forms and the official tables stand."""

    kind: str
    text: str


@dataclass(frozen=True)
class Fact:
    """A row of facts.tsv; ``printed`` is the figure as it stands in the text, with its unit."""

    section: str
    subject: str
    measure: str
    value: Decimal | int
    unit: str
    direction: str
    reason: str
    printed: str


@dataclass
class Narrator:
    """Collects paragraphs and facts. Texts are given in full-width punctuation; the style turns them into what is printed."""

    style: Style
    paragraphs: list[Paragraph] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    functional: list[dict[str, str]] = field(default_factory=list)
    section: str = ""

    def add(self, kind: str, text: str) -> None:
        self.paragraphs.append(Paragraph(kind, self.style.text(text)))

    def heading(self, kind: str, mark: str, text: str) -> None:
        """A heading; ``mark`` is its section path as the gold writes it (``二.五.三``)."""
        self.section = mark
        self.add(kind, text)

    def figure(
        self,
        subject: str,
        measure: str,
        value: Decimal | int,
        unit: str,
        *,
        direction: str = "",
        reason: str = "",
        shown: Decimal | int | None = None,
    ) -> str:
        """Register the figure and give its printed form; ``shown`` is printed where the sign lies in the words."""
        printed = self.style.text(f"{self.style.number(value if shown is None else shown)}{unit}")
        style = self.style
        self.facts.append(
            Fact(
                self.section,
                style.text(subject),
                measure,
                value,
                style.text(unit),
                direction,
                style.text(reason),
                printed,
            )
        )
        return printed

    def money(self, subject: str, value: Decimal, measure: str = "amount") -> str:
        return self.figure(subject, measure, value, "万元")

    def share(self, subject: str, part: Decimal, whole: Decimal) -> str:
        """``part`` in percent of ``whole``; 0.00 where there is nothing to divide by."""
        return self.figure(subject, "share", ratio(part, whole) if whole else Decimal("0.00"), "%")

    def count(self, subject: str, value: int, unit: str) -> str:
        return self.figure(subject, "count", value, unit)

    def heads(self, subject: str, change: int) -> str:
        """``增加3人``, ``减少5人``; no change is ``增加0人``."""
        word = "减少" if change < 0 else "增加"
        return word + self.figure(subject, "prior_change_amount", change, "人", direction=word, shown=abs(change))

    def change(self, subject: str, now: Decimal, before: Decimal, reason: str) -> str:
        """``减少5.00万元，下降10.00%，主要原因是：…`` in the style's words, without what they are compared with."""
        difference, style = now - before, self.style
        if not difference and style.no_change == "flat":
            return "持平"
        word, rate_word = ("减少", "下降") if difference < 0 else ("增加", style.up)
        amount = self.figure(
            subject,
            "prior_change_amount",
            difference,
            "万元",
            direction=word,
            reason=reason,
            shown=abs(difference),
        )
        rate = self._rate(subject, difference, before, word, reason)
        return f"{word}{amount}，{rate_word}{rate}，{style.reason_mark}{reason}"

    def _rate(self, subject: str, difference: Decimal, before: Decimal, word: str, reason: str) -> str:
        if not before and difference and self.style.no_base != "hundred":
            return "--%" if self.style.no_base == "dash" else "--（基数为0，不可比）"
        value = ratio(difference, before) if before else Decimal("100.00" if difference else "0.00")
        return self.figure(subject, "prior_change_rate", value, "%", direction=word, reason=reason, shown=abs(value))

    def compared(self, subject: str, now: Decimal, before: Decimal, reason: str, against: str = "") -> str:
        """The change with what it is compared with: ``比上年决算减少…`` or ``与上年持平``."""
        words = self.change(subject, now, before, reason)
        if words == "持平":
            return "与上年持平" if not against.startswith("比上年决算") else "与上年决算持平"
        return (against or self.style.against) + words

    def variance(self, subject: str, final: Decimal, budget: Decimal, reason: str, measure: str, name: str) -> str:
        """``年初预算数…万元，决算数…万元，预决算差异率…%，主要原因是：…``; the rate is left out over a base of zero."""
        first = self.figure(subject, measure, budget, "万元")
        second = self.figure(subject, "actual", final, "万元")
        if not budget and final and self.style.no_base != "hundred":
            rate = "--%"
        else:
            value = ratio(final - budget, budget) if budget else Decimal("100.00" if final else "0.00")
            rate = self.figure(subject, "variance_rate", value, "%", reason=reason)
        return f"{name}{first}，决算数{second}，预决算差异率{rate}，{self.style.reason_mark}{reason}"
