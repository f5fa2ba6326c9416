"""The rows of ``statement``, ``statement_cell`` and the nine statement tables, from a document's grids."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.model import Box, Document, Finding, Grid, Row
from pipeline.normalize.notes import inferred, suspect
from pipeline.normalize.statements.lines import Figure, TableContent, read_lines
from pipeline.normalize.statements.overflow import put_back
from pipeline.normalize.statements.published import Published, published_rows
from pipeline.normalize.statements.regions import Region, RegionFinder
from pipeline.normalize.statements.units import unit_of
from pipeline.spec.forms import FormSpec, form_spec
from pipeline.spec.statements import statement_titles
from pipeline.text import key

_OTHER = "other_"
#: A figure that is damaged has still hardly anything but digits and marks; what has more of them is the code of a project.
_DAMAGED, _CODE = re.compile(r"[\d,.\-()%\s·'`、|]"), 16
#: A target (≥95%, 24次) and a number of things are none.
_TARGET = re.compile(r"^[<>=≥≤]|^\d+(?:\.\d+)?(?!万|亿|元)[\u4e00-\u9fff]{1,4}$")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that stand in a document, and the ids of the grids that they are made of."""

    regions: list[Region]
    claimed: set[int]

    @property
    def official(self) -> int:
        """How many different official tables of the nine there are."""
        core = {statement.name for statement in statement_titles().statements if statement.core}
        return len({region.name for region in self.regions} & core)


@dataclass(slots=True)
class Statements:
    """What the official tables of a document give; ``tables`` holds rows for tables that the document prints."""

    statements: list[Row] = field(default_factory=list)
    cells: list[Row] = field(default_factory=list)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def find_tables(document: Document, of_forms: Collection[Grid] = ()) -> Tables:
    """The tables of a document.

    ``of_forms`` are grids that belong to a 自评表 unless an official title stands above them.
    """
    finder = RegionFinder(form_spec(), statement_titles(), of_forms)
    return Tables(finder.find(document), finder.claimed)


def read_statements(tables: Tables, kind: str) -> Statements:
    """Read the tables of a document of ``kind`` ``final`` or ``budget``."""
    spec = form_spec()
    result = Statements()
    for region in _whole_tables(tables.regions):
        content = read_lines(region, spec)
        result.findings.extend(_put_back(region, content))
        cells = list(_cell_rows(region, content, spec))
        if region.name.startswith(_OTHER) and not cells:
            continue
        _statement_row(region, cells, spec, result)
        result.cells.extend(cells)
        published = published_rows(region, content, kind, spec)
        if published.rows and region.name not in result.tables:
            result.tables[region.name] = _of_own_classification(region, published.rows, result)
        result.findings.extend(_left(region, published))
        for cell in content.doubtful:
            if _is_damaged(cell.key, other=region.name.startswith(_OTHER)):
                result.findings.append(
                    suspect(
                        f"表“{region.title}”的“{cell.text}”不是可识别的数字",
                        f"“{cell.text}” in the table “{region.name}” can't be read as a figure",
                        cell.ref or region.ref,
                        "statement_cell",
                        region.name,
                        cell.text,
                    )
                )
    return result


def _is_damaged(text: str, *, other: bool) -> bool:
    """Whether a text in a column of figures can be a damaged figure.

    Tables beyond the official ones have columns of text too, such as targets (≥95%), names and codes of projects.
    """
    if not any(character.isdigit() for character in text):
        return False
    if not other:
        return True
    marks = len(_DAMAGED.findall(text))
    return len(text) < _CODE and marks * 2 > len(text) and not _TARGET.search(text)


def _put_back(region: Region, content: TableContent) -> Iterator[Finding]:
    """Mend names that overflow into another row; one remark for the table."""
    mended = put_back(content.lines)
    if mended:
        yield inferred(
            f"表“{region.title}”有 {len(mended)} 个科目名称超出单元格、印到相邻的行里，已按各行的编码归位",
            f"{len(mended)} names of subjects in the table “{region.name}” overflow into the next row; by the codes of the "
            "rows they were put back",
            mended[0].ref or region.ref,
            "statement_cell",
            region.name,
            mended[0].label,
        )


def _left(region: Region, published: Published) -> Iterator[Finding]:
    """One finding for the figures of each column, or line, that the published table has no place for."""
    by_name: dict[str, list[Figure]] = {}
    for line, figure in published.left:
        by_name.setdefault(figure.column.name or line.label, []).append(figure)
    for name, figures in by_name.items():
        count, first = len(figures), figures[0]
        yield Finding(
            "figure-unassigned",
            "info",
            f"表“{region.title}”的“{name}”有 {count} 个数字在数据表 {region.name} 中没有对应的列或项目，只收入 statement_cell",
            f"{count} figures of “{name}” have no column or item in the table {region.name}; they are in statement_cell alone",
            first.cell.ref or region.ref,
            "statement_cell",
            region.name,
            actual=first.cell.text,
        )


def _of_own_classification(region: Region, rows: list[Row], result: Statements) -> list[Row]:
    """Rows whose codes are of the table's own classification: functional codes begin with 2, economic ones with 3.

    Others show that grids of two tables were taken for one; they stay in ``statement_cell`` and are reported.
    """
    first = "3" if region.name == "general_budget_basic_expenditure" else "2"
    codes = ("economic_code", "functional_code")
    wrong = [row for row in rows if any(row.get(c) and not str(row[c]).startswith(first) for c in codes)]
    for row in wrong:
        result.findings.append(
            suspect(
                f"表“{region.title}”里出现另一类科目编码，该行未收入本表",
                f"a code of another classification stands in the table “{region.name}”; the row is left out of it",
                str(row["source_ref"]),
                region.name,
                str(row["line_no"]),
                str(row.get("economic_code") or row.get("functional_code")),
            )
        )
    return [row for row in rows if row not in wrong]


def _whole_tables(regions: list[Region]) -> list[Region]:
    """One region per name: a table printed a second time with figures of its own becomes an extra statement."""
    seen: dict[str, int] = {}
    for region in regions:
        count = seen.get(region.name, 0) + 1
        seen[region.name] = count
        if count > 1:
            region.name = f"{region.name}_{count}"
    return regions


def _statement_row(region: Region, cells: list[Row], spec: FormSpec, result: Statements) -> None:
    first, last = region.pages
    status = "filled" if cells else "empty"
    if not cells and not any(spec.header["empty_note"].search(key(note.text)) for note in region.notes):
        result.findings.append(
            Finding(
                "empty-without-note",
                "info",
                f"表“{region.title}”为空表，未见说明",
                f"the table “{region.name}” is empty and no note says so",
                region.ref,
                "statement",
                region.name,
            )
        )
    result.statements.append(
        {
            "statement": region.name,
            "title": region.title,
            "table_no": region.table_no,
            "first_page": first,
            "last_page": last,
            "unit": region.unit,
            "status": status,
            "rows": len({row["row_no"] for row in cells}),
            "source_ref": region.ref,
        }
    )


def _cell_rows(region: Region, content: TableContent, spec: FormSpec) -> list[Row]:
    rows: list[Row] = []
    taken: set[tuple[int, str]] = set()
    for line in content.lines:
        for figure in line.figures:
            name = figure.column.name or f"第{figure.column.index + 1}列"
            column, count = name, 2
            while (line.number, column) in taken:
                column = f"{name} ({count})"
                count += 1
            taken.add((line.number, column))
            rows.append(
                {
                    "statement": region.name,
                    "row_no": line.number,
                    "column": column,
                    "row_code": line.code or line.unit_code or None,
                    "row_label": line.label or None,
                    "value": figure.amount.value,
                    "raw": figure.cell.text,
                    "unit": unit_of(figure, line, region.unit, spec) or None,
                    "page": line.page,
                    **_box(figure.cell.box),
                    "source_ref": figure.cell.ref or line.ref,
                }
            )
    return rows


def _box(box: Box | None) -> Row:
    """Where a cell stands on its page, in points with two decimals; null where the source has no geometry."""
    return {
        side: None if box is None else Decimal(f"{getattr(box, side):.2f}") for side in ("x0", "top", "x1", "bottom")
    }
