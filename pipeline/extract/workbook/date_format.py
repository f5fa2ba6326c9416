"""Days and times as a number format prints them; spreadsheets store them as days since 1900 or 1904."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_DAY = 86_400
_LAST_DAY = 2_958_465  # 9999-12-31
_MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
_MONTHS += ["August", "September", "October", "November", "December"]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CHINESE_DAYS = "一二三四五六日"


def display_date(serial: Decimal, tokens: Sequence[tuple[str, str]], date_1904: bool) -> str:
    """The text of a serial day under the tokens of a format; ``""`` when no day has this number."""
    moment = moment_of(serial, date_1904)
    if moment is None:
        return ""
    halves = any(kind == "half" for kind, _ in tokens)
    pieces: list[str] = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "date":
            pieces.append(_field(moment, text.lower(), halves, _is_minute(tokens, index)))
        elif kind == "half":
            names = ("上午", "下午") if text == "上午/下午" else ("AM", "PM")
            pieces.append(names[moment.hour >= 12])
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
            seconds = (serial * _DAY).to_integral_value(ROUND_HALF_UP)
            pieces.append(str(int(seconds // unit)).zfill(len(text)))
        elif kind in ("literal", "comma") or (kind == "point" and not _is_subsecond(tokens, index)):
            pieces.append(text)
    return "".join(pieces).strip()


def moment_of(serial: Decimal, date_1904: bool) -> datetime.datetime | None:
    """The moment of a serial number; None when it lies outside of the calendar of spreadsheets.

    Day 60 of the calendar of 1900 is a 29 February that never was; the days before it are one later than counted.
    """
    if not 0 <= serial <= _LAST_DAY:
        return None
    start = datetime.datetime(1904, 1, 1) if date_1904 else datetime.datetime(1899, 12, 30)
    if not date_1904 and serial < 60:
        start += datetime.timedelta(days=1)
    days = int(serial)
    seconds = int(((serial - days) * _DAY).to_integral_value(ROUND_HALF_UP))
    try:
        return start + datetime.timedelta(days=days, seconds=seconds)
    except OverflowError:  # the last second of 9999, rounded up, or the calendar of 1904 four years beyond it
        return None


def _is_minute(tokens: Sequence[tuple[str, str]], index: int) -> bool:
    """``m`` is a minute directly after hours or directly before seconds, else a month."""
    fields = [(i, t.lower()) for i, (kind, t) in enumerate(tokens) if kind in ("date", "elapsed")]
    at = next(n for n, (i, _) in enumerate(fields) if i == index)
    before = fields[at - 1][1][0] if at else ""
    after = fields[at + 1][1][0] if at + 1 < len(fields) else ""
    return before == "h" or after == "s"


def _is_subsecond(tokens: Sequence[tuple[str, str]], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1][0] == "digit"


def _field(moment: datetime.datetime, code: str, halves: bool, minute: bool) -> str:
    """One part of a date: ``yyyy``, ``mm``, ``ddd`` and so on."""
    letter, width = code[0], len(code)
    if letter == "y":
        return f"{moment.year % 100:02d}" if width < 3 else f"{moment.year:04d}"
    if letter == "e":
        return str(moment.year)
    if letter == "a":
        day = _CHINESE_DAYS[moment.weekday()]
        return day if width == 3 else f"星期{day}"
    if letter == "d" and width > 2:
        return _WEEKDAYS[moment.weekday()][: 3 if width == 3 else None]
    if letter == "m" and width > 2 and not minute:
        return _MONTHS[moment.month - 1][: {3: 3, 5: 1}.get(width)]
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    month = moment.minute if minute else moment.month
    number = {"m": month, "d": moment.day, "h": hour, "s": moment.second}[letter]
    return str(number).zfill(min(width, 2))
