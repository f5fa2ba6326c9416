"""Second readings: single places of a source read again, by another way than the reader's, to tell whose error a mismatch is.

PDF pages are interpreted by pdfminer (the engine of pdfplumber) instead of pdfium, cells of XLSX workbooks come from openpyxl,
lines of text dumps from the undivided text. Nothing here is used to make data.
"""
