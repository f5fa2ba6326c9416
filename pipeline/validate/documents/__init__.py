"""Comparing documents of one organisation: several years, or the budget and the final accounts of a year."""

from pipeline.validate.documents.compare import compare
from pipeline.validate.documents.compared import Compared, gap, unread
from pipeline.validate.documents.series import Gap, Pair, Paper, papers_of, series_key, side_by_side

__all__ = ["Compared", "Gap", "Pair", "Paper", "compare", "gap", "papers_of", "series_key", "side_by_side", "unread"]
