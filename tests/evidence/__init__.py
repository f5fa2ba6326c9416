"""Tests of the second reading and of what follows from it."""
