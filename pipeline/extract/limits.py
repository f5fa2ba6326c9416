"""Limits of what is read, as settings: a service that is fed by strangers must not be drowned by one file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``max_text_bytes``: a text dump of a disclosure has 20 to 500 kB; ``max_file_bytes``: any other format.

    ``max_lines``: beyond it a text is no disclosure. ``max_cells`` and ``max_unpacked_bytes``: a workbook of nine official
    tables has some thousand cells and unpacks to less than a megabyte. ``max_pages`` and ``max_seconds``: a PDF
    of a disclosure has 10 to 300 pages and is read in less than a second; the time is looked at between pages. All are far
    above anything seen in real disclosures.
    """

    max_text_bytes: int = 20_000_000
    max_file_bytes: int = 500_000_000
    max_lines: int = 200_000
    max_cells: int = 2_000_000
    max_unpacked_bytes: int = 500_000_000
    max_pages: int = 3_000
    max_seconds: float = 60.0


DEFAULT_LIMITS = Limits()
