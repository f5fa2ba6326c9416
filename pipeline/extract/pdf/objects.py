"""The objects of a page, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.pdf import bulk, pdfium

#: Forms inside forms, deeper than any real document nests them.
DEEPEST = 12
_NO_INK = frozenset((pdfium.INVISIBLE, pdfium.CLIP_ONLY))


@dataclass(frozen=True, slots=True)
class PageObjects:
    """Handles of what is drawn on a page itself, in drawing order; what is inside forms is found through them.

    ``unseen`` are those of the ``texts`` that leave no mark.
    """

    texts: list[int]
    unseen: list[int]
    paths: list[int]
    images: list[int]
    forms: list[int]


def objects_of_page(page: int) -> PageObjects:
    """The objects of a page, given its handle."""
    count = max(0, pdfium.object_count(page))
    handles = bulk.object_addresses(page, count)
    modes = list(map(pdfium.render_mode, handles))
    others = [handle for handle, mode in zip(handles, modes, strict=True) if mode == pdfium.NO_TEXT]
    texts, unseen = handles, without_ink(handles, modes)
    if others:  # most objects are text, so that asking for their kind as well would cost as much again
        texts = [handle for handle, mode in zip(handles, modes, strict=True) if mode != pdfium.NO_TEXT]
    kinds = list(map(pdfium.object_kind, others))
    paths, images, forms = (
        [handle for handle, kind in zip(others, kinds, strict=True) if kind == wanted]
        for wanted in (pdfium.PATH, pdfium.IMAGE, pdfium.FORM)
    )
    return PageObjects(texts, unseen, paths, images, forms)


def without_ink(handles: list[int], modes: list[int]) -> list[int]:
    """The text objects that leave no mark, given the render modes of objects."""
    if _NO_INK.isdisjoint(modes):
        return []
    return [handle for handle, mode in zip(handles, modes, strict=True) if mode in _NO_INK]


def inside_form(form: int, depth: int = 0) -> Iterator[int]:
    """The handles of all objects inside a form XObject and the forms in it."""
    for index in range(max(0, pdfium.form_count(form))):
        handle = pdfium.form_object_at(form, index)
        yield handle
        if depth < DEEPEST and pdfium.object_kind(handle) == pdfium.FORM:
            yield from inside_form(handle, depth + 1)
