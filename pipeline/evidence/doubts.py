"""Tables in which the reader of PDFs is not sure what stands where: all their figures are read again by the second engine.

Where both readings agree a remark says so, with the reason for the doubt and the number of figures. Where they don't, a warning
names the figures with both readings. The data keep the first reading: it is the one that is held against all other figures by the
checks, and the second says of a figure only what is printed in its place, not what the place means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.evidence.alignment import misplaced
from pipeline.evidence.on_pages import beyond
from pipeline.evidence.reading import Reading, Verdict
from pipeline.evidence.reread import Rereader
from pipeline.evidence.rows import box_of
from pipeline.model import Box, Cause, Doubt, DoubtReason, Finding, InvolvedFigure, Row, Severity

_Words = tuple[str, str]
_REASONS: Mapping[DoubtReason, _Words] = {
    "unruled": ("没有框线，按文字对齐读取", "has no rulings and is read by alignment"),
    "unclosed": ("外框不全，边线系推断", "has sides that are not drawn"),
    "overlapping": ("单元格互相重叠", "has cells that lie over each other"),
    "touching": ("有相连的数字，在单元格边线处分开", "has figures that touch and were parted at a side of a cell"),
}
_RULE = "reading-doubtful"
_NAMED = 3
_MOST = 60


@dataclass(slots=True)
class _Table:
    """One published table in doubt: its title, why, its cells by their keys, and the pages with the parts in doubt."""

    title: str
    reason: DoubtReason
    cells: dict[str, Row] = field(default_factory=dict)
    places: list[Doubt] = field(default_factory=list)


def doubtful(doubts: Sequence[Doubt], tables: Mapping[str, Sequence[Row]], rereader: Rereader) -> list[Finding]:
    """A finding for each table and reason of ``doubts`` (rule ``reading-doubtful``): a warning, or a remark where all agrees.

    Parts of a page that became no figures of ``statement_cell`` are passed over.
    """
    found: list[Finding] = []
    for table in _tables(doubts, tables):
        figures = [_figure(cell) for cell in table.cells.values()]
        readings = [(figure, rereader.read(figure)) for figure in figures]
        told = [
            *_differing(table, readings),
            *_missed(table, tables.get("statement_cell", ()), rereader),
            *(_elsewhere(table, rereader) if table.reason == "unruled" else ()),
        ]
        found += told or [_agreed(table, readings)]
    return found


def _tables(doubts: Sequence[Doubt], tables: Mapping[str, Sequence[Row]]) -> Iterable[_Table]:
    titles = {row["statement"]: str(row["title"]) for row in tables.get("statement", ())}
    on_page: dict[object, list[tuple[Row, Box]]] = {}
    for cell in tables.get("statement_cell", ()) if doubts else ():
        if box := box_of(cell):
            on_page.setdefault(cell["source_ref"], []).append((cell, box))
    found: dict[tuple[object, DoubtReason], _Table] = {}
    for doubt in doubts:
        for cell, box in on_page.get(doubt.ref, ()):
            if not box.overlaps(doubt.box):
                continue
            name = cell["statement"]
            table = found.setdefault((name, doubt.reason), _Table(titles.get(name, str(name)), doubt.reason))
            table.cells[_key(cell)] = cell
            if not table.places or table.places[-1] is not doubt:
                table.places.append(doubt)
    return found.values()


def _key(cell: Row) -> str:
    return f"{cell['statement']}/{cell['row_no']}/{cell['column']}"


def _figure(cell: Row) -> InvolvedFigure:
    box = tuple(
        side for side in (cell.get(name) for name in ("x0", "top", "x1", "bottom")) if isinstance(side, Decimal)
    )
    value, page = cell.get("value"), cell.get("page")
    title = f"{cell.get('row_label') or cell.get('row_code') or ''} {cell['column']}".strip()
    return InvolvedFigure(
        "statement_cell",
        _key(cell),
        "value",
        title,
        f"“{title}”",
        value if isinstance(value, Decimal) else None,
        str(cell.get("unit") or ""),
        0,
        0,
        str(cell["source_ref"]),
        page if isinstance(page, int) else None,
        box if len(box) == 4 else None,
        str(cell.get("raw") or ""),
        Decimal(1),
    )


def _agreed(table: _Table, readings: Sequence[tuple[InvolvedFigure, Reading]]) -> Finding:
    count = len(readings)
    return _finding(
        table,
        "info",
        f"已用第二引擎重读 {count} 个数，全部一致",
        f"{count} figures were read again by the second engine, and all agree",
    )


def _differing(table: _Table, readings: Sequence[tuple[InvolvedFigure, Reading]]) -> Iterator[Finding]:
    """What the second engine reads otherwise, and what it can't read."""
    others = [(figure, reading) for figure, reading in readings if reading.verdict is not Verdict.SAME]
    if not others:
        return
    zh, en = zip(*(_told(figure, reading) for figure, reading in others[:_NAMED]), strict=True)
    more = len(others) - _NAMED
    yield _finding(
        table,
        "warning",
        f"第二引擎重读时有 {len(others)} 个数未能证实：{'；'.join(zh)}{f'；另有 {more} 个' if more > 0 else ''}，请对照原件",
        f"the second engine does not confirm {len(others)} figures: {'; '.join(en)}"
        f"{f'; and {more} more' if more > 0 else ''}; compare with the source",
        [figure for figure, _ in others],
        cause="extraction" if any(reading.verdict is Verdict.OTHER for _, reading in others) else "undetermined",
    )


def _told(figure: InvolvedFigure, reading: Reading) -> _Words:
    if reading.verdict is Verdict.OTHER:
        return (
            f"“{figure.title}”读作 {figure.printed}，重读为 {reading.printed}（{figure.source_ref}）",
            f"{figure.title_en} was read as {figure.printed} and is {reading.printed} the second time ({figure.source_ref})",
        )
    chinese, english = reading.reason
    return (
        f"“{figure.title}”读作 {figure.printed}，{chinese}（{figure.source_ref}）",
        f"{figure.title_en} was read as {figure.printed}: {english} ({figure.source_ref})",
    )


def _missed(table: _Table, cells: Sequence[Row], rereader: Rereader) -> Iterator[Finding]:
    """Amounts in a part in doubt that stand in no cell of the package."""
    for doubt in table.places:
        page = rereader.page(doubt.ref)
        known = [box for cell in cells if cell["source_ref"] == doubt.ref and (box := box_of(cell))]
        missed = beyond(page, [doubt.box], known) if page else []
        if missed:
            shown = "、".join(missed[:_NAMED])
            yield _finding(
                table,
                "warning",
                f"第二引擎在表内另读到 {len(missed)} 个金额（{shown}），未收入本数据，请对照原件（{doubt.ref}）",
                f"the second engine finds {len(missed)} more amounts in it ({shown}), which the data have not; "
                f"compare with the source ({doubt.ref})",
                ref=doubt.ref,
                cause="extraction",
            )


def _elsewhere(table: _Table, rereader: Rereader) -> Iterator[Finding]:
    """Figures that by the places of the second engine stand in another row or column than by the first."""
    for ref in dict.fromkeys(doubt.ref for doubt in table.places):
        page = rereader.page(ref)
        own = [cell for cell in table.cells.values() if cell["source_ref"] == ref]
        for wrong in misplaced(page, own) if page else ():
            names = [
                f"{cell.get('row_label') or ''} {cell['column']} {cell.get('raw')}".strip() for cell in wrong.cells
            ]
            shown = "；".join(names[:_NAMED])
            more = len(names) - _NAMED
            yield _finding(
                table,
                "warning",
                f"{wrong.message}：{shown}{f'；另有 {more} 个' if more > 0 else ''}，请对照原件（{ref}）",
                f"{wrong.message_en}: {shown}{f'; and {more} more' if more > 0 else ''}; compare with the source ({ref})",
                [_figure(cell) for cell in wrong.cells],
                ref,
                cause=wrong.cause,
            )


def _finding(
    table: _Table,
    severity: Severity,
    message: str,
    message_en: str,
    figures: Sequence[InvolvedFigure] = (),
    ref: str = "",
    cause: Cause | None = None,
) -> Finding:
    why, why_en = _REASONS[table.reason]
    return Finding(
        _RULE,
        severity,
        f"表“{table.title}”{why}；{message}",
        f"the table “{table.title}” {why_en}; {message_en}",
        ref or (figures[0].source_ref if figures else table.places[0].ref),
        "statement_cell",
        figures[0].row_key if figures else None,
        figures=tuple(figures[:_MOST]),
        likely_cause=cause,
    )
