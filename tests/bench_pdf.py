"""How fast are PDFs read, and with how much memory? ``python -m tests.bench_pdf`` compares with pdfplumber in the same run.

CPU seconds are counted, rounds of both readers alternate, and medians are shown. Memory is the peak of a process of its own
that reads all files again and again.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pdfplumber

from pipeline.extract import load, read
from pipeline.model import Grid, SourceFile
from tests.shared import SHARED
from tests.typesetter import random_record
from tests.typesetter.pdf import set_pdf

ROOT = Path(__file__).resolve().parent.parent


def real() -> list[SourceFile]:
    """The real PDFs, when they lie beside the checkout."""
    return [load(path) for path in sorted((SHARED / "disclosures").glob("*.pdf"))] if SHARED else []


def typeset(seeds: Sequence[int]) -> list[SourceFile]:
    """Typeset PDFs, which every checkout can make."""
    return [SourceFile(f"typeset-{seed}.pdf", set_pdf(random_record(seed), seed)) for seed in seeds]


def ours(source: SourceFile) -> list[list[list[str | None]]]:
    """Rows of all grids by the reader of this package (which reads all text besides)."""
    grids = [block for block in read(source).blocks if isinstance(block, Grid)]
    return [[[cell.text if cell else None for cell in row] for row in grid.rows] for grid in grids]


def plumber(source: SourceFile) -> list[list[list[str | None]]]:
    """Rows of all tables by pdfplumber, with all text."""
    tables: list[list[list[str | None]]] = []
    with pdfplumber.open(BytesIO(source.data)) as document:
        for page in document.pages:
            tables += page.extract_tables()
            page.extract_text()
            page.close()
    return tables


def cpu(reader: Callable[[SourceFile], object], sources: Sequence[SourceFile]) -> float:
    """CPU seconds of a reader for all sources."""
    start = time.process_time()
    for source in sources:
        reader(source)
    return time.process_time() - start


def compare(name: str, sources: Sequence[SourceFile], rounds: int) -> None:
    """Print the speed of both readers, and how many cells are the same."""
    same = cells = 0
    for source in sources:
        mine, theirs = ours(source), plumber(source)
        pairs = [list(zip(a, b, strict=False)) for a, b in zip(mine, theirs, strict=False)]
        found = [zip(x, y, strict=False) for rows in pairs for x, y in rows]
        same += sum(a == b for row in found for a, b in row)
        cells += sum(len(row) for table in theirs for row in table)
    times = [(cpu(ours, sources), cpu(plumber, sources)) for _ in range(rounds)]
    fast, slow = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(b / a for a, b in times)
    pages = sum(read(source).pages or 0 for source in sources)
    print(f"{name}: {len(sources)} files, {pages} pages, {same} of {cells} cells as pdfplumber has them")
    print(
        f"  {fast:.3f} CPU s against {slow:.3f} CPU s of pdfplumber: {ratio:.1f} times as fast, {pages / fast:.0f} pages/s"
    )


def peak_memory(times: int) -> str:
    """Peak memory of a process that reads all files ``times`` times."""
    command = [sys.executable, "-m", "tests.bench_pdf", "--only-read", str(times)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often each reader reads all files (default 5)")
    parser.add_argument("--only-read", type=int, metavar="TIMES", help="read all files and print the peak of memory")
    options = parser.parse_args()
    if options.only_read is not None:
        sources = real() or typeset(range(4))
        for _ in range(options.only_read):
            cpu(read, sources)
        print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {options.rounds} rounds")
    for name, sources in (("real", real()), ("typeset", typeset(range(4)))):
        if sources:
            compare(name, sources, options.rounds)
    print(f"peak memory: {peak_memory(1)} after one reading of all files, {peak_memory(20)} after twenty")
    return 0


if __name__ == "__main__":
    sys.exit(main())
