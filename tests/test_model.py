"""The nouns that all stages share: amounts in four states, places, documents of several files."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model import (
    Cell,
    Document,
    Finding,
    Grid,
    Line,
    SourceFile,
    State,
    combined_sha256,
    join_documents,
    join_refs,
    parse_amount,
    together,
)


@pytest.mark.parametrize(
    ("raw", "state", "value"),
    [
        ("7,138.31", State.VALUE, "7138.31"),
        ("35. 00", State.VALUE, "35.00"),
        ("1, 549. 35", State.VALUE, "1549.35"),
        ("0.00", State.VALUE, "0.00"),
        ("-4.11%", State.VALUE, "-4.11"),
        ("−5.00", State.VALUE, "-5.00"),
        ("10.00分", State.VALUE, "10.00"),
        ("(12.50)", State.VALUE, "-12.50"),
        ("¥1,200.00", State.VALUE, "1200.00"),
        ("", State.BLANK, None),
        (" \u3000", State.BLANK, None),
        ("--", State.DASH, None),
        ("—", State.DASH, None),
        ("_", State.DASH, None),
        ("2O.00", State.UNREADABLE, None),
        ("1,23.00", State.UNREADABLE, None),
        ("12.3.4", State.UNREADABLE, None),
        ("无", State.UNREADABLE, None),
        ("(1)", State.UNREADABLE, None),
        ("0.123456", State.VALUE, "0.123456"),
        ("999,999,999,999.99", State.VALUE, "999999999999.99"),
        ("000000000000012.34", State.VALUE, "12.34"),
    ],
)
def test_blank_zero_dash_and_unreadable_are_four_things(raw: str, state: State, value: str | None) -> None:
    amount = parse_amount(raw)
    assert (amount.state, amount.value, amount.raw) == (state, None if value is None else Decimal(value), raw)
    assert value is None or str(amount.value) == value


@pytest.mark.parametrize(
    ("first", "last", "joined"),
    [
        ("L113", "L115", "L113-115"),
        ("L113", "L113", "L113"),
        ("L113-114", "L116", "L113-116"),
        ("2/p3", "2/p4", "2/p3-4"),
        ("p3", "2/p4", "p3"),
        ("Sheet1!B7", "Sheet1!B9", "Sheet1!B7"),
    ],
)
def test_places_of_one_kind_join_to_a_range(first: str, last: str, joined: str) -> None:
    assert join_refs(first, last) == joined


def test_several_files_become_one_document_with_places_of_their_own() -> None:
    finding = Finding("x", "info", "甲", "a", "p1")
    one = Document("application/pdf", (Line("甲", "p1", 1),), 2, (finding,))
    other = Document(
        "application/pdf", (Grid(((Cell("乙", "p1"), None),), "p1", 1), Line("丙", "p2", 2)), 3, (finding,)
    )
    joined = join_documents([one, other])
    assert [block.ref for block in joined.blocks] == ["p1", "2/p1", "2/p2"]
    assert [f.source_ref for f in joined.findings] == ["p1", "2/p1"]
    assert joined.pages == 5
    table = joined.blocks[1]
    assert isinstance(table, Grid) and table.rows[0][0] and table.rows[0][0].ref == "2/p1" and table.rows[0][1] is None


def test_a_source_of_several_files_has_one_hash_whatever_their_order() -> None:
    a, b = SourceFile("a.pdf", b"1"), SourceFile("b.pdf", b"2")
    assert together([a, b]).sha256 == together([b, a]).sha256 == combined_sha256([a.sha256, b.sha256])
    assert together([a, b]).name == "a.pdf + b.pdf"
    assert a.sha256 != b.sha256 != together([a, b]).sha256
