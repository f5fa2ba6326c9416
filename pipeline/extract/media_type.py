"""What kind of file is this? Decided by content, never by the file name."""

from __future__ import annotations

from pipeline.errors import SourceError, UnsupportedFormatError

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLS = "application/vnd.ms-excel"
ZIP = "application/zip"
HTML = "text/html"
TEXT = "text/plain"

#: How people call these formats, for messages.
NAMES = {
    PDF: "PDF",
    XLSX: "XLSX workbook",
    DOCX: "Word document",
    XLS: "XLS workbook",
    ZIP: "zip archive",
    HTML: "web page",
}

_MAGIC = ((b"%PDF-", PDF), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", XLS))
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_HEAD = 4096


def media_type_of(data: bytes, name: str) -> str:
    """The media type of a file's bytes; ``name`` is used only in messages.

    Raises SourceError for an empty file and UnsupportedFormatError for bytes that are no document of a known kind.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise SourceError("文件是空的 / the file is empty", where=name, advice="重新下载原文件 / download it again")
    head = data[:_HEAD]
    for magic, media_type in _MAGIC:
        if magic in head[:1024]:
            return media_type
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if head.startswith(_PICTURES):
        raise UnsupportedFormatError(
            "这是图片，不是文档 / this is a picture, not a document",
            where=name,
            advice="请提供 PDF、文本或工作簿 / give the PDF, text or workbook",
        )
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        return HTML
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and _looks_binary(head):
        raise UnsupportedFormatError(
            "内容不是文本，也不是已知的文档格式 / the content is neither text nor a known document format",
            where=name,
            advice="确认文件完整、没有加密或损坏 / check that the file is whole and not encrypted",
        )
    return TEXT


def _zip_kind(data: bytes) -> str:
    """A Word document may hold a workbook, so its own part is looked for first."""
    if b"word/document" in data:
        return DOCX
    return XLSX if b"xl/workbook" in data.replace(b"\\", b"/").lower() else ZIP


def _looks_binary(head: bytes) -> bool:
    """Texts in UTF-8 and GB18030 hold no NUL and hardly any control characters."""
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return b"\x00" in head or controls * 50 > len(head)
