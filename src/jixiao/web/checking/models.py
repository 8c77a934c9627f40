"""A dossier that somebody dropped in, its files, and what the audit said of it."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import ClassVar

from django.conf import settings
from django.db import models

from jixiao.web.progress import Progress


class FileAudit(models.Model):
    """Files that are audited together as one dossier. ``page`` is the marked document as HTML, ``told`` what failed."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)
    progress = models.CharField("进度", max_length=20, choices=Progress, default=Progress.WAITING)
    errors = models.PositiveIntegerField("错误", default=0)
    warnings = models.PositiveIntegerField("疑点", default=0)
    page = models.TextField(blank=True)
    told = models.TextField("说明", blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return "、".join(each.name for each in self.files.all())

    @property
    def is_over(self) -> bool:
        """Tell whether there is nothing more to wait for."""
        return Progress(self.progress).is_over


def _stored(_: AuditedFile, name: str) -> str:
    """Return where an upload is kept: under a name of our own, never that which came with it."""
    return f"audits/{uuid.uuid4().hex}{PurePath(name).suffix.lower()[:6]}"


class AuditedFile(models.Model):
    """One file of a dossier; ``name`` is what its owner calls it."""

    audit = models.ForeignKey(FileAudit, models.CASCADE, related_name="files")
    name = models.CharField("文件名", max_length=200)
    file = models.FileField(upload_to=_stored)

    class Meta:
        """In the order in which they came."""

        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.name
