"""The parts of an OOXML file (a zip archive of XML) and the relations between them, within limits."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.parsers import expat

from pipeline.errors import SourceError
from pipeline.extract.limits import Limits
from pipeline.extract.workbook.sheet import damaged
from pipeline.model import SourceFile

# What zipfile and zlib raise on archives that are cut off, changed or made with unknown methods (``RuntimeError`` is how
# zipfile reports an entry with a password, ``ValueError`` a name in no encoding or a negative offset).
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_SMALL_PART = 20_000_000  # lists of sheets and relations are a few kilobytes
_CHUNK = 1 << 16
# The standard allows UTF-8 and UTF-16; expat stumbles over the multi-byte encodings of old systems.
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=["']([A-Za-z0-9._-]+)""")
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1"}

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], object]
Text = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another; ``kind`` is the last word of its type (``worksheet``, ``image``)."""

    kind: str
    target: str


class Archive:
    """The parts of one file by name; names are compared as spreadsheet programs do, without regard to case."""

    def __init__(self, source: SourceFile, limits: Limits) -> None:
        """Open the archive; raises SourceError when the bytes are no whole zip file."""
        self.where = source.name
        self._left = limits.max_unpacked_bytes
        self._limit = limits.max_unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(BytesIO(source.data))
            self._names = {_folded(info.filename): info for info in self._zip.infolist()}
        except _ZIP_ERRORS as error:
            raise damaged(self.where, "压缩包", error) from error

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._names

    def names(self) -> list[str]:
        """The names of all parts, in lower case."""
        return list(self._names)

    def parse(self, name: str, start: Start, end: End, text: Text) -> None:
        """Stream a part through expat handlers, which get local names; does nothing when there is no such part.

        Raises SourceError when the part is damaged, holds a document type (OOXML has none, attacks have) or exceeds the limit.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: start(tag[tag.rfind(" ") + 1 :], attributes)
        parser.EndElementHandler = lambda tag: end(tag[tag.rfind(" ") + 1 :])
        parser.CharacterDataHandler = text

        def refuse(*_: object) -> None:
            raise damaged(self.where, name, "DOCTYPE")

        parser.StartDoctypeDeclHandler = refuse
        if name not in self:
            return
        try:
            for number, chunk in enumerate(self._chunks(name)):
                declared = None if number else _ENCODING.match(chunk)
                if declared and declared[1].lower() not in _ENCODINGS:
                    raise damaged(self.where, name, declared[1].decode())
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged(self.where, name, error) from error

    def tree(self, name: str) -> ElementTree.Element | None:
        """A small part as a tree; None when there is no such part. Raises SourceError as :meth:`parse` does."""
        builder = ElementTree.TreeBuilder()
        if name not in self:
            return None
        if self._names[_folded(name)].file_size > _SMALL_PART:
            raise self._too_large(_SMALL_PART)
        self.parse(name, lambda tag, attributes: _start(builder, tag, attributes), builder.end, builder.data)
        return builder.close()

    def relations(self, name: str) -> dict[str, Relation]:
        """The relations of a part by their ids, targets as names of parts; ``""`` asks for those of the whole file."""
        folder, base = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for element in root if root is not None else ():
            target = element.get("Target", "").replace("\\", "/")
            if element.get("TargetMode") == "External" or not target:
                continue
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, unquote(path))
        return found

    def _chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of a part, piece by piece; only what reading raises counts as damage."""
        info = self._names[_folded(name)]
        self._left -= info.file_size
        if self._left < 0:
            raise self._too_large(self._limit)
        try:
            with self._zip.open(info) as part:
                chunk = part.read(_CHUNK)
                while chunk:
                    yield chunk
                    chunk = part.read(_CHUNK)
        except _ZIP_ERRORS as error:
            raise damaged(self.where, name, error) from error

    def _too_large(self, limit: int) -> SourceError:
        return SourceError(
            f"工作簿解压后超过上限 {limit:,} 字节 / unpacked, the workbook has more than {limit:,} bytes",
            where=self.where,
            advice="确认来源可靠；删去多余的工作表和格式后另存 / check where it comes from, save it without unused sheets",
        )


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _start(builder: ElementTree.TreeBuilder, tag: str, attributes: dict[str, str]) -> None:
    builder.start(tag, {name[name.rfind(" ") + 1 :]: value for name, value in attributes.items()})
