"""A program may read several PDFs at a time; each must come out as if it were read alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from pipeline.extract import read
from pipeline.model import SourceFile
from tests.typesetter import random_record
from tests.typesetter.pdf import set_pdf


def test_documents_read_in_several_threads_are_those_read_alone() -> None:
    sources = [SourceFile(f"{seed}.pdf", set_pdf(random_record(seed), seed)) for seed in range(3)]
    alone = [read(source) for source in sources]
    assert len({len(document.blocks) for document in alone}) > 1
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(read, sources * 4))
    assert together == alone * 4
