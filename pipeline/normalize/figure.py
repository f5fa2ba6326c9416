"""One figure that the narrative states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.normalize.outline import Paragraph, Section
from pipeline.normalize.subjects import FunctionalPath

_YEAR = re.compile(r"(?<!\d)(\d{4})年(?!\d{1,2}月)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated figure. ``start`` and ``end`` are offsets in its paragraph; ``path`` is set for functional items."""

    section: Section
    paragraph: Paragraph
    start: int
    end: int
    subject: str
    path: FunctionalPath | None
    measure: str
    value: Decimal
    unit: str
    unit_class: str
    base: str | None = None
    reason: str | None = None
    quote: str = ""

    def against_budget(self, year: int) -> bool:
        """Whether a change is one against the budget of ``year``, not against (the budget of) the year before."""
        base = self.base or ""
        before = "上年" in base or "去年" in base or str(year - 1) in base
        return self.measure.startswith("prior_change") and "预算" in base and not before

    def of_other_year(self, year: int) -> bool:
        """Whether its own words place an amount in another year (2023年决算数为…)."""
        years = _YEAR.findall(self.quote) if self.measure in ("amount", "count") else []
        return bool(years) and str(year) not in years

    @property
    def ref(self) -> str:
        """The place of the figure in the source."""
        return self.paragraph.ref(self.start, self.end)
