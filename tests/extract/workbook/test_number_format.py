"""A number under a format gives the text that a reader of the sheet sees."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.workbook.number_format import display_number, display_text, general, stored_number

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("2293.13", "0.00", "2293.13"),
        ("2293.1", "0.00", "2293.10"),
        ("1.005", "0.00", "1.01"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("999.995", "#,##0.00", "1,000.00"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("0.2654", "0.00%", "26.54%"),
        ("1", "0%", "100%"),
        ("-0.0411", "0.00%", "-4.11%"),
        ("-12.5", "#,##0.00_);(#,##0.00)", "(12.50)"),
        ("-12.5", "0.00;[Red]0.00", "12.50"),
        ("0", ACCOUNTING, "-"),
        ("3.456", ACCOUNTING, "3.46"),
        ("-3.456", ACCOUNTING, "-3.46"),
        ("0", "0.00;-0.00;", ""),
        ("0", "#,##0.00;-#,##0.00;0.00", "0.00"),
        ("0", "#", ""),
        ("5", ";;;", ""),
        ("5", "0.##", "5"),
        ("5.2", "0.##", "5.2"),
        ("0.5", "#.##", "0.5"),
        ("0.5", "#,###.00", "0.50"),
        ("1000", "#,##0.##", "1,000"),
        ("12.34", ".00", "12.34"),
        ("-0.001", "0.00", "0.00"),
        ("5", "000", "005"),
        ("2010101", "0000000", "2010101"),
        ("20240101", "0000-00-00", "2024-01-01"),
        ("12345", "0!.0,", "1.2"),
        ("123456789", "0.00,,", "123.46"),
        ("12", '0.00"万元"', "12.00万元"),
        ("12", "[$¥-804]#,##0.00", "¥12.00"),
        ("12", "General", "12"),
        ("12.5", "G/通用格式", "12.5"),
        ("12.5", 'General"元"', "12.5元"),
        ("12.5", "@", "12.5"),
        ("150", "[>=100]0.0;[<0]0.00;0", "150.0"),
        ("50", "[>=100]0.0;[<0]0.00;0", "50"),
        ("0", '0.00;-0.00;"无"', "无"),
        ("911010100000000000", "0", "911010100000000000"),
        ("911010100000000000", "0.00E+00", "911010100000000000"),
        ("0.25", "# ?/?", "0.25"),
    ],
)
def test_numbers(value: str, code: str, shown: str) -> None:
    assert display_number(Decimal(value), code) == shown


@pytest.mark.parametrize(
    ("serial", "code", "shown"),
    [
        ("45657", 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        ("45657", "yyyy/mm/dd", "2024/12/31"),
        ("45657", "yy-m-d", "24-12-31"),
        ("45657", "d-mmm-yy", "31-Dec-24"),
        ("45657", "mmmm dddd", "December Tuesday"),
        ("45657", "[$-804]aaaa", "星期二"),
        ("45657.75", "yyyy/m/d h:mm", "2024/12/31 18:00"),
        ("45657.75", "h:mm AM/PM", "6:00 PM"),
        ("45657.25", '上午/下午h"时"mm"分"', "上午6时00分"),
        ("1.75", "[h]:mm:ss", "42:00:00"),
        ("0.5", "mm:ss.0", "00:00"),
        ("1", "yyyy-m-d", "1900-1-1"),
        ("61", "yyyy-m-d", "1900-3-1"),
        ("-1", "yyyy-m-d", "-1"),
        ("99999999", "yyyy-m-d", "99999999"),
    ],
)
def test_dates(serial: str, code: str, shown: str) -> None:
    assert display_number(Decimal(serial), code) == shown


def test_the_calendar_of_1904() -> None:
    assert display_number(Decimal(44195), "yyyy-m-d", date_1904=True) == "2024-12-31"
    assert display_number(Decimal(2_958_465), "yyyy-m-d", date_1904=True) == "2958465"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("12.340000000000002", "12.34"),
        ("0.1", "0.1"),
        ("1E+5", "100000"),
        ("1e-7", "0.0000001"),
        ("5377.6400000000003", "5377.64"),
        ("-0", "0"),
        ("100", "100"),
        ("120.50", "120.5"),
    ],
)
def test_a_general_number_is_the_shortest_exact_decimal(raw: str, shown: str) -> None:
    number = stored_number(raw)
    assert number is not None and general(number) == shown


@pytest.mark.parametrize("raw", ["", "NaN", "inf", "x", "1,5"])
def test_what_is_no_number(raw: str) -> None:
    assert stored_number(raw) is None


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "甲"),
        ("@", "甲"),
        ('@"级"', "甲级"),
        (ACCOUNTING, "甲"),
        (";;;", ""),
        ("0.00", "甲"),
        ('0;0;0;"乙"@', "乙甲"),
    ],
)
def test_texts_under_a_format(code: str, shown: str) -> None:
    assert display_text("甲", code) == shown


@given(st.decimals(-(10**12), 10**12, places=2))
def test_the_text_of_a_figure_is_its_value(value: Decimal) -> None:
    stored = stored_number(str(value))
    assert stored is not None
    assert Decimal(display_number(stored, "#,##0.00").replace(",", "")) == value
    assert Decimal(display_number(stored, "0.00_ ")) == value
    assert Decimal(general(stored)) == value


@given(st.text('0#?.,%;-"\\_*[]@yYmdhsaE+/ 年!$()<>=1', max_size=24), st.floats(-1e12, 1e12))
def test_no_format_breaks_the_reader(code: str, number: float) -> None:
    value = stored_number(repr(number))
    assert value is not None
    assert isinstance(display_number(value, code), str)
    assert isinstance(display_text("甲", code), str)
