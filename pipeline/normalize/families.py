"""Which 款 stands below which 类, by their names in any year."""

from __future__ import annotations

from functools import cache

from pipeline.spec.codes import code_list
from pipeline.text import key

_CLASS_LENGTH, _SUBCLASS_LENGTH = 3, 5


@cache
def _classes_of() -> dict[str, frozenset[str]]:
    """The names of the 类 above each name of a 款."""
    entries = code_list("functional").entries
    classes: dict[str, set[str]] = {}
    for entry in entries:
        if len(entry.code) == _CLASS_LENGTH:
            classes.setdefault(entry.code, set()).add(_stem(entry.name))
    found: dict[str, set[str]] = {}
    for entry in entries:
        if len(entry.code) == _SUBCLASS_LENGTH:
            found.setdefault(key(entry.name), set()).update(classes.get(entry.code[:_CLASS_LENGTH], ()))
    return {name: frozenset(above) for name, above in found.items()}


def may_stand_below(subclass_name: str, class_name: str) -> bool:
    """Whether a 款 can be one of a 类; a name that no list has can be one of any."""
    above = _classes_of().get(key(subclass_name))
    return above is None or _stem(class_name) in above


def _stem(name: str) -> str:
    """公共安全 and 公共安全支出 are one 类."""
    return key(name).removesuffix("支出")
