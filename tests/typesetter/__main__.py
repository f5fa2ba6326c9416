"""``python -m tests.typesetter``: make the sample sources of ``data/raw`` again, or a random disclosure with its gold.

python -m tests.typesetter                      write data/raw
python -m tests.typesetter --check              exit status 1 when data/raw differs from what would be written
python -m tests.typesetter random SEED FOLDER   write SEED.txt, SEED.pdf, SEED.xlsx and their gold to FOLDER
python -m tests.typesetter layout SEED FOLDER   write SEED.pdf in the layout of the seed, and its gold, to FOLDER
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.typesetter import random_layout, random_record, set_pdf, set_text, set_xlsx, write_gold
from tests.typesetter.samples import RAW, samples


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.typesetter", description="Typeset sample disclosures.")
    parser.add_argument("--check", action="store_true", help="compare data/raw instead of writing it")
    commands = parser.add_subparsers(dest="command")
    random = commands.add_parser("random", help="a random disclosure in all formats, with its gold")
    random.add_argument("seed", type=int)
    random.add_argument("folder", type=Path)
    random.add_argument("--damage", type=int, choices=(0, 1, 2), default=0)
    laid = commands.add_parser("layout", help="a random disclosure as PDF in a random layout, with its gold")
    laid.add_argument("seed", type=int)
    laid.add_argument("folder", type=Path)
    options = parser.parse_args()
    if options.command == "layout":
        _layout(options.seed, options.folder)
        return 0
    if options.command == "random":
        _random(options.seed, options.folder, options.damage)
        return 0
    return _check() if options.check else _write()


def _write() -> int:
    RAW.mkdir(parents=True, exist_ok=True)
    for sample in samples():
        data = sample.make()
        (RAW / sample.name).write_bytes(data)
        print(f"{sample.name}: {len(data):,} bytes", file=sys.stderr)
    return 0


def _check() -> int:
    stale = [s.name for s in samples() if not (RAW / s.name).exists() or (RAW / s.name).read_bytes() != s.make()]
    for name in stale:
        print(f"{name} is missing or not what the typesetter makes: run python -m tests.typesetter", file=sys.stderr)
    return 1 if stale else 0


def _random(seed: int, folder: Path, damage: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    record = random_record(seed)
    (folder / f"{seed}.txt").write_text(set_text(record, seed, damage), encoding="utf-8", newline="\n")
    (folder / f"{seed}.pdf").write_bytes(set_pdf(record, seed))
    (folder / f"{seed}.xlsx").write_bytes(set_xlsx(record, seed))
    write_gold(record, folder / "gold-text", seed, damage)
    write_gold(record, folder / "gold-pdf", seed, form="pdf")
    write_gold(record, folder / "gold-xlsx", seed, form="xlsx")


def _layout(seed: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    record, layout = random_record(seed), random_layout(seed)
    print(", ".join(sorted(layout.features)), file=sys.stderr)
    (folder / f"{seed}.pdf").write_bytes(set_pdf(record, seed, layout=layout))
    write_gold(record, folder / "gold-pdf", seed, form="pdf", layout=layout)


if __name__ == "__main__":
    sys.exit(main())
