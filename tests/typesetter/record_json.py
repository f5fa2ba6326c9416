"""A record as JSON and back; decimals are strings, so that no figure passes through a float."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.typesetter.disclosure import Record


def write_record(record: Record, path: Path) -> None:
    """Write ``record`` as UTF-8 JSON with sorted-in-order fields and a final newline."""
    text = json.dumps(dataclasses.asdict(record), ensure_ascii=False, indent=1, default=str)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_record(path: Path) -> Record:
    """Read a record; KeyError or TypeError when the file does not have the fields of :class:`Record`."""
    record = _decode(Record, json.loads(path.read_text(encoding="utf-8")))
    assert isinstance(record, Record)
    return record


def _decode(kind: Any, value: Any) -> Any:
    """``value`` as an instance of the annotated type ``kind``."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return kind(**{name: _decode(hints[name], v) for name, v in value.items()})
    if typing.get_origin(kind) is types.UnionType:
        return None if value is None else _decode(typing.get_args(kind)[0], value)
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)
        of = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_decode(k, v) for k, v in zip(of, value, strict=True))
    if kind is Decimal:
        return Decimal(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is not a {kind.__name__}")
    return value
