"""Bytes → text: byte order mark, then UTF-8, then GB18030 (which holds GBK and GB2312)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from jixiao.documents.errors import UnreadableFileError

# The marks of UTF-32 begin with those of UTF-16, so they are asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARES_BIG5 = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*big5""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
# Besides line ends and tabs these leave out the marks that old word processors write (cell end, field code).
_NOISE = bytes(set(range(0x20)) - set(b"\t\n\x0b\x0c\r\x07\x13\x14\x15") | {0x7F})
# One in so many bytes may be noise, one in so many characters beyond repair.
_BYTES_A_NOISE = 50
_SIGNS_A_DAMAGE = 50
_DAMAGED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with plain line ends and no byte order mark; ``damaged`` counts the characters that were beyond repair."""

    text: str
    damaged: int = 0


def decode(source: str, data: bytes) -> Decoded:
    """Return the text that DATA holds; raises :class:`UnreadableFileError` naming SOURCE when it is not text."""
    decoded = _decode(data)
    if decoded is None:
        reason = "内容不是文字，也不是认得的文档格式"
        raise UnreadableFileError(source, reason, "请确认文件没有损坏，用 Word 或 WPS 另存为 .docx 后再交")
    if "\r" not in decoded.text:
        return decoded
    return Decoded(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.damaged)


def _decode(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _repaired(data[len(mark) :], encoding)
    if (len(data) - len(data.translate(None, _NOISE))) * _BYTES_A_NOISE > len(data):
        return None
    if _DECLARES_BIG5.search(data, 0, _DECLARED_WITHIN):
        return _repaired(data, "utf-8") or _repaired(data, "big5hkscs")
    # UTF-8 that was cut off in mid-character often passes for GB18030, so damaged UTF-8 comes before it.
    return _repaired(data, "utf-8") or _repaired(data, "gb18030")


def _repaired(data: bytes, encoding: str) -> Decoded | None:
    """Decode with marks for what cannot be; None when so much cannot be that this is the wrong encoding."""
    text = data.decode(encoding, errors="replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    already_there = _DAMAGED.encode(encoding, "ignore")
    damaged = text.count(_DAMAGED) - (data.count(already_there) if already_there else 0)
    return Decoded(text, damaged) if damaged * _SIGNS_A_DAMAGE <= foreign and "\0" not in text else None
