"""The texts of cells as values: one reader per type of Table Schema.

A reader takes the text of a cell that is not missing and gives its value, or raises an error. Numbers are read more
strictly than the standard asks: ``1E+05`` is what a spreadsheet leaves of a longer number, and digits of full width or
with spaces around them are nothing that a program downstream would read.
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

#: Gives the value of a text, or raises one of UNFIT. Values can be compared and hashed.
Reader = Callable[[str], Any]
#: What a reader raises for a text that is no value of its type, and a comparison for values that can't be compared.
UNFIT = (ValueError, ArithmeticError, TypeError, LookupError, RecursionError)

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_AROUND_NUMBER = re.compile(r"^[^-+0-9]*|[^0-9]*$")
_YEAR = re.compile(r"[0-9]{4}")
_YEAR_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME_PATTERN = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_TIME = re.compile(_TIME_PATTERN)
_DATETIME = re.compile(f"{_DATE.pattern}T{_TIME_PATTERN}")
_DURATION = re.compile(
    r"P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+W)?(?:[0-9]+D)?"
    r"(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)
_TRUE = ("true", "True", "TRUE", "1")
_FALSE = ("false", "False", "FALSE", "0")
_LIST_ITEMS = ("string", "integer", "boolean", "number", "datetime", "date", "time")
#: The named formats of texts.
_STRINGS = {
    "email": re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"),
    "uri": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://[A-Za-z0-9.-]+(?::[0-9]+)?)?[!#$&-;=?@_~%A-Za-z0-9\[\]]*"),
    "uuid": re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}
#: What happens to numbers in spreadsheets and editors: how it is recognised, and what it is called.
_REASONS: tuple[tuple[Callable[[str], object], str, str], ...] = (
    (
        re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+").fullmatch,
        "科学记数法，可能已被表格软件舍入",
        "scientific notation, perhaps rounded by a spreadsheet",
    ),
    (lambda text: text != text.strip(), "前后有空格", "with spaces around it"),
    (lambda text: "," in text, "有逗号", "with a comma"),
    (lambda text: text.endswith(("%", "％")), "有百分号", "with a percent sign"),
    (lambda text: unicodedata.normalize("NFKC", text) != text, "有全角字符", "with characters of full width"),
)
#: What the values of each type are called.
TYPE_WORDS: Mapping[str, tuple[str, str]] = {
    "string": ("文本", "a text"),
    "integer": ("整数", "an integer"),
    "number": ("数值", "a number"),
    "boolean": ("逻辑值", "a boolean"),
    "date": ("日期", "a date"),
    "datetime": ("日期时间", "a date with time"),
    "time": ("时间", "a time"),
    "year": ("年份", "a year"),
    "yearmonth": ("年月", "a year and month"),
    "duration": ("时长", "a duration"),
    "list": ("列表", "a list"),
    "object": ("JSON 对象", "a JSON object"),
    "array": ("JSON 数组", "a JSON array"),
    "geopoint": ("坐标", "a point on earth"),
    "any": ("任意值", "any value"),
}


def as_text(text: str) -> str:
    """The reader of texts without a format, and of the type ``any``: every text is its own value."""
    return text


def make_reader(field: Mapping[str, Any], kind: str, form: str = "default") -> Reader | None:
    """The reader for the type ``kind`` in the format ``form`` and the further properties of a field.

    None when the type, or the format for this type, is not one that can be checked here.
    """
    maker = _MAKERS.get(kind)
    if maker is None:
        return None
    if form != "default" and kind not in ("string", "date", "datetime", "time", "geopoint"):
        return None
    return maker(field, form)


def reason(text: str, kind: str) -> tuple[str, str]:
    """What probably happened to a text that is no value of its type, in Chinese and English; empty if unknown."""
    if kind in ("integer", "number"):
        for test, chinese, english in _REASONS:
            if test(text):
                return f"（{chinese}）", f" ({english})"
    return "", ""


def _string(_: Mapping[str, Any], form: str) -> Reader | None:
    if form == "default":
        return as_text
    if form == "binary":
        return _binary
    pattern = _STRINGS.get(form)
    return _matching(pattern) if pattern else None


def _binary(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


def _matching(pattern: re.Pattern[str], value: Reader = as_text) -> Reader:
    def read(text: str) -> Any:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return value(text)

    return read


def _integer(field: Mapping[str, Any], _: str) -> Reader:
    return _numeric(field, _INTEGER, int)


def _number(field: Mapping[str, Any], _: str) -> Reader:
    return _numeric(field, _NUMBER, Decimal)


def _numeric(field: Mapping[str, Any], pattern: re.Pattern[str], value: Reader) -> Reader:
    read = _matching(pattern, value)
    group, point, bare = field.get("groupChar", ""), field.get("decimalChar", "."), field.get("bareNumber", True)
    if (group, point, bare) == ("", ".", True):
        return read
    grouped = re.compile(f"(?<=[0-9]){re.escape(group)}(?=[0-9])") if group else None

    def read_written(text: str) -> Any:
        text = text if bare else _AROUND_NUMBER.sub("", text)
        text = grouped.sub("", text) if grouped else text
        if point != ".":
            if "." in text:
                raise ValueError(text)
            text = text.replace(point, ".")
        return read(text)

    return read_written


def _boolean(field: Mapping[str, Any], _: str) -> Reader:
    known = dict.fromkeys(field.get("trueValues", _TRUE), True) | dict.fromkeys(field.get("falseValues", _FALSE), False)

    def read(text: str) -> bool:
        if text not in known:
            raise ValueError(text)
        return known[text]

    return read


def _date(_: Mapping[str, Any], form: str) -> Reader | None:
    return _moment(form, _DATE, date.fromisoformat, lambda moment: moment.date())


def _datetime(_: Mapping[str, Any], form: str) -> Reader | None:
    return _moment(form, _DATETIME, datetime.fromisoformat, lambda moment: moment)


def _time(_: Mapping[str, Any], form: str) -> Reader | None:
    return _moment(form, _TIME, time.fromisoformat, lambda moment: moment.timetz())


def _moment(form: str, pattern: re.Pattern[str], value: Reader, part: Callable[[datetime], Any]) -> Reader | None:
    if form == "default":
        return _matching(pattern, value)
    return (lambda text: part(datetime.strptime(text, form))) if "%" in form else None


def _year(_: Mapping[str, Any], __: str) -> Reader:
    return _matching(_YEAR, int)


def _year_month(_: Mapping[str, Any], __: str) -> Reader:
    return _matching(_YEAR_MONTH, lambda text: tuple(map(int, text.split("-"))))


def _duration(_: Mapping[str, Any], __: str) -> Reader:
    return _matching(_DURATION)


def _json(kind: type) -> Callable[[Mapping[str, Any], str], Reader]:
    def read(text: str) -> str:
        value = json.loads(text)
        if not isinstance(value, kind):
            raise ValueError(text)  # noqa: TRY004 - readers raise ValueError alone
        return json.dumps(value, sort_keys=True)

    return lambda _field, _form: read


def _list(field: Mapping[str, Any], _: str) -> Reader | None:
    item = field.get("itemType", "string")
    read, delimiter = make_reader({}, item) if item in _LIST_ITEMS else None, field.get("delimiter", ",")
    return (lambda text: tuple(map(read, text.split(delimiter)))) if read and delimiter else None


def _geopoint(_: Mapping[str, Any], form: str) -> Reader | None:
    def read(text: str) -> tuple[Decimal, Decimal]:
        if form == "default":
            parts = [part.strip() for part in text.split(",")]
        else:
            loaded = json.loads(text)
            if form == "object" and not (isinstance(loaded, dict) and set(loaded) == {"lon", "lat"}):
                raise ValueError(text)
            parts = [str(part) for part in ([loaded["lon"], loaded["lat"]] if form == "object" else loaded)]
        if len(parts) != 2 or not all(map(_NUMBER.fullmatch, parts)):
            raise ValueError(text)
        longitude, latitude = map(Decimal, parts)
        if abs(longitude) > 180 or abs(latitude) > 90:
            raise ValueError(text)
        return longitude, latitude

    return read if form in ("default", "array", "object") else None


_MAKERS: Mapping[str, Callable[[Mapping[str, Any], str], Reader | None]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "year": _year,
    "yearmonth": _year_month,
    "duration": _duration,
    "list": _list,
    "object": _json(dict),
    "array": _json(list),
    "geopoint": _geopoint,
    "any": lambda _field, _form: as_text,
}
