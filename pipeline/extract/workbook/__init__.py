"""Reader for workbooks (XLSX, XLSM, strict OOXML and the older XLS): what a person sees on the visible sheets.

``read_workbook`` turns the bytes into the common document. The parts of an OOXML workbook are read here, because general
libraries refuse files that spreadsheet programs open (an odd font family or colour is enough) or show strict files as empty,
and tell neither a missing cached value nor what a number format prints; the binary XLS format is read by xlrd.
"""

from pipeline.extract.workbook.reader import read_workbook

__all__ = ["read_workbook"]
