"""Text dumps become lines and grids, with the number of every line."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError, UnsupportedFormatError
from pipeline.extract import Limits, read
from pipeline.model import Grid, Line, SourceFile

TEXT = "标题\n\n- 一、项目\n第二段\n甲\t乙\t1.00\n\t丙\t2.00\n\n丁\t戊\n"


def blocks(data: bytes, limits: Limits | None = None) -> list[Line | Grid]:
    return list(read(SourceFile("a.txt", data), limits or Limits()).blocks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_gives_the_same_blocks(encoding: str) -> None:
    assert blocks(TEXT.encode(encoding)) == blocks(TEXT.encode())


def test_lines_keep_their_number_and_their_bullet() -> None:
    title, item, second = blocks(TEXT.encode())[:3]
    assert isinstance(title, Line) and isinstance(item, Line) and isinstance(second, Line)
    assert (title.text, title.ref, title.bullet) == ("标题", "L1", False)
    assert (item.text, item.ref, item.bullet) == ("一、项目", "L3", True)
    assert second.ref == "L4"


def test_a_bullet_before_a_number_is_no_minus() -> None:
    (line,) = blocks("- 0.95万元，增长0.55%".encode())
    assert isinstance(line, Line)
    assert line.text.startswith("0.95") and line.bullet


def test_a_minus_without_a_space_stays() -> None:
    (line,) = blocks(b"-4.11%")
    assert isinstance(line, Line)
    assert line.text == "-4.11%" and not line.bullet


def test_a_blank_line_ends_a_grid() -> None:
    first, second = [block for block in blocks(TEXT.encode()) if isinstance(block, Grid)]
    assert [[cell.text if cell else None for cell in row] for row in first.rows] == [
        ["甲", "乙", "1.00"],
        ["", "丙", "2.00"],
    ]
    assert first.ref == "L5" and second.ref == "L8"


def test_markup_and_rules_of_converters_are_left_out() -> None:
    found = blocks("|--|\n<i>₩</i> 甲\t乙\n# 一、概况\n".encode())
    assert isinstance(found[0], Grid) and found[0].rows[0][0] is not None
    assert found[0].rows[0][0].text == "₩ 甲"
    assert isinstance(found[1], Line) and found[1].text == "一、概况"


@pytest.mark.parametrize("data", [b"", b"   \n\t\r\n", b"\xef\xbb\xbf\n", b"\x00\x00"])
def test_an_empty_file_is_named_as_such(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.txt: 文件是空的"):
        blocks(data)


def test_binary_rubbish_is_refused() -> None:
    with pytest.raises(UnsupportedFormatError, match="不是文本"):
        blocks(bytes(range(256)) * 20)


def test_a_picture_is_refused_by_name() -> None:
    with pytest.raises(UnsupportedFormatError, match="图片"):
        blocks(b"\x89PNG\r\n\x1a\n" + b"0" * 100)


def test_bytes_in_no_known_encoding_are_refused() -> None:
    with pytest.raises(UnsupportedFormatError, match="编码"):
        blocks("决算".encode() + b"\xff\xff\xff\x80" + b"a" * 200)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04...word/document.xml", "Word document"),
        (b"<!DOCTYPE html><html></html>", "web page"),
    ],
)
def test_a_format_without_a_reader_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=kind):
        blocks(data)


def test_too_large_a_text_is_refused_with_its_size() -> None:
    with pytest.raises(SourceError, match="1,000"):
        blocks("决".encode() * 500, Limits(max_text_bytes=1000))


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(SourceError, match="11 行"):
        blocks(b"a\n" * 11, Limits(max_lines=10))
