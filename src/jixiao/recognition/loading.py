"""From a file to the evaluations in it as data: a data file (YAML, JSON), or any document that can be recognised."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jixiao.datafiles import load_model
from jixiao.documents import SAFE_LIMITS, Limits, read_document
from jixiao.evaluations import SelfEvaluation
from jixiao.recognition.bundle import recognise
from jixiao.recognition.transcription import transcribe

DATA_SUFFIXES = (".yaml", ".yml", ".json")


def load_evaluations(path: Path, limits: Limits = SAFE_LIMITS) -> tuple[SelfEvaluation, ...]:
    """Return the evaluations in the file at PATH that hold anything to score, in order.

    Raises :class:`~jixiao.datafiles.DataFileError` and :class:`~jixiao.documents.UnreadableFileError`; the message of
    both names file, place and remedy.
    """
    if path.suffix.lower() in DATA_SUFFIXES:
        evaluation = load_model(path, SelfEvaluation)
        return (evaluation if evaluation.source else evaluation.model_copy(update={"source": str(path)}),)
    return tuple(_in_document(path, limits))


def _in_document(path: Path, limits: Limits) -> Iterator[SelfEvaluation]:
    recognition = recognise(read_document(path, limits), 0)
    for printed in recognition.evaluations:
        if printed.indicators or printed.total is not None:
            yield transcribe(recognition, printed)
