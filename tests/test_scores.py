"""Typeset disclosures whose right answer is known: what goes in comes out, whatever the wording and the damage.

Also the real text disclosure with its transcription, when it lies beside the checkout, as it is and with its digits permuted,
its forms in another order and another organisation's name.
"""

from __future__ import annotations

import csv
import importlib.util
import random
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.run import run
from tests.scoring import score_package
from tests.shared import SHARED, needs_shared
from tests.typesetter import permuted, random_record, set_text, write_gold

TEXT = "000_d275dab837725ab3"


def convert(text: str, folder: Path, name: str = "a.txt") -> Path:
    """The package of one text."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / name
    source.write_text(text, encoding="utf-8")
    (outcome,) = run([source], folder / "out").outcomes
    assert outcome.status == "converted", outcome.reason
    return folder / "out" / str(outcome.package)


@pytest.mark.parametrize("damage", [0, 1, 2])
@pytest.mark.parametrize("seed", range(18))
def test_typeset_disclosures(seed: int, damage: int, tmp_path: Path) -> None:
    record = random_record(seed)
    write_gold(record, tmp_path / "gold", seed, damage)
    package = convert(set_text(record, seed, damage), tmp_path)
    assert score_package(package, tmp_path / "gold") == []


@given(st.integers(min_value=1000, max_value=10**9), st.integers(0, 2))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_typeset_disclosure(tmp_path_factory: pytest.TempPathFactory, seed: int, damage: int) -> None:
    folder = tmp_path_factory.mktemp("any")
    record = permuted(random_record(seed), seed)
    write_gold(record, folder / "gold", seed, damage)
    assert score_package(convert(set_text(record, seed, damage), folder), folder / "gold") == []


@needs_shared
def test_the_real_text_disclosure(tmp_path: Path) -> None:
    assert SHARED
    text = (SHARED / "disclosures" / f"{TEXT}.txt").read_text(encoding="utf-8")
    assert score_package(convert(text, tmp_path), SHARED / "gold" / TEXT) == []


@needs_shared
@pytest.mark.parametrize("seed", range(4))
def test_the_real_text_disclosure_changed(seed: int, tmp_path: Path) -> None:
    """Other digits, another order of the forms, another organisation: nothing may be fitted to the one document."""
    assert SHARED
    text = (SHARED / "disclosures" / f"{TEXT}.txt").read_text(encoding="utf-8")
    change = _Change(seed, text)
    change.gold(SHARED / "gold" / TEXT, tmp_path / "gold")
    assert score_package(convert(change.text(), tmp_path), tmp_path / "gold") == []


class _Change:
    """A permutation of the digits (0 stays, so that amounts stay amounts), of the forms, and another name."""

    NAMES = ("吐鲁番市商务局", "昌吉州文化体育广播电视和旅游局", "广州市规划和自然资源局", "示例省示例厅")
    OLD = "乌鲁木齐市工业和信息化局"

    def __init__(self, seed: int, text: str) -> None:
        rng = random.Random(seed)
        digits = rng.sample("123456789", 9)
        self._digits = str.maketrans("123456789", "".join(digits))
        self._name = self.NAMES[seed % len(self.NAMES)]
        self._lines = text.split("\n")
        self._starts = [i for i, line in enumerate(self._lines) if line.startswith("项目名称\t")]
        last = next(i for i, line in enumerate(self._lines) if i > self._starts[-1] and line.startswith("十二、"))
        self._bounds = list(zip(self._starts, [*self._starts[1:], last], strict=True))
        self._order = rng.sample(range(len(self._bounds)), len(self._bounds))

    def text(self) -> str:
        """The changed document."""
        forms = [line for number in self._order for line in self._lines[slice(*self._bounds[number])]]
        text = "\n".join([*self._lines[: self._starts[0]], *forms, *self._lines[self._bounds[-1][1] :]])
        name = self._name
        cut = f"{name[:3]}\t:{name[3:-2]}\t{name[-2:]}"  # cut into pieces as the old name was, with the mark at a cut
        text = re.sub("乌鲁木\t:?齐市工业和信\t息化局", cut, text)
        text = text.replace("乌鲁木齐市工\t业和信息化局", f"{name[:4]}\t{name[4:]}").replace(self.OLD, name)
        return text.translate(self._digits)

    def gold(self, source: Path, target: Path) -> None:
        """The transcription, changed alike."""
        target.mkdir()
        place = {str(old + 1): str(new) for new, old in enumerate(self._order, 1)}
        for path in source.glob("*.tsv"):
            with path.open(encoding="utf-8", newline="") as handle:
                head, *rows = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            key = {"projects.tsv": "seq", "indicators.tsv": "project_seq"}.get(path.name)
            kept = {"seq", "project_seq", "src_line", "src_lines", "line"}
            changed = [
                [
                    v if h in kept else v.replace(self.OLD, self._name).translate(self._digits)
                    for h, v in zip(head, [*row, *[""] * (len(head) - len(row))], strict=True)
                ]
                for row in rows
            ]
            if key:
                column = head.index(key)
                for row in changed:
                    row[column] = place[row[column]]
                changed.sort(key=lambda row: int(row[column]))
            lines = ["\t".join(row) for row in [head, *changed]]
            (target / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def load_score() -> ModuleType:
    """The independent measure beside the checkout, used as it is."""
    assert SHARED
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


@needs_shared
def test_our_measure_and_the_independent_one_agree(tmp_path: Path) -> None:
    assert SHARED
    text = (SHARED / "disclosures" / f"{TEXT}.txt").read_text(encoding="utf-8").replace("7,138.31", "7,138.32", 1)
    package = convert(text, tmp_path)
    gold = SHARED / "gold" / TEXT
    score = load_score()
    board = score.Board(0)
    score.score_facts(board, package, score.tsv(gold / "facts.tsv"))
    assert board.rows["narrative_figure.recall"] == (208, 209)
    assert score_package(package, gold) != []
