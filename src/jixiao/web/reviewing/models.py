"""A score that a reviewer changed, and a sample that was drawn for a spot check."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jixiao.web.rounds.models import Round
from jixiao.web.sheets.models import Sheet


class ChangedScore(models.Model):
    """The points that a reviewer gives a row (``path``) in place of the submitted ones; it counts once."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="changed_scores")
    submission = models.PositiveSmallIntegerField("第几次报送")
    path = models.CharField("位置", max_length=80)
    about = models.CharField("指标", max_length=120)
    submitted = models.DecimalField("报送得分", max_digits=7, decimal_places=2)
    score = models.DecimalField("审核得分", max_digits=7, decimal_places=2)
    reason = models.TextField("理由")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        """One for each row of a submission."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sheet", "submission", "path"], name="one_changed_score_a_row")
        ]

    def __str__(self) -> str:
        return f"{self.about}：{self.submitted}改为{self.score}"


class Sample(models.Model):
    """Sheets drawn by chance for a spot check. From ``seed`` and ``population`` anybody can draw the same again."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="samples")
    seed = models.CharField("种子", max_length=40)
    population = models.JSONField("总体")
    chosen = models.JSONField("抽中")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{len(self.population)}份抽{len(self.chosen)}份"
