"""Tests of the package stage."""
