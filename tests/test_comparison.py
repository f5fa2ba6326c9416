"""Documents of one organisation beside each other: consistent ones agree, every planted contradiction is found, and where.

``SERIES_SEEDS=500`` in the environment tries so many series instead of the 40 of the usual run.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.comparison import compare_folder
from pipeline.conversion import convert
from pipeline.model import Row, SourceFile, together
from pipeline.run import run
from pipeline.spec.comparisons import comparison_specs
from pipeline.validate.documents import Compared, Gap, Pair, Paper, compare, papers_of, series_key, side_by_side
from pipeline.validate.index import Index
from tests.documents import disclosure
from tests.typesetter import Record, random_layout, set_pdf, set_text, set_xlsx
from tests.typesetter.series import Series, random_series

SEEDS = range(int(os.environ.get("SERIES_SEEDS", "40")))
NAMES = ("before", "budget", "after")
Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Docs:
    papers: dict[str, Paper]
    tables: dict[str, Tables]


def final(record: Record, seed: int) -> SourceFile:
    """Final accounts: in turn a PDF in the form of Shanghai, and a text of Xinjiang with a workbook of the national forms."""
    if seed % 2:
        layout = random_layout(seed, ("shanghai",))
        return SourceFile(f"{record.year}.pdf", set_pdf(record, seed, template="shanghai", layout=layout))
    text = SourceFile(f"{record.year}.txt", set_text(record, seed, template="xinjiang").encode())
    return together([text, SourceFile(f"{record.year}.xlsx", set_xlsx(record, seed))])


def in_yuan(seed: int) -> bool:
    return seed // 2 % 2 == 0


def budget(record: Record, seed: int) -> SourceFile:
    """A budget in the form of Shanghai (in 元) or of Jiangsu."""
    layout = random_layout(seed, ("shanghai_budget",) if in_yuan(seed) else ("jiangsu",))
    return SourceFile(f"{record.year}-budget.pdf", set_pdf(record, seed, layout=layout))


def sources(series: Series, seed: int) -> dict[str, SourceFile]:
    made = (final(series.before, seed), budget(series.budget, seed), final(series.after, seed + 1000))
    return dict(zip(NAMES, made, strict=True))


def read(files: dict[str, SourceFile]) -> Docs:
    tables = {name: convert(source).tables for name, source in files.items()}
    papers = {name: papers_of(name, tables[name]["disclosure"]) for name in files}
    return Docs({name: paper for name, paper in papers.items() if paper}, tables)


@lru_cache(maxsize=4)
def documents(seed: int) -> Docs:
    return read(sources(random_series(seed, yuan=in_yuan(seed)), seed))


def compared(docs: Docs) -> Iterator[Compared]:
    specs = comparison_specs()
    for pair in side_by_side(docs.papers.values(), specs.relations):
        if isinstance(pair, Pair):
            index = {p.package: Index(docs.tables[p.package]) for p in (pair.later, pair.earlier)}
            yield from compare(pair, index[pair.later.package], index[pair.earlier.package], specs.of(pair.relation))


@pytest.mark.parametrize("seed", SEEDS)
def test_consistent_documents_agree(seed: int) -> None:
    docs = documents(seed)
    assert len({(p.organisation, p.division, p.scope) for p in docs.papers.values()}) == 1 and len(docs.papers) == 3
    found = list(compared(docs))
    assert [one.message for one in found if one.status == "fail"] == []
    pairs = {(one.later.package, one.earlier.package) for one in found if one.status in ("pass", "rounding")}
    assert pairs == {("after", "before"), ("after", "budget")}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_changed_figure_contradicts_the_other_document(seed: int) -> None:
    """The figure of the earlier document is changed, for one comparison of every check that the series makes."""
    docs = documents(seed)
    held: dict[str, Compared] = {}
    for one in compared(docs):
        if one.status in ("pass", "rounding"):
            held.setdefault(one.check, one)
    assert len(held) >= 6
    for check, one in held.items():
        figure = one.earlier.figures[0]
        tables = deepcopy(docs.tables)
        if not figure.field:  # a number of rows
            tables[one.earlier.package][figure.table].append(dict(figure.row))
        else:
            row = next(row for row in tables[one.earlier.package][figure.table] if row == figure.row)
            value = row[figure.field]
            assert isinstance(value, int | Decimal)
            row[figure.field] = value + 3 if check != "vehicles-kept" else -3
        again = [o for o in compared(replace(docs, tables=tables)) if o.check == check and o.status == "fail"]
        (found,) = [o for o in again if o.item == one.item]
        assert (found.later, found.earlier.package) == (one.later, one.earlier.package)
        assert found.earlier.refs == one.earlier.refs == figure.ref and found.later.refs
        assert found.severity == "info" or found.contradicts
        if figure.field and check != "vehicles-kept":
            assert found.difference == one.difference - 3 if one.difference is not None else False


def planted(seed: int, series: Series, check: str) -> list[Compared]:
    return [o for o in compared(read(sources(series, seed))) if o.check == check and o.contradicts]


def test_contradictions_in_print_are_found_where_they_stand() -> None:
    """Last year's documents are set with other figures than this year's state of them."""
    seed = next(s for s in range(0, 80, 2) if random_series(s).before.accounts.closing and not in_yuan(s))
    right = random_series(seed)
    before = right.before
    staff = replace(before.staff, active=(before.staff.active[0] + 2, before.staff.active[1]))
    (heads, *_) = planted(seed, replace(right, before=replace(before, staff=staff)), "prior-heads")
    assert (heads.item, heads.difference, heads.unit) == ("active", Decimal(-2), "人")
    assert heads.later.refs.startswith("L") and heads.earlier.refs.startswith("L")
    item = max(right.budget.accounts.general.items, key=lambda i: i.amount)
    items = tuple(replace(i, project=i.project + 5) if i is item else i for i in right.budget.accounts.general.items)
    accounts = replace(right.budget.accounts, general=replace(right.budget.accounts.general, items=items))
    series = replace(right, budget=replace(right.budget, accounts=accounts))
    (general,) = planted(seed, series, "budget-general")
    assert general.difference == -5 and general.later.refs.startswith("L") and general.earlier.refs.startswith("p")


BUDGET = """{org}{year}年度部门预算公开
第一部分 部门概况
一、主要职能
（1）负责示例工作。
第三部分 部门预算情况说明
一、收支预算总体情况说明
{org}{year}年度收入、支出预算总计{total}万元，与上年相比收、支预算总计各增加{change}万元，增长{rate}%。其中：
（一）收入预算总计{total}万元。
四、财政拨款收支预算总体情况说明
{org}{year}年度财政拨款收、支总预算{total}万元。与上年相比，财政拨款收、支总计各增加{change}万元，增长{rate}%。
七、一般公共预算支出预算情况说明
{org}{year}年一般公共预算财政拨款支出预算{total}万元，与上年相比增加{change}万元，增长{rate}%。
"""


def budget_text(year: int, total: str, change: str, rate: str, org: str = "江苏省示例厅") -> SourceFile:
    text = BUDGET.format(org=org, year=year, total=total, change=change, rate=rate)
    return SourceFile(f"{year}.txt", text.encode())


@pytest.mark.parametrize(("stated", "status"), [("100.00", "pass"), ("100.01", "rounding"), ("100.02", "fail")])
def test_budgets_of_two_years(stated: str, status: str) -> None:
    docs = read(
        {"after": budget_text(2025, "120.00", "20.00", "20.00"), "before": budget_text(2024, stated, "0.00", "0.00")}
    )
    found = {one.check: one for one in compared(docs)}
    assert set(found) == {"budget-prior-total", "budget-prior-appropriation", "budget-prior-general"}
    assert {one.status for one in found.values()} == {status}


def test_organisations_scopes_and_years_are_not_mixed() -> None:
    def paper(org: str, scope: str, year: int, kind: str = "final", division: str = "310107") -> Paper:
        return Paper(org, division, scope, year, kind, f"{org}{scope}{year}{kind}")

    papers = [
        paper("甲局", "部门", 2023),
        paper("甲局", "单位", 2024),
        paper("甲局", "部门", 2025),
        paper("甲局", "部门", 2025, "budget"),
    ]
    found = list(side_by_side(papers, comparison_specs().relations))
    pairs = [(p.later.package, p.earlier.package) for p in found if isinstance(p, Pair)]
    assert pairs == [("甲局部门2025final", "甲局部门2025budget")]
    gaps = {(g.later.package, g.year, g.relation.earlier): g.reason for g in found if isinstance(g, Gap)}
    assert gaps["甲局部门2025final", 2024, "final"] == "other-scope"
    assert gaps["甲局部门2023final", 2023, "budget"] == "no-document"
    assert not any(year < 2023 for _, year, _ in gaps)


def test_too_many_versions_are_a_heap() -> None:
    old = [Paper("甲局", "", "", 2023, "final", f"old{n}") for n in range(5)]
    new = [Paper("甲局", "", "", 2024, "final", "new")]
    found = list(side_by_side([*old, *new], comparison_specs().relations))
    assert not [p for p in found if isinstance(p, Pair)]
    assert ("new", "versions") in {(g.later.package, g.reason) for g in found if isinstance(g, Gap)}
    assert len([p for p in side_by_side([*old[:2], *new], comparison_specs().relations) if isinstance(p, Pair)]) == 2


@pytest.mark.parametrize("name", ["示例市示例局（本级）", "示例市示例局本级", "示例市“示例局”", " 示例市 示例局(本级)"])
def test_the_name_of_an_organisation_is_bare(name: str) -> None:
    assert series_key(name) == "示例市示例局"


def texts(folder: Path, *series: tuple[str, int, str]) -> list[Path]:
    """Short final accounts of organisations and years, each with a total."""
    folder.mkdir(exist_ok=True)
    paths = []
    for org, year, total in series:
        text = disclosure(org, total, f"{org}{year}年度部门决算公开说明").replace("2024年度", f"{year}年度")
        text = text.replace("减少1人", "增加0人").replace(
            "比上年减少0.50万元，下降33.33%，主要原因是：厉行节约", "与上年持平"
        )
        rate = (2000 / (Decimal(total) - 20)).quantize(Decimal("0.01"))
        more = f"收入支出总体与上年相比，增加20.00万元，增长{rate}%，主要原因是：项目增加。\n二、收入决算情况说明\n本年收入{total}万元，"
        text = text.replace(f"二、收入决算情况说明\n本年收入{total}万元，", more)
        paths.append(folder / f"{org}{year}-{total}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def lines(out: Path) -> list[dict[str, str]]:
    with (out / "comparisons.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def content(out: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((out / "comparisons.json").read_text(encoding="utf-8"))
    return loaded


A, B = "示例市甲局", "示例市乙局"


def test_a_run_compares_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = texts(tmp_path / "in", (A, 2023, "90.00"), (A, 2024, "100.00"), (B, 2024, "100.00"), (B, 2021, "80.00"))
    out = tmp_path / "out"
    assert main(["run", *map(str, given), "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out == "" and "1 处矛盾" in said.err and "1 contradictions" in said.err
    whole = content(out)
    first, second = whole["organisations"]
    assert (second["organisation"], second["counts"]["fail"]) == (A, 1) and first["organisation"] == B
    (wrong,) = second["contradictions"]
    assert (wrong["check"], wrong["expected"], wrong["actual"]) == ("prior-total", "80.00", "90.00")
    assert wrong["later"]["figures"][0]["source_ref"].startswith("L") and wrong["earlier"]["figures"]
    missing = [line for line in lines(out) if line["organisation"] == B]
    assert {line["reason"] for line in missing} == {"no-document"} and "2023年决算" in missing[0]["message"] + missing[
        1
    ]["message"]
    assert not [x for x in lines(out) if x["organisation"] == B and x["later"] and x["earlier"]]
    catalog = json.loads((out / "catalog.json").read_text(encoding="utf-8"))
    assert {p["name"]: p["contradictions"] for p in catalog["packages"]} == {
        wrong["later"]["package"]: 1,
        wrong["earlier"]["package"]: 1,
        **{p["name"]: 0 for p in catalog["packages"] if p["organisation"] == B},
    }


def test_the_same_folder_gives_the_same_bytes_with_and_without_earlier_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = texts(tmp_path / "in", (A, 2023, "90.00"), (A, 2024, "100.00"), (B, 2024, "100.00"), (B, 2023, "80.00"))
    one, two = tmp_path / "one", tmp_path / "two"
    run(given, one)
    run(given[:3], two)
    calls = []
    real = compare

    def counted(pair: Pair, *rest: object) -> object:
        calls.append(pair.later.organisation)
        return real(pair, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("pipeline.comparison.compare", counted)
    run(given, two)
    assert calls == [B], "what did not change was not compared again"
    run(given, two)
    assert calls == [B]
    for name in ("comparisons.json", "comparisons.csv", "catalog.json"):
        assert (one / name).read_bytes() == (two / name).read_bytes(), name
    path = next(two.glob("*jia-ju-2023*")) / "data" / "narrative_figure.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("90.00,万元", "80.00,万元"), encoding="utf-8-sig")
    assert compare_folder(two).contradictions == 0 and calls == [B, A], "an edited package is compared again"
    (two / "comparisons.csv").write_text("gone\n", encoding="utf-8")
    assert compare_folder(two).contradictions == 0
    assert len(lines(two)) == len(lines(one))


def test_a_damaged_package_is_named_and_the_others_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = texts(tmp_path / "in", (A, 2022, "70.00"), (A, 2023, "90.00"), (A, 2024, "100.00"))
    out = tmp_path / "out"
    run(given, out)
    broken = next(out.glob("*2022*"))
    (broken / "data" / "narrative_figure.csv").write_bytes(b"\xff\xfe nonsense")
    assert main(["run", *map(str, given), "--out", str(out)]) == 0
    said = capsys.readouterr().err
    assert broken.name in said and "narrative_figure.csv" in said and "1 处矛盾" in said
    (row,) = [line for line in lines(out) if line["reason"] == "unreadable"]
    assert row["earlier"] == broken.name and "narrative_figure.csv" in row["message_en"]
    (broken / "data" / "disclosure.csv").unlink()
    summary = compare_folder(out)
    assert [one["package"] for one in summary.unreadable] == [broken.name] and summary.contradictions == 1
    assert content(out)["unreadable"] == summary.unreadable


def test_several_files_that_claim_one_id_are_all_compared(tmp_path: Path) -> None:
    given = texts(tmp_path / "in", (A, 2023, "80.00"), (A, 2023, "90.00"), (A, 2024, "100.00"))
    out = tmp_path / "out"
    run(given, out)
    rows = [line for line in lines(out) if line["check"] == "prior-total"]
    assert sorted((line["status"], line["actual"]) for line in rows) == [("fail", "90.00"), ("pass", "80.00")]
    assert len({line["earlier"] for line in rows}) == 2


def test_validate_compares_the_packages_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(texts(tmp_path / "in", (A, 2023, "90.00"), (A, 2024, "100.00"), (B, 2024, "100.00")), tmp_path / "out")
    packages = [str(p) for p in sorted((tmp_path / "out").iterdir()) if p.is_dir()]
    assert main(["validate", *packages]) == 0
    said = capsys.readouterr().out
    assert said.count("compared:") == 1 and "1 do not" in said and "80.00万元" in said and "90.00万元" in said
    assert main(["validate", *packages, "--json"]) == 0
    results = {r["package"]: r for r in json.loads(capsys.readouterr().out)}
    later = next(name for name in results if "jia-ju-2024" in name)
    wrong = [c for c in results[later]["comparisons"] if c["status"] == "fail"]
    assert [c["check"] for c in wrong] == ["prior-total"] and wrong[0]["earlier"]["package"] in results
    assert not [c for name in results if name != later for c in results[name]["comparisons"] if c["status"] == "fail"]
    alone = tmp_path / "alone"
    shutil.copytree(packages[0], alone)
    assert main(["validate", str(alone)]) == 0
    assert "compared:" not in capsys.readouterr().out
