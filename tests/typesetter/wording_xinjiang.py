"""The narrative in the wording of Xinjiang's outline, sections one to eight."""

from __future__ import annotations

from tests.typesetter.codes import CLASSES
from tests.typesetter.disclosure import Record
from tests.typesetter.narrator import Narrator
from tests.typesetter.outline import NUMERALS, XINJIANG
from tests.typesetter.record import ZERO, FunctionalItem, Fund


def head(n: Narrator, number: int, sub: int = 0) -> None:
    """Write the heading of a section, or of a subsection of it."""
    title, subtitles = XINJIANG[number - 1]
    path = f"二.{NUMERALS[number - 1]}"
    if sub:
        n.heading("subsection", f"{path}.{NUMERALS[sub - 1]}", subtitles[sub - 1])
    else:
        n.heading("section", path, title)


def totals(n: Narrator, r: Record) -> None:
    """Sections one to three: all money."""
    a, own, year = r.accounts, r.accounts.own, r.year
    head(n, 1)
    n.add(
        "body",
        f"{year}年度收入总计{n.money('收入总计', a.total)}，其中：本年收入合计{n.money('本年收入合计', a.income)}，"
        f"使用非财政拨款结余（含专用结余）{n.money('使用非财政拨款结余（含专用结余）', own.used_balance)}，"
        f"年初结转和结余{n.money('年初结转和结余', a.opening)}。",
    )
    n.add(
        "body",
        f"{year}年度支出总计{n.money('支出总计', a.total)}，其中：本年支出合计{n.money('本年支出合计', a.spent)}，"
        f"结余分配{n.money('结余分配', own.distributed)}，年末结转和结余{n.money('年末结转和结余', a.closing)}。",
    )
    n.add("body", f"收入支出总体{n.compared('收入支出总体', a.total, a.prior_total, a.reason, '与上年相比，')}。")
    head(n, 2)
    parts = (("财政拨款收入", a.appropriation_income), *own.income_parts)
    text = f"本年收入{n.money('本年收入', a.income)}，其中："
    n.add("body", text + "；".join(f"{s}{n.money(s, v)}，占{n.share(s, v, a.income)}" for s, v in parts) + "。")
    head(n, 3)
    uses = (("基本支出", a.basic), ("项目支出", a.project), *own.expenditure_parts)
    text = f"本年支出{n.money('本年支出', a.spent)}，其中："
    n.add("body", text + "；".join(f"{s}{n.money(s, v)}，占{n.share(s, v, a.spent)}" for s, v in uses) + "。")


def appropriation(n: Narrator, r: Record) -> None:
    """Section four: 财政拨款."""
    a = r.accounts
    head(n, 4)
    n.add(
        "body",
        f"{r.year}年度财政拨款收入总计{n.money('财政拨款收入总计', a.appropriation_total)}，"
        f"其中：年初财政拨款结转和结余{n.money('年初财政拨款结转和结余', a.appropriation_opening)}，"
        f"本年财政拨款收入{n.money('本年财政拨款收入', a.appropriation_income)}。"
        f"财政拨款支出总计{n.money('财政拨款支出总计', a.appropriation_total)}，"
        f"其中：年末财政拨款结转和结余{n.money('年末财政拨款结转和结余', a.appropriation_closing)}，"
        f"本年财政拨款支出{n.money('本年财政拨款支出', a.appropriation_spent)}。",
    )
    subject = "财政拨款收入支出总体"
    budget = sum((f.budget_initial for f in a.funds), ZERO)
    first = n.compared(subject, a.appropriation_total, a.prior_appropriation, a.appropriation_reason, "与上年相比，")
    second = n.variance(subject, a.appropriation_total, budget, a.budget_reason, "budget_initial", "年初预算数")
    n.add("body", f"{subject}{first}。与年初预算相比，{second}。")


def general_budget(n: Narrator, r: Record) -> None:
    """Section five: 一般公共预算, as a whole, by 类, and item by item."""
    a, fund = r.accounts, r.accounts.general
    head(n, 5)
    head(n, 5, 1)
    subject = "一般公共预算财政拨款支出"
    text = (
        f"{r.year}年度{subject}{n.money(subject, fund.spent)}，占本年支出合计的{n.share(subject, fund.spent, a.spent)}。"
        f"{n.compared(subject, fund.spent, fund.prior, fund.reason, '与上年相比，')}。"
    )
    second = n.variance(subject, fund.spent, fund.budget_initial, fund.budget_reason, "budget_initial", "年初预算数")
    n.add("body", f"{text}与年初预算相比，{second}。")
    head(n, 5, 2)
    classes = [code for code in CLASSES if any(i.code.startswith(code) and i.amount for i in fund.items)]
    for number, code in enumerate(classes, 1):
        amount = sum((i.amount for i in fund.items if i.code.startswith(code)), ZERO)
        name = CLASSES[code]
        n.section = f"二.五.二.{number}"
        mark = n.style.item_mark.format(n=number)
        n.add("item", f"{mark}{name}（类）{n.money(name, amount)}，占{n.share(name, amount, fund.spent)}。")
    head(n, 5, 3)
    for number, item in enumerate(fund.items, 1):
        n.section = f"二.五.三.{number}"
        functional_item(n, number, item, "general_budget")


def functional_item(n: Narrator, number: int, item: FunctionalItem, fund: str) -> None:
    """``1. …（类）…（款）…（项）：支出决算数为…万元，比上年决算减少…``"""
    name = item.item_name
    path = f"{item.class_name}（类）{item.subclass_name}（款）{name}（项）"
    before = len(n.facts)
    text = f"{n.style.item_mark.format(n=number)}{path}：支出决算数为{n.money(name, item.amount)}，"
    n.add("item", f"{text}{n.compared(name, item.amount, item.prior, item.reason)}。")
    stated = {fact.measure: fact for fact in n.facts[before:]}
    changed = stated.get("prior_change_amount")
    rate = stated.get("prior_change_rate")
    n.functional.append(
        {
            "lei": n.style.text(item.class_name),
            "kuan": n.style.text(item.subclass_name),
            "xiang": n.style.text(name),
            "amount": str(item.amount),
            "prior_change_amount": str(changed.value) if changed else "",
            "prior_change_rate": str(rate.value) if rate else "",
            "reason": changed.reason if changed else "",
            "fund": fund,
        }
    )


def basic(n: Narrator, r: Record) -> None:
    """Section six: 基本支出 by economic item."""
    a = r.accounts
    head(n, 6)
    subject = "一般公共预算财政拨款基本支出"
    text = f"{r.year}年度{subject}{n.money(subject, a.general_basic)}，其中：人员经费{n.money('人员经费', a.personnel)}"
    person = "、".join(e.name for e in a.economic if e.personnel and e.amount != 0)
    office = "、".join(e.name for e in a.economic if not e.personnel and e.amount != 0)
    n.add("body", f"{text}，包括：{person}。" if person else f"{text}。")
    text = f"公用经费{n.money('公用经费', a.operating)}"
    n.add("body", f"{text}，包括：{office}。" if office else f"{text}。")


def _fund(n: Narrator, r: Record, number: int, name: str, fund: Fund, kind: str) -> None:
    head(n, number)
    if not fund.items:
        n.add(
            "body",
            f"本单位{r.year}年度没有{name}财政拨款收支，也无结转和结余，《{name}财政拨款收入支出决算表》为空表。",
        )
        return
    text = (
        f"{r.year}年度{name}财政拨款收入总计{n.money(f'{name}财政拨款收入总计', fund.total)}，"
        f"其中：年初结转和结余{n.money('年初结转和结余', fund.opening)}，本年收入{n.money('本年收入', fund.income)}。"
    )
    n.add(
        "body",
        f"{text}{name}财政拨款支出总计{n.money(f'{name}财政拨款支出总计', fund.total)}，"
        f"其中：年末结转和结余{n.money('年末结转和结余', fund.closing)}，本年支出{n.money('本年支出', fund.spent)}。",
    )
    subject = f"{name}财政拨款收入支出总体"
    first = n.compared(subject, fund.total, fund.prior_total, fund.reason, "与上年相比，")
    second = n.variance(subject, fund.spent, fund.budget_initial, fund.budget_reason, "budget_initial", "年初预算数")
    n.add("body", f"{subject}{first}。与年初预算相比，{second}。")
    n.add("body", f"{name}财政拨款支出{n.money(f'{name}财政拨款支出', fund.spent)}。")
    path = n.section
    for place, item in enumerate(fund.items, 1):
        n.section = f"{path}.{place}"
        functional_item(n, place, item, kind)


def funds(n: Narrator, r: Record) -> None:
    """Sections seven and eight: 政府性基金 and 国有资本经营."""
    _fund(n, r, 7, "政府性基金预算", r.accounts.fund, "government_fund")
    _fund(n, r, 8, "国有资本经营预算", r.accounts.capital, "state_capital")
