"""What reading a figure again gave."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """``SAME``: the source has this figure. ``OTHER``: it has another one there. ``UNKNOWN``: that can't be told."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """``printed`` is what stands there instead (OTHER); ``reason`` why it can't be told (UNKNOWN), in both languages."""

    verdict: Verdict
    printed: str = ""
    reason: tuple[str, str] = ("", "")


SAME = Reading(Verdict.SAME)


def other(printed: str) -> Reading:
    """The source has another figure there."""
    return Reading(Verdict.OTHER, printed)


def unknown(chinese: str, english: str) -> Reading:
    """It can't be told, for this reason."""
    return Reading(Verdict.UNKNOWN, reason=(chinese, english))


NOT_FOUND = unknown("原文该处没有找到这个数", "it was not found there in the source")
BLANK = unknown("空白或行数，不是印出的数字", "a blank or a number of lines, no printed figure")
NO_READER = unknown("该格式没有第二种读法", "there is no second reader for this kind of source")
UNREADABLE = unknown("第二种读法读不了该处", "the second reader can't read that place")
GARBLED = unknown("该处文字编码不可靠", "the character codes there can't be relied on")
DAMAGED = unknown("文件已损坏", "the file is damaged")
TOO_MANY = unknown("不符涉及的页太多，此处未重读", "too many pages are concerned; this one was not read again")
