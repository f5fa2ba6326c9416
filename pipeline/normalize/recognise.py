"""Is this a departmental disclosure, and whose, of which year, of which kind?

A disclosure states organisation, year and 决算 or 预算 in its title; it has sections of the official outline. Accounts of a
whole government (政府决算) are something else and are refused by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import NotADisclosureError
from pipeline.model import Document, Line, SourceFile
from pipeline.normalize.codes import division_of
from pipeline.normalize.identity import OrganisationName, is_whole_government, organisation_from_title
from pipeline.normalize.outline import Outline
from pipeline.spec.recognise import recognise_spec
from pipeline.spec.statements import statement_titles
from pipeline.text import compact, fold, key

_TEXT = "text/plain"
_BINARY = {"pdf": " PDF", "xls": "工作簿", "xlsx": "工作簿"}
_FRONT_LINES = 12
#: A cover in large type breaks its title, and the line 预算主管部门 below it, into so many lines.
_JOINED = (2, 3, 4, 5)
_ADVICE = "确认这是一个部门或单位的决算公开或预算公开 / give a department's own disclosure"
_ADVICE_TABLES = (
    "如果是另一文件的附表，把两个文件放进名称以 .disclosure 结尾的文件夹 / if these are the tables of another file, "
    "put both into a folder whose name ends with .disclosure"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose disclosure it is: ``name`` as parsed from ``title``; ``ref`` is where the document begins."""

    title: str
    name: OrganisationName
    ref: str
    #: The document doesn't say all of it: the name of its file does.
    from_file: bool = False


def identify(document: Document, outline: Outline, source: SourceFile, tables: int = 0) -> Identity:
    """Recognise a disclosure; ``tables`` is the number of official tables that it prints.

    Raises NotADisclosureError with the reason when it is none, or more than one.
    """
    candidates = _titles(document, outline)
    government = next((title for title in candidates if is_whole_government(title)), None)
    if government:
        raise NotADisclosureError(
            f"这是整个政府的财政决算或预算（“{government[:40]}”），不是部门公开 / these are accounts of a whole government",
            where=source.name,
            advice=_ADVICE,
        )
    complete = [
        Identity(title, name, _beginning(document))
        for title in candidates
        if (name := _complete_name(title)) is not None
    ]
    of_file = _complete_name(compact(source.name.rpartition("/")[2].rpartition(".")[0]))
    signs = {section.kind for section in outline.sections} & recognise_spec().signs
    if len(signs) + tables < (1 if tables and (complete or of_file) else 2):
        _refuse_misnamed(document, source)
        raise NotADisclosureError(
            "未发现部门决算或预算公开的章节（如“收入支出决算总体情况说明”） / no section of a departmental disclosure was found",
            where=source.name,
            advice=_ADVICE_TABLES if tables else _ADVICE,
        )
    _refuse_two(outline, source)
    if complete:
        return _best(complete, outline)
    return _from_text(candidates, document, source, tables, of_file)


def _complete_name(title: str) -> OrganisationName | None:
    """What a title says, if it says whose disclosure of which year and kind it is."""
    name = organisation_from_title(title)
    return name if name.org_name and name.fiscal_year and name.kind else None


def _refuse_misnamed(document: Document, source: SourceFile) -> None:
    """A page of an error that was saved under the name of a PDF or of a workbook is text, and no disclosure."""
    suffix = source.name.lower().rpartition(".")[2]
    if document.media_type == _TEXT and suffix in _BINARY:
        raise NotADisclosureError(
            f"文件名是 .{suffix}，内容却是纯文本，不是{_BINARY[suffix]} / it is named .{suffix}, but its content is plain text",
            where=source.name,
            advice="可能下载到了出错页面：用浏览器打开核对，重新下载原文件 / probably an error page was saved: download it again",
        )


def _titles(document: Document, outline: Outline) -> list[str]:
    """Lines that may be the title: those before the first heading, alone and joined with the lines after them."""
    lines = [compact(line.text) for line in outline.front if line.text.strip()][:_FRONT_LINES]
    if not lines:
        lines = [compact(b.text) for b in document.blocks if isinstance(b, Line)][:3]
    joined = ["".join(lines[i : i + n]) for n in _JOINED for i in range(len(lines) - n + 1)]
    return [text for text in (*lines, *joined) if len(text) <= 120]


def _from_text(
    candidates: list[str], document: Document, source: SourceFile, tables: int, of_file: OrganisationName | None
) -> Identity:
    """Without a full title: the year that the narrative speaks of, the organisation that its first sections name.

    Where the text lacks one of them, the name of the file counts, if it is a full title.
    """
    spec = recognise_spec()
    texts = [fold(compact(text)) for text in document_texts(document)]
    years = Counter(year for text in texts for year in spec.year.findall(text))
    named = Counter(m["org"] for text in texts if (m := spec.organisation.match(text) or spec.party.search(text)))
    organisation = max(sorted(named), key=lambda name: (named[name], len(name))) if named else ""
    kind = _kind_of(texts, of_file)
    year = max(sorted(years), key=lambda y: years[y]) if years else ""
    name = _complete_name(f"{organisation}{year}年度部门{kind}")
    if organisation and name:
        titles = (text for text in candidates if year in text and kind in text and not spec.no_title.search(text))
        return Identity(next(titles, f"{organisation}{year}年度{kind}"), name, _beginning(document))
    if of_file and years and str(of_file.fiscal_year) not in years:
        raise NotADisclosureError(
            f"文件名说的是 {of_file.fiscal_year} 年，正文说的是 {year} 年 / the name of the file and the text speak of different years",
            where=source.name,
            advice="核对后改正文件名，或在第一行写上标题 / correct the name of the file, or add a title line",
        )
    if of_file:
        title = f"{of_file.org_name}{of_file.fiscal_year}年度{of_file.doc_words}"
        return Identity(title, of_file, _beginning(document), from_file=True)
    lacking = "年度 / the fiscal year" if organisation else "单位名称 / the organisation's name"
    raise NotADisclosureError(
        f"开头几行、正文和文件名都找不到{lacking}",
        where=source.name,
        advice="在第一行写上标题，如“某某局2024年度部门决算”，或用它作文件名 / add a title line with organisation and year, or name "
        "the file so" + (f"；{_ADVICE_TABLES}" if tables else ""),
    )


def _kind_of(texts: Sequence[str], of_file: OrganisationName | None) -> str:
    """决算 or 预算, by the titles of the tables, else by which of the words the text has more often, else by the file's name.

    The tables of final accounts say 决算 in their titles, those of budgets often neither (部门收支总表).
    """
    spec = recognise_spec()
    plain = [spec.either_kind.sub("", text) for text in texts]
    titles = [text for text, whole in zip(plain, texts, strict=True) if statement_titles().name_of(whole)]
    if any("决算" in title for title in titles):
        return "决算"
    if len(titles) > 1:
        return "预算"
    final, budget = (sum(text.count(word) for text in plain) for word in ("决算", "预算"))
    if final == budget and of_file:
        return "决算" if of_file.kind == "final" else "预算"
    return "决算" if final >= budget else "预算"


def _best(candidates: list[Identity], outline: Outline) -> Identity:
    """Of several readings of the title lines the one whose organisation the text itself names, the longest name first.

    A name that was broken over two lines of a cover gives shorter readings too. A cover that names the department above
    and then the unit (预算主管部门, 预算单位) is read as a whole.
    """
    whole = [c.title for c in candidates if recognise_spec().unit_of_cover.search(c.title)]
    candidates = [c for c in candidates if not any(_is_cut_before_unit(c.title, title) for title in whole)]
    words = "".join(p.text for section in outline.sections for p in section.paragraphs)
    words += "".join(section.title for section in outline.sections)

    def rank(identity: Identity) -> tuple[bool, bool, int]:
        name = compact(identity.name.bare_name or "")
        named = name in words
        return named, not named and division_of(name) is not None, len(name) if named else -len(name)

    return max(candidates, key=rank)


def _is_cut_before_unit(title: str, whole: str) -> bool:
    return whole.startswith(title) and bool(recognise_spec().unit_of_cover.match(whole[len(title) :]))


def _beginning(document: Document) -> str:
    return document.blocks[0].ref


def document_texts(document: Document) -> list[str]:
    """Every line of a document, and the lines inside the first rows of its tables (部门：… 单位：万元)."""
    texts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Line):
            texts.append(block.text)
        else:
            cells = {cell.text: None for row in block.rows[:3] for cell in row if cell}
            texts += [part for text in cells for part in text.split("\n")]
    return texts


def _refuse_two(outline: Outline, source: SourceFile) -> None:
    """The same numbered sections twice, each time with text, are two disclosures in one file."""
    seen: dict[tuple[str, str], str] = {}
    repeated = []
    for section in outline.sections:
        if not section.paragraphs or section.kind not in recognise_spec().once:
            continue
        identity = (section.path, key(section.title))
        if identity in seen:
            repeated.append((seen[identity], section.ref))
        seen.setdefault(identity, section.ref)
    if len(repeated) >= 2:
        first, second = repeated[0]
        raise NotADisclosureError(
            f"文件里有两份公开文档：同一章节在 {first} 和 {second} 各出现一次 / the file holds two disclosures",
            where=source.name,
            advice="拆成两个文件 / split it into two files",
        )


def printed_unit(outline: Outline) -> str | None:
    """The unit of money in which most figures of the narrative are printed."""
    units: Counter[str] = Counter()
    for section in outline.sections:
        for paragraph in section.paragraphs:
            units.update(recognise_spec().unit.findall(paragraph.folded))
    return max(sorted(units), key=lambda unit: units[unit]) if units else None
