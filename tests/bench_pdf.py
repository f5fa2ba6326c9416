"""How fast are PDFs read, and with how much memory? ``python -m tests.bench_pdf`` compares with pdfplumber in the same run.

CPU seconds are counted, both readers take turns file by file, so that a machine that is faster now than a minute later is so for
both, and medians of the rounds are shown. Memory is the peak of a process of its own
that reads all files again and again.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pdfplumber

from pipeline.conversion import convert
from pipeline.extract import load, read
from pipeline.model import Grid, SourceFile
from pipeline.package import IdRegister, open_output, write_package
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


Table = list[list[str | None]]


def ours(source: SourceFile) -> list[Table]:
    """Rows of all grids by the reader of this package (which reads all text besides)."""
    grids = [block for block in read(source).blocks if isinstance(block, Grid)]
    return [[[cell.text if cell else None for cell in row] for row in grid.rows] for grid in grids]


def plumber(source: SourceFile) -> list[Table]:
    """Rows of all tables by pdfplumber, with all text."""
    tables: list[Table] = []
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


def packages(sources: Sequence[SourceFile]) -> float:
    """CPU seconds for the whole way from PDFs to published packages."""
    with tempfile.TemporaryDirectory() as folder, open_output(Path(folder) / "out") as out:
        register = IdRegister(out)
        start = time.process_time()
        for source in sources:
            dataset = convert(source)
            write_package(dataset, source, out, claim=register.claim(dataset.disclosure_id, source.sha256))
        return time.process_time() - start


def one_round(sources: Sequence[SourceFile]) -> tuple[float, float, float]:
    """CPU seconds for reading all sources, for the whole way to their packages, and for reading them with pdfplumber."""
    turns = [(cpu(ours, [source]), packages([source]), cpu(plumber, [source])) for source in sources]
    fast, whole, slow = (sum(column) for column in zip(*turns, strict=True))
    return fast, whole, slow


def same_cells(mine: Sequence[Table], theirs: Sequence[Table]) -> int:
    """How many cells of pdfplumber's rows stand in rows of ours that are the same."""
    rows = Counter(tuple(row) for table in mine for row in table)
    return sum(len(row) * number for row, number in (rows & Counter(tuple(r) for t in theirs for r in t)).items())


def compare(name: str, sources: Sequence[SourceFile], rounds: int) -> None:
    """Print the speed of both readers, and how many cells are the same."""
    same = cells = 0
    for source in sources:
        theirs = plumber(source)
        same += same_cells(ours(source), theirs)
        cells += sum(len(row) for table in theirs for row in table)
    times = [one_round(sources) for _ in range(rounds)]
    fast, whole, slow = (statistics.median(column) for column in zip(*times, strict=True))
    ratio, whole_ratio = (statistics.median(t[2] / t[column] for t in times) for column in (0, 1))
    pages = sum(read(source).pages or 0 for source in sources)
    print(f"{name}: {len(sources)} files, {pages} pages, {same} of {cells} cells as pdfplumber has them")
    print(
        f"  {fast:.3f} CPU s against {slow:.3f} CPU s of pdfplumber: {ratio:.1f} times as fast, {pages / fast:.0f} pages/s"
    )
    print(
        f"  the whole way to the package: {whole:.3f} CPU s, {whole_ratio:.1f} times as fast as reading with pdfplumber"
    )


def peak_memory(sources: Sequence[SourceFile], times: int) -> str:
    """Peak memory of a process of its own that reads all files ``times`` times."""
    with tempfile.TemporaryDirectory() as folder:
        for number, source in enumerate(sources):
            (Path(folder) / f"{number}.pdf").write_bytes(source.data)
        command = [sys.executable, "-c", _READ_AGAIN, folder, str(times)]
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()


_READ_AGAIN = """
import resource, sys
from pathlib import Path
from pipeline.conversion import convert
from pipeline.extract import load, read
for _ in range(int(sys.argv[2])):
    for path in sorted(Path(sys.argv[1]).iterdir()):
        read(load(path))
status = Path("/proc/self/status")  # ru_maxrss would count the parent process as well
peak = int(status.read_text().split("VmHWM:")[1].split()[0]) if status.exists() else resource.getrusage(0).ru_maxrss
print(f"{peak / 1024:.0f} MB")
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often each reader reads all files (default 5)")
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {options.rounds} rounds")
    for name, sources in (("real", real()), ("typeset", typeset(range(4)))):
        if sources:
            compare(name, sources, options.rounds)
            once, often = peak_memory(sources, 1), peak_memory(sources, 20)
            print(f"  peak memory: {once} after one reading of all files, {often} after twenty")
    return 0


if __name__ == "__main__":
    sys.exit(main())
