"""A source file: its bytes, and what identifies them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was given. ``name`` is its base name: paths of a machine never reach a package.

    A document-year in several files is one source with ``parts``; its own ``data`` is empty, its name joins theirs.
    """

    name: str
    data: bytes
    parts: tuple[SourceFile, ...] = ()

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the bytes, as published in ``disclosure.source_sha256``."""
        if self.parts:
            return combined_sha256([part.sha256 for part in self.parts])
        return hashlib.sha256(self.data).hexdigest()


def combined_sha256(parts: Iterable[str]) -> str:
    """One SHA-256 for several files: of their hexadecimal SHA-256s in order of size, one per line."""
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def together(sources: Sequence[SourceFile]) -> SourceFile:
    """Several files of one document-year as one source; the parts of sources that are several files themselves are taken."""
    parts = tuple(part for source in sources for part in source.parts or (source,))
    return SourceFile(" + ".join(part.name for part in parts), b"", parts)
