"""Reading a line as a heading of the outline."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.spec.outline import OutlineSpec
from pipeline.text import compact, fold


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` is 0 for 第一部分, 1 for 一、, 2 for (一); ``rest`` is the sentence that stands behind the title in its line."""

    level: int
    mark: str
    title: str
    rest: str


def heading_of(text: str, spec: OutlineSpec) -> Heading | None:
    """Read a line as a heading: level, mark, title and what the dump ran together with it; None when it is none."""
    folded = fold(text).strip()
    for level, pattern in enumerate(spec.levels):
        match = pattern.match(folded)
        if not match:
            continue
        offset = match.start("title")
        title = text.strip()[offset:].strip()
        glued = spec.glued.match(folded[offset:].strip())
        if glued and _is_sentence(glued["title"], glued["rest"], spec):
            return Heading(level, _mark(match["mark"], level), compact(title[: glued.end("title")]), glued["rest"])
        run_in = spec.run_in.match(folded[offset:].strip())
        if run_in and any(kind.title.search(run_in["title"]) for kind in spec.kinds[:-1]):
            return Heading(level, _mark(match["mark"], level), compact(title[: run_in.end("title")]), run_in["rest"])
        stopped = spec.stopped.match(fold(compact(title)))
        plain = compact(title)[: stopped.end("title")] if stopped else compact(title)
        if level and (len(plain) > spec.heading_max_length or spec.heading_forbidden.search(fold(plain))):
            return None
        return Heading(level, _mark(match["mark"], level), plain, "")
    plain = compact(text)
    if spec.plain_heading.match(fold(plain)):
        return Heading(1, plain, plain, "")
    return None


def _is_sentence(title: str, rest: str, spec: OutlineSpec) -> bool:
    """Whether what stands behind a title is the beginning of a sentence, and not the title's own last word."""
    if len(rest) >= 10 and spec.caption_forbidden.search(rest):
        return True
    return spec.complete_title.search(title) is not None and not spec.complete_title.search(rest)


def _mark(mark: str, level: int) -> str:
    return f"({mark})" if level == 2 else mark
