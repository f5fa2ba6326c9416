"""Tests of ``pipeline.extract``."""
