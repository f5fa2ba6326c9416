"""The official tables that are no list of functional items: 01, 04, 06 and 09."""

from __future__ import annotations

from decimal import Decimal

from tests.typesetter.codes import CLASSES, ECONOMIC_CLASSES
from tests.typesetter.disclosure import Record
from tests.typesetter.outline import NUMERALS, STATEMENT_TITLES
from tests.typesetter.record import ZERO, EconomicItem, PublicExpense
from tests.typesetter.statement_grid import Cell, Statement, tall, wide
from tests.typesetter.statement_layout import Layout, by_class, padded, two_sided

MORE = ("二十一", "二十二", "二十三", "二十四", "二十五", "二十六")


def _numbered(number: int) -> str:
    return (*NUMERALS, *MORE)[number]


def income_expenditure(r: Record, layout: Layout) -> Statement:
    """公开01表 收入支出决算总表."""
    a, own = r.accounts, r.accounts.own
    table = Statement(1, "income_expenditure_summary", STATEMENT_TITLES[0], False, (3.0, 1.3, 3.0, 1.3))
    amount = "决算数"
    if layout.national:
        amount = "金额"
        table.widths = (3.0, 0.6, 1.3, 3.0, 0.6, 1.3)
        table.head(
            (wide("收入", 3), None, None, wide("支出", 3), None, None),
            (Cell("项目"), Cell("行次"), Cell(amount), Cell("项目"), Cell("行次"), Cell(amount)),
            (Cell("栏次"), Cell(""), Cell("1"), Cell("栏次"), Cell(""), Cell("2")),
        )
    else:
        table.head(
            (wide("收入", 2), None, wide("支出", 2), None),
            (Cell("项目"), Cell(amount), Cell("项目"), Cell(amount)),
        )
    lines: list[tuple[str, Decimal | None]] = [
        ("一、一般公共预算财政拨款收入", a.general.income),
        ("二、政府性基金预算财政拨款收入", a.fund.income),
        ("三、国有资本经营预算财政拨款收入", a.capital.income),
        ("四、上级补助收入", own.superior_subsidy),
        ("五、事业收入", own.institutional),
        ("六、经营收入", own.operating_income),
        ("七、附属单位上缴收入", own.affiliated),
        ("八、其他收入", own.other),
    ]
    spent = own.spent
    right: list[tuple[str, list[Decimal | None]]] = [
        (
            f"{_numbered(k)}、{name}",
            [by_class(a.funds, code) + (spent if own.code.startswith(code) and own.code else ZERO)],
        )
        for k, (code, name) in enumerate(CLASSES.items())
    ]
    left = padded(lines, len(right))
    left += [
        ("本年收入合计", a.income),
        ("使用非财政拨款结余（含专用结余）", own.used_balance),
        ("年初结转和结余", a.opening),
        ("总计", a.total),
    ]
    right += [
        ("本年支出合计", [a.spent]),
        ("结余分配", [own.distributed]),
        ("年末结转和结余", [a.closing]),
        ("总计", [a.total]),
    ]
    two_sided(table, layout, left, right, (f"收入 / {amount}", (f"支出 / {amount}",)))
    table.note = "注：本表反映本年度的总收支和年末结转结余。"
    return table


def appropriation(r: Record, layout: Layout) -> Statement:
    """公开04表 财政拨款收入支出决算总表."""
    a = r.accounts
    parts = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    amount = "金额" if layout.national else "决算数"
    line = (Cell("行次"),) if layout.national else ()
    table = Statement(4, "appropriation_summary", STATEMENT_TITLES[3], True, (2.6, 1.2, 2.6, 1.2, 1.2, 1.2, 1.2))
    if layout.national:
        table.widths = (2.6, 0.5, 1.2, 2.6, 0.5, 1.2, 1.2, 1.2, 1.2)
    extra = len(line)
    table.head(
        (wide("收入", 2 + extra), *[None] * (1 + extra), wide("支出", 5 + extra), *[None] * (4 + extra)),
        (Cell("项目"), *line, Cell(amount), Cell("项目"), *line, *(Cell(p) for p in parts)),
    )
    lines: list[tuple[str, Decimal | None]] = [
        ("一、一般公共预算财政拨款", a.general.income),
        ("二、政府性基金预算财政拨款", a.fund.income),
        ("三、国有资本经营预算财政拨款", a.capital.income),
    ]
    right: list[tuple[str, list[Decimal | None]]] = []
    for k, (code, name) in enumerate(CLASSES.items()):
        each = [by_class([f], code) for f in a.funds]
        right.append((f"{_numbered(k)}、{name}", [sum(each, ZERO), *each]))
    closing = [f.closing for f in a.funds]
    total = [f.total for f in a.funds]
    left = padded(lines, len(right))
    left += [
        ("本年收入合计", a.appropriation_income),
        ("年初财政拨款结转和结余", a.appropriation_opening),
        ("一、一般公共预算财政拨款", a.general.opening),
        ("二、政府性基金预算财政拨款", a.fund.opening),
        ("三、国有资本经营预算财政拨款", a.capital.opening),
        ("总计", a.appropriation_total),
    ]
    right += [
        ("本年支出合计", [a.appropriation_spent, *(f.spent for f in a.funds)]),
        ("年末财政拨款结转和结余", [a.appropriation_closing, *closing]),
        ("", [None] * 4),
        ("", [None] * 4),
        ("", [None] * 4),
        ("总计", [a.appropriation_total, *total]),
    ]
    two_sided(table, layout, left, right, (f"收入 / {amount}", tuple(f"支出 / {p}" for p in parts)))
    table.note = "注：本表反映本年度财政拨款的总收支和年末结转结余。"
    return table


Line = tuple[str, str, Decimal | None]


def _lines(items: tuple[EconomicItem, ...], classes: tuple[str, ...]) -> list[Line]:
    lines: list[Line] = []
    for code in classes:
        mine = [i for i in items if i.code.startswith(code)]
        if not mine:
            continue
        known = [i.amount for i in mine if i.amount is not None]
        lines.append((code, ECONOMIC_CLASSES[code], sum(known, ZERO) if len(known) == len(mine) else None))
        lines += [(i.code, i.name, i.amount) for i in mine]
    return lines


def basic(r: Record, layout: Layout) -> Statement:
    """公开06表 一般公共预算财政拨款基本支出决算表: two half tables side by side."""
    a = r.accounts
    table = Statement(6, "general_budget_basic_expenditure", STATEMENT_TITLES[5], False, (1.0, 2.4, 1.1, 1.0, 2.4, 1.1))
    half = (Cell("经济分类科目编码"), Cell("科目名称"), Cell("决算数"))
    paths = ("决算数", "决算数")
    if layout.national:
        table.head((wide("人员经费", 3), None, None, wide("公用经费", 3), None, None), (*half, *half))
        paths = ("人员经费 / 决算数", "公用经费 / 决算数")
    else:
        table.head((*half, *half))
    left, right = _lines(a.economic, ("301", "303")), _lines(a.economic, ("302", "310"))
    for k in range(max(len(left), len(right))):
        row: list[Cell | None] = []
        for side, path in ((left, paths[0]), (right, paths[1])):
            code, name, value = side[k] if k < len(side) else ("", "", None)
            row += [
                Cell(code, align="left"),
                Cell(name, align="left", indent=1 if len(code) == 5 else 0),
                table.figure(value, code, name, path, layout.zeros),
            ]
        table.rows.append(row)
    table.rows.append(
        [
            Cell("人员经费合计", 2, bold=True),
            None,
            table.figure(a.personnel, "", "人员经费合计", paths[0], layout.zeros),
            Cell("公用经费合计", 2, bold=True),
            None,
            table.figure(a.operating, "", "公用经费合计", paths[1], layout.zeros),
        ]
    )
    table.note = "注：本表按经济分类反映一般公共预算财政拨款基本支出。"
    return table


def three_public(r: Record, layout: Layout) -> Statement:
    """公开09表 财政拨款“三公”经费支出决算表: one row of six items, each with budget and final amount."""
    three = r.three_public
    vehicle = "公务用车购置及运行维护费"
    items: tuple[tuple[str, PublicExpense], ...] = (
        ("合计", three.total),
        ("因公出国（境）费", three.overseas),
        (f"{vehicle} / 小计", three.vehicle),
        (f"{vehicle} / 公务用车购置费", three.purchase),
        (f"{vehicle} / 公务用车运行维护费", three.operation),
        ("公务接待费", three.reception),
    )
    table = Statement(9, "three_public", STATEMENT_TITLES[8], True, (1.0,) * 12)

    def pair(expense: PublicExpense) -> tuple[Decimal | None, Decimal]:
        return (expense.budget_initial if layout.initial_budget else expense.budget_adjusted), expense.amount

    if layout.national:
        group: tuple[Cell | None, ...] = (
            tall("合计", 2),
            tall("因公出国（境）费", 2),
            wide(vehicle, 3),
            None,
            None,
            tall("公务接待费", 2),
        )
        below: tuple[Cell | None, ...] = (
            None,
            None,
            Cell("小计"),
            Cell("公务用车购置费"),
            Cell("公务用车运行维护费"),
            None,
        )
        table.head(
            (wide("预算数", 6), *[None] * 5, wide("决算数", 6), *[None] * 5),
            (*group, *group),
            (*below, *below),
            tuple(Cell(str(k)) for k in range(1, 13)),
        )
        values = [(f"{kind} / {path}", pair(e)[k]) for k, kind in enumerate(("预算数", "决算数")) for path, e in items]
    else:
        whole = "财政拨款“三公”经费"
        table.head(
            (wide(whole, 12), *[None] * 11),
            (
                Cell("合计", 2, 2),
                None,
                Cell("因公出国（境）费", 2, 2),
                None,
                wide(vehicle, 6),
                *[None] * 5,
                Cell("公务接待费", 2, 2),
                None,
            ),
            (
                *[None] * 4,
                wide("小计", 2),
                None,
                wide("公务用车购置费", 2),
                None,
                wide("公务用车运行维护费", 2),
                None,
                None,
                None,
            ),
            tuple(Cell(t) for _ in range(6) for t in ("预算数", "决算数")),
        )
        values = [
            (f"{whole} / {path} / {kind}", pair(e)[k])
            for path, e in items
            for k, kind in enumerate(("预算数", "决算数"))
        ]
    table.rows.append([table.figure(v, "", "", path, zeros=True) for path, v in values])
    which = "年初预算数" if layout.initial_budget else "全年预算数"
    table.note = f"注：预算数为{which}，决算数包括当年财政拨款和以前年度结转资金安排的支出。"
    return table
