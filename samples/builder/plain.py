"""Writes blocks as the plain text that people get when they save or copy an evaluation as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from samples.builder.grids import Grid
from samples.builder.prose import Block, Kind, PageBreak, Paragraph, TextBox, Turn
from samples.builder.word_parts import LISTS


def write(blocks: Iterable[Block]) -> str:
    """Return the text of BLOCKS: tables a cell a line, page breaks as blank lines, automatic numbers in Arabic."""
    counts: Counter[int] = Counter()
    return "".join(_lines(block, counts) for block in blocks)


def cell_a_line(grid: Grid) -> str:
    """Return a table as a word processor exports it to text: a tab before each cell, a blank line after each row.

    The covered part of a cell merged downwards leaves a line with the tab alone.
    """
    return "".join(
        "".join(f"\t{slot.cell.text if slot.begins else ''}\n" for slot in row) + "\n" for row in grid.slots()
    )


def tabbed(grid: Grid) -> list[list[str]]:
    """Return for each row its cells, one a grid column, blank where a merged cell covers the column."""
    rows = []
    for slots in grid.slots():
        row = [""] * len(grid.widths)
        for slot in slots:
            if slot.begins:
                row[slot.column] = " ".join(slot.cell.text.split("\n"))
        rows.append(row)
    return rows


def _lines(block: Block, counts: Counter[int]) -> str:
    if isinstance(block, Grid):
        return "\n" + cell_a_line(block)
    if isinstance(block, PageBreak | Turn):
        return "\n\n\n"
    if isinstance(block, TextBox):
        return "".join(f"{line}\n" for line in block.lines)
    return _number(block, counts) + _shown(block) + "\n"


def _shown(paragraph: Paragraph) -> str:
    mark = "[bookmark: _GoBack]" if any(piece.kind is Kind.BOOKMARK for piece in paragraph.pieces) else ""
    return mark + paragraph.text


def _number(paragraph: Paragraph, counts: Counter[int]) -> str:
    numbered = LISTS.get(paragraph.list_id or 0)
    if numbered is None:
        return ""
    counts[paragraph.list_id or 0] += 1
    return numbered.exported.format(numbered.start - 1 + counts[paragraph.list_id or 0])
