"""Tests of ``pipeline.normalize``."""
