"""The properties of Data Package v2: of which kind each is, and which of those present look misspelt or misplaced.

The standard allows properties of one's own (``title_en``, ``unit``), so an unknown one is not wrong. One whose name is
nearly that of a known one has no effect and was hardly meant so; it is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from pipeline.package.structure.notes import Spot

#: A property name ends like this when it is the same in another language.
_TRANSLATION = re.compile(r"[_@:-][a-z]{2}(?:-[A-Za-z]+)?$")
_ALIKE = 0.82
_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:;.*)?", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}.*")


def is_count(value: object) -> bool:
    """Whether a JSON value is a whole number of at least zero."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_moment(value: object) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_missing_values(value: object) -> bool:
    if not isinstance(value, list):
        return False
    texts = [item.get("value") if isinstance(item, dict) else item for item in value]
    labels = [item.get("label", "") for item in value if isinstance(item, dict)]
    return all(isinstance(text, str) for text in (*texts, *labels)) and len(set(texts)) == len(texts)


#: The kinds of values of properties: a test, and what it asks for.
_KINDS: Mapping[str, tuple[Callable[[Any], bool], str, str]] = {
    "text": (lambda v: isinstance(v, str), "应为文本", "a text is expected"),
    "name": (
        lambda v: isinstance(v, str) and bool(v.strip()),
        "应为非空的文本",
        "a text that is not empty is expected",
    ),
    "texts": (
        lambda v: isinstance(v, list) and all(isinstance(item, str) for item in v),
        "应为文本的数组",
        "an array of texts is expected",
    ),
    "flag": (lambda v: isinstance(v, bool), "应为 true 或 false", "true or false is expected"),
    "count": (is_count, "应为不小于零的整数", "a whole number of at least zero is expected"),
    "object": (lambda v: isinstance(v, dict), "应为 JSON 对象", "a JSON object is expected"),
    "objects": (_is_objects, "应为 JSON 对象的数组", "an array of JSON objects is expected"),
    "list": (lambda v: isinstance(v, list) and bool(v), "应为非空的数组", "an array that is not empty is expected"),
    "moment": (_is_moment, "应为 RFC 3339 日期时间", "a date with time (RFC 3339) is expected"),
    "media": (
        lambda v: isinstance(v, str) and bool(_MEDIA_TYPE.fullmatch(v)),
        "应为媒体类型，如 text/csv",
        "a media type such as text/csv is expected",
    ),
    "email": (
        lambda v: isinstance(v, str) and bool(_EMAIL.fullmatch(v)),
        "应为电子邮件地址",
        "an e-mail address is expected",
    ),
    "missing": (
        _is_missing_values,
        "应为互不相同的文本（或带 value 的对象）的数组",
        "an array of different texts (or of objects with value) is expected",
    ),
    "any": (lambda _: True, "", ""),
}


def _of(**names: str) -> dict[str, str]:
    """Names of properties with their kind, from the kinds with the names of each."""
    return {name: kind for kind, listed in names.items() for name in listed.split()}


_COMMON = _of(text="$schema title description homepage", name="name")
_ORIGIN = _of(text="title path version", email="email")
#: Properties of each part of a descriptor, with their kinds.
KNOWN: Mapping[str, Mapping[str, str]] = {
    "package": _COMMON
    | _of(
        text="id image version", moment="created", texts="keywords", objects="licenses sources contributors resources"
    ),
    "resource": _COMMON
    | _of(
        text="type format encoding hash",
        media="mediatype",
        count="bytes rows fields",
        object="dialect",
        objects="licenses sources",
        any="path data schema",
    ),
    "schema": _COMMON
    | _of(objects="fields foreignKeys", missing="missingValues", list="uniqueKeys", any="fieldsMatch primaryKey"),
    "field": _of(
        name="name decimalChar",
        text="type format title description rdfType groupChar delimiter itemType",
        texts="trueValues falseValues",
        flag="bareNumber categoriesOrdered",
        list="categories",
        missing="missingValues",
        object="constraints",
        any="example examples",
    ),
    "constraints": _of(
        flag="required unique",
        text="pattern",
        list="enum",
        count="minLength maxLength",
        object="jsonSchema",
        any="minimum maximum exclusiveMinimum exclusiveMaximum",
    ),
    "licence": _of(text="name path title"),
    "source": _ORIGIN,
    "contributor": _ORIGIN | _of(text="givenName familyName organization organisation role", texts="roles"),
    "foreign key": _of(object="reference", any="fields"),
    "reference": _of(text="resource", any="fields"),
}
#: Properties that stand in the wrong place, and where they belong.
_MISPLACED: Mapping[str, Mapping[str, str]] = {
    "package": dict.fromkeys(("missingValues", "fields", "primaryKey", "foreignKeys", "schema"), "resources/schema"),
    "resource": dict.fromkeys(("missingValues", "primaryKey", "uniqueKeys", "foreignKeys", "fieldsMatch"), "schema"),
    "field": dict.fromkeys(KNOWN["constraints"], "constraints"),
}


def check_properties(entry: Mapping[str, Any], part: str, spot: Spot) -> bool:
    """Check the properties of ``entry``, a ``part`` of the descriptor (a key of ``KNOWN``) that stands at ``spot``.

    Returns whether all known properties are of their kind, so that they can be used.
    """
    known = KNOWN[part]
    good = True
    for name, value in entry.items():
        kind = known.get(name)
        if kind == "text" and isinstance(value, str):  # by far the most frequent case
            continue
        if kind is None:
            _check_unknown(name, part, spot)
            continue
        test, chinese, english = _KINDS[kind]
        if not test(value):
            good = False
            shown = shorten(value)
            spot.at(name).say(f"{chinese}，这里是 {shown}", f"{english}, not {shown}")
    return good


def shorten(value: object) -> str:
    """A JSON value for a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _check_unknown(name: str, part: str, spot: Spot) -> None:
    where = _MISPLACED.get(part, {}).get(name)
    if where:
        spot.at(name).say(f"这个属性应写在 {where} 中", f"this property belongs into {where}")
    elif part == "constraints":
        likely = _likely(name, part)
        hint = (f"，是否应为 {likely}？", f"; should it be {likely}?") if likely else ("", "")
        spot.at(name).say(f"没有这样的限制{hint[0]}", f"there is no such constraint{hint[1]}")
    elif not _TRANSLATION.search(name):
        likely = _likely(name, part)
        if likely:
            spot.at(name).warn(
                f"不是已知的属性，不起作用；是否应为 {likely}？",
                f"not a known property, so it has no effect; should it be {likely}?",
            )


@cache
def _likely(name: str, part: str) -> str | None:
    """The known property that a name is nearly the same as."""
    import difflib

    plain = {re.sub(r"[_-]", "", known).lower(): known for known in KNOWN[part]}
    close = difflib.get_close_matches(re.sub(r"[_-]", "", name).lower(), plain, 1, _ALIKE)
    return plain[close[0]] if close else None
