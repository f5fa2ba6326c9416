"""A record as a web page: narrative, forms and official tables, in a style that belongs to a seed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from random import Random

from tests.typesetter.disclosure import Record
from tests.typesetter.form_grid import WIDTHS, form_rows
from tests.typesetter.layouts import DocumentLayout
from tests.typesetter.pdf import typeset_pdf
from tests.typesetter.statement_grid import Cell, Statement
from tests.typesetter.wording import Narrative

_FONTS = "'Noto Serif CJK SC','Noto Sans CJK SC','AR PL UMing CN','WenQuanYi Zen Hei'"
#: Which sides of cells are drawn.
RULINGS = ("all", "level", "three", "none")


#: Word processors take the rulings from the tables themselves and not from the style of their cells.
_PLAIN = '<table cellspacing="0" width="100%">'
_RULED = '<table cellspacing="0" width="100%" border="1">'


def web_page(record: Record, seed: int, layout: DocumentLayout | None = None, rulings: str = "all") -> str:
    """The disclosure as HTML. Without upright ``rulings`` the cells have room at their sides, as in print."""
    rng = Random(f"printed {seed}")
    document = typeset_pdf(record, seed, layout=layout)
    tables = layout.tables if layout else document.layout
    separators = bool(getattr(tables, "separators", False))
    parts: list[str] = []
    kinds = {paragraph.kind for paragraph in document.narrative.paragraphs}
    for paragraph in document.narrative.paragraphs:
        if paragraph.kind == "forms":
            for project in record.projects:
                rows = form_rows(project, document.narrative.style)
                parts.append(f'<div class="form">{_table(rows, 0, separators, WIDTHS)}</div>')
        elif paragraph.kind != "tables":
            parts.append(f"<p>{escape(paragraph.text)}</p>")
        if paragraph.kind == "tables":
            parts += [_statement(s, record, document.narrative, separators) for s in document.statements]
    if "tables" not in kinds:
        parts += [_statement(s, record, document.narrative, separators) for s in document.statements]
    if rulings == "all":
        parts = [part.replace(_PLAIN, _RULED) for part in parts]
    return f'<html><head><meta charset="utf-8"><style>{_style(rng, rulings)}</style></head><body>{"".join(parts)}</body></html>'


def _style(rng: Random, rulings: str) -> str:
    pad = f"{rng.choice((0, 1, 2, 4))}px" if rulings == "all" else f"1px {rng.choice((3, 4, 6, 8))}px"
    cells = {
        "all": f"td{{border:{rng.choice(('0.5pt', '0.75pt', '1pt'))} solid #000}}",
        "level": "td{border-top:0.75pt solid #000;border-bottom:0.75pt solid #000}",
        "three": "table{border-top:1pt solid #000;border-bottom:1pt solid #000} thead{border-bottom:1pt solid #000}",
        "none": "",
    }[rulings]
    again = "table-header-group" if rng.random() < 0.4 else "table-row-group"
    return (
        f"@page{{size:A4 portrait;margin:{rng.choice((1.2, 2, 2.5))}cm}} @page wide{{size:A4 landscape;margin:1.2cm}}"
        f"body{{font-family:{_FONTS};font-size:{rng.choice((11, 12, 14))}pt;line-height:{rng.choice((1.2, 1.5, 1.8))}}}"
        f"p{{text-indent:2em;margin:2pt 0;text-align:{rng.choice(('left', 'justify'))}}}"
        f"table{{border-collapse:collapse;width:100%;font-size:{rng.choice((8, 9, 10))}pt;line-height:1.2}}"
        f"td{{padding:{pad}}} {cells} thead{{display:{again}}}"
        f"tr{{break-inside:{rng.choice(('avoid', 'auto'))}}} .s{{break-before:page;page-break-before:always}}"
        ".w{page:wide} .form{margin-top:8pt} h3{text-align:center;margin:4pt} .u{text-align:right;font-size:9pt}"
    )


def _statement(statement: Statement, record: Record, narrative: Narrative, separators: bool) -> str:
    above = ""
    if not statement.title_rows:
        number = f'<p class="u" align="right">{escape(statement.table_no)}</p>' if statement.table_no else ""
        unit = f'<p class="u" align="right">部门：{escape(record.org)}　单位：{statement.unit}</p>'
        above = f'{number}<h3 align="center">{escape(narrative.style.text(statement.title))}</h3>{unit}'
    note = f"<p>{escape(narrative.style.text(statement.note))}</p>" if statement.note else ""
    wide = " w" if statement.landscape else ""
    return f'<div class="s{wide}">{above}{_table(statement.rows, statement.header, separators)}{note}</div>'


def _table(rows: Sequence[Sequence[Cell | None]], header: int, separators: bool, widths: Sequence[float] = ()) -> str:
    columns = "".join(f'<col style="width:{100 * width / sum(widths):.1f}%">' for width in widths)
    lines = [f"<tr>{''.join(_cell(cell, separators) for cell in row if cell)}</tr>" for row in rows]
    head = f"<thead>{''.join(lines[:header])}</thead>" if header else ""
    return f"{_PLAIN}{columns}{head}<tbody>{''.join(lines[header:])}</tbody></table>"


def _cell(cell: Cell, separators: bool) -> str:
    text = cell.text if cell.value is None else f"{cell.value:,f}" if separators else f"{cell.value:f}"
    printed = "&emsp;" * cell.indent + escape(text).replace("\n", "<br>")
    spans = f' colspan="{cell.column_span}" rowspan="{cell.row_span}"'
    align = cell.align if cell.value is None else "right"
    return f'<td{spans} align="{align}">{f"<b>{printed}</b>" if cell.bold else printed}</td>'
