"""The unit of money that a line above a grid states (金额单位：元)."""

from __future__ import annotations

import re

from pipeline.model import Document, Grid
from pipeline.text import compact, fold

_UNIT = re.compile(r"单位[::](万元|元)(?![\u4e00-\u9fff])")


def units_above(document: Document) -> dict[int, str]:
    """万元 or 元 by the ``id`` of each grid above which a line says so; lines above another grid are not of this one."""
    found: dict[int, str] = {}
    unit: str | None = None
    for block in document.blocks:
        if isinstance(block, Grid):
            if unit:
                found[id(block)] = unit
            unit = None
        elif match := _UNIT.search(fold(compact(block.text))):
            unit = match[1]
    return found
