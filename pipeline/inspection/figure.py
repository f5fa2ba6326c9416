"""Where a published figure stands in its source: in words, and as the page with the figure framed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.extract.media_type import PDF
from pipeline.inspection.places import Piece, box_of
from pipeline.inspection.reading import first_page, read_all, split_part
from pipeline.inspection.row import PublishedRow, PublishedTables, find_row, open_package, row_in_short, row_key
from pipeline.inspection.sources import find_source
from pipeline.inspection.surroundings import surroundings
from pipeline.inspection.targets import Target, targets
from pipeline.model import Box, Document, SourceFile
from pipeline.text import compact

if TYPE_CHECKING:
    from PIL.Image import Image

    from pipeline.extract.pdf.picture import PagePicture
    from pipeline.inspection.lettering import Lettering

_RED = (222, 28, 28)
_GLOW = (255, 226, 150)
_FRAME = (3, 1)  # width in pixels, distance in points; words in running text stand close to each other


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row in words; ``image`` and ``stem`` (the beginning of a file name) when its page can be drawn."""

    words: str
    image: Image | None = None
    stem: str = ""
    chinese: bool = True


def overview(folder: Path) -> str:
    """The tables of a package with their numbers of rows, and how to look at a figure."""
    package = open_package(folder)
    lines = [f"{package.folder.name}: {package.disclosure.get('title', '')}"]
    lines += [f"  {len(rows):>5}  {table}" for table, rows in package.tables.items() if rows]
    example = next(
        (t for t in ("statement_cell", "narrative_figure", *package.tables) if package.tables.get(t)), "TABLE"
    )
    lines.append(f"看一个数字的出处 / to see where a figure stands: juesuan inspect {folder} --figure {example}:1")
    return "\n".join(lines)


def show_row(folder: Path, wanted: str, given: Path | None) -> ShownRow:
    """The row of a package that ``wanted`` names, and its place in the source when the source is at hand.

    Raises UsageError when ``wanted`` names no single row, and the errors of reading the package and the source.
    """
    package = open_package(folder)
    found = find_row(package, wanted)
    part, ref = split_part(str(found.row["source_ref"]))
    at_hand = find_source(package, part, given)
    words = [*_row_words(package, found), at_hand.note]
    if at_hand.source is None:
        return ShownRow("\n".join(words))
    reading = read_all(at_hand.source)
    document, marked = reading.document, targets(reading, package, found, part)
    if document.media_type != PDF:
        return ShownRow("\n".join([*words, surroundings(at_hand.source, document, ref, marked)]))
    return _drawn(at_hand.source, document, found, ref, marked, words)


def _drawn(
    source: SourceFile, document: Document, found: PublishedRow, ref: str, marked: list[Target], words: list[str]
) -> ShownRow:
    from pipeline.extract.pdf.picture import draw_page
    from pipeline.inspection.lettering import lettering

    pages = [page for target in marked if (page := _page_of(target)) is not None]
    number = pages[0] if pages else first_page(ref)
    if number is None or not 1 <= number <= (document.pages or 0):
        return ShownRow("\n".join([*words, f"出处不是页 / the place is no page: {ref}"]))
    picture, letters = draw_page(source, number), lettering()
    here = [target for target in marked if _page_of(target) == number]
    boxes = [box for target in here if (box := _box(target, picture))]
    if not boxes:
        words.append(
            "只知道页，不能确定页上的位置（或同样的数字不止一处） / only the page is certain, not the place on it"
        )
    words += [f"  p{number}  {_text(target)}" for target in here]
    image = _draw(found, source, document, number, boxes, picture, letters)
    return ShownRow("\n".join(words), image, f"{Path(source.name).stem}-p{number}", letters.chinese)


def _page_of(target: Target) -> int | None:
    return first_page(target.line.ref if isinstance(target, Piece) else target.ref)


def _box(target: Target, picture: PagePicture) -> Box | None:
    return box_of(target, picture.characters) if isinstance(target, Piece) else target.box


def _text(target: Target) -> str:
    if not isinstance(target, Piece):
        return f"【{compact(target.text)}】"
    text = compact(target.line.text)
    return f"{text[: target.start]}【{text[target.start : target.end]}】{text[target.end :]}"


def _draw(
    found: PublishedRow,
    source: SourceFile,
    document: Document,
    number: int,
    boxes: list[Box],
    picture: PagePicture,
    letters: Lettering,
) -> Image:
    from pipeline.inspection.canvas import Canvas, Entry, Sample

    canvas = Canvas(picture, letters)
    for box in boxes:
        canvas.tint(box, _GLOW)
        canvas.frame(box, _RED, *_FRAME)
    entries = [Entry(f"{found.table}:{found.number}", title=True)]
    entries += [
        Entry(f"{column}: {value}", quiet=column == "source_ref")
        for column, value in found.row.items()
        if value is not None
    ]
    legend = [Sample("这一行在原文件中的位置 / the row in its source", _GLOW, _RED)] if boxes else []
    title = f"{source.name}   p{number} / {document.pages}"
    return canvas.finished(
        title, f"{found.table}:{found.number}   {row_in_short(found.table, found.row)}", legend, entries
    )


def _row_words(package: PublishedTables, found: PublishedRow) -> Iterator[str]:
    name = f"data/{found.table}.csv"
    yield f"{found.table}:{found.number}  {package.folder.name}/{name} 第 {found.number} 行 / row {found.number}"
    width = max(len(column) for column in found.row)
    for column, value in found.row.items():
        if value is not None:
            yield f"  {column:<{width}}  {value}"
    about = [
        finding
        for finding in package.tables.get("finding", [])
        if finding.get("table") == found.table and finding.get("row_key") == row_key(found.table, found.row)
    ]
    for finding in about:
        yield f"  发现 / finding: {finding['severity']} {finding['rule']}  {finding['message']} / {finding['message_en']}"
    place = f"出处 / it stands at: {found.row['source_ref']}"
    box = [found.row.get(side) for side in ("x0", "top", "x1", "bottom")]
    if all(side is not None for side in box):
        place += f"，方框 / box {box[0]}, {box[1]} – {box[2]}, {box[3]}（点，原点左上 / points from the top left）"
    yield place
