"""The narrative in the wording of Shanghai's template: budgets and completion rates instead of last year's changes."""

from __future__ import annotations

from decimal import Decimal

from tests.typesetter.codes import CLASSES, VEHICLE_USES
from tests.typesetter.disclosure import Record
from tests.typesetter.narrator import Narrator
from tests.typesetter.outline import SHANGHAI
from tests.typesetter.record import ZERO, FunctionalItem, PublicExpense, ratio


def _head(n: Narrator, number: int, sub: int = 0) -> None:
    title, subtitles = SHANGHAI[number - 1]
    if sub:
        n.heading("subsection", f"{title} / {subtitles[sub - 1]}", subtitles[sub - 1])
    else:
        n.heading("section", title, title)


def shanghai(n: Narrator, r: Record) -> None:
    """Write all sections of the second part."""
    _totals(n, r)
    _general(n, r)
    _basic(n, r)
    _three_public(n, r)
    for number, name, fund in ((8, "政府性基金预算", r.accounts.fund), (9, "国有资本经营预算", r.accounts.capital)):
        _head(n, number)
        if fund.items:
            n.add(
                "body",
                f"{r.year}年度{name}财政拨款年初结转和结余{n.money('年初结转和结余', fund.opening)}，"
                f"本年收入{n.money('本年收入', fund.income)}，本年支出{n.money('本年支出', fund.spent)}，"
                f"年末结转和结余{n.money('年末结转和结余', fund.closing)}。",
            )
        else:
            n.add("body", f"{r.org}{r.year}年度无{name}财政拨款收入和支出。")
    _performance(n, r)
    _other(n, r)


def _against(n: Narrator, r: Record, subject: str, now: Decimal, before: Decimal, reason: str) -> str:
    words = n.change(subject, now, before, reason)
    head = f"与{r.year - 1}年度相比，{subject}"
    return f"{head}持平" if words == "持平" else head + words


def _totals(n: Narrator, r: Record) -> None:
    a, own = r.accounts, r.accounts.own
    _head(n, 1)
    subject = "收入支出总计"
    n.add(
        "body",
        f"{r.org}{r.year}年度{subject}{n.money(subject, a.total)}。{_against(n, r, subject, a.total, a.prior_total, a.reason)}。",
    )
    _head(n, 2)
    parts = (("财政拨款收入", a.appropriation_income), *own.income_parts)
    text = f"本年收入合计{n.money('本年收入合计', a.income)}，其中："
    n.add("body", text + "；".join(f"{s}{n.money(s, v)}，占{n.share(s, v, a.income)}" for s, v in parts if v) + "。")
    _head(n, 3)
    uses = (("基本支出", a.basic), ("项目支出", a.project), *own.expenditure_parts)
    text = f"本年支出合计{n.money('本年支出合计', a.spent)}，其中："
    n.add("body", text + "；".join(f"{s}{n.money(s, v)}，占{n.share(s, v, a.spent)}" for s, v in uses if v) + "。")
    _head(n, 4)
    subject = "财政拨款收入支出总计"
    n.add(
        "body",
        f"{r.org}{r.year}年度{subject}{n.money(subject, a.appropriation_total)}。"
        f"{_against(n, r, subject, a.appropriation_total, a.prior_appropriation, a.appropriation_reason)}。",
    )


def _completion(n: Narrator, subject: str, final: Decimal, budget: Decimal, base: str) -> str:
    if not budget:
        return ""
    return f"，完成{base}的{n.figure(subject, 'completion_rate', ratio(final, budget), '%')}"


def _why(final: Decimal, budget: Decimal, reason: str) -> str:
    if final == budget:
        return "决算数与预算数持平"
    return f"决算数{'大' if final > budget else '小'}于预算数的主要原因：{reason}"


def _general(n: Narrator, r: Record) -> None:
    a, fund, subject = r.accounts, r.accounts.general, "一般公共预算财政拨款支出"
    _head(n, 5)
    _head(n, 5, 1)
    n.add(
        "body",
        f"{subject}{n.money(subject, fund.spent)}，占本年支出合计的{n.share(subject, fund.spent, a.spent)}。"
        f"{_against(n, r, subject, fund.spent, fund.prior, fund.reason)}。",
    )
    _head(n, 5, 2)
    text = f"{subject}{n.money(subject, fund.spent)}，主要用于以下方面："
    parts = []
    for code, name in CLASSES.items():
        amount = sum((i.amount for i in fund.items if i.code.startswith(code)), ZERO)
        if amount:
            parts.append(f"{name}（类）{n.money(name, amount)}，占{n.share(name, amount, fund.spent)}")
    n.add("body", text + "；".join(parts) + "。")
    _head(n, 5, 3)
    text = (
        f"{subject}年初预算为{n.money(subject, fund.budget_initial, 'budget_initial')}，"
        f"支出决算为{n.money(subject, fund.spent, 'actual')}{_completion(n, subject, fund.spent, fund.budget_initial, '年初预算')}。"
    )
    n.add("body", f"{text}{_why(fund.spent, fund.budget_initial, fund.budget_reason)}。其中：")
    for number, item in enumerate(fund.items, 1):
        _item(n, number, item)


def _item(n: Narrator, number: int, item: FunctionalItem) -> None:
    name, budget = item.item_name, item.budget_initial or ZERO
    path = f"{item.class_name}（类）{item.subclass_name}（款）{name}（项）"
    text = f"{number}、{path}。主要用于：{item.purpose}。年初预算为{n.money(name, budget, 'budget_initial')}，"
    text += f"支出决算为{n.money(name, item.amount, 'actual')}{_completion(n, name, item.amount, budget, '年初预算')}。"
    n.add("item", f"{text}{_why(item.amount, budget, item.budget_reason)}。")
    n.functional.append(
        {
            "lei": n.style.text(item.class_name),
            "kuan": n.style.text(item.subclass_name),
            "xiang": n.style.text(name),
            "amount": str(item.amount),
            "prior_change_amount": "",
            "prior_change_rate": "",
            "reason": n.style.text(item.budget_reason) if item.amount != budget else "",
            "fund": "general_budget",
        }
    )


def _basic(n: Narrator, r: Record) -> None:
    a, subject = r.accounts, "一般公共预算财政拨款基本支出"
    _head(n, 6)
    person = "、".join(e.name for e in a.economic if e.personnel and e.amount != 0)
    office = "、".join(e.name for e in a.economic if not e.personnel and e.amount != 0)
    text = f"{subject}{n.money(subject, a.general_basic)}。其中：人员经费{n.money('人员经费', a.personnel)}"
    text += f"，主要包括：{person}；" if person else "；"
    text += f"公用经费{n.money('公用经费', a.operating)}"
    n.add("body", f"{text}，主要包括：{office}。" if office else f"{text}。")


def _three_public(n: Narrator, r: Record) -> None:
    three = r.three_public
    whole, subject = three.total, "“三公”经费"
    budget = whole.budget_initial or ZERO
    lines: tuple[tuple[str, PublicExpense], ...] = (
        ("因公出国（境）费", three.overseas),
        ("公务用车购置及运行维护费", three.vehicle),
        ("公务接待费", three.reception),
    )
    _head(n, 7)
    _head(n, 7, 1)
    text = (
        f"{subject}财政拨款支出年初预算为{n.money(subject, budget, 'budget_initial')}，"
        f"支出决算为{n.money(subject, whole.amount, 'actual')}"
    )
    text += f"{_completion(n, subject, whole.amount, budget, '预算')}，其中："
    parts = [
        f"{s}支出决算为{n.money(s, e.amount, 'actual')}{_completion(n, s, e.amount, e.budget_initial or ZERO, '预算')}"
        for s, e in lines
    ]
    n.add("body", text + "；".join(parts) + f"。{_why(whole.amount, budget, three.initial_reason)}。")
    words = n.change(subject, whole.amount, whole.prior, three.reason)
    head = f"{r.year}年度{subject}财政拨款支出决算数"
    n.add("body", f"{head}与{r.year - 1}年度持平。" if words == "持平" else f"{head}比{r.year - 1}年度{words}。")
    _head(n, 7, 2)
    text = f"{subject}财政拨款支出决算中，"
    parts = [f"{s}支出决算{n.money(s, e.amount)}，占{n.share(s, e.amount, whole.amount)}" for s, e in lines]
    n.add("body", text + "；".join(parts) + "。具体情况如下：")
    _counts(n, r)


def _counts(n: Narrator, r: Record) -> None:
    three = r.three_public
    n.add(
        "item",
        f"1、因公出国（境）费支出{n.money('因公出国（境）费', three.overseas.amount)}。"
        f"全年安排因公出国（境）团组{n.count('因公出国（境）团组', three.groups, '个')}、"
        f"累计{n.count('累计', three.persons, '人次')}。",
    )
    n.add("item", f"2、公务用车购置及运行维护费支出{n.money('公务用车购置及运行维护费', three.vehicle.amount)}。其中：")
    n.add("body", f"公务用车购置支出为{n.money('公务用车购置', three.purchase.amount)}。")
    n.add("body", f"公务用车运行维护支出{n.money('公务用车运行维护', three.operation.amount)}。")
    n.add("body", f"{r.year}年，{r.org}开支财政拨款的公务用车保有量为{n.count('公务用车保有量', three.kept, '辆')}。")
    n.add(
        "item",
        f"3、公务接待费支出{n.money('公务接待费', three.reception.amount)}。"
        f"国内公务接待{n.count('国内公务接待', three.receptions, '批次')}、{n.count('国内公务接待', three.guests, '人次')}。",
    )


def _performance(n: Narrator, r: Record) -> None:
    _head(n, 10)
    number, adjusted, _ = r.evaluated
    name = "绩效自评的项目"
    n.add(
        "body",
        f"{r.org}{r.year}年度预算绩效管理工作情况如下：开展绩效自评的项目{n.count(name, number, '个')}，"
        f"涉及预算金额{n.money(name, adjusted)}。",
    )
    n.add("forms", "")


def _other(n: Narrator, r: Record) -> None:
    o = r.other
    _head(n, 11)
    _head(n, 11, 1)
    subject = "机关运行经费"
    text = f"{subject}支出{n.money(subject, o.operating_cost)}，"
    words = n.change(subject, o.operating_cost, o.operating_cost_prior, o.operating_cost_reason)
    n.add("body", f"{text}与{r.year - 1}年度持平。" if words == "持平" else f"{text}比{r.year - 1}年度{words}。")
    _head(n, 11, 2)
    n.add(
        "body",
        f"{r.org}{r.year}年度政府采购金额（以合同签订为准）为{n.money('政府采购', o.procurement)}，其中："
        f"货物采购金额{n.money('货物采购', o.goods)}、工程采购金额{n.money('工程采购', o.works)}、"
        f"服务采购金额{n.money('服务采购', o.services)}。",
    )
    _head(n, 11, 3)
    total = sum(o.vehicle_uses)
    text = f"截至{r.year}年12月31日，{r.org}共有车辆{n.count('车辆', total, '辆')}，其中："
    text += "、".join(
        f"{use}{n.count(use, number, '辆')}" for use, number in zip(VEHICLE_USES, o.vehicle_uses, strict=True)
    )
    large = "单价100万元（含）以上设备（不含车辆）"
    n.add("body", f"{text}。{large}{n.count(large, o.equipment, '台（套）')}。")
