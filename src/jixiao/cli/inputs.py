"""From the words on the command line to documents: wildcards, folders, and files that cannot be read."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jixiao.auditing import Audit, Selection
    from jixiao.documents import Document, Limits
    from jixiao.rendering.report import Unreadable

_WORTH_A_BAR = 3
SUFFIXES = (".docx", ".xlsx", ".txt", ".html", ".htm")


def expand(words: Sequence[str]) -> tuple[list[Path], list[Unreadable]]:
    """Return the files that WORDS name, each once, in order, and the words that name none.

    A folder stands for the supported files inside, at any depth. Wildcards are expanded here, because the Windows
    command prompt does not.
    """
    from jixiao.rendering.report import Unreadable

    found: dict[Path, Path] = {}
    empty = []
    for word in words:
        files = list(_files(word))
        for file in files:
            found.setdefault(file.resolve(), file)
        if not files:
            empty.append(Unreadable(word, _nothing_there(word)))
    return list(found.values()), empty


def _files(word: str) -> Iterator[Path]:
    path = Path(word)
    if path.is_dir():
        yield from _inside(path)
    elif not path.exists() and glob.has_magic(word):
        # Path.glob takes no absolute patterns, which people drag from the file manager into the console.
        for match in map(Path, sorted(glob.glob(word, recursive=True))):  # noqa: PTH207
            yield from _inside(match) if match.is_dir() else [match]
    else:
        yield path


def _inside(folder: Path) -> Iterable[Path]:
    """Return the supported files in FOLDER; hidden files and the lock files of Office (``~$…``) are not documents."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    )


def _nothing_there(word: str) -> str:
    if Path(word).is_dir():
        return f"{word}：文件夹里没有可以核查的文件（{'、'.join(SUFFIXES)}）。请换一个文件夹，或直接写出文件名。"
    return f"{word}：没有符合这个通配符的文件。请检查路径和扩展名。"


def audit_files(
    paths: Sequence[Path], limits: Limits, selection: Selection, together: bool
) -> tuple[list[Audit], list[Unreadable]]:
    """Audit the files that can be read, each as its own dossier or all as one, and say which cannot be read."""
    from jixiao.auditing import audit

    unreadable: list[Unreadable] = []
    audits: list[Audit] = []
    documents: list[Document] = []
    with _progress(paths) as steps:
        for path in steps:
            document = _read(path, limits, unreadable)
            if document is not None and together:
                documents.append(document)
            elif document is not None:
                audits.append(audit([document], selection))
    if documents:
        audits.append(audit(documents, selection))
    return audits, unreadable


def _progress(paths: Sequence[Path]) -> AbstractContextManager[Iterable[Path]]:
    """Return PATHS to go through, with a bar on the screen when there is a screen and it may take a while."""
    if len(paths) < _WORTH_A_BAR or not sys.stderr.isatty():
        return nullcontext(paths)
    return click.progressbar(paths, label="正在核查", file=sys.stderr)


def _read(path: Path, limits: Limits, unreadable: list[Unreadable]) -> Document | None:
    from jixiao.documents import UnreadableFileError, read_document
    from jixiao.rendering.report import Unreadable

    try:
        return read_document(path, limits)
    except UnreadableFileError as fault:
        unreadable.append(Unreadable(str(path), str(fault)))
        return None


def report_unreadable(unreadable: Iterable[Unreadable]) -> None:
    """Print one sentence a file on the error stream."""
    for each in unreadable:
        click.echo(each.message, err=True)
