"""From a file on the command line to evaluations with their packs: a data file, or any document that is recognised."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.chinese import CallError
from jixiao.cli.options import settings_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jixiao.evaluations import SelfEvaluation
    from jixiao.packs import Pack

DATA_SUFFIXES = (".yaml", ".yml", ".json")
_WIDTH_OF_FILES = 120
_NARROWEST = 80


def load_evaluations(file: Path, config: Path | None) -> list[SelfEvaluation]:
    """Return the evaluations in FILE that hold anything to score, in order.

    Raises :class:`CallError` for a file that cannot be read or holds none.
    """
    if file.suffix.lower() in DATA_SUFFIXES:
        return [_from_data(file)]
    found = list(_from_document(file, config))
    if not found:
        raise CallError(f"{file}：没有认出自评表或自评报告，无从打分。请先用 jixiao show 看看认出了什么。")
    return found


def _from_data(file: Path) -> SelfEvaluation:
    from jixiao.datafiles import DataFileError, load_model
    from jixiao.evaluations import SelfEvaluation

    try:
        evaluation = load_model(file, SelfEvaluation)
    except DataFileError as fault:
        raise CallError(str(fault)) from fault
    return evaluation if evaluation.source else evaluation.model_copy(update={"source": str(file)})


def _from_document(file: Path, config: Path | None) -> Iterator[SelfEvaluation]:
    from jixiao.documents import UnreadableFileError, read_document
    from jixiao.recognition import recognise, transcribe

    try:
        recognition = recognise(read_document(file, settings_of(config).limits), 0)
    except UnreadableFileError as fault:
        raise CallError(str(fault)) from fault
    for printed in recognition.evaluations:
        if printed.indicators or printed.total is not None:
            yield transcribe(recognition, printed)


def pack_for(evaluation: SelfEvaluation, word: str | None) -> Pack:
    """Return the pack that WORD names; without WORD, that which the evaluation names or that fits it.

    Raises :class:`CallError`.
    """
    from jixiao.packs import all_packs, choose_pack

    named = word or evaluation.pack
    if named is not None:
        return named_pack(named)
    chosen = choose_pack(evaluation, all_packs())
    if chosen is None:
        raise CallError(
            f"{evaluation.source or '这份自评'}：没有适合它的规则包（对象、年度、地区或分值都对不上）。"
            "请用 --pack 指明一个，全部规则包见 jixiao pack list。"
        )
    return chosen


def named_pack(word: str) -> Pack:
    """Return the pack with this id or file name. Raises :class:`CallError`."""
    from jixiao.datafiles import DataFileError
    from jixiao.packs import UnknownPackError, find_pack

    try:
        return find_pack(word)
    except (UnknownPackError, DataFileError) as fault:
        raise CallError(str(fault)) from fault


def emit_views(views: Sequence[RenderableType], output: Path | None) -> None:
    """Write rich VIEWS with blank lines between them, in colour on a screen, plain into files and pipes."""
    from jixiao.cli.output import emit
    from jixiao.rendering.scorecard import as_text

    screen = output is None and sys.stdout.isatty()
    width = max(shutil.get_terminal_size().columns, _NARROWEST) if screen else _WIDTH_OF_FILES
    emit("\n\n".join(as_text(view, width, color=screen).strip("\n") for view in views) + "\n", output)
