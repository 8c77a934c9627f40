"""Whether the workbench can work: asked by whoever watches over it, who need not be signed in and learns no secret."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jixiao.web.journal.models import Chain

LEAST_ROOM = 100  # MB on the disk of the data folder


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Tell how database, disk and journal are: 200 where all is well, 503 where something is not."""
    room = shutil.disk_usage(settings.INSTALLATION.data).free // 2**20
    try:
        journal: int | None = sum(Chain.objects.values_list("length", flat=True))
    except (OperationalError, InterfaceError):
        journal = None
    well = journal is not None and room >= LEAST_ROOM
    told = {"ok": well, "database": journal is not None, "disk_free_mb": room, "journal": journal}
    return JsonResponse(told, status=200 if well else 503)
