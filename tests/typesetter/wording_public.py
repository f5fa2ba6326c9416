"""The narrative in the wording of Xinjiang's outline, sections nine to twelve."""

from __future__ import annotations

from tests.typesetter.codes import VEHICLE_USES
from tests.typesetter.disclosure import Record
from tests.typesetter.narrator import Narrator
from tests.typesetter.record import PublicExpense
from tests.typesetter.wording_xinjiang import head

OVERSEAS, VEHICLES, PURCHASE = "因公出国（境）费", "公务用车购置及运行维护费", "公务用车购置费"
OPERATION, RECEPTION = "公务用车运行维护费", "公务接待费"


def three_public(n: Narrator, r: Record) -> None:
    """Section nine: the three public expenses, what they were used for, and their budgets."""
    three = r.three_public
    head(n, 9)
    whole, subject = three.total, "“三公”经费支出"
    text = (
        f"{r.year}年度财政拨款{subject}{n.money(subject, whole.amount)}，"
        f"{n.compared(subject, whole.amount, whole.prior, three.reason, '比上年')}。其中："
    )
    parts = []
    for name, expense in ((OVERSEAS, three.overseas), (VEHICLES, three.vehicle), (RECEPTION, three.reception)):
        start = f"{name}支出{n.money(name, expense.amount)}，占{n.share(name, expense.amount, whole.amount)}，"
        parts.append(start + n.compared(name, expense.amount, expense.prior, expense.reason, "比上年"))
    n.add("body", text + "。".join(parts) + "。")
    n.section = "二.九.具体情况"
    n.add("body", "具体情况如下：")
    _details(n, r)
    n.section = "二.九.全年预算"
    text = (
        "与全年预算相比，财政拨款"
        + _budget(n, subject, f"{subject}全年预算数", whole, three.budget_reason)
        + "。其中："
    )
    lines = (
        (OVERSEAS, three.overseas),
        (PURCHASE, three.purchase),
        (OPERATION, three.operation),
        (RECEPTION, three.reception),
    )
    n.add("body", text + "。".join(_budget(n, s, f"{s}全年预算数", e, e.budget_reason) for s, e in lines) + "。")


def _budget(n: Narrator, subject: str, name: str, expense: PublicExpense, reason: str) -> str:
    return n.variance(subject, expense.amount, expense.budget_adjusted, reason, "budget_annual", name)


def _use(words: str) -> str:
    return f"开支内容包括{words}" if words else "本年未发生此项支出"


def _details(n: Narrator, r: Record) -> None:
    three, who = r.three_public, "单位"
    n.add(
        "body",
        f"{OVERSEAS}支出{n.money(OVERSEAS, three.overseas.amount)}，{_use(three.overseas.use)}。"
        f"{who}全年安排的因公出国（境）团组{n.count('因公出国（境）团组', three.groups, '个')}，"
        f"因公出国（境）{n.count('因公出国（境）', three.persons, '人次')}。",
    )
    text = (
        f"{VEHICLES}{n.money(VEHICLES, three.vehicle.amount)}，其中：{PURCHASE}{n.money(PURCHASE, three.purchase.amount)}，"
        f"{OPERATION}{n.money(OPERATION, three.operation.amount)}。"
    )
    if three.operation.use:
        text += f"{OPERATION}开支内容包括{three.operation.use}。"
    text += (
        f"公务用车购置数{n.count('公务用车购置数', three.bought, '辆')}，"
        f"公务用车保有量{n.count('公务用车保有量', three.kept, '辆')}。"
    )
    if three.difference:
        idle = three.owned - three.kept
        owned = n.figure("固定资产车辆", "count", three.owned, "辆", reason=three.difference)
        n.figure("差异车辆", "count", idle, "辆")
        text += f"国有资产占用情况中固定资产车辆{owned}，与公务用车保有量差异原因是：{three.difference}。"
    n.add("body", text)
    n.add(
        "body",
        f"{RECEPTION}{n.money(RECEPTION, three.reception.amount)}，{_use(three.reception.use)}。"
        f"{who}全年安排的国内公务接待{n.count('国内公务接待', three.receptions, '批次')}，"
        f"{n.count('国内公务接待', three.guests, '人次')}。",
    )


def other_matters(n: Narrator, r: Record) -> None:
    """Section ten: 机关运行经费, 政府采购, 国有资产."""
    o = r.other
    head(n, 10)
    head(n, 10, 1)
    nature, subject = (
        ("行政单位和参照公务员法管理事业单位", "机关运行经费支出") if r.administrative else ("事业单位", "公用经费支出")
    )
    n.add(
        "body",
        f"{r.year}年度{r.org}（{nature}）{subject}{n.money(subject, o.operating_cost)}，"
        f"{n.compared(subject, o.operating_cost, o.operating_cost_prior, o.operating_cost_reason, '比上年')}。",
    )
    head(n, 10, 2)
    n.add(
        "body",
        f"{r.year}年度政府采购支出总额{n.money('政府采购支出总额', o.procurement)}，其中："
        f"政府采购货物支出{n.money('政府采购货物支出', o.goods)}、政府采购工程支出{n.money('政府采购工程支出', o.works)}、"
        f"政府采购服务支出{n.money('政府采购服务支出', o.services)}。",
    )
    small, micro = "授予中小企业合同金额", "授予小微企业合同金额"
    text = f"{small}{n.money(small, o.sme)}，占政府采购支出总额的{n.share(small, o.sme, o.procurement)}，其中："
    n.add(
        "body",
        f"{text}{micro}{n.money(micro, o.micro)}，占政府采购支出总额的{n.share(micro, o.micro, o.procurement)}。",
    )
    head(n, 10, 3)
    assets(n, r)


def assets(n: Narrator, r: Record) -> None:
    """房屋, 车辆 by use and large equipment."""
    o = r.other
    text = f"截至{r.year}年12月31日，房屋{n.figure('房屋', 'area', o.area, '平方米')}，价值{n.money('房屋', o.building_value)}。"
    text += f"车辆{n.count('车辆', sum(o.vehicle_uses), '辆')}，价值{n.money('车辆', o.vehicle_value)}，其中："
    text += "、".join(
        f"{use}{n.count(use, number, '辆')}" for use, number in zip(VEHICLE_USES, o.vehicle_uses, strict=True)
    )
    note = f"，其他用车主要是：{o.vehicle_note}" if o.vehicle_note else ""
    large = "单价100万元（含）以上设备（不含车辆）"
    n.add("body", f"{text}{note}。{large}{n.count(large, o.equipment, '台（套）')}。")


def performance(n: Narrator, r: Record) -> None:
    """Sections eleven and twelve: evaluated projects with their forms, and the secret ones."""
    head(n, 11)
    number, adjusted, executed = r.evaluated
    texts = r.performance
    text = (
        f"根据预算绩效管理要求，本单位预算绩效评价项目{n.count('预算绩效评价项目', number, '个')}，"
        f"全年预算数{n.money('预算绩效评价项目', adjusted, 'budget_annual')}，"
        f"全年执行数{n.money('预算绩效评价项目', executed, 'executed')}。"
    )
    for title, points in (
        ("预算绩效管理取得的成效", texts.achievements),
        ("发现的问题及原因", texts.problems),
        ("下一步改进措施", texts.measures),
    ):
        text += f"{title}：" + "；".join(f"{'一二三四'[k]}是{p}" for k, p in enumerate(points)) + "。"
    n.add("body", f"{text}具体附项目支出绩效自评表。" if r.projects else text)
    n.add("forms", "")
    head(n, 12)
    if not texts.secret_projects:
        n.add("body", "本单位无其他需说明的事项。")
        return
    n.add(
        "body",
        f"本年本单位SM项目{n.count('SM项目', texts.secret_projects, '个')}，"
        f"全年预算数{n.money('SM项目', texts.secret_adjusted, 'budget_annual')}，"
        f"全年执行数{n.money('SM项目', texts.secret_executed, 'executed')}。",
    )
