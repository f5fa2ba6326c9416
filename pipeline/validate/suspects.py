"""Which figure of a mismatch the other identities speak against: several that fail through one figure point at that figure.

This needs nothing but the published tables. It tells which figure is likely to be wrong, not whose error it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from pipeline.model import Finding, InvolvedFigure

_UNKNOWN = Fraction(0)


def with_suspect(finding: Finding) -> Finding:
    """The finding with its suspect marked and named in its evidence; unchanged when the identities point at none.

    A figure is suspect when all its identities or most of them fail, while every other figure takes part in identities
    that hold, and fails less often. One figure must stand out, or else nothing is said.
    """
    number = _suspect(finding.figures)
    if number is None:
        return finding
    figures = list(finding.figures)
    suspect = figures[number] = replace(figures[number], suspect=True)
    others = [figure for place, figure in enumerate(figures) if place != number]
    chinese, english = _told(suspect, others)
    return replace(finding, figures=tuple(figures), evidence=chinese, evidence_en=english)


def _suspect(figures: Sequence[InvolvedFigure]) -> int | None:
    shares = [_share(figure) for figure in figures]
    if len(shares) < 2:
        return None
    worst = max(shares)
    number = shares.index(worst)
    own = figures[number]
    others = [figure for place, figure in enumerate(figures) if place != number]
    if worst <= Fraction(1, 2) or shares.count(worst) > 1 or not all(figure.passed for figure in others):
        return None
    return number if not own.passed or own.failed > max(figure.failed for figure in others) else None


def _share(figure: InvolvedFigure) -> Fraction:
    """Which part of its identities fails."""
    made = figure.passed + figure.failed
    return Fraction(figure.failed, made) if made else _UNKNOWN


def _told(suspect: InvolvedFigure, others: Sequence[InvolvedFigure]) -> tuple[str, str]:
    made, name, name_en = suspect.passed + suspect.failed, suspect.title, suspect.title_en
    # A comparison that is no identity (not larger than, a word of direction) is not counted; then others may have failed 0.
    counted = all(figure.failed for figure in (suspect, *others))
    if made > 1:
        own = (
            f"“{name}”参与的 {made} 处勾稽中 {suspect.failed} 处不符",
            f"{suspect.failed} of the {made} identities with {name_en} fail",
        )
    elif counted:
        own = (f"“{name}”不参与其他勾稽", f"{name_en} takes part in no other identity")
    else:
        own = (f"“{name}”参与的唯一一处勾稽不符", f"the only identity with {name_en} fails")
    if all(figure.failed <= int(counted) for figure in others):
        rest = ("其余数字的其他勾稽全部相符", "all other identities of the other figures hold")
    else:
        rest = ("其余数字的勾稽多数相符", "the other figures hold more often")
    return f"{own[0]}，{rest[0]}，疑点在前者", f"{own[1]}, {rest[1]}: the former is the suspect"
