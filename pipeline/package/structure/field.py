"""One field of a Table Schema, ready to judge the texts of its column."""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.package.structure.notes import Spot, Words
from pipeline.package.structure.properties import KNOWN, check_properties, shorten
from pipeline.package.structure.values import TYPE_WORDS, UNFIT, Reader, as_text, make_reader, reason

_BOUNDS: Mapping[str, tuple[Callable[[Any, Any], bool], str, str]] = {
    "minimum": (operator.ge, "小于最小值", "is less than the minimum"),
    "maximum": (operator.le, "大于最大值", "is more than the maximum"),
    "exclusiveMinimum": (operator.gt, "应大于", "must be more than"),
    "exclusiveMaximum": (operator.lt, "应小于", "must be less than"),
}
_LENGTHS: Mapping[str, tuple[Callable[[Any, Any], bool], str, str]] = {
    "minLength": (operator.ge, "长度不足", "is shorter than"),
    "maxLength": (operator.le, "长度超过", "is longer than"),
}
_ORDERED = {"integer", "number", "date", "datetime", "time", "year", "yearmonth"}
_MEASURED = {"string", "list", "object", "array"}
_CATEGORISED = {"string", "integer"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text in a column: the kind of finding, and the words for it."""

    kind: str
    words: Words


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint or a list of categories: what values must pass, and what is said of those that don't."""

    passes: Callable[[Any], bool]
    problem: Problem


@dataclass(frozen=True, slots=True)
class Field:
    """A field as its descriptor says; ``rules`` are all constraints but ``required`` and ``unique``."""

    name: str
    kind: str
    form: str
    read: Reader
    missing: frozenset[str]
    required: bool
    unique: bool
    rules: tuple[Rule, ...]

    def judge(self, texts: Sequence[str]) -> tuple[Sequence[Any], dict[str, list[Problem]]]:
        """The values of a column of texts, missing ones as None, and the problems of the texts that have any.

        A text that can't be read stands for itself among the values. Each different text is looked at once: most
        columns repeat theirs.
        """
        different = set(texts)
        missing = different & self.missing
        wrong = {text: [_REQUIRED] for text in missing} if self.required else {}
        if self.read is as_text and not self.rules:
            return ([None if text in missing else text for text in texts] if missing else texts), wrong
        values: dict[str, Any] = dict.fromkeys(missing)
        for text in different - missing:
            values[text] = text
            try:
                values[text] = value = self.read(text)
                problems = [rule.problem for rule in self.rules if not rule.passes(value)]
            except UNFIT:
                problems = [self._type_problem(text)]
            if problems:
                wrong[text] = problems
        return [values[text] for text in texts], wrong

    def _type_problem(self, text: str) -> Problem:
        chinese, english = TYPE_WORDS[self.kind]
        why = reason(text, self.kind)
        if self.form != "default":
            why = (f"（格式 {self.form}）", f" in the format {self.form}")
        return Problem("type-error", (f"不是{chinese}{why[0]}", f"is not {english}{why[1]}"))


_REQUIRED = Problem("constraint-error", ("是必填的，不能为空", "is required and must not be missing"))


def parse_field(entry: Mapping[str, Any], missing: frozenset[str], spot: Spot) -> Field | None:
    """The field that ``entry`` describes at ``spot``; ``missing`` are the missing values of its schema.

    None when it can't be used; all that is wrong with it is said at ``spot``.
    """
    if not check_properties(entry, "field", spot):
        return None
    if "type" not in entry:
        spot.warn("没有 type，按文本处理", "type is missing, so it is taken for a text")
    kind, form = entry.get("type", "string"), entry.get("format", "default")
    read = make_reader(entry, kind, form)
    if read is None:
        spot.say(
            f"类型 {kind}（格式 {form}）未知或无法检查",
            f"the type {kind} (format {form}) is unknown or can't be checked",
        )
        return None
    limits = entry.get("constraints", {})
    if not check_properties(limits, "constraints", spot.at("constraints")):
        return None
    field = Field(
        name=entry["name"],
        kind=kind,
        form=form,
        read=read,
        missing=missing_values(entry["missingValues"]) if "missingValues" in entry else missing,
        required=limits.get("required", False),
        unique=limits.get("unique", False),
        rules=(*_constraints(limits, kind, read, spot), *_categories(entry, kind, read, spot)),
    )
    if "example" in entry and field.judge([_as_cell(entry["example"])])[1]:
        shown = shorten(entry["example"])
        spot.at("example").say(f"{shown} 不是这一列的值", f"{shown} is not a value of this column")
    return field


def missing_values(entries: Iterable[str | Mapping[str, str]]) -> frozenset[str]:
    """The texts of the property ``missingValues``, whose entries are texts or objects with a ``value``."""
    return frozenset(entry if isinstance(entry, str) else entry["value"] for entry in entries)


def _constraints(limits: Mapping[str, Any], kind: str, read: Reader, spot: Spot) -> Iterable[Rule]:
    for name, limit in limits.items():
        if name in ("required", "unique") or name not in KNOWN["constraints"]:
            continue
        if not _applies(name, kind):
            spot.at(f"constraints/{name}").say(f"类型 {kind} 没有这种限制", f"the type {kind} has no such constraint")
            continue
        try:
            yield _constraint(name, limit, kind, read)
        except (*UNFIT, re.error):
            shown = shorten(limit)
            spot.at(f"constraints/{name}").say(f"{shown} 无法使用", f"{shown} can't be used")


def _applies(name: str, kind: str) -> bool:
    if name in _BOUNDS:
        return kind in _ORDERED
    if name in _LENGTHS:
        return kind in _MEASURED
    return name == "enum" or (name == "pattern" and kind == "string")


def _constraint(name: str, limit: Any, kind: str, read: Reader) -> Rule:
    if name == "pattern":
        matches = re.compile(limit).fullmatch
        return _rule(lambda value: matches(value) is not None, f"不符合格式 {limit}", f"does not match {limit}")
    if name == "enum":
        allowed = frozenset(read(_as_cell(item)) for item in limit)
        shown = shorten(limit)
        return _rule(allowed.__contains__, f"不在允许的值 {shown} 之中", f"is not among the values allowed, {shown}")
    if name in _BOUNDS:
        compare, chinese, english = _BOUNDS[name]
        bound = read(_as_cell(limit))
        return _rule(lambda value: compare(value, bound), f"{chinese} {limit}", f"{english} {limit}")
    compare, chinese, english = _LENGTHS[name]
    size: Callable[[Any], int] = (lambda value: len(json.loads(value))) if kind in ("object", "array") else len
    return _rule(lambda value: compare(size(value), limit), f"{chinese} {limit}", f"{english} {limit}")


def _rule(passes: Callable[[Any], bool], chinese: str, english: str) -> Rule:
    return Rule(passes, Problem("constraint-error", (chinese, english)))


def _categories(entry: Mapping[str, Any], kind: str, read: Reader, spot: Spot) -> Iterable[Rule]:
    if "categories" not in entry:
        return
    listed = [item.get("value") if isinstance(item, dict) else item for item in entry["categories"]]
    try:
        allowed = frozenset(read(_as_cell(item)) for item in listed)
    except UNFIT:
        allowed = frozenset()
    if kind not in _CATEGORISED or len(allowed) != len(listed):
        spot.at("categories").say(
            f"应为类型 {kind} 的互不相同的值，且只用于文本和整数",
            f"different values of the type {kind} are expected, and only for texts and integers",
        )
        return
    shown = shorten(listed)
    words = (f"不在分类 {shown} 之中", f"is not among the categories {shown}")
    yield Rule(allowed.__contains__, Problem("category-error", words))


def _as_cell(value: object) -> str:
    """A value that stands in the descriptor, as text or as JSON, as it would stand in a cell."""
    return value if isinstance(value, str) else json.dumps(value)
