"""A 项目支出绩效自评表 as a ruled grid with merged cells."""

from __future__ import annotations

from tests.typesetter.forms import FUND_LABELS, Indicator, Project
from tests.typesetter.statement_grid import Cell
from tests.typesetter.style import Style

WIDTHS = (1.15, 1.3, 1.3, 1.65, 1.35, 1.35, 0.95, 1.15, 1.7)
HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
Rows = list[list[Cell | None]]


def form_rows(project: Project, style: Style) -> Rows:
    """Nine columns; None where a cell is covered by a merged one."""
    text = style.text
    rows: Rows = [
        [Cell("项目名称"), Cell(text(project.name), 8), *[None] * 7],
        [
            Cell("主管部门"),
            Cell(text(project.department), 3),
            None,
            None,
            Cell("实施单位"),
            Cell(text(project.unit), 4),
            None,
            None,
            None,
        ],
    ]
    rows += _money(project, style)
    rows += [
        [
            Cell("年度总体目标", row_span=2),
            Cell("预期目标", 4),
            None,
            None,
            None,
            Cell("实际完成情况", 4),
            None,
            None,
            None,
        ],
        [
            None,
            Cell(text(project.goal_expected), 4, align="left"),
            None,
            None,
            None,
            Cell(text(project.goal_actual), 4, align="left"),
            None,
            None,
            None,
        ],
    ]
    rows += _indicators(project, style)
    if project.total_known:
        rows.append(
            [
                Cell("总分", 6),
                *[None] * 5,
                Cell(style.number(project.weight)),
                Cell(f"{style.number(project.score)}分"),
                Cell(""),
            ]
        )
    return rows


def _money(project: Project, style: Style) -> Rows:
    lines = (project.total, *project.lines)
    heads = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    rows: Rows = [
        [Cell(style.text("项目资金（万元）"), row_span=len(lines) + 1), Cell("", 2), None, *(Cell(h) for h in heads)]
    ]
    tail = ("10.00", f"{style.number(project.rate)}%", f"{project.execution_score}分")
    for number, line in enumerate(lines):
        figures = [Cell(style.number(v)) for v in (line.initial, line.adjusted, line.executed)]
        label = Cell(style.text(FUND_LABELS[line.fund]), 2)
        rows.append([None, label, None, *figures, *(Cell(t) for t in (tail if number == 0 else ("—",) * 3))])
    return rows


def _indicators(project: Project, style: Style) -> Rows:
    items = project.indicators
    rows: Rows = [[Cell("年度绩效指标完成情况", row_span=len(items) + 1), *(Cell(h) for h in HEADER)]]
    for place, item in enumerate(items):
        values = (item.level3, item.target.text, item.actual.text)
        rows.append(
            [
                None,
                _block(items, place, 1),
                _block(items, place, 2),
                *(Cell(style.text(v)) for v in values),
                Cell(style.number(item.weight)),
                Cell(style.number(item.score)),
                Cell(style.text(item.deviation)),
            ]
        )
    return rows


def _block(items: tuple[Indicator, ...], place: int, level: int) -> Cell | None:
    """The merged label that begins on this row, or None inside its block."""

    def key(indicator: Indicator) -> tuple[str, str]:
        return indicator.level1, indicator.level2 if level == 2 else ""

    if place and key(items[place - 1]) == key(items[place]):
        return None
    size = next((n for n in range(place, len(items)) if key(items[n]) != key(items[place])), len(items)) - place
    return Cell(items[place].level2 if level == 2 else items[place].level1, row_span=size)
