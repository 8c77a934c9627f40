"""The papers of a made-up dossier: base data table, forms and reports, printed into files and read again."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.documents import Document, read_document
from jixiao.evaluations import SelfEvaluation
from jixiao.packs import Pack
from jixiao.rendering.forms import Sheet, base_data_sheets, form_sheets
from jixiao.rendering.forms.excel import forms_workbook
from jixiao.rendering.forms.word import forms_document
from jixiao.rendering.self_report import Report, report_of
from jixiao.rendering.self_report.word import report_document

BASE_DATA = "基础数据表"
"""What the file of a base data table is called."""

WRITERS = {"docx": forms_document, "xlsx": forms_workbook}
"""What draws forms, by the ending of the file."""

_PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==")
"""A single white dot in place of every chart: what counts here is the words around it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file of a dossier, not yet drawn: a form, a base data table or a report."""

    name: str
    content: tuple[Sheet, ...] | Report

    def print_into(self, folder: Path, kind: str) -> Path:
        """Write the paper into FOLDER, a form as a file of KIND, and return where it is."""
        if isinstance(self.content, Report):
            charts = (paragraph.chart for paragraph in self.content.paragraphs if paragraph.chart is not None)
            path = folder / f"{self.name}.docx"
            content = report_document(self.content, dict.fromkeys(charts, _PICTURE))
        else:
            path, content = folder / f"{self.name}.{kind}", WRITERS[kind](self.content)
        path.write_bytes(content)
        return path


def papers_of(evaluations: Sequence[SelfEvaluation], pack: Pack) -> tuple[Paper, ...]:
    """Return the papers of EVALUATIONS, scored by PACK and in its forms, in the order in which they are submitted."""
    return tuple(paper for number, each in enumerate(evaluations, 1) for paper in _papers(each, pack, number))


def _papers(evaluation: SelfEvaluation, pack: Pack, number: int) -> Iterator[Paper]:
    for name, sheets in ((BASE_DATA, base_data_sheets(evaluation, pack)), ("自评表", form_sheets(evaluation, pack))):
        if sheets:
            yield Paper(f"{number}{name}", sheets)
    report = report_of(evaluation, pack)
    if report is not None:
        yield Paper(f"{number}自评报告", report)


def printed(papers: Sequence[Paper], folder: Path, kind: str) -> list[Document]:
    """Print PAPERS into FOLDER, forms as files of KIND, and return what is read from the files."""
    return [read_document(paper.print_into(folder, kind)) for paper in papers]
