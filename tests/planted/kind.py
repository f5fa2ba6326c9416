"""What a kind of planted error is, and what it made of a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.planted.paper import Sheet
from tests.typesetter.disclosure import Record
from tests.typesetter.slip import NO_SLIP, Slip


@dataclass(frozen=True)
class Slipped:
    """``figures`` name the place, money in 万元; ``labels`` do where the cell is blank. ``record`` replaces the record.

    ``project`` is the number of the form that has the error, 0 for none.
    """

    printed: str
    wanted: str
    figures: tuple[Decimal, ...]
    slip: Slip = NO_SLIP
    record: Record | None = None
    labels: tuple[str, ...] = ()
    project: int = 0


def any_record(_: Record) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """``make`` gives None where the document does not admit the error; ``admits`` says so earlier, from the record."""

    name: str
    make: Callable[[Sheet, Random], Slipped | None]
    papers: tuple[str, ...]
    admits: Callable[[Record], bool] = any_record
