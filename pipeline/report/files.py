"""The report's files, as they go into a package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model import Finding, Row
from pipeline.package.published import PackageInfo
from pipeline.report.content import content
from pipeline.report.page import page_text
from pipeline.report.terminal import terminal_text


def report_files(
    info: PackageInfo, tables: Mapping[str, Sequence[Row]], findings: Sequence[Finding], pictures: Mapping[int, bytes]
) -> dict[str, bytes]:
    """``report.html`` and ``report.md``; ``pictures`` are PNGs by the index of their findings."""
    told = content(info, tables, findings)
    return {
        "report.html": page_text(told, pictures).encode(),
        "report.md": terminal_text(told, pictured=bool(pictures)).encode(),
    }
