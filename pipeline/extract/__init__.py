"""Extract: one reader per format turns bytes into the common document. What stands on the page?"""

from pipeline.extract.limits import DEFAULT_LIMITS, Limits
from pipeline.extract.reader import load, read

__all__ = ["DEFAULT_LIMITS", "Limits", "load", "read"]
