"""Small disclosures for tests: texts whose every figure is known."""

from __future__ import annotations

SECTIONS = """{title}
第一部分 单位概况
一、主要职能
（1）负责示例工作。
二、机构设置及人员情况
{org}2024年度，实有人数12人，其中：在职人员10人，减少1人；退休人员2人，增加0人。
{org}无下属预算单位，下设2个科室，分别是：办公室、财务科。
第二部分 部门决算情况说明
一、收入支出决算总体情况说明
2024年度收入总计{total}万元，其中：本年收入合计{total}万元，使用非财政拨款结余0.00万元，年初结转和结余0.00万元。
2024年度支出总计{total}万元，其中：本年支出合计{total}万元，结余分配0.00万元，年末结转和结余0.00万元。
二、收入决算情况说明
本年收入{total}万元，其中：财政拨款收入{total}万元，占100.00%。
三、支出决算情况说明
本年支出{total}万元，其中：基本支出{total}万元，占100.00%；项目支出0.00万元，占0.00%。
九、财政拨款“三公”经费支出决算情况说明
2024年度财政拨款“三公”经费支出1.00万元，比上年减少0.50万元，下降33.33%，主要原因是：厉行节约。
"""


def disclosure(org: str = "示例市示例局", total: str = "100.00", title: str | None = None) -> str:
    """A short disclosure of an invented organisation for 2024 whose totals are all ``total`` 万元."""
    heading = title if title is not None else f"{org}2024年度部门决算公开说明"
    return SECTIONS.format(title=heading, org=org, total=total)
