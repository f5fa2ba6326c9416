"""The PDF reader: characters and paths by pdfium, tables by pdfplumber's definition."""

from pipeline.extract.pdf.reader import read_pdf

__all__ = ["read_pdf"]
