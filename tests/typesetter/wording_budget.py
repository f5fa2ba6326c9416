"""The text of a Shanghai budget: duties, offices, definitions, 预算编制说明, and other matters behind the tables."""

from __future__ import annotations

from decimal import Decimal

from tests.typesetter.budget_accounts import Budget, budget_of
from tests.typesetter.disclosure import Record
from tests.typesetter.narrator import Narrator
from tests.typesetter.record import ZERO

YUAN = 10_000
_CENT = Decimal("0.01")
_FUNDS = (("general", "一般公共预算"), ("fund", "政府性基金"), ("capital", "国有资本经营预算"))


def shanghai_budget(n: Narrator, r: Record) -> None:
    """All paragraphs after the title; amounts are those of the tables (元), printed in 万元."""
    parts = (
        f"{r.org}主要职能",
        f"{r.org}机构设置",
        "名词解释",
        f"{r.year}年{r.kind}预算编制说明",
        f"{r.year}年{r.kind}预算表",
        "其他相关情况说明",
    )
    n.add("contents", "目录")
    for part in parts:
        n.add("part", part)
    n.add("part", parts[0])
    for k, duty in enumerate(r.duties, 1):
        n.add("duty", f"{k}. {duty}")
    n.add("part", parts[1])
    n.add("body", f"{r.org}内设机构{n.count('内设机构', len(r.offices), '个')}。")
    n.add("part", parts[2])
    for k, (term, definition) in enumerate(r.glossary, 1):
        n.add("term", f"（{'一二三四五六七八九十'[k - 1] if k <= 10 else k}）{term}：{definition}")
    n.add("part", parts[3])
    _compilation(n, r, budget_of(r, YUAN))
    n.add("part", parts[4])
    n.add("tables", "")
    n.add("part", parts[5])
    _other(n, r)


def _wan(yuan: Decimal) -> Decimal:
    return (yuan / YUAN).quantize(_CENT)


def _against(n: Narrator, subject: str, year: int, now: Decimal, before: Decimal, reason: str) -> str:
    """``比2024年预算增加…``, or that it is the same."""
    difference = now - before
    if not difference:
        return f"比{year - 1}年预算执行数持平"
    word = "减少" if difference < 0 else "增加"
    amount = n.figure(
        subject, "prior_change_amount", difference, "万元", direction=word, reason=reason, shown=abs(difference)
    )
    return f"比{year - 1}年预算{word}{amount}"


def _compilation(n: Narrator, r: Record, b: Budget) -> None:
    reason = "根据实际工作安排编制预算"
    general, fund, capital = (_wan(b.sum("appropriation", name)) for name, _ in _FUNDS)
    paid = _wan(b.sum("appropriation"))
    # Last year's budget of the funds: an invented share of this year's, the total the sum of the funds as printed.
    before = {"一般公共预算": (general * Decimal("0.9")).quantize(_CENT), "政府性基金": fund, "国有资本经营预算": ZERO}
    text = f"{r.year}年，{r.org}收入预算{n.money('收入预算', _wan(b.sum('total')))}，其中："
    change = sum((now - before[name] for now, (_, name) in zip((general, fund, capital), _FUNDS, strict=True)), ZERO)
    text += f"财政拨款收入{n.money('财政拨款收入', paid)}，"
    text += f"{_against(n, '财政拨款收入', r.year, change, ZERO, reason)}；"
    kinds = (("事业收入", "institutional"), ("事业单位经营收入", "operating"), ("其他收入", "other"))
    text += "；".join(f"{name}{n.money(name, _wan(b.sum(kind)))}" for name, kind in kinds)
    n.add("body", f"{text}。")
    text = f"支出预算{n.money('支出预算', _wan(b.sum('total')))}，其中：财政拨款支出预算{n.money('财政拨款支出预算', paid)}，"
    text += f"{_against(n, '财政拨款支出预算', r.year, change, ZERO, reason)}。财政拨款支出预算中，"
    lines = []
    for (_, name), now in zip(_FUNDS, (general, fund, capital), strict=True):
        subject = f"{name}拨款支出预算"
        lines.append(f"{subject}{n.money(subject, now)}，{_against(n, subject, r.year, now, before[name], reason)}")
    n.add("body", f"{text}{'；'.join(lines)}。")
    n.add("body", f"财政拨款收入支出变动的主要原因是：{reason}。")
    n.add("body", "财政拨款支出主要内容如下：")
    paid_lines = [line for line in b.lines if line.appropriation]
    for k, line in enumerate(paid_lines, 1):
        item = line.item
        path = f"“{item.class_name}（类）{item.subclass_name}（款）{item.item_name}（项）”"
        amount = n.money(item.item_name, _wan(line.appropriation))
        n.add("item", f"{k}. {path}{amount}，主要用于{item.purpose}。")


def _other(n: Narrator, r: Record) -> None:
    three = r.three_public
    n.heading("section", "六.一", f"一、{r.year}年“三公”经费预算情况说明")
    n.add("body", f"{r.year}年“三公”经费预算数为{n.money('“三公”经费', three.total.amount)}。其中：")
    n.add("body", f"（一）因公出国（境）费{n.money('因公出国（境）费', three.overseas.amount)}。")
    text = f"（二）公务用车购置及运行费{n.money('公务用车购置及运行费', three.vehicle.amount)}，"
    text += f"其中：公务用车购置费{n.money('公务用车购置费', three.purchase.amount)}，"
    n.add("body", f"{text}公务用车运行费{n.money('公务用车运行费', three.operation.amount)}。")
    n.add("body", f"（三）公务接待费{n.money('公务接待费', three.reception.amount)}。")
    n.heading("section", "六.二", "二、机关运行经费预算")
    cost = n.money("机关运行经费预算", r.other.operating_cost)
    n.add("body", f"{r.year}年{r.org}财政拨款的机关运行经费预算为{cost}。")
