"""Papers printed again from what was read of them, and the comparison with what they were: cells, outline, figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import unified_diff
from pathlib import Path

from jixiao.auditing import audit
from jixiao.auditing.model import Severity
from jixiao.documents import Document, Table, read_document
from jixiao.evaluations import Evaluation, Form, ReportSection, SelfEvaluation
from jixiao.packs import FormTable, Pack
from jixiao.quantities import find_quantities
from jixiao.recognition import Recognition, clean_text, recognise, transcribe
from jixiao.rendering.forms import base_data_sheets, form_sheets
from jixiao.rendering.forms.word import forms_document
from jixiao.rendering.self_report import report_of
from jixiao.rendering.self_report.word import report_document

_NUMBERING = re.compile(r"^(?:\d{1,2}[.、]|（\d{1,2}）)(?!\d)")
Figures = Counter[tuple[Decimal, str]]
# A text export writes the boxes to tick as the page had them.
_BOXES = ((re.compile(r"<input checked[^>]*>"), "☑"), (re.compile(r"<input[^>]*>"), "□"))


@dataclass(frozen=True)
class Paper:
    """A form or report of a document, what was read of it, and the same printed again as a .docx file."""

    read: Recognition
    evaluation: Evaluation
    data: SelfEvaluation
    printed: Document

    def tables(self) -> Sequence[Table]:
        """The tables of the original."""
        return self.read.tables_in(self.evaluation)


def rebuilt(document: Document, pack: Pack, folder: Path) -> list[Paper]:
    """Return the papers of DOCUMENT, each transcribed with PACK and printed again into FOLDER."""
    read = recognise(document, 0)
    papers = []
    for number, evaluation in enumerate(read.evaluations):
        data = transcribe(read, evaluation, pack)
        papers.append(Paper(read, evaluation, data, printed(data, evaluation.form, pack, folder / f"{number}.docx")))
    return papers


def printed(data: SelfEvaluation, form: Form, pack: Pack, path: Path) -> Document:
    """Return DATA printed as a paper of the kind FORM, read back from PATH."""
    if form is Form.BASE_DATA_TABLE:
        content = forms_document(base_data_sheets(data, pack))
    elif form.is_table:
        content = forms_document(form_sheets(data, pack))
    else:
        report = report_of(data, pack)
        assert report is not None
        content = report_document(report)
    path.write_bytes(content)
    return read_document(path)


def cells_of(tables: Iterable[Table], *, across: bool = False) -> list[list[str]]:
    """Return the words of TABLES row by row, without blanks and line breaks, as a text export writes them.

    A cell that comes down from the row above is an empty one. With ACROSS a cell over several columns is followed by
    empty ones, as exports of web pages have it.
    """
    return [row for table in tables for row in _rows(table, across)]


def _rows(table: Table, across: bool) -> Iterator[list[str]]:
    rows: list[list[tuple[int, str]]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row].append((cell.column, words_of(cell.text) if row == cell.row else ""))
            if across:
                rows[row] += [(cell.column + beside, "") for beside in range(1, cell.column_span)]
    for row_cells in rows:
        yield [text for _, text in sorted(row_cells)]


def words_of(text: str) -> str:
    """Return the words of a cell without white space, its boxes to tick as signs."""
    for pattern, sign in _BOXES:
        text = pattern.sub(sign, text)
    return "".join(text.split())


def differences(expected: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> str:
    """Return how rows of cells differ, for a person to read; empty where they are equal."""
    before, after = (["｜".join(row) for row in rows] for rows in (expected, found))
    return "\n".join(unified_diff(before, after, "原表", "重印", lineterm="", n=0))


def form_words(form: FormTable) -> set[str]:
    """Return the words that FORM prints whatever is filled in, folded."""
    cells = [cell.text for row in (*form.head, *form.fund_foot, form.total_row) for cell in row]
    heads = (*form.fund_columns, *form.goal_heads, *form.indicator_columns, *form.building_heads)
    sides = (form.goal_side, form.indicator_side, form.fund_side or "")
    return {clean_text(word) for word in (*cells, *heads, *sides) if word}


def figures_in(text: str) -> Figures:
    """Return the quantities of TEXT with their units, each as often as it stands there."""
    return Counter((quantity.value, quantity.unit) for quantity in find_quantities(clean_text(text)))


def printed_numbers(text: str) -> Figures:
    """Return the quantities of TEXT that are printed in digits: 两个维护 is a way of speaking, no figure."""
    numbers: Figures = Counter()
    for line in text.splitlines():
        clean = _NUMBERING.sub("", clean_text(line))
        found = (each for each in find_quantities(clean) if re.search(r"\d", clean[each.start : each.end]))
        numbers.update((quantity.value, quantity.unit) for quantity in found)
    return numbers


def figures_of(read: Recognition, evaluation: Evaluation) -> Figures:
    """Return the figures of a report as a whole."""
    return figures_in("\n".join(passage.clean for passage in read.passages_in(evaluation)))


def figures_by_section(sections: Sequence[ReportSection]) -> dict[str, Figures]:
    """Return the figures of each section of a report."""
    return {section.title: figures_in(section.text) for section in sections}


def outline_of(evaluation: Evaluation) -> list[tuple[int, int, str]]:
    """Return the headings of a report: level, number and title."""
    return [(heading.level, heading.number, heading.title) for heading in evaluation.outline]


def errors_in(documents: Sequence[Document], severity: Severity = Severity.ERROR) -> Counter[tuple[str, str]]:
    """Return the findings of SEVERITY in DOCUMENTS, read as one dossier, wherever they stand."""
    found = (finding for each in audit(documents).documents for finding in each.findings)
    return Counter((finding.check, finding.message) for finding in found if finding.severity is severity)
