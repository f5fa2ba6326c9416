"""Loads ``schemas/``: everything a domain expert may edit, as frozen dataclasses that reject what they don't know."""
