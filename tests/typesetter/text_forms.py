"""A 项目支出绩效自评表 as the tab-separated rows of a text dump, with the damage that such dumps have."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.typesetter.forms import FUND_LABELS, MoneyLine, Project
from tests.typesetter.label_certainty import Block, certain_alone, certain_rows, middles
from tests.typesetter.style import Style

MARGIN = "年度绩效 指标完成 情况"
HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
NOISE = ("FEWC", "数呈扣", "□ ★ 比", "V= ₩", "质重拈", "木山 长标", "双里 扣", "₩ ₩.")
_UNBROKEN = re.compile(r"[A-Za-z0-9.,%<>=（(\-]+[A-Za-z0-9.,%）)]*|.")


@dataclass
class Uncertain:
    """The fields of one form that the dump no longer shows beyond doubt: (row, field) of indicators, names of the head."""

    indicators: set[tuple[int, str]] = field(default_factory=set)
    head: set[str] = field(default_factory=set)


def wrapped(text: str, width: int) -> str:
    """Line breaks of a narrow cell as spaces; runs of digits and Latin letters stay whole."""
    lines, line = [], ""
    for run in _UNBROKEN.findall(text):
        if line and len(line) + len(run) > width:
            lines.append(line)
            line = ""
        line += run
    return " ".join([*lines, line]).strip()


@dataclass
class FormSetter:
    """Sets one form. ``damage`` is 0, 1 or 2; what the dump hides is noted in ``uncertain`` by :meth:`lines`."""

    project: Project
    style: Style
    rng: Random
    damage: int
    place: str = "middle"  # of the labels of merged cells: middle | top | filled
    uncertain: Uncertain = field(default_factory=Uncertain)

    def lines(self) -> list[str]:
        """The rows of the dump; an empty string is a page break."""
        rows = [self._name(), self._departments(), *self._money(), *self._goals()]
        labels, body, second = self._indicators()
        at = len(body) if second is None else second
        rows += [[labels[n], *row] for n, row in enumerate(body[:at])]
        total = self._total()
        if second is None:
            rows += [["", *total]] if total else []
            return ["\t".join(r) for r in rows]
        rest = body[at:]
        if self._narrow(rest):
            after = [[*r[:4], r[-1]] for r in rest] + ([["总分", "", *total[5:7], ""]] if total else [])
        else:
            after = rest + ([total] if total else [])
        return ["\t".join(r) for r in rows] + [""] + ["\t".join(r) for r in after]

    def _narrow(self, rest: list[list[str]]) -> bool:
        """After the break only continued cells and the total: the dump then has fewer columns."""
        return self.damage == 2 and all(not any(r[3:7]) and not r[0] and not r[1] for r in rest)

    def text(self, text: str, width: int = 0) -> str:
        text = self.style.text(text)
        return wrapped(text, width) if width and self.damage else text

    def figure(self, value: Decimal) -> str:
        """A figure of the form; damage splits it behind a point or a comma."""
        text = self.style.number(value)
        return re.sub(r"([.,])", r"\1 ", text) if self.damage and self.rng.random() < 0.3 else text

    def _name(self) -> list[str]:
        name = self.style.text(self.project.name)
        if self.damage and len(name) > 12 and self.rng.random() < 0.4:
            cuts = self._cuts(name, 3, 2)
            if self.damage == 2 and self.rng.random() < 0.3:
                self.uncertain.head.add("name")
                pieces = [name[: cuts[0]], "", name[cuts[1] :]]
            else:
                pieces = [name[: cuts[0]], name[cuts[0] : cuts[1]], name[cuts[1] :]]
            return ["项目名称", "", *pieces, "", "", "", ""]
        return ["项目名称", name, "", "", "", "", "", "", ""]

    def _cuts(self, text: str, first: int, count: int) -> list[int]:
        """Places to cut a cell, never between two equal characters: those read as one character printed twice."""
        places = [p for p in range(first, len(text) - 1) if text[p - 1] != text[p]]
        return sorted(self.rng.sample(places, count))

    def _departments(self) -> list[str]:
        first, second = self.style.text(self.project.department), self.style.text(self.project.unit)
        if not self.damage or len(first) < 8:
            return ["主管部门", first, "", "", "实施单位", second, "", "", ""]
        a, b = self._cuts(first, 2, 2)
        c = self._cuts(second, 2, 1)[0]
        return ["主管部门", first[:a], first[a:b], first[b:], "实施单位", "", second[:c], second[c:], ""]

    def _money(self) -> list[list[str]]:
        p = self.project
        rows = [
            [
                "",
                "",
                "",
                *(self.text(t, 4) for t in ("年初预算数", "全年预算数", "全年执行数")),
                "分值",
                "执行率",
                "得分",
            ]
        ]
        total = p.total
        rate = f"{self.style.number(p.rate)}%"
        for number, line in enumerate((total, *p.lines)):
            label = self.style.text(FUND_LABELS[line.fund])
            cut = len(label) // 2 if self.damage and self.rng.random() < 0.6 else len(label)
            margin = ("项目资金", self.style.text("（万元）"), "", "", "")[number]
            tail = ["10.00", rate, f"{p.execution_score}分"] if number == 0 else ["—", "—", "—"]
            rows.append([margin, label[:cut], label[cut:], *self._amounts(line), *tail])
        return rows

    def _amounts(self, line: MoneyLine) -> list[str]:
        return [self.figure(line.initial), self.figure(line.adjusted), self.figure(line.executed)]

    def _goals(self) -> list[list[str]]:
        p = self.project
        rows = [["", "预期目标", "", "", "", "实际完成情况", "", "", ""]]
        if self.damage == 2 and self.rng.random() < 0.5 and len(p.goal_expected) > 20:
            self.uncertain.head.add("goals")
            first, second = self.style.text(p.goal_expected), self.style.text(p.goal_actual)
            pieces = [" ".join(first[k : k + 6] for k in range(n * 6, len(first), 18)) for n in range(3)]
            others = [" ".join(second[k : k + 7] for k in range(n * 7, len(second), 21)) for n in range(3)]
            return [*rows, ["年度总体 目标", *pieces, "", *others, ""]]
        return [
            *rows,
            ["年度总体 目标", self.text(p.goal_expected, 18), "", "", "", self.text(p.goal_actual, 22), "", "", ""],
        ]

    def _indicators(self) -> tuple[list[str], list[list[str]], int | None]:
        """Margin labels, the rows (header first) without the margin, and the row that begins the second page."""
        p, rng = self.project, self.rng
        count = len(p.indicators)
        split = rng.randint(1, count) if self.damage and count > 3 and rng.random() < 0.5 else None
        level1, level2 = self._labels(split)
        rows = [[self.text(h, 4) if k in (3, 4, 7) else h for k, h in enumerate(HEADER)]]
        for n, i in enumerate(p.indicators):
            rows.append(
                [
                    level1[n],
                    level2[n],
                    self.text(i.level3, 5),
                    self.text(i.target.text, 5),
                    self.text(i.actual.text, 5),
                    self.figure(i.weight),
                    self.figure(i.score),
                    self.text(i.deviation, 5),
                ]
            )
        if split is not None:
            rows = self._continued(rows, split + 1)
        margin = [""] * len(rows)
        margin[1 + (count - 1) // 2 if split is None else 1 + (split - 1) // 2] = MARGIN
        return margin, rows, None if split is None else split + 1

    def _continued(self, rows: list[list[str]], second: int) -> list[list[str]]:
        """Let the last row before the page break spill over: the rest of its cells stands alone behind the break."""
        last = rows[second - 1]
        spill = [""] * 8
        kept = list(last)
        for column in (2, 7):
            parts = last[column].split(" ")
            if len(parts) > 1 and (self.rng.random() < 0.7 or any(spill)):
                keep = self.rng.randint(1, len(parts) - 1)
                kept[column], spill[column] = " ".join(parts[:keep]), " ".join(parts[keep:])
        if not any(spill):
            return rows
        return [*rows[: second - 1], kept, spill, *rows[second:]]

    def _labels(self, split: int | None) -> tuple[list[str], list[str]]:
        """The label columns: each label on one row of its block, the other rows blank."""
        rows = len(self.project.indicators)
        outer, inner = self._blocks("level1", split), self._blocks("level2", split)
        garbled = [self._garbled(outer), self._garbled(inner)]
        on_top = self.place == "top"
        sure_of = certain_rows(outer, inner, rows, split, on_top)
        if garbled != [None, None]:  # a label that can't be read says nothing about the other column
            sure_of = (certain_alone(outer, rows, split, on_top), certain_alone(inner, rows, split, on_top))
        columns = []
        for level, blocks, sure, chosen in zip(("level1", "level2"), (outer, inner), sure_of, garbled, strict=True):
            column = [""] * rows
            for name, _, place in blocks:
                column[place] = self.text(name, 4)
            if self.place == "filled":
                column = [self.text(getattr(i, level), 4) for i in self.project.indicators]
            self.uncertain.indicators |= {(row, level) for row in range(rows) if row not in sure and not column[row]}
            if chosen is not None:
                self._garble(column, blocks, level, chosen)
            columns.append(column)
        return columns[0], columns[1]

    def _blocks(self, level: str, split: int | None) -> list[Block]:
        """The merged cells of one label column, each with the row on which its label is printed."""
        keys = [(i.level1, getattr(i, level)) for i in self.project.indicators]
        blocks, start = [], 0
        for row in range(1, len(keys) + 1):
            if row == len(keys) or keys[row] != keys[start]:
                visible = split if split is not None and start < split < row else row
                offset = self.rng.choice(middles(visible - start)) if self.place == "middle" else 0
                blocks.append((keys[start][1], start, start + offset))
                start = row
        return blocks

    def _garbled(self, blocks: list[Block]) -> int | None:
        """The block whose label OCR turns into noise, or None."""
        if self.damage < 2 or len(blocks) < 2 or self.rng.random() > 0.35:
            return None
        return self.rng.randrange(len(blocks))

    def _garble(self, column: list[str], blocks: list[Block], level: str, chosen: int) -> None:
        """Print noise for the label; its block and the unlabelled rows of its neighbours become uncertain."""
        ends = [b[1] for b in blocks[1:]] + [len(column)]
        column[blocks[chosen][2]] = self.rng.choice(NOISE)
        near = range(blocks[max(0, chosen - 1)][1], ends[min(len(ends) - 1, chosen + 1)])
        own = range(blocks[chosen][1], ends[chosen])
        self.uncertain.indicators |= {(row, level) for row in near if row in own or not column[row]}

    def _total(self) -> list[str] | None:
        p = self.project
        if not p.total_known:
            self.uncertain.head.add("total")
            return None
        weight, score = self.figure(p.weight), f"{self.figure(p.score)}分"
        return ["总分", "", "", "", "", weight, score, ""]
