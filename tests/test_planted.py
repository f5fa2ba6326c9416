"""Validation measured on typeset documents: none without an error is charged with one, nearly every planted error is found.

``PLANTED_SEEDS=200`` in the environment tries so many documents of both sorts instead of the few of the usual run;
``PLANTED_FIRST`` is the first seed.
"""

from __future__ import annotations

import os

import pytest

from tests.planted import KINDS, PAPERS, Result, clean_errors, measured, plant

COUNT = int(os.environ.get("PLANTED_SEEDS", "0"))
FIRST = int(os.environ.get("PLANTED_FIRST", "0"))
CLEAN = range(FIRST, FIRST + (COUNT or 4 * len(PAPERS)))
WRONG = range(FIRST, FIRST + (COUNT or len(KINDS)))
FOUND, RIGHT_PLACE = 0.97, 0.95


def told(results: list[Result]) -> str:
    return "\n".join(f"seed {r.planted.seed} {r.planted.kind}: {r.planted.slipped.printed}" for r in results)


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return [measured(plant(seed)) for seed in WRONG]


@pytest.mark.parametrize("seed", CLEAN)
def test_consistent_documents_have_no_error(seed: int) -> None:
    assert [f"{f.rule} {f.source_ref}: {f.message}" for f in clean_errors(seed)] == []


def test_the_documents_behind_the_planted_errors_have_none(results: list[Result]) -> None:
    assert [f"seed {r.planted.seed}: {f.message}" for r in results for f in r.clean] == []


def test_planted_errors_are_found(results: list[Result]) -> None:
    missed = [r for r in results if not r.found]
    assert len(results) - len(missed) >= FOUND * len(results), told(missed)


def test_planted_errors_are_found_in_their_place(results: list[Result]) -> None:
    elsewhere = [r for r in results if not r.right]
    assert len(results) - len(elsewhere) >= RIGHT_PLACE * len(results), told(elsewhere)


def test_at_least_twenty_kinds_are_planted() -> None:
    assert len({kind.name for kind in KINDS}) >= 20


def test_a_seed_plants_the_same_error_again() -> None:
    once, again = plant(FIRST), plant(FIRST)
    assert once.planted.source == again.planted.source
    assert (once.places, once.slipped.printed) == (again.places, again.slipped.printed)
