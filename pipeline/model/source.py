"""A source file: its bytes, and what identifies them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was given. ``name`` is its base name: paths of a machine never reach a package."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the bytes, as published in ``disclosure.source_sha256``."""
        return hashlib.sha256(self.data).hexdigest()
