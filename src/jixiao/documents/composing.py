"""Writes the linear text of a document that has real tables, and notes where each piece stands in it.

The text follows the shape of the text exports that word processors make: a paragraph is a line, a table stands between
blank lines, each cell is a line that begins with a tab, and a blank line parts two rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from jixiao.documents.errors import UnreadableFileError
from jixiao.documents.limits import Limits, too_many_cells, too_many_paragraphs, too_many_tables, too_much_text
from jixiao.documents.model import Block, Cell, Document, Layout, Paragraph, Problem, Role, Span, Table
from jixiao.documents.symbols import ticked_state


@dataclass(slots=True)
class DraftCell:
    """A cell before its place in the text is known; a reader may still widen its spans."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class Composer:
    """Collects the pieces of one document in reading order; :meth:`document` hands out the result.

    Every method raises :class:`UnreadableFileError` when the document outgrows its limits.
    """

    def __init__(self, source: str, file_format: str, limits: Limits) -> None:
        self._source = source
        self._format = file_format
        self._limits = limits
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._problems: list[Problem] = []
        self._cells = 0
        self._tables = 0
        self._paragraphs = 0
        self._body_paragraphs = 0

    def paragraph(self, text: str, role: Role = Role.BODY, place: str = "") -> Span | None:
        """Add a paragraph; one without visible text is left out, and None comes back.

        Body paragraphs are numbered here; any other role brings its own ``place``.
        """
        text = text.strip("\n")
        if not text or text.isspace():
            return None
        self._paragraphs += 1
        if self._paragraphs > self._limits.paragraphs:
            raise too_many_paragraphs(self._source, self._limits)
        if role is Role.BODY:
            self._body_paragraphs += 1
            place = f"第{self._body_paragraphs}段"
        start = self._write(f"{text}\n")
        span = Span(start, start + len(text))
        self._blocks.append(Paragraph(text, span, place, role))
        return span

    def table(self, cells: Sequence[DraftCell], title: str = "", layout: Layout = Layout.GRID) -> Table | None:
        """Add a table whose cells are sorted by row and column; one without cells is left out, and None comes back."""
        self._count_table(len(cells))
        if not cells:
            return None
        if self._length:
            self._write("\n")
        start = self._length
        placed = self._write_rows(cells)
        table = Table(
            cells=tuple(placed),
            rows=max(cell.row + cell.row_span for cell in cells),
            columns=max(cell.column + cell.column_span for cell in cells),
            span=Span(start, self._length - 1),
            place=self.next_table_place(title),
            layout=layout,
        )
        self._write("\n")
        self._tables += 1
        self._blocks.append(table)
        return table

    def next_table_place(self, title: str = "") -> str:
        """Return the label that the next table gets, such as ``表2`` or ``表2（基础数据）``."""
        return f"表{self._tables + 1}" + (f"（{title}）" if title else "")

    def problem(self, message: str, span: Span | None = None, place: str = "") -> None:
        """Note something that could not be read; without a span it stands where the text has got to."""
        self._problems.append(Problem(message, span or Span(self._length, self._length), place))

    def last_place(self) -> str:
        """Return the label of the block added last, or an empty string at the beginning."""
        return self._blocks[-1].place if self._blocks else ""

    def document(self) -> Document:
        """Return the finished document; raises :class:`UnreadableFileError` when nothing readable was found in it."""
        if not self._blocks and not self._problems:
            reason = "文件里没有文字（是空表，或内容全是图片）"
            raise UnreadableFileError(self._source, reason, "请提交填好的、可以编辑的文件")
        return Document(self._source, self._format, "".join(self._pieces), tuple(self._blocks), tuple(self._problems))

    def _write(self, piece: str) -> int:
        """Add a piece to the text and return where it begins."""
        start = self._length
        self._length += len(piece)
        if self._length > self._limits.text_chars:
            raise too_much_text(self._source, self._limits)
        self._pieces.append(piece)
        return start

    def _write_rows(self, cells: Sequence[DraftCell]) -> list[Cell]:
        placed: list[Cell] = []
        reaching: list[DraftCell] = []
        for row, group in groupby(cells, key=attrgetter("row")):
            if placed:
                self._write("\n")
            own = list(group)
            reaching = [cell for cell in reaching if cell.row + cell.row_span > row]
            for cell in sorted(reaching + own, key=attrgetter("column")) if reaching else own:
                if cell.row < row:
                    self._write("\t\n")
                else:
                    placed.append(self._write_cell(cell))
            reaching += [cell for cell in own if cell.row_span > 1]
        return placed

    def _write_cell(self, cell: DraftCell) -> Cell:
        text = cell.text
        start = self._write(f"\t{text}\n") + 1
        span = Span(start, start + len(text))
        return Cell(text, span, cell.row, cell.column, cell.row_span, cell.column_span, ticked_state(text))

    def _count_table(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self._limits.cells:
            raise too_many_cells(self._source, self._limits)
        if self._tables >= self._limits.tables:
            raise too_many_tables(self._source, self._limits)
