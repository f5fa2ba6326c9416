"""What the styles of an OOXML workbook say about its cells: number formats and ruled edges. Fonts and colours are not read."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.extract.workbook.builtin_formats import BUILTIN_FORMATS
from pipeline.extract.workbook.ooxml_archive import Archive
from pipeline.extract.workbook.sheet import BOTTOM, LEFT, RIGHT, TOP

_EDGES = {"left": LEFT, "start": LEFT, "right": RIGHT, "end": RIGHT, "top": TOP, "bottom": BOTTOM}


@dataclass(slots=True)
class Styles:
    """Per style number of a cell: the code of its number format, and its ruled edges."""

    formats: list[str] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)

    def format_of(self, style: int) -> str:
        """The number format of a style; General for a style that the workbook does not define."""
        return self.formats[style] if 0 <= style < len(self.formats) else "General"

    def edges_of(self, style: int) -> int:
        """The ruled edges of a style; none for a style that the workbook does not define."""
        return self.edges[style] if 0 <= style < len(self.edges) else 0


def read_styles(archive: Archive, part: str) -> Styles:
    """The styles of a workbook, without any when the part is missing; raises SourceError when it is damaged."""
    reader = _Reader()
    archive.parse(part, reader.start, reader.end, lambda _: None)
    styles = Styles()
    for number_format, border in reader.cells:
        code = reader.codes.get(number_format) or BUILTIN_FORMATS.get(_number(number_format), "General")
        styles.formats.append(code)
        at = _number(border)
        styles.edges.append(reader.borders[at] if 0 <= at < len(reader.borders) else 0)
    return styles


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else -1


class _Reader:
    """Handlers for the stream of elements."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.borders: list[int] = []
        self.cells: list[tuple[str, str]] = []
        self._inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("borders", "cellXfs", "dxfs", "cellStyleXfs", "numFmts"):
            self._inside = tag
        elif self._inside == "numFmts" and tag == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif self._inside == "borders":
            if tag == "border":
                self.borders.append(0)
            elif tag in _EDGES and self.borders and attributes.get("style", "none") != "none":
                self.borders[-1] |= _EDGES[tag]
        elif self._inside == "cellXfs" and tag == "xf":
            self.cells.append((attributes.get("numFmtId", "0"), attributes.get("borderId", "0")))

    def end(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
