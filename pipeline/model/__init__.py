"""The nouns that all stages share."""

from pipeline.model.amount import (
    MOST_DECIMALS,
    MOST_DIGITS,
    SMALLEST,
    Amount,
    State,
    is_too_fine,
    is_too_long,
    parse_amount,
)
from pipeline.model.dataset import Dataset, Row, Value
from pipeline.model.document import (
    Block,
    Box,
    Cell,
    Document,
    Doubt,
    DoubtReason,
    Grid,
    Line,
    join_documents,
    join_refs,
)
from pipeline.model.finding import Cause, Finding, InvolvedFigure, Severity
from pipeline.model.source import SourceFile, combined_sha256, together

__all__ = [
    "MOST_DECIMALS",
    "MOST_DIGITS",
    "SMALLEST",
    "Amount",
    "Block",
    "Box",
    "Cause",
    "Cell",
    "Dataset",
    "Document",
    "Doubt",
    "DoubtReason",
    "Finding",
    "Grid",
    "InvolvedFigure",
    "Line",
    "Row",
    "Severity",
    "SourceFile",
    "State",
    "Value",
    "combined_sha256",
    "is_too_fine",
    "is_too_long",
    "join_documents",
    "join_refs",
    "parse_amount",
    "together",
]
