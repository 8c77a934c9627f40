"""The evaluations in a document or a data file, as data."""

from __future__ import annotations

from pathlib import Path

from jixiao.datafiles import load_model
from jixiao.documents import Document
from jixiao.evaluations import Department, Evaluation, Form, SelfEvaluation
from jixiao.packs import all_packs, choose_pack
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

    What a form of a known place has blanks for is read too; a base data table goes with the form of the department.
    """
    recognition = recognise(document, 0)
    return tuple(
        _transcribed(recognition, printed)
        for printed in recognition.evaluations
        if printed.indicators or printed.total is not None
    )


def _transcribed(recognition: Recognition, printed: Evaluation) -> SelfEvaluation:
    plain = transcribe(recognition, printed)
    pack = choose_pack(plain, all_packs()) if printed.form.is_table else None
    if pack is None:
        return plain
    whole = transcribe(recognition, printed, pack)
    base = [
        transcribe(recognition, each, pack).department
        for each in recognition.evaluations
        if each.form is Form.BASE_DATA_TABLE and each.subject is printed.subject and each.year == printed.year
    ]
    return whole.model_copy(update={"department": _joined(whole.department, base[0])}) if len(base) == 1 else whole


def _joined(department: Department, base: Department) -> Department:
    """Return DEPARTMENT with what only its base data table tells."""
    blank = [name for name in Department.model_fields if getattr(department, name) in (None, ())]
    return department.model_copy(update={name: getattr(base, name) for name in blank})
