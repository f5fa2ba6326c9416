"""Validate: the accounts are checked for what they must add up to. Findings are reported, nothing is edited."""

from pipeline.validate.checker import validate
from pipeline.validate.report import Report, Tally, finding_as_json

__all__ = ["Report", "Tally", "finding_as_json", "validate"]
