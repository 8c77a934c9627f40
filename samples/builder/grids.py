"""A table as it is printed: cells with spans, independent of the kind of file it will be written to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Align(StrEnum):
    """How the text stands in a cell."""

    LEFT = "left"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell; ``columns`` and ``rows`` are its spans, a line break in ``text`` begins a paragraph.

    ``formula`` is what Excel stores instead of the number, with its ``result`` where the printed one is rounded;
    the other kinds of file print ``text`` alone.
    """

    text: str = ""
    columns: int = 1
    rows: int = 1
    align: Align = Align.CENTER
    bold: bool = False
    formula: str = ""
    result: Decimal | None = None


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a row holds at a column: a cell that begins here, or one that reaches down from above."""

    cell: Cell
    column: int
    begins: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: widths of the grid columns in millimetres, and for each row the cells that begin in it."""

    widths: tuple[int, ...]
    rows: tuple[Row, ...]

    def slots(self) -> list[list[Slot]]:
        """Return for each row its slots from left to right.

        Raises ValueError, naming the row, where the cells do not fill the grid exactly.
        """
        reaching: dict[int, tuple[Cell, int]] = {}
        laid_out = []
        for number, row in enumerate(self.rows, start=1):
            slots = _lay_out(row, reaching, len(self.widths), number)
            reaching = _still_reaching(slots, reaching)
            laid_out.append(slots)
        if reaching:
            raise ValueError("a merged cell reaches below the last row")
        return laid_out


def _lay_out(row: Row, reaching: dict[int, tuple[Cell, int]], width: int, number: int) -> list[Slot]:
    waiting = list(row)
    slots: list[Slot] = []
    column = 0
    while column < width:
        if column in reaching:
            slots.append(Slot(reaching[column][0], column, begins=False))
        elif waiting:
            slots.append(Slot(waiting.pop(0), column, begins=True))
        else:
            raise ValueError(f"row {number} ends at column {column} of {width}")
        column += slots[-1].cell.columns
    if waiting or column != width:
        raise ValueError(f"row {number} reaches beyond column {width}")
    return slots


def _still_reaching(slots: Iterable[Slot], before: dict[int, tuple[Cell, int]]) -> dict[int, tuple[Cell, int]]:
    below = {slot.column: (slot.cell.rows if slot.begins else before[slot.column][1]) - 1 for slot in slots}
    return {slot.column: (slot.cell, below[slot.column]) for slot in slots if below[slot.column] > 0}


def left(text: str, columns: int = 1, rows: int = 1) -> Cell:
    """Return a cell of running text."""
    return Cell(text, columns, rows, Align.LEFT)


def head(text: str, columns: int = 1, rows: int = 1) -> Cell:
    """Return a cell of a table's head."""
    return Cell(text, columns, rows, bold=True)
