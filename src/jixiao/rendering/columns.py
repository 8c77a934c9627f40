"""Wrap Chinese text to the columns of a terminal: most characters are two columns wide, and there are no blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# A run of half-width characters (a number, a word, an id) stays together; any other character stands alone.
_UNIT = re.compile(r"[!-~]+|.", re.DOTALL)
_NEVER_FIRST = "，。；：、！？）】》”’％%…"
_NEVER_LAST = "（【《“‘"
# Ambiguous characters (“ ” … —) are two columns wide on a Chinese console, and counting them so is safe on others.
_WIDE = ("W", "F", "A")


def display_width(text: str) -> int:
    """Return how many columns TEXT takes."""
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text)


def wrap(text: str, width: int, measure: Callable[[str], int] = display_width) -> list[str]:
    """Break TEXT into lines of at most WIDTH columns; closing punctuation stays on its line and may stick out.

    An opening bracket goes with what it opens. Line breaks in TEXT are kept. A longer half-width run is cut. With
    another MEASURE of words, WIDTH is in its unit.
    """
    return [line for row in text.split("\n") for line in _wrapped(row, max(width, 4), measure)]


def _wrapped(row: str, width: int, measure: Callable[[str], int]) -> list[str]:
    lines = [""]
    used = 0
    for unit in _units(row, width):
        size = measure(unit)
        if used + size > width and unit not in _NEVER_FIRST:
            kept = lines[-1].rstrip(_NEVER_LAST)
            moved = lines[-1][len(kept) :] if kept else ""
            if measure(moved) + size > width:
                moved = ""
            lines[-1] = lines[-1].removesuffix(moved).rstrip()
            lines.append(moved)
            used = measure(moved)
        if used or not unit.isspace() or len(lines) == 1:
            lines[-1] += unit
            used += size
    return lines


def _units(row: str, width: int) -> list[str]:
    runs = _UNIT.findall(row)
    return [run[at : at + width] for run in runs for at in range(0, len(run), width)]
