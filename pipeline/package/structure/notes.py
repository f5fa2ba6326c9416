"""What is found wrong in a package, collected as findings in Chinese and English."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.model import Finding, Severity
from pipeline.package.published import DESCRIPTOR

#: What is wrong, in Chinese and in English.
Words = tuple[str, str]

#: So many findings of one kind in one file are listed; the others are counted.
MOST_LISTED = 20

_EDIT_DESCRIPTOR = (
    "请改正 datapackage.json 的这一处，或重新下载数据包",
    "correct this place of datapackage.json, or download the package again",
)
_EDIT_CELL = ("请改正这个单元格", "correct this cell")
_EDIT_HEADER = ("请恢复原来的表头", "restore the header")
_EDIT_ROW = ("请改正这一行", "correct this row")
_CHANGED = (
    "若无意改动，请重新下载；若有意改动，请同时更新 datapackage.json",
    "if nobody meant to change it, download it again; otherwise bring datapackage.json up to date",
)
#: What to do about each kind of finding.
_ADVICE: dict[str, Words] = {
    "descriptor-error": _EDIT_DESCRIPTOR,
    "property-suspect": _EDIT_DESCRIPTOR,
    "twin-missing": _EDIT_DESCRIPTOR,
    "hash-count": _CHANGED,
    "byte-count": _CHANGED,
    "row-count": _CHANGED,
    "field-count": _CHANGED,
    "scheme-error": ("请重新下载这个文件", "download this file again"),
    "encoding-error": ("请另存为 UTF-8 编码的 CSV", "save it as CSV in UTF-8"),
    "source-error": ("请重新下载这个文件", "download this file again"),
    "csv-error": (
        "含引号、逗号或换行的内容要放在英文双引号中，其中的引号写两遍",
        "put what holds quotation marks, commas or line breaks into double quotes, and double the quotes within",
    ),
    "blank-label": _EDIT_HEADER,
    "duplicate-label": _EDIT_HEADER,
    "missing-label": _EDIT_HEADER,
    "extra-label": _EDIT_HEADER,
    "incorrect-label": _EDIT_HEADER,
    "blank-row": ("请删去空行", "delete the blank row"),
    "missing-cell": _EDIT_ROW,
    "extra-cell": _EDIT_ROW,
    "type-error": _EDIT_CELL,
    "constraint-error": _EDIT_CELL,
    "category-error": _EDIT_CELL,
    "unique-error": _EDIT_CELL,
    "primary-key": ("请改正关键列，或删去重复的行", "correct the key, or delete the row that stands twice"),
    "unique-key": ("请改正这些列，或删去重复的行", "correct these columns, or delete the row that stands twice"),
    "foreign-key": ("请改正这个引用，或补上被引用的行", "correct the reference, or add the row that it points at"),
    "parquet-type": (
        "请恢复 datapackage.json 中的类型，或重新下载 Parquet 文件",
        "restore the type in datapackage.json, or download the Parquet file again",
    ),
    "twins-differ": (
        "请改回来，或让 CSV 与 Parquet 一致",
        "change it back, or make CSV and Parquet agree",
    ),
}


class Notes:
    """Findings in the order of their tables; a finding that concerns no table comes first."""

    def __init__(self) -> None:
        self._findings: dict[str | None, list[Finding]] = {None: []}
        self._counts: Counter[tuple[str | None, str, str]] = Counter()

    def add(
        self,
        kind: str,
        words: Words,
        file: str,
        *,
        line: int | None = None,
        table: str | None = None,
        severity: Severity = "error",
        row_key: str | None = None,
        expected: str | None = None,
        actual: str | None = None,
    ) -> None:
        """Keep a finding of the rule ``structure-<kind>`` in ``file`` (relative to the package), at ``line`` if known."""
        self._counts[table, kind, file] += 1
        if self._counts[table, kind, file] > MOST_LISTED:
            return
        place = f"{file}:{line}" if line else file
        advice = _ADVICE[kind]
        finding = Finding(
            rule=f"structure-{kind}",
            severity=severity,
            message=f"{words[0]}；{advice[0]}（{place}）",
            message_en=f"{words[1]}; {advice[1]} ({place})",
            source_ref=place,
            table=table,
            row_key=row_key,
            expected=expected,
            actual=actual,
        )
        self._findings.setdefault(table, []).append(finding)

    def findings(self) -> list[Finding]:
        """All findings; where there were too many of a kind, one more that says how many are not listed."""
        for (table, kind, file), count in self._counts.items():
            more = count - MOST_LISTED
            if more > 0:
                finding = Finding(
                    rule=f"structure-{kind}",
                    severity="error",
                    message=f"还有 {more} 处同类问题没有列出（{file}）",
                    message_en=f"{more} more of this kind are not listed ({file})",
                    source_ref=file,
                    table=table,
                )
                self._findings[table].append(finding)
        self._counts.clear()
        return [finding for findings in self._findings.values() for finding in findings]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the descriptor, as a path of property names, for the findings on it."""

    notes: Notes
    path: str = ""
    table: str | None = None

    def at(self, step: str) -> Spot:
        """A place further down: the property or the named element ``step``."""
        return Spot(self.notes, f"{self.path}/{step}" if self.path else step, self.table)

    def say(self, chinese: str, english: str) -> None:
        """Keep that the descriptor is wrong here."""
        self._add("descriptor-error", chinese, english, "error")

    def warn(self, chinese: str, english: str) -> None:
        """Keep that the descriptor holds something here that hardly means what it should."""
        self._add("property-suspect", chinese, english, "warning")

    def _add(self, kind: str, chinese: str, english: str, severity: Severity) -> None:
        words = (
            f"数据包描述有误，{self.path or '/'}：{chinese}",
            f"the descriptor is wrong at {self.path or '/'}: {english}",
        )
        self.notes.add(kind, words, DESCRIPTOR, table=self.table, severity=severity)
