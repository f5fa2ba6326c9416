"""Names that overflow into the row below or above, put back by the codes of the rows."""

from __future__ import annotations

import pytest

from pipeline.normalize.statements.lines import TableLine
from pipeline.normalize.statements.overflow import put_back


def mended(*rows: tuple[str, str]) -> list[tuple[str, str]]:
    lines = [TableLine(number, None, code, label, [], "p1", 1) for number, (code, label) in enumerate(rows, 1)]
    put_back(lines)
    return [(line.code, line.label) for line in lines]


PENSION, ANNUITY, OTHER = "机关事业单位基本养老保险缴费支出", "机关事业单位职业年金缴费支出", "其他行政事业单位养老支出"


@pytest.mark.parametrize(
    "printed",
    [
        # the rest in front of the name of the row below, over it, and over several rows
        [("2080505", PENSION[:11]), ("2080506", PENSION[11:] + ANNUITY)],
        [("2080505", PENSION[:11]), ("2080506", "险机缴关费事支业出单位职业年金缴费支出")],
        [("2080505", PENSION[:11]), ("2080506", PENSION[11:] + ANNUITY[:11]), ("2080599", ANNUITY[11:] + OTHER)],
        # the beginning of a name behind that of the row above
        [("2080505", PENSION + ANNUITY[:6]), ("2080506", ANNUITY[6:])],
    ],
)
def test_a_name_printed_into_the_next_row_is_put_back(printed: list[tuple[str, str]]) -> None:
    names = [("2080505", PENSION), ("2080506", ANNUITY), ("2080599", OTHER)]
    assert mended(*printed) == names[: len(printed)]


def test_the_rest_of_a_name_alone_in_a_row_belongs_to_the_row_above() -> None:
    assert mended(("30399", "其他对个人和家庭"), ("", "的补助"), ("", "人员经费合计")) == [
        ("30399", "其他对个人和家庭的补助"),
        ("", "人员经费合计"),
    ]


@pytest.mark.parametrize(
    "printed",
    [
        [("2080505", PENSION), ("2080506", ANNUITY)],
        [("2080505", "机关事业单位基本养老保"), ("2080506", ANNUITY)],  # cut, and its rest printed nowhere
        [("2080505", "机关事业单位基本养老保"), ("2080506", "险缴费机关事业单位职业年金缴费支出")],  # characters lack
        [("2089999", "机关事业"), ("2080506", "单位" + ANNUITY)],  # no name of this code
        [("", "机关事业单位基本养老保"), ("2080506", "险缴费支出" + ANNUITY)],  # no code
        [("2080505", "机"), ("2080506", PENSION[1:] + ANNUITY)],  # begun with one character
    ],
)
def test_what_the_codes_do_not_explain_stays_as_it_is_printed(printed: list[tuple[str, str]]) -> None:
    assert mended(*printed) == printed
