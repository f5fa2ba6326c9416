"""A second chance for files that were cut off or damaged: their objects are found one by one, and a new index is written.

The index of a PDF stands at its end, so that a download that broke off loses it first, while most pages are still there.
Encrypted files can't be recovered, because the key material stands in the index.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from itertools import islice

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_PAGES = re.compile(rb"/Pages\s+(\d{1,10})\s+\d{1,5}\s+R")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_COMPRESSED = re.compile(rb"/Type\s*/ObjStm\b")
_COUNT = re.compile(rb"/N\s+(\d{1,7})\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})\b")
_STREAM = re.compile(rb"stream\r?\n")
_END = re.compile(rb"endobj|stream\r?\n")
_PLACE = re.compile(rb"startxref\s+(\d{1,15})\s+%%EOF")
_INDEX = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_ENCRYPTED = re.compile(rb"/Encrypt\s+\d")
#: An object's dictionary is looked at so far; dictionaries of pages have some hundred bytes.
_HEAD = 20_000
#: The objects of one compressed stream unpack to less; more is an attack.
_UNPACKED = 50_000_000
#: The last lines of a file stand within so many bytes of its end.
_TAIL = 2048
#: More objects than any real document has.
_MOST_OBJECTS = 500_000


@dataclass(frozen=True, slots=True)
class _Object:
    number: int
    offset: int
    head: bytes


def is_whole(data: bytes) -> bool:
    """Does a file end as a PDF must, with the place of its index? If not, something is missing, even if pdfium can read it."""
    place = list(_PLACE.finditer(data, max(0, len(data) - _TAIL)))
    if not place:
        return False
    offset = int(place[-1][1])
    shift = max(0, data.find(b"%PDF-", 0, _TAIL))  # some servers put something before the file
    return any(_INDEX.match(data, start) is not None for start in (offset, offset + shift))


def recover(data: bytes) -> bytes | None:
    """The file with a new index at its end; None when there is nothing to recover."""
    if _ENCRYPTED.search(data):
        return None
    objects = {found.number: found for found in _objects(data)}
    added = bytearray()
    for packed in [found for found in objects.values() if _COMPRESSED.search(found.head)]:
        for number, body in _unpack(data, packed):
            if number not in objects:
                offset = len(data) + 1 + len(added)
                added += b"%d 0 obj\n%s\nendobj\n" % (number, body)
                objects[number] = _Object(number, offset, body[:_HEAD])
    root = _root(objects)
    if root is None:
        pages = [found for found in sorted(objects.values(), key=lambda o: o.offset) if _PAGE.search(found.head)]
        if not pages:
            return None
        root = max(objects) + 1
        kids = b" ".join(b"%d 0 R" % page.number for page in pages)
        for number, body in (
            (root, b"<</Type/Catalog/Pages %d 0 R>>" % (root + 1)),
            (root + 1, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids)),
        ):
            objects[number] = _Object(number, len(data) + 1 + len(added), body)
            added += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return data + b"\n" + bytes(added) + _index(objects, len(data) + 1 + len(added), root)


def _objects(data: bytes) -> list[_Object]:
    """All objects that stand in the file itself, later versions of the same number last."""
    found: list[_Object] = []
    for match in islice(_OBJECT.finditer(data), _MOST_OBJECTS):
        head = data[match.end() : match.end() + _HEAD]
        end = _END.search(head)
        found.append(_Object(int(match[1]), match.start(), head[: end.start()] if end else head))
    return found


def _unpack(data: bytes, packed: _Object) -> list[tuple[int, bytes]]:
    """The objects inside a compressed stream, as far as it can be unpacked."""
    count, first = _COUNT.search(packed.head), _FIRST.search(packed.head)
    stream = _STREAM.search(data, packed.offset)
    if not (count and first and stream):
        return []
    try:
        content = zlib.decompressobj().decompress(data[stream.end() :], _UNPACKED)
    except zlib.error:
        return []
    numbers = [int(word) for word in content[: int(first[1])].split() if word.isdigit()][: 2 * int(count[1])]
    places = [int(first[1]) + place for place in numbers[1::2]]
    ends = [*places[1:], len(content)]
    return [(number, content[a:b].strip()) for number, a, b in zip(numbers[::2], places, ends, strict=False) if a < b]


def _root(objects: dict[int, _Object]) -> int | None:
    """The number of a catalog whose tree of pages is still there."""
    for found in objects.values():
        pages = _PAGES.search(found.head)
        if pages and _CATALOG.search(found.head) and int(pages[1]) in objects:
            return found.number
    return None


def _index(objects: dict[int, _Object], offset: int, root: int) -> bytes:
    """A cross-reference table that stands at ``offset``, and the trailer."""
    lines = [b"xref\n0 1\n0000000000 65535 f \n"]
    lines += [b"%d 1\n%010d 00000 n \n" % (number, objects[number].offset) for number in sorted(objects)]
    size = max(objects) + 1
    lines.append(b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, offset))
    return b"".join(lines)
