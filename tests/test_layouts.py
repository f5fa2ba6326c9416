"""Typeset disclosures in many layouts: every figure of every official table is read, whatever the page does to it.

``LAYOUT_SEEDS=1000`` in the environment tries so many seeds instead of the few of the usual run; ``LAYOUT_FIRST`` is the
first of them.
"""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.run import run
from tests.typesetter import DocumentLayout, random_layout, random_record, set_pdf, write_gold

Row = dict[str, str]
COUNT = int(os.environ.get("LAYOUT_SEEDS", "40"))
FIRST = int(os.environ.get("LAYOUT_FIRST", "0"))

_NUMBERED = re.compile(r"^([一二三四五六七八九十]+、|\d+[.、]|\([一二三四五六七八九十\d]+\))")
_ITEMS = (
    ("购置费", "vehicle_purchase"),
    ("运行费", "vehicle_operation"),
    ("运行维护费", "vehicle_operation"),
    ("因公出国(境)费", "overseas"),
    ("公务接待费", "reception"),
)


SEEDS = range(FIRST, FIRST + COUNT)


@dataclass(frozen=True)
class Converted:
    """A typeset document's gold, its package, and what became of it."""

    layout: DocumentLayout
    gold: Path
    package: Path | None
    reason: str


def close(text: str) -> str:
    """Without white space, quotation marks and the width of punctuation."""
    return re.sub(r"[\s“”\"'‘’]", "", unicodedata.normalize("NFKC", text))


def label(text: str) -> str:
    return _NUMBERED.sub("", close(text))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "")).normalize() + 0


def tsv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def table(package: Path, name: str) -> list[Row]:
    with (package / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def names(gold: Path) -> dict[str, Row]:
    """For every title of the gold its ``statement`` (name), ``unit``, ``empty``, ``start_page`` and ``end_page``."""
    found: dict[str, Row] = {}
    for row in tsv(gold / "meta.tsv"):
        match = re.fullmatch(r"table\.(\d+)\.(\w+)", row["key"])
        if match:
            found.setdefault(match[1], {})[match[2]] = row["value"]
    return {t["title"]: t for t in found.values()}


def cell_counts(done: Converted) -> tuple[Counter[tuple[object, ...]], Counter[tuple[object, ...]]]:
    """What the gold wants of ``statement_cell`` and what the package has."""
    assert done.package
    titles = names(done.gold)
    want = Counter[tuple[object, ...]](
        (
            titles[r["table"]]["statement"],
            r["row_code"] or label(r["row_label"]),
            tuple(close(p) for p in r["column"].split(" / ")),
            number(r["value"]),
            titles[r["table"]]["unit"],
            r["page"],
        )
        for r in tsv(done.gold / "cells.tsv")
    )
    have = Counter[tuple[object, ...]](
        (
            r["statement"],
            r["row_code"] or label(r["row_label"]),
            tuple(close(p) for p in r["column"].split(" / ")),
            number(r["value"]),
            r["unit"],
            r["page"],
        )
        for r in table(done.package, "statement_cell")
        if r["value"]
    )
    return want, have


def cell_problems(done: Converted) -> list[str]:
    want, have = cell_counts(done)
    return [f"missing {item}" for item in (want - have).elements()] + [
        f"extra {item}" for item in (have - want).elements()
    ]


def table_problems(done: Converted) -> list[str]:
    """The figures that the nine published tables must hold, in 万元, and the announced state of every statement."""
    assert done.package
    titles = names(done.gold)
    problems = []
    rows: dict[str, list[Row]] = {}
    for r in tsv(done.gold / "cells.tsv"):
        meta = titles[r["table"]]
        name = meta["statement"]
        path = [close(p) for p in r["column"].split(" / ")]
        value = (number(r["value"]) / (10_000 if meta["unit"] == "元" else 1)).normalize() + 0
        if not (done.package / "data" / f"{name}.csv").exists():
            continue  # no table of its own: it stands in statement_cell alone
        mine = rows.setdefault(name, table(done.package, name))
        if path[-1] in ("人员经费", "公用经费") and not r["row_code"]:
            continue  # the published table has one amount in a row, here that of 合计
        if name == "three_public":
            item = _item(path, r["row_label"])
            fits = [x for x in mine if x["item"] == item] if item else None
        elif r["row_code"]:
            fits = [x for x in mine if r["row_code"] in (x.get("functional_code"), x.get("economic_code"))]
        else:
            wanted = label(r["row_label"])
            fits = [x for x in mine if wanted == label(x.get("name") or x.get("item") or "")]
        if fits is not None and not any(value in _numbers(x) for x in fits):
            problems.append(f"{name} lacks {r['row_code'] or r['row_label']} {r['column']} {value}")
    have = {r["statement"]: r for r in table(done.package, "statement")}
    for title, meta in titles.items():
        state = have.get(meta["statement"])
        if state is None:
            problems.append(f"no statement {title}")
        elif (state["status"] == "empty") != (meta["empty"] == "yes"):
            problems.append(f"{title} is {state['status']}")
        elif label(close(state["title"])) != label(close(title)):
            problems.append(f"title {state['title']} for {title}")
        elif state["first_page"] != meta["start_page"] or (
            state["status"] == "filled" and state["last_page"] != meta["end_page"]
        ):  # blank rows alone on a further page are no part of a filled table
            problems.append(
                f"{title} on {state['first_page']}-{state['last_page']}, not {meta['start_page']}-{meta['end_page']}"
            )
    problems += [f"extra statement {s}" for s in have if s not in {m["statement"] for m in titles.values()}]
    return problems


def _numbers(row: Row) -> set[Decimal]:
    return {number(v) for c, v in row.items() if v and re.fullmatch(r"-?\d+(\.\d+)?", v) and not c.endswith("code")}


def _item(path: list[str], row_label: str) -> str | None:
    """The item of three_public that a figure belongs to; None for what is none (机关运行经费, 会议费)."""
    text = close(row_label) or "/".join(p for p in path if p not in ("预算数", "决算数"))
    for end, item in _ITEMS:
        if text.endswith(end) and "购置及" not in text.split("/")[-1]:
            return item
    if "公务用车" in text:
        return "vehicle"
    outer = "三公" in text or any(p in ("预算数", "决算数") for p in path)
    return "total" if outer and text.endswith(("合计", "小计")) else None


def typeset(seed: int, folder: Path, border: str = "", rulings: str = "") -> tuple[Path, DocumentLayout]:
    """Write the document of a seed and its gold; without its forms, which have tests of their own.

    Without ``rulings`` upright there are no frames in cells, and no cells that a figure can stand beyond.
    """
    record = replace(random_record(seed), projects=())
    layout = random_layout(seed)
    layout = replace(layout, border=border or layout.border)
    if rulings:
        layout = replace(layout, rulings=rulings, border="closed", boxes="no", overflow="no")
    source = folder / f"{seed}.pdf"
    source.write_bytes(set_pdf(record, seed, layout=layout))
    write_gold(record, folder / f"gold-{seed}", seed, form="pdf", layout=layout)
    return source, layout


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Converted]:
    """All seeds, converted in one run."""
    folder = tmp_path_factory.mktemp("layouts")
    made = {seed: typeset(seed, folder) for seed in SEEDS}
    outcomes = {o.source: o for o in run([source for source, _ in made.values()], folder / "out").outcomes}
    result = {}
    for seed, (source, layout) in made.items():
        outcome = outcomes[source.name]
        package = folder / "out" / str(outcome.package) if outcome.status == "converted" else None
        result[seed] = Converted(layout, folder / f"gold-{seed}", package, outcome.reason or "")
    return result


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_is_read_in_any_layout(seed: int, converted: dict[int, Converted]) -> None:
    done = converted[seed]
    assert done.package, (done.reason, sorted(done.layout.features))
    problems = cell_problems(done) + table_problems(done)
    assert problems == [], "\n".join([", ".join(sorted(done.layout.features)), *problems[:20]])


@pytest.mark.parametrize("seed", SEEDS)
def test_consistent_documents_have_no_error_finding_in_any_layout(seed: int, converted: dict[int, Converted]) -> None:
    done = converted[seed]
    assert done.package, (done.reason, sorted(done.layout.features))
    errors = [r["message"] for r in table(done.package, "finding") if r["severity"] == "error"]
    assert errors == [], "\n".join([", ".join(sorted(done.layout.features)), *errors[:20]])


@pytest.mark.parametrize("seed", [0, 2, 6, 12, 24, 38])
def test_figures_of_tables_without_any_border_are_read_or_told(seed: int, tmp_path: Path) -> None:
    """A last row alone on a page, with no ruling that crosses another, can't be told from a note."""
    source, layout = typeset(seed, tmp_path, border="bare")
    (outcome,) = run([source], tmp_path / "out").outcomes
    assert outcome.status == "converted"
    package = tmp_path / "out" / str(outcome.package)
    done = Converted(layout, tmp_path / f"gold-{seed}", package, "")
    want, have = cell_counts(done)
    lost = Counter((item[3], item[5]) for item in want.elements()) - Counter(
        (item[3], item[5]) for item in have.elements()
    )
    assert lost.total() < want.total() / 10
    told = {r["source_ref"] for r in table(package, "finding") if r["rule"] == "figure-unread"}
    assert {f"p{page}" for (_, page) in lost} <= told


@pytest.mark.parametrize("rulings", ["level", "three", "none"])
@pytest.mark.parametrize("seed", [0, 2, 3, 8, 9, 17])
def test_figures_of_tables_without_upright_rulings_are_read(seed: int, rulings: str, tmp_path: Path) -> None:
    source, layout = typeset(seed, tmp_path, rulings=rulings)
    (outcome,) = run([source], tmp_path / "out").outcomes
    assert outcome.status == "converted", outcome.reason
    done = Converted(layout, tmp_path / f"gold-{seed}", tmp_path / "out" / str(outcome.package), "")
    problems = cell_problems(done)
    assert problems == [], "\n".join([", ".join(sorted(done.layout.features)), *problems[:20]])
