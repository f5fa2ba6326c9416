"""Whose error is a mismatch? The figures that take part are read again from the source, by another way than the first time.

Comes after validation, where the source is at hand. Imports the model, the specs and the readers; makes no data, and changes
nothing of a finding but its likely cause and the evidence for it.
"""

from __future__ import annotations

from pipeline.evidence.causes import with_causes

__all__ = ["with_causes"]
