"""The sample sources of the repository (``data/raw``): one real disclosure re-typeset from its figures, two invented units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from tests.typesetter.disclosure import Record
from tests.typesetter.pdf import set_pdf
from tests.typesetter.random_record import random_record
from tests.typesetter.record_json import read_record
from tests.typesetter.statement_layout import Layout
from tests.typesetter.style import Style
from tests.typesetter.text_dump import set_text
from tests.typesetter.xlsx import set_xlsx

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
_RECORD = Path(__file__).with_name("wulumuqi-2024.json")
_STYLE = Style(True, True, True, "some", "比上年决算", "主要原因是：", "增长", "zero", "hundred", "{n}. ")
_PLAIN = Layout(national=False, zeros=False, total_last=False, separators=True, initial_budget=False)
_NATIONAL = Layout(national=True, zeros=False, total_last=False, separators=True, initial_budget=False)


@dataclass(frozen=True)
class Sample:
    """A sample source; ``form`` is text, pdf or xlsx, and with the other fields it is what ``write_gold`` takes."""

    name: str
    form: str
    record: Record
    seed: int
    damage: int = 0
    style: Style | None = None
    template: str = ""
    layout: Layout | None = None

    def make(self) -> bytes:
        """The bytes of the file."""
        if self.form == "text":
            return set_text(self.record, self.seed, self.damage, style=self.style, template=self.template).encode()
        if self.form == "pdf":
            return set_pdf(self.record, self.seed, style=self.style, template=self.template, layout=self.layout)
        return set_xlsx(self.record, self.seed, layout=self.layout)


def renamed(record: Record, name: str, scope: str = "") -> Record:
    """The same disclosure of another organisation."""
    projects = tuple(replace(p, department=name, unit=name) for p in record.projects)
    return replace(record, org_name=name, scope=scope, projects=projects)


def wulumuqi() -> Record:
    """The record of the re-typeset edition: published figures and names, wording of this project."""
    return read_record(_RECORD)


def samples() -> tuple[Sample, ...]:
    """All samples in the order of their names."""
    real = wulumuqi()
    science = renamed(random_record(2957), "示例市示例科学技术局")
    welfare = renamed(random_record(2321), "示例市示例民政局")
    return (
        Sample("shili-shi-kexue-jishu-ju-2024-final.pdf", "pdf", science, 2957, 0, _STYLE, "xinjiang", _NATIONAL),
        Sample("shili-shi-minzheng-ju-2024-final.xlsx", "xlsx", welfare, 2321, layout=_NATIONAL),
        Sample("wulumuqi-gongxin-2024-final.pdf", "pdf", real, 2024, 0, _STYLE, "xinjiang", _PLAIN),
        Sample("wulumuqi-gongxin-2024-final.txt", "text", real, 2027, 1, _STYLE, "xinjiang"),
    )
