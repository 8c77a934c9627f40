"""The words of a dossier as checks of wording want them: paragraphs and table cells alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jixiao.documents import Paragraph, Table
from jixiao.evaluations import Evaluation
from jixiao.recognition import Dossier, Passage, Recognition


def all_texts(dossier: Dossier) -> list[Passage]:
    """Return every paragraph and every table cell that holds anything, document by document."""
    return dossier.once("texts", lambda: [p for r in dossier.recognitions for p in texts_of(dossier, r)])


def texts_of(dossier: Dossier, recognition: Recognition) -> list[Passage]:
    """Return every paragraph and every table cell of one document of DOSSIER that holds anything."""
    return dossier.once(f"texts {recognition.source}", lambda: list(_texts(recognition)))


def _texts(recognition: Recognition) -> Iterator[Passage]:
    known = {passage.start: passage for passage in recognition.cell_passages}
    yield from recognition.passages
    for table in recognition.document.tables():
        yield from cell_texts(table, recognition.source, known)


def cell_texts(table: Table, source: int, known: Mapping[int, Passage] | None = None) -> Iterator[Passage]:
    """Yield the cells of TABLE that hold anything, in reading order; SOURCE is the document's index in the dossier.

    KNOWN holds passages that were made before, by their offset.
    """
    for index, cell in enumerate(table.cells):
        if known is not None and cell.span.start in known and cell.text:
            yield known[cell.span.start]
        elif cell.text.strip():
            yield Passage(Paragraph(cell.text, cell.span, table.place_of(cell)), source, index)


def evaluation_at(recognition: Recognition, offset: int) -> Evaluation | None:
    """Return the evaluation in whose range OFFSET lies, the innermost one; ``None`` outside of all."""
    found = [e for e in recognition.evaluations if e.start <= offset < e.end]
    return min(found, key=lambda e: e.end - e.start, default=None)
