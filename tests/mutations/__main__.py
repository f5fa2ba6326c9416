"""``python -m tests.mutations [--all] [--identities] [--proven] FILE…``: changes of single figures, noticed or not.

Without ``--all`` the amounts of the official tables are changed, with it every figure of every table. ``--identities``
leaves out the checks that hold the data against the words and cells they were read from, ``--proven`` changes only
figures that take part in an identity that holds.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from pipeline.conversion import convert
from pipeline.model import SourceFile
from pipeline.spec.tables import table_specs
from tests.mutations import STATEMENTS, Noticed, mutations, noticed, only_proven

_AS_PRINTED = ("disclosure", "statement", "statement_cell", "check_result", "proven_share", "finding")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description="Measure validation.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--all", action="store_true", help="every figure of every table")
    parser.add_argument("--identities", action="store_true", help="the identities of the accounts alone")
    parser.add_argument("--proven", action="store_true", help="only figures that take part in an identity")
    options = parser.parse_args()
    names = [n for n in table_specs() if n not in _AS_PRINTED] if options.all else STATEMENTS
    for file in options.files:
        tables = convert(SourceFile(file.name, file.read_bytes())).tables
        changes = mutations(tables, names, official=not options.all)
        if options.proven:
            changes = only_proven(tables, changes)
        _tell(file.name, noticed(tables, changes, identities_alone=options.identities))
    return 0


def _tell(name: str, result: Noticed) -> None:
    missed = Counter(m.kind for m in result.missed)
    total = result.tried.total()
    print(f"{name}: {total - len(result.missed)} of {total} changes noticed, {result.share:.2%}")
    print("  " + ", ".join(f"{kind} {count - missed[kind]}/{count}" for kind, count in result.tried.items()))
    places: dict[tuple[str, str], list[str]] = {}
    for one in result.missed:
        places.setdefault((one.table, one.column), []).append(f"{one.kind} {one.name}")
    for (table, column), some in places.items():
        print(f"  not noticed in {table}.{column}, {len(some)}: {'; '.join(some[:6])}{'; …' if len(some) > 6 else ''}")


if __name__ == "__main__":
    sys.exit(main())
