"""Which keys each kind of check asks for; what a kind does with them is code in ``pipeline.validate``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of check asks for. ``column_options`` name columns of the table of the operand ``rows``."""

    one: tuple[str, ...] = ()
    one_optional: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    many_optional: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    options_optional: tuple[str, ...] = ()
    column_options: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


#: Every kind by its name in ``schemas/checks``.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "sum": Kind(
            one_optional=("whole", "replaced"),
            many=("parts",),
            many_optional=("optional", "minus", "when", "replacing"),
            options_optional=("constant", "by", "columns", "absent", "form", "severity_if_zero"),
            choices={"absent": ("zero",), "severity_if_zero": ("error", "warning", "info")},
        ),
        "equal": Kind(many=("figures",), many_optional=("when",), options_optional=("by", "columns", "both")),
        "restated": Kind(many=("figures",), options_optional=("within",), choices={"within": ("passage",)}),
        "at-most": Kind(one=("smaller", "larger"), one_optional=("among",), options_optional=("by",)),
        "ratio": Kind(one=("rate", "part", "whole"), many_optional=("when",), options_optional=("by",)),
        "stated-ratio": Kind(
            one=("rates",),
            one_optional=("whole", "amount"),
            options=("formula",),
            choices={"formula": ("share", "growth", "variance", "completion")},
        ),
        "product": Kind(one=("product", "factor", "rate"), options_optional=("by",)),
        "row-sum": Kind(
            one=("rows",),
            options=("whole", "parts"),
            options_optional=("minus",),
            column_options=("whole", "parts", "minus"),
        ),
        "row-at-most": Kind(one=("rows",), options=("smaller", "larger"), column_options=("smaller", "larger")),
        "tree-sum": Kind(
            one=("rows",),
            options=("code", "columns", "levels"),
            options_optional=("total", "unprinted"),
            column_options=("code", "columns", "unprinted"),
            choices={"total": ("required", "none")},
        ),
        "target": Kind(one=("rows",), options=("mode",), choices={"mode": ("missed", "unexplained", "attained")}),
        "direction": Kind(one=("rows",)),
        "present": Kind(
            one=("rows",),
            options=("column",),
            options_optional=("unless_zero",),
            column_options=("column", "unless_zero"),
        ),
        "stated": Kind(
            one=("rows",),
            options=("measures",),
            options_optional=("sections", "names"),
            column_options=("measures", "names"),
        ),
        "quoted": Kind(
            one=("rows",),
            options=("column", "text"),
            options_optional=("operator",),
            column_options=("column", "text", "operator"),
        ),
        "cell-tree": Kind(one=("rows",)),
        "in-cells": Kind(
            one=("rows",),
            options=("statement",),
            options_optional=("columns", "form", "code", "label"),
            column_options=("columns", "code", "label"),
        ),
        "needs": Kind(one=("given", "needed"), one_optional=("beside",), options_optional=("by", "columns", "form")),
        "subtotal": Kind(one=("rows",), options=("label", "columns"), column_options=("label", "columns")),
        "complete": Kind(one=("rows",), options=("columns",), options_optional=("by",)),
    }
)
#: The TOML type of every option.
OPTION_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "constant": int,
    "by": list,
    "columns": list,
    "formula": str,
    "whole": str,
    "parts": list,
    "minus": list,
    "smaller": str,
    "larger": str,
    "code": str,
    "label": str,
    "levels": list,
    "total": str,
    "mode": str,
    "column": str,
    "unless_zero": str,
    "absent": str,
    "within": str,
    "unprinted": list,
    "form": dict,
    "severity_if_zero": str,
    "measures": dict,
    "sections": list,
    "names": list,
    "both": str,
    "statement": str,
    "text": str,
    "operator": str,
}
