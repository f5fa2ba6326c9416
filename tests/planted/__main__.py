"""``python -m tests.planted FIRST LAST``: measure validation on the seeds of the range.

python -m tests.planted FIRST LAST           one planted error per seed: per kind planted, found, found in the right place
python -m tests.planted --clean FIRST LAST   documents without an error: the errors they are charged with
python -m tests.planted --show FIRST LAST    as the first, with every finding of what was missed or misplaced
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from tests.planted import KINDS, Result, clean_errors, measured, plant
from tests.planted.measure import clean_sheet


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description="Measure validation.")
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--clean", action="store_true", help="documents without planted errors")
    parser.add_argument("--show", action="store_true", help="findings of every planted error")
    options = parser.parse_args()
    seeds = range(options.first, options.last + 1)
    if options.clean:
        return _clean(seeds)
    return _planted(seeds, options.show)


def _clean(seeds: range) -> int:
    charged = 0
    for seed in seeds:
        for finding in clean_errors(seed):
            charged += 1
            print(f"{seed} {clean_sheet(seed).paper} {finding.rule} {finding.source_ref}: {finding.message}")
    print(f"{len(seeds)} documents without errors, {charged} error findings")
    return 1 if charged else 0


def _planted(seeds: range, show: bool) -> int:
    results = [measured(plant(seed)) for seed in seeds]
    for result in results:
        if show or not result.right or result.clean:
            print(_told(result))
    counts = {
        "planted": Counter(r.planted.kind for r in results),
        "found": Counter(r.planted.kind for r in results if r.found),
        "right": Counter(r.planted.kind for r in results if r.right),
    }
    print(f"{'kind':36}{'planted':>8}{'found':>8}{'right':>8}")
    for name in [k.name for k in KINDS if counts["planted"][k.name]]:
        print(f"{name:36}" + "".join(f"{counts[c][name]:8}" for c in counts))
    sums = [c.total() for c in counts.values()]
    print(f"{'all':36}" + "".join(f"{n:8}" for n in sums))
    found, right = (100 * n / len(results) for n in sums[1:])
    print(f"found {found:.1f} %, in the right place {right:.1f} %")
    return 0


def _told(result: Result) -> str:
    p = result.planted
    what = "MISSED" if not result.found else "ELSEWHERE" if not result.right else "ok"
    head = f"{what} seed {p.seed} (record {p.clean.seed}, {p.clean.paper}) {p.kind} at {', '.join(p.places)}"
    lines = [head, f"    printed: {p.slipped.printed}", f"    should be: {p.slipped.wanted}"]
    lines += [f"    - {f.severity} {f.rule} {f.source_ref} {f.table} {f.row_key}: {f.message}" for f in result.findings]
    lines += [f"    CLEAN {f.rule} {f.source_ref}: {f.message}" for f in result.clean]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
