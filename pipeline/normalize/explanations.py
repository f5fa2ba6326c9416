"""To which figures the explanation of a sentence (主要原因是…) belongs."""

from __future__ import annotations

from dataclasses import replace

from pipeline.normalize.figure import Figure

_EXPLAINED = {"prior_change_amount", "prior_change_rate", "variance_rate", "completion_rate"}


def explain(figures: list[Figure], reason: str) -> list[Figure]:
    """Give the explanation to the figures that it explains: the changes or rates that stand right before it."""
    first, paragraph = len(figures), figures[-1].paragraph
    while first and figures[first - 1].measure in _EXPLAINED and figures[first - 1].paragraph is paragraph:
        first -= 1
    if first == len(figures) and figures:
        first -= 1
    return figures[:first] + [replace(figure, reason=figure.reason or reason) for figure in figures[first:]]


def explain_changes(figures: list[Figure], reason: str) -> list[Figure]:
    """Give an explanation that opens a paragraph of its own to all changes above it that have none yet."""
    return [
        replace(figure, reason=reason)
        if figure.measure in ("prior_change_amount", "prior_change_rate") and not figure.reason
        else figure
        for figure in figures
    ]
