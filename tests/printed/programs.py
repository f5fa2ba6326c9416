"""The programs that print a web page as a PDF, where the machine has them."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

#: Names under which the programs are installed.
_NAMES = {
    "browser": ("chromium", "chromium-browser", "google-chrome"),
    "writer": ("soffice", "libreoffice"),
}
PROGRAMS = tuple(_NAMES)
_SECONDS = 120


def found(program: str) -> str | None:
    """Where a program is; None where the machine has none."""
    return next((path for name in _NAMES[program] if (path := shutil.which(name))), None)


def print_page(program: str, page: str, target: Path) -> None:
    """Print a web page (HTML) to ``target``; raises OSError when the program leaves no PDF."""
    path = found(program)
    if path is None:
        raise OSError(f"no program to print with: {program}")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        made = source.with_suffix(".pdf")
        subprocess.run(_command(program, path, source, made), check=False, capture_output=True, timeout=_SECONDS)
        if not made.exists():
            raise OSError(f"{program} printed nothing")
        shutil.copyfile(made, target)


def _command(program: str, path: str, source: Path, made: Path) -> list[str]:
    profile = source.parent / "profile"
    if program == "browser":
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        return [
            path,
            *options,
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={made}",
            str(source),
        ]
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf:writer_web_pdf_Export"]
    return [path, *options, "--outdir", str(source.parent), str(source)]
