"""A sheet as both formats give it: texts as displayed, frames, merged ranges and what is hidden. No meaning yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.errors import SourceError
from pipeline.extract.workbook.address import Range

#: Row and column, both counted from 1.
Place = tuple[int, int]

# Characters that XML can't hold, and this mark itself, are written as _xHHHH_.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

LEFT, RIGHT, TOP, BOTTOM = 1, 2, 4, 8
_CLOSED = {
    edges for edges in range(16) if edges & (LEFT | RIGHT) and edges & (TOP | BOTTOM)
}  # neighbours share the other two


class Content(NamedTuple):
    """What a cell shows; ``figure`` tells that it holds a number (not text that looks like one), ``zero`` that it is 0."""

    text: str
    figure: bool = False
    zero: bool = False


@dataclass(slots=True)
class Remarks:
    """What a reader of the sheet should know; each list holds the places in reading order."""

    errors: list[tuple[Place, str]] = field(default_factory=list)
    uncached: list[Place] = field(default_factory=list)
    typed_formulas: list[tuple[Place, str, str]] = field(default_factory=list)
    masked: list[Place] = field(default_factory=list)
    pictures: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """One worksheet. ``frames`` holds the ruled edges of cells (bits of LEFT, RIGHT, TOP, BOTTOM), also of blank ones."""

    name: str
    hidden: bool = False
    cells: dict[Place, Content] = field(default_factory=dict)
    frames: dict[Place, int] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    remarks: Remarks = field(default_factory=Remarks)
    has_drawing: bool = False


@dataclass(slots=True)
class Budget:
    """Counts what was read against a limit, over all sheets of a workbook, so that no file can exhaust the memory."""

    limit: int
    where: str
    spent: int = 0

    def spend(self, cells: int = 1) -> None:
        """Count cells; raises SourceError as soon as there are more than the limit."""
        self.spent += cells
        if self.spent > self.limit:
            raise SourceError(
                f"工作簿的单元格超过上限 {self.limit:,} 个 / the workbook has more than {self.limit:,} cells",
                where=self.where,
                advice="一个文件只放一份公开文档，删去多余的行列 / give one disclosure per file, without unused rows and columns",
            )


def is_framed(edges: int) -> bool:
    """Whether a cell is ruled on a side and above or below, as cells of a printed table are; an underline is no frame."""
    return edges in _CLOSED


def damaged(where: str, part: str, cause: Exception | str) -> SourceError:
    """The error for a workbook whose ``part`` can't be read; ``cause`` is what the parser said or raised."""
    if isinstance(cause, Exception):
        cause = f"{type(cause).__name__}: {cause}".removesuffix(": ")
    return SourceError(
        f"工作簿已损坏，{part} 读不出来（{cause}） / the workbook is damaged: {part} can't be read",
        where=where,
        advice="重新下载，或用表格软件打开后另存为 .xlsx / download it again, or open it and save it as .xlsx",
    )


def clean(text: str) -> str:
    """A text as printed: marks for control characters resolved, one kind of line break, no white space around it."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: _character(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # pairs of marks make one character
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def _character(code: int) -> str:
    return chr(code) if code >= 32 or code in (9, 10, 13) else ""
