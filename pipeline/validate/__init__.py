"""Validate: the accounts are checked for what they must add up to. Findings are reported, nothing is edited."""
