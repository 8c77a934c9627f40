"""An entry of the journal, and the end of the chain to which the next entry is tied."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models

BEGINNING = "0" * 64


class Chain(models.Model):
    """The end of the chain: one row, locked while an entry is added, so that entries stand in one order."""

    length = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default=BEGINNING)

    def __str__(self) -> str:
        return f"共{self.length}条"


class Entry(models.Model):
    """One deed. ``hash`` is that of its own content and of ``previous``, the hash of the entry before it."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField("时间")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    who = models.CharField("人员", max_length=120)
    action = models.CharField("操作", max_length=40)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    subject = models.CharField("对象", max_length=80)
    before = models.JSONField("之前", null=True)
    after = models.JSONField("之后", null=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        """In the order in which things were done."""

        ordering: ClassVar[list[str]] = ["number"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject", "number"])]

    def __str__(self) -> str:
        return f"{self.who}{self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry. Raises :class:`TypeError` where it is in the journal already."""
        if not self._state.adding:
            raise TypeError("an entry of the journal cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Raise :class:`TypeError`: nothing leaves the journal."""
        raise TypeError("an entry of the journal cannot be removed")
