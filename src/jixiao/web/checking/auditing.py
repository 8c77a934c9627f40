"""The audit of a dossier in the background: the same audit, and the same page, as ``jixiao audit`` gives."""

from __future__ import annotations

from django_tasks import task

from jixiao.auditing import Severity, audit
from jixiao.auditing.registry import all_checks
from jixiao.documents import Document, UnreadableFileError, read_bytes
from jixiao.rendering.page import render_page
from jixiao.rendering.report import Report, shown_documents
from jixiao.web.checking.models import AuditedFile, FileAudit
from jixiao.web.progress import Progress


@task()
def run_audit(pk: int) -> None:
    """Audit the files of dossier PK and keep what came of it; a dossier that is gone or done is left alone."""
    waiting = FileAudit.objects.filter(pk=pk, progress=Progress.WAITING)
    if not waiting.update(progress=Progress.RUNNING):
        return
    try:
        documents = [_read(each) for each in AuditedFile.objects.filter(audit=pk)]
    except UnreadableFileError as fault:
        FileAudit.objects.filter(pk=pk).update(progress=Progress.FAILED, told=str(fault))
        return
    result = audit(documents)
    found = [each.severity for one in result.documents for each in one.findings if each.kind == "fault"]
    report = Report(shown_documents(result), (), (), {check.id: check for check in all_checks()})
    FileAudit.objects.filter(pk=pk).update(
        progress=Progress.DONE,
        errors=found.count(Severity.ERROR),
        warnings=found.count(Severity.WARNING),
        page=render_page(report),
    )


def _read(file: AuditedFile) -> Document:
    with file.file.open("rb") as content:
        return read_bytes(file.name, content.read())
