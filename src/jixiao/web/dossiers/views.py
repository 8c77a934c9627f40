"""Asking for the papers of a sheet, watching them being made, fetching them."""

from __future__ import annotations

import mimetypes
import zipfile
from urllib.parse import quote

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jixiao.web.dossiers.models import Dossier
from jixiao.web.dossiers.printing import print_dossier
from jixiao.web.progress import Progress
from jixiao.web.sheets.access import sheet_for

_KEPT = 3
_PDF = "application/pdf"


@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the papers of sheet PK that were made last; the part that changes is asked for again until it is over."""
    opened = sheet_for(request, pk)
    template = "dossiers/_papers.html" if request.headers.get("HX-Request") else "dossiers/index.html"
    dossier = Dossier.objects.filter(sheet=opened.sheet).first()
    return render(request, template, {"sheet": opened.sheet, "dossier": dossier})


@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the papers of sheet PK made as it is now."""
    opened = sheet_for(request, pk)
    sheet = opened.sheet
    last = Dossier.objects.filter(sheet=sheet).first()
    if last is None or last.is_over:
        with transaction.atomic():
            made = Dossier.objects.create(sheet=sheet, version=sheet.version, person=opened.person)
            transaction.on_commit(lambda: print_dossier.enqueue(made.pk))
        _forget(sheet.pk)
    return redirect("dossiers:index", pk)


def _forget(sheet_pk: int) -> None:
    """Throw all but the last archives of a sheet away; any can be made again."""
    for old in Dossier.objects.filter(sheet_id=sheet_pk)[_KEPT:]:
        old.archive.delete(save=False)
        old.delete()


def _done(request: HttpRequest, pk: int) -> Dossier:
    opened = sheet_for(request, pk)
    dossier = Dossier.objects.filter(sheet=opened.sheet, progress=Progress.DONE).first()
    if dossier is None:
        raise Http404("还没有做好的文件")
    return dossier


@require_GET
def whole(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return the whole dossier as a zip archive."""
    dossier = _done(request, pk)
    return FileResponse(dossier.archive.open("rb"), as_attachment=True, filename=f"{dossier.sheet.title}.zip")


@require_GET
def single(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Return one paper; a PDF is shown in the browser, anything else is saved."""
    dossier = _done(request, pk)
    if number >= len(dossier.names):
        raise Http404("没有这个文件")
    name = dossier.names[number]
    with dossier.archive.open("rb") as file, zipfile.ZipFile(file) as archive:
        content = archive.read(name)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = HttpResponse(content, content_type=kind)
    how = "inline" if kind == _PDF else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}"
    return response
