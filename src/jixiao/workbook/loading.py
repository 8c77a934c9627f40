"""Any file that holds evaluations: the fill-in workbook, a data file, or a document that can be recognised."""

from __future__ import annotations

from pathlib import Path

from jixiao.documents import SAFE_LIMITS, Limits, read_document
from jixiao.evaluations import SelfEvaluation
from jixiao.recognition import DATA_SUFFIXES, evaluations_in, load_data
from jixiao.workbook.grids import is_workbook
from jixiao.workbook.reading import read_workbook


def load_evaluations(path: Path, limits: Limits = SAFE_LIMITS) -> tuple[SelfEvaluation, ...]:
    """Return the evaluations in the file at PATH that hold anything to score, in order.

    Raises :class:`~jixiao.datafiles.DataFileError`, :class:`~jixiao.documents.UnreadableFileError` and
    :class:`~jixiao.workbook.WorkbookError`; the message of each names file, place and remedy.
    """
    if path.suffix.lower() in DATA_SUFFIXES:
        return (load_data(path),)
    document = read_document(path, limits)
    return (read_workbook(document),) if is_workbook(document) else evaluations_in(document)
