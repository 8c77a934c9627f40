"""A form as boxes with words in them, and how the entries of an evaluation are printed there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jixiao.evaluations import Mark
from jixiao.packs import FormTable


class BoxStyle(StrEnum):
    """How a box is set: heads and labels are centred and bold, values to the left, numbers centred."""

    HEAD = "head"
    LABEL = "label"
    VALUE = "value"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a form; rows and columns count from 0.

    ``room`` is how many digits will have to find room in it, where its text only stands for a number to come.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    style: BoxStyle = BoxStyle.VALUE
    room: int = 0


class BlockKind(StrEnum):
    """What the rows of a form that are filled from a list stand for."""

    FUNDS = "资金"
    GOALS = "目标"
    INDICATORS = "指标"
    AMOUNTS = "经费"
    BUILDINGS = "楼堂馆所"


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a form that are filled from a list: what they stand for, the first of them, how many there are.

    ``heads`` tell the column and the head of each of its columns, from left to right.
    """

    kind: BlockKind
    first: int
    rows: int
    heads: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form ready to be drawn: its boxes, the widths of its columns in characters, and the lines around the table.

    ``annex`` stands in the corner above the title, ``subtitle`` below it, ``below`` under the table, a line each.
    ``blocks`` say which rows are filled from a list, from top to bottom; ``form`` is what the pack calls the form.
    """

    title: str
    subtitle: str
    boxes: tuple[Box, ...]
    widths: tuple[int, ...]
    landscape: bool
    annex: str = ""
    below: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    form: str = ""

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max((box.row + box.row_span for box in self.boxes), default=0)


def entry_text(entry: Decimal | Mark | None, *, grouped: bool = False) -> str:
    """Return what is printed for an entry, its thousands parted by commas where GROUPED; a blank stays blank."""
    if isinstance(entry, Decimal):
        return f"{entry:,f}" if grouped else f"{entry:f}"
    return "" if entry is None else entry.value


def title_of(form: FormTable, year: int | None) -> tuple[str, str]:
    """Return the title of a form and the line below it: the year stands in the one or in the other."""
    if year is None:
        return form.title, ""
    return (f"{year}年度{form.title}", "") if form.dated_title else (form.title, f"（{year}年度）")
