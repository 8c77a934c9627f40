"""Reads the samples back without the project's own readers, so that one cannot hide the other's fault."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from lxml import etree, html

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "samples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a zip archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word_part(name: str, part: str = "word/document.xml") -> etree._Element:
    """Return a part of a committed Word sample."""
    return etree.fromstring(parts((FOLDER / name).read_bytes())[part])


def word_texts(node: etree._Element) -> list[str]:
    """Return the text of each paragraph that is not inside another, with insertions and without deletions."""
    return ["".join(_shown(paragraph)) for paragraph in node.iter(f"{W}p") if not _inside_fallback(paragraph)]


def _inside_fallback(node: etree._Element) -> bool:
    return any(ancestor.tag == _FALLBACK for ancestor in node.iterancestors())


def _shown(paragraph: etree._Element) -> Iterator[str]:
    for text in paragraph.iter(f"{W}t"):
        if next(text.iterancestors(f"{W}p")) is paragraph:
            yield text.text or ""


def lines(name: str) -> list[str]:
    """Return the lines of any committed sample: paragraphs, cells with several paragraphs as several lines."""
    path = FOLDER / name
    if name.endswith(".docx"):
        return [*word_texts(word_part(name)), *word_texts(word_part(name, "word/footnotes.xml"))]
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(path)
        values = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
        return [line for value in values for line in str(value).split("\n")]
    if name.endswith(".html"):
        page = html.fromstring(path.read_bytes().decode().replace("<br>", "\n"))
        texts = ("".join(map(str, element.itertext())) for element in page.iter("h1", "p", "td", "nav", "footer"))
        return [line for text in texts for line in text.split("\n")]
    encoding = "gb18030" if name.startswith("nanchang") else "utf-8"
    return path.read_text(encoding).split("\n")
