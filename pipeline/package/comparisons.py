"""``comparisons.json`` and ``comparisons.csv``: what documents of one organisation in an output folder say of each other.

They lie beside the packages, because a package must not depend on which others lie beside it. The CSV has every
comparison, one line each, organisation by organisation; the JSON the organisations with their documents, the counts and
every contradiction with all its figures. So the JSON stays small where thousands of documents agree, and neither file has
to be held in memory.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pipeline
from pipeline.package.files import write_chunks, write_file
from pipeline.package.output_folder import GENERATOR

COMPARISONS = "comparisons.json"
COMPARISONS_CSV = "comparisons.csv"
#: The columns of the CSV; the first two tell the organisation, and its lines stand together.
COLUMNS = (
    "organisation",
    "division_code",
    "check",
    "title",
    "title_en",
    "severity",
    "status",
    "reason",
    "item",
    "later",
    "earlier",
    "expected",
    "actual",
    "unit",
    "difference",
    "tolerance",
    "later_ref",
    "earlier_ref",
    "message",
    "message_en",
)
Line = dict[str, str]
Series = tuple[str, str]


def read_comparisons(out: Path) -> dict[str, Any]:
    """The last ``comparisons.json`` of an output folder; empty when there is none or it can't be read."""
    try:
        content = json.loads((out / COMPARISONS).read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) and isinstance(content.get("organisations"), list) else {}


def read_lines(out: Path) -> Iterator[tuple[Series, list[Line]]]:
    """The lines of the last ``comparisons.csv`` by organisation, in its order; nothing when it can't be read."""
    try:
        with (out / COMPARISONS_CSV).open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            if tuple(reader.fieldnames or ()) == COLUMNS:
                for series, lines in groupby(reader, key=lambda line: (line["organisation"], line["division_code"])):
                    yield series, list(lines)
    except (OSError, UnicodeDecodeError, csv.Error):
        return


def write_lines(out: Path, lines: Iterable[tuple[Series, Sequence[Line]]]) -> None:
    """Write ``comparisons.csv``; the lines of one organisation at a time. Raises OutputError."""
    write_chunks(out / COMPARISONS_CSV, _encoded(lines))


def write_comparisons(out: Path, content: Mapping[str, Any]) -> None:
    """Write ``comparisons.json``; raises OutputError."""
    whole = {"generator": GENERATOR, "version": pipeline.__version__, **content}
    write_file(out / COMPARISONS, f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n".encode())


def _encoded(lines: Iterable[tuple[Series, Sequence[Line]]]) -> Iterator[bytes]:
    yield ("\ufeff" + ",".join(COLUMNS) + "\n").encode()
    for series, some in lines:
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writerows({**line, "organisation": series[0], "division_code": series[1]} for line in some)
        yield text.getvalue().encode()
