"""What a form says is wrong is said in Chinese, by this program's own forms and by Django's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jixiao.web.organisations.models import Role
from jixiao.web.people.models import Invitation, hash_of
from tests.web.conftest import World

_FAULT = re.compile(r'<p class="fault"[^>]*>(.*?)</p>', re.DOTALL)
_LATIN = re.compile(r"[A-Za-z]{3,}")
_TOKEN = "token-of-a-test"
SENT = {"sent": "yes"}  # a form that was sent with nothing filled in
WEAK = {"username": "clerk", "password": "123", "again": "1234"}
CASES = (
    ("administrator", "/rounds/add/", SENT, 6),
    ("administrator", "/rounds/add/", {"year": "今年", "goals_due": "明天", "organisation": "0", "bureaus": ["x"]}, 6),
    ("administrator", "/organisations/{county}/add/", {"level": "行星"}, 2),
    ("administrator", "/organisations/{county}/add/", {"name": "长" * 101, "level": "county"}, 1),
    ("administrator", "/organisations/{county}/invite/", {"role": "国王"}, 2),
    ("clerk", "/password/", SENT, 3),
    ("clerk", "/password/", {"old_password": "x", "new_password1": "12345", "new_password2": "12345"}, 2),
)


@pytest.mark.parametrize(("who", "way", "given", "least"), CASES)
def test_faults_are_told_in_chinese(world: World, who: str, way: str, given: dict[str, object], least: int) -> None:
    response = world.client(who).post(way.format(county=world.county.pk), given)
    _are_chinese(response.content.decode(), least)


def test_an_invited_person_is_told_in_chinese(world: World) -> None:
    until = timezone.now() + timedelta(days=1)
    Invitation.objects.create(
        organisation=world.bureau, role=Role.CLERK, name="某人", token_hash=hash_of(_TOKEN), valid_until=until
    )
    for given, least in ((SENT, 3), (WEAK, 2)):
        _are_chinese(Client().post(f"/invitations/{_TOKEN}/", given).content.decode(), least)


@pytest.mark.django_db
def test_signing_in_tells_in_chinese() -> None:
    _are_chinese(Client().post("/sign-in/", SENT).content.decode(), 2)
    _are_chinese(Client().post("/sign-in/", {"username": "a", "password": "b"}).content.decode(), 1)


def test_a_page_that_has_expired_says_so_in_chinese(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = world.client("clerk").cookies
    response = client.post("/password/", {})
    assert response.status_code == 403
    assert "页面过期了" in response.content.decode()


def _are_chinese(page: str, least: int) -> None:
    faults = _FAULT.findall(page)
    assert len(faults) >= least, faults
    assert [fault for fault in faults if _LATIN.search(fault)] == []
