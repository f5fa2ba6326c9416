"""How one disclosure is written: width of punctuation, quotation marks, separators, spaces, and the variants of its phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random

_HALF = str.maketrans({"，": ",", "：": ":", "；": ";", "（": "(", "）": ")"})
_STRAIGHT = str.maketrans({"“": '"', "”": '"'})
_EDGE = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Style:
    """The variants that hold for a whole document. Text is composed in full width and turned into the style at the end."""

    half_width: bool
    straight_quotes: bool
    separators: bool
    spaces: str  # none | all | some
    against: str  # 比上年决算 | 与上年相比 | 较上年
    reason_mark: str  # 主要原因是： | 主要原因是
    up: str  # 增长 | 增加 | 上升
    no_change: str  # zero | flat
    no_base: str  # hundred | dash | note
    item_mark: str  # 1. | 1、

    def text(self, text: str) -> str:
        """Full-width text in the punctuation of the style; the length stays the same."""
        if self.half_width:
            text = text.translate(_HALF)
        return text.translate(_STRAIGHT) if self.straight_quotes else text

    def spaced(self, text: str, rng: Random) -> str:
        """Put the spaces between digits and Chinese characters that word processors put there."""
        if self.spaces == "none" or (self.spaces == "some" and rng.random() < 0.5):
            return text
        return _EDGE.sub(" ", text)

    def number(self, value: Decimal | int) -> str:
        """A figure as printed; counts have no decimals, money has the decimals of its value."""
        if isinstance(value, int):
            return str(value)
        return f"{value:,f}" if self.separators else f"{value:f}"


def random_style(rng: Random) -> Style:
    """Any style, the usual ones more often."""
    return Style(
        half_width=rng.random() < 0.6,
        straight_quotes=rng.random() < 0.5,
        separators=rng.random() < 0.5,
        spaces=rng.choice(("none", "all", "some")),
        against=rng.choice(("比上年决算", "与上年相比，", "较上年", "比上年")),
        reason_mark=rng.choice(("主要原因是：", "主要原因是：", "主要原因是", "主要原因：")),
        up=rng.choice(("增长", "增长", "上升")),
        no_change=rng.choice(("zero", "flat")),
        no_base=rng.choice(("hundred", "hundred", "dash", "note")),
        item_mark=rng.choice(("{n}. ", "{n}.", "{n}、")),
    )


PLAIN = Style(True, True, True, "none", "比上年决算", "主要原因是：", "增长", "zero", "hundred", "{n}. ")
