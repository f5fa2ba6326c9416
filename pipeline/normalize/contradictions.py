"""Headings and lines above tables that name another organisation or another year than the document's own title.

Source: cover, headings, tables and text of a disclosure speak of one organisation and one fiscal year; what differs was
mostly left over from a template or from last year's document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from pipeline.model import Document, Finding, Line, Row
from pipeline.normalize.identity import OrganisationName, organisation_from_title
from pipeline.normalize.outline import Outline
from pipeline.spec.recognise import recognise_spec
from pipeline.text import compact, fold, key

_LONGEST = 60  # of a heading
_SHORTEST = 6  # of a name that is surely meant as a whole
_SAME_END = 2  # characters: 局, 委员会, 办公厅 …
_ALIKE = 0.8


def contradictions(
    document: Document, outline: Outline, statements: Iterable[Row], name: OrganisationName
) -> Iterator[Finding]:
    """Findings (rules ``org-name-differs``, ``year-differs``), each printed name and each table's year once."""
    told: set[str] = set()
    for text, ref in _lines(document):
        printed = _named(text)
        if printed and printed not in told and _differs(printed, key(name.bare_name or name.org_name or "")):
            told.add(printed)
            yield Finding(
                "org-name-differs",
                "warning",
                f"“{compact(text)}”（{ref}）中的单位名称“{printed}”与文件标题的“{name.bare_name or name.org_name}”不同",
                f"“{compact(text)}” ({ref}) names “{printed}”, the title of the document “{name.bare_name or name.org_name}”",
                ref,
                "disclosure",
                None,
                name.bare_name or name.org_name,
                printed,
            )
    titles = [(section.title, section.ref) for section in outline.sections]
    titles += [(str(row["title"]), str(row["source_ref"])) for row in statements]
    seen: set[str] = set()
    for title, ref in titles:
        read = organisation_from_title(title)
        year = read.fiscal_year
        if year is None or read.kind != name.kind or year == name.fiscal_year or key(title) in seen:
            continue
        seen.add(key(title))
        yield Finding(
            "year-differs",
            "warning",
            f"标题“{title}”（{ref}）为 {year} 年，文件为 {name.fiscal_year} 年",
            f"the heading “{title}” ({ref}) is of {year}, the document of {name.fiscal_year}",
            ref,
            "disclosure",
            None,
            str(name.fiscal_year),
            str(year),
        )


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    """Short lines and the first rows of tables, which hold titles and 编制部门 where these stand inside the grid."""
    for block in document.blocks:
        if isinstance(block, Line):
            yield block.text, block.ref
        else:
            for text in {cell.text: None for row in block.rows[:3] for cell in row if cell}:
                for part in text.split("\n"):
                    yield part, block.ref


def _named(text: str) -> str | None:
    """The organisation that a heading or a line such as ``编制部门：…`` names; None where it names none."""
    if len(text) > 2 * _LONGEST:
        return None
    folded = fold(compact(text))
    if len(folded) > _LONGEST or "。" in folded:
        return None
    party = recognise_spec().party.search(folded)
    if party:
        return key(party["org"])
    if "年" not in folded or ("决算" not in folded and "预算" not in folded):
        return None
    read = organisation_from_title(folded)
    return key(read.bare_name) if read.bare_name and read.fiscal_year else None


def _differs(printed: str, own: str) -> bool:
    """Whether a name is meant to be the document's own and is another one.

    A shorter form of the end (区财政局) and a name behind other words (纳入某局) are the same name; one without any likeness
    is another organisation, which a heading may well name.
    """
    if len(printed) < _SHORTEST or printed.endswith(own) or own.endswith(printed):
        return False
    if printed[:_SAME_END] != own[:_SAME_END] or printed[-_SAME_END:] != own[-_SAME_END:]:
        return False
    return SequenceMatcher(None, printed, own, autojunk=False).ratio() >= _ALIKE
