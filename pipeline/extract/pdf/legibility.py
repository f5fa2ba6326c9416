"""Do the characters of a page mean anything? Fonts without a usable map to Unicode give text that only looks like text.

Such text must never be published: its digits are often right while its words are not, or the other way round.
"""

from __future__ import annotations

import re

#: Characters that no publisher prints: control characters, the replacement character, private use, non-characters. Tab and line
#: ends are made up by pdfium.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff\U000f0000-\U0010ffff]")
#: All but the characters that Chinese public documents are printed with: ASCII, CJK, and the signs between them.
_STRANGE = re.compile(
    "[^\t\r\n\x20-\x7e\xa0\xa7\xad\xb0\xb1\xb7\xd7\xf7Α-Ωα-ω\u2000-\u206f\u20ac\u2100-\u218f\u2190-\u22ff"
    "\u2460-\u27bf\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe6b\uff00-\uffef\U00020000-\U0003ffff]"
)
#: Beyond this share of unusable or foreign characters the text of a page is not what is printed there.
_UNREADABLE = 0.06
_FEW = 3
#: Private characters with which word processors draw list bullets (fonts Symbol and Wingdings).
BULLETS = frozenset("\uf06c\uf06e\uf075\uf09f\uf0a7\uf0b2\uf0b7\uf0d8\uf0e8\uf0fc")


def suspects(text: str) -> list[str]:
    """The characters of a text, in order, that no publisher prints; list bullets of symbol fonts are no suspects."""
    return [character for character in _STRANGE.findall(text) if _BAD.match(character) and character not in BULLETS]


def readable(text: str) -> bool:
    """Is a page's text what is printed there, as far as the characters tell?"""
    wrong = sum(character not in BULLETS for character in _STRANGE.findall(text))
    return wrong <= _FEW or wrong <= _UNREADABLE * len("".join(text.split()))
