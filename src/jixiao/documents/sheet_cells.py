"""The text of one cell of an Excel sheet, as the sheet shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from lxml import etree

from jixiao.documents.format_codes import BUILT_IN, GENERAL
from jixiao.documents.number_formats import shown, stored_number

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNSAVED = "是公式，但文件里没有保存计算结果，请用 Excel 或 WPS 打开、保存后再交"


def plain_string(element: etree._Element) -> str:
    """Return the text of a string item: its runs joined, pronunciation guides left out."""
    namespace = element.tag[: element.tag.rindex("}") + 1]
    guides = {text for guide in element.iter(f"{namespace}rPh") for text in guide}
    return _clean("".join(text.text or "" for text in element.iter(f"{namespace}t") if text not in guides))


def formats_of(styles: etree._Element) -> list[str]:
    """Return the number format of each cell style, in the order of ``styles.xml``."""
    own = {each.get("numFmtId", ""): each.get("formatCode", "") or GENERAL for each in styles.iter("{*}numFmt")}
    cell_styles = styles.find("{*}cellXfs")
    identifiers = [each.get("numFmtId", "0") for each in cell_styles] if cell_styles is not None else []
    return [own.get(identifier) or _built_in(identifier) for identifier in identifiers]


def _built_in(identifier: str) -> str:
    number = _index(identifier)
    return BUILT_IN.get(number, GENERAL) if number is not None else GENERAL


class CellReader:
    """Reads cells with the texts and formats of their workbook; ``zero_results`` counts formulas with the result 0."""

    def __init__(self, strings: Sequence[str], formats: Sequence[str], epoch_1904: bool) -> None:
        self._strings = strings
        self._formats = formats
        self.zero_results = 0
        self._shown = lru_cache(maxsize=65_536)(lambda raw, code: _number_text(raw, code, epoch_1904))

    def read(self, cell: etree._Element, namespace: str) -> tuple[str, str]:
        """Return the text of a cell and, where something is wrong with it, the sentence that says so (else empty)."""
        kind = cell.get("t", "n")
        value = cell.find(f"{namespace}v")
        raw = value.text or "" if value is not None else ""
        is_formula = len(cell) > (value is not None) and cell.find(f"{namespace}f") is not None
        self.zero_results += is_formula and raw == "0"
        if kind == "inlineStr":
            inline = cell.find(f"{namespace}is")
            return (plain_string(inline), "") if inline is not None else ("", "")
        if not raw:
            unsaved = is_formula and (value is None or kind != "str")
            return "", _UNSAVED if unsaved else ""
        if kind == "s":
            return self._shared(raw)
        if kind == "str":
            return _clean(raw), ""
        if kind == "d":
            return raw.removesuffix("T00:00:00"), ""
        if kind == "b":
            return ("TRUE" if raw.strip() == "1" else "FALSE"), ""
        if kind == "e":
            return raw, f"是错误值 {raw}，请改正公式后再交"
        return self._number(raw.strip(), cell.get("s", "0"))

    def _shared(self, raw: str) -> tuple[str, str]:
        at = _index(raw)
        if at is not None and at < len(self._strings):
            return self._strings[at], ""
        return "", "的文字在文件里缺失，请用 Excel 或 WPS 打开、保存后再交"

    def _number(self, raw: str, style: str) -> tuple[str, str]:
        at = _index(style)
        code = self._formats[at] if at is not None and at < len(self._formats) else GENERAL
        text = self._shown(raw, code)
        return (raw, "的内容不是数值，按原样读取") if text is None else (text, "")


def _number_text(raw: str, code: str, epoch_1904: bool) -> str | None:
    number = stored_number(raw)
    return None if number is None else shown(number, code, epoch_1904)


def _index(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _clean(text: str) -> str:
    """Return a stored string with its escaped characters put in and its line ends made plain."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return "" if text.isspace() else text
