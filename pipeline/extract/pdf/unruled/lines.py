"""The printed lines of a page that stand in no ruled table, and what kind of line each is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.extract.pdf.runs import Run
from pipeline.extract.pdf.words import Stops, Word, words_of
from pipeline.spec.forms import form_spec
from pipeline.spec.statements import statement_titles
from pipeline.text import key

#: Cells of a head stand nearer to each other than words of a row; part of the font size.
_APART = 0.6
#: A longer text is a sentence, in no cell of an official table that has figures; characters.
_LONGEST = 45
_AMOUNT = re.compile(r"(?:^|\s)[-−(（]?[\d,]*\d\.\d{1,6}[)）]?(?=\s|$)")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_CODE_PARTS = re.compile(r"[类款项]{1,3}")
_INTEGER = re.compile(r"\(?\d{1,2}\)?")
_PAGE_NUMBER = re.compile(r"[-—–]*\d{1,4}(?:/\d{1,4})?[-—–]*|第\d{1,4}页(?:,?共\d{1,4}页)?")
_SENTENCE = re.compile(r"[。；;]$")


@dataclass(slots=True)
class PrintedLine:
    """A line of a page and its text as it would be published, were it no part of a table.

    ``words`` are its words as cells of a row, ``head_words`` as cells of a head, once ``part`` has told them.
    """

    runs: list[Run]
    text: str
    words: list[Word] = field(default_factory=list)
    head_words: list[Word] = field(default_factory=list)

    @property
    def base(self) -> float:
        """The base line of its text, in points from the top of the page; digits may stand lower."""
        return min(run.base for run in self.runs)

    @property
    def top(self) -> float:
        """Where its highest run begins, in points from the top of the page."""
        return min(run.top for run in self.runs)

    @property
    def size(self) -> float:
        """The largest font size; points."""
        return max(run.size for run in self.runs)

    def part(self, stops: Stops) -> None:
        """Part the line into words; ``stops`` are those of the page."""
        self.words = words_of(self.runs, stops)
        self.head_words = words_of(self.runs, apart=_APART)

    @property
    def may_hold_amounts(self) -> bool:
        """Can an amount stand alone in the line? A quick look at its text."""
        return _AMOUNT.search(self.text) is not None

    @property
    def may_hold_unit(self) -> bool:
        """Can the line tell a unit? A quick look at its text."""
        return "位" in self.text and "元" in self.text

    @property
    def amounts(self) -> int:
        """How many amounts stand alone in the line."""
        return sum(word.is_amount for word in self.words)

    @property
    def has_unit(self) -> bool:
        """Does the line tell the unit of a table's amounts (单位：万元)? It stands directly above the table."""
        return form_spec().header["unit"].search(key(self.text)) is not None

    @property
    def is_caption(self) -> bool:
        """Does the line belong to what stands above a table: its title, its number (公开01表), the unit of its amounts?"""
        text = key(self.text)
        known = form_spec().header["table_no_line"].match(text) or statement_titles().name_of(text)
        return bool(known) or self.has_unit

    @property
    def names_code_parts(self) -> bool:
        """Does the line hold nothing but the heads of the parts of a code (类 款 项)?"""
        return bool(self.words) and all(_CODE_PARTS.fullmatch(key(word.text)) for word in self.words)

    @property
    def is_note(self) -> bool:
        """Is the line a note below a table, or a sentence?"""
        text = key(self.text)
        return bool(form_spec().header["note"].match(text) or _SENTENCE.search(text)) or any(
            len(key(word.text)) > _LONGEST for word in self.words
        )

    @property
    def is_page_number(self) -> bool:
        """Is the line the number of the page (— 16 —)?"""
        return _PAGE_NUMBER.fullmatch(key(self.text)) is not None

    @property
    def is_index(self) -> bool:
        """Does the line number the columns (栏次 1 2 3)?"""
        texts = [key(word.text) for word in self.head_words]
        numbers = [int(text.strip("()")) for text in texts if _INTEGER.fullmatch(text)]
        others = [text for text in texts if not _INTEGER.fullmatch(text)]
        return (
            bool(numbers)
            and all(form_spec().header["index_label"].match(text) for text in others)
            and all(after > before for before, after in pairwise(numbers))
        )

    @property
    def is_item(self) -> bool:
        """Does a word of the line begin as only rows of a table do: with a code, or as a numbered item?"""
        texts = [key(word.text) for word in self.words]
        item = form_spec().header["item"]
        return bool(texts) and (
            _CODE.fullmatch(texts[0]) is not None
            or any(item.match(text) and not text.startswith("其中") and not _INTEGER.fullmatch(text) for text in texts)
        )

    @property
    def is_header(self) -> bool:
        """Does a word of the line stand in the heads of official tables alone?"""
        return any(form_spec().header["word"].search(key(word.text)) for word in self.head_words)
