"""Reader for PDF: what is printed on the pages of a digital document, as lines and grids."""

from __future__ import annotations

from pipeline.errors import SourceError
from pipeline.extract.limits import Limits
from pipeline.extract.media_type import PDF
from pipeline.extract.pdf import pdfium
from pipeline.extract.pdf.page import read_page
from pipeline.model import Block, Document, SourceFile


def read_pdf(source: SourceFile, limits: Limits) -> Document:
    """Read a PDF into the common document, page by page."""
    blocks: list[Block] = []
    try:
        with pdfium.open_document(source.data) as document:
            pages = pdfium.page_count(document)
            for index in range(pages):
                with pdfium.open_page(document, index) as (page, text):
                    blocks += read_page(page, text, index + 1)
    except pdfium.PdfiumError as error:
        raise SourceError("PDF 无法打开 / the PDF can't be opened", where=source.name) from error
    return Document(PDF, tuple(blocks), pages)
