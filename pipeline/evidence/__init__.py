"""Figures read again from the source, by another way than the first time: those of mismatches, and those in doubt.

Whose error is a mismatch? Where was the reader not sure, and does the second reading agree? Comes after validation, where the source
is at hand. Imports the model, the specs and the readers; makes no data, and changes nothing of a finding but its likely cause
and the evidence for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.evidence.causes import with_causes
from pipeline.evidence.reread import Rereader
from pipeline.model import Doubt, Finding, Row, SourceFile

__all__ = ["read_again"]


def read_again(
    source: SourceFile, tables: Mapping[str, Sequence[Row]], findings: Sequence[Finding], doubts: Sequence[Doubt] = ()
) -> list[Finding]:
    """The findings of reading and validation with likely causes and evidence; after them those about what is in doubt.

    Only so many pages are read again: those of errors first, then those in doubt, then those of warnings.
    """
    rereader = Rereader(source, tables, findings, doubts)
    told = with_causes(findings, rereader, "error")
    about: list[Finding] = []
    if doubts:
        from pipeline.evidence.doubts import doubtful  # the second engine is slow to load, and seldom needed

        about = doubtful(doubts, tables, rereader)
    return [*with_causes(told, rereader, "warning"), *about]
