"""One normal form of Chinese text for every comparison, and the removal of layout from text that is published."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u3000\u200b\ufeff]+")
# A space between two Latin letters separates words; every other space in these documents is layout.
_LAYOUT = re.compile(r"(?<![A-Za-z])[\s\u3000\u200b\ufeff]+|[\s\u3000\u200b\ufeff]+(?![A-Za-z])")
_QUOTES = re.compile(r"[“”„‟＂\"'‘’`「」『』]")


@lru_cache(maxsize=16384)  # cells repeat, and are looked at from several sides
def compact(text: str) -> str:
    """Remove line breaks and layout spaces; a space between two Latin letters stays (as one space)."""
    return _SPACES.sub(" ", _LAYOUT.sub("", text))


@lru_cache(maxsize=16384)  # labels of forms are compared again and again
def key(text: str) -> str:
    """The form in which two texts are compared: NFKC, without white space and without any quotation mark."""
    return _QUOTES.sub("", _SPACES.sub("", unicodedata.normalize("NFKC", text)))


# One character for one character, so that places found in the folded text hold in the original.
_FOLD = str.maketrans(
    {
        **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "「": '"',
        "」": '"',
        "『": '"',
        "』": '"',
        "〝": '"',
        "〞": '"',
        "‘": "'",
        "’": "'",
        "〔": "(",
        "〕": ")",
        "﹙": "(",
        "﹚": ")",
        "【": "(",
        "】": ")",
        "−": "-",
        "–": "-",
        "‐": "-",
        "‑": "-",
        "﹣": "-",
        "。": "。",
        "．": ".",
        "，": ",",
        "﹐": ",",
        "；": ";",
        "：": ":",
        "∶": ":",
        "≧": "≥",
        "≦": "≤",
        "⩾": "≥",
        "⩽": "≤",
        "﹪": "%",
        "％": "%",
        "（": "(",
        "）": ")",
    }
)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Map full-width letters, digits and punctuation to ASCII, character by character (the length is kept)."""
    return text.translate(_FOLD)
