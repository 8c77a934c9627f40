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
    """Checked templates, ready to be filled, by the title of the paper; ``unused`` are files that fit no paper."""

    by_title: Mapping[str, bytes]
    unused: tuple[Path, ...] = ()

    def of(self, title: str) -> bytes | None:
        """Return the template of the paper TITLE; ``None`` where our own layout is to be used."""
        return self.by_title.get(title)


NO_TEMPLATES = Templates({})


def file_name(title: str) -> str:
    """Return the name of the file that holds the template of the paper TITLE."""
    return f"{_BEGINS}{title}.docx"


def kinds_of(pack: Pack) -> dict[str, Kind]:
    """Return the titles of the papers of PACK with the kind of their templates."""
    kinds = {form.name: Kind.FORM for form in pack.forms}
    kinds |= {report_title(subject): Kind.REPORT for outline in pack.outlines for subject in outline.subjects}
    return kinds | {SIGNING_TITLE: Kind.SIGNING}


def templates_in(folder: Path, pack: Pack) -> Templates:
    """Return the templates of the papers of PACK that stand in FOLDER. Raises :class:`TemplatesError`."""
    paths = {folder / file_name(title): title for title in kinds_of(pack)}
    there = sorted(folder.glob(file_name("*")))
    kinds = kinds_of(pack)
    faults = [fault for path in there if path in paths for fault in _faults(path, kinds[paths[path]], pack)]
    if faults:
        raise TemplatesError("\n".join(faults))
    found = {paths[path]: path.read_bytes() for path in there if path in paths}
    return Templates(found, tuple(path for path in there if path not in paths))


def unused_words(templates: Templates, pack: Pack) -> str:
    """Return the sentence on files that look like templates and are none of PACK; nothing where there are none."""
    if not templates.unused:
        return ""
    names = "、".join(path.name for path in templates.unused)
    known = "、".join(map(file_name, kinds_of(pack)))
    return f"没有用上 {names}：规则包 {pack.id} 的模板只能叫 {known}"


def _faults(path: Path, kind: Kind, pack: Pack) -> list[str]:
    """Return what is wrong with the template at PATH; the reader of documents refuses what is no sound .docx."""
    try:
        read_document(path)
    except UnreadableFileError as fault:
        return [str(fault)]
    return [f"{path}：{fault}" for fault in faults_of(path.read_bytes(), kind, pack)]
