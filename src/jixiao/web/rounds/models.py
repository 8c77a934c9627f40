"""A round and the bureaus that take part in it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from jixiao.web.organisations.models import Organisation


class Round(models.Model):
    """The evaluation of one year, set by ``organisation`` for bureaus below it, with the packs by which it goes."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="rounds")
    title = models.CharField("名称", max_length=100)
    year = models.PositiveSmallIntegerField("评价年度")
    department_pack = models.CharField("部门整体规则包", max_length=80, blank=True)
    project_pack = models.CharField("项目规则包", max_length=80, blank=True)
    goals_due = models.DateField("目标填报截止")
    due = models.DateField("自评填报截止")
    review_due = models.DateField("审核截止")
    closed = models.BooleanField("已结束", default=False)
    bureaus: models.ManyToManyField[Organisation, Organisation] = models.ManyToManyField(
        Organisation, verbose_name="参加单位", related_name="tasks"
    )

    class Meta:
        """The newest first."""

        ordering: ClassVar[list[str]] = ["-year", "-pk"]

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: date) -> bool:
        """Tell whether what is not submitted by TODAY is late."""
        return today > self.due
