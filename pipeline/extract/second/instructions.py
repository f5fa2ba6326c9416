"""The drawing instructions of a page split up, and those found that place text.

The library's own parser goes through several steps of Python for every token, and a page with a ruled table has tens of thousands
of them, most for lines. Here one expression splits a page. What is not plain is left to the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pdfminer.psparser import LIT, PSLiteral

Operand = float | bytes | PSLiteral | list[float | bytes | PSLiteral]

#: A string may hold parentheses in pairs, here in two levels. The last alternative is any single byte that is none of these.
_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+\)|<[0-9A-Fa-f\s]*+>|[-+]?(?:\d++\.?\d*+|\.\d++)"
    rb"|/[^\s\x00/\[\]()<>{}%]*+|[A-Za-z'\"][A-Za-z0-9*'\"]*+|\[|\]|<<|>>|%[^\r\n]*+|[^\s\x00]",
    re.DOTALL,
)
#: Pictures among the instructions, and single bytes: of procedures, and of strings and numbers that don't end as they should.
_STRANGE = frozenset(
    (b"BI", b"ID", b"EI", *(byte for byte in map(bytes, zip(range(256))) if not (byte.isalnum() or byte in b"[]'\"")))
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\r": b"", b"\n": b""}
_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_ARRAY = -1
#: How many operands those instructions take that place text, and what the library calls them (ISO 32000-1, annex A).
_TEXT = {
    b"q": (0, "do_q"),
    b"Q": (0, "do_Q"),
    b"cm": (6, "do_cm"),
    b"Do": (1, "do_Do"),
    b"BT": (0, "do_BT"),
    b"ET": (0, "do_ET"),
    b"Tc": (1, "do_Tc"),
    b"Tw": (1, "do_Tw"),
    b"Tz": (1, "do_Tz"),
    b"TL": (1, "do_TL"),
    b"Tf": (2, "do_Tf"),
    b"Tr": (1, "do_Tr"),
    b"Ts": (1, "do_Ts"),
    b"Td": (2, "do_Td"),
    b"TD": (2, "do_TD"),
    b"Tm": (6, "do_Tm"),
    b"T*": (0, "do_T_a"),
    b"Tj": (1, "do_Tj"),
    b"TJ": (_ARRAY, "do_TJ"),
    b"'": (1, "do__q"),
    b'"': (3, "do__w"),
}


def text_instructions(data: bytes) -> list[tuple[str, list[Operand]]] | None:
    """The instructions that place text, by the library's names for them, with their operands; None where ``data`` is not plain.

    Instructions with operands missing are left out, as readers of PDFs do.
    """
    tokens: list[bytes] = _TOKEN.findall(data)
    if not _STRANGE.isdisjoint(tokens):
        return None
    return list(_found(tokens))


def _found(tokens: Sequence[bytes]) -> Iterator[tuple[str, list[Operand]]]:
    for at, token in enumerate(tokens):
        known = _TEXT.get(token)
        if known is None:
            continue
        count, name = known
        if not count:
            yield name, []
        elif count == _ARRAY:
            begin = _beginning(tokens, at)
            if begin is not None:
                yield name, [[_operand(part) for part in tokens[begin + 1 : at - 1]]]
        elif count <= at:
            try:
                yield name, [_operand(part) for part in tokens[at - count : at]]
            except ValueError:
                continue  # another instruction among them: operands are missing


def _beginning(tokens: Sequence[bytes], at: int) -> int | None:
    """Where the array begins that ends before ``at``."""
    if not at or tokens[at - 1] != b"]":
        return None
    return next((place for place in range(at - 2, -1, -1) if tokens[place] == b"["), None)


def _operand(token: bytes) -> float | bytes | PSLiteral:
    """A number, a string or a name; raises ValueError for anything else."""
    match token[:1]:
        case b"(":
            return _ESCAPE.sub(_unescaped, token[1:-1]) if b"\\" in token else token[1:-1]
        case b"<":
            digits = bytes(token[1:-1]).translate(None, b" \t\r\n\f\v")
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        case b"/":
            name = _IN_NAME.sub(lambda code: bytes((int(code[1], 16),)), token[1:])
            try:
                return LIT(name.decode("utf-8"))
            except UnicodeDecodeError:
                return LIT(name)
    return float(token)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes((int(code, 8) & 0xFF,)) if code[:1].isdigit() and code[:1] < b"8" else _ESCAPED.get(code, code)
