"""Sets a record as a PDF: in the usual layout, or in any of the layouts that real publishers use."""

from __future__ import annotations

from random import Random

from tests.typesetter.disclosure import Record
from tests.typesetter.layouts import DocumentLayout, random_layout
from tests.typesetter.pdf_laid import typeset_laid
from tests.typesetter.pdf_setter import PdfDocument, Setter
from tests.typesetter.slip import NO_SLIP, Slip
from tests.typesetter.statement_layout import Layout
from tests.typesetter.statement_layout import random_layout as random_tables
from tests.typesetter.statements import all_statements
from tests.typesetter.style import Style
from tests.typesetter.wording import compose

AnyLayout = Layout | DocumentLayout | str | None


def set_pdf(
    record: Record, seed: int, *, style: Style | None = None, template: str = "", layout: AnyLayout = None
) -> bytes:
    """The disclosure as a PDF with embedded fonts; the same arguments give the same bytes.

    ``layout`` is that of the tables, a whole document's, ``random`` for the one that belongs to the seed, or None.
    """
    return typeset_pdf(record, seed, style=style, template=template, layout=layout).data


def typeset_pdf(
    record: Record,
    seed: int,
    *,
    style: Style | None = None,
    template: str = "",
    layout: AnyLayout = None,
    slip: Slip = NO_SLIP,
) -> PdfDocument:
    """As :func:`set_pdf`, with the pages on which everything stands, and with a slip in it.

    ValueError for an unknown name of a layout.
    """
    if isinstance(layout, str):
        if layout != "random":
            raise ValueError(f"layout is a layout or random, not {layout}")
        layout = random_layout(seed)
    if isinstance(layout, DocumentLayout):
        return typeset_laid(record, seed, layout, style=style, template=template, slip=slip)
    narrative = slip.narrative(compose(record, seed, style, template))
    rng = Random(f"pdf {seed}")
    chosen = layout or random_tables(rng, narrative.style.separators, narrative.template == "shanghai")
    statements = all_statements(record, chosen)
    slip.tables(statements)
    return Setter(record, narrative, chosen, statements, rng).run()
