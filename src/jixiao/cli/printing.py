"""``jixiao evaluate … -o 文件夹``: forms and report of the scored evaluation, their audit, and the page to sign by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.chinese import CallError

if TYPE_CHECKING:
    from jixiao.rendering.papers import Paper
    from jixiao.rendering.signing import Contradiction
    from jixiao.rendering.templates import Templates
    from jixiao.scoring import Scorecard


def is_folder(output: Path) -> bool:
    """Tell whether OUTPUT is meant as a folder: one that is there, or a name without an ending."""
    return output.is_dir() or output.suffix == ""


@dataclass(frozen=True, slots=True)
class Printing:
    """How papers are printed: where to, whether contradictory ones are kept back, whether as PDF too, by what."""

    folder: Path
    strict: bool
    pdf: bool
    templates: Mapping[str, Templates]


def load_templates(cards: Sequence[Scorecard], word: str | None, folder: Path | None) -> dict[str, Templates]:
    """Return the templates for CARDS by the id of their pack: those in FOLDER, else those beside the pack's file.

    WORD is the pack as the user named it. Raises :class:`CallError` for a template that cannot be used.
    """
    from jixiao.packs import path_of
    from jixiao.rendering.templates import TemplatesError, templates_in

    if folder is not None and not folder.is_dir():
        raise CallError(f"{folder}：没有这个文件夹。模板可以用 jixiao pack template 写出来。")
    try:
        packs = {card.pack.id: (card.pack, word or card.evaluation.pack or card.pack.id) for card in cards}
        return {key: templates_in(folder or path_of(name).parent, pack) for key, (pack, name) in packs.items()}
    except TemplatesError as fault:
        raise CallError(str(fault)) from fault


def print_papers(cards: Sequence[Scorecard], printing: Printing) -> list[str]:
    """Write forms, reports and signing pages of CARDS as PRINTING says, and return a sentence on each.

    Raises :class:`CallError` where the folder cannot be written.
    """
    folder = printing.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken: set[str] = set()
        told: set[str] = set()
        return [sentence for card in cards for sentence in _print_papers(card, printing, taken, told)]
    except OSError as fault:
        raise CallError(
            f"{folder}：写不进去。请检查是不是文件夹、有没有写入的权限、文件是否正被别的程序打开。"
        ) from fault


def _print_papers(card: Scorecard, printing: Printing, taken: set[str], told: set[str]) -> Iterator[str]:
    """Write the papers of CARD under names that are not TAKEN; what was TOLD of the whole run is not said again."""
    from jixiao.rendering.papers import papers_of, signing_paper
    from jixiao.rendering.signing import brief, signing_of
    from jixiao.rendering.templates import unused_words

    folder, templates = printing.folder, printing.templates[card.pack.id]
    printed = papers_of(card, templates)
    if not printed.papers:
        yield f"规则包 {card.pack.id} 既没有表式，也没有报告提纲，不能出表。"
        return
    found = _audited(printed.papers)
    page = signing_of(card, printed.gaps, found, [*dict.fromkeys(paper.title for paper in printed.papers)])
    files = dict(_unlike(taken, (*printed.papers, signing_paper(page, templates))))
    errors = [each.message for each in found if each.category == "error"]
    if errors and printing.strict:
        yield f"没有写出 {'、'.join(files)}：{len(errors)}处错误，请先改正。{'；'.join(errors)}"
        return
    for name, content in files.items():
        (folder / name).write_bytes(content)
        yield f"已写好 {folder / name}"
    if printing.pdf:
        yield from _pdfs([folder / name for name in files if name.endswith(".docx")])
    notices = [each for each in (unused_words(templates, card.pack), printed.undrawn) if each and each not in told]
    told.update(notices)
    yield from notices
    yield from _told_of_gaps(printed.gaps)
    yield "核查：" + (f"{len(errors)}处错误——{'；'.join(errors)}" if errors else "没有错误")
    yield brief(page)


def _told_of_gaps(gaps: Sequence[str]) -> Iterator[str]:
    if gaps:
        told = "".join(f"{chr(10)}  · {gap}" for gap in gaps)
        yield f"报告里有{len(gaps)}处数据里没有，要自己补写，文中标黄：{told}"


def _pdfs(files: Sequence[Path]) -> Iterator[str]:
    from jixiao.rendering.pdf import NoPdfError, write_pdfs

    try:
        for path in write_pdfs(files):
            yield f"已写好 {path}"
    except NoPdfError as fault:
        yield str(fault)


def _unlike(taken: set[str], papers: Sequence[Paper]) -> Iterator[tuple[str, bytes]]:
    """Yield PAPERS under names that are not TAKEN by another evaluation of the same run: a second one ends in （2）."""
    number = next(n for n in count(1) if not {_numbered(paper.name, n) for paper in papers} & taken)
    for paper in papers:
        name = _numbered(paper.name, number)
        taken.add(name)
        yield name, paper.content


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return name if number == 1 else f"{path.stem}（{number}）{path.suffix}"


def _audited(papers: Sequence[Paper]) -> tuple[Contradiction, ...]:
    """Return what an audit finds in printed PAPERS, whose Word files are read as one dossier."""
    from tempfile import TemporaryDirectory

    from jixiao.auditing import audit
    from jixiao.documents import read_document
    from jixiao.rendering.signing import contradictions

    with TemporaryDirectory() as folder:
        paths = {paper: Path(folder) / paper.name for paper in papers if paper.is_word}
        for paper, path in paths.items():
            path.write_bytes(paper.content)
        documents = {paper: read_document(path) for paper, path in paths.items()}
        titles = {document.source: paper.title for paper, document in documents.items()}
        return contradictions(audit([*documents.values()]), titles)
