"""Documents that a browser or a word processor printed, where the machine has one: every figure is right all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.printed.measure import printed_problems
from tests.printed.programs import found


@pytest.mark.parametrize(
    ("program", "rulings", "laid"),
    [
        ("browser", "all", False),
        ("browser", "all", True),
        ("browser", "level", True),
        ("writer", "all", False),
        ("writer", "all", True),
    ],
)
def test_what_other_programs_print_is_read_as_it_was_written(
    program: str, rulings: str, laid: bool, tmp_path: Path
) -> None:
    if found(program) is None:
        pytest.skip(f"this machine has no {program} to print with")
    assert printed_problems(program, 1, tmp_path, rulings=rulings, laid=laid) == []
