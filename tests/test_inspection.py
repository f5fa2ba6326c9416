"""``juesuan inspect``: pages in words and as pictures, and published figures in their sources."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from pipeline.cli import main
from pipeline.errors import UsageError
from pipeline.extract import load
from pipeline.extract.pdf.picture import PagePicture, draw_page
from pipeline.inspection.canvas import Canvas, Entry
from pipeline.inspection.lettering import Lettering, lettering
from pipeline.inspection.page import Page, page_at
from pipeline.inspection.places import box_of
from pipeline.inspection.reading import Place, Reading, covers, read_all, sheet_of, split_part
from pipeline.inspection.row import PublishedTables, find_row, open_package
from pipeline.inspection.sources import find_source
from pipeline.inspection.tables import letters
from pipeline.inspection.targets import targets
from pipeline.inspection.words import page_in_words
from pipeline.model import Box, Cell, SourceFile
from pipeline.model.source import combined_sha256
from tests.documents import disclosure
from tests.shared import SHARED, needs_shared

RAW = Path(__file__).resolve().parent.parent / "data" / "raw"
PDF = RAW / "shili-shi-kexue-jishu-ju-2024-final.pdf"
BOOK = RAW / "shili-shi-minzheng-ju-2024-final.xlsx"
RED = (222, 28, 28)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_all(load(PDF))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    text = folder / "示例局决算.txt"
    text.write_text(disclosure(), encoding="utf-8")
    assert main(["run", str(PDF), str(BOOK), str(text), "--out", str(folder / "out")]) == 0
    return folder / "out"


def package_of(out: Path, source: str) -> Path:
    found = [p for p in out.iterdir() if p.is_dir() and open_package(p).disclosure["source_name"] == source]
    assert len(found) == 1
    return found[0]


def pages_of(reading: Reading) -> list[Page]:
    return [page_at(reading, Place(number)) for number in range(1, (reading.document.pages or 0) + 1)]


def _pixels(image: Image.Image) -> list[tuple[int, ...]]:
    data = image.convert("RGB").tobytes()
    return [tuple(data[i : i + 3]) for i in range(0, len(data), 3)]


def _image(picture: PagePicture) -> Image.Image:
    size = (picture.columns, picture.rows)
    return Image.frombuffer("RGBX", size, picture.rgbx, "raw", "RGBX", 0, 1).convert("RGB")


def marked(image: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """The smallest rectangle around all pixels of a colour."""
    plain = image.convert("RGB")
    lines = [y for y in range(plain.height) if colour in set(_pixels(plain.crop((0, y, plain.width, y + 1))))]
    columns = [x for x in range(plain.width) if colour in set(_pixels(plain.crop((x, 0, x + 1, plain.height))))]
    box = (columns[0], lines[0], columns[-1] + 1, lines[-1] + 1) if lines else None
    assert box, "nothing is marked"
    return box


def test_the_pages_together_show_every_figure_of_the_tables(reading: Reading) -> None:
    assert reading.dataset
    shown = [
        (table.name, row.number, row.code, row.label, figure.value, figure.raw, page.place.page)
        for page in pages_of(reading)
        for table in page.tables
        for row in table.rows
        for figure in row.figures
    ]
    published = [
        (r["statement"], r["row_no"], r["row_code"] or "", r["row_label"] or "", r["value"], r["raw"], r["page"])
        for r in reading.dataset.tables["statement_cell"]
    ]
    assert shown == published and len(shown) > 300


def test_every_row_with_a_label_has_its_cells_on_the_page(reading: Reading) -> None:
    rows = [row for page in pages_of(reading) for table in page.tables for row in table.rows]
    assert rows and all(row.head for row in rows if row.label or row.code)


def test_every_stated_figure_is_found_with_its_digits(reading: Reading) -> None:
    pages = [page for page in pages_of(reading) if page.stated]
    assert sum(len(page.stated) for page in pages) >= 190
    for page in pages[:4]:
        assert page.place.page
        characters = draw_page(reading.source, page.place.page).characters
        for figure in page.stated:
            for piece in figure.pieces:
                box, line = box_of(piece, characters), piece.line.box
                assert box and line
                assert line.x0 - 1 <= box.x0 < box.x1 <= line.x1 + 1
                inside = [c for c, b in characters if box.x0 <= (b.x0 + b.x1) / 2 <= box.x1 and b.top >= line.top - 1]
                assert any(character.isdigit() for character in inside)
        assert all(figure.pieces for figure in page.stated)


def test_a_page_in_words_names_columns_rows_and_where_they_go(reading: Reading) -> None:
    words = page_in_words(reading, page_at(reading, Place(18)), (595.0, 842.0))
    assert "第 18 页，共 28 页 / page 18 of 28; 595 × 842 点 / points" in words
    assert "表 / table: income  收入决算表" in words and "单位 / unit 万元" in words
    assert "A  本年收入合计  → income.total" in words
    assert "没有读懂 / not understood: 0" in words


def test_a_form_shows_its_indicators(reading: Reading) -> None:
    page = page_at(reading, Place(9))
    assert [shown.kind for shown in page.grids] == ["form"]
    assert len(page.indicators) == 7 and all(len(indicator.cells) >= 4 for indicator in page.indicators)
    assert "1/1  产出指标 / 数量指标" in page_in_words(reading, page, None)


def test_what_was_not_understood_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    rows = [
        ["示例市示例局2024年度部门决算"],
        ["收入决算表"],
        ["单位：万元"],
        ["项目", "本年收入合计", "财政拨款收入"],
        ["合计", "100.00", "100.00"],
        ["行政运行", "见附注3", "50.00"],
        ["事业运行", "50.00", "50.00"],
        [],
        [],
        [],
        ["名称", "备注"],
        ["甲", "乙"],
    ]
    for row in rows:
        sheet.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert main(["inspect", str(path), "--page", "表"]) == 0
    said = capsys.readouterr().out
    assert "没有读懂 / not understood: 2" in said
    assert "数字列中的文字 / text in a column of figures: 见附注3" in said
    assert "不属于任何报表的表格 / a grid of no table: 2 × 2, 名称|备注|甲|乙" in said
    assert "2  行政运行  B 50.00" in said


def test_page_writes_a_picture_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["inspect", str(PDF), "--page", "18"]) == 0
    name = f"{PDF.stem}-p18.png"
    assert f"图 / picture: {name}" in capsys.readouterr().out
    with Image.open(tmp_path / name) as image:
        assert image.format == "PNG" and image.width > 1000
        blue, orange = marked(image, (178, 206, 238)), marked(image, (248, 199, 178))
        assert blue[2] - blue[0] > 40 and orange[0] > blue[0]
    assert main(["inspect", str(PDF), "--page", "5", "--png", "x.png"]) == 0
    assert (tmp_path / "x.png").stat().st_size > 10_000


def test_the_same_page_gives_the_same_picture(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        assert main(["inspect", str(PDF), "--page", "17", "--png", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def _placed(picture: PagePicture) -> list[tuple[int, int, str]]:
    return sorted((round(box.top), round(box.x0), character) for character, box in picture.characters)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_drawn_upright(turn: int) -> None:
    document = pypdfium2.PdfDocument(PDF.read_bytes())
    document[17].set_rotation(turn)
    buffer = io.BytesIO()
    document.save(buffer)
    turned = draw_page(SourceFile("turned.pdf", buffer.getvalue()), 18)
    upright = draw_page(load(PDF), 18)
    assert (turned.columns, turned.rows) == (upright.columns, upright.rows)
    assert _pixels(_image(turned)) == _pixels(_image(upright))
    assert _placed(turned) == _placed(upright)  # pdfium may give the characters in another order


@needs_shared
def test_boxes_of_a_page_that_is_stored_turned_fit_its_picture() -> None:
    assert SHARED
    source = load(SHARED / "disclosures" / "js-renda-2019-budget-tables-rotated.pdf")
    picture, page = draw_page(source, 9), page_at(read_all(source), Place(9))
    image = _image(picture).convert("L")
    (table,) = page.tables
    for figure in table.rows[0].figures:
        assert figure.box
        s = picture.scale
        cell = image.crop(
            (
                int(figure.box.x0 * s) + 3,
                int(figure.box.top * s) + 3,
                int(figure.box.x1 * s),
                int(figure.box.bottom * s) - 3,
            )
        )
        assert min(cell.tobytes()) < 100, "a figure stands in its box"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([str(PDF), "--page", "29"], "共 28 页 / no page 29, it has 28 pages"),
        ([str(PDF), "--page", "0"], "--page 1 … 28"),
        ([str(PDF), "--page", "十"], "没有第 十 页"),
        ([str(PDF), "--png", "x.png"], "--png needs --page"),
        ([str(PDF), "--figure", "income:1"], "for the folder of a package"),
        ([str(BOOK), "--page", "99"], "9 公开09表"),
        ([str(BOOK), "--page", "1", "--png", "x.png"], "a workbook has no pages"),
        ([str(RAW / "wulumuqi-gongxin-2024-final.txt"), "--page", "1"], "a text has no pages"),
    ],
)
def test_what_makes_no_sense_is_said(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", *arguments]) == 2
    captured = capsys.readouterr()
    assert said in captured.err and captured.out == ""


def test_a_picture_that_cannot_be_written_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(PDF), "--page", "1", "--png", str(tmp_path / "no" / "x.png")]) == 1
    assert "图片写不了" in capsys.readouterr().err


@pytest.mark.parametrize("sheet", ["公开02表", "2"])
def test_a_sheet_by_name_or_number(sheet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(BOOK), "--page", sheet]) == 0
    said = capsys.readouterr().out
    assert "工作表 / sheet “公开02表”" in said and "表 / table: income " in said and "→ income.total" in said
    assert "expenditure" not in said and ".png" not in said


def test_a_package_lists_its_tables_and_how_to_go_on(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(package_of(out, PDF.name))]) == 0
    said = capsys.readouterr().out
    assert "statement_cell" in said and "--figure statement_cell:1" in said


def test_a_figure_is_framed_where_it_stands(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = package_of(out, PDF.name)
    row = open_package(package).tables["statement_cell"][39]
    path = tmp_path / "f.png"
    assert (
        main(["inspect", str(package), "--figure", "statement_cell:40", "--source", str(PDF), "--png", str(path)]) == 0
    )
    said = capsys.readouterr().out
    assert f"【{row['raw']}】" in said and f"box {row['x0']}, {row['top']}" in said and "sha256 一致" in said
    picture = draw_page(load(PDF), int(str(row["page"])))
    with Image.open(path) as image:
        x0, top, x1, bottom = marked(image.crop((0, 80, image.width, image.height)), RED)  # below the legend
    width, height = (float(str(row[b])) - float(str(row[a])) for a, b in (("x0", "x1"), ("top", "bottom")))
    assert abs((x1 - x0) - (width + 2) * picture.scale) < 6
    assert abs((bottom - top) - (height + 2) * picture.scale) < 6
    assert abs(x0 - 18 - (float(str(row["x0"])) - 1) * picture.scale) < 4


def test_every_cell_and_every_line_of_the_tables_is_found_again(out: Path, reading: Reading) -> None:
    package = open_package(package_of(out, PDF.name))
    for number, row in enumerate(package.tables["statement_cell"], 1):
        (cell,) = targets(reading, package, find_row(package, f"statement_cell:{number}"), 1)
        assert isinstance(cell, Cell) and cell.text == row["raw"]
    for table in ("income", "appropriation_summary", "general_budget_basic_expenditure", "three_public"):
        for number, row in enumerate(package.tables[table], 1):
            money = [v for v in row.values() if isinstance(v, Decimal)]
            found = targets(reading, package, find_row(package, f"{table}:{number}"), 1)
            numbers = {Decimal(cell.text.replace(",", "")) for cell in found if isinstance(cell, Cell)}
            assert numbers <= set(money) if row["origin"] == "statement" else True
            assert found or not money or row["origin"] != "statement"


def test_a_finding_leads_to_the_row_that_it_is_about(out: Path, reading: Reading) -> None:
    package = open_package(package_of(out, PDF.name))
    about = [n for n, f in enumerate(package.tables["finding"], 1) if f["table"] == "performance_indicator"]
    found = targets(reading, package, find_row(package, f"finding:{about[0]}"), 1)
    row = find_row(package, f"performance_indicator:{package.tables['finding'][about[0] - 1]['row_key']}").row
    assert row["level3"] in [cell.text.replace("\n", "") for cell in found if isinstance(cell, Cell)]


def test_a_text_shows_the_lines_around(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = package_of(out, "示例局决算.txt")
    source = out.parent / "示例局决算.txt"
    arguments = ["inspect", str(package), "--source", str(source), "--figure"]
    assert main([*arguments, "narrative_figure:subject=退休人员,measure=count"]) == 0
    assert (
        "> L6     示例市示例局2024年度，实有人数12人，其中：在职人员10人，减少1人；退休人员【2】人，增加0人。"
        in capsys.readouterr().out
    )
    assert main([*arguments, "org_unit:1"]) == 0
    assert "分别是：【办公室】、财务科" in capsys.readouterr().out
    assert main([*arguments, "staffing:active"]) == 0
    assert "在职人员【10】人，减少【1】人" in capsys.readouterr().out


def test_a_workbook_shows_the_rows_around(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = package_of(out, BOOK.name)
    row = open_package(package).tables["statement_cell"][19]
    assert main(["inspect", str(package), "--figure", "statement_cell:20", "--source", str(BOOK)]) == 0
    said = capsys.readouterr().out
    assert f"【{row['raw']}】" in said and said.count("【") == 1 and f"it stands at: {row['source_ref']}" in said


def test_without_its_source_a_figure_is_told_in_words(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    package = package_of(out, PDF.name)
    assert main(["inspect", str(package), "--figure", "income:1"]) == 0
    assert "不在手边" in capsys.readouterr().out and not list(tmp_path.glob("*.png"))
    (tmp_path / PDF.name).write_bytes(b"something else")
    assert main(["inspect", str(package), "--figure", "income:1"]) == 0
    assert "has other content" in capsys.readouterr().out
    assert main(["inspect", str(package), "--figure", "income:1", "--source", str(BOOK)]) == 2
    assert "sha256 不同" in capsys.readouterr().err
    (tmp_path / PDF.name).write_bytes(PDF.read_bytes())
    assert main(["inspect", str(package), "--figure", "income:1"]) == 0
    assert (tmp_path / f"{PDF.stem}-p18-income-1.png").is_file()


def test_a_source_in_two_files_is_found_by_its_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one, two = tmp_path / "text.txt", tmp_path / "tables.txt"
    one.write_text("一", encoding="utf-8")
    two.write_text("二", encoding="utf-8")
    row = {
        "source_name": "text.txt + tables.txt",
        "source_sha256": combined_sha256([load(one).sha256, load(two).sha256]),
    }
    package = PublishedTables(tmp_path / "out" / "x", {"disclosure": [dict(row)]})
    for given in (None, one, two):
        first, second = find_source(package, 1, given).source, find_source(package, 2, given).source
        assert first and second and (first.name, second.name) == ("text.txt", "tables.txt")
    two.write_text("三", encoding="utf-8")
    assert find_source(package, 2, None).source is None


def test_rows_are_named_by_number_condition_or_key(out: Path) -> None:
    package = open_package(package_of(out, PDF.name))
    assert find_row(package, "statement_cell:3").number == 3
    assert find_row(package, "narrative_figure:seq=12").row["seq"] == 12
    assert find_row(package, "three_public:vehicle").row["item"] == "vehicle"
    assert find_row(package, "performance_indicator:2/1").row["project_no"] == 2
    code = package.tables["income"][2]["functional_code"]
    assert find_row(package, f"income:functional_code={code}").number == 3
    key = "/".join(str(package.tables["statement_cell"][4][c]) for c in ("statement", "row_no", "column"))
    assert find_row(package, f"statement_cell:{key}").number == 5


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("nothing:1", "no such table"),
        ("income", "does not say which row"),
        ("income:999", "no such row"),
        ("income:colour=red", "no such column"),
        ("statement_cell:statement=income", "choose one"),
    ],
)
def test_rows_that_are_not_named_well(out: Path, wanted: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        find_row(open_package(package_of(out, PDF.name)), wanted)


def test_references() -> None:
    assert covers("p27-28", "p28") and covers("L113", "L113") and covers("表!B7", "表!B7")
    assert not covers("p27", "L27") and not covers("p2", "p27") and not covers("表!B7", "表!B8")
    assert split_part("2/p12") == (2, "p12") and split_part("L3-5") == (1, "L3-5")
    assert sheet_of("'My ''new'' sheet'!B7") == "My 'new' sheet" and sheet_of("p12") is None
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_without_a_chinese_font_numbers_and_english_names_are_drawn() -> None:
    plain = Lettering(None)
    assert not plain.chinese
    assert plain.drawable("收入 / 决算数 → income.total") == "> income.total"
    assert plain.drawable("没有读懂的表格 / grid not understood") == "grid not understood"
    assert plain.width("abc", 13) > 10
    picture = draw_page(load(PDF), 18)
    image = Canvas(picture, plain).finished("题 a", "b", [], [Entry("一 1", "1")])
    assert image.width > picture.columns


def test_lines_of_the_panel_fit() -> None:
    letters_ = lettering()
    text = "财政拨款“三公”经费 / 公务用车购置及运行维护费 / 小计 → three_public.budget_adjusted [vehicle]"
    lines = letters_.wrapped(text, 13, 200)
    assert len(lines) > 1 and all(letters_.width(line, 13) <= 200 for line in lines)
    assert "".join(lines).replace(" ", "") == letters_.drawable(text).replace(" ", "")


def test_a_badge_goes_where_nothing_is_printed() -> None:
    picture = draw_page(load(PDF), 18)
    _, box = picture.characters[0]
    canvas = Canvas(picture, lettering())
    on_print, free = ((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2), (30.0, 30.0)
    colour = (1, 2, 3)
    canvas.badge("7", colour, [on_print, free])
    canvas.tint(Box(0, 0, 1, 1), (255, 255, 255))
    x0, top, *_ = marked(canvas.finished("", "", [], []), colour)
    assert abs(x0 - 18 - 30 * picture.scale) < 12 and top < 58 + 40 * picture.scale


def test_csv_numbers_count_without_the_header(out: Path) -> None:
    package = package_of(out, PDF.name)
    with (package / "data" / "income.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert find_row(open_package(package), "income:2").row["functional_code"] == rows[1]["functional_code"]
