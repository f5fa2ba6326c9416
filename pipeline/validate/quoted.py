"""Kinds ``quoted`` and ``complete``: a figure stands in the words it was read from, and none is left out among others.

Neither proves a figure (the words are where it came from); they find a published table that was edited, and a number that
was lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.model import Row
from pipeline.spec.checks import Check
from pipeline.text import fold, key
from pipeline.validate.index import Index
from pipeline.validate.labels import column_titles, line_name
from pipeline.validate.outcome import PASS, Outcome, failed, skipped
from pipeline.validate.quantity import as_decimal, printed

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def check_quoted(check: Check, index: Index) -> Iterator[Outcome]:
    """The figure in column ``column`` of ``rows`` is printed, whatever its sign, in the text of column ``text``.

    A figure of 0 may be told in words (持平), so it proves nothing. A blank figure beside a text with a number is an error
    where the column ``operator`` says that there is a figure, and everywhere when there is no ``operator``.
    """
    operand = check.one["rows"]
    column, text, operator = check.text("column"), check.text("text"), check.text("operator")
    rows = index.rows(operand)
    if not rows:
        yield skipped("absent")
    for row in rows:
        value, words = as_decimal(row.get(column)), str(row.get(text) or "")
        stated = _numbers(words)
        if value is None:
            lost = bool(stated) and (not operator or row.get(operator) is not None)
            yield _apart(check, row, None, words) if lost else skipped("blank")
        elif not words:
            yield skipped("absent")
        elif abs(value) in stated:
            yield PASS
        else:
            yield skipped("in-words") if not value else _apart(check, row, value, words)


def check_complete(check: Check, index: Index) -> Iterator[Outcome]:
    """In every column of ``columns`` in which some row of ``rows`` has a figure, all of them have one; per group ``by``."""
    operand = check.one["rows"]
    by = check.texts("by")
    members: dict[tuple[str, ...], list[Row]] = {}
    for row in index.rows(operand):
        members.setdefault(tuple(str(row.get(name)) for name in by), []).append(row)
    if not members:
        yield skipped("absent")
    for rows in members.values():
        for column in check.texts("columns"):
            if all(row.get(column) is None for row in rows):
                yield skipped("absent")
                continue
            for row in rows:
                yield PASS if row.get(column) is not None else _blank(check, row, column)


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(number.replace(",", "")) for number in _NUMBER.findall(fold(text))}


def _where(check: Check, row: Row, column: str) -> tuple[str, str]:
    """The line and column concerned with their place, Chinese and English."""
    operand = check.one["rows"]
    title, title_en = column_titles(operand.table)[column]
    name, ref = line_name(operand.table, row) or operand.title, row.get("source_ref") or ""
    project = row.get("project_no")
    of_form, of_form_en = (f"项目{project}", f"project {project}, ") if project is not None else ("", "")
    return f"{of_form}“{name}”的{title}（{ref}）", f"{title_en} of {of_form_en}“{name}” ({ref})"


def _apart(check: Check, row: Row, value: Decimal | None, words: str) -> Outcome:
    chinese, english = _where(check, row, check.text("column"))
    shown = printed(value) if value is not None else "空白"
    shown_en = printed(value) if value is not None else "blank"
    return failed(
        check,
        check.one["rows"].table,
        row,
        f"{chinese}为 {shown}，而所依据的文字是“{key(words)}”",
        f"{english} is {shown_en}, but the text it was read from is “{key(words)}”",
        actual=f"{value:f}" if value is not None else None,
    )


def _blank(check: Check, row: Row, column: str) -> Outcome:
    chinese, english = _where(check, row, column)
    return failed(check, check.one["rows"].table, row, chinese, english)
