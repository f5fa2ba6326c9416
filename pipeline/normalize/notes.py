"""The findings of reading: what was restored by reasoning, what cannot be read with certainty, what is missing."""

from __future__ import annotations

from pipeline.model import Finding


def inferred(what: str, what_en: str, ref: str, table: str, row_key: str, value: str | None = None) -> Finding:
    """A value that was restored by reasoning (rule ``value-inferred`` of the package contract)."""
    return Finding(
        "value-inferred",
        "info",
        f"{what}，系推断所得，请对照原件",
        f"{what_en}; restored by reasoning, compare with the source",
        ref,
        table,
        row_key,
        actual=value,
    )


def suspect(what: str, what_en: str, ref: str, table: str, row_key: str | None, value: str | None = None) -> Finding:
    """A text that is kept as printed but cannot be read with certainty (rule ``text-suspect``)."""
    return Finding(
        "text-suspect",
        "warning",
        f"{what}，按原样保留，请对照原件",
        f"{what_en}; kept as printed, compare with the source",
        ref,
        table,
        row_key,
        actual=value,
    )


def missing(what: str, what_en: str, ref: str, table: str, row_key: str | None = None) -> Finding:
    """Something that a complete disclosure prints is not in the source (rule ``part-missing``)."""
    return Finding("part-missing", "warning", f"缺少{what}", f"{what_en} is missing", ref, table, row_key)
