"""A table as CSV: UTF-8, comma, LF, quoted as RFC 4180 says and only where it must be."""

from __future__ import annotations

import codecs
import re

from pipeline.package.columns import Columns

_SPECIAL = re.compile(r'[",\r\n]')


def csv_bytes(columns: Columns, *, byte_order_mark: bool) -> bytes:
    """The CSV file of a table: a header line and one line per row; null is an empty field.

    ``csv.writer`` is not used because it leaves a lone carriage return unquoted on some versions of Python, and because
    looking at whole columns is several times faster: most columns hold nothing to quote.
    """
    names = columns.spec.columns
    lines = [",".join(names)]
    lines.extend(map(",".join, zip(*(_quoted(columns.texts[name]) for name in names), strict=True)))
    text = "\n".join(lines) + "\n"
    return (codecs.BOM_UTF8 if byte_order_mark else b"") + text.encode()


def _quoted(texts: list[str]) -> list[str]:
    if not _SPECIAL.search("".join(texts)):
        return texts
    return ['"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text for text in texts]
