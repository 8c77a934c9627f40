"""``jixiao evaluate … -o 文件夹``: forms and report of the scored evaluation, and the audit of what was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.chinese import CallError

if TYPE_CHECKING:
    from jixiao.evaluations import SelfEvaluation
    from jixiao.scoring import Scorecard

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST = 60


def is_folder(output: Path) -> bool:
    """Tell whether OUTPUT is meant as a folder: one that is there, or a name without an ending."""
    return output.is_dir() or output.suffix == ""


def print_papers(cards: Sequence[Scorecard], folder: Path, strict: bool, pdf: bool) -> list[str]:
    """Write forms and reports of CARDS into FOLDER, and return a sentence on each.

    With STRICT a form that contradicts itself is not written. With PDF there is one of each Word file.
    Raises :class:`CallError` where FOLDER cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken: set[str] = set()
        return [sentence for card in cards for sentence in _print_papers(card, folder, strict, pdf, taken)]
    except OSError as fault:
        raise CallError(
            f"{folder}：写不进去。请检查是不是文件夹、有没有写入的权限、文件是否正被别的程序打开。"
        ) from fault


def _print_papers(card: Scorecard, folder: Path, strict: bool, pdf: bool, taken: set[str]) -> Iterator[str]:
    from jixiao.scoring.completing import completed

    evaluation = completed(card)
    report, gaps = _report(evaluation, card)
    files = dict(_unlike(taken, _forms(evaluation, card) | report))
    if not files:
        yield f"规则包 {card.pack.id} 既没有表式，也没有报告提纲，不能出表。"
        return
    errors = _audited({name: content for name, content in files.items() if name.endswith(".docx")})
    if errors and strict:
        yield f"没有写出 {'、'.join(files)}：{len(errors)}处错误，请先改正。{'；'.join(errors)}"
        return
    for name, content in files.items():
        (folder / name).write_bytes(content)
        yield f"已写好 {folder / name}"
    if pdf:
        yield from _pdfs([folder / name for name in files if name.endswith(".docx")])
    if gaps:
        yield f"报告里有{len(gaps)}处数据里没有，要自己补写，文中标黄：{''.join(f'{chr(10)}  · {gap}' for gap in gaps)}"
    yield "核查：" + (f"{len(errors)}处错误——{'；'.join(errors)}" if errors else "没有错误")


def _pdfs(files: Sequence[Path]) -> Iterator[str]:
    from jixiao.rendering.pdf import NoPdfError, write_pdfs

    try:
        for path in write_pdfs(files):
            yield f"已写好 {path}"
    except NoPdfError as fault:
        yield str(fault)


def _unlike(taken: set[str], files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield FILES under names that are not TAKEN by another evaluation of the same run: a second one ends in （2）."""
    number = next(n for n in count(1) if not {_numbered(name, n) for name in files} & taken)
    for name, content in files.items():
        taken.add(_numbered(name, number))
        yield _numbered(name, number), content


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return name if number == 1 else f"{path.stem}（{number}）{path.suffix}"


def _forms(evaluation: SelfEvaluation, card: Scorecard) -> dict[str, bytes]:
    """Return the forms of the pack by the names of their files."""
    from jixiao.rendering.forms import base_data_sheets, form_sheets
    from jixiao.rendering.forms.excel import forms_workbook
    from jixiao.rendering.forms.word import forms_document

    files: dict[str, bytes] = {}
    for sheets in (base_data_sheets(evaluation, card.pack), form_sheets(evaluation, card.pack)):
        if sheets:
            name = _file_name(card, sheets[0].title)
            files |= {f"{name}.docx": forms_document(sheets), f"{name}.xlsx": forms_workbook(sheets)}
    return files


def _report(evaluation: SelfEvaluation, card: Scorecard) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the report by the name of its file, and its gaps; nothing where the pack sets no outline."""
    from jixiao.rendering.self_report import report_of
    from jixiao.rendering.self_report.word import report_document

    report = report_of(evaluation, card.pack)
    if report is None:
        return {}, ()
    return {f"{_FORBIDDEN.sub('', report.title)[:_LONGEST]}.docx": report_document(report)}, report.gaps


def _audited(files: Mapping[str, bytes]) -> list[str]:
    """Return the errors that an audit finds in printed papers, which are read as one dossier."""
    from tempfile import TemporaryDirectory

    from jixiao.auditing import Severity, audit
    from jixiao.documents import read_document

    with TemporaryDirectory() as folder:
        documents = []
        for name, content in files.items():
            path = Path(folder) / name
            path.write_bytes(content)
            documents.append(read_document(path))
        found = [finding for each in audit(documents).documents for finding in each.findings]
    return [*dict.fromkeys(finding.message for finding in found if finding.severity is Severity.ERROR)]


def _file_name(card: Scorecard, title: str) -> str:
    evaluation = card.evaluation
    year = f"{evaluation.year}年度" if evaluation.year else ""
    whose = evaluation.project or evaluation.department.name or ""
    return _FORBIDDEN.sub("", f"{year}{whose}{title.removeprefix(year)}")[:_LONGEST]
