"""The nine official tables of a record (公开01表 to 09表), in a plain or in the national layout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.typesetter import statements_two_sided as sides
from tests.typesetter.disclosure import Record
from tests.typesetter.outline import STATEMENT_TITLES
from tests.typesetter.record import ZERO, FunctionalItem, Fund
from tests.typesetter.statement_grid import Cell, Statement, tall, wide
from tests.typesetter.statement_layout import Layout

Row = tuple[str, str, int, tuple[Decimal, ...]]  # code, name, level, figures


def tree(items: Sequence[tuple[FunctionalItem, tuple[Decimal, ...]]], width: int) -> list[Row]:
    """The rows 类, 款, 项 of the items, each upper row with the sums of the lower ones; the total row comes first."""
    sums: dict[str, list[Decimal]] = {}
    names: dict[str, str] = {}
    for item, values in items:
        for code, name in (
            (item.code[:3], item.class_name),
            (item.code[:5], item.subclass_name),
            (item.code, item.item_name),
        ):
            names[code] = name
            row = sums.setdefault(code, [ZERO] * width)
            for k, value in enumerate(values):
                row[k] += value
    total = [sum((v[k] for _, v in items), ZERO) for k in range(width)]
    rows: list[Row] = [("", "合计", 0, tuple(total))]
    rows += [(c, names[c], {3: 1, 5: 2, 7: 3}[len(c)], tuple(sums[c])) for c in sorted(sums) if any(sums[c])]
    return rows


def functional(
    number: int,
    name: str,
    heads: Sequence[tuple[str, Sequence[str]]],
    rows: list[Row],
    layout: Layout,
    landscape: bool,
) -> Statement:
    """A table by functional code; ``heads`` are the column heads, each with the heads below it."""
    leaves = [(f"{top} / {sub}" if sub else top) for top, subs in heads for sub in (subs or ("",))]
    table = Statement(number, name, STATEMENT_TITLES[number - 1], landscape, (1.0, 2.2, *[1.25] * len(leaves)))
    first: list[Cell | None] = [Cell("项目", 2), None]
    second: list[Cell | None] = [Cell("功能分类科目编码"), Cell("科目名称")]
    for top, subs in heads:
        if subs:
            first += [wide(top, len(subs)), *[None] * (len(subs) - 1)]
            second += [Cell(s) for s in subs]
        else:
            first.append(tall(top, 2))
            second.append(None)
    table.head(tuple(first), tuple(second))
    if layout.national:
        table.head((Cell("栏次", 2), None, *(Cell(str(k)) for k in range(1, len(leaves) + 1))))
    ordered = [*rows[1:], rows[0]] if layout.total_last else rows
    for code, label, level, values in ordered if any(rows[0][3]) else []:
        cells = [table.figure(v, code, label, leaves[k], layout.zeros) for k, v in enumerate(values)]
        if level:
            table.rows.append([Cell(code, align="left"), Cell(label, align="left", indent=level - 1), *cells])
        else:
            table.rows.append([Cell("合计", 2, bold=True), None, *cells])
    if table.empty:
        table.rows += [[Cell("") for _ in range(len(leaves) + 2)] for _ in range(3)]
    return table


def _income(r: Record, layout: Layout) -> Statement:
    own = r.accounts.own
    items = []
    for fund in r.accounts.funds:
        for i in fund.items:
            extra = (own.superior_subsidy, own.institutional, own.operating_income, own.affiliated, own.other)
            parts = (i.income, *(extra if i.code == own.code else (ZERO,) * 5))
            items.append((i, (sum(parts, ZERO), *parts)))
    heads = ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
    rows = tree(items, 7)
    # What a re-typeset edition's source does not state by item stays blank.
    return functional(2, "income", [(h, ()) for h in heads], rows[:1] if r.edition else rows, layout, True)


def _expenditure(r: Record, layout: Layout) -> Statement:
    own = r.accounts.own
    items = []
    for fund in r.accounts.funds:
        for i in fund.items:
            extra = (
                (own.basic, own.project, own.remitted, own.operating, own.subsidy)
                if i.code == own.code
                else (ZERO,) * 5
            )
            parts = (i.basic + extra[0], i.project + extra[1], *extra[2:])
            items.append((i, (sum(parts, ZERO), *parts)))
    heads = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    return functional(3, "expenditure", [(h, ()) for h in heads], tree(items, 6), layout, True)


def _general(r: Record, layout: Layout) -> Statement:
    items = [(i, (i.amount, i.basic, i.project)) for i in r.accounts.general.items]
    heads: list[tuple[str, Sequence[str]]] = [("合计", ()), ("基本支出", ()), ("项目支出", ())]
    if layout.national:
        heads = [("本年支出", ("小计", "基本支出", "项目支出"))]
    return functional(5, "general_budget_expenditure", heads, tree(items, 3), layout, False)


def _fund(r: Record, layout: Layout, number: int, name: str, fund: Fund) -> Statement:
    items = [(i, (i.opening, i.income, i.amount, i.basic, i.project, i.closing)) for i in fund.items]
    parts = ("小计" if layout.national else "合计", "基本支出", "项目支出")
    heads = [("年初结转和结余", ()), ("本年收入", ()), ("本年支出", parts), ("年末结转和结余", ())]
    table = functional(number, name, heads, tree(items, 6), layout, True)
    if table.empty:
        what = table.title.removesuffix("收入支出决算表")
        table.note = f"说明：{r.org}{r.year}年度没有{what}收入和支出，本表为空表。"
    return table


def all_statements(r: Record, layout: Layout) -> list[Statement]:
    """The nine tables in their order, 公开01表 first."""
    build: tuple[Callable[[Record, Layout], Statement], ...] = (
        sides.income_expenditure,
        _income,
        _expenditure,
        sides.appropriation,
        _general,
        sides.basic,
        lambda rec, lay: _fund(rec, lay, 7, "government_fund", rec.accounts.fund),
        lambda rec, lay: _fund(rec, lay, 8, "state_capital", rec.accounts.capital),
        sides.three_public,
    )
    return [make(r, layout) for make in build]
