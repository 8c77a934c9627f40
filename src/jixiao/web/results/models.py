"""Something that a bureau has to put right, and what a grade leads to in a round."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import PurePath
from typing import ClassVar

from django.conf import settings
from django.db import models

from jixiao.web.rounds.models import Round
from jixiao.web.sheets.models import Sheet


class Stage(models.TextChoices):
    """Where a rectification stands: asked for, reported as done, confirmed by the reviewer."""

    OPEN = "open", "待整改"
    DONE = "done", "已整改，待确认"
    CONFIRMED = "confirmed", "已确认"


def _stored(_: Rectification, name: str) -> str:
    return f"proofs/{uuid.uuid4().hex}{PurePath(name).suffix.lower()[:6]}"


class Rectification(models.Model):
    """A fault to be put right by ``due``; ``done`` is what the bureau did, ``proof`` the paper that shows it."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rectifications")
    fault = models.TextField("问题")
    due = models.DateField("整改期限")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间", auto_now_add=True)
    stage = models.CharField("进度", max_length=20, choices=Stage, default=Stage.OPEN)
    done = models.TextField("整改情况", blank=True)
    done_at = models.DateTimeField("整改时间", null=True)
    proof = models.FileField("佐证", upload_to=_stored, blank=True)
    proof_name = models.CharField("佐证文件名", max_length=200, blank=True)

    class Meta:
        """What is due first comes first."""

        ordering: ClassVar[list[str]] = ["due", "pk"]

    def __str__(self) -> str:
        return self.fault

    def is_late(self, today: date) -> bool:
        """Tell whether it should have been done before TODAY."""
        return self.stage == Stage.OPEN and today > self.due


class Consequence(models.Model):
    """What a grade leads to in a round, in words: 优 → 优先保障, 差 → 压减下年预算."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="consequences")
    grade = models.CharField("等级", max_length=20)
    words = models.TextField("结果应用")

    class Meta:
        """One for each grade."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "grade"], name="one_consequence_a_grade")
        ]

    def __str__(self) -> str:
        return f"{self.grade}：{self.words}"
