"""Addresses and sheet names as spreadsheets write them."""

from __future__ import annotations

import pytest

from pipeline.extract.workbook.address import Range, parse_cell, parse_range, reference


@pytest.mark.parametrize(
    ("sheet", "printed"),
    [
        ("Sheet1", "Sheet1!B7"),
        ("公开01表", "公开01表!B7"),
        ("My sheet", "'My sheet'!B7"),
        ("1.收支总表", "'1.收支总表'!B7"),
        ("表1-收入", "'表1-收入'!B7"),
        ("it's", "'it''s'!B7"),
        ("A1", "'A1'!B7"),
        ("R1C1", "'R1C1'!B7"),
        ("表（一）", "'表（一）'!B7"),
    ],
)
def test_names_that_are_no_word_are_quoted(sheet: str, printed: str) -> None:
    assert reference(sheet, 7, 2) == printed


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A1", (1, 1)),
        ("$AA$10", (10, 27)),
        ("xfd1048576", (1048576, 16384)),
        ("XFE1", None),
        ("A0", None),
        ("1A", None),
    ],
)
def test_cells_beyond_the_largest_sheet_are_none(text: str, place: tuple[int, int] | None) -> None:
    assert parse_cell(text) == place


def test_ranges_may_be_turned_round_or_be_a_single_cell() -> None:
    assert parse_range("C3:A1") == Range(1, 1, 3, 3)
    assert parse_range("B2") == Range(2, 2, 2, 2)
    assert parse_range("B2:") is not None and parse_range("B2:#REF!") is None
