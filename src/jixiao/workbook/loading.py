"""Any file that holds evaluations: the fill-in workbook, a data file, or a document that can be recognised."""

from __future__ import annotations

from pathlib import Path

from jixiao.documents import SAFE_LIMITS, Document, Limits, read_document
from jixiao.evaluations import SelfEvaluation, Subject
from jixiao.recognition import DATA_SUFFIXES, evaluations_in, finance_tables, load_data
from jixiao.workbook.finance import evaluation_of_money
from jixiao.workbook.grids import is_workbook
from jixiao.workbook.reading import read_workbook


def load_evaluations(path: Path, limits: Limits = SAFE_LIMITS) -> tuple[SelfEvaluation, ...]:
    """Return the evaluations in the file at PATH that hold anything to score, in order.

    Raises :class:`~jixiao.datafiles.DataFileError`, :class:`~jixiao.documents.UnreadableFileError` and
    :class:`~jixiao.workbook.WorkbookError`; the message of each names file, place and remedy.
    """
    if path.suffix.lower() in DATA_SUFFIXES:
        return (load_data(path),)
    return _evaluations_in(read_document(path, limits))


def _evaluations_in(document: Document) -> tuple[SelfEvaluation, ...]:
    return read_workbook(document) if is_workbook(document) else evaluations_in(document)


def load_money(
    path: Path, subject: Subject, project: str | None = None, limits: Limits = SAFE_LIMITS
) -> SelfEvaluation | None:
    """Return what a table exported from a finance system, in the file at PATH, says of the money of SUBJECT.

    PROJECT names the row of a project. ``None`` where the file holds no such table. Raises
    :class:`~jixiao.documents.UnreadableFileError` and :class:`~jixiao.workbook.NoMoneyError`.
    """
    if path.suffix.lower() in DATA_SUFFIXES:
        return None
    document = read_document(path, limits)
    tables = finance_tables(document)
    return evaluation_of_money(tables, document.source, subject, project) if tables else None
