"""A sheet, every change that was made to it, and what people said about its findings and rows."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jixiao.evaluations import SelfEvaluation, Subject
from jixiao.web.organisations.models import Organisation
from jixiao.web.rounds.models import Round


class State(models.TextChoices):
    """Where a sheet stands."""

    GOALS = "goals", "目标编制"
    FILLING = "filling", "自评填报"
    SIGNING = "signing", "待签发"
    REVIEWING = "reviewing", "待审核"
    RETURNED = "returned", "退回修改"
    ACCEPTED = "accepted", "审核通过"
    PUBLISHED = "published", "已公开"


class Sheet(models.Model):
    """One evaluation of one bureau in a round.

    ``content`` is a :class:`~jixiao.evaluations.SelfEvaluation` as JSON. ``version`` counts its changes, ``shaped_at``
    is the version in which rows were last added, removed or moved. Amounts are in 万元; they, score, grade and the
    counts of findings are those of the content, kept beside it so that lists need not open it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sheets")
    subject = models.CharField("对象", max_length=20, choices=[(each.value, each.value) for each in Subject])
    title = models.CharField("名称", max_length=120)
    pack = models.CharField("规则包", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State, default=State.GOALS, db_index=True)
    content = models.JSONField()
    version = models.PositiveIntegerField(default=0)
    shaped_at = models.PositiveIntegerField(default=0)
    total = models.DecimalField("总分", max_digits=7, decimal_places=2, null=True)
    grade = models.CharField("等级", max_length=20, blank=True)
    budget = models.DecimalField("预算", max_digits=16, decimal_places=6, null=True)
    executed = models.DecimalField("执行", max_digits=16, decimal_places=6, null=True)
    dimensions = models.JSONField("各维度", default=list)  # name, points to be had, points earned of the first level
    errors = models.PositiveSmallIntegerField("错误", default=0)
    warnings = models.PositiveSmallIntegerField("疑点", default=0)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField("最近修改", auto_now=True)

    class Meta:
        """By round, then by organisation in the order of the tree."""

        ordering: ClassVar[list[str]] = ["round", "organisation__path", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "organisation", "subject", "title"], name="one_sheet_a_subject")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def evaluation(self) -> SelfEvaluation:
        """The content as the core knows it."""
        return SelfEvaluation.model_validate(self.content)


class Change(models.Model):
    """One saving: which cells it changed, from what to what. Undoing one is a change of its own."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    at = models.DateTimeField("时间", auto_now_add=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField("缘由", max_length=40, blank=True)
    edits = models.JSONField()

    class Meta:
        """One row for each version, the newest first."""

        ordering: ClassVar[list[str]] = ["-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sheet", "version"], name="one_change_a_version")
        ]

    def __str__(self) -> str:
        return f"第{self.version}版"


class Submission(models.Model):
    """The content as it was when it was handed in, so that a second hand-in can be laid beside the first."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField("第几次")
    at = models.DateTimeField("时间", auto_now_add=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content = models.JSONField()

    class Meta:
        """In the order in which they were handed in."""

        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sheet", "number"], name="one_submission_a_number")
        ]

    def __str__(self) -> str:
        return f"第{self.number}次报送"


class Word(models.Model):
    """What somebody wrote about a finding (``finding`` is its key) so that it no longer stands in the way."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="words")
    finding = models.CharField(max_length=40)
    message = models.TextField("问题")
    reason = models.TextField("说明")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """One word for each finding."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sheet", "finding"], name="one_word_a_finding")
        ]

    def __str__(self) -> str:
        return self.reason


class Remark(models.Model):
    """A reviewer's remark on a row (``path``) or, with an empty path, on the whole; it stays until it is settled."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="remarks")
    path = models.CharField("位置", max_length=80, blank=True)
    about = models.CharField("指标", max_length=120, blank=True)
    text = models.TextField("意见")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)
    settled = models.BooleanField("已处理", default=False)

    class Meta:
        """In the order in which they were made."""

        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.text
