"""Which documents belong to one organisation, and which two of them are laid side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model import Row
from pipeline.spec.codes import identity_spec
from pipeline.spec.comparisons import Relation
from pipeline.text import key

_MOST_VERSIONS = 4  # files that claim to be the same document; more are a heap, not versions


@dataclass(frozen=True, slots=True, order=True)
class Paper:
    """One document by what it says of itself: whose, where, of which year and kind, for which scope.

    ``organisation`` is the name in the form in which names are compared, without 本级 and the like; ``division`` is the
    code of its division or empty. A department (部门), its own office (本级, 单位) and a 汇总 keep different accounts.
    """

    organisation: str
    division: str
    scope: str
    year: int
    kind: str
    package: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents of one organisation and scope, and how they are related."""

    relation: Relation
    later: Paper
    earlier: Paper


@dataclass(frozen=True, slots=True)
class Gap:
    """A document that has nothing beside it: ``reason`` is ``no-document``, ``other-scope`` or ``versions``."""

    relation: Relation
    later: Paper
    year: int
    reason: str


@lru_cache(maxsize=4096)
def series_key(org_name: str) -> str:
    """The name of an organisation as names are compared: without quotation marks, spaces and a scope such as (本级)."""
    name = key(org_name)
    spec = identity_spec()
    ends = [m for m in spec.scope_bracket.finditer(name) if m.end() == len(name) and m.start() > 1]
    if ends:
        return name[: ends[0].start()]
    own = next(iter(spec.plain_scopes))
    return name.removesuffix(own) if len(name) > len(own) + 2 else name


def papers_of(package: str, disclosure: Sequence[Row]) -> Paper | None:
    """The document of a package from its table ``disclosure``; None when it doesn't say whose or of which year it is."""
    if len(disclosure) != 1:
        return None
    row = disclosure[0]
    year, name, kind = row.get("fiscal_year"), row.get("org_name"), row.get("kind")
    if not isinstance(year, int) or not name or not kind:
        return None
    return Paper(
        series_key(str(name)),
        str(row.get("division_code") or ""),
        str(row.get("org_scope") or ""),
        year,
        str(kind),
        package,
    )


def side_by_side(papers: Iterable[Paper], relations: Iterable[Relation]) -> Iterator[Pair | Gap]:
    """All pairs of the documents of one organisation, by scope, year and relation, and the gaps in between.

    Documents of different scope are never paired. Several files may claim to be the same document: all are compared.
    Nothing is missing before the first document of an organisation.
    """
    ordered = sorted(papers)
    first = min((paper.year for paper in ordered), default=0)
    places: dict[tuple[str, int, str], list[Paper]] = {}
    for paper in ordered:
        places.setdefault((paper.scope, paper.year, paper.kind), []).append(paper)
    others = {(paper.year, paper.kind) for paper in ordered}
    rules = tuple(relations)
    for (scope, year, kind), later in places.items():
        for relation in rules:
            if relation.later != kind:
                continue
            wanted = year - relation.years
            earlier = places.get((scope, wanted, relation.earlier), [])
            if max(len(later), len(earlier)) > _MOST_VERSIONS and earlier:
                yield from (Gap(relation, paper, wanted, "versions") for paper in later)
            elif earlier:
                yield from (Pair(relation, new, old) for new in later for old in earlier)
            elif (wanted, relation.earlier) in others:
                yield from (Gap(relation, paper, wanted, "other-scope") for paper in later)
            elif wanted >= first:
                yield from (Gap(relation, paper, wanted, "no-document") for paper in later)
