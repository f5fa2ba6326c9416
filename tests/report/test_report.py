"""The report of a package: what it says, that it is safe and self-contained, and its pictures."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.conversion import convert
from pipeline.errors import SpecError
from pipeline.model import Dataset, Finding, InvolvedFigure, SourceFile, together
from pipeline.package import open_output, write_package
from pipeline.report.cutouts import cut_outs
from pipeline.report.files import report_files
from pipeline.report.words import parse_words, report_words
from pipeline.spec.root import load_toml
from tests.documents import disclosure
from tests.package.sample import FINDINGS, disclosure_row, empty_dataset, full_dataset, sample_source
from tests.planted import plant

_PICTURE = re.compile(r'src="data:image/png;base64,([^"]+)"')
_RED = (222, 28, 28)


@cache
def wrong() -> tuple[SourceFile, Dataset]:
    """A typeset PDF in whose table one figure is 100 too large."""
    source = plant(0).planted.source
    return source, convert(source)


def written(dataset: Dataset, source: SourceFile, out: Path) -> tuple[str, str]:
    with open_output(out) as folder:
        path = write_package(dataset, source, folder, extra=report_files).path
    return tuple((path / name).read_text(encoding="utf-8") for name in ("report.html", "report.md"))  # type: ignore[return-value]


def without_pictures(page: str) -> str:
    return _PICTURE.sub("", page)


def shown(value: Decimal) -> str:
    return f"{value:,f}"


def test_a_wrong_figure_is_told_with_what_it_differs_from_and_shown_in_its_place(tmp_path: Path) -> None:
    source, dataset = wrong()
    page, text = written(dataset, source, tmp_path)
    finding = next(f for f in dataset.findings if f.severity == "error")
    for figure in finding.figures[:2]:
        assert figure.value is not None
        assert f"{shown(figure.value)} 万元" in page and f"{shown(figure.value)} 万元" in text
    assert "原文截图见 report.html" in text
    assert finding.message_en.split("(")[0][:20] in page
    pictures = _PICTURE.findall(page)
    assert pictures and len(pictures) == len(dataset.pictures)
    image = Image.open(BytesIO(b64decode(pictures[0])))
    colours = {colour for _, colour in image.convert("RGB").getcolors(256) or []}
    assert _RED in colours and 100 < image.width <= 1600 and image.height < 1600
    assert len(dataset.pictures[dataset.findings.index(finding)]) < 60_000


def test_clauses_of_the_text_are_framed_too() -> None:
    source = plant(12).planted.source
    dataset = convert(source)
    finding = next(f for f in dataset.findings if f.rule == "basic-expenditure-narrative-table")
    alone = Finding("x", "error", "x", "x", "p4", figures=finding.figures[:1])
    assert finding.figures[0].box is None and finding.figures[0].printed
    assert cut_outs(source, [alone])[0].startswith(b"\x89PNG")


def test_places_that_are_not_there_cost_only_the_picture() -> None:
    source, _ = wrong()
    box = (Decimal(1), Decimal(2), Decimal(30), Decimal(14))

    def finding(ref: str, printed: str | None = None, at: tuple[Decimal, ...] | None = box) -> Finding:
        figure = InvolvedFigure("income", "1", "total", "", "", None, "", 0, 1, ref, 1, at, printed)  # type: ignore[arg-type]
        return Finding("x", "error", "x", "x", ref, figures=(figure,))

    far = tuple(side + 5000 for side in box)
    found = [
        finding("p900"),
        finding("7/p1"),
        finding("p3", "没有这句话", None),
        finding("L3"),
        finding("p3", None, far),
    ]
    assert cut_outs(source, found) == {}
    assert cut_outs(SourceFile("x.pdf", b"%PDF-1.4 broken"), [finding("p1")]) == {}
    assert cut_outs(sample_source(), [finding("p1")]) == {}
    assert set(cut_outs(source, [finding("p1"), finding("p2")])) == {0, 1}


def test_there_are_at_most_twenty_pictures_and_errors_come_first() -> None:
    source, dataset = wrong()
    error = next(f for f in dataset.findings if f.severity == "error")
    warning = Finding("x", "warning", "x", "x", "p1", figures=error.figures[:1])
    pictures = cut_outs(source, [*[warning] * 25, error])
    assert len(pictures) == 20 and 25 in pictures


def test_what_a_document_says_is_never_markup(tmp_path: Path) -> None:
    source = sample_source(name="<img src=x>.txt")
    dataset = full_dataset(source)
    dataset.tables["disclosure"][0]["title"] = "<script>alert(1)</script>"
    bad = '<script src="x">"&\''
    figure = InvolvedFigure("income", "1", "total", bad, bad, Decimal(1), bad, 1, 2, bad, None, None, bad * 2)
    for severity in ("error", "warning", "info"):
        dataset.findings.append(
            Finding(bad, severity, bad, bad, bad, figures=(figure,), likely_cause="publisher", evidence=bad)
        )
    page, text = written(dataset, source, tmp_path)
    assert "<script" not in page and "<img src=x" not in page and page.count("&lt;script") > 10
    assert "<script" not in text.replace(r"\<script", "")


def test_the_page_needs_no_network(tmp_path: Path) -> None:
    source, dataset = wrong()
    page = without_pictures(written(dataset, source, tmp_path)[0])
    assert "http" not in page and "url(" not in page and "@import" not in page and "<script" not in page
    assert "<link" not in page and 'src="' not in page


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    source, dataset = wrong()
    again = convert(source)
    assert again.pictures == dataset.pictures
    assert written(dataset, source, tmp_path / "a") == written(again, source, tmp_path / "b")


def test_a_document_in_which_all_is_well_has_a_short_report(tmp_path: Path) -> None:
    source = sample_source(disclosure().encode())
    dataset = convert(source)
    dataset.findings.clear()
    page, text = written(dataset, source, tmp_path)
    assert "没有发现问题" in page and "Nothing is wrong" in page and "<article" not in page
    assert len(text.splitlines()) < 30 and "没有发现问题" in text and len(page) < 40_000


def test_a_comparison_that_fails_as_a_remark_is_not_told_as_holding(tmp_path: Path) -> None:
    source = sample_source(disclosure().encode())
    dataset = convert(source)
    dataset.findings.clear()
    failed = next(row for row in dataset.tables["check_result"] if row["status"] == "pass")
    failed["status"] = "fail"
    page, text = written(dataset, source, tmp_path)
    told = f"{failed['count']} 处不符"
    assert told in page and told in text and "全部相符" not in page + text and "comparisons hold" not in page + text


def test_an_empty_dataset_has_a_report_too(tmp_path: Path) -> None:
    page, text = written(empty_dataset(sample_source()), sample_source(), tmp_path)
    assert "没有可核对的数字" in page and "nothing to check" in text


def test_causes_counts_and_folded_findings(tmp_path: Path) -> None:
    source = sample_source()
    dataset = full_dataset(source)
    dataset.findings.append(Finding("value-inferred", "info", "推断", "inferred", "2/p3-4"))
    page, text = written(dataset, source, tmp_path)
    assert disclosure_row(source)["org_name"] in page and len(FINDINGS) == 3  # type: ignore[operator]
    for told in (page, text):
        assert "可能原文如此" in told and "原文如此" in told and "probably so in the source" in told
        assert "没有读准的 2 处" in told and "提示 1 条" in told
    assert "文件 2，第 3–4 页" in page and "file 2, page 3–4" in page
    assert "1.00" in page and "2.00" in page and "相符 0，不符 1" in page


def test_long_lists_are_cut(tmp_path: Path) -> None:
    source = sample_source()
    dataset = empty_dataset(source)
    figures = tuple(FINDINGS[1].figures[:1]) * 30
    dataset.findings += [Finding("x", "error", f"第{n}条", f"no. {n}", "L1", figures=figures) for n in range(300)]
    page, text = written(dataset, source, tmp_path)
    assert page.count("<article") == 40 and "另外 260 条" in page and "另外 22 个数字" in page
    assert "另外 270 条" in text


def test_wrong_words_are_refused() -> None:
    assert report_words().texts["words.errors"].zh == "错误"
    for spoil in (
        {"zh": "${a}", "en": "b"},
        {"zh": "$", "en": "$"},
        {"zh": "a"},
    ):
        data = load_toml("report.toml")
        data["words"] = {**data["words"], "errors": spoil}
        with pytest.raises(SpecError):
            parse_words(data)


def test_a_figure_without_a_box_is_framed_where_it_stands_once_on_its_page() -> None:
    source, dataset = wrong()
    cells = [row for row in dataset.tables["statement_cell"] if row["source_ref"] == "p20"]
    printed = [Decimal(str(row["value"])) for row in cells if row["value"] is not None]

    def pictures(value: Decimal | None) -> dict[int, bytes]:
        figure = InvolvedFigure("performance_project", "1", "total_score", "", "", value, "分", 0, 1, "p20", 20)
        return cut_outs(source, [Finding("x", "error", "x", "x", "p20", figures=(figure,))])

    once = next(value for value in printed if printed.count(value) == 1 and value > 10)
    often = next(value for value in printed if printed.count(value) > 1 and value > 1)
    assert pictures(once) and not pictures(often) and not pictures(Decimal("87654.32")) and not pictures(None)
    assert not pictures(Decimal(1))


def test_of_several_files_the_right_one_is_drawn(tmp_path: Path) -> None:
    source, dataset = wrong()
    error = next(f for f in dataset.findings if f.severity == "error")
    moved = tuple(replace(figure, source_ref=f"2/{figure.source_ref}") for figure in error.figures)
    whole = together([sample_source(), source])
    finding = replace(error, figures=moved)
    pictures = cut_outs(whole, [finding])
    assert set(pictures) == {0}
    assert not cut_outs(together([source, sample_source()]), [finding])
    told = empty_dataset(sample_source())
    told.findings.append(finding)
    told.pictures.update(pictures)
    assert "文件 2，第" in written(told, sample_source(), tmp_path)[0]
