"""How fast is each stage? ``make bench`` prints disclosures per CPU second and the share of every stage.

CPU seconds of this process are counted, so that other work on the machine does not matter much; the first round warms up
(imports, compiled patterns, code lists) and is not counted.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.extract import load, read
from pipeline.model import SourceFile
from pipeline.normalize import normalize
from pipeline.package import IdRegister, open_output, write_package
from pipeline.validate import validate
from tests.shared import SHARED
from tests.typesetter import random_record, set_text

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("extract", "normalize", "validate", "package")


def texts() -> list[SourceFile]:
    """Text disclosures to measure: the real ones when they lie beside the checkout, the samples, and typeset ones."""
    folders = [ROOT / "data" / "raw", *([SHARED / "disclosures"] if SHARED else [])]
    real = [load(path) for folder in folders for path in sorted(folder.glob("*.txt"))]
    made = [
        SourceFile(f"typeset-{seed}.txt", set_text(random_record(seed), seed, damage=1).encode()) for seed in range(8)
    ]
    return [*real, *made]


class Clock:
    """CPU seconds per stage."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside as a part of the stage ``name``."""
        start = time.process_time()
        yield
        self.seconds[name] += time.process_time() - start


def convert_all(sources: Sequence[SourceFile], out: Path) -> Clock:
    """Every source through the four stages."""
    clock = Clock()
    with open_output(out) as folder:
        register = IdRegister(folder)
        for source in sources:
            with clock.stage("extract"):
                document = read(source)
            with clock.stage("normalize"):
                dataset = normalize(document, source)
            with clock.stage("validate"):
                dataset.findings.extend(validate(dataset.tables).findings)
            with clock.stage("package"):
                claim = register.claim(dataset.disclosure_id, source.sha256)
                write_package(dataset, source, folder, claim=claim)
    return clock


def start_up(runs: int) -> float:
    """Median wall seconds of ``juesuan --help``."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "pipeline", "--help"], check=True, capture_output=True, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often all disclosures are converted (default 5)")
    options = parser.parse_args()
    sources = texts()
    with tempfile.TemporaryDirectory() as folder:
        convert_all(sources, Path(folder) / "warm-up")
        rounds = [convert_all(sources, Path(folder) / str(number)) for number in range(options.rounds)]
    totals = [sum(clock.seconds.values()) for clock in rounds]
    best = statistics.median(totals)
    size = sum(len(source.data) for source in sources)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"text disclosures: {len(sources)} ({size / 1000:.0f} kB), {options.rounds} rounds after a warm-up")
    print(
        f"  {len(sources) / best:.1f} disclosures per CPU second and core (median; {best / len(sources) * 1000:.1f} ms each)"
    )
    for stage in STAGES:
        seconds = statistics.median(clock.seconds[stage] for clock in rounds)
        print(f"  {stage:<10} {seconds / len(sources) * 1000:6.2f} ms  {100 * seconds / best:5.1f} %")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"start-up: juesuan --help {start_up(7):.3f} s (median of 7)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
