"""Runs the command line in this process, with checks that answer to marks in the text instead of real ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from jixiao.auditing import Audit, DocumentAudit, Finding, Selection, Severity
from jixiao.cli import main
from jixiao.documents import Document, Excerpt

MARKS = {"错": Severity.ERROR, "疑": Severity.WARNING, "提": Severity.INFO}


@dataclass(frozen=True)
class Ran:
    """How a run ended and what it printed."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def marked(document: Document, source: int) -> DocumentAudit:
    """Raise a finding for each mark such as ``【错1】`` in DOCUMENT."""
    findings = tuple(
        Finding("score-total", MARKS[found[1]], f"{found[0]}有问题", (Excerpt(found[0], *found.span(), source),))
        for found in re.finditer(r"【(错|疑|提)\d*】", document.text)
    )
    return DocumentAudit(document, (), 3, (), findings)


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Replace the checks; return the sources of each dossier that is audited."""
    dossiers: list[list[str]] = []

    def audit(documents: Sequence[Document], selection: Selection | None = None) -> Audit:
        assert selection is not None
        dossiers.append([document.source for document in documents])
        return Audit(tuple(marked(document, source) for source, document in enumerate(documents)))

    monkeypatch.setattr("jixiao.auditing.audit", audit)
    return dossiers


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``jixiao`` with arguments, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, out, err)

    return call


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a text file below the current folder."""

    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put
