"""From a file on the command line to evaluations with their packs, and views onto the screen or into a file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.chinese import CallError
from jixiao.cli.options import settings_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jixiao.evaluations import SelfEvaluation
    from jixiao.packs import Pack

_WIDTH_OF_FILES = 120
_NARROWEST = 80


def load_evaluations(file: Path, config: Path | None, *, or_none: bool = False) -> Sequence[SelfEvaluation]:
    """Return the evaluations in FILE. Raises :class:`CallError` for a file that cannot be read.

    A file that holds none is refused too, unless OR_NONE.
    """
    from jixiao.datafiles import DataFileError
    from jixiao.documents import UnreadableFileError
    from jixiao.workbook import WorkbookError
    from jixiao.workbook import load_evaluations as load

    try:
        found = load(file, settings_of(config).limits)
    except (DataFileError, UnreadableFileError, WorkbookError) as fault:
        raise CallError(str(fault)) from fault
    if not found and not or_none:
        raise CallError(f"{file}：没有认出自评表或自评报告，无从打分。请先用 jixiao show 看看认出了什么。")
    return found


def pack_for(evaluation: SelfEvaluation, word: str | None) -> Pack:
    """Return the pack that EVALUATION is scored by. Raises :class:`CallError`."""
    from jixiao.datafiles import DataFileError
    from jixiao.packs import NoFittingPackError, UnknownPackError
    from jixiao.packs import pack_for as choose

    try:
        return choose(evaluation, word)
    except (NoFittingPackError, UnknownPackError, DataFileError) as fault:
        raise CallError(str(fault)) from fault


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
