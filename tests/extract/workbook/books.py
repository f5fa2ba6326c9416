"""Small workbooks for tests: made by openpyxl and xlwt as programs make them, or part by part where these can't."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from xlwt.CompoundDoc import XlsDoc

from pipeline.extract import Limits
from pipeline.extract.workbook import read_workbook
from pipeline.model import Document, Finding, Grid, Line, SourceFile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = {_MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main"}
_STRICT[_LINKS] = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_THIN = Side(style="thin")
FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def read_book(data: bytes, name: str = "book.xlsx", limits: Limits | None = None) -> Document:
    """The document that the reader makes of a workbook."""
    return read_workbook(SourceFile(name, data), limits or Limits())


def lines(document: Document) -> list[tuple[str, str]]:
    """Reference and text of every line."""
    return [(b.ref, b.text) for b in document.blocks if isinstance(b, Line)]


def tables(document: Document) -> list[list[list[str | None]]]:
    """The texts of every grid, None where a merged cell covers."""
    return [[[c.text if c else None for c in row] for row in g.rows] for g in grids(document)]


def grids(document: Document) -> list[Grid]:
    """The grids of a document."""
    return [b for b in document.blocks if isinstance(b, Grid)]


def findings(document: Document, rule: str) -> list[Finding]:
    """The findings of one rule."""
    return [f for f in document.findings if f.rule == rule]


def book(*fills: Callable[[Any], None], titles: tuple[str, ...] = ("Sheet1",)) -> bytes:
    """A workbook by openpyxl; each function fills one sheet."""
    made = Workbook()
    made.remove(made.active)
    for number, fill in enumerate(fills):
        fill(made.create_sheet(titles[number] if number < len(titles) else f"Sheet{number + 1}"))
    data = BytesIO()
    made.save(data)
    return data.getvalue()


def put(sheet: Any, first_row: int, rows: Sequence[Any], *, framed: bool = False, first_column: int = 1) -> None:
    """Write rows of values; None leaves a blank (framed) cell, text that begins with ``=`` is a formula."""
    for r, values in enumerate(rows, first_row):
        for c, value in enumerate(values, first_column):
            cell = sheet.cell(r, c, value)
            if framed:
                cell.border = FRAME


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return data.getvalue()


def with_parts(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same archive with every part changed by a function of its name and bytes."""
    with zipfile.ZipFile(BytesIO(data)) as old:
        return archive({name: change(name, old.read(name)) for name in old.namelist()})


def raw_book(
    cells: str,
    *,
    before: str = "",
    after: str = "",
    formats: tuple[str, ...] = (),
    strings: tuple[str, ...] = (),
    properties: str = "",
    strict: bool = False,
    extra: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """A workbook of one sheet from the XML of its rows; style 1, 2, … has the first, second, … of ``formats``."""
    codes = "".join(
        f'<numFmt numFmtId="{200 + k}" formatCode="{f.replace(chr(34), "&quot;")}"/>' for k, f in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{200 + k}"/>' for k in range(len(formats)))
    parts: dict[str, bytes | str] = {
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{properties}'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}" xmlns:r="{_LINKS}">{before}'
        f"<sheetData>{cells}</sheetData>{after}</worksheet>",
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{"".join(f"<si>{s}</si>" for s in strings)}</sst>',
        **(extra or {}),
    }
    if strict:
        for old, new in _STRICT.items():
            parts = {n: p.replace(old, new) if isinstance(p, str) else p for n, p in parts.items()}
    return archive(parts)


def with_picture(cells: str) -> bytes:
    """A workbook as by :func:`raw_book` with one picture on its sheet."""
    parts: dict[str, bytes | str] = {
        "xl/worksheets/_rels/sheet1.xml.rels": _relations(("drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": "<wsDr/>",
        "xl/drawings/_rels/drawing1.xml.rels": _relations(("image", "../media/image1.png")),
        "xl/media/image1.png": b"\x89PNG",
    }
    return raw_book(cells, after='<drawing r:id="r1"/>', extra=parts)


def _relations(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="r{k}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for k, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'


def old_book(fill: Callable[[Any], None]) -> bytes:
    """A binary workbook (.xls) by xlwt."""
    made = xlwt.Workbook(encoding="utf-8")
    fill(made)
    data = BytesIO()
    made.save(data)
    return data.getvalue()


def old_book_with_record(number: int, fill: Callable[[Any], None], *, last: bool) -> bytes:
    """A binary workbook with one more record, the second or the ``last``: 0x2F, it is encrypted; 0xEB, its pictures."""
    made = xlwt.Workbook(encoding="utf-8")
    fill(made)
    stream = made.get_biff_data()
    at = len(stream) if last else 4 + struct.unpack_from("<H", stream, 2)[0]
    return container(stream[:at] + struct.pack("<HHHHH", number, 6, 0, 1, 2) + stream[at:], "Workbook")


def container(stream: bytes, name: str) -> bytes:
    """An OLE2 file with one stream of this name, as Office keeps encrypted packages and old documents."""
    data = BytesIO()
    XlsDoc().save(data, stream)
    old = "Workbook".encode("utf-16-le")
    at = data.getvalue().index(old)
    written = bytearray(data.getvalue())
    written[at : at + 64] = name.encode("utf-16-le").ljust(64, b"\x00")
    written[at + 64 : at + 66] = struct.pack("<H", 2 * len(name) + 2)
    return bytes(written)
