"""What was restored or is doubtful in a form, as findings (rules ``value-inferred``, ``text-suspect``, ``part-missing``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Finding
from pipeline.normalize.notes import inferred, missing, suspect
from pipeline.normalize.scorecards.categories import Category
from pipeline.normalize.scorecards.forms import Form
from pipeline.normalize.scorecards.indicators import missing_columns
from pipeline.normalize.scorecards.money import MoneyBlock
from pipeline.normalize.scorecards.pieces import Joined, Legibility
from pipeline.normalize.scorecards.raw import RawIndicator
from pipeline.spec.scorecard import ScorecardSpec
from pipeline.text import fold, key


def name_remarks(number: int, name: Joined, ref: str) -> Iterator[Finding]:
    """On the name of project ``number`` of the document."""
    where = (ref, "performance_project", str(number), name.text)
    if not name.text or name.doubtful:
        yield suspect(f"项目{number}的名称可能不完整", f"the name of project {number} may be incomplete", *where)
    elif name.mended:
        yield inferred(
            f"项目{number}的名称由断开的单元格拼接", f"the name of project {number} was joined from a cut cell", *where
        )


def money_remarks(number: int, money: MoneyBlock) -> Iterator[Finding]:
    """On money lines that are in no table, because another line of the form has their fund."""
    for line in money.unread:
        amounts = "、".join(amount.raw for amount in line.amounts.values() if amount.raw.strip())
        if amounts:
            yield Finding(
                "figure-unread",
                "warning",
                f"项目{number}的资金行“{line.label}”（{amounts}）与另一行同属一种资金，未收入绩效项目资金表，请对照原件",
                f"the money line “{line.label}” ({amounts}) of project {number} is of a fund that another line has; it is not in "
                "the data",
                line.ref,
                "performance_funding",
            )


def column_remarks(number: int, form: Form, raw: Sequence[RawIndicator], spec: ScorecardSpec) -> Iterator[Finding]:
    """On columns that the form lacks; 一级, 二级 and the explanation of deviations are not part of every form."""
    if not form.indicators:
        yield missing(
            f"项目{number}的指标", f"the indicators of project {number}", form.ref, "performance_project", str(number)
        )
        return
    for name in missing_columns(form, spec):
        if name == "weight" and raw and all(item.weight is not None for item in raw):
            continue  # they stand behind the names
        if name in ("level3", "target", "actual", "weight", "score"):
            label = spec.indicator_label[name]
            ref = form.indicator_header.ref if form.indicator_header else form.ref
            yield missing(
                f"项目{number}的绩效指标表中“{label}”一列",
                f"the column {name} of the indicators of project {number}",
                ref,
                "performance_indicator",
                str(number),
            )


def party_remarks(number: int, party: Joined, ref: str, org_names: Sequence[str]) -> Iterator[Finding]:
    """On an organisation's name: one that was cut is certain only when it is the publisher's own."""
    where = (ref, "performance_project", str(number), party.text)
    if party.text and (party.mended or party.doubtful) and party.text not in org_names:
        yield suspect("单位名称由断开的单元格拼接", "an organisation's name was joined from a cut cell", *where)
    elif party.mended:
        yield inferred("单位名称由断开的单元格拼接", "an organisation's name was joined from a cut cell", *where)


def indicator_remarks(
    item: RawIndicator, row_key: str, texts: Sequence[str], readable: Legibility
) -> Iterator[Finding]:
    """On the texts of one indicator: scrambled ones, pieces without a column, values dumped into the name's cell."""
    where = (item.ref, "performance_indicator", row_key)
    for text in texts:
        if readable.scrambled(text) or "\ufffd" in text:
            yield suspect(
                f"“{fold(text)[:12]}…”的文字次序混乱（窄单元格按列导出）",
                "the characters of a narrow cell are in the wrong order",
                *where,
                text,
            )
    for piece in item.unplaced:
        yield suspect(f"“{piece}”不知属于哪一列", "a piece of a broken row could not be placed", *where, piece)
    if item.embedded:
        yield inferred(
            "目标、完成值和分值由名称单元格中拆出", "target, result and weight stood inside the name's cell", *where
        )


def category_remarks(number: int, raw: Sequence[RawIndicator], categories: Sequence[Category]) -> Iterator[Finding]:
    """One finding per garbled cell, and one per block whose merged label was given to its other rows."""
    start = 0
    for index, (item, category) in enumerate(zip(raw, categories, strict=True)):
        label = f"{category.level1}/{category.level2}"
        if category.garbled:
            printed = "/".join(key(text) for text in (item.level1, item.level2) if text)
            yield inferred(
                f"项目{number}指标{index + 1}的类别单元格“{printed}”不清，按表样取{label}",
                "the garbled category of an indicator was restored from the order of the form",
                item.ref,
                "performance_indicator",
                f"{number}/{index + 1}",
                label,
            )
        following = categories[index + 1] if index + 1 < len(raw) else None
        if following and (following.level1, following.level2) == (category.level1, category.level2):
            continue
        if not all(c.printed2 for c in categories[start : index + 1]):
            yield inferred(
                f"项目{number}指标{start + 1}至{index + 1}的类别{label}由合并单元格还原",
                "the categories of these indicators were restored from merged cells",
                raw[start].ref,
                "performance_indicator",
                f"{number}/{start + 1}",
                label,
            )
        start = index + 1
