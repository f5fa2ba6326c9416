"""Datasets made from the schemas themselves, so that every table and every column is filled."""

from __future__ import annotations

from decimal import Decimal

from pipeline.model import Dataset, Finding, InvolvedFigure, Row, SourceFile, Value
from pipeline.spec.tables import FIRST_COLUMN, FieldSpec, TableSpec, table_specs

ID = "shi-gongye-ju-benji-2024-final"
#: Texts that break careless writers: separators, quotation marks, line breaks, formulas, leading zeros, rare characters.
TEXTS = (
    "行政运行",
    "甲,乙",
    '“三公”与"引号"',
    "=100%",
    ">=8 次",
    "00123",
    "上行\n下行",
    "回车\r止",
    "𠮷野家",
    " 前后空格 ",
    "NA",
    None,
)
NUMBERS = (
    Decimal("7138.31"),
    Decimal("0.00"),
    None,
    Decimal("-30676.91"),
    Decimal("0.007"),
    Decimal("999999999999.999999"),
)
FIGURES = tuple(
    InvolvedFigure(
        "income", str(number), "total", f"合计{number}", f"total {number}", value, "万元", number, 1, "p3", 3, box
    )
    for number, (value, box) in enumerate(
        (
            (Decimal("2.00"), (Decimal("1.00"), Decimal("2.50"), Decimal("3.00"), Decimal("4.00"))),
            (Decimal("1.00"), None),
            (None, None),
        )
    )
)
INTEGERS = (0, None, -10, 221, 57111)
FINDINGS = (
    Finding("text-suspect", "warning", "文字可疑：|甲|", "suspicious text: |a|", "L12", table="income", row_key="3"),
    Finding(
        "sum-mismatch",
        "error",
        "合计不等",
        "the total differs",
        "p3",
        expected="1.00",
        actual="2.00",
        difference=Decimal("1.00"),
        tolerance=Decimal("0.005"),
        figures=FIGURES,
        likely_cause="publisher",
        evidence="原文如此",
        evidence_en="the source says so",
    ),
    Finding("text-suspect", "warning", "另一处", "another place", "L99"),
)


def sample_source(data: bytes = "某市工业局（本级）2024年度部门决算".encode(), name: str = "某市.txt") -> SourceFile:
    return SourceFile(name, data)


def disclosure_row(source: SourceFile) -> Row:
    return {
        "title": "某市工业局（本级）2024年度部门决算",
        "org_name": "某市工业局",
        "org_scope": "本级",
        "fiscal_year": 2024,
        "kind": "final",
        "amount_unit": "万元",
        "source_name": source.name,
        "source_sha256": source.sha256,
        "source_media_type": "text/plain",
        "source_ref": "L1",
    }


def empty_dataset(source: SourceFile) -> Dataset:
    """A dataset with nothing in it but its one row of ``disclosure``."""
    return Dataset(ID, {"disclosure": [disclosure_row(source)]})


def full_dataset(source: SourceFile, rows: int = 13) -> Dataset:
    """A dataset with up to ``rows`` rows in every table (fewer where the keys don't allow more) and findings."""
    dataset = empty_dataset(source)
    for name, spec in table_specs().items():
        if name not in ("disclosure", "finding", "finding_figure"):
            dataset.tables[name] = table_rows(spec, rows)
    dataset.findings.extend(FINDINGS)
    return dataset


def table_rows(spec: TableSpec, rows: int) -> list[Row]:
    columns = [field for field in spec.fields if field.name != FIRST_COLUMN]
    key = [name for name in spec.primary_key if name != FIRST_COLUMN]
    made: dict[tuple[Value, ...], Row] = {}
    for number in range(1, rows + 1):
        row = {field.name: _value(field, spec, number) for field in columns}
        made.setdefault(tuple(row[name] for name in key), row)
    return list(made.values())


def _value(field: FieldSpec, spec: TableSpec, number: int) -> Value:
    if field.enum:
        return field.enum[number % len(field.enum)]
    if field.name == "statement":  # cells point at statements that are there
        return f"statement_{(number + 1) // 2 if spec.name == 'statement_cell' else number}"
    if field.name in ("planned_start", "planned_end"):
        return f"20{number % 100:02}-01-31"
    if field.pattern or field.name == "source_ref":
        return f"item_{number}"
    return _key_value(field, number) if field.name in spec.primary_key else _plain_value(field, number)


def _key_value(field: FieldSpec, number: int) -> Value:
    return number if field.type == "integer" else f"列 / {number}"


def _plain_value(field: FieldSpec, number: int) -> Value:
    if field.required and field.maximum is None and field.type in ("integer", "number"):
        return number if field.type == "integer" else Decimal(number)
    match field.type:
        case "integer" if field.minimum is not None and field.maximum is not None:
            return field.minimum + number % (field.maximum - field.minimum + 1)
        case "integer":
            return _pick(INTEGERS, number)
        case "number":
            return Decimal(number) if field.required else _pick(NUMBERS, number)
        case "boolean":
            return _pick((True, None, False), number)
        case "string":
            return _pick(TEXTS, number) or ("文字" if field.required else None)


def _pick(values: tuple[Value, ...], number: int) -> Value:
    return values[number % len(values)]
