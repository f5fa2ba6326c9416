"""The official tables by their titles (``schemas/statements.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.spec.outline import compile_pattern
from pipeline.spec.root import load_toml, only_keys
from pipeline.text import key

_FILE = "statements.toml"
_WHERE = f"schemas/{_FILE}"


@dataclass(frozen=True, slots=True)
class StatementTitle:
    """An official table: its name in the package contract, and the pattern of its whole title."""

    name: str
    core: bool
    title: re.Pattern[str]


#: The keys of ``[title]``, in the order of the fields.
_TITLE_KEYS = ("strip", "brackets", "strip_end", "prefix_end", "prefix_not")


@dataclass(frozen=True, slots=True)
class StatementTitles:
    """All official tables, and what is not part of a title."""

    statements: tuple[StatementTitle, ...]
    strip: re.Pattern[str]
    brackets: re.Pattern[str]
    strip_end: re.Pattern[str]
    prefix_end: re.Pattern[str]
    prefix_not: re.Pattern[str]

    def name_of(self, title: str) -> str | None:
        """The table that a printed title names, None when it names none.

        A title counts as a whole; only a number, a year and a publisher's name may stand before it.
        """
        plain = self.plain(title)
        found = self._exactly(plain)
        if found or not plain.endswith("表"):
            return found
        ends = (m.end() for m in self.prefix_end.finditer(plain) if not self.prefix_not.search(plain, 0, m.end()))
        return next((name for end in ends if (name := self._exactly(self.plain(plain[end:])))), None)

    def _exactly(self, plain: str) -> str | None:
        return next((s.name for s in self.statements if s.title.match(plain)), None)

    def plain(self, title: str) -> str:
        """A title without what differs between publishers: number, year, brackets, quotation marks, 部门/单位."""
        text = self.strip_end.sub("", key(title))
        while True:
            shorter = self.strip.sub("", text, count=1) if self.strip.match(text) else text
            shorter = self.brackets.sub("", shorter)
            if shorter == text or not shorter:
                return shorter
            text = shorter


@cache
def statement_titles() -> StatementTitles:
    """The titles as written in ``schemas/statements.toml``; SpecError when they are wrong."""
    data = load_toml(_FILE)
    only_keys(data, required=("title", "statement"), where=_WHERE)
    only_keys(data["title"], required=_TITLE_KEYS, where=f"{_WHERE} [title]")
    for entry in data["statement"]:
        only_keys(entry, required=("name", "core", "title"), where=f"{_WHERE} [[statement]]")
    return StatementTitles(
        tuple(StatementTitle(e["name"], e["core"], compile_pattern(e["title"], _WHERE)) for e in data["statement"]),
        *(compile_pattern(data["title"][name], _WHERE) for name in _TITLE_KEYS),
    )
