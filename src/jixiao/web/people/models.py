"""A person with an account, and the invitation by which an account comes about."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

_VALID = timedelta(days=14)


class People(BaseUserManager["User"]):
    """The accounts."""

    def open(self, username: str, name: str, password: str | None) -> User:
        """Open an account. Without PASSWORD nobody can sign in by one."""
        person = self.model(username=self.model.normalize_username(username), name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person


class User(AbstractBaseUser):
    """A person who signs in. What he may do stands in his memberships of organisations, not here."""

    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("可以登录", default=True)
    joined_at = models.DateTimeField("开通时间", default=timezone.now)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """Names for people."""

        verbose_name = verbose_name_plural = "人员"
        ordering: ClassVar[list[str]] = ["username"]

    def __str__(self) -> str:
        return self.name or self.username


class Invitation(models.Model):
    """A place kept for somebody who has no account yet. Only the hash of the token is kept; it is good for once."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="invitations")
    role = models.CharField("角色", max_length=20)
    name = models.CharField("姓名", max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    valid_until = models.DateTimeField("有效期至")
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"邀请{self.name}"

    @property
    def is_open(self) -> bool:
        """Tell whether the invitation can still be taken up."""
        return self.accepted_by_id is None and timezone.now() < self.valid_until


def new_token() -> tuple[str, str]:
    """Return a token for an address and the hash of it for the database."""
    token = secrets.token_urlsafe(24)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """Return the hash under which an invitation of TOKEN is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def valid_until() -> datetime:
    """Return the moment at which an invitation that is written now ends."""
    return timezone.now() + _VALID
