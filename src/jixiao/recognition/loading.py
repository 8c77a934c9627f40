"""The evaluations in a document or a data file, as data."""

from __future__ import annotations

from pathlib import Path

from jixiao.datafiles import load_model
from jixiao.documents import Document
from jixiao.evaluations import SelfEvaluation
from jixiao.recognition.bundle import recognise
from jixiao.recognition.transcription import transcribe

DATA_SUFFIXES = (".yaml", ".yml", ".json")


def load_data(path: Path) -> SelfEvaluation:
    """Return the evaluation in the YAML or JSON file at PATH. Raises :class:`~jixiao.datafiles.DataFileError`."""
    evaluation = load_model(path, SelfEvaluation)
    return evaluation if evaluation.source else evaluation.model_copy(update={"source": str(path)})


def evaluations_in(document: Document) -> tuple[SelfEvaluation, ...]:
    """Return the evaluations in DOCUMENT that hold anything to score, in order."""
    recognition = recognise(document, 0)
    return tuple(
        transcribe(recognition, printed)
        for printed in recognition.evaluations
        if printed.indicators or printed.total is not None
    )
