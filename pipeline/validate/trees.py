"""Kind ``tree-sum``: in a table of classified lines the total is the sum of the 类, a 类 of its 款, a 款 of its 项."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from pipeline.model import Row
from pipeline.spec.checks import Check
from pipeline.validate.index import Index
from pipeline.validate.outcome import Outcome, judged, listed, skipped, unequal
from pipeline.validate.quantity import ZERO, Quantity


def check_tree_sum(check: Check, index: Index) -> Iterator[Outcome]:
    """Per column of ``columns``: every line equals the sum of the lines one level below it, where there are any.

    ``code`` is the column of the joined code, ``levels`` the lengths of its codes from the top (3, 5, 7). The line
    without a code at level 0 is the total, unless ``total = "none"``. ``unprinted``: columns for which the total's line of
    some forms has no place; where it is blank in all of them, that is a remark.
    """
    rows = index.rows(check.one["rows"])
    blocks = _blocks(rows, check.text("code"))
    families = [family for block in blocks for family in _of_block(check, block)]
    if len(blocks) > 1 and check.text("total") != "none" and not any(row.get(check.text("code")) for row in blocks[0]):
        lengths = cast(tuple[int, ...], check.options["levels"])
        top = [row for row in rows if len(str(row.get(check.text("code")) or "")) == lengths[0]]
        families.insert(0, (blocks[0][0], top))  # the total of the department above its units
    if not families:
        yield skipped("absent")
    unprinted = check.texts("unprinted")
    softer = replace(check, severity="info")
    for column in check.texts("columns"):
        for parent, children in families:
            placeless = (
                column in unprinted and parent.get("level") == 0 and all(parent.get(c) is None for c in unprinted)
            )
            yield _family(softer if placeless else check, index, parent, children, column)


def _of_block(check: Check, rows: Sequence[Row]) -> list[tuple[Row, list[Row]]]:
    """Every line of one block with the lines below it; first its total with the lines of the highest level."""
    code, lengths = check.text("code"), cast(tuple[int, ...], check.options["levels"])
    families = _families(rows, code, lengths)
    total = next((r for r in rows if not r.get(code) and r.get("level") == 0), None)
    top = [r for r in rows if len(str(r.get(code) or "")) == lengths[0]]
    if check.text("total") != "none" and total is not None and top:
        families.insert(0, (total, top))
    return families


def _blocks(rows: Sequence[Row], code: str) -> list[Sequence[Row]]:
    """The lines of each unit, where a table of a department lists the same codes under every unit; else all lines.

    The line of a unit has no code and stands above its own lines (budgets of Hunan and Guangxi).
    """
    codes = [row[code] for row in rows if row.get(code)]
    if len(set(codes)) == len(codes):
        return [rows]
    blocks: list[list[Row]] = []
    for row in rows:
        if not blocks or (not row.get(code) and row.get("level") == 0):
            blocks.append([])
        blocks[-1].append(row)
    alone = [[row[code] for row in block if row.get(code)] for block in blocks]
    return list(blocks) if all(len(set(own)) == len(own) for own in alone) else [rows]


def _families(rows: Sequence[Row], code: str, lengths: tuple[int, ...]) -> list[tuple[Row, list[Row]]]:
    children: dict[str, list[Row]] = {}
    for row in rows:
        own = str(row.get(code) or "")
        if len(own) in lengths[1:]:
            children.setdefault(own[: lengths[lengths.index(len(own)) - 1]], []).append(row)
    return [(row, children[str(row[code])]) for row in rows if row.get(code) and str(row[code]) in children]


def _family(check: Check, index: Index, parent: Row, children: list[Row], column: str) -> Outcome:
    operand = check.one["rows"]
    whole = index.figure(operand, parent, column)
    parts = [q for q in (index.figure(operand, row, column) for row in children) if q is not None]
    if whole is None:
        return skipped("blank") if not any(q.value for q in parts) else _blank_parent(check, parent, parts)
    total = sum((q.value for q in parts), ZERO)
    tolerance = whole.half + sum((q.half for q in parts), ZERO)
    outcome = judged(whole.value - total, ZERO, tolerance, [whole, *parts])
    return outcome or unequal(check, whole, total, tolerance, listed(parts), parts)


def _blank_parent(check: Check, parent: Row, parts: list[Quantity]) -> Outcome:
    """A blank line above lines with figures: blank stands for 0 in the official tables."""
    first = parts[0]
    blank = Quantity(ZERO, ZERO, first.unit, first.table, parent, "（空白）", "(blank)", first.column)
    total, tolerance = sum((q.value for q in parts), ZERO), sum((q.half for q in parts), ZERO)
    outcome = judged(total, ZERO, tolerance, parts)
    return outcome or unequal(check, blank, total, tolerance, listed(parts), parts)
