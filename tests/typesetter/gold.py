"""Writes the gold of a typeset document: what a perfect reader would find, as tab-separated files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.typesetter.disclosure import Record
from tests.typesetter.forms import MoneyLine, Project, Value
from tests.typesetter.layouts import DocumentLayout
from tests.typesetter.pdf import AnyLayout, typeset_pdf
from tests.typesetter.pdf_laid import budget_title
from tests.typesetter.pdf_setter import PdfDocument
from tests.typesetter.statement_grid import Statement
from tests.typesetter.statement_layout import Layout
from tests.typesetter.style import Style
from tests.typesetter.text_dump import dump
from tests.typesetter.text_forms import Uncertain
from tests.typesetter.wording import Narrative
from tests.typesetter.xlsx import typeset_xlsx

_FUNDS = (
    ("total", ("init", "annual", "executed")),
    ("current_year", ("fund_own_init", "fund_own_annual", "fund_own_exec")),
    ("carried_over", ("carried_init", "carried_annual", "carried_exec")),
    ("other", ("other_init", "other_annual", "other_exec")),
)


def write_gold(
    record: Record,
    folder: Path,
    seed: int,
    damage: int = 0,
    *,
    style: Style | None = None,
    template: str = "",
    form: str = "text",
    layout: AnyLayout = None,
) -> None:
    """Write the gold folder of the document that the same arguments set.

    ``form`` is ``text``, ``pdf`` or ``xlsx``: the latter two add ``cells.tsv`` and ``meta.tsv`` (a workbook has no narrative,
    and of a budget's narrative nothing is listed). Only a PDF has a layout of the whole document.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if form == "text":
        done = dump(record, seed, damage, style, template)
        narrative, uncertain = done.narrative, done.uncertain
    elif form == "pdf":
        pdf = typeset_pdf(record, seed, style=style, template=template, layout=layout)
        narrative, uncertain = pdf.narrative, tuple(Uncertain() for _ in record.projects)
        _cells(folder, pdf.statements, narrative.style.text, pdf.figure_pages)
        _meta(folder, record, pdf.statements, narrative.style.text, pdf)
        if narrative.template == "budget":
            return
    elif form == "xlsx":
        if not isinstance(layout, Layout | None):
            raise ValueError("a workbook has only the layout of its tables")
        book = typeset_xlsx(record, seed, layout=layout)
        _cells(folder, book.statements, str, None)
        _meta(folder, record, book.statements, str, None)
        return
    else:
        raise ValueError(f"form is text, pdf or xlsx, not {form}")
    _narrative(record, narrative, folder)
    _projects(record, narrative.style, uncertain, folder)


def _cells(
    folder: Path,
    statements: Sequence[Statement],
    text: Callable[[str], str],
    pages: Sequence[Sequence[int]] | None,
) -> None:
    """Every printed figure of the official tables; labels are compared without regard to the width of punctuation."""
    rows = []
    for number, statement in enumerate(statements):
        for place, f in enumerate(statement.figures):
            page = str(pages[number][place]) if pages else ""
            rows.append((text(statement.title), page, f.row_code, f.row_label, f.column, str(f.value)))
    _table(folder / "cells.tsv", ("table", "page", "row_code", "row_label", "column", "value"), rows)


def _meta(
    folder: Path,
    record: Record,
    statements: Sequence[Statement],
    text: Callable[[str], str],
    pdf: PdfDocument | None,
) -> None:
    budget = pdf is not None and isinstance(pdf.layout, DocumentLayout) and pdf.layout.budget
    rows = [
        ("org_name", record.org),
        ("fiscal_year", str(record.year)),
        ("document_kind", "预算" if budget else "决算"),
        ("document_title", budget_title(record) if budget else record.title),
        ("level", record.kind),
        ("unit", statements[0].unit),
    ]
    if pdf:
        rows += [("page_count", str(pdf.pages)), ("narrative_start_page", str(pdf.narrative_pages[0]))]
    for s in statements:
        key = f"table.{s.number}"
        rows += [(f"{key}.title", text(s.title)), (f"{key}.statement", s.name), (f"{key}.present", "yes")]
        if pdf:
            first, last = pdf.statement_pages[s.number - 1]
            rows += [(f"{key}.start_page", str(first)), (f"{key}.end_page", str(last))]
        rows += [
            (f"{key}.empty", "yes" if s.empty else "no"),
            (f"{key}.cells", str(len(s.figures))),
            (f"{key}.unit", s.unit),
        ]
        rows += [(f"{key}.note", text(s.note))] if s.empty and s.note else []
    _table(folder / "meta.tsv", ("key", "value"), rows)


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    lines = ["\t".join(header), *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _narrative(record: Record, narrative: Narrative, folder: Path) -> None:
    text = narrative.style.text
    _table(
        folder / "facts.tsv",
        ("section", "subject", "measure", "value", "unit", "direction", "reason", "printed"),
        (
            (f.section, f.subject, f.measure, str(f.value), f.unit, f.direction, f.reason, f.printed)
            for f in narrative.facts
        ),
    )
    header = ("seq", "lei", "kuan", "xiang", "amount", "prior_change_amount", "prior_change_rate", "reason")
    for name, funds in (
        ("functional_items", ("general_budget",)),
        ("gov_fund_items", ("government_fund", "state_capital")),
    ):
        rows = [r for r in narrative.functional if r["fund"] in funds]
        if rows:
            _table(
                folder / f"{name}.tsv", header, ((str(k), *(r[c] for c in header[1:])) for k, r in enumerate(rows, 1))
            )
    economic = [
        (("人员经费" if e.personnel else "公用经费"), text(e.name)) for e in record.accounts.economic if e.amount != 0
    ]
    _table(folder / "econ_items.tsv", ("group", "item"), sorted(economic, key=lambda e: e[0], reverse=False))
    _table(folder / "units.tsv", ("seq", "unit"), ((str(k), text(o)) for k, o in enumerate(record.offices, 1)))
    _table(
        folder / "subordinates.tsv", ("seq", "unit"), ((str(k), text(o)) for k, o in enumerate(record.subordinates, 1))
    )
    _table(folder / "duties.tsv", ("seq", "text"), ((str(k), text(d)) for k, d in enumerate(record.duties, 1)))
    _table(folder / "glossary.tsv", ("term", "definition"), ((text(t), text(d)) for t, d in record.glossary))


def _doubt(value: str, doubtful: bool) -> str:
    return f"{value}?" if doubtful and not value.endswith("?") else value


def _projects(record: Record, style: Style, uncertain: Sequence[Uncertain], folder: Path) -> None:
    if not record.projects:
        return
    columns = [c for _, names in _FUNDS for c in names]
    header = (
        "seq",
        "project",
        *columns,
        "rate",
        "score",
        "total",
        "n_indicators",
        "main_dept",
        "impl_unit",
        "rate_weight",
        "total_weight",
        "goal_expected",
        "goal_actual",
    )
    _table(
        folder / "projects.tsv",
        header,
        (_project(str(k), p, style, u) for k, (p, u) in enumerate(zip(record.projects, uncertain, strict=True), 1)),
    )
    header = (
        "project_seq",
        "level1",
        "level2",
        "level3",
        "target_op",
        "target_value",
        "target_unit",
        "actual_op",
        "actual_value",
        "weight",
        "score",
        "actual_unit",
        "target_text",
        "actual_text",
        "deviation_reason",
    )
    _table(
        folder / "indicators.tsv",
        header,
        (
            row
            for k, (p, u) in enumerate(zip(record.projects, uncertain, strict=True), 1)
            for row in _indicators(str(k), p, style, u)
        ),
    )


def _project(seq: str, project: Project, style: Style, doubt: Uncertain) -> tuple[str, ...]:
    lines: dict[str, MoneyLine] = {"total": project.total, **{line.fund: line for line in project.lines}}
    money: list[str] = []
    for fund, _ in _FUNDS:
        line = lines.get(fund)
        money += [str(line.initial), str(line.adjusted), str(line.executed)] if line else ["", "", ""]
    hidden = "goals" in doubt.head
    goals = ("", "") if hidden else (style.text(project.goal_expected), style.text(project.goal_actual))
    lost = "total" in doubt.head
    return (
        seq,
        _doubt(style.text(project.name), "name" in doubt.head),
        *money,
        str(project.rate),
        str(project.execution_score),
        "?" if lost else str(project.score),
        str(len(project.indicators)),
        style.text(project.department),
        style.text(project.unit),
        "10.00",
        "?" if lost else str(project.weight),
        *goals,
    )


def _value(value: Value, style: Style) -> tuple[str, str, str, str]:
    """Operator, number (or the words), unit, text."""
    text = style.text(value.text)
    return value.operator, text if value.number is None else f"{value.number:f}", value.unit, text


def _indicators(seq: str, project: Project, style: Style, doubt: Uncertain) -> Iterable[tuple[str, ...]]:
    for row, i in enumerate(project.indicators):
        operator, number, unit, target = _value(i.target, style)
        actual_operator, actual_number, actual_unit, actual = _value(i.actual, style)
        level1, level2 = (
            _doubt(style.text(v), (row, level) in doubt.indicators)
            for v, level in ((i.level1, "level1"), (i.level2, "level2"))
        )
        yield (
            seq,
            level1,
            level2,
            style.text(i.level3),
            operator,
            number,
            unit,
            actual_operator,
            actual_number,
            f"{i.weight:f}",
            f"{i.score:f}",
            actual_unit,
            target,
            actual,
            style.text(i.deviation),
        )
