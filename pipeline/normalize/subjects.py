"""What a figure is about: the words before it, freed of years, of the publisher's own name and of filler words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.normalize.families import may_stand_below
from pipeline.spec.narrative import FigureSpec
from pipeline.text import fold

_ABOVE = re.compile(r"^[\u4e00-\u9fff]{2,7}?(?:省|自治区|市)(?=[\u4e00-\u9fff]{1,8}[市区县旗州])")


@dataclass(frozen=True, slots=True)
class FunctionalPath:
    """The levels by which a functional item is named; 款 and 项 may be missing."""

    class_name: str
    subclass_name: str | None = None
    item_name: str | None = None

    @property
    def label(self) -> str:
        """The names joined by ``>``, the last one being the item itself."""
        return ">".join(name for name in (self.class_name, self.subclass_name, self.item_name) if name)

    @property
    def level(self) -> int:
        """1 for a 类, 2 for a 款, 3 for a 项."""
        return 3 if self.item_name else 2 if self.subclass_name else 1


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject as the document names it, with its functional path when it names one."""

    text: str
    path: FunctionalPath | None = None


class SubjectReader:
    """Cleans subjects of one document; ``org_names`` are the publisher's names (with and without 本级)."""

    def __init__(self, spec: FigureSpec, org_names: tuple[str, ...]) -> None:
        self._spec = spec
        self.class_name: str | None = None  # the 类 that the heading of the section or the last item names
        known = {name for name in org_names if name}
        known |= {_ABOVE.sub("", name) for name in known}  # the text may leave the province or the city out
        names = sorted(known, key=lambda n: (-len(n), n))
        self._organisation = re.compile("^(?:" + "|".join(map(re.escape, names)) + ")") if names else None

    def read(self, original: str, folded: str) -> Subject:
        """The subject in a piece of text (``original`` as printed and ``folded`` of the same length); may be empty."""
        path = self._spec.functional_path.match(folded)
        if path:
            subject = self._functional(original, path)
            self.class_name = subject.path.class_name if subject.path else self.class_name
            return subject
        lower = self._spec.functional_lower.match(folded) if self.class_name else None
        if lower and self.class_name:
            names = [original[slice(*lower.span(group))] for group in ("subclass", "item")]
            names[0] = names[0][self._front(fold(names[0]), 0, len(names[0])) :]
            if may_stand_below(names[0], self.class_name):
                below = FunctionalPath(self.class_name, *names)
                return Subject(below.label, below)
        start, end = 0, len(folded)
        start = self._front(folded, start, end)
        while start < end and not self._spec.subject_keep.search(folded, start, end):
            match = self._spec.subject_suffix.search(folded, start, end)
            if not match or match.end() != end:
                break
            end = match.start()
        return Subject(_unquoted(_balanced(self._spec.subject_inside.sub("", original[start:end]))))

    def _front(self, folded: str, start: int, end: int) -> int:
        while start < end:
            rest = folded[start:end]
            match = self._spec.subject_prefix.match(rest) or (self._organisation and self._organisation.match(rest))
            if not match:
                match = self._spec.subject_bracket.match(rest)
            if not match or match.end() == 0:
                break
            start += match.end()
        return start

    def _functional(self, original: str, match: re.Match[str]) -> Subject:
        def name(group: str) -> str | None:
            start, end = match.span(group)
            return original[start:end] if start >= 0 and end > start else None

        class_start = match.start("class") + self._front(match["class"], 0, len(match["class"]))
        path = FunctionalPath(original[class_start : match.end("class")], name("subclass"), name("item"))
        return Subject(path.label, path)


def _unquoted(text: str) -> str:
    """Without the quotation marks around a whole name (“教育支出”); those of a word stay (“三公”经费)."""
    inner = text[1:-1]
    return inner if text.startswith("“") and text.endswith("”") and "“" not in inner else text


def _balanced(text: str) -> str:
    """Drop a bracket or quotation mark at the edge whose partner was cut off."""
    for opening, closing in (("(", ")"), ("（", "）"), ("“", "”"), ("《", "》")):
        if text.startswith(closing) or (text.startswith(opening) and closing not in text):
            text = text[1:]
        if text.endswith(opening) or (text.endswith(closing) and opening not in text):
            text = text[:-1]
    return text
