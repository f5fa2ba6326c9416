"""The lines above a table: its title, its number, whose it is and the unit of its figures.

A title counts as a whole (``schemas/statements.toml``); the printed number is kept, never used. Source of the titles: the
forms of the Ministry of Finance and their local variants.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.spec.forms import FormSpec
from pipeline.spec.statements import StatementTitles
from pipeline.text import fold, key

_ORDINAL = re.compile(r"^(?:附?表)?([一二三四五六七八九十]+|\d{1,2})[、.]")
_YEAR_LINE = re.compile(r"^20\d\d年度?(?:部门|单位)?$")
#: What may stand beside the unit on its line, and nothing else: 金额, brackets, a date.
_BESIDE_UNIT = re.compile(r"^[(]?(?:金额|货币)?[)]?$|^(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?$")
#: A line that ends so names a table: 支出预算分类汇总表(按部门预算经济分类).
TABLE_END = re.compile(r"表(?:\([^()]*\))*$")
#: So long is the title of a table beyond the official ones.
_SHORTEST, _LONGEST = 5, 60
_NO_TITLE = re.compile(r"[,;。:]|续")
_NEAR = 8  # lines above a grid among which its title is sought


def is_title(line: str) -> bool:
    """Does a line name a table? A sentence doesn't, nor does a title that says that its table goes on (续表)."""
    text = fold(line)
    return bool(TABLE_END.search(key(line))) and not _NO_TITLE.search(text)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a table. ``name`` is None where the title is none of an official table."""

    name: str | None
    title: str
    table_no: str | None
    unit: str | None


class HeadingReader:
    """Reads lines as those above a table; all lines are compact texts (``pipeline.text.compact``)."""

    def __init__(self, forms: FormSpec, titles: StatementTitles) -> None:
        self._header, self._titles = forms.header, titles

    def heading(self, lines: Sequence[str]) -> Heading:
        """The heading of a table from the lines above it; the nearest title counts."""
        near = [line for line in lines if line][-_NEAR:]
        unit = next((m["unit"] for line in reversed(near) if (m := self._header["unit"].search(fold(line)))), None)
        number = next((found for line in reversed(near) if (found := self.number_of(line))), None)
        for end in range(len(near), 0, -1):
            title = self._longest_title(near[:end])
            if title:
                ordinal = _ORDINAL.match(fold(title))
                return Heading(self.name_of(title), title, number or (ordinal[1] if ordinal else None), unit)
        others = [line for line in reversed(near) if not self._is_furniture(line)]
        title = next((line for line in others if TABLE_END.search(key(line))), others[0] if others else "")
        return Heading(None, title, number, unit)

    def left_behind(self, lines: Sequence[str], texts: Sequence[str]) -> Heading | None:
        """The heading at the foot of a page (its ``lines``), where the page ends between a title and its table.

        Only 部门, 单位 and numbers stand between them (``texts`` are those on the page of the table), and no list of titles
        stands there. None where it is not so.
        """
        if not all(map(self.is_passing, texts)):
            return None
        near = [line for line in lines if line][-_NEAR:]
        end = len(near)
        while end and not (title := self._longest_title(near[:end]) or self._other_title(near[end - 1])):
            if not self.is_passing(near[end - 1]):
                return None
            end -= 1
        if end and not self.name_of(str(title)) and not any(map(self._belongs, near)):
            return None  # a line at the foot of a page, without the number or the unit of a table
        others = [line for line in near[:end] if line not in str(title)]
        if not end or any(self.name_of(line) or self._other_title(line) for line in others):
            return None
        return self.heading([*near, *texts])

    def _belongs(self, line: str) -> bool:
        """Is a line the number or the unit of a table, or whose it is?"""
        unit = self._header["unit"].search(fold(line))
        return bool(unit or self.number_of(line) or self._header["department"].match(key(line)))

    def _other_title(self, line: str) -> str | None:
        """A line that names a table beyond the official ones; 见附表 and the like are too short."""
        long = _SHORTEST <= len(line) <= _LONGEST and not self.is_note(line)
        return line if long and is_title(line) and not self.number_of(line) else None

    def name_of(self, title: str) -> str | None:
        """The table that a title names; what stands before it may only be a number, a year and a publisher's name."""
        text = key(title)
        if not text.endswith(("表", ")")) or len(text) > 70 or self.is_note(title):
            return None
        return self._titles.name_of(text)

    def number_of(self, line: str) -> str | None:
        """The number of a table, where a line holds nothing else (公开01表), or nothing but whose table it is beside it."""
        text = key(line)
        match = self._header["table_no_line"].match(text)
        if not match and self._header["department"].match(text):
            match = self._header["table_no_end"].search(text)
        return next((group for group in match.groups() if group), None) if match else None

    def is_inner_title(self, line: str) -> bool:
        """Is a line the title of a table that belongs to the one above it?"""
        return bool(self._header["inner_title"].match(key(line)))

    def is_note(self, line: str) -> bool:
        """Does a line begin as the notes below tables do?"""
        return self._header["note"].match(key(line)) is not None

    def tells_title(self, lines: Sequence[str]) -> bool:
        """Are lines of one cell a title with what belongs to it: number, 部门, 单位, and the first half of a long title?"""
        others = [line for line in lines if not self.name_of(line) and not self.is_passing(line)]
        return len(others) <= 1 and any(map(self.name_of, lines)) and not any(map(self.is_note, lines))

    def heads(self, texts: Sequence[str]) -> bool:
        """Do texts of a row stand in the heads of tables?"""
        return any(self._header["word"].search(key(text)) for text in texts)

    def _longest_title(self, lines: Sequence[str]) -> str | None:
        """The title that ends in the last of the lines: it may have begun in the one or two lines before.

        The second line of 一般公共预算财政拨款 / 支出决算表 is a title too, of another table, so the longer one counts; so
        it does where the first line is the year and 部门 alone (2024年部门 / 财务收支预算总表).
        """
        title = lines[-1]
        for count in range(2, min(len(lines), 3) + 1):
            longer = "".join(lines[-count:])
            name = self.name_of(longer)
            whole = name != self.name_of(title) or (count == 2 and _YEAR_LINE.match(fold(lines[-2])))
            if name and whole:
                title = longer
        return title if self.name_of(title) else None

    def _is_furniture(self, line: str) -> bool:
        named = self._header["department"].match(key(line))
        return bool(named or self._header["unit"].search(fold(line)) or self.number_of(line) or len(line) < 3)

    def is_passing(self, line: str) -> bool:
        """May a line stand between a title and its table: nothing but 部门, 单位, a number, a date?"""
        if len(line) < 3 or self.number_of(line):
            return True
        rest = self._header["unit"].sub("", fold(line)).strip()
        return bool(_BESIDE_UNIT.match(rest) or self._header["department"].match(rest))
