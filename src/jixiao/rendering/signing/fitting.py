"""Cut the lists of the signing page so that it is one page: every line of it is reckoned, none is left to chance.

Lines are of a set height, and letters are taken wider than they print, whatever font stands in for a missing one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jixiao.rendering.columns import wrap

# In tenths of the type size: Chinese letters fill the square; a digit of the widest usual font takes 0.64 of it.
_WIDE, _NARROW = 10, 7
# Lines that an item may take: fewer where the page is full, so that more items find room.
_LONGEST_ITEM, _LONGEST_WHERE_CROWDED = 3, 2


@dataclass(frozen=True, slots=True)
class Block:
    """A row of the page: its label, lines that always stand there, a list that can be cut, and where the rest is."""

    label: str
    fixed: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A row of the page as it is drawn."""

    label: str
    lines: tuple[str, ...]


def print_width(text: str) -> int:
    """Return how wide TEXT prints at most, in tenths of the type size."""
    return sum(_WIDE if unicodedata.east_asian_width(char) in ("W", "F", "A") else _NARROW for char in text)


def lines_needed(texts: Iterable[str], width: int) -> int:
    """Return how many lines TEXTS take in a column of WIDTH tenths."""
    return sum(len(wrap(text, width, print_width)) for text in texts)


def shortened(text: str, width: int, lines: int) -> str:
    """Return TEXT, cut so that it takes at most LINES lines of WIDTH tenths."""
    wrapped = wrap(text, width, print_width)
    if len(wrapped) <= lines:
        return text
    kept = "".join(wrapped[:lines])
    while lines_needed([f"{kept}……"], width) > lines:
        kept = kept[:-1]
    return f"{kept}……"


def fitted(blocks: Sequence[Block], width: int, lines: int) -> tuple[Fitted, ...]:
    """Return BLOCKS with their lists cut to LINES lines of WIDTH tenths altogether; each list gets its turn.

    What is always there, and the line that counts what is left out, is shown even where it takes more.
    """
    for longest in (_LONGEST_ITEM, _LONGEST_WHERE_CROWDED):
        short = [tuple(shortened(item, width, longest) for item in block.items) for block in blocks]
        counts = _counts(blocks, short, width, lines)
        if counts == [len(items) for items in short]:
            break
    return tuple(
        Fitted(block.label, _shown(block, items, count))
        for block, items, count in zip(blocks, short, counts, strict=True)
    )


def _counts(blocks: Sequence[Block], short: Sequence[Sequence[str]], width: int, lines: int) -> list[int]:
    """Return how many items of each list find room, one more of each in turn."""
    counts = [0] * len(blocks)
    growing = [at for at, items in enumerate(short) if items]
    while growing:
        for at in tuple(growing):
            counts[at] += 1
            if _height(blocks, short, counts, width) > lines:
                counts[at] -= 1
                growing.remove(at)
            elif counts[at] == len(short[at]):
                growing.remove(at)
    return counts


def _shown(block: Block, items: Sequence[str], count: int) -> tuple[str, ...]:
    left = len(items) - count
    rest = (f"另有{left}项，{block.rest}",) if left else ()
    return (*block.fixed, *items[:count], *rest)


def _height(blocks: Sequence[Block], short: Sequence[Sequence[str]], counts: Sequence[int], width: int) -> int:
    return sum(
        lines_needed(_shown(block, items, count), width)
        for block, items, count in zip(blocks, short, counts, strict=True)
    )
