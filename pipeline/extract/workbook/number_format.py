"""What a number format prints: a stored number and the code of its format give the text that a reader of the sheet sees.

The codes follow ECMA-376 part 1, 18.8.31. Some deviations keep a figure readable as one: a dangling decimal point is dropped and
a missing zero before the point is added (``#.##`` prints 5 as ``5`` and 0.5 as ``0.5``); what is rounded to zero has no minus
sign; exponents and fractions are printed as plain decimals, because they would lose digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import pairwise
from math import isfinite

from pipeline.extract.workbook.date_format import display_date

Token = tuple[str, str]  # kind and text

_CONTEXT = Context(prec=700, rounding=ROUND_HALF_UP)  # a double has at most 309 digits before the point
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*](?P<space>.)|\[(?P<bracket>[^\]]*)\]|(?P<end>;)'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>E[+-])|(?P<half>AM/PM|A/P|上午/下午)"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<text>@)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
_DIGIT_ABOVE_ZERO = re.compile("[1-9]")
_ELAPSED = re.compile(r"^(?:h+|m+|s+)$", re.IGNORECASE)
_COMPARE = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a format between semicolons, with the condition under which it applies."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of these kinds stands in the section."""
        return any(kind in kinds for kind, _ in self.tokens)


def general(value: Decimal) -> str:
    """A number without a format: the shortest exact decimal, never with an exponent."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def stored_number(raw: str) -> Decimal | None:
    """A stored number with the 15 significant digits that spreadsheets show; None when ``raw`` is no finite number."""
    try:
        number = float(raw)
    except ValueError:
        return None
    return Decimal(f"{number:.15g}") if isfinite(number) else None


@lru_cache(maxsize=4096)
def display_number(value: Decimal, code: str, date_1904: bool = False) -> str:
    """The text of a number under a format; ``date_1904``: serial days count from 1904. ``""`` when the format hides it."""
    if code in ("General", "@", ""):
        return general(value)
    section, signed = _choose(value, _sections(code))
    if section is None:
        return general(value)
    if section.has("date", "half", "elapsed"):
        return display_date(value, section.tokens, date_1904) or general(value)
    if section.has("exponent") or _is_fraction(section.tokens):
        return general(value)
    text = _number(section.tokens, abs(value)).strip()
    return f"-{text}" if signed and value < 0 and _DIGIT_ABOVE_ZERO.search(text) else text


def display_text(text: str, code: str) -> str:
    """A text under a format: the section for text may hide it or put words around it (``;;;``, ``@"元"``)."""
    if code in ("General", "@") or ("@" not in code and code.count(";") < 3):
        return text
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) <= 3 and not section.has("text"):
        return text
    return "".join(
        text if kind == "text" else literal for kind, literal in section.tokens if kind in ("text", "literal")
    )


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "end":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            compared = _CONDITION.match(text)
            if compared:
                condition = (compared[1], Decimal(compared[2]))
            else:
                tokens += _bracket(text)
        elif kind in ("quoted", "escaped", "literal"):
            tokens.append(("literal", text))
        elif kind != "space":
            tokens.append((kind, text))
    sections.append(Section(tuple(tokens), condition))
    return tuple(sections)


def _bracket(text: str) -> list[Token]:
    """``[h]`` counts hours without end, ``[$¥-804]`` prints a currency; colours and languages print nothing."""
    if _ELAPSED.match(text):
        return [("elapsed", text)]
    if text.startswith("$"):
        return [("literal", text[1:].split("-")[0])]
    return []


def _choose(value: Decimal, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """The section for a number, and whether a minus sign is printed before it."""
    numeric = [s for s in sections[:3] if not s.has("text")]
    if not numeric:
        return None, False
    if any(s.condition for s in numeric):
        for section in numeric:
            if section.condition is None or _COMPARE[section.condition[0]](value, section.condition[1]):
                own_sign = section.condition is not None and section.condition[0] in ("<", "<=")
                return section, not own_sign
        return numeric[-1], True
    if len(numeric) == 1 or value > 0:
        return numeric[0], True
    if value < 0:
        return numeric[1], False
    return numeric[2] if len(numeric) > 2 else numeric[0], False


def _is_fraction(tokens: tuple[Token, ...]) -> bool:
    return any(token == ("literal", "/") and after[0] == "digit" for token, after in pairwise(tokens))


def _number(tokens: tuple[Token, ...], value: Decimal) -> str:
    """The digits of a number that is not negative, laid into the placeholders of a section."""
    if any(kind == "general" for kind, _ in tokens):
        return "".join(
            general(value) if k == "general" else t for k, t in tokens if k in ("general", "literal", "percent")
        )
    point = next((i for i, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    whole, broken = tokens[:point], tokens[point + 1 :]
    if not any(kind == "digit" for kind, _ in tokens):
        return "".join(text for kind, text in tokens if kind in ("literal", "percent"))
    grouped, thousands = _commas(whole)
    scale = 2 * sum(kind == "percent" for kind, _ in tokens) - 3 * (thousands + _commas(broken)[1])
    decimals = sum(kind == "digit" for kind, _ in broken)
    rounded = _CONTEXT.quantize(_CONTEXT.scaleb(value, scale), Decimal(1).scaleb(-decimals))
    integer, _, fraction = format(rounded, "f").partition(".")
    after = _fraction(broken, fraction)
    before = _integer(whole, integer.lstrip("0"), grouped, needs_zero=after[:1].isdigit())
    return f"{before}.{after}" if after[:1].isdigit() else before + after


def _commas(tokens: tuple[Token, ...]) -> tuple[bool, int]:
    """Whether commas between digits group thousands, and how many commas after the last digit divide by a thousand."""
    digits = [i for i, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not digits:
        return False, 0
    commas = [i for i, (kind, _) in enumerate(tokens) if kind == "comma"]
    return any(digits[0] < i < digits[-1] for i in commas), sum(i > digits[-1] for i in commas)


def _integer(tokens: tuple[Token, ...], digits: str, grouped: bool, needs_zero: bool) -> str:
    """Lay the digits before the point from right to left; what is left over stands before the first placeholder."""
    first = next((i for i, (kind, _) in enumerate(tokens) if kind == "digit"), len(tokens))
    pieces: list[str] = []
    laid = 0
    for index in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[index]
        if kind in ("literal", "percent"):
            pieces.append(text)
        elif kind == "digit":
            taken = len(digits) if index == first else 1
            for digit in reversed(digits[-taken:] or {"0": "0", "?": " "}.get(text, "")):
                pieces.append("," if grouped and laid and laid % 3 == 0 and digit != " " else "")
                pieces.append(digit)
                laid += digit != " "
            digits = digits[:-taken]
    shown = "".join(reversed(pieces))
    if digits:  # a format such as .00 has no place for them
        return shown + digits
    return shown + "0" if needs_zero and not laid else shown


def _fraction(tokens: tuple[Token, ...], digits: str) -> str:
    """Lay the digits after the point; zeros at the end that only an optional placeholder asks for are left out."""
    placeholders = [text for kind, text in tokens if kind == "digit"]
    while placeholders and placeholders[-1] != "0" and digits.endswith("0"):
        placeholders.pop()
        digits = digits[:-1]
    pieces = []
    laid = iter(digits)
    for kind, text in tokens:
        if kind == "digit":
            pieces.append(next(laid, ""))
        elif kind in ("literal", "percent"):
            pieces.append(text)
    return "".join(pieces)
