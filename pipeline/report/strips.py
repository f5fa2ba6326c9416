"""Strips of pages, one under another, as one small picture: grey print, figures tinted and framed in red."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.extract.pdf.picture import PagePicture
from pipeline.model import Box

_Band = tuple[float, float]

_LEVELS = 16  # of grey, and as many of the tint; few colours make small files
_WHITE, _BAR, _INK = _LEVELS - 1, _LEVELS - 2, 5
_RED = 2 * _LEVELS
_TINT = (255, 232, 158)
_PALETTE = [
    *(value * 17 for value in range(_LEVELS) for _ in range(3)),
    *(side * value // (_LEVELS - 1) for value in range(_LEVELS) for side in _TINT),
    *(222, 28, 28),
]
_AROUND = (15.0, 26.0)  # points above and below a figure, at least and at most: the row and its neighbours
_JOINED = 30.0  # strips that are closer become one
_ROOM = 430.0  # points in height of all strips of a page
_GAP = 7  # pixels between strips
_CAPTION = 20  # pixels: the bar with the number of the page
_MARGIN = 10
_REACH = 24  # pixels: about the height of a line
_RULED, _SPECKS = 0.5, 0.003  # shares of a row


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to frame, in points; ``strong`` for the figure that was checked."""

    box: Box
    strong: bool


@dataclass(slots=True)
class Sheet:
    """A page, what is framed on it, and the bands (top, bottom) of the headers that belong to it."""

    picture: PagePicture
    label: str
    marks: list[Mark] = field(default_factory=list)
    heads: set[_Band] = field(default_factory=set)


def composed(sheets: list[Sheet]) -> bytes:
    """The PNG of all sheets."""
    drawn = [_drawn(sheet) for sheet in sheets]
    width = max(image.width for image in drawn)
    whole = Image.new("L", (width, sum(image.height for image in drawn)), _WHITE)
    top = 0
    for image in drawn:
        whole.paste(_BAR, (0, top, width, top + _CAPTION))
        whole.paste(image, (0, top))
        top += image.height
    whole.putpalette(_PALETTE)
    data = BytesIO()
    whole.save(data, "PNG")  # the strongest compression takes seven times as long and saves a twentieth of the size
    return data.getvalue()


def _drawn(sheet: Sheet) -> Image.Image:
    """Its strips under a bar that names the page, in indexes of the palette."""
    picture, scale = sheet.picture, sheet.picture.scale
    page = Image.frombuffer("RGBX", (picture.columns, picture.rows), picture.rgbx, "raw", "RGBX", 0, 1).convert("L")
    page = page.point([value * (_LEVELS - 1) // 255 for value in range(256)])
    for mark in sheet.marks:
        _tint(page, mark, scale)
    draw = ImageDraw.Draw(page)
    for mark in sorted(sheet.marks, key=lambda mark: mark.strong):
        out = 3 if mark.strong else 2
        x0, top, x1, bottom = (round(side * scale) for side in _sides(mark.box))
        draw.rectangle((x0 - out, top - out, x1 + out, bottom + out), outline=_RED, width=3 if mark.strong else 1)
    left, right = _extent(page)
    inked = np.asarray(page)[:, left:right] != _WHITE
    share = inked.mean(axis=1).tolist()
    rows = [_between_lines(share, round(top * scale), round(bottom * scale)) for top, bottom in _bands(sheet)]
    strips = [page.crop((left, top, right, bottom)) for top, bottom in rows]
    height = _CAPTION + sum(strip.height + _GAP for strip in strips) - _GAP
    image = Image.new("L", (right - left, height), _BAR)
    ImageDraw.Draw(image).text((8, 3), sheet.label, fill=_INK, font=ImageFont.load_default(13))
    y = _CAPTION
    for strip in strips:
        image.paste(strip, (0, y))
        y += strip.height + _GAP
    return image


def _between_lines(share: list[float], top: int, bottom: int) -> tuple[int, int]:
    """The rows of pixels from ``top`` to ``bottom``, rather not through a line of print, and without empty space outside.

    ``share`` tells how much of each row is inked: least between lines of text, most of it where a table is ruled.
    """
    top, bottom = _edge(share, top, -1), _edge(share, bottom, 1)
    inked = [y for y in range(top, bottom + 1) if share[y]] or [top, bottom]
    return max(top, inked[0] - _MARGIN), max(top + 1, min(bottom + 1, inked[-1] + _MARGIN))


def _edge(share: list[float], wanted: int, outward: int) -> int:
    """The nearest row on a rule or between lines; not farther inward than half as far as outward: there is the figure."""
    reach = [
        row
        for distance in range(_REACH)
        for row in (wanted + outward * distance, *((wanted - outward * distance,) if distance <= _REACH // 2 else ()))
        if 0 <= row < len(share)
    ]
    least = min((share[row] for row in reach), default=0.0) + _SPECKS
    nearest = next((row for row in reach if share[row] > _RULED or share[row] <= least), wanted)
    return max(0, min(nearest, len(share) - 1))


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom


def _tint(page: Image.Image, mark: Mark, scale: float) -> None:
    area = tuple(round(side * scale) for side in _sides(mark.box))
    x0, top, x1, bottom = max(0, area[0]), max(0, area[1]), min(page.width, area[2]), min(page.height, area[3])
    if x0 < x1 and top < bottom:
        # figures may be marked twice: what is tinted stays so
        table = [value if value >= _LEVELS else value + _LEVELS for value in range(256)]
        page.paste(page.crop((x0, top, x1, bottom)).point(table), (x0, top))


def _extent(page: Image.Image) -> tuple[int, int]:
    """From where to where across there is print on the page."""
    inked = page.point([0 if value == _WHITE else 255 for value in range(256)]).getbbox()
    if not inked:
        return 0, page.width
    return max(0, inked[0] - _MARGIN), min(page.width, inked[2] + _MARGIN)


def _bands(sheet: Sheet) -> list[_Band]:
    """What is cut out, from top to bottom; what was named first comes first where there is no room for all."""
    wanted = [(mark.box, _around(mark.box)) for mark in sorted(sheet.marks, key=lambda mark: not mark.strong)]
    bands = sorted(sheet.heads)
    for _, band in wanted:
        joined = _joined([*bands, band])
        if bands and sum(bottom - top for top, bottom in joined) > _ROOM:
            continue
        bands = joined
    height = sheet.picture.height
    return [(max(0.0, top), min(height, bottom)) for top, bottom in _joined(bands) if bottom > 0 and top < height]


def _around(box: Box) -> _Band:
    room = min(_AROUND[1], max(_AROUND[0], box.bottom - box.top))
    return box.top - room, box.bottom + room


def _joined(bands: list[_Band]) -> list[_Band]:
    joined: list[_Band] = []
    for top, bottom in sorted(bands):
        if joined and top - joined[-1][1] < _JOINED:
            joined[-1] = (joined[-1][0], max(joined[-1][1], bottom))
        else:
            joined.append((top, bottom))
    return joined
