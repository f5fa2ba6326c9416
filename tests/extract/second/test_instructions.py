"""The instructions of a page are split up as the library does it, which is slow and sure."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.psparser import LIT
from reportlab.pdfgen.canvas import Canvas

from pipeline.extract import load
from pipeline.extract.second import interpreter
from pipeline.extract.second.instructions import text_instructions
from pipeline.extract.second.interpreter import Pages
from pipeline.model import SourceFile
from tests.shared import SHARED
from tests.typesetter import random_record
from tests.typesetter.pdf import set_pdf


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"BT /F1 9.5 Tf 1 0 0 -1 .5 -3. Tm", [("do_BT", []), ("do_Tf", [LIT("F1"), 9.5]), ("do_Tm", [1, 0, 0, -1, 0.5, -3])]),
        (rb"(a \(b\) (c (d)) \101\7\r\x) Tj", [("do_Tj", [b"a (b) (c (d)) A\7\rx"])]),
        (b"(a\\\r\nb\\\nc\r\nd) Tj", [("do_Tj", [b"abc\r\nd"])]),
        (rb"(\777\61234) Tj", [("do_Tj", [b"\xff\x8a34"])]),
        (b"<48 65\n6> Tj", [("do_Tj", [b"He`"])]),
        (b"[(1)-3<32>.5(])] TJ", [("do_TJ", [[b"1", -3, b"2", 0.5, b"]"]])]),
        (b"[]TJ", [("do_TJ", [[]])]),
        (b"1 2(x)\"(y)'", [("do__w", [1, 2, b"x"]), ("do__q", [b"y"])]),
        (b"/A#42C Do", [("do_Do", [LIT("ABC")])]),
        (b"0 0 10 5 re W* n /P <</MCID 3>> BDC q EMC", [("do_q", [])]),
        (b"% (not) Tj\n(q) Tj", [("do_Tj", [b"q"])]),
        (b"7 Tf 1 2 m Td T*", [("do_T_a", [])]),  # operands are missing
        (b"", []),
    ],
)  # fmt: skip
def test_instructions(data: bytes, expected: list[tuple[str, list[Any]]]) -> None:
    assert text_instructions(data) == expected


@pytest.mark.parametrize(
    "data", [b"BI /W 1 ID x EI", b"(open", b"{ q }", b"<4g> Tj", b"--5 Tc", b") Tj", b"(((((deep))))) Tj"]
)
def test_what_is_not_plain_is_left_to_the_library(data: bytes) -> None:
    assert text_instructions(data) is None


def _layer(source: SourceFile) -> list[list[tuple[object, ...]]]:
    pages = Pages(source.data)
    found: list[list[tuple[object, ...]]] = []
    while True:
        try:
            _, characters = pages.characters(len(found) + 1)
        except IndexError:
            return found
        found.append([(c.get_text(), *(round(side, 4) for side in c.bbox)) for c in characters])


def _documents() -> list[SourceFile]:
    shared = sorted((SHARED / "disclosures").glob("*.pdf"))[:2] if SHARED else []
    return [SourceFile(f"{seed}.pdf", set_pdf(random_record(seed), seed)) for seed in (3, 8)] + [*map(load, shared)]


@pytest.mark.parametrize("source", _documents(), ids=lambda source: source.name)
def test_pages_have_the_characters_that_the_library_finds(source: SourceFile, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = _layer(source)
    assert any(ours)
    monkeypatch.setattr(interpreter._Interpreter, "execute", PDFPageInterpreter.execute)
    assert ours == _layer(source)


def test_forms_and_pictures_among_the_instructions() -> None:
    data = BytesIO()
    canvas = Canvas(data)
    canvas.beginForm("stamp")
    canvas.drawString(10, 20, "in a form 12.50")
    canvas.endForm()
    canvas.doForm("stamp")
    canvas.drawString(100, 700, "plain 1,234.00")
    canvas.showPage()
    canvas._code.append("q BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI Q")
    canvas.drawString(100, 700, "beside a picture 7")
    canvas.save()
    text = [
        "".join(str(character[0]) for character in page) for page in _layer(SourceFile("forms.pdf", data.getvalue()))
    ]
    assert text == ["in a form 12.50plain 1,234.00", "beside a picture 7"]
