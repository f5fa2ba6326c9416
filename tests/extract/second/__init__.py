"""Tests of the second reading."""
