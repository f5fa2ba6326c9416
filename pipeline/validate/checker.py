"""Run all checks over the published tables of one disclosure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.model import Finding
from pipeline.spec.checks import Check, checks
from pipeline.validate.bounds import check_at_most, check_row_at_most
from pipeline.validate.cell_trees import check_cell_tree
from pipeline.validate.directions import check_direction
from pipeline.validate.equals import check_equal, check_restated
from pipeline.validate.in_cells import check_in_cells
from pipeline.validate.index import Index, Tables
from pipeline.validate.involved import Places
from pipeline.validate.needs import check_needs
from pipeline.validate.outcome import PASS, Outcome
from pipeline.validate.presence import check_present, check_stated
from pipeline.validate.proof import Proof
from pipeline.validate.quantity import Quantity
from pipeline.validate.quoted import check_complete, check_quoted
from pipeline.validate.ratios import check_product, check_ratio
from pipeline.validate.report import Report, Tally
from pipeline.validate.row_sums import check_row_sum
from pipeline.validate.stated_ratios import check_stated_ratio
from pipeline.validate.subtotals import check_subtotal
from pipeline.validate.sums import check_sum
from pipeline.validate.suspects import with_suspect
from pipeline.validate.targets import check_target
from pipeline.validate.trees import check_tree_sum

#: The code of every kind of check (names as in ``schemas/checks``).
KIND_FUNCTIONS: Mapping[str, Callable[[Check, Index], Iterator[Outcome]]] = {
    "sum": check_sum,
    "equal": check_equal,
    "restated": check_restated,
    "at-most": check_at_most,
    "ratio": check_ratio,
    "stated-ratio": check_stated_ratio,
    "product": check_product,
    "row-sum": check_row_sum,
    "row-at-most": check_row_at_most,
    "tree-sum": check_tree_sum,
    "target": check_target,
    "direction": check_direction,
    "present": check_present,
    "stated": check_stated,
    "quoted": check_quoted,
    "in-cells": check_in_cells,
    "complete": check_complete,
    "cell-tree": check_cell_tree,
    "needs": check_needs,
    "subtotal": check_subtotal,
}


def validate(tables: Tables, only: tuple[Check, ...] | None = None) -> Report:
    """Check tables as published (table → rows as dictionaries; missing tables count as empty). Nothing is edited.

    ``only`` limits the run to these checks. Raises SpecError when ``schemas/checks`` is wrong.
    """
    chosen = checks() if only is None else only
    index = Index(tables)
    failures: list[tuple[Finding, Sequence[Quantity]]] = []
    tallies: dict[str, Tally] = {}
    proof = Proof()
    for check in chosen:
        tally = tallies[check.id] = Tally()
        for outcome in KIND_FUNCTIONS[check.kind](check, index):
            if outcome is PASS:
                tally.passed += 1
                continue
            tally.add(outcome)
            proof.add(check.kind, outcome)
            if outcome.finding:
                failures.append((outcome.finding, outcome.figures))
    places = Places(tables)
    findings = tuple(
        with_suspect(replace(finding, figures=places.involved(figures, proof))) for finding, figures in failures
    )
    return Report(findings, tallies, chosen, proof.shares(tables), proof.proven)
