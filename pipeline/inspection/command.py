"""``juesuan inspect``: decides what is asked for, and saves the picture."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import OutputError, UsageError
from pipeline.extract import load
from pipeline.extract.media_type import PDF, TEXT, XLS, XLSX
from pipeline.inspection.reading import Place, Reading, read_all, sheets

if TYPE_CHECKING:
    from PIL.Image import Image

_NOT_IN_NAMES = re.compile(r"[^\w.=-]+")


def inspect(
    target: Path,
    page: str | None = None,
    figure: str | None = None,
    source: Path | None = None,
    png: Path | None = None,
) -> str:
    """What was recognised in a file (on ``page``), or where ``figure`` of a package stands; a picture is saved as PNG.

    ``page`` is a page number of a PDF, or the name or number of a sheet; ``figure`` is ``TABLE:ROW``. Returns what is to
    be printed. Raises UsageError when these don't fit together, and the errors of reading.
    """
    if target.is_dir():
        return _package(target, page, figure, source, png)
    if figure is not None or source is not None:
        raise UsageError(
            "--figure 和 --source 用于数据包文件夹 / --figure and --source are for the folder of a package",
            where=str(target),
            advice="例 / for example: juesuan inspect data/out/<id> --figure statement_cell:17",
        )
    if page is not None:
        return _page(target, page, png)
    if png is not None:
        raise UsageError("--png 需要 --page / --png needs --page", advice="例 / for example: --page 12 --png p12.png")
    from pipeline.inspection.document import describe

    return describe(target)


def _package(folder: Path, page: str | None, figure: str | None, source: Path | None, png: Path | None) -> str:
    from pipeline.inspection.figure import overview, show_row

    if page is not None:
        raise UsageError(
            "--page 用于公开文件，数据包用 --figure / --page is for a disclosure, a package takes --figure",
            where=str(folder),
            advice="例 / for example: --figure statement_cell:17",
        )
    if figure is None:
        if source is not None or png is not None:
            raise UsageError("--source 和 --png 需要 --figure / --source and --png need --figure", where=str(folder))
        return overview(folder)
    shown = show_row(folder, figure, source)
    if shown.image is None:
        if png is not None:
            raise UsageError(
                "没有可以画的页：来源不是手边的 PDF / there is no page to draw: the source is no PDF at hand",
                where=str(folder),
                advice="用 --source 给出原 PDF，或去掉 --png / give the PDF with --source, or leave --png out",
            )
        return shown.words
    name = f"{shown.stem}-{_NOT_IN_NAMES.sub('-', figure).strip('-')}.png"
    return _saved(shown.words, shown.image, png or Path(name), shown.chinese)


def _page(target: Path, page: str, png: Path | None) -> str:
    reading = read_all(load(target))
    kind = reading.document.media_type
    if kind == TEXT:
        raise UsageError(
            "文本没有页，出处是行号（如 L113） / a text has no pages, its places are lines (such as L113)",
            where=target.name,
            advice=f"去掉 --page / leave --page out: juesuan inspect {target.name}",
        )
    if kind in (XLS, XLSX):
        return _sheet(reading, page, png)
    if kind != PDF:
        raise UsageError(f"这种文件没有页 / this kind of file has no pages: {kind}", where=target.name)
    number = int(page) if page.isascii() and page.isdigit() else 0
    if not 1 <= number <= (reading.document.pages or 0):
        raise UsageError(
            f"没有第 {page} 页，文件共 {reading.document.pages} 页 / no page {page}, it has {reading.document.pages} pages",
            where=target.name,
            advice=f"--page 1 … {reading.document.pages}",
        )
    return _draw(reading, Place(number), png or Path(f"{Path(target.name).stem}-p{number}.png"))


def _draw(reading: Reading, place: Place, png: Path) -> str:
    from pipeline.extract.pdf.picture import draw_page
    from pipeline.inspection.lettering import lettering
    from pipeline.inspection.page import page_at
    from pipeline.inspection.picture import draw_recognised
    from pipeline.inspection.words import page_in_words

    shown, letters = page_at(reading, place), lettering()
    picture = draw_page(reading.source, place.page or 1)
    words = page_in_words(reading, shown, (picture.width, picture.height))
    return _saved(words, draw_recognised(reading, shown, picture, letters), png, letters.chinese)


def _sheet(reading: Reading, page: str, png: Path | None) -> str:
    from pipeline.inspection.page import page_at
    from pipeline.inspection.words import page_in_words

    names = sheets(reading.document)
    number = int(page) if page.isascii() and page.isdigit() else 0
    name = page if page in names else names[number - 1] if 1 <= number <= len(names) else None
    if name is None:
        listed = "、".join(f"{n} {name}" for n, name in enumerate(names, 1))
        raise UsageError(
            f"没有工作表 {page} / no sheet {page}",
            where=reading.source.name,
            advice=f"共 {len(names)} 个 / there are {len(names)}: {listed}",
        )
    if png is not None:
        raise UsageError(
            "工作簿没有页面，不画图 / a workbook has no pages, so there is no picture",
            where=reading.source.name,
            advice="去掉 --png / leave --png out",
        )
    return page_in_words(reading, page_at(reading, Place(sheet=name)), None)


def _saved(words: str, image: Image, path: Path, chinese: bool) -> str:
    from pipeline.inspection.lettering import NO_FONT

    try:
        image.save(path, format="PNG")
    except OSError as error:
        raise OutputError(
            f"图片写不了：{error.strerror} / the picture can't be written: {error.strerror}",
            where=str(path),
            advice="用 --png 给出可写的文件名 / name a file that can be written with --png",
        ) from error
    lines = [words, f"图 / picture: {path} ({image.width} × {image.height})"]
    return "\n".join(lines if chinese else [*lines, NO_FONT])
