"""Eleven tables of a Jiangsu budget of 2018 and 2019: expenditure by 功能分类 and 支出用途 side by side, 三公 with 会议费 and 培训费."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tests.typesetter.budget_accounts import Budget, budget_of, economic_rows
from tests.typesetter.codes import CLASSES, ECONOMIC_CLASSES
from tests.typesetter.disclosure import Record
from tests.typesetter.outline import NUMERALS
from tests.typesetter.record import ZERO, cents
from tests.typesetter.statement_grid import Cell, Statement, tall, wide
from tests.typesetter.statement_layout import Layout
from tests.typesetter.statements import tree
from tests.typesetter.statements_two_sided import MORE

Entry = tuple[str, Decimal | None]
RESERVE = "单位预留机动经费"


def jiangsu_statements(r: Record, layout: Layout) -> list[Statement]:
    """The tables in their order, numbers still without their wording (``table_no`` is set by the setter)."""
    b = budget_of(r, 1, ("general", "fund"))
    general = [(i.item, (i.appropriation,)) for i in b.of("general")]
    fund = [(i.item, (i.appropriation,)) for i in b.of("fund")]
    titles = (
        (5, "appropriation_expenditure", "财政拨款支出预算表（功能科目）", [*general, *fund]),
        (7, "general_budget_expenditure", "一般公共预算支出预算表（功能科目）", general),
    )
    by_function = [_functional(n, name, title, items, layout) for n, name, title, items in titles]
    by_economy = [
        _economic(r, 6, "appropriation_basic_expenditure", "财政拨款基本支出预算表（经济科目）", layout),
        _economic(r, 8, "general_budget_basic_expenditure", "一般公共预算基本支出预算表（经济科目）", layout),
    ]
    cost = _economic(
        r, 11, "operating_cost", "一般公共预算机关运行经费支出预算表", layout, ("302",), "机关运行经费支出"
    )
    tables = [
        _summary(b, layout),
        _income(b, layout),
        _expenditure(b, layout),
        _appropriation(b, layout),
        *by_function,
        *by_economy,
        _three_public(r, layout),
        _functional(10, "government_fund", "财政拨款政府性基金支出预算表", fund, layout),
        cost,
    ]
    return sorted(tables, key=lambda t: t.number)


def _reserve(b: Budget) -> Decimal:
    """A tenth of the appropriated projects, in whole cents."""
    return cents(int(b.sum("paid_project") * 10))


def _uses(b: Budget, own: bool) -> list[Entry]:
    reserve = _reserve(b)
    project = b.sum("project" if own else "paid_project") - reserve
    return [("一、基本支出", b.sum("basic")), ("二、项目支出", project), (f"三、{RESERVE}", reserve)]


def _rows(table: Statement, layout: Layout, blocks: Sequence[tuple[list[Entry], str]]) -> None:
    """Rows of blocks side by side, each a label and a figure."""
    for k in range(max(len(entries) for entries, _ in blocks)):
        row: list[Cell | None] = []
        for entries, path in blocks:
            label, value = entries[k] if k < len(entries) else ("", None)
            row += [Cell(label, align="left"), table.figure(value, "", label, path, layout.zeros)]
        table.rows.append(row)


def _summary(b: Budget, layout: Layout) -> Statement:
    table = Statement(1, "income_expenditure_summary", "收支预算总表", True, (2.4, 1.2, 2.8, 1.2, 2.0, 1.2))
    table.head(
        (wide("收入", 2), None, wide("支出", 4), None, None, None),
        (tall("项目名称", 2), tall("金额", 2), wide("功能分类", 2), None, wide("支出用途", 2), None),
        (None, None, Cell("功能科目名称"), Cell("金额"), Cell("项目名称"), Cell("金额")),
    )
    paths = ("收入 / 金额", "支出 / 功能分类 / 金额", "支出 / 支出用途 / 金额")
    left: list[Entry] = [
        ("一、财政拨款", b.sum("appropriation")),
        ("1.一般公共预算", b.sum("appropriation", "general")),
        ("2.政府性基金预算", b.sum("appropriation", "fund")),
        ("二、财政专户管理资金", ZERO),
        ("三、其他资金", b.sum("own")),
    ]
    numbers = (*NUMERALS, *MORE)
    right: list[Entry] = [
        (f"{numbers[k]}、{name}", b.by_class(code, "total")) for k, (code, name) in enumerate(CLASSES.items())
    ]
    _rows(table, layout, ((left, paths[0]), (right, paths[1]), (_uses(b, True), paths[2])))
    total = b.sum("total")
    closing = (
        ("当年收入小计", "当年支出小计", total),
        ("上年结转资金", "结转下年资金", ZERO),
        ("收入合计", "支出合计", total),
    )
    for income, expenditure, amount in closing:
        row: list[Cell | None] = [Cell(income), table.figure(amount, "", income, paths[0], layout.zeros)]
        row += [Cell(expenditure, 3), None, None, table.figure(amount, "", expenditure, paths[2], layout.zeros)]
        table.rows.append(row)
    return table


def _income(b: Budget, layout: Layout) -> Statement:
    table = Statement(2, "income", "收入预算总表", True, (2.2, 3.0, 1.8))
    table.head((Cell("项目名称", 2), None, Cell("金额")))
    total, general, fund, own = (
        b.sum("total"),
        b.sum("appropriation", "general"),
        b.sum("appropriation", "fund"),
        b.sum("own"),
    )
    table.rows.append([Cell("收入总计", 2), None, table.figure(total, "", "收入总计", "金额", layout.zeros)])
    kinds: tuple[tuple[str, tuple[Entry, ...]], ...] = (
        ("一般公共预算资金", (("小计", general), ("公共财政拨款(补助)资金", general), ("专项收入", ZERO))),
        ("政府性基金", (("小计", fund),)),
        ("财政专户管理资金", (("小计", ZERO), ("专户管理教育收费", ZERO), ("其他非税收入", ZERO))),
        (
            "其他资金",
            (
                ("小计", own),
                ("事业收入", b.sum("institutional")),
                ("经营收入", b.sum("operating")),
                ("其他收入", b.sum("other")),
            ),
        ),
        ("上年结转和结余资金", (("小计", ZERO), ("其中：动用上年结转和结余资金", ZERO))),
    )
    for kind, lines in kinds:
        for k, (label, amount) in enumerate(lines):
            figure = table.figure(amount, "", f"{kind} / {label}", "金额", layout.zeros)
            table.rows.append([None if k else tall(kind, len(lines)), Cell(label, align="left"), figure])
    return table


def _expenditure(b: Budget, layout: Layout) -> Statement:
    table = Statement(3, "expenditure", "支出预算总表", True, (1.0,) * 5)
    heads = ("合计", "基本支出", "项目支出", RESERVE, "结转下年资金")
    table.head(tuple(Cell(h) for h in heads))
    reserve = _reserve(b)
    values = (b.sum("total"), b.sum("basic"), b.sum("project") - reserve, reserve, ZERO)
    table.rows.append([table.figure(v, "", "", h, layout.zeros) for v, h in zip(values, heads, strict=True)])
    return table


def _appropriation(b: Budget, layout: Layout) -> Statement:
    table = Statement(4, "appropriation_summary", "财政拨款收支预算总表", True, (2.4, 1.4, 2.4, 1.4))
    table.head(
        (wide("收入", 2), None, wide("支出", 2), None),
        (tall("项目名称", 2), tall("金额", 2), wide("支出用途", 2), None),
        (None, None, Cell("项目名称"), Cell("金额")),
    )
    total = b.sum("appropriation")
    left: list[Entry] = [
        ("一、一般公共预算", b.sum("appropriation", "general")),
        ("二、政府性基金预算", b.sum("appropriation", "fund")),
        ("", None),
        ("收入合计", total),
    ]
    blocks = ((left, "收入 / 金额"), ([*_uses(b, False), ("支出合计", total)], "支出 / 支出用途 / 金额"))
    _rows(table, layout, blocks)
    return table


def _total(table: Statement, layout: Layout, amount: Decimal, path: str) -> None:
    """合计 over the code column in one edition, beside a blank code in the other."""
    figure = table.figure(amount, "", "合计", path, False)
    table.rows.append([Cell("合计", 2), None, figure] if layout.total_last else [Cell(""), Cell("合计"), figure])


def _functional(
    number: int, name: str, title: str, items: Sequence[tuple[object, tuple[Decimal, ...]]], layout: Layout
) -> Statement:
    table = Statement(number, name, title, True, (1.4, 3.2, 1.8))
    table.head((Cell("功能科目编码"), Cell("功能科目名称"), Cell("金额")))
    total, *rest = tree(items, 1)  # type: ignore[arg-type]
    _total(table, layout, total[3][0], "金额")
    for code, label, level, values in rest:
        figure = table.figure(values[0], code, label, "金额", layout.zeros)
        table.rows.append([Cell(code, align="left"), Cell(label, align="left", indent=level - 1), figure])
    if not rest:
        table.rows += [[Cell("") for _ in range(3)] for _ in range(3)]
    return table


def _economic(
    r: Record,
    number: int,
    name: str,
    title: str,
    layout: Layout,
    classes: Sequence[str] = tuple(ECONOMIC_CLASSES),
    head: str = "金额",
) -> Statement:
    table = Statement(number, name, title, True, (1.4, 3.2, 1.8))
    table.head((Cell("科目编码"), Cell("科目名称"), Cell(head)))
    rows = economic_rows(r, 1, classes)
    _total(table, layout, sum((a for _, _, a in rows), ZERO), head)
    for code in classes:
        mine = [(e.code, e.name, amount) for c, e, amount in rows if c == code]
        if mine:
            mine.insert(0, (code, ECONOMIC_CLASSES[code], sum((a for _, _, a in mine), ZERO)))
        for number_, label, amount in mine:
            figure = table.figure(amount, number_, label, head, layout.zeros)
            table.rows.append([Cell(number_, align="left"), Cell(label, align="left"), figure])
    return table


def _three_public(r: Record, layout: Layout) -> Statement:
    three, whole, cars = r.three_public, "“三公”经费", "公务用车购置及运行维护费"
    table = Statement(9, "three_public", "“三公”经费、会议费、培训费支出预算表", True, (1.3,) * 9)
    table.head(
        (tall("合计", 3), wide(whole, 6), *[None] * 5, tall("会议费", 3), tall("培训费", 3)),
        (
            None,
            tall("小计", 2),
            tall("因公出国（境）费", 2),
            wide(cars, 3),
            None,
            None,
            tall("公务接待费", 2),
            None,
            None,
        ),
        (None, None, None, Cell("小计"), Cell("公务用车购置费"), Cell("公务用车运行维护费"), None, None, None),
    )
    meetings, courses = (three.total.amount + cents(731), three.reception.amount + cents(1280))
    values = (
        ("合计", three.total.amount + meetings + courses),
        (f"{whole} / 小计", three.total.amount),
        (f"{whole} / 因公出国（境）费", three.overseas.amount),
        (f"{whole} / {cars} / 小计", three.vehicle.amount),
        (f"{whole} / {cars} / 公务用车购置费", three.purchase.amount),
        (f"{whole} / {cars} / 公务用车运行维护费", three.operation.amount),
        (f"{whole} / 公务接待费", three.reception.amount),
        ("会议费", meetings),
        ("培训费", courses),
    )
    table.rows.append([table.figure(v, "", "", path, layout.zeros) for path, v in values])
    return table
