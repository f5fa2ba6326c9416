"""The normalize stage: from the common document to the typed rows of all published tables."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Dataset, Document, Finding, Grid, Row, SourceFile
from pipeline.normalize.announced import announced_statements
from pipeline.normalize.codes import economic_code, functional_code
from pipeline.normalize.contradictions import contradictions
from pipeline.normalize.figure import Figure
from pipeline.normalize.figures import FigureReader
from pipeline.normalize.fills import fill_tables
from pipeline.normalize.functional import add_functional_lines, functional_rows
from pipeline.normalize.holes import holes
from pipeline.normalize.identity import disclosure_id, division_of
from pipeline.normalize.impossible import mend_impossible
from pipeline.normalize.lists import (
    read_duties,
    read_economic_items,
    read_glossary,
    read_offices,
    read_performance_texts,
)
from pipeline.normalize.notes import inferred, missing, suspect
from pipeline.normalize.outline import Outline, build_outline
from pipeline.normalize.outside import amounts_outside, grids_outside
from pipeline.normalize.recognise import Identity, identify, printed_unit
from pipeline.normalize.scorecards.build import read_scorecards
from pipeline.normalize.scorecards.forms import grids_of_forms
from pipeline.normalize.statements.build import Tables, find_tables, read_statements
from pipeline.normalize.statements.lines import unnumbered
from pipeline.normalize.units_above import units_above
from pipeline.normalize.unread import unread_amounts, unread_cells
from pipeline.spec.fills import list_spec
from pipeline.spec.scorecard import scorecard_spec
from pipeline.text import key

_PLAUSIBLE_YEARS = range(1990, 2101)
_DUMP = "text/plain"


def normalize(document: Document, source: SourceFile) -> Dataset:
    """Give meaning to a document.

    Raises NotADisclosureError when it is none (or several). Everything else that is odd becomes a finding.
    """
    outline = build_outline(document)
    of_forms = [outline.grids[number] for number in sorted(grids_of_forms(outline.grids, scorecard_spec()))]
    printed = find_tables(document, of_forms)
    identity = identify(document, outline, source, printed.official)
    name = identity.name
    year = name.fiscal_year or 0
    findings: list[Finding] = list(document.findings)
    reader = FigureReader((name.org_name or "", name.bare_name or ""), name.kind or "final")
    figures = [figure for section in outline.sections if section.narrative for figure in reader.read(section)]
    findings.extend(reader.findings)
    findings.extend(unread_amounts(outline))
    findings.extend(unread_cells(document))
    findings.extend(hole for section in outline.sections if section.narrative for hole in holes(section, reader.spec))
    this_year = [figure for figure in figures if not figure.of_other_year(year)]
    tables = fill_tables(this_year, year)
    if name.kind == "budget":
        _as_budget(tables.get("three_public", []))
    tables["functional_expenditure"] = functional_rows(this_year, year, findings)
    add_functional_lines(tables, tables["functional_expenditure"])
    tables["narrative_figure"] = _figure_rows(figures)
    tables["org_unit"] = read_offices(outline, findings)
    tables["economic_item"] = _economic_items(outline, year, findings)
    tables["text_item"] = [*read_duties(outline), *read_glossary(outline), *read_performance_texts(outline)]
    _add_statements(tables, printed, outline, identity, findings)
    findings.extend(amounts_outside(document, tables["statement_cell"]))
    findings.extend(contradictions(document, outline, tables["statement"], name))
    forms = [grid for grid in outline.grids if id(grid) not in printed.claimed]
    taken = {id(grid) for grid in of_forms}
    findings.extend(grids_outside([grid for grid in forms if id(grid) not in taken]))
    _add_scorecards(tables, forms, outline, identity, findings, document)
    tables["disclosure"] = [_disclosure_row(document, outline, identity, source, findings)]
    if identity.from_file:
        findings.append(
            inferred(
                f"文件里没有写全单位、年度和决算或预算，取自文件名“{source.name}”",
                f"organisation, year and kind are not all in the document; they were taken from the name of the file, {source.name}",
                identity.ref,
                "disclosure",
                "",
                identity.title,
            )
        )
    if year not in _PLAUSIBLE_YEARS:
        findings.append(
            suspect(
                f"年度{year}不像真实年度",
                f"{year} is hardly the fiscal year",
                identity.ref,
                "disclosure",
                None,
                str(year),
            )
        )
    findings.extend(_missing_sections(outline, name.kind or "final", identity.ref))
    findings.extend(mend_impossible(tables))
    return Dataset(disclosure_id(name.org_name or "", name.org_scope, year, name.kind or "final"), tables, findings)


def _figure_rows(figures: Sequence[Figure]) -> list[Row]:
    return [
        {
            "seq": number,
            "section": figure.section.path,
            "section_title": figure.section.title,
            "subject": figure.subject,
            "measure": figure.measure,
            "value": figure.value,
            "unit": figure.unit,
            "base": figure.base,
            "reason": figure.reason,
            "quote": figure.quote,
            "source_ref": figure.ref,
        }
        for number, figure in enumerate(figures, 1)
    ]


def _economic_items(outline: Outline, year: int, findings: list[Finding]) -> list[Row]:
    rows = read_economic_items(outline)
    for row in rows:
        match = economic_code(year, str(row["name"]), str(row["group"]))
        row["economic_code"] = match.code
        place = "economic_item", f"{row['group']}/{row['seq']}", str(row["source_ref"])
        remark = match.finding(*place) if match.code is None else match.former_name(*place)
        findings.extend([remark] if remark else [])
    return rows


def _add_scorecards(
    tables: dict[str, list[Row]],
    grids: list[Grid],
    outline: Outline,
    identity: Identity,
    findings: list[Finding],
    document: Document,
) -> None:
    texts = [paragraph.text for section in outline.sections for paragraph in section.paragraphs]
    names = (identity.name.org_name or "", identity.name.bare_name or "")
    dumped = document.media_type == _DUMP
    cards = read_scorecards(grids, texts, names, dumped=dumped, units=units_above(document))
    tables["performance_project"] = cards.projects
    tables["performance_funding"] = cards.funding
    tables["performance_indicator"] = cards.indicators
    findings.extend(cards.findings)


def _add_statements(
    tables: dict[str, list[Row]], found: Tables, outline: Outline, identity: Identity, findings: list[Finding]
) -> None:
    """The printed tables; a table that is printed replaces the rows that the narrative gave it."""
    printed = read_statements(found, identity.name.kind or "final")
    known = {row["statement"] for row in printed.statements}
    announced = [row for row in announced_statements(outline) if row["statement"] not in known]
    tables["statement"] = [*printed.statements, *announced]
    tables["statement_cell"] = printed.cells
    _keep_stated(printed.tables.get("three_public", []), tables.get("three_public", []))
    _add_class_codes(printed.tables, identity.name.fiscal_year or 0)
    tables.update(printed.tables)
    findings.extend(printed.findings)


def _add_class_codes(printed: dict[str, list[Row]], year: int) -> None:
    """The code of the 类 that a line of expenditure of the two-sided tables names: names of classes are unique in a year."""
    for table in ("income_expenditure_summary", "appropriation_summary"):
        for row in printed.get(table, ()):
            if row["side"] == "expenditure" and row.get("functional_code") is None:
                row["functional_code"] = functional_code(year, unnumbered(key(str(row["item"])))).code


def _as_budget(rows: list[Row]) -> None:
    """What the text of a budget states of the three public expenses is their budget, as in the tables of budgets."""
    for row in rows:
        if row.get("amount") is not None:
            row["budget_initial"] = row.pop("amount")


def _keep_stated(printed: list[Row], stated: list[Row]) -> None:
    """Give printed items of the three public expenses what only the text states of them: shares and changes."""
    by_item = {row["item"]: row for row in stated}
    for row in printed:
        for column, value in by_item.get(row["item"], {}).items():
            row.setdefault(column, value)


def _disclosure_row(
    document: Document, outline: Outline, identity: Identity, source: SourceFile, findings: list[Finding]
) -> Row:
    name = identity.name
    ref = identity.ref
    division = division_of(name.bare_name or name.org_name or "")
    if division is None:
        findings.append(
            Finding(
                "division-unmatched",
                "info",
                f"从“{name.org_name}”看不出唯一的行政区划",
                "no single division follows from the organisation's name",
                ref,
                "disclosure",
            )
        )
    return {
        "title": identity.title,
        "org_name": name.org_name,
        "org_scope": name.org_scope,
        "division_code": division[0] if division else None,
        "division_name": division[1] if division else None,
        "fiscal_year": name.fiscal_year,
        "kind": name.kind,
        "amount_unit": printed_unit(outline),
        "pages": document.pages,
        "source_name": source.name,
        "source_sha256": source.sha256,
        "source_media_type": document.media_type,
        "source_ref": ref,
    }


def _missing_sections(outline: Outline, kind: str, ref: str) -> list[Finding]:
    """Sections of the official outline that the document lacks; a document of tables alone lacks them all, told once."""
    spec = list_spec()
    present = {section.kind for section in outline.sections}
    if not present.intersection(spec.titles):
        return [
            Finding(
                "narrative-missing",
                "info",
                "本文件只有表格，没有文字说明",
                "the document holds tables alone, no narrative",
                ref,
                "disclosure",
            )
        ]
    last = outline.sections[-1].ref if outline.sections else ref
    return [
        missing(f"“{spec.titles[name][0]}”一节", f"the section on {spec.titles[name][1]}", last, "disclosure", name)
        for name in spec.expected[kind]
        if name not in present and not present.intersection(spec.covered.get(name, ()))
    ]
