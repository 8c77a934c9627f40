"""One spelling for each digit, sign and bracket, without moving any character.

Chinese office text mixes full-width and half-width forms freely. Every grammar of this package reads the folded text,
while offsets and quoted words refer to the original; this works because folding replaces one character by exactly one.
"""

from __future__ import annotations

import re

_PAIRS = {
    **{chr(0xFF10 + i): str(i) for i in range(10)},
    **{chr(0xFF21 + i): chr(0x41 + i) for i in range(26)},
    **{chr(0xFF41 + i): chr(0x61 + i) for i in range(26)},
    **dict.fromkeys("％﹪", "%"),
    **dict.fromkeys("－−‐‑﹣", "-"),
    **dict.fromkeys("～〜∼˜", "~"),
    **dict.fromkeys("–―", "—"),
    **dict.fromkeys("　\u00a0\u2002\u2003\u2009\u202f", " "),
    **dict.fromkeys("≧⩾≥", "≥"),
    **dict.fromkeys("≦⩽≤", "≤"),
    **dict.fromkeys("○◯Ｏ", "〇"),
    "．": ".",
    "／": "/",
    "＋": "+",
    "（": "(",
    "）": ")",
    "﹝": "〔",
    "﹞": "〕",
    "［": "[",
    "］": "]",
    "＊": "*",
    "＜": "<",
    "﹤": "<",
    "＞": ">",
    "﹥": ">",
    "＝": "=",
    "﹦": "=",
}
_TABLE = str.maketrans(_PAIRS)
_ANY = re.compile(f"[{re.escape(''.join(_PAIRS))}]")


def fold(text: str) -> str:
    """Return ``text`` with full-width and look-alike characters replaced; it has the same length as ``text``."""
    return text.translate(_TABLE) if _ANY.search(text) else text
