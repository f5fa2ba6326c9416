"""The steps from edges to cells, one by one."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.extract.pdf.borders import missing_sides
from pipeline.extract.pdf.cells import find_tables, merge
from pipeline.extract.pdf.pieces import pieces
from pipeline.extract.pdf.runs import Glyphs, Run
from pipeline.extract.pdf.view import Edge, View
from pipeline.extract.pdf.words import words_of


def run(text: str, x0: float = 0.0, width: float = 10.0, base: float = 100.0, start: int = 0) -> Run:
    end = x0 + width * len(text)
    return Run(base, x0, end, base - 8, base + 2, 10.0, text, False, start, start + len(text))


def glyphs(text: str, width: float = 10.0) -> Glyphs:
    places = np.arange(len(text), dtype=np.float64) * np.float64(width)
    return Glyphs(text, places, places + width)


@pytest.mark.parametrize(
    ("text", "side", "parts"),
    [
        ("19.76302", 50.0, ["19.76", "302"]),
        ("19.76302", 55.0, ["19.76302"]),
        ("19.76102", 50.0, ["19.76102"]),  # no 类 begins with 1
    ],
)
def test_an_amount_is_cut_off_a_code_of_a_column_of_codes(text: str, side: float, parts: list[str]) -> None:
    assert [piece.text for piece in pieces(run(text), glyphs(text), [side], codes=True)] == parts


def test_figures_set_apart_at_a_side_are_two() -> None:
    text = "1,234.5612"
    places = np.arange(len(text), dtype=np.float64) * 10
    places[8:] += 1.5
    spaced = Glyphs(text, places, places + 10)
    assert [piece.text for piece in pieces(run(text), spaced, [80.7])] == ["1,234.56", "12"]
    assert [piece.text for piece in pieces(run(text), glyphs(text), [80.7])] == [text]


def edges(*rows: Edge) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array(rows, np.float64).reshape(-1, 3)


def test_edges_that_almost_coincide_are_snapped_to_their_mean_and_joined() -> None:
    assert merge(edges((10, 0, 50), (12, 52, 90), (14, 200, 300), (40, 0, 2))) == [(12, 0, 90), (12, 200, 300)]
    assert merge(edges()) == []


def test_a_long_edge_bridges_short_ones_inside_it() -> None:
    assert merge(edges((10, 0, 100), (10, 5, 6), (10, 90, 140))) == [(10, 0, 140)]


def test_cells_need_rulings_on_all_sides() -> None:
    vertical = [(0.0, 0.0, 40.0), (50.0, 0.0, 40.0), (100.0, 0.0, 20.0)]
    horizontal = [(0.0, 0.0, 100.0), (20.0, 0.0, 100.0), (40.0, 0.0, 50.0)]
    (lattice,) = find_tables(vertical, horizontal)
    sides = [(lattice.xs[c[0]], lattice.ys[c[1]], lattice.xs[c[2]], lattice.ys[c[3]]) for c in lattice.cells]
    assert sides == [(0, 0, 50, 20), (0, 20, 50, 40), (50, 0, 100, 20)]


def test_a_frame_alone_is_no_table() -> None:
    assert find_tables([(0.0, 0.0, 20.0), (50.0, 0.0, 20.0)], [(0.0, 0.0, 50.0), (20.0, 0.0, 50.0)]) == []


def test_text_between_two_tables_opens_no_side() -> None:
    vertical = [(0.0, 0.0, 40.0), (50.0, 0.0, 40.0), (0.0, 100.0, 140.0), (50.0, 100.0, 140.0)]
    horizontal = [(y, 0.0, 50.0) for y in (0.0, 20.0, 40.0, 100.0, 120.0, 140.0)]
    assert missing_sides(vertical, horizontal, [run("支出", base=70.0)]) == ([], [])


@pytest.mark.parametrize(
    ("text", "sides", "parts"),
    [
        ("12,345.67", [45.0], ["12,345.67"]),  # overflows
        ("12,345.67", [60.0], ["12,345.67"]),  # overflows, and the side lies between two digits
        ("19.7630201", [50.0], ["19.76", "30201"]),  # an amount and a code
        ("19.7630201", [55.0], ["19.7630201"]),  # which the side must not cross
        ("19.76302", [50.0], ["19.76302"]),  # may be one figure
        ("326.71110.05", [60.0], ["326.71", "110.05"]),
        ("社会保障卫生", [40.0], ["社会保障", "卫生"]),
        ("社会保障卫生", [45.0], ["社会保障卫生"]),
        ("支出12.00", [20.0], ["支出", "12.00"]),
        ("支出12.00", [33.0], ["支出", "12.00"]),
    ],
)
def test_runs_are_cut_only_where_two_contents_meet(text: str, sides: list[float], parts: list[str]) -> None:
    assert [piece.text for piece in pieces(run(text), glyphs(text), sides)] == parts


def test_figures_inside_sentences_are_no_words_of_their_own() -> None:
    sentence = [run("支出"), run("12.50", 24.0), run("万元", 80.0)]
    assert [word.text for word in words_of(sentence)] == ["支出 12.50 万元"]
    figures = [run("12.50"), run("3.00", 54.0), run("合计", 130.0)]
    assert [(word.text, word.is_amount) for word in words_of(figures)] == [
        ("12.50", True),
        ("3.00", True),
        ("合计", False),
    ]


@pytest.mark.parametrize("turn", range(4))
def test_views_map_boxes_and_edges_alike(turn: int) -> None:
    view = View(turn, 10.0, 20.0, 110.0, 220.0)
    left, top, right, bottom = (np.array([number]) for number in (30.0, 60.0, 50.0, 40.0))
    x0, y0, x1, y1 = (float(side[0]) for side in view.boxes(left, top, right, bottom))
    assert 0 <= x0 < x1 <= view.width
    assert 0 <= y0 < y1 <= view.height
    vertical, horizontal = view.edges(edges((30, 40, 60), (50, 40, 60)), edges((40, 30, 50), (60, 30, 50)))
    assert sorted(vertical.tolist()) == [[x0, y0, y1], [x1, y0, y1]]
    assert sorted(horizontal.tolist()) == [[y0, x0, x1], [y1, x0, x1]]


def test_a_side_that_is_open_below_a_framed_head_is_closed() -> None:
    vertical = [(0.0, 0.0, 20.0), (50.0, 0.0, 60.0), (100.0, 0.0, 60.0)]
    horizontal = [(y, 0.0, 100.0) for y in (0.0, 20.0, 40.0, 60.0)]
    assert missing_sides(vertical, horizontal, [run("支出", base=30.0)]) == ([(0.0, 20.0, 60.0)], [])


def test_a_heading_over_the_whole_width_belongs_to_a_table_without_border() -> None:
    vertical = [(50.0, 20.0, 60.0), (90.0, 20.0, 60.0)]
    horizontal = [(y, 0.0, 140.0) for y in (0.0, 20.0, 40.0, 60.0)]
    words = [run("支出决算表", 60.0, base=15.0), run("项目", base=35.0), run("1.00", 100.0, base=55.0)]
    assert missing_sides(vertical, horizontal, words) == ([(0.0, 0.0, 60.0), (140.0, 0.0, 60.0)], [])
    assert missing_sides(vertical, horizontal, words[1:]) == ([(0.0, 20.0, 60.0), (140.0, 20.0, 60.0)], [])


def test_the_only_ruling_of_a_table_without_border_is_enough_beside_several_others() -> None:
    vertical = [(x, 0.0, 40.0) for x in (30.0, 60.0, 90.0)]
    words = [run("项", 5.0, base=15.0), run("1.00", 95.0, base=35.0)]
    closed = missing_sides(vertical, [(20.0, 0.0, 120.0)], words)
    assert closed == ([(0.0, 0.0, 40.0), (120.0, 0.0, 40.0)], [(0.0, 0.0, 120.0), (40.0, 0.0, 120.0)])
