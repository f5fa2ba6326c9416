"""Units, printed decimals, and what a printed figure can stand for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.validate.quantity import as_decimal, decimals, measured, printed, unit_in_last_place, usual_decimals


@pytest.mark.parametrize(
    ("value", "unit", "floor", "expected"),
    [
        ("7138.31", "万元", 2, ("7138.31", "0.005", "万元")),
        ("20", "万元", 2, ("20", "0.005", "万元")),
        ("20", "万元", 0, ("20", "0.5", "万元")),
        ("1.2345", "万元", 2, ("1.2345", "0.00005", "万元")),
        ("71383100", "元", 2, ("7138.3100", "0.00005", "万元")),
        ("1.23", "亿元", 2, ("12300.00", "50.000", "万元")),
        ("26.54", "%", 2, ("26.54", "0.01", "%")),
        ("3", "百分点", 2, ("3", "1", "%")),
        ("221", "人", 2, ("221", "0", "人")),
        ("3254.00", "平方米", 2, ("3254.00", "0", "平方米")),
    ],
)
def test_a_figure_is_brought_to_the_unit_of_comparison(
    value: str, unit: str, floor: int, expected: tuple[str, str, str]
) -> None:
    found, half, name = measured(Decimal(value), unit, floor)
    assert (found, half, name) == (Decimal(expected[0]), Decimal(expected[1]), expected[2])


def test_decimals_are_those_printed() -> None:
    assert [decimals(Decimal(text)) for text in ("1", "1.0", "1.00", "0.007", "1E+3")] == [0, 1, 2, 3, 0]
    assert unit_in_last_place(Decimal("0.007")) == Decimal("0.001")


def test_fewer_decimals_than_usual_mean_that_zeros_were_dropped() -> None:
    assert usual_decimals([Decimal("1.5"), None, Decimal(2)]) == 1
    assert usual_decimals([Decimal("1.5"), Decimal("2.123456")]) == 2
    assert usual_decimals([]) == 0


def test_what_is_no_number_is_none() -> None:
    assert as_decimal(None) is None
    assert as_decimal("12.5") is None
    assert as_decimal(True) is None
    assert as_decimal(Decimal("NaN")) is None
    assert as_decimal(Decimal("Infinity")) is None
    assert as_decimal(12) == Decimal(12)


def test_figures_are_written_plainly() -> None:
    assert printed(Decimal("7138.3"), "万元") == "7,138.30万元"
    assert printed(Decimal("0.007"), "%") == "0.007%"
    assert printed(Decimal("1E+2"), "人") == "100人"
    assert printed(Decimal("-0.0000001"), "万元") == "-0.000000万元"
