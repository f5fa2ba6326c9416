"""Real disclosures and their transcriptions, when they lie beside the checkout; a fresh clone has none."""

from __future__ import annotations

from pathlib import Path

import pytest

_FOLDER = Path(__file__).resolve().parent.parent.parent / "shared"
SHARED: Path | None = _FOLDER if (_FOLDER / "disclosures").is_dir() else None

needs_shared = pytest.mark.skipif(SHARED is None, reason="the real disclosures do not lie beside this checkout")
