"""The papers of one version of a sheet as one archive."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from jixiao.web.progress import Progress
from jixiao.web.sheets.models import Sheet


def _stored(_: Dossier, __: str) -> str:
    return f"dossiers/{uuid.uuid4().hex}.zip"


class Dossier(models.Model):
    """Papers printed from version ``version`` of a sheet. ``names`` are the files in the archive, ``told`` remarks."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="dossiers")
    version = models.PositiveIntegerField("版本")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)
    progress = models.CharField("进度", max_length=20, choices=Progress, default=Progress.WAITING)
    names = models.JSONField("文件", default=list)
    told = models.JSONField("说明", default=list)
    archive = models.FileField(upload_to=_stored, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.sheet}第{self.version}版的成套文件"

    @property
    def is_over(self) -> bool:
        """Tell whether there is nothing more to wait for."""
        return Progress(self.progress).is_over
