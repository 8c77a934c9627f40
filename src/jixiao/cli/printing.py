"""``jixiao evaluate … -o 文件夹``: the scored evaluation in the official form, and the audit of what was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.chinese import CallError

if TYPE_CHECKING:
    from jixiao.scoring import Scorecard

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST = 60


def is_folder(output: Path) -> bool:
    """Tell whether OUTPUT is meant as a folder: one that is there, or a name without an ending."""
    return output.is_dir() or output.suffix == ""


def print_forms(cards: Sequence[Scorecard], folder: Path, strict: bool) -> list[str]:
    """Write the forms of CARDS as Word and Excel into FOLDER, and return a sentence on each.

    With STRICT a form that contradicts itself is not written. Raises :class:`CallError` where FOLDER cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [sentence for card in cards for sentence in _print_form(card, folder, strict, len(cards) > 1)]
    except OSError as fault:
        raise CallError(
            f"{folder}：写不进去。请检查是不是文件夹、有没有写入的权限、文件是否正被别的程序打开。"
        ) from fault


def _print_form(card: Scorecard, folder: Path, strict: bool, several: bool) -> Iterator[str]:
    from jixiao.rendering.forms import form_sheets
    from jixiao.rendering.forms.excel import forms_workbook
    from jixiao.rendering.forms.word import forms_document
    from jixiao.scoring.completing import completed

    evaluation = completed(card)
    sheets = form_sheets(evaluation, card.pack)
    if not sheets:
        yield f"规则包 {card.pack.id} 没有表式，只有报告，不能出表。"
        return
    name = _file_name(card, sheets[0].title, several)
    files = {folder / f"{name}.docx": forms_document(sheets), folder / f"{name}.xlsx": forms_workbook(sheets)}
    errors = _audited(files[folder / f"{name}.docx"], f"{name}.docx")
    if errors and strict:
        yield f"没有写出 {name}：{len(errors)}处错误，请先改正。{'；'.join(errors)}"
        return
    for path, content in files.items():
        path.write_bytes(content)
        yield f"已写好 {path}"
    yield "核查：" + (f"{len(errors)}处错误——{'；'.join(errors)}" if errors else "没有错误")


def _audited(content: bytes, name: str) -> list[str]:
    """Return the errors that an audit finds in a printed form."""
    from tempfile import TemporaryDirectory

    from jixiao.auditing import Severity, audit
    from jixiao.documents import read_document

    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        [audited] = audit([read_document(path)]).documents
    return [finding.message for finding in audited.findings if finding.severity is Severity.ERROR]


def _file_name(card: Scorecard, title: str, several: bool) -> str:
    evaluation = card.evaluation
    whose = evaluation.project or evaluation.department.name or ""
    year = f"{evaluation.year}年度" if evaluation.year else ""
    words = [year, whose, title] if whose or not several else [year, title]
    return _FORBIDDEN.sub("", "".join(words))[:_LONGEST]
