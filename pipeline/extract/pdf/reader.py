"""Reader for PDF: what is printed on the pages of a digital document, as lines and grids.

One document and one page are open at a time, so that memory does not grow with what is read. The same bytes give the
same document.
"""

from __future__ import annotations

import time

from pipeline.errors import SourceError, UnsupportedFormatError
from pipeline.extract.limits import Limits
from pipeline.extract.media_type import PDF
from pipeline.extract.pdf import findings, pdfium
from pipeline.extract.pdf.page import PageContent, read_page
from pipeline.extract.pdf.recovery import is_whole, recover
from pipeline.extract.pdf.unruled.tables import AlignedTable
from pipeline.model import Block, Document, Doubt, Finding, SourceFile


def read_pdf(source: SourceFile, limits: Limits) -> Document:
    """Read a PDF into the common document: lines and grids page by page, boxes in points of the upright page.

    What is wrong with single pages stands in ``Document.findings``. Raises SourceError for a file that needs a password,
    is damaged beyond reading or exceeds ``limits``; UnsupportedFormatError for a scan or fonts without character codes.
    """
    try:
        with pdfium.open_document(source.data) as document:
            return _read(source, document, limits, whole=is_whole(source.data))
    except pdfium.PdfiumError as error:
        if error.code in (pdfium.ERROR_PASSWORD, pdfium.ERROR_SECURITY):
            raise SourceError(
                "PDF 已加密，需要密码才能打开 / the PDF is encrypted and needs a password",
                where=source.name,
                advice="用密码打开后另存为无密码的 PDF / open it with the password and save it without one",
            ) from error
    return _read_recovered(source, limits)


def _read_recovered(source: SourceFile, limits: Limits) -> Document:
    recovered = recover(source.data)
    if recovered is not None:
        try:
            with pdfium.open_document(recovered) as document:
                return _read(source, document, limits, whole=False)
        except pdfium.PdfiumError:
            pass  # not even so
    raise SourceError(
        "PDF 不完整或已损坏，无法打开 / the PDF is cut off or damaged and can't be opened",
        where=source.name,
        advice="重新下载原文件 / download it again",
    )


def _read(source: SourceFile, document: int, limits: Limits, *, whole: bool) -> Document:
    pages = pdfium.page_count(document)
    if pages > limits.max_pages:
        raise SourceError(
            f"PDF 有 {pages:,} 页，超过上限 {limits.max_pages:,} / "
            f"the PDF has {pages:,} pages, more than the limit of {limits.max_pages:,}",
            where=source.name,
            advice="一个文件只放一份公开文档 / give one disclosure per file",
        )
    blocks: list[Block] = []
    doubts: list[Doubt] = []
    notes: list[Finding] = [] if whole else [findings.document_damaged(pages)]
    printed = False
    table: AlignedTable | None = None
    start = time.monotonic()
    for index in range(pages):
        if time.monotonic() - start > limits.max_seconds:
            raise SourceError(
                f"读取超过 {limits.max_seconds:g} 秒，停在第 {index + 1} 页 / "
                f"reading took more than {limits.max_seconds:g} seconds and stopped at page {index + 1}",
                where=source.name,
                advice="检查该页，或提高时限 / look at that page, or raise the limit",
            )
        content = _page(document, index, table)
        table = content.table
        blocks += content.blocks
        notes += content.findings
        doubts += content.doubts
        printed |= content.printed
    if not blocks:
        raise _nothing(source, pages, notes)
    return Document(PDF, tuple(blocks), pages, tuple(notes), tuple(doubts))


def _page(document: int, index: int, before: AlignedTable | None) -> PageContent:
    try:
        with pdfium.open_page(document, index) as (page, text):
            return read_page(page, text, index + 1, before)
    except pdfium.PdfiumError:
        return PageContent([], [findings.page_unreadable(index + 1)])


def _nothing(source: SourceFile, pages: int, notes: list[Finding]) -> SourceError:
    """Why a document gave no text at all."""
    rules = {note.rule for note in notes}
    if "page-unreadable-text" in rules:
        return UnsupportedFormatError(
            "PDF 的字体没有可用的字符编码，读出的是乱码；暂不支持文字识别 / "
            "the fonts of the PDF carry no usable character codes, and text recognition is not supported yet",
            where=source.name,
            advice="请提供由原文件直接导出的 PDF 或文本 / give a PDF exported from the original, or the text",
        )
    if "page-without-text" in rules:
        return UnsupportedFormatError(
            "PDF 是扫描件，没有文字；暂不支持识别扫描件 / the PDF is scanned and has no text; OCR is not supported yet",
            where=source.name,
            advice="请提供电子版或文本 / give the digital original or the text",
        )
    if not rules.isdisjoint({"page-unreadable", "document-damaged"}):
        message = "PDF 已损坏，没有一页能读取 / the PDF is damaged; no page of it can be read"
    else:
        message = f"PDF 的 {pages} 页都是空白 / all {pages} pages of the PDF are blank"
    return SourceError(message, where=source.name, advice="重新下载原文件 / download it again")
