"""Which id a disclosure is published under when two files claim the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.model import Finding
from pipeline.package.published import read_info

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# A name in a file system has at most 255 bytes, of which hidden names and a suffix take some.
_LONGEST = 180
_SUFFIX_LENGTHS = (8, 16, 64)


@dataclass(frozen=True, slots=True)
class ClaimedId:
    """The id that a source gets, and the one that its content asked for."""

    disclosure_id: str
    asked: str

    def findings(self, source_ref: str) -> list[Finding]:
        """A finding ``id-taken`` when the two differ; ``source_ref`` is the place of the disclosure in the source."""
        if self.disclosure_id == self.asked:
            return []
        return [
            Finding(
                rule="id-taken",
                severity="warning",
                source_ref=source_ref,
                table="disclosure",
                row_key=self.disclosure_id,
                message=f"另一份原文件已使用标识 {self.asked}，本文件改用 {self.disclosure_id}；请核对两者是否为同一文档的不同版本。",
                message_en=f"Another source file has the id {self.asked}, so this one is published as {self.disclosure_id}; "
                "check whether the two are versions of one document.",
                expected=self.asked,
                actual=self.disclosure_id,
            )
        ]


class IdRegister:
    """The ids of one output folder: those of the packages in it and those given in this run.

    A source that is published already keeps its id. Of several new ones that ask for the same free id, the first gets
    it, so claim them together (:meth:`claim_all`) for a result that doesn't depend on their order; all others get the
    id with the beginning of their SHA-256 behind it.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._given: dict[str, str] = {}

    def claim(self, asked: str, sha256: str) -> ClaimedId:
        """The id for the source with this SHA-256. Raises OutputError when a foreign folder has the name."""
        check_id(asked)
        candidates = [asked, *(f"{asked}-{sha256[:length]}" for length in _SUFFIX_LENGTHS)]
        holders = {name: self._holder(name) for name in candidates}
        mine = [name for name in candidates if holders[name] == sha256]
        free = [name for name in candidates if holders[name] is None]
        chosen = (mine or free)[0]
        self._given[chosen] = sha256
        return ClaimedId(chosen, asked)

    def hand_over(self, disclosure_id: str, sha256: str) -> None:
        """Give an id of this run to another source: a file that turned out to be one part of a document-year."""
        self._given[disclosure_id] = sha256

    def claim_all(self, claims: Iterable[tuple[str, str]]) -> dict[tuple[str, str], ClaimedId]:
        """The ids for many sources, given as (id, SHA-256): the same whatever their order."""
        return {(asked, sha256): self.claim(asked, sha256) for asked, sha256 in sorted(set(claims))}

    def _holder(self, name: str) -> str | None:
        """The SHA-256 of the source that has this id, or None when it is free."""
        if name in self._given:
            return self._given[name]
        folder = self._out / name
        if not folder.exists() and not folder.is_symlink():
            return None
        info = read_info(folder)
        if info is None or info.name != name:
            raise OutputError(
                "同名文件夹不是本程序生成的，不会覆盖 / a folder of this name was not made by this program and stays untouched",
                where=name,
                advice="移走该文件夹或换一个输出文件夹 / move it away or choose another output folder",
            )
        return info.source_sha256


def check_id(disclosure_id: str) -> None:
    """Raise OutputError unless the id consists of groups of a-z and 0-9 joined by hyphens and is short enough."""
    if not _ID.fullmatch(disclosure_id) or len(disclosure_id) > _LONGEST:
        raise OutputError(
            f"标识不合规则（小写字母、数字和连字符，最长 {_LONGEST} 个字符）/ "
            f"the id must be lower-case letters, digits and hyphens, at most {_LONGEST} characters",
            where=disclosure_id[:_LONGEST],
            advice="请把文件发给维护者 / send the file to the maintainers",
        )
