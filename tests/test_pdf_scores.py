"""Typeset PDFs and workbooks whose right answer is known, and the real ones beside the checkout."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.run import run
from tests.scoring import score_cells, score_package
from tests.shared import SHARED, needs_shared
from tests.typesetter import random_record, set_pdf, set_text, set_xlsx, write_gold

ROOT = Path(__file__).resolve().parent.parent
PUTUO = "sh-putuo-guihua-2024-final"


def convert(files: dict[str, bytes], folder: Path) -> Path:
    """The one package of one or several files."""
    (folder / "in").mkdir(parents=True)
    for name, data in files.items():
        (folder / "in" / name).write_bytes(data)
    outcomes = run(sorted((folder / "in").iterdir()), folder / "out").outcomes
    assert [outcome.status for outcome in outcomes] == ["converted"] * len(files), [o.reason for o in outcomes]
    (package,) = {outcome.package for outcome in outcomes}
    return folder / "out" / str(package)


def rows(package: Path, table: str) -> list[dict[str, str]]:
    with (package / "data" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def errors(package: Path) -> list[str]:
    return [row["message"] for row in rows(package, "finding") if row["severity"] == "error"]


@pytest.mark.parametrize("seed", range(12))
def test_typeset_pdf(seed: int, tmp_path: Path) -> None:
    record = random_record(seed)
    write_gold(record, tmp_path / "gold", seed, form="pdf")
    package = convert({"a.pdf": set_pdf(record, seed)}, tmp_path)
    assert score_cells(package, tmp_path / "gold") == []
    assert score_package(package, tmp_path / "gold") == []
    assert errors(package) == []


@pytest.mark.parametrize("seed", range(8))
def test_typeset_workbook_and_text_are_one_document_year(seed: int, tmp_path: Path) -> None:
    record = random_record(seed)
    write_gold(record, tmp_path / "gold", seed, form="xlsx")
    package = convert({"text.txt": set_text(record, seed, 1).encode(), "tables.xlsx": set_xlsx(record, seed)}, tmp_path)
    assert score_cells(package, tmp_path / "gold") == []
    assert errors(package) == []
    refs = {row["source_ref"][:2] for row in rows(package, "statement_cell")}
    assert refs <= {"2/"}
    assert rows(package, "disclosure")[0]["source_name"] == "text.txt + tables.xlsx"
    assert rows(package, "narrative_figure")


def test_a_second_run_knows_a_document_year_of_two_files(tmp_path: Path) -> None:
    record = random_record(3)
    files = {"text.txt": set_text(record, 3, 0).encode(), "tables.xlsx": set_xlsx(record, 3)}
    convert(files, tmp_path)
    again = run(sorted((tmp_path / "in").iterdir()), tmp_path / "out").outcomes
    assert [outcome.status for outcome in again] == ["unchanged", "unchanged"]


def test_a_contradiction_between_text_and_tables_is_a_finding(tmp_path: Path) -> None:
    record = random_record(3)
    text = set_text(record, 3, 0)
    number = re.search(r"人员经费\s*([\d,]+\.\d\d)", text)
    assert number
    wrong = f"{Decimal(number[1].replace(',', '')) + 100:,.2f}"
    changed = text.replace(number[0], number[0].replace(number[1], wrong))
    package = convert({"text.txt": changed.encode(), "tables.xlsx": set_xlsx(record, 3)}, tmp_path)
    assert any(wrong in message for message in errors(package))


@needs_shared
def test_the_real_final_accounts(tmp_path: Path) -> None:
    assert SHARED
    package = convert({"a.pdf": (SHARED / "disclosures" / f"{PUTUO}.pdf").read_bytes()}, tmp_path)
    assert score_cells(package, SHARED / "gold" / PUTUO) == []
    figures = [p for p in score_package(package, SHARED / "gold" / PUTUO) if p.startswith("figure")]
    assert [f for f in figures if "0.39" not in f] == []
    # The two real errors of the document, and no other.
    found = errors(package)
    assert len(found) == 2
    assert "5,377.64" in found[0] and "5,364.75" in found[0]
    assert "4,896.98" in found[1] and "4,884.09" in found[1]


@needs_shared
def test_every_real_document_converts_and_pairs_are_joined(tmp_path: Path) -> None:
    assert SHARED
    sources = sorted((SHARED / "disclosures").iterdir())
    outcomes = run(sources, tmp_path / "out").outcomes
    assert {outcome.status for outcome in outcomes} == {"converted"}
    packages = {outcome.source: outcome.package for outcome in outcomes}
    assert packages["js-zhengxie-2019-budget-text.pdf"] == packages["js-zhengxie-2019-budget-tables.pdf"]
    assert len(set(packages.values())) == len(sources) - 1
    template = tmp_path / "out" / str(packages["sh-template-final.pdf"])
    assert [row["status"] for row in rows(template, "statement")] == ["empty"] * 9
    assert rows(template, "statement_cell") == []
