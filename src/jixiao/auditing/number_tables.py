"""Rows of numbers under one another, in any table: the ground on which columns are compared with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jixiao.documents import Excerpt, Layout
from jixiao.quantities import Quantity, parse_quantity
from jixiao.recognition import Dossier, Recognition, Row, clean_text, rows_of

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
_FEWEST_ROWS = 3
_FEWEST_NUMBERS = 2
_TOTAL = re.compile(r"^(?:合计|总计|小计|合 计|共计)|(?:合计|总计)$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a cell, with its place."""

    quantity: Quantity
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A row of a number table: its label, and its numbers from left to right."""

    label: str
    numbers: tuple[Number, ...]

    @property
    def is_total(self) -> bool:
        """Tell whether the row is called the total of those above it."""
        return _TOTAL.search(self.label) is not None


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Rows that follow one another and have their numbers, and their percentages, in the same columns."""

    rows: tuple[NumberRow, ...]

    @property
    def body(self) -> tuple[NumberRow, ...]:
        """The rows without a total at their end."""
        return self.rows[:-1] if self.rows[-1].is_total else self.rows

    @property
    def total(self) -> NumberRow | None:
        """The total at the end, ``None`` where there is none."""
        return self.rows[-1] if self.rows[-1].is_total else None


def number_tables(dossier: Dossier) -> Sequence[NumberTable]:
    """Return the number tables of all documents, read once for all checks."""
    return dossier.once("number tables", lambda: [t for r in dossier.recognitions for t in _tables(r)])


def _tables(recognition: Recognition) -> Iterator[NumberTable]:
    for table in recognition.tables:
        if table.layout is Layout.FLAT:
            continue
        shaped = [(row, _shape(row)) for row in rows_of(table, recognition.source)]
        for shape, run in groupby(shaped, key=lambda pair: pair[1]):
            rows = [row for row, _ in run]
            if len(rows) >= _FEWEST_ROWS and len(shape) >= _FEWEST_NUMBERS:
                yield NumberTable(tuple(_number_row(row, shape) for row in rows))


_Shape = tuple[tuple[int, bool], ...]


def _shape(row: Row) -> _Shape:
    """Return which cells of a row are numbers, and which of these percentages; none where the row has no label."""
    texts = row.texts
    if not texts or not texts[0] or _NUMBER.fullmatch(texts[0]):
        return ()
    return tuple((at, text.endswith("%")) for at, text in enumerate(texts) if _NUMBER.fullmatch(text))


def _number_row(row: Row, shape: _Shape) -> NumberRow:
    numbers = []
    for at, _ in shape:
        quantity = parse_quantity(row.texts[at])
        if quantity is not None:
            numbers.append(Number(quantity, row.excerpt(row.cells[at])))
    return NumberRow(clean_text(row.cells[0].text), tuple(numbers))
