"""Tests of the product; the folders mirror ``pipeline``."""
