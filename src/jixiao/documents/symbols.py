"""Characters that symbol fonts draw: tick boxes and comparison signs that the file stores as other letters."""

from __future__ import annotations

import re

TICKED_BOX = "☑"
EMPTY_BOX = "☐"
UNKNOWN = "\ufffd"

_BOXES = re.compile("[☑☒✓✔√☐□]")
_EMPTY_BOXES = frozenset("☐□")
_PRIVATE = re.compile("[\uf020-\uf0ff]")

# Code positions of the fonts' own charts; only signs that change what a sentence or a form says.
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: EMPTY_BOX,
    0x70: EMPTY_BOX,
    0x71: EMPTY_BOX,
    0x72: EMPTY_BOX,
    0x77: "◆",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: EMPTY_BOX,
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: TICKED_BOX,
}
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: TICKED_BOX,
    0x53: "☒",
    0x54: "☒",
    0xA3: EMPTY_BOX,
}
_WEBDINGS = {0x61: "✓", 0x63: EMPTY_BOX, 0x67: "■", 0x72: "✗"}
_SYMBOL = {
    **{code: chr(code) for code in (0x21, *range(0x28, 0x2D), *range(0x2E, 0x40), 0x5B, 0x5D)},
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    0x25: "%",
    0x2D: "−",
    0xA3: "≤",
    0xA5: "∞",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xE5: "∑",
}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS, "symbol": _SYMBOL}
# Without a font the two box codes of Wingdings 2 win over the pictures that Wingdings has there.
_FONT_UNKNOWN = {**_SYMBOL, **_WINGDINGS, 0x52: TICKED_BOX, 0xA3: EMPTY_BOX}


def is_symbol_font(font: str | None) -> bool:
    """Tell whether letters in FONT stand for other signs."""
    return font is not None and font.lower() in _FONTS


def symbol(code: int, font: str) -> str:
    """Return the sign that FONT draws for a character code; ``U+FFFD`` where the sign has no Unicode equal here."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    table = _FONTS.get(font.lower())
    if table is not None and low <= 0xFF:
        return table.get(low, UNKNOWN)
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xF8FF else UNKNOWN


def from_symbol_font(text: str, font: str) -> str:
    """Return TEXT as FONT draws it; blanks and characters outside the font (Chinese ones) stay."""
    return "".join(symbol(ord(sign), font) if _is_drawn(sign) else sign for sign in text)


def _is_drawn(sign: str) -> bool:
    return (sign <= "\xff" and not sign.isspace()) or _PRIVATE.match(sign) is not None


def without_private_codes(text: str) -> str:
    """Return TEXT with codes of symbol fonts replaced where the file does not say which font it meant."""
    if _PRIVATE.search(text) is None:
        return text
    return _PRIVATE.sub(lambda match: _FONT_UNKNOWN.get(ord(match[0]) - 0xF000, UNKNOWN), text)


def box(ticked: bool) -> str:
    """Return the sign of a tick box."""
    return TICKED_BOX if ticked else EMPTY_BOX


def ticked_state(text: str) -> bool | None:
    """Return whether the only tick box in TEXT is ticked, or None where there is no box, or more than one."""
    boxes = _BOXES.findall(text)
    return boxes[0] not in _EMPTY_BOXES if len(boxes) == 1 else None
