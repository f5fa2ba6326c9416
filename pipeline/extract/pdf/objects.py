"""The objects of a page, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from pipeline.extract.pdf import pdfium

#: Forms inside forms, deeper than any real document nests them.
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class PageObjects:
    """Handles of what is drawn on a page itself, in drawing order; what is inside forms is found through them."""

    texts: list[int]
    paths: list[int]
    images: list[int]
    forms: list[int]


def objects_of_page(page: int) -> PageObjects:
    """The objects of a page, given its handle."""
    count = max(0, pdfium.object_count(page))
    handles = list(map(pdfium.object_at, repeat(page), range(count)))
    kinds = np.fromiter(map(pdfium.object_kind, handles), np.int64, count)
    array = np.array(handles, np.uint64)
    wanted = (pdfium.TEXT, pdfium.PATH, pdfium.IMAGE, pdfium.FORM)
    return PageObjects(*(array[kinds == kind].tolist() for kind in wanted))


def inside_form(form: int, depth: int = 0) -> Iterator[int]:
    """The handles of all objects inside a form XObject and the forms in it."""
    for index in range(max(0, pdfium.form_count(form))):
        handle = pdfium.form_object_at(form, index)
        yield handle
        if depth < DEEPEST and pdfium.object_kind(handle) == pdfium.FORM:
            yield from inside_form(handle, depth + 1)
