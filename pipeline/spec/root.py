"""Where ``schemas/`` is, and how its TOML files are read strictly."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import SpecError


@cache
def schemas_root() -> Path:
    """The folder ``schemas``: inside an installed wheel, or at the top of a checkout.

    Raises SpecError when neither is there (a broken installation).
    """
    package = Path(__file__).resolve().parent.parent
    for root in (package / "_schemas", package.parent / "schemas"):
        if root.is_dir():
            return root
    raise SpecError("the folder schemas/ is missing", advice="reinstall the package")


def load_toml(relative: str) -> dict[str, Any]:
    """Read ``schemas/<relative>``; raise SpecError when it is missing or no TOML (duplicate keys are no TOML)."""
    path = schemas_root() / relative
    try:
        with path.open("rb") as handle:
            return tomllib.load(handle)
    except FileNotFoundError as error:
        raise SpecError("missing", where=f"schemas/{relative}", advice="restore the file") from error
    except tomllib.TOMLDecodeError as error:
        raise SpecError(str(error), where=f"schemas/{relative}", advice="mend the TOML at this place") from error


def only_keys(
    entry: Mapping[str, Any], *, required: Collection[str], optional: Collection[str] = (), where: str
) -> None:
    """Raise SpecError when ``entry`` lacks a required key or has one that is not known."""
    missing = sorted(set(required) - set(entry))
    unknown = sorted(set(entry) - set(required) - set(optional))
    if missing:
        raise SpecError(f"missing key {', '.join(missing)}", where=where, advice="add it")
    if unknown:
        raise SpecError(f"unknown key {', '.join(unknown)}", where=where, advice="correct the spelling or remove it")
