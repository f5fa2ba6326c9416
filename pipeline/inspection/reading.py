"""All that the stages make of one file, and the places in it: pages of a PDF, sheets of a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.errors import NotADisclosureError
from pipeline.extract import read
from pipeline.model import Dataset, Document, Grid, SourceFile
from pipeline.normalize import normalize
from pipeline.normalize.outline import Outline, build_outline
from pipeline.normalize.scorecards.forms import grids_of_forms
from pipeline.normalize.statements.build import find_tables, read_statements
from pipeline.normalize.statements.regions import Region
from pipeline.spec.scorecard import scorecard_spec

_RANGE = re.compile(r"^([pL])(\d+)(?:-(\d+))?$")
_PART = re.compile(r"^(\d+)/(.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. ``dataset`` is None when it can't be published, ``reason`` says why.

    ``regions`` are the printed tables under the names of the table ``statement``; ``forms`` are the ids of the grids that
    belong to a 自评表.
    """

    source: SourceFile
    document: Document
    outline: Outline
    dataset: Dataset | None
    reason: str
    regions: tuple[Region, ...]
    forms: frozenset[int]

    @property
    def kind(self) -> str:
        """``final`` or ``budget``."""
        return str(self.dataset.tables["disclosure"][0]["kind"]) if self.dataset else "final"


def read_all(source: SourceFile) -> Reading:
    """Read a file through all stages; raises SourceError when it can't be read at all."""
    document = read(source)
    outline = build_outline(document)
    dataset, reason = None, ""
    try:
        dataset = normalize(document, source)
    except NotADisclosureError as error:
        reason = str(error)
    of_forms = [outline.grids[number] for number in sorted(grids_of_forms(outline.grids, scorecard_spec()))]
    found = find_tables(document, of_forms)
    kind = str(dataset.tables["disclosure"][0]["kind"]) if dataset else "final"
    published = {row["statement"] for row in read_statements(found, kind).statements}  # gives the regions their names
    regions = tuple(region for region in found.regions if region.name in published)
    forms = frozenset(id(grid) for grid in of_forms if id(grid) not in found.claimed)
    return Reading(source, document, outline, dataset, reason, regions, forms)


@dataclass(frozen=True, slots=True)
class Place:
    """A page (1-based) of a PDF, a sheet of a workbook or a line of a text, as it stands in references."""

    page: int | None = None
    sheet: str | None = None
    line: str | None = None

    def holds(self, ref: str) -> bool:
        """Whether a ``source_ref`` lies here; ``p27-28`` lies on both pages."""
        if self.line is not None:
            return covers(ref, self.line)
        if self.page is None:
            return sheet_of(ref) == self.sheet
        return covers(ref, f"p{self.page}")


def covers(ref: str, place: str) -> bool:
    """Whether a reference (``p27-28``, ``L113``, ``Sheet1!B7``) is, or as a range holds, a single place."""
    one, whole = _RANGE.match(place), _RANGE.match(ref)
    if not one or not whole:
        return ref == place
    return one[1] == whole[1] and int(whole[2]) <= int(one[2]) <= int(whole[3] or whole[2])


def first_page(ref: str) -> int | None:
    """The first page of a reference to pages, None for other references."""
    match = _RANGE.match(ref)
    return int(match[2]) if match and match[1] == "p" else None


def split_part(ref: str) -> tuple[int, str]:
    """The number of the file (1 unless it is one of several) and the place in it: ``2/p12`` is page 12 of the second."""
    match = _PART.match(ref)
    return (int(match[1]), match[2]) if match else (1, ref)


def sheet_of(ref: str) -> str | None:
    """The sheet in a reference such as ``'Sheet 1'!B7``, without its quotation marks; None when it has none."""
    name, mark, _ = ref.rpartition("!")
    if not mark:
        return None
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def sheets(document: Document) -> list[str]:
    """The sheets of a workbook that hold something, in order."""
    return list(dict.fromkeys(name for block in document.blocks if (name := sheet_of(block.ref)) is not None))


def grids_at(reading: Reading, place: Place) -> list[Grid]:
    """The grids of a page or sheet, in reading order."""
    return [block for block in reading.document.blocks if isinstance(block, Grid) and place.holds(block.ref)]
