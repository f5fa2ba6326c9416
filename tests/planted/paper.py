"""The ways in which a record is set: text dump, PDFs of several families of forms, workbook, text and workbook together."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import SourceFile, together
from tests.typesetter import random_layout
from tests.typesetter.disclosure import Record
from tests.typesetter.pdf import typeset_pdf
from tests.typesetter.slip import NO_SLIP, Slip
from tests.typesetter.statement_grid import Statement
from tests.typesetter.text_dump import dump
from tests.typesetter.wording import Narrative
from tests.typesetter.xlsx import typeset_xlsx

FINAL = ("plain", "national", "shanghai")
BUDGET = ("shanghai_budget", "jiangsu")
PAPERS = ("text", *FINAL, *BUDGET, "book", "pair")


@dataclass(frozen=True)
class Sheet:
    """A document as it was set; a workbook has no narrative, a text dump no tables."""

    record: Record
    seed: int
    paper: str
    source: SourceFile
    narrative: Narrative | None
    statements: tuple[Statement, ...]


def set_sheet(record: Record, seed: int, paper: str, slip: Slip = NO_SLIP, damage: int | None = None) -> Sheet:
    """The record on ``paper``; every other text dump shows the noise of its layout unless ``damage`` says otherwise."""
    noise = seed % 2 if damage is None else damage
    if paper == "text":
        text = dump(record, seed, noise, slip=slip)
        return Sheet(record, seed, paper, SourceFile(f"{seed}.txt", text.text.encode()), text.narrative, ())
    if paper == "book":
        book = typeset_xlsx(record, seed, slip=slip)
        return Sheet(record, seed, paper, SourceFile(f"{seed}.xlsx", book.data), None, book.statements)
    if paper == "pair":
        text, book = dump(record, seed, noise, slip=slip), typeset_xlsx(record, seed, slip=slip)
        parts = (SourceFile(f"{seed}.txt", text.text.encode()), SourceFile(f"{seed}.xlsx", book.data))
        return Sheet(record, seed, paper, together(parts), text.narrative, book.statements)
    layout = None if paper == "plain" else random_layout(seed, (paper,))
    pdf = typeset_pdf(record, seed, layout=layout, slip=slip)
    return Sheet(record, seed, paper, SourceFile(f"{seed}.pdf", pdf.data), pdf.narrative, pdf.statements)
