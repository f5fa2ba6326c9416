"""The typesetter: invents disclosures from records of facts and gives the gold with them. Test tooling, not the product."""

from __future__ import annotations

from tests.typesetter.disclosure import Record
from tests.typesetter.gold import write_gold
from tests.typesetter.identities import broken_identities
from tests.typesetter.layouts import DocumentLayout, random_layout
from tests.typesetter.pdf import set_pdf
from tests.typesetter.random_record import permuted, random_record
from tests.typesetter.text_dump import set_text
from tests.typesetter.xlsx import set_xlsx

__all__ = [
    "DocumentLayout",
    "Record",
    "broken_identities",
    "permuted",
    "random_layout",
    "random_record",
    "set_pdf",
    "set_text",
    "set_xlsx",
    "write_gold",
]
