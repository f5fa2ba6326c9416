"""Composes the whole text of a disclosure from its record: paragraphs, and the facts that they state."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.typesetter import wording_public, wording_xinjiang
from tests.typesetter.disclosure import Record
from tests.typesetter.narrator import Fact, Narrator, Paragraph
from tests.typesetter.outline import NUMERALS, PARTS, SHANGHAI, STATEMENT_TITLES, XINJIANG
from tests.typesetter.style import Style, random_style
from tests.typesetter.wording_shanghai import shanghai


@dataclass(frozen=True)
class Narrative:
    """The text of one disclosure in one style, and its gold."""

    style: Style
    paragraphs: tuple[Paragraph, ...]
    facts: tuple[Fact, ...]
    functional: tuple[dict[str, str], ...]
    template: str


def compose(record: Record, seed: int, style: Style | None = None, template: str = "") -> Narrative:
    """The narrative of ``record`` in the wording that ``seed`` chooses.

    ``template`` is ``xinjiang`` or ``shanghai``; empty: chosen by the seed. Same arguments, same text.
    """
    rng = Random(f"wording {seed}")
    chosen = style or random_style(rng)
    template = template or ("shanghai" if rng.random() < 0.25 else "xinjiang")
    if any(i.budget_initial is None for i in record.accounts.general.items):
        template = "xinjiang"
    n = Narrator(chosen)
    n.add("title", record.title)
    if record.edition:
        n.add("edition", record.edition)
    _contents(n, record, XINJIANG if template == "xinjiang" else SHANGHAI)
    _overview(n, record)
    n.add("part", PARTS[1])
    if template == "xinjiang":
        _xinjiang(n, record)
    else:
        shanghai(n, record)
    _glossary(n, record)
    return Narrative(chosen, tuple(n.paragraphs), tuple(n.facts), tuple(n.functional), template)


def _xinjiang(n: Narrator, r: Record) -> None:
    wording_xinjiang.totals(n, r)
    wording_xinjiang.appropriation(n, r)
    wording_xinjiang.general_budget(n, r)
    wording_xinjiang.basic(n, r)
    wording_xinjiang.funds(n, r)
    wording_public.three_public(n, r)
    wording_public.other_matters(n, r)
    wording_public.performance(n, r)


def _contents(n: Narrator, r: Record, sections: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    n.add("contents", "目录")
    n.add("part", PARTS[0].format(kind=r.kind))
    n.add("entry", "一、主要职能")
    n.add("entry", "二、机构设置及人员情况")
    n.add("part", PARTS[1])
    for title, subtitles in sections:
        n.add("entry", title)
        for subtitle in subtitles:
            n.add("subentry", subtitle)
    n.add("part", PARTS[2])
    n.add("part", PARTS[3])
    for number, title in enumerate(STATEMENT_TITLES):
        n.add("entry", f"{NUMERALS[number]}、《{title}》")


def _overview(n: Narrator, r: Record) -> None:
    """Part one: duties, offices, staff."""
    n.add("part", PARTS[0].format(kind=r.kind))
    n.heading("section", "一.一", "一、主要职能")
    for number, duty in enumerate(r.duties, 1):
        n.add("duty", f"（{number}）{duty}")
    n.heading("section", "一.二", "二、机构设置及人员情况")
    staff = r.staff
    text = f"{r.org}{r.year}年度，实有人数{n.count('实有人数', staff.total, '人')}，其中："
    groups = (("在职人员", staff.active), ("离休人员", staff.veteran), ("退休人员", staff.retired))
    n.add("body", text + "；".join(f"{g}{n.count(g, c[0], '人')}，{n.heads(g, c[1])}" for g, c in groups) + "。")
    if r.subordinates:
        under = (
            f"有下属预算单位{n.count('下属预算单位', len(r.subordinates), '个')}，分别是：{'、'.join(r.subordinates)}"
        )
    else:
        under = "无下属预算单位"
    if r.offices:
        sep = "；" if r.subordinates else "，"
        n.add(
            "body",
            f"{r.org}{under}{sep}下设{n.count('科室', len(r.offices), '个')}科室，分别是：{'、'.join(r.offices)}。",
        )
    else:
        n.add("body", f"{r.org}{under}。")


def _glossary(n: Narrator, r: Record) -> None:
    n.add("part", PARTS[2])
    for number, (term, definition) in enumerate(r.glossary):
        n.add("term", f"{NUMERALS[number]}、{term}：{definition}")
    n.add("part", PARTS[3])
    for number, title in enumerate(STATEMENT_TITLES):
        n.add("entry", f"{NUMERALS[number]}、《{title}》")
    n.add("tables", "")
