"""Files that are damaged, locked, scanned or not what they seem: a document, a finding or a plain message, never a traceback."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from pipeline.errors import JuesuanError, SourceError, UnsupportedFormatError
from pipeline.extract import DEFAULT_LIMITS, read
from pipeline.extract.pdf import pdfium
from pipeline.extract.pdf.legibility import readable, suspects
from pipeline.extract.pdf.page import PageContent, read_page
from pipeline.extract.pdf.recovery import is_whole, recover
from pipeline.extract.pdf.runs import page_text
from pipeline.extract.pdf.unruled.tables import AlignedTable
from pipeline.model import Document, Grid, Line, SourceFile
from tests.extract.pdf.drawing import Page, document, expected, fill, grids, lines, pdf, rule
from tests.shared import SHARED, needs_shared
from tests.typesetter import random_record
from tests.typesetter.pdf import set_pdf


def table(page: Page) -> None:
    rule(page)
    fill(page)


def picture(page: Page) -> None:
    from PIL import Image

    page.canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "gray")), 50, 50, 400, 600)


def blank(page: Page) -> None:
    page.canvas.setLineWidth(1)


def rules(document: Document) -> list[tuple[str, str]]:
    return [(finding.rule, finding.source_ref) for finding in document.findings]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return set_pdf(random_record(3), 3)


@pytest.mark.parametrize("strength", [40, 128])
def test_an_empty_user_password_opens_the_file(strength: int) -> None:
    lock = StandardEncryption("", ownerPassword="owner", strength=strength)
    assert grids(pdf(table, encrypt=lock)) == [expected()]


def test_a_real_password_is_asked_for_in_plain_words() -> None:
    lock = StandardEncryption("secret", ownerPassword="owner", strength=128)
    with pytest.raises(SourceError, match=r"页面\.pdf.*密码.*password") as caught:
        document(pdf(table, encrypt=lock))
    assert "另存" in caught.value.advice


def test_a_page_of_pictures_is_a_finding_and_the_others_are_read() -> None:
    made = document(pdf(table, picture, blank, table))
    assert rules(made) == [("page-without-text", "p2")]
    assert made.findings[0].severity == "warning"
    assert made.pages == 4
    assert [block.page for block in made.blocks] == [1, 4]


def test_a_scanned_document_is_not_supported() -> None:
    with pytest.raises(UnsupportedFormatError, match="扫描"):
        document(pdf(picture, picture))


def test_a_scan_with_hidden_recognised_text_is_a_scan() -> None:
    def page(page: Page) -> None:
        picture(page)
        page.text(72, 100, "本年度支出2,115.51万元", mode=3)

    with pytest.raises(UnsupportedFormatError, match="扫描"):
        document(pdf(page))


def test_a_blank_document_is_called_blank() -> None:
    with pytest.raises(SourceError, match="空白") as caught:
        document(pdf(blank, blank))
    assert not isinstance(caught.value, UnsupportedFormatError)


def test_fonts_without_character_codes_are_reported_and_not_published(whole: bytes) -> None:
    made = pdf(table, pageCompression=0)
    broken = made.replace(b"/ToUnicode", b"/ToUnicodX")
    assert broken != made
    with pytest.raises(UnsupportedFormatError, match="乱码"):
        document(broken)
    with pytest.raises(UnsupportedFormatError, match="乱码"):
        document(whole.replace(b"/ToUnicode", b"/ToUnicodX"))


def test_one_page_with_an_unusable_font_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = iter(["\x01\x02\x03\x04\ufffd\x05合计"])
    monkeypatch.setattr(
        "pipeline.extract.pdf.page.page_text", lambda text, count: next(texts, None) or page_text(text, count)
    )
    made = document(pdf(lambda page: page.text(72, 100, "部门金额单位年度"), table))
    assert rules(made) == [("page-unreadable-text", "p1")]
    assert made.findings[0].severity == "error"
    assert [block.page for block in made.blocks] == [2]


@needs_shared
def test_a_real_font_without_character_codes_is_noticed() -> None:
    assert SHARED
    data = (SHARED / "disclosures" / "js-renda-2019-budget-tables-rotated.pdf").read_bytes()
    with pytest.raises(UnsupportedFormatError, match="乱码"):
        document(data.replace(b"/ToUnicode", b"/ToUnicodX"))


def test_legible_and_illegible_text() -> None:
    assert readable("2024年度收入支出总计2,995.39万元（其中：①基本支出≥100％）")
    assert not readable("\x01\x02\x03\x04\x05\x06 2024 \x07\x08 2,995.39")
    assert not readable("ÊÁËÈÍÎÏÌª½Å¥µ‹ÓÔðÒ")
    assert not readable("\ue001\ue002\ue003\ue004\ue005")
    assert readable("\uf06c 收入支出总计")
    assert suspects("收入\ue001支出\uf06c") == ["\ue001"]


def test_a_few_unknown_characters_are_kept_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "pipeline.extract.pdf.page.page_text", lambda text, count: page_text(text, count).replace("计", "\ue001")
    )
    made = document(pdf(lambda page: page.text(72, 100, "本年度收入支出总计")))
    assert rules(made) == [("text-suspect", "p1")]
    assert [block.text for block in made.blocks if isinstance(block, Line)] == ["本年度收入支出总\ue001"]


def test_a_bullet_of_a_symbol_font_marks_a_list_item(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "pipeline.extract.pdf.page.page_text", lambda text, count: page_text(text, count).replace("第", "\uf06c")
    )
    (line,) = document(pdf(lambda page: page.text(72, 100, "第 收入支出"))).blocks
    assert isinstance(line, Line)
    assert (line.text, line.bullet) == ("收入支出", True)


def test_a_damaged_page_is_a_finding_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(table, table, pageCompression=0)
    second = sorted(re.findall(rb"(\d+) 0 R", re.findall(rb"/Kids \[([^\]]*)\]", data)[0]), key=int)[1]
    lost = data.replace(b"%s 0 obj" % second, b"%s 0 obx" % second)
    made = document(lost)
    assert rules(made) == [("page-unreadable", "p2")]
    assert [block.page for block in made.blocks] == [1]

    def fails_on_first(page: int, text: int, number: int, before: AlignedTable | None) -> PageContent:
        if number == 1:
            raise pdfium.PdfiumError("text")
        return read_page(page, text, number, before)

    monkeypatch.setattr("pipeline.extract.pdf.reader.read_page", fails_on_first)
    assert rules(document(data)) == [("page-unreadable", "p1")]


@pytest.mark.parametrize("lost", [0.004, 0.05, 0.2])
def test_a_file_that_was_cut_off_is_recovered_as_far_as_it_goes(whole: bytes, lost: float) -> None:
    cut = whole[: -int(len(whole) * lost)]
    with pytest.raises(pdfium.PdfiumError), pdfium.open_document(cut):
        pass
    made, full = document(cut), document(whole)
    assert rules(made)[0] == ("document-damaged", "p1")
    assert made.pages == full.pages
    if lost == 0.004:
        assert made.blocks == full.blocks
    assert len(made.blocks) > len(full.blocks) / 2
    assert {block for block in made.blocks if isinstance(block, Grid)} <= set(full.blocks)


def test_objects_in_compressed_streams_are_recovered() -> None:
    import zlib

    packed = b"<</Type/Catalog/Pages 2 0 R>> <</Type/Pages/Count 1/Kids[3 0 R]>> <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    places = [0, packed.index(b"<</Type/Pages"), packed.index(b"<</Type/Page/")]
    index = b" ".join(b"%d %d" % (number + 1, place) for number, place in enumerate(places)) + b" "
    body = zlib.compress(index + packed)
    data = (
        b"%%PDF-1.5\n4 0 obj\n<</Type/ObjStm/N 3/First %d/Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n"
        % (
            len(index),
            len(body),
            body,
        )
    )
    recovered = recover(data)
    assert recovered
    with pdfium.open_document(recovered) as handle:
        assert pdfium.page_count(handle) == 1


def test_pages_without_their_catalog_are_recovered(whole: bytes) -> None:
    made = document(whole[:-2000].replace(b"/Catalog", b"/Catalox"))
    assert made.pages == document(whole).pages
    assert rules(made)[0][0] == "document-damaged"


def test_what_cannot_be_recovered_is_said(whole: bytes) -> None:
    for rest in (b"%PDF-1.4\n", b"%PDF-1.4\n" + bytes(2000), whole[:600]):
        with pytest.raises(SourceError, match="损坏"):
            document(rest)
    assert recover(b"%PDF-1.4\n1 0 obj\n<</Encrypt 5 0 R/Type/Page>>\nendobj") is None


def test_whole_files_are_known_by_their_ends(whole: bytes) -> None:
    assert is_whole(whole)
    assert is_whole(b"some server's header\n" + whole)
    assert not is_whole(whole[:-10])
    assert not is_whole(whole[:-2000] + b"startxref\n5\n%%EOF\n")


def test_too_many_pages_and_too_much_time_are_refused() -> None:
    source = SourceFile("页面.pdf", pdf(table, table, table))
    with pytest.raises(SourceError, match=r"3 页.*上限 2"):
        read(source, replace(DEFAULT_LIMITS, max_pages=2))
    with pytest.raises(SourceError, match="第 1 页"):
        read(source, replace(DEFAULT_LIMITS, max_seconds=-1.0))


def test_a_drawing_with_thousands_of_lines_is_read_without_tables() -> None:
    def page(page: Page) -> None:
        for number in range(2200):
            page.line(10 + number * 5, 200, 10 + number * 5, 260)
            page.line(10, 300 + number * 5, 500, 300 + number * 5)
        page.text(72, 100, "基本支出")

    made = document(pdf(page, size=(12000, 12000)))
    assert rules(made) == [("page-too-complex", "p1")]
    assert lines(pdf(page, size=(12000, 12000))) == ["基本支出"]


def _cut(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data))]


def _flip(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 4, 30))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _move(data: bytes, rng: Random) -> bytes:
    start, end = sorted(rng.randrange(len(data)) for _ in range(2))
    return data[:start] + data[end:] + data[start:end]


def _numbers(data: bytes, rng: Random) -> bytes:
    """Some numbers of the file become absurd."""
    places = list(re.finditer(rb"(?<=[ \[])\d+\.?\d*(?=[ \]])", data))
    for match in sorted(rng.sample(places, min(20, len(places))), key=lambda m: -m.start()):
        absurd = rng.choice((b"0", b"-1", b"99999999999", b"1e38", b"nan", b"0.0000001", b"-32768"))
        data = data[: match.start()] + absurd + data[match.end() :]
    return data


@pytest.mark.parametrize("change", [_cut, _flip, _move, _numbers])
def test_damage_of_any_kind_gives_a_document_or_a_plain_message(change: Callable[[bytes, Random], bytes]) -> None:
    small = pdf(table, fill, pageCompression=0)
    for seed in range(60):
        changed = change(small, Random(f"{change.__name__} {seed}"))
        try:
            made = document(changed)
        except JuesuanError as error:
            assert "页面.pdf" in str(error)
        else:
            assert made.pages
