"""Plants one error: from a seed a consistent record, a kind of error that it admits, and the document with and without it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.planted.kinds import KINDS, Kind, Slipped
from tests.planted.paper import Sheet, set_sheet
from tests.planted.places import differing
from tests.typesetter import random_record

_TRIES = 200  # records looked at until one admits the kind


@dataclass(frozen=True)
class Planted:
    """``places``: where the documents differ; ``slipped`` says what is printed there and what should be."""

    seed: int
    kind: str
    clean: Sheet
    planted: Sheet
    places: tuple[str, ...]
    slipped: Slipped


def plant(seed: int) -> Planted:
    """The document of a seed: kinds in turn, for each kind the ways of setting in turn, the rest by chance."""
    kind = KINDS[seed % len(KINDS)]
    paper = kind.papers[(seed // len(KINDS)) % len(kind.papers)]
    for attempt in range(_TRIES):
        done = _tried(seed, kind, paper, seed * _TRIES + attempt)
        if done:
            return done
    raise LookupError(f"no record admits {kind.name} on {paper}")


def _tried(seed: int, kind: Kind, paper: str, record_seed: int) -> Planted | None:
    rng = Random(f"planted {record_seed}")
    record = random_record(record_seed)
    if not kind.admits(record):
        return None
    clean = set_sheet(record, record_seed, paper)
    slipped = kind.make(clean, rng)
    if slipped is None:
        return None
    planted = set_sheet(slipped.record or record, record_seed, paper, slipped.slip)
    places = differing(clean, planted, slipped.slip)
    # A change that moves other words to another line or page is no longer one printed place.
    if not 1 <= len(places) <= max(1, len(slipped.slip.cells)):
        return None
    return Planted(seed, kind.name, clean, planted, places, slipped)
