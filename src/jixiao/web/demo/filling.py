"""Filling an empty installation with the demonstration, and telling whether an installation is one."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jixiao.web.demo.province import Account, make_province
from jixiao.web.demo.rounds import make_rounds
from jixiao.web.organisations.models import Organisation
from jixiao.web.people.models import User

_MARK = "demo.json"
_PASSWORD_BYTES = 9


class NotEmptyError(Exception):
    """The installation holds something of its own, so the demonstration must stay out of it."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The accounts of the demonstration and the one password of all of them."""

    password: str
    accounts: tuple[Account, ...]


def fill(today: date) -> Demonstration:
    """Put the demonstration as of TODAY into the installation; where it is one already, nothing is changed.

    All is the same at each time but for the password and the moments in the journal. Raises :class:`NotEmptyError`.
    """
    known = demonstration()
    if known is not None:
        return known
    if User.objects.exists() or Organisation.objects.filter(depth__gt=1).exists():
        raise NotEmptyError("这里已经有单位和账号，演示数据不能混进去；请用 JIXIAO_DATA 另指一个空文件夹再运行。")
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    with transaction.atomic():
        Organisation.objects.all().delete()
        province = make_province(password)
        make_rounds(province, today)
    made = Demonstration(password, province.accounts)
    _mark().touch(mode=0o600)
    _mark().write_text(json.dumps(asdict(made), ensure_ascii=False), encoding="utf-8")
    return made


def demonstration() -> Demonstration | None:
    """Return the demonstration that the installation is; ``None`` where it is a real one."""
    try:
        told = json.loads(_mark().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Demonstration(told["password"], tuple(Account(**each) for each in told["accounts"]))


def _mark() -> Path:
    folder: Path = settings.INSTALLATION.data
    return folder / _MARK
