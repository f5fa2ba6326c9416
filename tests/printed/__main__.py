"""``python -m tests.printed [--program NAME] [--seeds 0-9] [--rulings KIND] [--laid]``: read what other programs print."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.printed.measure import printed_problems
from tests.printed.page import RULINGS
from tests.printed.programs import PROGRAMS, found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.printed", description="Read what other programs print.")
    parser.add_argument("--program", choices=PROGRAMS, default=PROGRAMS[0])
    parser.add_argument("--seeds", default="0-9", help="first and last record (default 0-9)")
    parser.add_argument("--rulings", choices=RULINGS, default="all")
    parser.add_argument("--laid", action="store_true", help="tables of several places, no forms")
    parser.add_argument("--show", type=int, default=3, help="problems shown for each document (default 3)")
    options = parser.parse_args()
    if found(options.program) is None:
        print(f"this machine has no {options.program} to print with", file=sys.stderr)
        return 2
    first, last = map(int, options.seeds.split("-"))
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, last + 1):
            problems = printed_problems(options.program, seed, Path(folder), rulings=options.rulings, laid=options.laid)
            total += len(problems)
            print(f"{seed}: {len(problems)} problems", *problems[: options.show], sep="\n  ")
    print(f"{total} problems in {last - first + 1} documents")
    return 0 if total == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
