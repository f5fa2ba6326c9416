"""Lines of a text or rows of a sheet around a figure, with the figure marked 【so】."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.media_type import TEXT
from pipeline.extract.plain import decode
from pipeline.inspection.places import Piece
from pipeline.inspection.reading import covers
from pipeline.inspection.targets import Target
from pipeline.model import Cell, Document, Grid, SourceFile
from pipeline.text import compact

_AROUND = 2
_WIDE = 100


def surroundings(source: SourceFile, document: Document, ref: str, found: Sequence[Target]) -> str:
    """What stands around the targets of a row, or around ``ref`` when there are none."""
    if document.media_type == TEXT:
        return "\n".join(_lines(source, ref, found))
    return "\n".join(_rows(document, ref, found))


def _lines(source: SourceFile, ref: str, found: Sequence[Target]) -> Iterator[str]:
    lines = decode(source).splitlines()
    marked: dict[int, list[Target]] = {}
    for target in found:
        marked.setdefault(_number(target.line.ref if isinstance(target, Piece) else target.ref), []).append(target)
    shown = sorted(marked) or [n for n in range(1, len(lines) + 1) if covers(ref, f"L{n}")]
    if not shown:
        return
    for number in range(max(1, shown[0] - _AROUND), min(len(lines), shown[-1] + _AROUND) + 1):
        text = lines[number - 1].rstrip()
        if number in shown:
            for target in marked.get(number, ()):
                text = _mark(text, target)
            yield f"> L{number:<5} {text.replace(chr(9), ' | ')}"
        else:
            text = text.replace("\t", " | ")
            yield f"  L{number:<5} {text if len(text) <= _WIDE else text[: _WIDE - 1] + '…'}"


def _number(ref: str) -> int:
    match = re.search(r"\d+", ref)
    return int(match[0]) if match else 0


def _mark(text: str, target: Target) -> str:
    """Put a target into brackets where it stands in the printed line, whatever layout spaces the print has."""
    if isinstance(target, Cell):
        parts = text.split("\t")
        same = next((n for n, part in enumerate(parts) if compact(part) == compact(target.text)), None)
        return text if same is None else "\t".join([*parts[:same], f"【{parts[same].strip()}】", *parts[same + 1 :]])
    whole = compact(target.line.text)
    words = whole[target.start : target.end]
    pattern = re.compile(r"[\s\u3000]*".join(re.escape(c) for c in words if c.strip()))
    before = whole[: target.start].count(words)
    for count, match in enumerate(pattern.finditer(text)):
        if count == before:
            return f"{text[: match.start()]}【{match[0]}】{text[match.end() :]}"
    return text


def _rows(document: Document, ref: str, found: Sequence[Target]) -> Iterator[str]:
    """The rows of a grid around a cell, the first row (its header) always; or the line that it is."""
    cells = [target for target in found if isinstance(target, Cell)]
    for block in document.blocks:
        if not isinstance(block, Grid):
            if block.ref == ref:
                yield f"> {block.ref:<12} {block.text}"
            continue
        at = [n for n, row in enumerate(block.rows) if any(_is_here(cell, ref, cells) for cell in row if cell)]
        if not at:
            continue
        for number, row in enumerate(block.rows):
            if number and not at[0] - _AROUND <= number <= at[-1] + _AROUND:
                continue
            texts = [_cell(cell, cells, ref) for cell in row if cell]
            first = next((cell.ref for cell in row if cell), block.ref)
            yield f"{'>' if number in at else ' '} {first:<12} {' | '.join(texts)}"


def _is_here(cell: Cell, ref: str, cells: Sequence[Cell]) -> bool:
    return any(cell is one for one in cells) if cells else cell.ref == ref


def _cell(cell: Cell, cells: Sequence[Cell], ref: str) -> str:
    text = compact(cell.text)
    return f"【{text}】" if _is_here(cell, ref, cells) else text
