"""Printing the papers of a sheet in the background: what ``jixiao evaluate -o`` writes, and PDF where it can be."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from django.core.files.base import ContentFile
from django_tasks import task

from jixiao.auditing import audit
from jixiao.documents import read_bytes
from jixiao.rendering.papers import Paper, Papers, papers_of, signing_paper
from jixiao.rendering.pdf import NoPdfError, write_pdfs
from jixiao.rendering.signing import contradictions, signing_of
from jixiao.scoring import Scorecard
from jixiao.web.dossiers.models import Dossier
from jixiao.web.progress import Progress
from jixiao.web.sheets.judging import scored


@task()
def print_dossier(pk: int) -> None:
    """Print dossier PK and keep its archive; one that is gone or done already is left alone."""
    waiting = Dossier.objects.filter(pk=pk, progress=Progress.WAITING)
    if not waiting.update(progress=Progress.RUNNING):
        return
    dossier = Dossier.objects.select_related("sheet").get(pk=pk)
    card = scored(dossier.sheet.evaluation)
    printed = papers_of(card) if card is not None else Papers(())
    if card is None or not printed.papers:
        why = "还没有可以计分的指标" if card is None else "规则包既没有表式，也没有报告提纲"
        Dossier.objects.filter(pk=pk).update(progress=Progress.FAILED, told=[f"{why}，不能出文件。"])
        return
    files, told = _files(card, printed)
    dossier.archive.save("", ContentFile(_zipped(files)), save=False)
    dossier.names, dossier.told, dossier.progress = [*files], told, Progress.DONE
    dossier.save()


def _files(card: Scorecard, printed: Papers) -> tuple[dict[str, bytes], list[str]]:
    """Return the papers by name, the page to sign and PDF among them, and remarks for people."""
    words = [paper for paper in printed.papers if paper.is_word]
    documents = [read_bytes(paper.name, paper.content) for paper in words]
    titles = {paper.name: paper.title for paper in words}
    found = contradictions(audit(documents), titles)
    page = signing_paper(
        signing_of(card, printed.gaps, found, [*dict.fromkeys(paper.title for paper in printed.papers)])
    )
    files = {paper.name: paper.content for paper in (*printed.papers, page)}
    pdfs, missing = _pdfs([*words, page])
    gaps = [f"报告里有{len(printed.gaps)}处数据里没有，文中标黄，要自己补写。"] if printed.gaps else []
    return files | pdfs, [*missing, *gaps, *([printed.undrawn] if printed.undrawn else [])]


def _pdfs(papers: Sequence[Paper]) -> tuple[dict[str, bytes], list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / paper.name for paper in papers]
        for path, paper in zip(paths, papers, strict=True):
            path.write_bytes(paper.content)
        try:
            return {path.name: path.read_bytes() for path in write_pdfs(paths)}, []
        except NoPdfError as fault:
            return {}, [str(fault)]


def _zipped(files: dict[str, bytes]) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return page.getvalue()
