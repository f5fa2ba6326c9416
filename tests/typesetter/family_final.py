"""Final accounts in the national form and in that of Shanghai, with the variants of codes and of 三公."""

from __future__ import annotations

from dataclasses import replace

from tests.typesetter.disclosure import Record
from tests.typesetter.layouts import DocumentLayout
from tests.typesetter.record import PublicExpense
from tests.typesetter.statement_grid import Cell, Statement
from tests.typesetter.statements import all_statements

_FUNDS = ("government_fund", "state_capital")
_BY_CODE = ("income", "expenditure", "general_budget_expenditure", "government_fund", "state_capital")


def final_statements(r: Record, layout: DocumentLayout) -> list[Statement]:
    """The nine tables; in the Shanghai order 三公 is the seventh, and no number is printed."""
    tables = all_statements(r, layout.tables)
    if layout.tall_three_public:
        tables[8] = _tall_three_public(r, layout)
    if layout.family == "shanghai":
        tables = [*tables[:6], tables[8], *tables[6:8]]
    for number, table in enumerate(tables, 1):
        table.number = number
        table.table_no = f"公开{number:02d}表" if layout.tables.national else ""
        if table.empty and layout.codes == "shared":
            continue  # the heads 类|款|项 share their row with 合计, which an empty table does not print
        if layout.codes == "beside":
            if table.name in _FUNDS and layout.family == "shanghai" and not table.empty:
                _beside(table)
        elif table.name in _BY_CODE and layout.codes != "joined":
            (_parts if layout.codes == "parts" else _shared)(table)
    return tables


def _widened(table: Statement) -> None:
    """The code column as three, in the first two rows of the head."""
    width = table.widths
    table.widths = (0.5, 0.4, 0.4, *width[1:])
    first, second = table.rows[0], table.rows[1]
    table.rows[0] = [Cell("项目", 4), None, None, *first[1:]]
    table.rows[1] = [Cell("功能分类科目编码", 3), None, None, *second[1:]]


def _lengthened(row: list[Cell | None]) -> list[Cell | None]:
    """The heads reach one row further down."""
    return [c and replace(c, row_span=c.row_span + 1) for c in row]


def _parts(table: Statement) -> None:
    """201 | 03 | 01 in columns of their own, with a row 类 | 款 | 项 in the head."""
    _widened(table)
    head = table.rows[0]
    table.rows[0] = [c and (replace(c, row_span=3) if c.row_span == 2 else c) for c in head]
    table.rows[1] = [table.rows[1][0], None, None, *_lengthened(table.rows[1][3:])]
    names = [Cell("类"), Cell("款"), Cell("项"), *[None] * (len(head) - 3)]
    index = [[Cell("栏次", 4), None, None, *row[1:]] for row in table.rows[2 : table.header]]
    body: list[list[Cell | None]] = []
    for row in table.rows[table.header :]:
        code = row[0]
        if code is not None and code.column_span == 2:
            body.append([Cell(code.text, 4, bold=code.bold), None, None, *row[1:]])
        else:
            text = code.text if code else ""
            body.append([Cell(text[:3]), Cell(text[3:5]), Cell(text[5:]), *row[1:]])
    table.rows = [table.rows[0], table.rows[1], names, *index, *body]
    table.header += 1
    table.row_of = [row + 1 for row in table.row_of]


def _shared(table: Statement) -> None:
    """Whole codes in one cell over the columns 类|款|项, whose heads stand beside 合计 (and 栏次)."""
    _widened(table)
    national = table.header == 3
    body: list[list[Cell | None]] = []
    total = next(k for k in range(table.header, len(table.rows)) if (table.rows[k][0] or Cell("")).column_span == 2)
    table.rows.insert(table.header, table.rows.pop(total))  # 合计 stands first here
    moved = {total: table.header, **{k: k + 1 for k in range(table.header, total)}}
    table.row_of = [moved.get(row, row) for row in table.row_of]
    names = [Cell(n, row_span=2 if national else 1) for n in ("类", "款", "项")]
    if national:
        table.rows[2] = [*names, Cell("栏次"), *table.rows[2][2:]]
    for k, row in enumerate(table.rows[table.header :]):
        code = row[0] or Cell("")
        if k == 0:
            heads: list[Cell | None] = [None, None, None] if national else list(names)
            body.append([*heads, Cell(code.text, bold=code.bold), *row[2:]])
        else:
            body.append([replace(code, column_span=3), None, None, *row[1:]])
    table.rows[table.header :] = body


def _beside(table: Statement) -> None:
    """合计 stands in the row that divides 本年支出, so that the total of these columns has no place."""
    first, second = table.rows[0], table.rows[1]
    total = next(k for k in range(table.header, len(table.rows)) if (table.rows[k][0] or Cell("")).column_span == 2)
    row = table.rows.pop(total)
    table.rows[0] = [c and (replace(c, row_span=2) if c.column_span > 1 and c.text != "项目" else c) for c in first]
    table.rows[1] = [*second[:2], *[None] * (len(second) - 2)]
    table.rows.insert(2, [*row[:2], *[head or cell for head, cell in zip(second[2:], row[2:], strict=True)]])
    moved = {total: 2, **{k: k + 1 for k in range(table.header, total)}}
    kept = [k for k, f in enumerate(table.figures) if f.row_code or not f.column.startswith("本年支出")]
    table.row_of = [moved.get(table.row_of[k], table.row_of[k]) for k in kept]
    table.figures = [table.figures[k] for k in kept]


def _tall_three_public(r: Record, layout: DocumentLayout) -> Statement:
    """Items as rows: 项目 | 预算数 | 决算数."""
    three = r.three_public
    wide = all_statements(r, layout.tables)[8]
    table = Statement(9, "three_public", wide.title, False, (3.2, 1.4, 1.4), note=wide.note)
    table.head((Cell("项目"), Cell("预算数"), Cell("决算数")))
    items: tuple[tuple[str, int, PublicExpense], ...] = (
        ("合计", 0, three.total),
        ("1.因公出国（境）费", 0, three.overseas),
        ("2.公务用车购置及运行维护费", 0, three.vehicle),
        ("（1）公务用车购置费", 1, three.purchase),
        ("（2）公务用车运行维护费", 1, three.operation),
        ("3.公务接待费", 0, three.reception),
    )
    for label, indent, expense in items:
        budget = expense.budget_initial if layout.tables.initial_budget else expense.budget_adjusted
        row: list[Cell | None] = [Cell(label, align="left" if expense is not three.total else "center", indent=indent)]
        row += [
            table.figure(v, "", label, p, layout.tables.zeros)
            for v, p in ((budget, "预算数"), (expense.amount, "决算数"))
        ]
        table.rows.append(row)
    return table
