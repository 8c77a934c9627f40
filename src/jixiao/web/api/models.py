"""A token by which a program acts for a person. Only its hash is kept."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Token(models.Model):
    """A token with a name by which its owner knows it, good until ``valid_until``."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField("用途", max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    used_at = models.DateTimeField("最近使用", null=True)
    valid_until = models.DateTimeField("有效期至")

    class Meta:
        """The newest first."""

        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return str(self.name)
