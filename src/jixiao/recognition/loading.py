"""The evaluations in a document or a data file, as data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jixiao.datafiles import load_model
from jixiao.documents import Document
from jixiao.evaluations import Department, Evaluation, Form, SelfEvaluation
from jixiao.packs import Pack, all_packs, choose_pack
from jixiao.recognition.bundle import recognise
from jixiao.recognition.model import Recognition
from jixiao.recognition.transcription import transcribe

DATA_SUFFIXES = (".yaml", ".yml", ".json")


def load_data(path: Path) -> SelfEvaluation:
    """Return the evaluation in the YAML or JSON file at PATH. Raises :class:`~jixiao.datafiles.DataFileError`."""
    evaluation = load_model(path, SelfEvaluation)
    return evaluation if evaluation.source else evaluation.model_copy(update={"source": str(path)})


def evaluations_in(document: Document) -> tuple[SelfEvaluation, ...]:
    """Return the evaluations in DOCUMENT that hold anything to score, in order.

    With the pack that fits, what only its form has blanks for is read too, and the words of a report. A base data table
    and a report without points go with the one form that they belong to.
    """
    recognition = recognise(document, 0)
    scored = [printed for printed in recognition.evaluations if _holds_scores(printed)]
    return tuple(_transcribed(recognition, printed, scored) for printed in scored)


def _holds_scores(printed: Evaluation) -> bool:
    return bool(printed.indicators) or printed.total is not None


def _transcribed(recognition: Recognition, printed: Evaluation, scored: Sequence[Evaluation]) -> SelfEvaluation:
    plain = transcribe(recognition, printed)
    pack = choose_pack(plain, all_packs())
    if pack is None:
        return plain
    evaluation = transcribe(recognition, printed, pack)
    alone = all(each is printed or each.subject is not printed.subject for each in scored)
    return _with_papers(evaluation, recognition, pack) if alone else evaluation


def _with_papers(evaluation: SelfEvaluation, recognition: Recognition, pack: Pack) -> SelfEvaluation:
    """Return EVALUATION, the only one of its subject in the document, with base data table and report of the same."""
    others = [each for each in recognition.evaluations if not _holds_scores(each)]
    papers = [each for each in others if each.subject is evaluation.subject]
    base = [each for each in papers if each.form is Form.BASE_DATA_TABLE]
    reports = [each for each in papers if not each.form.is_table]
    changes: dict[str, object] = {}
    if len(base) == 1:
        told = transcribe(recognition, base[0], pack).department
        changes["department"] = _joined(evaluation.department, told)
    if len(reports) == 1 and not evaluation.sections:
        report = transcribe(recognition, reports[0], pack)
        changes |= {"sections": report.sections, "reported": report.reported}
    return evaluation.model_copy(update=changes)


def _joined(department: Department, base: Department) -> Department:
    """Return DEPARTMENT with what only its base data table, read by its form, tells."""
    blank = [name for name in Department.model_fields if getattr(department, name) in (None, ())]
    told = {name: getattr(base, name) for name in (*blank, *(["procurement"] if base.procurement else []))}
    return department.model_copy(update=told)
