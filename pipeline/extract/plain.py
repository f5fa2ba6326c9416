"""Reader for text dumps: paragraphs as lines, list items with a bullet, tables as rows of tab-separated cells.

Such dumps come from PDF readers and from OCR. The reader keeps what stands there, with the number of every line; a blank
line between rows of a table is a page break of the original and ends the grid, because column positions change there.
"""

from __future__ import annotations

import re

from pipeline.errors import SourceError, UnsupportedFormatError
from pipeline.extract.limits import Limits
from pipeline.extract.media_type import TEXT
from pipeline.model import Block, Cell, Document, Grid, Line, SourceFile

_BULLET = re.compile(r"^\s*[-*•·]\s+")
# Markup that converters leave in dumps; it is never part of what the publisher printed.
_TAGS = re.compile(r"</?(?:i|b|u|sup|sub|br|p|div|span)\s*/?>", re.IGNORECASE)
_RULE = re.compile(r"^\|?[-:| ]{3,}\|?$")
_PAGE_NUMBER = re.compile(r"^[-—–]\s*\d{1,3}\s*[-—–]$")
# A tab inside a sentence is layout, not a column.
_SENTENCE = re.compile(r"^[^\t]{0,60}\t[^\t]*[，,][^\t]*[。；]$")
_HEADING = re.compile(r"^#{1,6}\s+")


def read_plain(source: SourceFile, limits: Limits) -> Document:
    """Read a text dump (UTF-8 with or without a mark, UTF-16 with a mark, GB18030) into the common document.

    Raises SourceError when the text is larger than ``limits`` allow, UnsupportedFormatError when no encoding fits.
    """
    if len(source.data) > limits.max_text_bytes:
        raise SourceError(
            f"文本有 {len(source.data):,} 字节，超过上限 {limits.max_text_bytes:,} / "
            f"the text has {len(source.data):,} bytes, more than the limit of {limits.max_text_bytes:,}",
            where=source.name,
            advice="一个文件只放一份公开文档 / give one disclosure per file",
        )
    lines = decode(source).splitlines()
    if len(lines) > limits.max_lines:
        raise SourceError(
            f"文本有 {len(lines):,} 行，超过上限 {limits.max_lines:,} / the text has {len(lines):,} lines",
            where=source.name,
            advice="一个文件只放一份公开文档 / give one disclosure per file",
        )
    return Document(TEXT, tuple(_blocks(lines)))


def decode(source: SourceFile) -> str:
    """The text of a source; the encoding is found from the bytes, because dumps don't state it."""
    data = source.data
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnsupportedFormatError(
        "文本编码无法识别 / the text encoding is not known",
        where=source.name,
        advice="另存为 UTF-8 或 GB18030 / save it as UTF-8 or GB18030",
    )


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    rows: list[tuple[Cell | None, ...]] = []

    def close_grid() -> None:
        if rows:
            first = rows[0][0]
            blocks.append(Grid(tuple(rows), first.ref if first else ""))
            rows.clear()

    for number, raw in enumerate(lines, 1):
        line = _TAGS.sub("", raw) if "<" in raw else raw
        stripped = line.strip("\t \u3000\ufeff")
        if not stripped or _RULE.match(stripped) or _PAGE_NUMBER.match(stripped):
            close_grid()
        elif "\t" in line and not _SENTENCE.match(stripped):
            ref = f"L{number}"
            rows.append(tuple(Cell(text.strip(), ref) for text in line.split("\t")))
        else:
            close_grid()
            text = _HEADING.sub("", stripped)
            bullet = _BULLET.match(line)
            if bullet:
                text = line[bullet.end() :].strip()
            blocks.append(Line(text, f"L{number}", bullet=bullet is not None))
    close_grid()
    return blocks
