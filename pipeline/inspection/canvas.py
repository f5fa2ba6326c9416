"""A page to draw on: tints under the print, frames, badges, and a panel of explanations beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PIL import Image, ImageChops, ImageDraw

from pipeline.extract.pdf.picture import PagePicture
from pipeline.inspection.lettering import Lettering
from pipeline.model import Box

Colour = tuple[int, int, int]
_Pixels = tuple[float, float, float, float]

INK: Colour = (38, 42, 51)
QUIET: Colour = (110, 118, 130)
_PAPER: Colour = (255, 255, 255)
_DESK: Colour = (236, 239, 243)
_RIM: Colour = (200, 206, 214)
_EDGE, _GAP = 18, 18  # around and between page and panel; pixels
_PANEL = 360
_SMALL, _TEXT, _TITLE = 11, 13, 18
_LINE = 19
_BADGE_COLUMN = 34
_AIR = 2  # between a badge and what is printed beside it
_SMOOTH = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph of the panel: a badge or not, and its text; ``title`` stands out, ``quiet`` steps back."""

    text: str
    badge: str = ""
    colour: Colour = INK
    title: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """An example of a mark, for the legend: its text, its tint, its frame."""

    text: str
    tint: Colour | None = None
    frame: Colour | None = None
    dashed: bool = False


class Canvas:
    """The page in pixels; boxes are given in points. ``finished`` puts legend, page and panel together."""

    def __init__(self, picture: PagePicture, lettering: Lettering) -> None:
        size = (picture.columns, picture.rows)
        self._page = Image.frombuffer("RGBX", size, picture.rgbx, "raw", "RGBX", 0, 1).convert("RGB")
        self._tints = Image.new("RGB", size, _PAPER)
        self._tinter = ImageDraw.Draw(self._tints)
        self._marks: list[tuple[_Pixels, Colour, int, bool]] = []
        self._badges: list[tuple[_Pixels, str, Colour]] = []
        self._scale = picture.scale
        self._lettering = lettering
        self._print = [self._pixels(box) for _, box in picture.characters]

    def _pixels(self, box: Box) -> _Pixels:
        s = self._scale
        return box.x0 * s, box.top * s, box.x1 * s, box.bottom * s

    def tint(self, box: Box, colour: Colour) -> None:
        """Colour an area; what is printed on it stays as dark as it was."""
        self._tinter.rectangle(self._pixels(box), fill=colour)

    def frame(self, box: Box, colour: Colour, width: int = 1, margin: float = 0, *, dashed: bool = False) -> None:
        """Draw a frame, ``margin`` points outside of a box."""
        around = Box(box.x0 - margin, box.top - margin, box.x1 + margin, box.bottom + margin)
        self._marks.append((self._pixels(around), colour, width, dashed))

    def badge(self, text: str, colour: Colour, spots: Sequence[tuple[float, float]]) -> None:
        """Put a badge at the first of some spots (its middle, points) where nothing is printed, else at the last."""
        width = self._badge_width(text)
        height = _SMALL + 3
        chosen: _Pixels | None = None
        for x, y in spots:
            x, y = x * self._scale, y * self._scale
            chosen = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if self._is_free(chosen):
                break
        if chosen:
            self._badges.append((chosen, text, colour))

    def _badge_width(self, text: str) -> float:
        return max(_SMALL + 3, self._lettering.width(text, _SMALL) + 6)

    def badge_width(self, text: str) -> float:
        """The width of a badge in points."""
        return self._badge_width(text) / self._scale

    def _is_free(self, area: _Pixels) -> bool:
        x0, top, x1, bottom = area[0] - _AIR, area[1], area[2] + _AIR, area[3]
        if x0 < 0 or top < 0 or x1 > self._page.width or bottom > self._page.height:
            return False
        others = [*self._print, *(badge[0] for badge in self._badges)]
        return not any(a < x1 and x0 < c and b < bottom and top < d for a, b, c, d in others)

    def finished(self, title: str, subtitle: str, legend: Sequence[Sample], entries: Sequence[Entry]) -> Image.Image:
        """The whole picture: title and legend on top, the page, the panel in as many columns as it needs."""
        page = ImageChops.multiply(self._page, self._tints)
        draw = ImageDraw.Draw(page)
        for area, colour, width, dashed in self._marks:
            (_dashes if dashed else _solid)(draw, area, colour, width)
        for area, text, colour in self._badges:
            _badge(page, area, text, colour, self._lettering)
        panel = _Panel(self._lettering, page.height, entries)
        rows = _legend_rows(legend, self._lettering, page.width + _GAP + panel.width)
        head = 58 + 22 * len(rows)
        width = _EDGE * 2 + page.width + (_GAP + panel.width if entries else 0)
        whole = Image.new("RGB", (width, head + page.height + _EDGE), _DESK)
        over = ImageDraw.Draw(whole)
        self._lettering.write(over, (_EDGE, 10), title, INK, _TITLE)
        room = width - 2 * _EDGE
        self._lettering.write(over, (_EDGE, 35), self._lettering.clipped(subtitle, _TEXT, room), QUIET, _TEXT)
        for number, row in enumerate(rows):
            _draw_legend(over, row, 60 + 22 * number, self._lettering)
        whole.paste(page, (_EDGE, head))
        over.rectangle((_EDGE - 1, head - 1, _EDGE + page.width, head + page.height), outline=_RIM)
        panel.draw(whole, _EDGE + page.width + _GAP, head)
        return whole


def _solid(draw: ImageDraw.ImageDraw, area: _Pixels, colour: Colour, width: int) -> None:
    x0, top, x1, bottom = (round(side) for side in area)
    out = width // 2  # the line lies on the side of the box, not inside it
    draw.rectangle((x0 - out, top - out, max(x0, x1) + out, max(top, bottom) + out), outline=colour, width=width)


def _dashes(draw: ImageDraw.ImageDraw, area: _Pixels, colour: Colour, width: int) -> None:
    x0, top, x1, bottom = (round(side) for side in area)
    for x in range(x0, x1, 9):
        for y in (top, bottom):
            draw.line((x, y, min(x + 5, x1), y), fill=colour, width=width)
    for y in range(top, bottom, 9):
        for x in (x0, x1):
            draw.line((x, y, x, min(y + 5, bottom)), fill=colour, width=width)


def _badge(image: Image.Image, area: _Pixels, text: str, colour: Colour, lettering: Lettering) -> None:
    x, y = round(area[0]), round(area[1])
    width, height = round(area[2] - area[0]), round(area[3] - area[1])
    mask = Image.new("L", (width * _SMOOTH, height * _SMOOTH))
    corner = height * _SMOOTH / 2
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), corner, fill=255)
    image.paste(colour, (x, y), mask.resize((width, height), Image.Resampling.LANCZOS))
    lettering.write(ImageDraw.Draw(image), (x + width / 2, y + height / 2), text, _PAPER, _SMALL, anchor="mm")


def _sample_width(sample: Sample, lettering: Lettering) -> float:
    return 26 + lettering.width(sample.text, _TEXT) + 20


def _legend_rows(legend: Sequence[Sample], lettering: Lettering, width: float) -> list[list[Sample]]:
    rows: list[list[Sample]] = []
    used = width
    for sample in legend:
        needed = _sample_width(sample, lettering)
        if used + needed > width:
            rows.append([])
            used = 0.0
        rows[-1].append(sample)
        used += needed
    return rows


def _draw_legend(draw: ImageDraw.ImageDraw, row: Sequence[Sample], y: float, lettering: Lettering) -> None:
    x = float(_EDGE)
    for sample in row:
        area = (x, y + 2, x + 20, y + 15)
        draw.rectangle(area, fill=sample.tint or _PAPER)
        if sample.frame:
            (_dashes if sample.dashed else _solid)(draw, area, sample.frame, 2 if sample.dashed else 1)
        lettering.write(draw, (x + 26, y), sample.text, INK, _TEXT)
        x += _sample_width(sample, lettering)


class _Panel:
    """Entries in columns as high as the page."""

    def __init__(self, lettering: Lettering, height: int, entries: Sequence[Entry]) -> None:
        self._lettering = lettering
        self._placed: list[tuple[int, int, Entry, list[str]]] = []
        column, y = 0, 0
        for entry in entries:
            room = _PANEL - (_BADGE_COLUMN if entry.badge else 0) - 8
            lines = lettering.wrapped(entry.text, _TEXT, room)
            above = 8 if entry.title and y else 0
            needed = above + _LINE * max(1, len(lines))
            if y and y + needed > height:
                column, y, above = column + 1, 0, 0
            self._placed.append((column, y + above, entry, lines))
            y += above + _LINE * max(1, len(lines))
        self._columns = column + 1 if entries else 0

    @property
    def width(self) -> int:
        return self._columns * _PANEL

    def draw(self, image: Image.Image, x: int, top: int) -> None:
        draw = ImageDraw.Draw(image)
        for column, y, entry, lines in self._placed:
            left, upper = x + column * _PANEL, top + y
            if entry.badge:
                width = max(20, ceil(self._lettering.width(entry.badge, _SMALL)) + 8)
                _badge(image, (left, upper + 1, left + width, upper + 16), entry.badge, entry.colour, self._lettering)
                left += max(_BADGE_COLUMN, width + 6)
            for number, line in enumerate(lines):
                place = (left, upper + _LINE * number)
                self._lettering.write(draw, place, line, QUIET if entry.quiet else INK, _TEXT)
                if entry.title:  # set twice, for want of a bold font
                    self._lettering.write(draw, (place[0] + 0.6, place[1]), line, INK, _TEXT)
