"""Workbooks that can't be read: a clear error that names the file, the cause and what to do; never a traceback."""

from __future__ import annotations

import random
from typing import Any

import pytest

from pipeline.errors import JuesuanError, SourceError, UnsupportedFormatError
from pipeline.extract import Limits
from tests.extract.workbook.books import (
    archive,
    book,
    container,
    old_book,
    old_book_with_record,
    put,
    raw_book,
    read_book,
    tables,
    with_parts,
    with_picture,
)

ROW = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
GOOD = book(lambda sheet: put(sheet, 1, [["项目", "金额"], ["甲", 1.5]], framed=True))


def old(made: Any) -> None:
    sheet = made.add_sheet("表")
    for row in range(40):
        for column in range(4):
            sheet.write(row, column, row * column / 3 if column else f"项目{row}")


def fails(data: bytes, *words: str, error: type[SourceError] = SourceError, limits: Limits | None = None) -> None:
    with pytest.raises(error) as caught:
        read_book(data, "坏.xlsx", limits)
    assert type(caught.value) is error
    message = str(caught.value)
    assert message.startswith("坏.xlsx: ") and caught.value.advice
    for word in words:
        assert word in message, message


def test_pictures_of_pages() -> None:
    fails(with_picture(""), "只有图片", "only pictures", "PDF", error=UnsupportedFormatError)
    title = '<row r="1"><c r="A1" t="inlineStr"><is><t>收入决算表</t></is></c></row>'
    fails(with_picture(title), "只有图片", error=UnsupportedFormatError)
    cell = '<row r="1"><c r="A1" t="str"><f>DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>'
    fails(raw_book(cell), "只有图片", error=UnsupportedFormatError)


def test_pictures_of_pages_in_an_old_workbook() -> None:
    fails(
        old_book_with_record(0xEB, lambda made: made.add_sheet("a"), last=True),
        "只有图片",
        error=UnsupportedFormatError,
    )
    document = read_book(old_book_with_record(0xEB, old, last=True))
    assert len(tables(document)) == 1 and document.findings == ()


def test_an_empty_workbook() -> None:
    fails(book(lambda _: None), "是空的", "is empty")
    fails(old_book(lambda made: made.add_sheet("a")), "是空的")


def test_a_workbook_whose_content_is_hidden() -> None:
    def fill(sheet: Any) -> None:
        put(sheet, 1, [["项目", 1]])
        sheet.row_dimensions[1].hidden = True

    fails(book(fill), "全部是隐藏的", "unhide")


def test_passwords() -> None:
    fails(container(b"\x01" * 5000, "EncryptedPackage"), "密码", "password", "取消密码")
    fails(old_book_with_record(0x2F, old, last=False), "密码", "password")


@pytest.mark.parametrize(
    ("stream", "word"), [("WordDocument", "Word 97-2003"), ("PowerPoint Document", ".ppt"), ("X", "没有工作簿")]
)
def test_other_documents_in_the_old_container(stream: str, word: str) -> None:
    fails(container(b"\x01" * 5000, stream), word, error=UnsupportedFormatError)


def test_a_binary_workbook_of_the_newer_kind() -> None:
    data = with_parts(GOOD, lambda _, part: part.replace(b"xl/workbook.xml", b"xl/workbook.bin"))
    fails(data, ".xlsb", "另存为 .xlsx", error=UnsupportedFormatError)


def test_a_word_document_with_a_workbook_in_it() -> None:
    data = with_parts(GOOD, lambda _, part: part.replace(b"xl/workbook.xml", b"word/document.xml"))
    fails(data, "Word", "嵌有工作簿", error=UnsupportedFormatError)


def test_an_archive_that_holds_workbooks() -> None:
    fails(archive({"a/xl/workbook": b"", "a/b.xlsx": b""}), "解压", "unpack", error=UnsupportedFormatError)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", b"<workbook"),
        ("xl/workbook.xml", b"<html></html>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>"),
        ("xl/worksheets/sheet1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'),
        ("xl/worksheets/sheet1.xml", b'<?xml version="1.0" encoding="GB2312"?><worksheet></worksheet>'),
        ("xl/worksheets/sheet1.xml", b'<worksheet><sheetData><c r="A1" t="s"><v>99</v></c></sheetData></worksheet>'),
        ("xl/worksheets/sheet1.xml", b'<worksheet><sheetData><row r="1048577"><c/></row></sheetData></worksheet>'),
        ("xl/styles.xml", b""),
    ],
)
def test_damaged_parts_are_named(part: str, content: bytes) -> None:
    fails(with_parts(GOOD, lambda name, old: content if name == part else old), "已损坏", "damaged", "另存为 .xlsx")


def test_missing_parts_are_named() -> None:
    links = raw_book(ROW)
    fails(
        with_parts(links, lambda _, part: part.replace(b"sheet1.xml", b"sheet9.xml")),
        "xl/worksheets/sheet9.xml",
        "缺少",
    )
    fails(
        with_parts(links, lambda _, part: part.replace(b"workbook.xml", b"workbookx.xml")),
        "xl/workbookx.xml",
        "missing",
    )


def test_cut_and_changed_files() -> None:
    """Whatever byte is changed or wherever the file ends: it is read, or refused by name."""
    chance = random.Random(7)
    sources = (GOOD, old_book(old))
    read = refused = 0
    for turn in range(160):
        data = bytearray(sources[turn % 2])
        if turn % 5:
            for _ in range(chance.randint(1, 6)):
                data[chance.randrange(8, len(data))] = chance.randrange(256)
        else:
            del data[chance.randrange(600, len(data)) :]
        try:
            read_book(bytes(data), "坏.xlsx", Limits(max_cells=100_000))
            read += 1
        except JuesuanError as error:
            refused += 1
            assert error.where == "坏.xlsx" and error.advice
    assert refused > 40 and read > 10


def test_numbers_in_the_parts_that_make_no_sense() -> None:
    chance = random.Random(8)
    nonsense = [b"0", b"99999999999", b"-1", b"x", "²".encode(), b""]

    def change(part: bytes) -> bytes:
        places = [at for at, byte in enumerate(part) if 48 <= byte <= 57]
        for at in sorted(chance.sample(places, min(3, len(places))), reverse=True):
            part = part[:at] + chance.choice(nonsense) + part[at + 1 :]
        return part

    for _ in range(60):
        try:
            read_book(with_parts(GOOD, lambda name, part: change(part) if name.startswith("xl/") else part), "坏.xlsx")
        except JuesuanError as error:
            assert error.where == "坏.xlsx"


def test_too_many_cells() -> None:
    fails(raw_book(ROW * 60), "上限 100 个", "more than 100 cells", limits=Limits(max_cells=100))
    fails(old_book(old), "上限 100 个", limits=Limits(max_cells=100))


def test_cells_that_would_span_a_huge_table() -> None:
    """A diagonal of few cells is a table of their square; overlapping merged ranges cover without end."""
    diagonal = "".join(
        f'<row r="{k}"><c r="{column}{k}"><v>1</v></c><c r="{column}{k + 1}"><v>1</v></c></row>'
        for k, column in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1)
    )
    rows = "".join(f'<row r="{k}"><c><v>1</v></c>{"<c/>" * k}<c><v>1</v></c></row>' for k in range(1, 26))
    fails(raw_book(rows + diagonal), "上限", limits=Limits(max_cells=700))
    merges = "".join(f'<mergeCell ref="A{k}:Z30"/>' for k in range(20, 0, -1))
    far = ROW + '<row r="30"><c r="Z30"><v>1</v></c></row>'
    fails(raw_book(far, after=f"<mergeCells>{merges}</mergeCells>"), "上限", limits=Limits(max_cells=5000))


def test_an_archive_that_unpacks_without_end() -> None:
    spaces = {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 3_000_000 + b"</worksheet>"}
    data = raw_book("", extra=spaces)
    assert len(data) < 10_000
    fails(data, "解压", "1,000,000", limits=Limits(max_unpacked_bytes=1_000_000))


def test_a_list_of_sheets_without_end() -> None:
    huge = {"xl/workbook.xml": b"<workbook>" + b"<a/>" * 5_500_000 + b"</workbook>"}
    fails(raw_book("", extra=huge), "解压", "上限")
