"""Dropping files in, watching the audit, reading the marked document. A dossier is its owner's alone."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.web.checking.auditing import run_audit
from jixiao.web.checking.forms import AuditForm
from jixiao.web.checking.models import AuditedFile, FileAudit
from jixiao.web.organisations.access import person_of
from jixiao.web.people.models import User
from jixiao.web.progress import Progress

_SHOWN = 100
_INLINE = re.compile(r"<(style|script)>(.*?)</\1>", re.S)


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Take files in, and list what the person had audited before."""
    person = person_of(request)
    form = AuditForm(request.POST, request.FILES) if request.method == "POST" else AuditForm()
    if form.is_bound and form.is_valid():
        record = _taken_in(person, cast("Sequence[UploadedFile[Any]]", form.cleaned_data["papers"]))
        return redirect("checking:detail", record.pk)
    audits = FileAudit.objects.filter(person=person).defer("page").prefetch_related("files")[:_SHOWN]
    context = {"form": form, "audits": audits}
    return render(request, "checking/index.html", context, status=422 if form.is_bound else 200)


def _taken_in(person: User, files: Sequence[UploadedFile[Any]]) -> FileAudit:
    with transaction.atomic():
        record = FileAudit.objects.create(person=person)
        for file in files:
            AuditedFile.objects.create(audit=record, name=(file.name or "")[-200:], file=file)
        transaction.on_commit(lambda: run_audit.enqueue(record.pk))
    return record


def _own(request: HttpRequest, pk: int) -> FileAudit:
    record = FileAudit.objects.filter(pk=pk, person=person_of(request)).first()
    if record is None:
        raise Http404("没有这次核查")
    return record


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the audit is; the part of the page that changes is asked for again until it is over."""
    template = "checking/_progress.html" if request.headers.get("HX-Request") else "checking/detail.html"
    return render(request, template, {"audit": _own(request, pk)})


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the marked document: the page that ``jixiao audit --format html`` writes."""
    record = _own(request, pk)
    if record.progress != Progress.DONE:
        raise Http404("还没有核查完")
    response = HttpResponse(record.page)
    response["Content-Security-Policy"] = _policy(record.page)
    if "download" in request.GET:
        response["Content-Disposition"] = f'attachment; filename="audit-{pk}.html"'
    return response


def _policy(page_html: str) -> str:
    """Return a policy that lets the page's own style and script run, told by their hashes, and nothing else."""
    allowed: dict[str, list[str]] = {"style": [], "script": []}
    for kind, content in _INLINE.findall(page_html):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        allowed[kind].append(f"'sha256-{digest}'")
    rules = (f"{kind}-src {' '.join(hashes)}" for kind, hashes in allowed.items() if hashes)
    return "; ".join(("default-src 'none'", *rules, "img-src data:", "frame-ancestors 'self'"))


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a dossier away, files and all."""
    record = _own(request, pk)
    for file in record.files.all():
        file.file.delete(save=False)
    record.delete()
    return redirect("checking:index")
