"""Measures validation: consistent documents, and documents in which one printed place is wrong.

``python -m tests.planted FIRST LAST`` plants an error for every seed of the range and prints what was found.

An error counts as *found* when the document with it has an error or a warning that the same document without it has not.
It counts as found *in the right place* when one of these names the wrong figure as it is printed, together with the line,
the page or the row of the sheet on which it stands, in its message or in its list of figures. Of a figure that moved,
either of its two cells is the place; of a word of direction, the figure beside it; of a blank cell, its row. What a form
prints once (its rate, its scores, its totals) may be named by the row of the form in the package instead of the line. A
finding that names only the total above a wrong line, or only the other side of a contradiction, does not count.
"""

from __future__ import annotations

from tests.planted.kinds import KINDS, PAPERS
from tests.planted.measure import Result, clean_errors, measured
from tests.planted.plant import Planted, plant

__all__ = ["KINDS", "PAPERS", "Planted", "Result", "clean_errors", "measured", "plant"]
