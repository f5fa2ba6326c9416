"""The nine tables of a Shanghai budget of 2025: 元 but for 三公, codes in columns 类|款|项, one table of basic expenditure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tests.typesetter.budget_accounts import Budget, BudgetLine, budget_of, economic_rows
from tests.typesetter.codes import CLASSES, ECONOMIC_CLASSES
from tests.typesetter.disclosure import Record
from tests.typesetter.outline import NUMERALS
from tests.typesetter.record import ZERO
from tests.typesetter.statement_grid import Cell, Statement, tall, wide
from tests.typesetter.statement_layout import Layout, padded
from tests.typesetter.statements import tree

YUAN = 10_000


def shanghai_budget_statements(r: Record, layout: Layout) -> list[Statement]:
    """The tables in their order; zero is blank unless the layout prints it."""
    b = budget_of(r, YUAN)
    y = f"{r.year}年部门"
    income = [(line.item, (line.total, line.appropriation, *_own(line))) for line in b.lines]
    spent = [(line.item, (line.total, line.basic, line.project)) for line in b.lines]
    heads = ("合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入")
    kinds = ("合计", "基本支出", "项目支出")
    tables = [
        _summary(b, y, layout),
        _functional(2, "income", f"{y}收入预算总表", ("收入预算", heads), income, layout),
        _functional(3, "expenditure", f"{y}支出预算总表", ("支出预算", kinds), spent, layout),
        _appropriation(b, y, layout),
    ]
    funds = (
        (5, "general_budget_expenditure", "一般公共预算", "general"),
        (6, "government_fund", "政府性基金预算", "fund"),
        (7, "state_capital", "国有资本经营预算", "capital"),
    )
    for number, name, words, fund in funds:
        items = [(line.item, (line.appropriation, line.basic, line.paid_project)) for line in b.of(fund)]
        title = f"{y}{words}支出功能分类预算表"
        tables.append(_functional(number, name, title, (f"{words}支出", kinds), items, layout))
    tables += [_basic(r, y, layout), _three_public(r, y, layout)]
    for table in tables[:8]:
        table.unit = "元"
    return tables


def _own(line: BudgetLine) -> tuple[Decimal, Decimal, Decimal]:
    return line.institutional, line.operating, line.other


def _sides(
    table: Statement,
    layout: Layout,
    left: list[tuple[str, Decimal | None]],
    right: list[tuple[str, tuple[Decimal | None, ...]]],
    paths: tuple[str, ...],
) -> None:
    """Two-sided rows, three blank rows at their end, and the totals."""
    length = max(len(left), len(right)) + 2
    left = [*padded(left[:-1], length), left[-1]]
    right = [*right[:-1], *[("", (None,) * (len(paths) - 1))] * (length - len(right) + 1), right[-1]]
    for (name, value), (use, values) in zip(left, right, strict=True):
        row: list[Cell | None] = [Cell(name, align="center" if name == "收入总计" else "left")]
        row.append(table.figure(value, "", name, paths[0], layout.zeros))
        row.append(Cell(use, align="center" if use == "支出总计" else "left"))
        row += [table.figure(v, "", use, p, layout.zeros) for v, p in zip(values, paths[1:], strict=True)]
        table.rows.append(row)


def _classes(b: Budget, *funds: str) -> list[tuple[str, str]]:
    """The classes that occur, with their numbered labels."""
    present = [(code, name) for code, name in CLASSES.items() if b.by_class(code, "total", *funds)]
    return [(code, f"{NUMERALS[k]}、{name}") for k, (code, name) in enumerate(present)]


def _summary(b: Budget, y: str, layout: Layout) -> Statement:
    table = Statement(1, "income_expenditure_summary", f"{y}财务收支预算总表", True, (3.0, 1.8, 3.0, 1.8))
    table.head(
        (wide("本年收入", 2), None, wide("本年支出", 2), None),
        (Cell("项目"), Cell("预算数"), Cell("项目"), Cell("预算数")),
    )
    left: list[tuple[str, Decimal | None]] = [
        ("一、财政拨款收入", b.sum("appropriation")),
        ("1. 一般公共预算资金", b.sum("appropriation", "general")),
        ("2. 政府性基金", b.sum("appropriation", "fund")),
        ("3. 国有资本经营预算", b.sum("appropriation", "capital")),
        ("二、事业收入", b.sum("institutional")),
        ("三、事业单位经营收入", b.sum("operating")),
        ("四、其他收入", b.sum("other")),
        ("收入总计", b.sum("total")),
    ]
    right: list[tuple[str, tuple[Decimal | None, ...]]] = [
        (label, (b.by_class(code, "total"),)) for code, label in _classes(b)
    ]
    _sides(table, layout, left, [*right, ("支出总计", (b.sum("total"),))], ("本年收入 / 预算数", "本年支出 / 预算数"))
    return table


def _appropriation(b: Budget, y: str, layout: Layout) -> Statement:
    parts = ("合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")
    title = f"{y}财政拨款收支预算总表"
    table = Statement(4, "appropriation_summary", title, True, (2.6, 1.6, 2.6, 1.6, 1.6, 1.6, 1.6))
    table.head(
        (wide("财政拨款收入", 2), None, wide("财政拨款支出", 5), *[None] * 4),
        (Cell("项目"), Cell("预算数"), Cell("项目"), *(Cell(p) for p in parts)),
    )
    funds = ("general", "fund", "capital")
    names = ("一、一般公共预算资金", "二、政府性基金", "三、国有资本经营预算")
    left: list[tuple[str, Decimal | None]] = [(n, b.sum("appropriation", f)) for n, f in zip(names, funds, strict=True)]
    left.append(("收入总计", b.sum("appropriation")))
    present = [(code, name) for code, name in CLASSES.items() if b.by_class(code, "appropriation")]
    right: list[tuple[str, tuple[Decimal | None, ...]]] = [
        (
            f"{NUMERALS[k]}、{name}",
            (b.by_class(code, "appropriation"), *(b.by_class(code, "appropriation", f) for f in funds)),
        )
        for k, (code, name) in enumerate(present)
    ]
    right.append(("支出总计", (b.sum("appropriation"), *(b.sum("appropriation", f) for f in funds))))
    _sides(table, layout, left, right, ("财政拨款收入 / 预算数", *(f"财政拨款支出 / {p}" for p in parts)))
    return table


def _code_head(
    table: Statement, codes: str, names: str, parts: Sequence[str], money: tuple[str, Sequence[str]]
) -> None:
    """Three rows of head: 项目 and what the money is; what the codes are; 类|款(|项)."""
    n, m = len(parts), len(money[1])
    table.head(
        (wide("项目", n + 1), *[None] * n, wide(money[0], m), *[None] * (m - 1)),
        (wide(codes, n), *[None] * (n - 1), tall(names, 2), *(tall(h, 2) for h in money[1])),
        (*(Cell(p) for p in parts), None, *[None] * m),
    )


def _functional(
    number: int,
    name: str,
    title: str,
    money: tuple[str, Sequence[str]],
    items: Sequence[tuple[object, tuple[Decimal, ...]]],
    layout: Layout,
) -> Statement:
    table = Statement(number, name, title, True, (0.8, 0.6, 0.6, 3.2, *[1.7] * len(money[1])))
    _code_head(table, "功能分类科目编码", "功能分类科目名称", ("类", "款", "项"), money)
    paths = [f"{money[0]} / {head}" for head in money[1]]
    total, *rest = tree(items, len(paths))  # type: ignore[arg-type]
    for code, label, _, values in rest:
        parts = (code[:3], code[3:5], code[5:7])
        figures = [table.figure(v, code, label, p, layout.zeros) for v, p in zip(values, paths, strict=True)]
        table.rows.append([*(Cell(p) for p in parts), Cell(label, align="left"), *figures])
    if not rest:
        table.rows += [[Cell("") for _ in range(4 + len(paths))] for _ in range(4)]
    figures = [table.figure(v, "", "合计", p, False) for v, p in zip(total[3], paths, strict=True)]
    table.rows.append([Cell("合计", 4), None, None, None, *figures])
    return table


def _basic(r: Record, y: str, layout: Layout) -> Statement:
    title = f"{y}一般公共预算基本支出部门预算经济分类预算表"
    heads = ("合计", "人员经费", "公用经费")
    table = Statement(8, "general_budget_basic_expenditure", title, True, (0.8, 0.7, 3.2, 1.8, 1.8, 1.8))
    _code_head(table, "部门预算经济分类科目编码", "经济分类科目名称", ("类", "款"), ("一般公共预算基本支出", heads))
    rows = economic_rows(r, YUAN, tuple(ECONOMIC_CLASSES))
    total = [ZERO, ZERO]
    for code, label in ECONOMIC_CLASSES.items():
        mine = [(e, amount) for c, e, amount in rows if c == code]
        side = 0 if code in ("301", "303") else 1
        total[side] += sum((a for _, a in mine), ZERO)
        lines = [(code, "", label, sum((a for _, a in mine), ZERO))] if mine else []
        lines += [(code, e.code[3:], e.name, amount) for e, amount in mine]
        for upper, lower, name, amount in lines:
            split = (amount, amount if side == 0 else None, amount if side == 1 else None)
            figures = [
                table.figure(v, upper + lower, name, f"一般公共预算基本支出 / {h}", False)
                for v, h in zip(split, heads, strict=True)
            ]
            table.rows.append([Cell(upper), Cell(lower), Cell(name, align="left"), *figures])
    figures = [
        table.figure(v, "", "合计", f"一般公共预算基本支出 / {h}", layout.zeros)
        for v, h in zip((sum(total, ZERO), *total), heads, strict=True)
    ]
    table.rows.append([Cell("合计", 3), None, None, *figures])
    return table


def _three_public(r: Record, y: str, layout: Layout) -> Statement:
    three, whole, cars = r.three_public, "“三公”经费预算数", "公务用车购置及运行费"
    table = Statement(9, "three_public", f"{y}“三公”经费和机关运行经费预算表", True, (1.0,) * 7)
    table.head(
        (wide(whole, 6), *[None] * 5, tall("机关运行经费预算数", 3)),
        (tall("合计", 2), tall("因公出国(境)费", 2), tall("公务接待费", 2), wide(cars, 3), None, None, None),
        (None, None, None, Cell("小计"), Cell("购置费"), Cell("运行费"), None),
    )
    values = (
        (f"{whole} / 合计", three.total.amount),
        (f"{whole} / 因公出国(境)费", three.overseas.amount),
        (f"{whole} / 公务接待费", three.reception.amount),
        (f"{whole} / {cars} / 小计", three.vehicle.amount),
        (f"{whole} / {cars} / 购置费", three.purchase.amount),
        (f"{whole} / {cars} / 运行费", three.operation.amount),
        ("机关运行经费预算数", r.other.operating_cost),
    )
    table.rows.append([table.figure(v, "", "", path, layout.zeros) for path, v in values])
    return table
