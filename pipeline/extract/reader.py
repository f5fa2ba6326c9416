"""Which reader reads a source, and how its bytes are fetched."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

from pipeline.collector import collector_paused
from pipeline.errors import SourceError, UnsupportedFormatError
from pipeline.extract.limits import DEFAULT_LIMITS, Limits
from pipeline.extract.media_type import NAMES, PDF, TEXT, XLS, XLSX, media_type_of
from pipeline.extract.plain import read_plain
from pipeline.model import Document, SourceFile

Reader = Callable[[SourceFile, Limits], Document]


def _read_pdf(source: SourceFile, limits: Limits) -> Document:
    """Loads the PDF library only when there is a PDF to read."""
    from pipeline.extract.pdf import read_pdf

    return read_pdf(source, limits)


def _read_workbook(source: SourceFile, limits: Limits) -> Document:
    """Loads the workbook reader only when there is a workbook to read."""
    from pipeline.extract.workbook import read_workbook

    return read_workbook(source, limits)


READERS: dict[str, Reader] = {PDF: _read_pdf, TEXT: read_plain, XLS: _read_workbook, XLSX: _read_workbook}

_SYSTEM_MESSAGES = {
    errno.ENOENT: ("文件不存在 / the file does not exist", "检查路径 / check the path"),
    errno.EACCES: ("没有读取权限 / no permission to read it", "更改权限或以其他用户运行 / change its permissions"),
    errno.EPERM: ("没有读取权限 / no permission to read it", "更改权限或以其他用户运行 / change its permissions"),
    errno.EISDIR: ("这是文件夹 / this is a folder", "给出其中的文件 / name the files in it"),
}


def load(path: Path, limits: Limits = DEFAULT_LIMITS) -> SourceFile:
    """Read a file's bytes once; raises SourceError in plain words when that can't be done."""
    try:
        size = path.stat().st_size
        if size > limits.max_file_bytes:
            raise SourceError(
                f"文件有 {size:,} 字节，超过上限 {limits.max_file_bytes:,} / the file has {size:,} bytes, more than the limit",
                where=path.name,
                advice="一个文件只放一份公开文档 / give one disclosure per file",
            )
        data = path.read_bytes()
    except OSError as error:
        message, advice = _SYSTEM_MESSAGES.get(
            error.errno or 0, (f"读取失败：{error.strerror} / reading failed: {error.strerror}", "稍后再试 / try again")
        )
        raise SourceError(message, where=path.name, advice=advice) from error
    return SourceFile(path.name, data)


@collector_paused()
def read(source: SourceFile, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Turn a source into the common document with the reader for its content.

    Raises SourceError or UnsupportedFormatError (see ``media_type_of`` and the readers).
    """
    media_type = media_type_of(source.data, source.name)
    reader = READERS.get(media_type)
    if reader is None:
        kind = NAMES.get(media_type, media_type)
        raise UnsupportedFormatError(
            f"暂不支持的格式：{kind} / format not supported yet: {kind}",
            where=source.name,
            advice="请提供 PDF、工作簿或文本 / give the PDF, the workbook or a text dump",
        )
    return reader(source, limits)
