"""What is recognised in a file, in words, for the person who wonders why a figure is or is not in the data."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import NotADisclosureError
from pipeline.extract import load, read
from pipeline.model import Grid, SourceFile
from pipeline.normalize.disclosure import normalize
from pipeline.normalize.outline import build_outline

_TABLES = {
    "staffing": "人员",
    "org_unit": "机构",
    "text_item": "职责、名词和绩效文字",
    "statement": "公开报表",
    "functional_expenditure": "功能分类科目",
    "economic_item": "经济分类科目",
    "narrative_figure": "叙述中的数字",
    "three_public": "“三公”经费",
    "procurement": "政府采购",
    "state_asset": "国有资产",
    "performance_project": "项目绩效表",
    "performance_indicator": "绩效指标",
}


def describe(path: Path) -> str:
    """The recognised title, sections, grids and tables of a file; raises SourceError when it can't be read."""
    source = load(path)
    document = read(source)
    outline = build_outline(document)
    lines = [f"{source.name}: {document.media_type}, {len(source.data):,} 字节 / bytes"]
    lines += [f"  标题 / title  {line.ref}  {line.text}" for line in outline.front]
    lines.append("章节 / sections")
    lines += [
        f"  {section.ref:<8} {section.path} {section.title} ({section.kind}; {len(section.paragraphs)} 段 / paragraphs)"
        for section in outline.sections
    ]
    lines.append("表格 / tables")
    lines += [f"  {grid.ref:<8} {len(grid.rows)} 行 / rows, {_first(grid)}" for grid in outline.grids] or [
        "  无 / none"
    ]
    lines += _recognised(source)
    return "\n".join(lines)


def _first(grid: Grid) -> str:
    texts = [cell.text for cell in grid.rows[0] if cell and cell.text.strip()]
    return " | ".join(texts[:4])


def _recognised(source: SourceFile) -> list[str]:
    try:
        dataset = normalize(read(source), source)
    except NotADisclosureError as error:
        return [f"不是部门公开 / no disclosure: {error}"]
    row = dataset.tables["disclosure"][0]
    lines = [
        f"识别为 / recognised as  {row['org_name']}, {row['fiscal_year']}, {row['kind']} → {dataset.disclosure_id}",
        "数据 / data",
    ]
    lines += [f"  {len(dataset.tables.get(name, ())):>5} {label} / {name}" for name, label in _TABLES.items()]
    lines.append("数字 / figures")
    lines += [
        f"  {figure['source_ref']:<8} {figure['subject']}  {figure['measure']}  {figure['value']} {figure['unit']}"
        for figure in dataset.tables.get("narrative_figure", ())
    ]
    lines.append(f"阅读时的发现 / findings of reading: {len(dataset.findings)}")
    lines += [
        f"  {finding.source_ref:<8} {finding.message}" for finding in dataset.findings if finding.severity != "info"
    ]
    return lines
