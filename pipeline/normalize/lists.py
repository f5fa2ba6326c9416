"""Lists in running text: offices, economic items of basic expenditure, duties, definitions, performance statements."""

from __future__ import annotations

from pipeline.model import Finding, Row
from pipeline.normalize.notes import suspect
from pipeline.normalize.outline import Outline, Paragraph
from pipeline.spec.fills import ListSpec, list_spec
from pipeline.text import fold

_NUMERALS = {character: value for value, character in enumerate("零一二三四五六七八九")}


def read_offices(outline: Outline, findings: list[Finding]) -> list[Row]:
    """Rows of ``org_unit``: the offices and subordinate units that the section on the organisation names."""
    spec = list_spec()
    rows: list[Row] = []
    for section in outline.of_kind("organisation"):
        for paragraph in section.paragraphs:
            offices = (spec.office_behind, spec.office, spec.office_plain, spec.office_bare)
            for kind, patterns in (("office", offices), ("subordinate", (spec.subordinate, spec.compiled))):
                match = next((m for pattern in patterns if (m := pattern.search(paragraph.folded))), None)
                if not match or (kind == "subordinate" and spec.no_subordinates.search(paragraph.folded)):
                    continue
                names = [
                    name
                    for name in _split(paragraph.text[match.start("list") : match.end("list")])
                    if not spec.no_offices.match(fold(name))
                ]
                ref = paragraph.ref(match.start("list"), match.end("list"))
                stated = _count(match["count"])
                if stated is not None and stated != len(names):
                    findings.append(
                        suspect(
                            f"文中称有{stated}个{match['noun']}，列出{len(names)}个",
                            f"{stated} offices are stated, {len(names)} named",
                            ref,
                            "org_unit",
                            None,
                        )
                    )
                rows.extend({"name": name, "kind": kind, "source_ref": ref} for name in names)
    return [{"seq": number, **row} for number, row in enumerate(rows, 1)]


def read_economic_items(outline: Outline) -> list[Row]:
    """Rows of ``economic_item``: what 人员经费 and 公用经费 are said to include (codes are added later)."""
    spec = list_spec()
    rows: list[Row] = []
    for group, pattern in spec.economic:
        names: list[tuple[str, str]] = []
        for section in outline.of_kind("basic_expenditure"):
            for paragraph in section.paragraphs:
                match = pattern.search(paragraph.folded)
                if match and not names:
                    text = spec.economic_tail.sub("", paragraph.text[match.start("list") : match.end("list")])
                    ref = paragraph.ref(match.start("list"), match.end("list"))
                    names = [(spec.economic_tail.sub("", name), ref) for name in _split(text)]
        rows.extend(
            {"group": group, "seq": number, "name": name, "source_ref": ref}
            for number, (name, ref) in enumerate(names, 1)
        )
    return rows


def read_duties(outline: Outline) -> list[Row]:
    """Rows of ``text_item`` for the duties; a sentence that only announces the list is none."""
    spec = list_spec()
    texts: list[tuple[str, str]] = []
    for section in outline.of_kind("duties"):
        if section.parents and not section.paragraphs and section.path.endswith(")"):
            texts.append((section.title, section.ref))  # a duty short enough to look like a heading
        for paragraph in section.paragraphs:
            if spec.duty_skip.search(paragraph.folded):
                continue
            mark = spec.duty_mark.match(paragraph.folded)
            texts.append((paragraph.text[mark.end() if mark else 0 :], paragraph.ref()))
    return _items("duty", [(None, text, ref) for text, ref in texts])


def read_glossary(outline: Outline) -> list[Row]:
    """Rows of ``text_item`` for the definitions; a paragraph that defines no term goes on with the one before."""
    spec = list_spec()
    entries: list[tuple[str | None, str, str]] = []
    for section in outline.of_kind("glossary"):
        if len(section.title) < 40 and section.parents and not section.paragraphs:
            continue
        for paragraph in section.paragraphs:
            term = _term(paragraph, spec)
            if term:
                entries.append((*term, paragraph.ref()))
            elif entries:
                name, text, ref = entries[-1]
                entries[-1] = (name, text + paragraph.text, ref)
    return _items("glossary", entries)


def _term(paragraph: Paragraph, spec: ListSpec) -> tuple[str, str] | None:
    mark = spec.term_mark.match(paragraph.folded)
    start = mark.end() if mark else 0
    text, folded = paragraph.text[start:], paragraph.folded[start:]
    for pattern in (spec.term, spec.term_plain):
        match = pattern.match(folded)
        if match and (mark or paragraph.item or pattern is spec.term):
            return text[match.start("term") : match.end("term")], text[match.start("text") : match.end("text")]
    return None


def read_performance_texts(outline: Outline) -> list[Row]:
    """Rows of ``text_item`` for what is said on performance: results, problems, measures, each statement by itself."""
    spec = list_spec()
    entries: list[tuple[str | None, str, str]] = []
    for section in outline.of_kind("performance"):
        for paragraph in section.paragraphs:
            entries.extend(_statements(paragraph, spec))
    return _items("performance", entries)


def _statements(paragraph: Paragraph, spec: ListSpec) -> list[tuple[str | None, str, str]]:
    heads = list(spec.performance_head.finditer(paragraph.folded))
    entries: list[tuple[str | None, str, str]] = []
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(paragraph.text)
        stop = paragraph.folded.find("。", head.end(), end)
        end = stop if stop >= 0 else end
        term = paragraph.text[head.start("term") : head.end("term")]
        starts = [m.span() for m in spec.performance_item.finditer(paragraph.folded, head.end(), end)]
        bounds = [(after, starts[i + 1][0] if i + 1 < len(starts) else end) for i, (_, after) in enumerate(starts)]
        for first, last in bounds or [(head.end(), end)]:
            text = paragraph.text[first:last].strip(";；,，。")
            if text:
                entries.append((term, text, paragraph.ref(first, last)))
    return entries


def _items(group: str, entries: list[tuple[str | None, str, str]]) -> list[Row]:
    return [
        {"group": group, "seq": number, "term": term, "text": text, "source_ref": ref}
        for number, (term, text, ref) in enumerate(entries, 1)
    ]


def _split(text: str) -> list[str]:
    """Split a list at 、 and commas outside brackets; 和 joins the last two only if no name would be broken."""
    names, depth, start = [], 0, 0
    for offset, character in enumerate(text):
        depth += (character in "((（") - (character in "))）")
        in_number = text[offset - 1 : offset].isdigit() and text[offset + 1 : offset + 4].isdigit()  # 1,110.00万元
        if not depth and character in "、,，" and not in_number:
            names.append(text[start:offset])
            start = offset + 1
    names.append(text[start:])
    names = [part for name in names for part in name.split("以及")]
    return [name.strip("。;；:： ") for name in names if name.strip("。;；:： ")]


def _count(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    tens, _, units = text.rpartition("十")
    if "十" not in text:
        return _NUMERALS.get(text)
    return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + (_NUMERALS.get(units, 0) if units else 0)
