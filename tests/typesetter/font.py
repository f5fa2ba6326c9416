"""A small TrueType font with just the characters of one document, made from Noto Sans CJK.

The packaged font has cubic (CFF) outlines, which reportlab can't embed: the outlines of the needed characters are turned
into quadratic ones. The shapes are those for simplified Chinese (the font's ``locl`` substitutions for ``ZHS``).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from io import BytesIO
from typing import Any

from cvttf_NotoSansCJK_Regular import get_TTF_path
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

_NAME = "JuesuanSample"
_DAY = 3_786_912_000  # 1 January 2024, in seconds since 1904 as font files count


@lru_cache(maxsize=1)
def _source() -> tuple[TTFont, dict[int, str], dict[str, str]]:
    """The packaged font, its character map, and the glyphs to use for simplified Chinese."""
    font = TTFont(get_TTF_path(), lazy=True)
    table = font["GSUB"].table
    simplified: dict[str, str] = {}
    for script in table.ScriptList.ScriptRecord:
        for language in script.Script.LangSysRecord:
            if script.ScriptTag == "hani" and language.LangSysTag == "ZHS ":
                for index in language.LangSys.FeatureIndex:
                    simplified.update(_substitutions(table, index))
    return font, font.getBestCmap(), simplified


def _substitutions(table: Any, index: int) -> dict[str, str]:
    record = table.FeatureList.FeatureRecord[index]
    found: dict[str, str] = {}
    if record.FeatureTag == "locl":
        for lookup in record.Feature.LookupListIndex:
            for sub in table.LookupList.Lookup[lookup].SubTable:
                found.update(getattr(getattr(sub, "ExtSubTable", sub), "mapping", {}))
    return found


@lru_cache(maxsize=4096)
def _glyph(code: int) -> tuple[Any, int]:
    """The quadratic outline of a character and its advance width (1000 units per em); KeyError when the font lacks it."""
    font, characters, simplified = _source()
    name = characters[code]
    name = simplified.get(name, name)
    glyphs = font.getGlyphSet()
    pen = TTGlyphPen(None)
    glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
    return pen.glyph(), glyphs[name].width


def digest(characters: str) -> str:
    """A name for a set of characters: reportlab takes fonts with the same inner name for the same font."""
    return hashlib.sha256(characters.encode()).hexdigest()[:10]


@lru_cache(maxsize=32)
def subset(characters: str) -> bytes:
    """A TrueType font with the given characters (sorted, each once); the bytes depend on nothing else."""
    codes = [ord(c) for c in characters]
    names = {code: f"uni{code:04X}" for code in codes}
    outlines = {names[code]: _glyph(code) for code in codes}
    blank = TTGlyphPen(None).glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *outlines])
    builder.setupCharacterMap({code: names[code] for code in codes})
    builder.setupGlyf({".notdef": blank, **{name: outline for name, (outline, _) in outlines.items()}})
    bearings = {name: (width, getattr(outline, "xMin", 0)) for name, (outline, width) in outlines.items()}
    builder.setupHorizontalMetrics({".notdef": (1000, 0), **bearings})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": _NAME, "styleName": "Regular", "psName": f"{_NAME}-{digest(characters)}"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1160, usWinDescent=320, sCapHeight=733)
    builder.setupPost()
    builder.updateHead(created=_DAY, modified=_DAY)
    builder.font.recalcTimestamp = False
    data = BytesIO()
    builder.font.save(data)
    return data.getvalue()
