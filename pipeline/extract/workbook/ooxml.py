"""Reads the sheets of an OOXML workbook: .xlsx and .xlsm, transitional and strict, from Excel, WPS and exporting programs."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import UnsupportedFormatError
from pipeline.extract.limits import Limits
from pipeline.extract.workbook.ooxml_archive import Archive
from pipeline.extract.workbook.ooxml_sheet import Shared, SheetReader
from pipeline.extract.workbook.ooxml_styles import read_styles
from pipeline.extract.workbook.sheet import Budget, Sheet, damaged
from pipeline.model import SourceFile


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    hidden: bool
    part: str


def read_ooxml(source: SourceFile, limits: Limits) -> list[Sheet]:
    """All worksheets of a workbook in their order, hidden ones too.

    Raises SourceError for a damaged archive or part and when ``limits`` are exceeded, UnsupportedFormatError for the
    binary .xlsb format and for archives that only contain workbooks.
    """
    archive = Archive(source, limits)
    part = next((r.target for r in archive.relations("").values() if r.kind == "officeDocument"), "xl/workbook.xml")
    _refuse_other(archive, part)
    root = archive.tree(part)
    if root is None or root.tag != "workbook":
        raise damaged(source.name, part, "workbook")
    links = archive.relations(part)
    targets = {relation.kind: relation.target for relation in links.values()}
    entries = [
        _Entry(
            element.get("name", ""), element.get("state", "visible") != "visible", links[element.get("id", "")].target
        )
        for element in root.iter("sheet")
        if element.get("id", "") in links and links[element.get("id", "")].kind == "worksheet"
    ]
    properties = root.find("workbookPr")
    date_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    styles = read_styles(archive, targets.get("styles", "xl/styles.xml"))
    budget = Budget(limits.max_cells, source.name)
    strings = _shared_strings(archive, targets.get("sharedStrings", "xl/sharedStrings.xml"), budget)
    return [_read_sheet(archive, entry, Shared(strings, styles, date_1904, budget)) for entry in entries]


def _refuse_other(archive: Archive, part: str) -> None:
    if part.lower().endswith(".bin"):
        raise UnsupportedFormatError(
            "这是二进制工作簿 .xlsb / this is a binary workbook (.xlsb)",
            where=archive.where,
            advice="用表格软件打开后另存为 .xlsx / open it and save it as .xlsx",
        )
    if part.lower().startswith(("word/", "ppt/")):
        raise UnsupportedFormatError(
            "这是 Word 或 PowerPoint 文档，其中嵌有工作簿 / this is a Word or PowerPoint document with a workbook in it",
            where=archive.where,
            advice="另存为 PDF，或单独给出工作簿 / save it as PDF, or give the workbook by itself",
        )
    if part in archive:
        return
    if any(name.endswith((".xlsx", ".xls", ".xlsm", ".docx", ".pdf")) for name in archive.names()):
        raise UnsupportedFormatError(
            "这是装有其他文件的压缩包 / this is an archive with other files in it",
            where=archive.where,
            advice="解压后分别给出 / unpack it and give the files in it",
        )
    raise damaged(archive.where, part, "缺少 / missing")


def _read_sheet(archive: Archive, entry: _Entry, shared: Shared) -> Sheet:
    if entry.part not in archive:
        raise damaged(archive.where, entry.part, "缺少 / missing")
    sheet = Sheet(entry.name, entry.hidden)
    reader = SheetReader(sheet, shared)
    archive.parse(entry.part, reader.start, reader.end, reader.text)
    sheet.has_drawing = reader.drawings and _has_picture(archive, entry.part)
    return sheet


def _has_picture(archive: Archive, part: str) -> bool:
    """Whether a picture lies on the sheet: a drawing that refers to an image (charts and shapes don't)."""
    drawings = [r.target for r in archive.relations(part).values() if r.kind == "drawing"]
    return any(r.kind == "image" for drawing in drawings for r in archive.relations(drawing).values())


def _shared_strings(archive: Archive, part: str, budget: Budget) -> list[str]:
    reader = _SharedStrings(budget)
    archive.parse(part, reader.start, reader.end, reader.text)
    return reader.strings


class _SharedStrings:
    """Handlers for the table of texts: the runs of a rich text are joined, phonetic guides are left out."""

    def __init__(self, budget: Budget) -> None:
        self.strings: list[str] = []
        self._budget = budget
        self._pieces: list[str] = []
        self._wanted = False
        self._phonetic = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        if tag == "si":
            self._pieces.clear()
            self._budget.spend()
        elif tag == "rPh":
            self._phonetic = True
        self._wanted = tag == "t" and not self._phonetic

    def end(self, tag: str) -> None:
        self._wanted = False
        if tag == "si":
            self.strings.append("".join(self._pieces))
        elif tag == "rPh":
            self._phonetic = False

    def text(self, text: str) -> None:
        if self._wanted:
            self._pieces.append(text)
