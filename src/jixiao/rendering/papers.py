"""The papers of one scored evaluation: forms in Word and Excel and the report, each under the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.evaluations import SelfEvaluation
from jixiao.packs import Pack
from jixiao.rendering.charts import Chart, NoChartError, drawn
from jixiao.rendering.forms import base_data_sheets, form_sheets
from jixiao.rendering.forms.excel import forms_workbook
from jixiao.rendering.forms.word import forms_document
from jixiao.rendering.self_report import report_of
from jixiao.rendering.self_report.word import report_document
from jixiao.rendering.signing import Signing
from jixiao.rendering.signing.word import TITLE, signing_document
from jixiao.rendering.templates import NO_TEMPLATES, Templates, filled
from jixiao.rendering.templates.context import form_context, report_context, signing_context
from jixiao.rendering.templates.making import report_title
from jixiao.scoring import Scorecard
from jixiao.scoring.completing import completed

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed file: what it is called among people, the name of the file, its content."""

    title: str
    name: str
    content: bytes

    @property
    def is_word(self) -> bool:
        """Tell whether it is a Word file."""
        return self.name.endswith(".docx")


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of an evaluation; ``gaps`` are to be written into its report, ``undrawn``: why it has no charts."""

    papers: tuple[Paper, ...]
    gaps: tuple[str, ...] = ()
    undrawn: str = ""


def papers_of(card: Scorecard, templates: Templates = NO_TEMPLATES) -> Papers:
    """Return the papers that the pack of CARD prescribes, scores filled in; none where it prescribes none.

    A paper that has a template among TEMPLATES is printed through it, any other in our own layout.
    """
    evaluation = completed(card)
    forms = (*_forms(evaluation, card.pack, templates),)
    report = report_of(evaluation, card.pack)
    if report is None:
        return Papers(forms)
    pictures, undrawn = _pictures(report.charts)
    template = templates.of(report_title(evaluation.subject))
    if template is None:
        content = report_document(report, pictures)
    else:
        content = filled(template, report_context(evaluation, card.pack, report, [*pictures]), pictures)
    return Papers((*forms, Paper("自评报告", f"{file_stem(report.title)}.docx", content)), report.gaps, undrawn)


def signing_paper(page: Signing, templates: Templates = NO_TEMPLATES) -> Paper:
    """Return the signing PAGE as a paper; one page for certain only in our own layout."""
    template = templates.of(TITLE)
    evaluation = completed(page.card)
    content = signing_document(page) if template is None else filled(template, signing_context(evaluation, page))
    return Paper(TITLE, f"{stem_of(evaluation, TITLE)}.docx", content)


def _forms(evaluation: SelfEvaluation, pack: Pack, templates: Templates) -> Iterator[Paper]:
    for sheets in (base_data_sheets(evaluation, pack), form_sheets(evaluation, pack)):
        ours = [sheet for sheet in sheets if templates.of(sheet.form) is None]
        for sheet in sheets:
            if template := templates.of(sheet.form):
                content = filled(template, form_context(evaluation, pack, sheet))
                yield Paper(sheet.title, f"{stem_of(evaluation, sheet.title)}.docx", content)
        if ours:
            yield Paper(ours[0].title, f"{stem_of(evaluation, ours[0].title)}.docx", forms_document(ours))
        if sheets:
            yield Paper(sheets[0].title, f"{stem_of(evaluation, sheets[0].title)}.xlsx", forms_workbook(sheets))


def _pictures(charts: Sequence[Chart]) -> tuple[dict[Chart, bytes], str]:
    """Return the pictures of CHARTS, or none and the sentence that says why."""
    try:
        return drawn(charts), ""
    except NoChartError as fault:
        return {}, str(fault)


def stem_of(evaluation: SelfEvaluation, title: str) -> str:
    """Return the name of the file, without its ending, of the paper TITLE on EVALUATION."""
    year = f"{evaluation.year}年度" if evaluation.year else ""
    return file_stem(f"{year}{evaluation.project or evaluation.department.name or ''}{title.removeprefix(year)}")


def file_stem(words: str) -> str:
    """Return WORDS as the name of a file on any system."""
    return _FORBIDDEN.sub("", words)[:_LONGEST]
