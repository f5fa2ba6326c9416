"""The official tables that a disclosure announces (见附表) without holding them."""

from __future__ import annotations

import re

from pipeline.model import Row
from pipeline.normalize.outline import Outline
from pipeline.spec.statements import statement_titles
from pipeline.text import compact, key

_QUOTED = re.compile(r"《([^》]+)》")
_NUMBER = re.compile(r"(?:公开)?(?:表)?(\d{1,2}|[一二三四五六七八九十]+)$")


def announced_statements(outline: Outline) -> list[Row]:
    """Rows of ``statement`` with the status ``announced``, from the list of tables, each table once.

    Tables beyond those that are known by title get the name ``other_N``; their title is kept.
    """
    titles = statement_titles()
    rows: list[Row] = []
    seen: set[str] = set()
    for section in outline.sections:
        announced = "annex_list" in (section.kind, *section.parent_kinds)
        for text, ref, number in _candidates(section.title, section.ref, section.path, announced):
            name = titles.name_of(text)
            if name is None:
                name = f"other_{sum(str(row['statement']).startswith('other_') for row in rows) + 1}"
            title = compact(text).strip("《》")
            if name in seen or key(title) in seen:
                continue
            seen.update((name, key(title)))
            rows.append(
                {
                    "statement": name,
                    "title": title,
                    "table_no": number,
                    "first_page": None,
                    "last_page": None,
                    "unit": None,
                    "status": "announced",
                    "rows": 0,
                    "source_ref": ref,
                }
            )
    return rows


def _candidates(title: str, ref: str, path: str, announced: bool) -> list[tuple[str, str, str | None]]:
    if not announced:
        return []
    number = _NUMBER.search(path.rsplit("/", 1)[-1].strip("()"))
    printed = number[1] if number and "/" in path else None
    quoted = _QUOTED.findall(title)
    if quoted:
        return [(text, ref, printed) for text in quoted]
    return [(title, ref, printed)] if title.endswith("表") and "/" in path else []
