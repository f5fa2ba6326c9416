"""Sets a record as a text dump of a PDF: paragraphs, lists, tab-separated forms, and what goes wrong in such dumps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from tests.typesetter.disclosure import Record
from tests.typesetter.narrator import Paragraph
from tests.typesetter.slip import NO_SLIP, Slip
from tests.typesetter.style import Style
from tests.typesetter.text_forms import FormSetter, Uncertain
from tests.typesetter.wording import Narrative, compose

LINE = 28  # characters on a printed line
_NUMBER = re.compile(r"(?<=\d)([.,])(?=\d)")
_CJK = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”"
_CUT = re.compile(rf"(?<=[{_CJK}])(?=[{_CJK}])")
_OPENS = re.compile(
    r"^(?:[一二三四五六七八九十]+[、是]|[（(]|第[一二三四五六七八九十]|\d{1,2}[、.](?!\d)|其中|[，；：。、,;:）)])"
)
_HEADS = ("part", "section", "subsection")


@dataclass(frozen=True)
class TextDump:
    """The text, and for every form what it no longer shows beyond doubt."""

    text: str
    narrative: Narrative
    uncertain: tuple[Uncertain, ...]


def set_text(record: Record, seed: int, damage: int = 0, *, style: Style | None = None, template: str = "") -> str:
    """The disclosure as a text dump (UTF-8, LF): ``damage`` 0 clean, 1 the usual layout noise, 2 with OCR noise in forms."""
    return dump(record, seed, damage, style, template).text


def dump(
    record: Record,
    seed: int,
    damage: int = 0,
    style: Style | None = None,
    template: str = "",
    slip: Slip = NO_SLIP,
) -> TextDump:
    """As :func:`set_text`, with the facts stated and the fields that became uncertain, and with a slip in it."""
    if damage not in (0, 1, 2):
        raise ValueError(f"damage is 0, 1 or 2, not {damage}")
    narrative = slip.narrative(compose(record, seed, style, template))
    rng = Random(f"dump {seed} {damage}")
    place = "middle" if damage else rng.choice(("middle", "middle", "top", "filled"))
    setters = [FormSetter(p, narrative.style, rng, damage, place) for p in record.projects]
    lines: list[str] = []
    paragraphs = list(narrative.paragraphs)
    bullets = rng.random() < 0.7
    held = ""
    for place_of, paragraph in enumerate(paragraphs):
        if paragraph.kind == "forms":
            for setter in setters:
                lines += _form(setter, record, rng)
            continue
        if paragraph.kind == "tables":
            continue
        text = narrative.style.spaced(paragraph.text, rng)
        follower = paragraphs[place_of + 1] if place_of + 1 < len(paragraphs) else None
        if _glued(paragraph, follower, damage, rng):
            held = f"{text} "
            continue
        lines += _set(Paragraph(paragraph.kind, held + text), rng, damage, bullets)
        held = ""
    return TextDump(_joined(lines), narrative, tuple(s.uncertain for s in setters))


def _joined(lines: list[str]) -> str:
    """Never more than one blank line in a row."""
    kept = [line for n, line in enumerate(lines) if line or n == 0 or lines[n - 1]]
    return "\n".join(kept).strip("\n") + "\n"


def _glued(paragraph: Paragraph, follower: Paragraph | None, damage: int, rng: Random) -> bool:
    """Whether a heading runs together with the sentence after it."""
    if not damage or paragraph.kind not in ("section", "subsection") or follower is None or follower.kind != "body":
        return False
    return paragraph.text.endswith("情况说明") and rng.random() < 0.2


def _form(setter: FormSetter, record: Record, rng: Random) -> list[str]:
    caption = setter.style.text(f"项目支出绩效自评表（{record.year}年度）") if rng.random() < 0.5 else ""
    return [*([caption, ""] if caption else []), *setter.lines(), ""]


def _set(paragraph: Paragraph, rng: Random, damage: int, bullets: bool) -> list[str]:
    """The lines of a paragraph, with a blank line behind everything but list items."""
    kind, text = paragraph.kind, paragraph.text
    if kind in ("contents", "title", "edition", *_HEADS):
        return [text, ""]
    if kind in ("entry", "subentry"):
        return [f"{' ' if kind == 'subentry' else ''}- {text}" if bullets else text]
    bullet = "- " if bullets and kind in ("item", "duty") else ""
    parts = _damaged(text, rng, damage)
    lines = [(bullet if n == 0 or rng.random() < 0.5 else "") + part for n, part in enumerate(parts)]
    spaced = [line for part in lines for line in (part, "")]
    return spaced[:-1] if bullet and rng.random() < 0.8 else spaced


def _damaged(text: str, rng: Random, damage: int) -> list[str]:
    """Line breaks as spaces, split digits, and now and then a page break inside the paragraph."""
    if not damage:
        return [text]
    if rng.random() < 0.25:
        text = _NUMBER.sub(r"\1 ", text)
    parts = _page_break(text, rng) if len(text) > 60 and rng.random() < 0.15 else [text]
    return [_line_breaks(part, rng) if rng.random() < 0.5 else part for part in parts]


def _page_break(text: str, rng: Random) -> list[str]:
    """Cut the paragraph between two Chinese characters, where the rest cannot be taken for a new paragraph."""
    places = [m.start() for m in _CUT.finditer(text) if 24 <= m.start() <= len(text) - 8]
    places = [p for p in places if text[p - 1] not in "。；：;:、，" and not _OPENS.match(text[p:])]
    if not places:
        return [text]
    place = rng.choice(places)
    return [text[:place], text[place:]]


def _line_breaks(text: str, rng: Random) -> str:
    """A space where a printed line ended, between two Chinese characters."""
    result, start = [], 0
    offset = rng.randint(LINE - 4, LINE)
    while start + offset < len(text) - 2:
        cut = start + offset
        while cut < len(text) - 2 and not _CUT.match(text, cut):
            cut += 1
        if not _CUT.match(text, cut):
            break
        result.append(text[start:cut])
        start, offset = cut, LINE
    return " ".join([*result, text[start:]])
