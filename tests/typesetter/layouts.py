"""How a whole document is laid out: which place's forms, and everything that may happen to a table on its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from random import Random
from typing import TypeVar

from tests.typesetter.statement_layout import Layout

T = TypeVar("T")
FINAL = ("national", "shanghai")
BUDGET = ("shanghai_budget", "jiangsu")


@dataclass(frozen=True)
class DocumentLayout:
    """The first value of each choice is the plain one.

    ``codes``: joined, ``parts`` in columns 类|款|项, or ``shared``: those columns, joined, 合计 beside the heads 类|款|项;
    ``beside``: joined, in the tables of the funds of Shanghai 合计 in the row that divides 本年支出.
    ``title_inside``: title, number, 部门 and 单位 above the grid, in one ``cell`` over its whole width, or in ``rows``.
    ``turned``: ``rotate…`` by the page's /Rotate so that one reads it upright, ``drawn…`` lying on an upright page.
    ``breaks``: where a page is full, or at ``random`` rows. ``repeat``: what a continuation prints again.
    ``leftover``: a ``blank`` row in front of a continuation, the rest of a ``label`` there, a ``page`` with one blank row.
    ``together``: each table on its own page, ``small`` ones share it, or all tables ``flow``.
    ``boxes``: thin filled bands inside the cells of the header or of ``all`` cells, as word processors draw shades.
    ``drop``: how much lower digits stand than Chinese text, in points, for text of 12 points. ``header_wrap``: head cells broken after so
    many characters. ``overflow``: figures stand a little beyond their cell, ``left`` or ``right``.
    ``rulings``: as lines, thin rectangles or both, only ``level`` ones, only ``three`` (above, below and under the
    head), or ``none``. ``empty_note``: as usual, 故本表无数据, 无 in the first
    ``cell``, or ``none``. ``border``: ``open`` to the left and right, or ``bare`` on all sides.
    """

    family: str
    tables: Layout
    codes: str = "joined"
    tall_three_public: bool = False
    title_inside: str = "no"
    paper: str = "mixed"
    turned: str = "no"
    breaks: str = "full"
    repeat: str = "nothing"
    leftover: str = "no"
    together: str = "no"
    rulings: str = "lines"
    boxes: str = "no"
    drop: float = 0.0
    spaced: bool = False
    header_wrap: int = 0
    broken_title: bool = False
    overflow: str = "no"
    empty_note: str = "usual"
    border: str = "closed"

    @property
    def budget(self) -> bool:
        return self.family in BUDGET

    @property
    def features(self) -> frozenset[str]:
        """Family, choices of the tables (``blanks`` where zero is not printed), and all that is not plain, as ``name=value``."""
        chosen = {f"family={self.family}"}
        chosen |= {
            f"{f.name}={getattr(self, f.name)}"
            for f in fields(self)
            if f.name not in ("family", "tables") and getattr(self, f.name) != f.default
        }
        chosen |= {f.name for f in fields(self.tables) if getattr(self.tables, f.name)}
        return frozenset(chosen if self.tables.zeros else {*chosen, "blanks"})


@dataclass
class _Choice:
    """Plain in most documents, so that many combinations of few features arise."""

    rng: Random
    often: float = field(init=False)

    def __post_init__(self) -> None:
        self.often = self.rng.choice((0.15, 0.35, 0.6))

    def one(self, plain: T, *others: T) -> T:
        return self.rng.choice(others) if self.rng.random() < self.often else plain

    def flag(self) -> bool:
        return self.rng.random() < self.often


def random_layout(seed: int, families: Sequence[str] = (*FINAL, *BUDGET)) -> DocumentLayout:
    """The layout that belongs to ``seed``: families in turn, the rest by chance."""
    rng = Random(f"layout {seed}")
    family = families[seed % len(families)]
    pick = _Choice(rng)
    tables = Layout(
        national=family == "national",
        zeros=rng.random() < 0.4,
        total_last=rng.random() < 0.35,
        separators=rng.random() < 0.5 or family in BUDGET,
        initial_budget=family == "shanghai",
    )
    inside = family == "jiangsu" and rng.random() < 0.7
    return DocumentLayout(
        family,
        tables,
        codes=pick.one("joined", "parts", "shared", "beside") if family in FINAL else "joined",
        tall_three_public=family in FINAL and rng.random() < 0.3,
        title_inside=rng.choice(("cell", "rows")) if inside else pick.one("no", "no", "cell"),
        paper=rng.choice(("mixed", "portrait", "landscape")),
        turned=pick.one("no", "rotate90", "rotate270", "drawn90", "drawn270"),
        breaks=pick.one("full", "random"),
        repeat=rng.choice(("nothing", "nothing", "header", "title")),
        leftover=pick.one("no", "blank", "label", "page"),
        together=pick.one("no", "small", "flow"),
        rulings=rng.choice(("lines", "rects", "both")),
        boxes=pick.one("no", "header", "all"),
        drop=pick.one(0.0, 2.5, 4.9),
        spaced=pick.flag(),
        header_wrap=pick.one(0, 3, 4, 5),
        broken_title=pick.flag(),
        overflow=pick.one("no", "left", "right"),
        empty_note=rng.choice(("usual", "no_data", "cell", "none")),
        border=pick.one("closed", "open"),
    )
