"""What was left out or is doubtful on a sheet, as findings in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from pipeline.extract.workbook.address import column_letters, reference
from pipeline.extract.workbook.sheet import Content, Place, Sheet
from pipeline.extract.workbook.view import View
from pipeline.model import Finding, Severity

_MOST_PLACES = 8  # named in one message
_AMOUNT = re.compile(r"^-?\d[\d,]*\.\d+%?$")  # a figure stored as text; codes and years are none


def hidden_sheet(sheet: Sheet) -> list[Finding]:
    """A hidden sheet is not read; a finding tells so when it holds figures."""
    return _hidden(
        sheet,
        sorted(sheet.cells),
        f"工作表“{sheet.name}”是隐藏的，没有读取",
        f"sheet “{sheet.name}” is hidden and was not read",
    )


def sheet_findings(sheet: Sheet, printed: View) -> list[Finding]:
    """The findings of a visible sheet: hidden content, error values, formulas without a value or typed as text, pictures."""
    return [*_hidden_parts(sheet, printed), *_formulas(sheet), *_errors(sheet), *_pictures(sheet)]


def pictures_only(sheet: Sheet) -> Finding:
    """A sheet whose table is a picture: what it shows is not in the data."""
    return Finding(
        "part-missing",
        "warning",
        f"工作表“{sheet.name}”是图片，其中的表没有读取；请提供有单元格的工作簿或 PDF",
        f"sheet “{sheet.name}” is a picture and its table was not read; give a workbook with cells, or the PDF",
        reference(sheet.name, 1, 1),
    )


def _hidden_parts(sheet: Sheet, printed: View) -> list[Finding]:
    shown = {s.origin for s in printed.shown.values()}
    rows = sorted({r for r, c in sheet.cells if r in sheet.hidden_rows and (r, c) not in shown})
    columns = sorted({c for r, c in sheet.cells if c in sheet.hidden_columns and (r, c) not in shown})
    places = [
        p for p in sorted(sheet.cells) if p not in shown and (p[0] in sheet.hidden_rows or p[1] in sheet.hidden_columns)
    ]
    named = [f"第 {_stretches(rows)} 行"] if rows else []
    named += [f"{_stretches(columns, letters=True)} 列"] if columns else []
    named_en = [f"rows {_stretches(rows)}"] if rows else []
    named_en += [f"columns {_stretches(columns, letters=True)}"] if columns else []
    findings = _hidden(
        sheet,
        places,
        f"工作表“{sheet.name}”隐藏了{'和'.join(named)}，没有读取",
        f"on sheet “{sheet.name}”, {' and '.join(named_en)} are hidden and were not read",
    )
    unseen = sorted({*sheet.remarks.masked, *printed.buried})
    if unseen:
        findings.append(
            Finding(
                "hidden-content",
                "warning",
                f"工作表“{sheet.name}”的 {_named(unseen)} 有内容，但被数字格式或合并单元格遮住，没有读取",
                f"sheet “{sheet.name}”: {_named(unseen)} hold content that a number format or a merged range hides; not read",
                reference(sheet.name, *unseen[0]),
            )
        )
    return findings


def _hidden(sheet: Sheet, places: list[Place], message: str, message_en: str) -> list[Finding]:
    figures = [p for p in places if _is_figure(sheet.cells[p])]
    if not figures:
        return []
    severity: Severity = "info" if all(sheet.cells[p].zero for p in figures) else "warning"
    return [
        Finding(
            "hidden-content",
            severity,
            f"{message}；其中有 {len(figures)} 个数字（{_named(figures)}）",
            f"{message_en}; {len(figures)} figures stand there ({_named(figures)})",
            reference(sheet.name, *figures[0]),
        )
    ]


def _is_figure(content: Content) -> bool:
    return content.figure or bool(_AMOUNT.match(content.text))


def _formulas(sheet: Sheet) -> list[Finding]:
    findings = []
    uncached = sheet.remarks.uncached
    if uncached:
        findings.append(
            Finding(
                "formula-cell",
                "warning",
                f"工作表“{sheet.name}”的 {_named(uncached)} 是公式，但没有保存计算结果，按空白读取；用表格软件打开并另存后再转换",
                f"sheet “{sheet.name}”: {_named(uncached)} are formulas without a stored value and were read as blank; "
                "open the workbook in a spreadsheet program, save it and convert it again",
                reference(sheet.name, *uncached[0]),
            )
        )
    findings += [
        Finding(
            "formula-cell",
            "info",
            f"该单元格输入的是公式 {formula}，按显示的“{shown}”读取；原意可能是文字“{formula}”",
            f"this cell holds the formula {formula} and was read as displayed, “{shown}”; the text “{formula}” may be meant",
            reference(sheet.name, *place),
            expected=formula,
            actual=shown,
        )
        for place, formula, shown in sheet.remarks.typed_formulas
    ]
    return findings


def _errors(sheet: Sheet) -> list[Finding]:
    findings = []
    errors = sorted(sheet.remarks.errors, key=lambda error: error[1])
    for text, group in groupby(errors, key=lambda error: error[1]):
        places = sorted(place for place, _ in group)
        findings.append(
            Finding(
                "text-suspect",
                "warning",
                f"工作表“{sheet.name}”的 {_named(places)} 是错误值 {text}，按原样保留；请对照原件",
                f"sheet “{sheet.name}”: {_named(places)} show the error {text}; kept as printed, compare with the source",
                reference(sheet.name, *places[0]),
                actual=text,
            )
        )
    return findings


def _pictures(sheet: Sheet) -> list[Finding]:
    places = sheet.remarks.pictures
    if not places:
        return []
    return [
        Finding(
            "text-suspect",
            "warning",
            f"工作表“{sheet.name}”的 {_named(places)} 是嵌入的图片，按空白读取；请对照原件",
            f"sheet “{sheet.name}”: {_named(places)} hold pictures and were read as blank; compare with the source",
            reference(sheet.name, *places[0]),
        )
    ]


def _named(places: list[Place]) -> str:
    """``B7, B9`` and, of a long list, how many there are."""
    named = ", ".join(f"{column_letters(column)}{row}" for row, column in places[:_MOST_PLACES])
    return named if len(places) <= _MOST_PLACES else f"{named} … ({len(places)})"


def _stretches(numbers: Iterable[int], letters: bool = False) -> str:
    """``5, 7-9`` for 5, 7, 8, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    name = column_letters if letters else str
    texts = [name(first) if first == last else f"{name(first)}-{name(last)}" for first, last in runs[:_MOST_PLACES]]
    return ", ".join(texts) + (" …" if len(runs) > _MOST_PLACES else "")
