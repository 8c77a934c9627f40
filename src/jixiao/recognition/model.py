"""What recognition hands on: the evaluations of a document, its prose, and its tables read as figures."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from jixiao.documents import Document, Excerpt, Layout, Table
from jixiao.evaluations import Amount, Evaluation
from jixiao.recognition.passages import Figure, Passage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """A label of a form and the cell beside it; ``value`` is ``None`` where the form has no cell for it."""

    label: Excerpt
    value: Excerpt | None


@dataclass(frozen=True, slots=True)
class DataRow:
    """A labelled row of numbers: ``values`` has an entry for every head, fewer where the row was torn.

    An entry is ``None`` where the cell is blank.
    """

    label: Excerpt
    values: tuple[Amount | None, ...]
    blanks: tuple[Excerpt | None, ...] = ()

    @property
    def blank(self) -> bool:
        """Tell whether no cell of the row holds a number."""
        return all(value is None for value in self.values)


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of numbers under heads (基础数据表, 预算表): rows in order, nothing summed, nothing filled in."""

    heads: tuple[Excerpt, ...]
    rows: tuple[DataRow, ...]
    layout: Layout


@dataclass(frozen=True, slots=True)
class InlineAmount:
    """A cell that holds its label and its number, such as ``其中：基本支出：652.55``."""

    label: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class FormTable:
    """What stands in the tables of one form besides its evaluation: the filled-in fields and loose figures.

    ``complete`` tells that every number of a table without rows was read, so that nothing of it is missing;
    ``doubtful`` that rows came out which no form prints, so that only some of it could be read.
    """

    evaluation: Evaluation
    layout: Layout
    complete: bool = False
    doubtful: bool = False
    fields: tuple[Field, ...] = ()
    inline: tuple[InlineAmount, ...] = ()
    data: tuple[DataTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """One document, recognised. ``cell_passages`` are the cells that hold sentences, made ready like paragraphs."""

    document: Document
    source: int
    passages: tuple[Passage, ...]
    cell_passages: tuple[Passage, ...]
    cell_texts: tuple[tuple[Passage, ...], ...]
    forms: tuple[FormTable, ...]
    reports: tuple[Evaluation, ...]
    _figures: list[Figure] = field(default_factory=list, repr=False, compare=False)
    _memo: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    def once(self, name: str, build: Callable[[], T]) -> T:
        """Return what BUILD makes, made once for this document under NAME."""
        if name not in self._memo:
            self._memo[name] = build()
        return cast(T, self._memo[name])

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        """All evaluations in reading order: forms and reports."""
        return self.once("evaluations", self._in_order)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the document in reading order."""
        return self.once("tables", lambda: tuple(self.document.tables()))

    def form_of(self, evaluation: Evaluation) -> FormTable | None:
        """Return the form that EVALUATION was read from, ``None`` for a report."""
        return self.once("forms", lambda: {id(form.evaluation): form for form in self.forms}).get(id(evaluation))

    def tables_in(self, evaluation: Evaluation) -> Sequence[Table]:
        """Return the tables that share words with the range of EVALUATION."""
        first = bisect.bisect_right(self.tables, evaluation.start, key=lambda table: table.span.end)
        return self.tables[first : bisect.bisect_left(self.tables, evaluation.end, first, key=lambda t: t.span.start)]

    def table_at(self, offset: int) -> Table | None:
        """Return the table in which OFFSET lies."""
        at = bisect.bisect_right(self.tables, offset, key=lambda table: table.span.start) - 1
        return self.tables[at] if at >= 0 and offset < self.tables[at].span.end else None

    def texts(self) -> Iterator[Passage]:
        """Yield every paragraph and every table cell that holds anything."""
        yield from self.passages
        for cells in self.cell_texts:
            yield from cells

    def _in_order(self) -> tuple[Evaluation, ...]:
        return tuple(sorted([*(form.evaluation for form in self.forms), *self.reports], key=lambda e: e.start))

    def figures(self) -> list[Figure]:
        """The figures of the prose in reading order."""
        if not self._figures:
            self._figures.extend(f for p in (*self.passages, *self.cell_passages) for f in p.figures)
        return self._figures

    def passages_in(self, evaluation: Evaluation) -> Sequence[Passage]:
        """Return the passages that stand in the range of a report."""
        return self.passages_between(evaluation.start, evaluation.end)

    def passages_between(self, start: int, end: int) -> Sequence[Passage]:
        """Return the passages that begin in a range of the document's text."""
        return between(self.passages, start, end)

    def cells_in(self, evaluation: Evaluation) -> Sequence[Passage]:
        """Return the cells with sentences that stand in the range of a form."""
        return between(self.cell_passages, evaluation.start, evaluation.end)

    def excerpt(self, start: int, end: int) -> Excerpt:
        """Return the words of the document between two offsets."""
        return Excerpt(self.document.text[start:end], start, end, self.source)


def between(passages: Sequence[Passage], start: int, end: int) -> Sequence[Passage]:
    """Return those of PASSAGES, which stand in reading order, that begin in a range of the document."""
    first = bisect.bisect_left(passages, start, key=lambda p: p.start)
    return passages[first : bisect.bisect_left(passages, end, key=lambda p: p.start)]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What was submitted together (卷宗): one file, or table, report and base data; checks look across all of it."""

    recognitions: tuple[Recognition, ...]
    _memo: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    def once(self, name: str, build: Callable[[], T]) -> T:
        """Return what BUILD makes, made once for this dossier under NAME: several checks look at the same facts."""
        if name not in self._memo:
            self._memo[name] = build()
        return cast(T, self._memo[name])

    def evaluations(self) -> Iterator[Evaluation]:
        """Yield the evaluations of all documents in order."""
        for recognition in self.recognitions:
            yield from recognition.evaluations

    def forms(self) -> Iterator[FormTable]:
        """Yield the forms of all documents in order."""
        for recognition in self.recognitions:
            yield from recognition.forms

    def passages(self) -> Iterator[Passage]:
        """Yield the prose of all documents: paragraphs, and the cells of tables that hold sentences."""
        yield from self.once(
            "passages", lambda: [p for r in self.recognitions for p in (*r.passages, *r.cell_passages)]
        )
