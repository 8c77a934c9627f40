"""The document as the rest of the program sees it: linear text, and blocks that know their place in it.

Every piece carries a :class:`Span` of character offsets into :attr:`Document.text`, and
``document.text[span.start:span.end] == piece.text`` holds for every paragraph and every cell.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of character offsets into a document's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end


class Role(StrEnum):
    """Where a paragraph stands in the file; only ``BODY`` text belongs to the running argument."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    TEXT_BOX = "text-box"


class Layout(StrEnum):
    """How far the position of a table's cells can be trusted.

    ``GRID``: every cell knows its row, column and spans (Word, Excel, HTML).
    ``RAGGED``: rows are certain, but merged cells were lost, so columns may be shifted (text exports).
    ``FLAT``: one run of cells without rows (a table copied as words parted by spaces).
    """

    GRID = "grid"
    RAGGED = "ragged"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; ``text`` may hold line breaks where the source wrapped it."""

    text: str
    span: Span
    place: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table as printed; rows and columns count from 0, spans from 1.

    A merged cell appears once, at its upper left corner.
    """

    text: str
    span: Span
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells in reading order (row by row), and how far their positions can be trusted."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    span: Span
    place: str
    layout: Layout = Layout.GRID

    def by_row(self) -> list[list[Cell]]:
        """Return the cells grouped by the row in which they begin; a row without cells is an empty list."""
        grouped: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            grouped[cell.row].append(cell)
        return grouped

    def place_of(self, cell: Cell) -> str:
        """Return the label of a cell, such as ``表2!R5C4`` (rows and columns from 1)."""
        return f"{self.row_place_of(cell)}C{cell.column + 1}"

    def row_place_of(self, cell: Cell) -> str:
        """Return the label of the row of a cell, such as ``表2!R5``."""
        return f"{self.place}!R{cell.row + 1}"


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read though the file as a whole could: said, never skipped in silence."""

    message: str
    span: Span
    place: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its linear text and its blocks in reading order.

    ``source`` is the file's name as given by the caller; ``format`` is ``txt``, ``docx``, ``xlsx`` or ``html``.
    """

    source: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)
    _cell_starts: dict[int, list[int]] = field(default_factory=dict, repr=False, compare=False)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def tables(self) -> Iterator[Table]:
        """Yield the tables in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def place_at(self, offset: int) -> str:
        """Name the paragraph or cell at OFFSET, such as ``第35段`` or ``表2!R5C4``; empty where nothing stands."""
        if not self._starts:
            self._starts.extend(block.span.start for block in self.blocks)
        at = bisect.bisect_right(self._starts, offset) - 1
        if at < 0:
            return ""
        block = self.blocks[at]
        if isinstance(block, Paragraph):
            return block.place
        if at not in self._cell_starts:
            self._cell_starts[at] = [cell.span.start for cell in block.cells]
        found = bisect.bisect_right(self._cell_starts[at], offset) - 1
        return block.place_of(block.cells[found]) if found >= 0 else block.place


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A verbatim piece of one document of a dossier: ``source`` is the document's index there."""

    text: str
    start: int
    end: int
    source: int = 0
