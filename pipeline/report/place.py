"""Places in a source in words."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.package.wording import Words
from pipeline.report.words import said

_REF = re.compile(r"^(?:(\d+)/)?(.+)$", re.DOTALL)
_PAGES = re.compile(r"^p(\d+)(?:-(\d+))?$")
_LINES = re.compile(r"^L(\d+)(?:-(\d+))?$")


@lru_cache(maxsize=1024)
def place_words(ref: str) -> Words:
    """A reference in words; cells of workbooks stand as they are."""
    match = _REF.match(ref)
    part, place = (match[1], match[2]) if match else (None, ref)
    words = Words(place, place)
    for name, pattern in (("page", _PAGES), ("line", _LINES)):
        numbers = pattern.match(place)
        if numbers:
            words = said(f"places.{name}", number="–".join(number for number in numbers.groups() if number))
    if not part:
        return words
    both = said("places.part", part=part, place="\0")
    return Words(both.zh.replace("\0", words.zh), both.en.replace("\0", words.en))
