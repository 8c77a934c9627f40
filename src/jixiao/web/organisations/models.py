"""An organisation in its tree, and a person's membership of it in a role."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from treebeard.mp_tree import MP_Node


class Level(models.TextChoices):
    """What an organisation is: a place of one of three levels, a bureau of such a place, or a unit of a bureau."""

    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县（区）"
    BUREAU = "bureau", "部门"
    UNIT = "unit", "单位"


class Role(models.TextChoices):
    """What a person does in an organisation and in everything below it."""

    CLERK = "clerk", "填报人"
    HEAD = "head", "负责人"
    REVIEWER = "reviewer", "审核人"
    ADMINISTRATOR = "administrator", "管理员"
    READER = "reader", "查阅人"


class Organisation(MP_Node):
    """A node of the tree. ``path`` is kept by the tree: that of a node begins with the paths of all above it."""

    name = models.CharField("名称", max_length=100)
    level = models.CharField("类别", max_length=20, choices=Level)
    code = models.CharField("编码", max_length=40, blank=True)

    node_order_by: ClassVar[list[str]] = []

    class Meta:
        """Names for people."""

        verbose_name = verbose_name_plural = "单位"

    def __str__(self) -> str:
        return str(self.name)


class Membership(models.Model):
    """A person's role in an organisation; it holds for everything below as well."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField("角色", max_length=20, choices=Role)

    class Meta:
        """One row for each role of a person in an organisation."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "organisation", "role"], name="one_membership_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.organisation}{self.get_role_display()}"
