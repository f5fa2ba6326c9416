"""Tables in which the reader can't be sure: agreement of both engines is remarked, any difference is a warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline import conversion
from pipeline.conversion import convert
from pipeline.evidence import read_again
from pipeline.extract import read
from pipeline.model import Cell, Document, Finding, Grid, Row, SourceFile
from tests.extract.pdf.drawing import FIGURES, ROWS, Page, columns, document, fill, heights, pdf, rule
from tests.typesetter import random_layout, random_record, set_pdf

TITLE = "支出决算表"


def unruled(page: Page) -> None:
    fill(page)


def unclosed(page: Page) -> None:
    xs, ys = columns(), heights()
    for x in xs[1:-1]:
        page.line(x, ys[0], x, ys[-1])
    for y in ys:
        page.line(xs[0], y, xs[-1], y)
    fill(page)


def touching(page: Page) -> None:
    rule(page)
    fill(page, (*ROWS[:-1], ("合计", "2,115.51", "", "")))
    page.text(columns()[3], heights()[-1] - 7, "1,733.06", align="right")
    page.text(columns()[3], heights()[-1] - 7, "382.45")  # begins where the figure before it ends


PAGES: dict[str, Callable[[Page], None]] = {"unruled": unruled, "unclosed": unclosed, "touching": touching}


def cells_of(found: Document) -> list[Row]:
    """The figures of the usual table as rows of ``statement_cell``."""
    (grid,) = [block for block in found.blocks if isinstance(block, Grid)]
    rows: list[Row] = []
    heads = [cell.text if cell else "" for cell in grid.rows[0]]
    for number, row in enumerate(grid.rows[1:], 1):
        label = row[0].text if row[0] else ""
        for head, cell in zip(heads[1:], row[1:], strict=True):
            assert cell
            assert cell.box
            sides = (cell.box.x0, cell.box.top, cell.box.x1, cell.box.bottom)
            rows.append(
                {
                    "statement": "expenditure",
                    "row_no": number,
                    "column": head,
                    "row_code": None,
                    "row_label": label,
                    "value": Decimal(cell.text.replace(",", "")),
                    "raw": cell.text,
                    "unit": "万元",
                    "page": 1,
                    **dict(zip(("x0", "top", "x1", "bottom"), (Decimal(str(side)) for side in sides), strict=True)),
                    "source_ref": cell.ref,
                }
            )
    return rows


def told(data: bytes, found: Document, cells: list[Row]) -> list[Finding]:
    return read_again(SourceFile("页面.pdf", data), _tables(cells), [], found.doubts)


def _tables(cells: list[Row]) -> dict[str, list[Row]]:
    return {"statement": [{"statement": "expenditure", "title": TITLE}], "statement_cell": cells}


@pytest.mark.parametrize("reason", list(PAGES))
def test_every_kind_of_doubt_is_seen_and_agreement_remarked(reason: str) -> None:
    data = pdf(PAGES[reason])
    found = document(data)
    assert {doubt.reason for doubt in found.doubts} == {reason}
    cells = cells_of(found)
    assert {str(cell["raw"]) for cell in cells} == FIGURES
    (finding,) = told(data, found, cells)
    assert (finding.rule, finding.severity, finding.source_ref) == ("reading-doubtful", "info", "p1")
    count = 2 if reason == "touching" else len(cells)
    assert f"重读 {count} 个数，全部一致" in finding.message
    assert TITLE in finding.message
    assert f"{count} figures" in finding.message_en


def test_a_plain_table_is_not_read_again() -> None:
    def plain(page: Page) -> None:
        rule(page)
        fill(page)

    assert document(pdf(plain)).doubts == ()


@pytest.mark.parametrize("reason", list(PAGES))
def test_another_figure_than_the_second_engine_reads_is_named_with_both(reason: str) -> None:
    data = pdf(PAGES[reason])
    found = document(data)
    cells = cells_of(found)
    cells[-1]["raw"], cells[-1]["value"] = "382.54", Decimal("382.54")
    (finding,) = told(data, found, cells)
    assert finding.severity == "warning"
    assert finding.likely_cause == ("undetermined" if reason == "touching" else "extraction")
    assert "“合计 项目支出”读作 382.54" in finding.message
    assert "382.45" in finding.message
    assert "382.45" in finding.message_en
    assert [figure.printed for figure in finding.figures] == ["382.54"]
    assert finding.figures[0].box == tuple(cells[-1][side] for side in ("x0", "top", "x1", "bottom"))


def test_a_figure_that_is_in_no_cell_is_told() -> None:
    data = pdf(unclosed)
    found = document(data)
    (finding,) = told(data, found, cells_of(found)[:-1])
    assert finding.severity == "warning"
    assert "另读到 1 个金额（382.45）" in finding.message


def test_figures_given_to_another_row_of_an_unruled_table_are_told() -> None:
    data = pdf(unruled)
    found = document(data)
    cells = cells_of(found)
    labels = [row[0] for row in ROWS[1:]]
    for cell in cells:
        if cell["row_label"] in labels[:2]:
            cell["row_label"] = labels[1 - labels.index(str(cell["row_label"]))]
    (finding,) = told(data, found, cells)
    assert finding.severity == "warning"
    assert "另一行的名称" in finding.message
    assert len(finding.figures) == 6


def test_columns_of_an_unruled_table_need_their_heads_above_them() -> None:
    data = pdf(unruled)
    found = document(data)
    cells = cells_of(found)
    for cell in cells:
        cell["column"] = {"基本支出": "项目支出", "项目支出": "基本支出"}.get(str(cell["column"]), cell["column"])
    (finding,) = told(data, found, cells)
    assert "列名未能证实" in finding.message
    assert finding.likely_cause == "undetermined"
    assert {figure.title.split()[-1] for figure in finding.figures} == {"基本支出", "项目支出"}


def test_a_figure_aligned_with_another_column_is_told() -> None:
    data = pdf(unruled)
    found = document(data)
    cells = cells_of(found)
    first, second = cells[:2]  # 合计 and 基本支出 of the first row
    first["column"], second["column"] = second["column"], first["column"]
    (finding,) = [finding for finding in told(data, found, cells) if "对齐于另一列" in finding.message]
    assert [figure.printed for figure in finding.figures] == ["1,482.45", "1,200.00"]


def test_pages_that_can_not_be_read_again_are_told() -> None:
    data = pdf(unclosed)
    found = document(data)
    cells = cells_of(found)
    (finding,) = read_again(SourceFile("页面.pdf", data[:200]), _tables(cells), [], found.doubts)
    assert finding.severity == "warning"
    assert f"有 {len(cells)} 个数未能证实" in finding.message
    assert finding.likely_cause == "undetermined"


def _open_document() -> SourceFile:
    """A typeset disclosure whose tables have no sides."""
    layout = replace(random_layout(8), border="open")
    return SourceFile("open.pdf", set_pdf(replace(random_record(8), projects=()), 8, layout=layout))


def test_a_whole_disclosure_of_tables_without_sides_is_confirmed() -> None:
    dataset = convert(_open_document())
    about = [finding for finding in dataset.findings if finding.rule == "reading-doubtful"]
    assert about
    assert {finding.severity for finding in about} == {"info"}
    tables = {row["statement"] for row in dataset.tables["statement_cell"]}
    assert len(about) == len(tables)


def test_a_misread_cell_of_a_disclosure_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    misread = []

    def reader(source: SourceFile) -> Document:
        """Reads the last figure of every grid with its digits reversed."""
        found = read(source)
        blocks = list(found.blocks)
        for number, block in enumerate(blocks):
            if isinstance(block, Grid) and (changed := _reversed(block)):
                blocks[number] = changed[0]
                misread.append(changed[1])
        return replace(found, blocks=tuple(blocks))

    monkeypatch.setattr(conversion, "read", reader)
    findings = [
        f for f in convert(_open_document()).findings if f.rule == "reading-doubtful" and f.severity == "warning"
    ]
    printed = {figure.printed for finding in findings for figure in finding.figures}
    assert misread
    assert set(misread) <= printed


def _reversed(grid: Grid) -> tuple[Grid, str] | None:
    """The grid with another figure in its last amount, and that figure; None where there is none or it is the same."""
    rows = [list(row) for row in grid.rows]
    for row in reversed(rows):
        for column in reversed(range(len(row))):
            cell = row[column]
            if isinstance(cell, Cell) and cell.text.replace(",", "").replace(".", "").isdigit() and "." in cell.text:
                whole, _, decimals = cell.text.partition(".")
                if decimals == decimals[::-1]:
                    continue
                row[column] = cell._replace(text=f"{whole}.{decimals[::-1]}")
                return replace(grid, rows=tuple(map(tuple, rows))), f"{whole}.{decimals[::-1]}"
    return None
