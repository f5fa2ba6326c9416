"""What in a document a published row was made from: cells of its grids, pieces of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.inspection.places import Piece, TextIndex
from pipeline.inspection.printed import cells_at, printed_cells, row_numbers, row_texts
from pipeline.inspection.reading import Place, Reading, covers, first_page, sheet_of, split_part
from pipeline.inspection.row import PublishedRow, PublishedTables, row_key
from pipeline.inspection.tables import ShownRow, tables_at
from pipeline.model import Cell, Document, Row
from pipeline.text import compact

Target = Piece | Cell
_SIDES = ("x0", "top", "x1", "bottom")
_QUOTED = re.compile(r"“([^”]+)”")
_NEAR = 0.02  # points; boxes are published with two decimals


def targets(reading: Reading, package: PublishedTables, found: PublishedRow, part: int) -> list[Target]:
    """The places of a row's figures and texts; empty when nothing but its page or line is known.

    ``reading`` is that of file number ``part`` of the package.
    """
    where, ref = split_part(str(found.row["source_ref"]))
    if where != part:
        return []
    if found.table == "finding":
        return _of_finding(reading, package, found.row, part)
    if found.table == "statement_cell":
        return list(_cells_of_figure(reading.document, found.row))
    if found.table == "narrative_figure":
        return list(_stated(reading.document, package, part, [found.row]))
    if found.row.get("origin") == "statement":
        return list(_official(reading, found, ref))
    return _by_content(reading.document, package, found.row, part)


def _of_finding(reading: Reading, package: PublishedTables, row: Row, part: int) -> list[Target]:
    """The row that a finding is about, or else the words that it quotes."""
    about = _about(package, row)
    if about and (marked := targets(reading, package, about, part)):
        return marked
    quotes = [str(row["row_key"] or ""), *_QUOTED.findall(str(row["message"]))]
    return list(_words(reading.document, [compact(quote) for quote in quotes], split_part(str(row["source_ref"]))[1]))


def _by_content(document: Document, package: PublishedTables, row: Row, part: int) -> list[Target]:
    """Rows that don't say more than their page or line: stated figures, cells and words with the same content there."""
    _, ref = split_part(str(row["source_ref"]))
    numbers, texts = row_numbers(row), row_texts(row)
    stated = [
        figure
        for value in set(numbers)
        if len(same := _of_value(package, value, row)) <= numbers.count(value)  # else it can't be told which is meant
        for figure in same
    ]
    cells = list(printed_cells(document, texts, set(numbers), ref))
    words = [text for text in texts if not text.isascii()]
    return [*_stated(document, package, part, stated), *cells, *(() if cells else _words(document, words, ref))]


def _of_value(package: PublishedTables, value: Decimal, row: Row) -> list[Row]:
    """The figures of the narrative that have a value and come from the place of a row."""
    return [
        figure
        for figure in package.tables.get("narrative_figure", [])
        if isinstance(figure["value"], Decimal) and abs(figure["value"]) == value and _overlap(figure, row)
    ]


def _about(package: PublishedTables, finding: Row) -> PublishedRow | None:
    """The row that a finding is about."""
    table = str(finding.get("table") or "")
    for number, row in enumerate(package.tables.get(table, []), 1):
        if finding.get("row_key") and row_key(table, row) == finding["row_key"]:
            return PublishedRow(table, number, row)
    return None


def _cells_of_figure(document: Document, row: Row) -> Iterator[Cell]:
    _, ref = split_part(str(row["source_ref"]))
    box = [row.get(side) for side in _SIDES]
    for cell in cells_at(document, ref):
        if compact(cell.text) != compact(str(row["raw"])):
            continue
        if cell.box is None or all(
            side is None or abs(getattr(cell.box, name) - float(str(side))) <= _NEAR
            for name, side in zip(_SIDES, box, strict=True)
        ):
            yield cell


def _official(reading: Reading, found: PublishedRow, ref: str) -> Iterator[Cell]:
    """The cells of the printed line that a row of the nine official tables was made from."""
    page = first_page(ref)
    place = Place(page) if page else Place(sheet=sheet_of(ref), line=None if sheet_of(ref) else ref)
    for table in tables_at(reading, place):
        for line in table.rows if table.name == found.table else ():
            for figure in line.figures:
                if _is_ours(figure.target or "", line, found):
                    yield from (
                        cell
                        for cell in cells_at(reading.document, figure.ref)
                        if cell.text == figure.raw and cell.box == figure.box
                    )


def _is_ours(target: str, line: ShownRow, found: PublishedRow) -> bool:
    """Whether a figure that fills ``target`` on a printed line belongs to a published row."""
    row = found.row
    if found.table == "three_public":
        return target.endswith(f"[{row['item']}]")
    code, label = row.get("functional_code") or row.get("economic_code"), row.get("name") or row.get("item")
    by_name = row.get("side") is not None and not line.code  # the code of a class may come from its name
    same = line.label == (label or "") and (by_name or line.code == (code or ""))
    return bool(target) and same and row.get("side") in (None, line.side or "income")


def _overlap(one: Row, other: Row) -> bool:
    """Whether two rows come from the same place: equal references, or one page or line inside a range."""
    (part, a), (other_part, b) = split_part(str(one["source_ref"])), split_part(str(other["source_ref"]))
    if part != other_part:
        return False
    first, second = a.partition("-")[0], b.partition("-")[0]
    return covers(a, second) or covers(b, first) or a == b


def _stated(document: Document, package: PublishedTables, part: int, wanted: list[Row]) -> Iterator[Piece]:
    """Where figures of the narrative stand; all of the table are looked up, because quotes are found in order."""
    if not wanted:
        return
    index = TextIndex(document)
    for row in package.tables["narrative_figure"]:
        where, _ = split_part(str(row["source_ref"]))
        if where != part:
            continue
        pieces = index.place(row)
        if any(row is one for one in wanted):
            yield from pieces


def _words(document: Document, texts: list[str], ref: str) -> Iterator[Piece]:
    index = TextIndex(document)
    for text in dict.fromkeys(texts):
        if len(text) > 1:
            yield from index.find(text, ref)
