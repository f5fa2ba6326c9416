"""In what a figure of a table is printed: mostly in the unit above the table, else in that of its column or line.

Forms of the Ministry of Finance print counts among the money (公务用车保有量（辆）), budgets print rates (增减%), and a column may
name a unit of its own (金额（元）).
"""

from __future__ import annotations

from pipeline.normalize.statements.lines import Figure, TableLine
from pipeline.spec.forms import FormSpec
from pipeline.text import key

_PERCENT = "%"
#: Units of money that the amounts of the published tables are converted from.
MONEY = ("万元", "元", "亿元", "千元")


def unit_of(figure: Figure, line: TableLine, printed: str | None, spec: FormSpec) -> str | None:
    """The unit of a figure; ``printed`` is the one above its table (None where there is none).

    A number of things (采购数量) has none, which is an empty text.
    """
    head = key(figure.column.path[-1]) if figure.column.path else ""
    if spec.header["count_column"].search(head):
        return ""
    for text, pattern in ((head, spec.header["unit_of_column"]), (key(line.label), spec.header["unit_of_line"])):
        match = pattern.search(text)
        if match:
            return match["unit"] or _PERCENT
    return printed
