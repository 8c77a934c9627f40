"""jixiao 绩效: scores, prints and audits self-evaluations of budget performance (预算绩效自评)."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.auditing.model import Audit
    from jixiao.scoring import Scorecard

__version__ = "0.1.0"

__all__ = ["__version__", "audit", "evaluate"]


def audit(*paths: str | PathLike[str]) -> Audit:
    """Audit the files at PATHS as one dossier: figures are also compared across the files.

    Raises :class:`jixiao.documents.UnreadableFileError` for a file that cannot be read; its message names the remedy.
    """
    # Imported here, so that `import jixiao` and `jixiao --help` do not pay for the readers.
    from pathlib import Path

    from jixiao.auditing import audit as audit_dossier
    from jixiao.documents import read_document

    return audit_dossier([read_document(Path(path)) for path in paths])


def evaluate(path: str | PathLike[str], pack: str | None = None) -> tuple[Scorecard, ...]:
    """Score every evaluation in the file at PATH: a fill-in workbook, a data file, or a document that is recognised.

    PACK is the id or the file of the rules; without it the evaluation's own pack, or that which fits it, is taken.
    Raises :class:`jixiao.datafiles.DataFileError`, :class:`jixiao.documents.UnreadableFileError`,
    :class:`jixiao.workbook.WorkbookError`, :class:`jixiao.packs.UnknownPackError`,
    :class:`jixiao.packs.NoFittingPackError` and :class:`jixiao.scoring.NotScoredError`.
    """
    from pathlib import Path

    from jixiao.packs import pack_for
    from jixiao.scoring import score
    from jixiao.workbook import load_evaluations

    return tuple(score(each, pack_for(each, pack)) for each in load_evaluations(Path(path)))
