"""Normalize: the common document becomes typed rows, each with its source. What does it mean?"""

from pipeline.normalize.disclosure import normalize

__all__ = ["normalize"]
