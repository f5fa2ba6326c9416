"""Whole disclosures printed by another program, converted and compared with their gold."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from pipeline.run import run
from tests.printed.page import web_page
from tests.printed.programs import print_page
from tests.scoring import score_package
from tests.test_layouts import Converted, cell_counts
from tests.typesetter import random_layout, random_record, write_gold


def printed_problems(program: str, seed: int, folder: Path, *, rulings: str = "", laid: bool = False) -> list[str]:
    """What is wrong in the package of a seed's record; without its forms in a layout of other places (``laid``).

    Pages are not compared: where they end is the program's affair.
    """
    record = random_record(seed)
    layout = None
    if laid:
        record = replace(record, projects=())
        layout = replace(random_layout(seed), codes="joined", border="closed")
    source, gold = folder / f"{seed}.pdf", folder / f"gold-{seed}"
    print_page(program, web_page(record, seed, layout, rulings or "all"), source)
    write_gold(record, gold, seed, form="pdf", layout=layout)
    (outcome,) = run([source], folder / f"out-{seed}").outcomes
    if outcome.status != "converted":
        return [f"not converted: {outcome.reason}"]
    package = folder / f"out-{seed}" / str(outcome.package)
    want, have = (_without_pages(counts) for counts in cell_counts(Converted(random_layout(seed), gold, package, "")))
    problems = [f"missing {item}" for item in (want - have).elements()]
    problems += [f"extra {item}" for item in (have - want).elements()]
    return problems if laid else problems + score_package(package, gold)


def _without_pages(counts: Counter[tuple[object, ...]]) -> Counter[tuple[object, ...]]:
    result: Counter[tuple[object, ...]] = Counter()
    for item, count in counts.items():
        result[item[:-1]] += count
    return result
