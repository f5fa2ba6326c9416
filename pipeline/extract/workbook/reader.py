"""Turns a workbook into the common document: visible sheets in order, lines and tables as printed."""

from __future__ import annotations

from pipeline.errors import SourceError, UnsupportedFormatError
from pipeline.extract.limits import Limits
from pipeline.extract.media_type import XLS, XLSX, media_type_of
from pipeline.extract.workbook.findings import hidden_sheet, pictures_only, sheet_findings
from pipeline.extract.workbook.layout import blocks_of
from pipeline.extract.workbook.sheet import Budget, Sheet
from pipeline.extract.workbook.view import areas, view
from pipeline.model import Block, Document, Finding, Grid, SourceFile

_FEW_LINES = 5  # per sheet; a workbook of pictures may have titles in cells


def read_workbook(source: SourceFile, limits: Limits) -> Document:
    """Read an XLSX, XLSM or XLS workbook: numbers as displayed, references as ``Sheet1!B7``, no pages.

    Hidden sheets, rows and columns are not read; findings say so when they hold figures. Raises SourceError for a workbook
    that is damaged, protected by a password, empty or beyond ``limits``, UnsupportedFormatError when all it holds is
    pictures or when it is of another kind.
    """
    media_type = media_type_of(source.data, source.name)
    sheets = _sheets(source, limits, media_type)
    budget = Budget(limits.max_cells, source.name)
    blocks: list[Block] = []
    findings: list[Finding] = []
    for sheet in sheets:
        if sheet.hidden:
            findings += hidden_sheet(sheet)
            continue
        printed = view(sheet, budget)
        found = [block for area in areas(printed, budget) for block in blocks_of(sheet.name, printed, area)]
        findings += sheet_findings(sheet, printed)
        if sheet.has_drawing and not any(isinstance(block, Grid) for block in found):
            findings.append(pictures_only(sheet))
        blocks += found
    _refuse_nothing(source.name, sheets, blocks)
    return Document(media_type, tuple(blocks), None, tuple(findings))


def _sheets(source: SourceFile, limits: Limits, media_type: str) -> list[Sheet]:
    """The worksheets of either format; the modules are loaded when a workbook of their format is read."""
    if media_type == XLS:
        from pipeline.extract.workbook.biff import read_biff

        return read_biff(source, limits)
    if media_type == XLSX:
        from pipeline.extract.workbook.ooxml import read_ooxml

        return read_ooxml(source, limits)
    raise UnsupportedFormatError(
        "这不是工作簿 / this is no workbook",
        where=source.name,
        advice="给出 .xlsx 或 .xls 文件 / give an .xlsx or .xls file",
    )


def _refuse_nothing(where: str, sheets: list[Sheet], blocks: list[Block]) -> None:
    """Raise when the visible sheets show no table and hardly a line, and say why."""
    pictures = any(sheet.has_drawing or sheet.remarks.pictures for sheet in sheets)
    few = len(blocks) <= _FEW_LINES * len(sheets) and not any(isinstance(block, Grid) for block in blocks)
    if pictures and few:
        raise UnsupportedFormatError(
            "工作簿里只有图片，没有单元格内容 / the workbook holds only pictures of pages, no cells",
            where=where,
            advice="请提供有单元格的工作簿、PDF 或文本 / give the workbook with cells, the PDF or the text",
        )
    if blocks:
        return
    if any(sheet.cells for sheet in sheets):
        raise SourceError(
            "工作簿的内容全部是隐藏的 / all content of the workbook is hidden",
            where=where,
            advice="在表格软件中取消隐藏后另存 / unhide the sheets, rows and columns and save it again",
        )
    raise SourceError(
        "工作簿是空的 / the workbook is empty",
        where=where,
        advice="确认工作表里有内容；公式要先计算并保存 / check that its sheets have content; save it after its formulas are computed",
    )
