"""Which file is the template of which paper: ``模板-项目支出绩效自评表.docx`` in a folder of templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jixiao.documents import UnreadableFileError, read_document
from jixiao.packs import Pack
from jixiao.rendering.signing.word import TITLE as SIGNING_TITLE
from jixiao.rendering.templates.checking import faults_of
from jixiao.rendering.templates.making import report_title
from jixiao.rendering.templates.names import Kind

_BEGINS = "模板-"


class TemplatesError(Exception):
    """A template cannot be used; the message has a sentence on each fault, a line each."""


@dataclass(frozen=True, slots=True)
class Templates:
    """Checked templates, ready to be filled, by the title of the paper."""

    by_title: Mapping[str, bytes]

    def of(self, title: str) -> bytes | None:
        """Return the template of the paper TITLE; ``None`` where our own layout is to be used."""
        return self.by_title.get(title)


NO_TEMPLATES = Templates({})


def file_name(title: str) -> str:
    """Return the name of the file that holds the template of the paper TITLE."""
    return f"{_BEGINS}{title}.docx"


def kinds_of(pack: Pack) -> dict[str, Kind]:
    """Return the titles of the papers of PACK with the kind of their templates."""
    kinds = {form.title: Kind.FORM for form in pack.forms}
    kinds |= {report_title(subject): Kind.REPORT for outline in pack.outlines for subject in outline.subjects}
    return kinds | {SIGNING_TITLE: Kind.SIGNING}


def templates_in(folder: Path, pack: Pack) -> Templates:
    """Return the templates of the papers of PACK that stand in FOLDER. Raises :class:`TemplatesError`."""
    found: dict[str, bytes] = {}
    faults: list[str] = []
    for title, kind in kinds_of(pack).items():
        path = folder / file_name(title)
        if path.is_file():
            faults += _faults(path, kind)
            found[title] = path.read_bytes()
    if faults:
        raise TemplatesError("\n".join(faults))
    return Templates(found)


def _faults(path: Path, kind: Kind) -> list[str]:
    """Return what is wrong with the template at PATH; the reader of documents refuses what is no sound .docx."""
    try:
        read_document(path)
    except UnreadableFileError as fault:
        return [str(fault)]
    return [f"{path}：{fault}" for fault in faults_of(path.read_bytes(), kind)]
