"""Fonts for pictures: no font is shipped, so a Chinese one is looked for where systems keep theirs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont
from PIL.ImageDraw import ImageDraw
from PIL.ImageFont import FreeTypeFont

#: File names of common fonts with simplified Chinese, best first, and the number of the face in a collection.
_KNOWN: dict[str, int] = {
    "notosanscjksc-regular.otf": 0,
    "notosanssc-regular.otf": 0,
    "notosanssc-regular.ttf": 0,
    "notosanscjk-regular.ttc": 2,
    "sourcehansanssc-regular.otf": 0,
    "sourcehansanscn-regular.otf": 0,
    "pingfang.ttc": 0,
    "msyh.ttc": 0,
    "hiragino sans gb.ttc": 0,
    "stheiti light.ttc": 0,
    "wqy-microhei.ttc": 0,
    "wqy-zenhei.ttc": 0,
    "simhei.ttf": 0,
    "droidsansfallbackfull.ttf": 0,
    "droidsansfallback.ttf": 0,
    "notoserifcjk-regular.ttc": 2,
    "notoserifcjksc-regular.otf": 0,
    "simsun.ttc": 0,
    "uming.ttc": 0,
    "notosanscjktc-regular.otf": 0,
}
_FOLDERS = (
    "~/.fonts",
    "~/.local/share/fonts",
    "~/Library/Fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
)
#: A Python package that carries such a font; used when it happens to be installed.
_PACKAGE = "cvttf_NotoSansCJK_Regular"
_SAMPLE = "决算"
_LAST_LATIN = 0x17F
_SIMPLIFIED = "zh-Hans"

NO_FONT = (
    "没有找到中文字体，图中只有编号和英文名，文字见上 / no Chinese font was found: the picture has numbers and English names only, "
    "the words stand above (Debian: apt-get install fonts-noto-cjk; or put NotoSansSC-Regular.otf into ~/.fonts)"
)


@dataclass(slots=True)
class Lettering:
    """The font of a picture. ``path`` is None when no font with Chinese characters was found."""

    path: Path | None
    face: int = 0
    _sizes: dict[int, FreeTypeFont] = field(default_factory=dict)

    @property
    def chinese(self) -> bool:
        """Whether Chinese text can be drawn."""
        return self.path is not None

    def font(self, size: int) -> FreeTypeFont:
        """The font at a size in pixels."""
        if size not in self._sizes:
            loaded = ImageFont.truetype(self.path, size, self.face) if self.path else ImageFont.load_default(size)
            assert isinstance(loaded, FreeTypeFont)
            self._sizes[size] = loaded
        return self._sizes[size]

    def width(self, text: str, size: int) -> float:
        """The width in pixels of a text as it is drawn."""
        font = self.font(size)
        return font.getlength(self.drawable(text), language=_language(font))

    def write(
        self,
        draw: ImageDraw,
        place: tuple[float, float],
        text: str,
        colour: tuple[int, int, int],
        size: int,
        anchor: str | None = None,
    ) -> None:
        """Draw a text, as far as it can be drawn, in the shapes for simplified Chinese where the font has several."""
        font = self.font(size)
        draw.text(place, self.drawable(text), colour, font, anchor, language=_language(font))

    def drawable(self, text: str) -> str:
        """A text as it can be drawn: without a Chinese font only its Latin part is left."""
        if self.chinese:
            return text
        kept = "".join(c if ord(c) <= _LAST_LATIN else " " for c in text.replace("→", ">").replace("×", "x"))
        words = [word for word in kept.split() if any(c.isalnum() for c in word) or word == ">"]
        return " ".join(words)

    def clipped(self, text: str, size: int, width: float) -> str:
        """A text cut to at most ``width`` pixels."""
        if self.width(text, size) <= width:
            return text
        while text and self.width(text + "…", size) > width:
            text = text[:-1]
        return text + "…"

    def wrapped(self, text: str, size: int, width: float) -> list[str]:
        """A text in lines of at most ``width`` pixels; broken anywhere, as Chinese is, but not inside Latin words."""
        lines, line = list[str](), ""
        for word in _words(self.drawable(text)):
            if line and self.width(line + word, size) > width:
                lines.append(line.rstrip())
                line = word.lstrip()
            else:
                line += word
            while self.width(line, size) > width and len(line) > 1:
                cut = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or self.width(line[:n], size) <= width)
                lines.append(line[:cut])
                line = line[cut:]
        return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _words(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        if character.isascii() and character not in " /._":
            word += character
            continue
        if word:
            yield word
        word = ""
        yield character
    if word:
        yield word


def _language(font: FreeTypeFont) -> str | None:
    """The language to shape for; only the layout engine raqm, which Pillow usually brings along, can tell languages apart."""
    return _SIMPLIFIED if font.layout_engine == ImageFont.Layout.RAQM else None


@cache
def lettering() -> Lettering:
    """The best font found on this machine."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for where, _, names in os.walk(folder):
            for name in names:
                if name.lower() in _KNOWN:
                    found.setdefault(name.lower(), Path(where) / name)
    for name, face in _KNOWN.items():
        if name in found and _has_chinese(found[name], face):
            return Lettering(found[name], face)
    return Lettering(None)


def _folders() -> Iterator[Path]:
    yield from (Path(folder).expanduser() for folder in _FOLDERS)
    windows = os.environ.get("WINDIR")
    if windows:
        yield Path(windows) / "Fonts"
    package = find_spec(_PACKAGE)
    if package:
        yield from (Path(place) for place in package.submodule_search_locations or ())


def _has_chinese(path: Path, face: int) -> bool:
    """Whether a font file can be read and draws different shapes for different Chinese characters."""
    try:
        font = ImageFont.truetype(path, 16, face)
    except OSError:
        return False
    shapes = {bytes(font.getmask(character)) for character in (*_SAMPLE, "\uffff")}
    return len(shapes) == len(_SAMPLE) + 1
