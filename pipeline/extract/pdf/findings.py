"""What the reader of PDFs reports about pages, in plain words."""

from __future__ import annotations

from pipeline.model import Finding


def page_unreadable(page: int) -> Finding:
    """Pdfium can't read the page; the others are read."""
    return Finding(
        "page-unreadable",
        "error",
        f"第 {page} 页损坏，无法读取；其余各页照常读取",
        f"page {page} is damaged and can't be read; the other pages are",
        f"p{page}",
    )


def page_without_text(page: int) -> Finding:
    """The page shows only pictures."""
    return Finding(
        "page-without-text",
        "warning",
        f"第 {page} 页只有图像，没有可读取的文字（暂不支持识别扫描件）",
        f"page {page} holds only pictures and no text (scans are not recognised yet)",
        f"p{page}",
    )


def page_unreadable_text(page: int, sample: str) -> Finding:
    """The page's fonts carry no usable map to Unicode."""
    return Finding(
        "page-unreadable-text",
        "error",
        f"第 {page} 页的字体没有可用的字符编码，读出的是乱码，该页未采用",
        f"the fonts of page {page} carry no usable character codes; its text can't be read and is left out",
        f"p{page}",
        actual=sample,
    )


def text_suspect(page: int, characters: list[str]) -> Finding:
    """Single characters of the page can't be read."""
    codes = " ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(characters))
    return Finding(
        "text-suspect",
        "warning",
        f"第 {page} 页有 {len(characters)} 个字符无法辨认，照原样保留",
        f"{len(characters)} characters of page {page} can't be read and are kept as they are",
        f"p{page}",
        actual=codes,
    )


def page_too_complex(page: int, rulings: int) -> Finding:
    """The page is a drawing: tables are not looked for."""
    return Finding(
        "page-too-complex",
        "warning",
        f"第 {page} 页有 {rulings} 条线，是图而不是表，未在其中查找表格",
        f"page {page} has {rulings} lines: it is a drawing, and tables are not looked for",
        f"p{page}",
    )


def document_damaged(pages: int) -> Finding:
    """The file was cut off or damaged, and what could be found of it was read."""
    return Finding(
        "document-damaged",
        "error",
        f"文件不完整或已损坏；能够恢复的 {pages} 页已读取，其余内容可能缺失",
        f"the file is cut off or damaged; {pages} pages could be recovered and read, other content may be missing",
        "p1",
    )
