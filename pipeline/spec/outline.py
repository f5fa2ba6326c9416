"""The outline of a disclosure (``schemas/narrative/outline.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import SpecError
from pipeline.spec.root import load_toml, only_keys

_FILE = "narrative/outline.toml"


@dataclass(frozen=True, slots=True)
class SectionKind:
    """What a section is about; ``narrative`` tells whether it states figures of the accounts."""

    kind: str
    title: re.Pattern[str]
    narrative: bool


@dataclass(frozen=True, slots=True)
class OutlineSpec:
    """Patterns that divide a disclosure into parts, sections, items and paragraphs."""

    levels: tuple[re.Pattern[str], ...]
    heading_max_length: int
    heading_forbidden: re.Pattern[str]
    glued: re.Pattern[str]
    complete_title: re.Pattern[str]
    stopped: re.Pattern[str]
    run_in: re.Pattern[str]
    plain_heading: re.Pattern[str]
    item: re.Pattern[str]
    label: re.Pattern[str]
    contents_title: re.Pattern[str]
    contents_leader: re.Pattern[str]
    terminal: re.Pattern[str]
    caption_length: int
    caption_forbidden: re.Pattern[str]
    caption_title: re.Pattern[str]
    page_number: re.Pattern[str]
    kinds: tuple[SectionKind, ...]


def compile_pattern(pattern: str, where: str) -> re.Pattern[str]:
    """Compile a pattern of a spec; SpecError names the file when it is no regular expression."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SpecError(f"no regular expression: {pattern!r} ({error})", where=where, advice="correct it") from error


@cache
def outline_spec() -> OutlineSpec:
    """The outline as written in ``schemas/narrative/outline.toml``; SpecError when it is wrong."""
    where = f"schemas/{_FILE}"
    data = load_toml(_FILE)
    only_keys(data, required=("level", "heading", "item", "contents", "paragraph", "section_kind"), where=where)
    only_keys(
        data["heading"],
        required=("max_length", "forbidden", "glued_end", "complete_end", "stopped", "run_in", "plain"),
        where=f"{where} [heading]",
    )
    only_keys(data["item"], required=("pattern", "label"), where=f"{where} [item]")
    only_keys(data["contents"], required=("title", "leader"), where=f"{where} [contents]")
    only_keys(
        data["paragraph"],
        required=("terminal", "caption_length", "caption_forbidden", "caption_title", "page_number"),
        where=f"{where} [paragraph]",
    )
    for level in data["level"]:
        only_keys(level, required=("name", "pattern"), where=f"{where} [[level]]")

    def pattern(text: str) -> re.Pattern[str]:
        return compile_pattern(text, where)

    return OutlineSpec(
        levels=tuple(pattern(level["pattern"]) for level in data["level"]),
        heading_max_length=data["heading"]["max_length"],
        heading_forbidden=pattern(data["heading"]["forbidden"]),
        glued=pattern(rf"^(?P<title>.{{2,40}}?{data['heading']['glued_end']})(?:\s+|(?=\d{{4}}年))(?P<rest>\S.*)$"),
        plain_heading=pattern(data["heading"]["plain"]),
        complete_title=pattern(data["heading"]["complete_end"]),
        stopped=pattern(data["heading"]["stopped"]),
        run_in=pattern(data["heading"]["run_in"]),
        item=pattern(data["item"]["pattern"]),
        label=pattern(data["item"]["label"]),
        contents_title=pattern(data["contents"]["title"]),
        contents_leader=pattern(data["contents"]["leader"]),
        terminal=pattern(data["paragraph"]["terminal"]),
        caption_length=data["paragraph"]["caption_length"],
        caption_forbidden=pattern(data["paragraph"]["caption_forbidden"]),
        caption_title=pattern(data["paragraph"]["caption_title"]),
        page_number=pattern(data["paragraph"]["page_number"]),
        kinds=tuple(_kind(entry, where) for entry in data["section_kind"]),
    )


def _kind(entry: dict[str, Any], where: str) -> SectionKind:
    only_keys(entry, required=("kind", "title", "narrative"), where=f"{where} [[section_kind]]")
    return SectionKind(entry["kind"], compile_pattern(entry["title"], where), entry["narrative"])
