"""Whose error: a figure that the source prints is the publisher's, one that it does not print was misread."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.conversion import convert
from pipeline.evidence import read_again
from pipeline.extract import read
from pipeline.model import Dataset, Finding, Row, SourceFile
from pipeline.normalize import normalize
from pipeline.validate import validate
from tests.planted import measured, plant
from tests.planted.measure import clean_sheet
from tests.typesetter import random_layout, random_record
from tests.typesetter.pdf_laid import typeset_laid
from tests.typesetter.slip import Slip
from tests.typesetter.statement_grid import Statement

_WRONG = Decimal(7)


def _mismatches(source: SourceFile, dataset: Dataset) -> list[Finding]:
    found = read_again(source, dataset.tables, validate(dataset.tables).findings)
    return [f for f in found if f.severity != "info" and f.figures]


def _misread(source: SourceFile) -> tuple[Dataset, Row]:
    """The dataset with a figure of the table of expenditure other than printed, in the cells and in the table."""
    dataset = normalize(read(source), source)
    lines = [r for r in dataset.tables["expenditure"] if r["level"] == 3 and r["total"]]
    for line in lines:
        cells = [
            cell
            for cell in dataset.tables["statement_cell"]
            if cell["statement"] == "expenditure"
            and cell["row_code"] == line["functional_code"]
            and "合计" in str(cell["column"])
        ]
        if len(cells) == 1:
            factor = Decimal("0.0001") if cells[0]["unit"] == "元" else Decimal(1)
            wrong = Decimal(str(line["total"])) + _WRONG
            line["total"], cells[0]["value"], cells[0]["raw"] = wrong, wrong / factor, f"{wrong / factor:,.2f}"
            return dataset, line
    raise AssertionError("no cell to misread")


@pytest.mark.parametrize("seed", range(8))
def test_what_the_source_prints_is_the_publishers(seed: int) -> None:
    causes = [f.likely_cause for f in measured(plant(seed)).findings if f.figures]
    assert "extraction" not in causes
    assert causes.count("publisher") >= len(causes) - 1


# In turn: three kinds of PDF, a budget, a workbook.
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 6])
def test_what_the_source_does_not_print_was_misread_and_is_named(seed: int) -> None:
    source = clean_sheet(seed).source
    dataset, line = _misread(source)
    found = _mismatches(source, dataset)
    assert found
    assert {f.likely_cause for f in found} <= {"extraction", "undetermined"}
    named = [f for f in found if f.likely_cause == "extraction"]
    assert named
    assert all(str(line["name"]) in str(f.evidence) and "原文为" in str(f.evidence) for f in named)
    assert all("in the source" in str(f.evidence_en) for f in named)


def test_a_line_of_text_is_read_again() -> None:
    source = clean_sheet(0).source
    dataset = normalize(read(source), source)
    row = next(r for r in dataset.tables["narrative_figure"] if r["measure"] == "amount" and r["value"])
    row["value"] = Decimal(str(row["value"])) + _WRONG
    causes = {f.likely_cause for f in _mismatches(source, dataset)}
    assert "extraction" in causes
    assert "publisher" not in causes


def test_remarks_and_findings_of_reading_get_no_cause() -> None:
    for finding in convert(clean_sheet(16).source).findings:
        assert finding.likely_cause is None or finding.figures
        assert finding.severity != "info" or finding.likely_cause is None


def test_the_suspect_is_named_from_the_tables_alone() -> None:
    dataset, line = _misread(clean_sheet(1).source)
    suspects = {
        (figure.table, figure.column, figure.value)
        for f in validate(dataset.tables).findings
        for figure in f.figures
        if figure.suspect
    }
    assert ("expenditure", "total", line["total"]) in suspects


class _WrongFigures(Slip):
    """One figure of each table is printed too high."""

    def tables(self, statements: list[Statement]) -> None:
        for statement in statements:
            for row in statement.rows[statement.header + 1 :]:
                place = next((place for place, cell in enumerate(row) if cell and cell.value), None)
                if place is not None:
                    cell = row[place]
                    assert cell and cell.value is not None
                    row[place] = replace(cell, value=cell.value + _WRONG)
                    break


def test_what_a_table_without_rulings_does_not_add_up_to_is_not_laid_on_the_publisher() -> None:
    """Its last row may have been left out, or its columns taken for others."""
    seed = 21
    record = replace(random_record(seed), projects=())
    layout = replace(random_layout(seed), rulings="level", boxes="no", overflow="no")
    dataset = convert(SourceFile("level.pdf", typeset_laid(record, seed, layout, slip=_WrongFigures()).data))
    errors = [finding for finding in dataset.findings if finding.severity == "error" and finding.figures]
    assert errors
    assert "publisher" not in {finding.likely_cause for finding in errors}
    assert any("没有框线" in str(finding.evidence) for finding in errors)
