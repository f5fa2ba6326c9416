"""The header of a CSV file against the fields of its schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.package.structure.descriptor import Resource
from pipeline.package.structure.notes import Notes, Words

_SEPARATORS = ((";", "分号", "semicolons"), ("\t", "制表符", "tabs"))


def check_header(
    resource: Resource, labels: Sequence[str], names: Sequence[str], notes: Notes
) -> dict[str, int] | None:
    """Compare the header with the names of the fields; returns the place of each field that has a column.

    None when the first line is no header at all, so that nothing can be said of the lines below.
    """
    if tuple(labels) == tuple(names):
        return {name: place for place, name in enumerate(names)}
    if not set(labels) & set(names):
        hint = _separator(labels, names)
        words = (
            f"第一行不是表头{hint[0]}，应为 {','.join(names)}",
            f"the first line is no header{hint[1]}: {','.join(names)} is expected",
        )
        notes.add("incorrect-label", words, resource.shown, line=1, table=resource.table, actual=",".join(labels))
        return None
    places = {label: place for place, label in reversed(list(enumerate(labels)))}
    # A column under an unknown name is taken for the one that belongs there, so that its cells are looked at as well.
    renamed = {
        name: place
        for place, (name, label) in enumerate(zip(names, labels, strict=False))
        if name not in places and label not in names
    }
    for kind, (chinese, english) in _problems(labels, names, places, renamed):
        words = (f"表头{chinese}", f"the header {english}")
        notes.add(kind, words, resource.shown, line=1, table=resource.table)
    return renamed | {name: places[name] for name in names if name in places}


def _problems(
    labels: Sequence[str], names: Sequence[str], places: Mapping[str, int], renamed: Mapping[str, int]
) -> Iterator[tuple[str, Words]]:
    for label, count in Counter(labels).items():
        if label and count > 1:
            yield "duplicate-label", (f"中 {label} 出现 {count} 次", f"has {label} more than once ({count} times)")
    taken = {place: name for name, place in renamed.items()}
    for place, label in enumerate(labels):
        number = place + 1
        if not label:
            yield "blank-label", (f"第 {number} 列的列名是空的", f"has no name for column {number}")
        elif place in taken:
            words = (
                f"第 {number} 列应为 {taken[place]}，这里是 {label}",
                f"must have {taken[place]} as column {number}, not {label}",
            )
            yield "incorrect-label", words
        elif label not in names:
            yield "extra-label", (f"多出第 {number} 列 {label}", f"has column {number} too many, {label}")
    for number, name in enumerate(names, 1):
        if name not in places and name not in renamed:
            yield "missing-label", (f"缺少第 {number} 列 {name}", f"lacks column {number}, {name}")
    present = [label for place, label in enumerate(labels) if label in names and places[label] == place]
    expected = [name for name in names if name in places]
    if present != expected:
        moved = next(pair for pair in zip(expected, present, strict=True) if pair[0] != pair[1])
        yield (
            "incorrect-label",
            (
                f"的列次序不对：应先有 {moved[0]}，这里是 {moved[1]}",
                f"has its columns in another order: {moved[0]} must come first, not {moved[1]}",
            ),
        )


def _separator(labels: Sequence[str], names: Sequence[str]) -> Words:
    for mark, chinese, english in _SEPARATORS:
        if len(labels) == 1 and labels[0].split(mark) == list(names):
            return f"（各列用{chinese}分隔，应用逗号）", f" (the columns are separated by {english}, not by commas)"
    return "", ""
