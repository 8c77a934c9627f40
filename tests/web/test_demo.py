"""The demonstration: sound, the same each time, kept out of an installation that holds something."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings as django_settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jixiao.cli.chinese import CallError
from jixiao.cli.workbench import serve
from jixiao.evaluations import Subject
from jixiao.packs import find_pack
from jixiao.scoring import score
from jixiao.web.demo.content import DemoSubject, content
from jixiao.web.demo.evaluations import Maker
from jixiao.web.demo.filling import Demonstration, NotEmptyError, demonstration, fill
from jixiao.web.journal.chain import broken_links
from jixiao.web.organisations.models import Level, Organisation, Role
from jixiao.web.people.models import User
from jixiao.web.rounds.models import Round
from jixiao.web.sheets.judging import scored, told
from jixiao.web.sheets.models import Sheet, State
from jixiao.web.sheets.saving import refresh

TODAY = date(2025, 3, 3)
SUBJECTS = [(content().department, Subject.DEPARTMENT), *((each, Subject.PROJECT) for each in content().projects)]
PACKS = {Subject.DEPARTMENT: "hunan/miluo-2023", Subject.PROJECT: "mof/project-2020"}


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, settings: Any) -> None:
    settings.INSTALLATION = replace(django_settings.INSTALLATION, data=tmp_path)


@pytest.fixture
def filled(db: None) -> Demonstration:  # noqa: ARG001
    return fill(TODAY)


def test_all_of_it_is_there_and_sound(filled: Demonstration) -> None:
    assert Counter(Organisation.objects.values_list("level", flat=True)) == {
        Level.PROVINCE: 1,
        Level.CITY: 3,
        Level.COUNTY: 12,
        Level.BUREAU: 15,
    }
    assert set(Sheet.objects.values_list("state", flat=True)) == set(State.values)
    assert [each.year for each in Round.objects.all()] == [2024, 2023]
    assert list(broken_links()) == []
    for sheet in Sheet.objects.all():
        _is_sound(sheet)
    assert {each.role for each in filled.accounts} == {str(role.label) for role in Role}


def _is_sound(sheet: Sheet) -> None:
    """What is kept beside a sheet is what the core says of it; what was handed in has nothing standing in its way."""
    kept = (sheet.total, sheet.grade, sheet.budget, sheet.executed)
    refresh(sheet)
    assert (sheet.total, sheet.grade, sheet.budget, sheet.executed) == kept
    if sheet.state in (State.GOALS, State.FILLING):
        return
    evaluation = sheet.evaluation
    assert not [each.message for each in told(sheet, evaluation, scored(evaluation)) if each.stands]
    assert sheet.total is not None


def test_each_account_signs_in_from_the_page(filled: Demonstration) -> None:
    page = Client().get("/sign-in/").content.decode()
    assert filled.password in page
    for account in filled.accounts:
        client = Client()
        response = client.post("/sign-in/", {"username": account.username, "password": filled.password})
        assert response.status_code == 302, account
        assert "演示" in client.get("/").content.decode()
    _stays_as_it_is_when_started_once_more()


def _stays_as_it_is_when_started_once_more() -> None:
    before = (Sheet.objects.count(), User.objects.count(), demonstration())
    assert fill(TODAY) == before[2]
    assert (Sheet.objects.count(), User.objects.count(), demonstration()) == before


@pytest.mark.django_db
def test_it_keeps_out_of_an_installation_that_holds_something() -> None:
    User.objects.open("somebody", "某人", None)
    with pytest.raises(NotEmptyError, match="已经有单位和账号"):
        fill(TODAY)
    assert not Sheet.objects.exists()
    assert demonstration() is None


@pytest.mark.django_db
def test_the_command_says_so_in_one_sentence() -> None:
    User.objects.open("somebody", "某人", None)
    result = CliRunner().invoke(serve, ["--demo"], standalone_mode=False)
    assert isinstance(result.exception, CallError)
    assert str(result.exception).startswith("这里已经有单位和账号")
    assert str(result.exception).count("。") == 1


@pytest.mark.django_db
def test_a_real_installation_shows_no_accounts() -> None:
    page = Client().get("/sign-in/").content.decode()
    assert "演示" not in page


@given(st.sampled_from(SUBJECTS), st.sampled_from(["青渡县", "云栖县", "望川市"]), st.integers(2019, 2030), st.data())
def test_whatever_is_made_is_scored_in_full(
    subject: tuple[DemoSubject, Subject], bureau: str, year: int, data: st.DataObject
) -> None:
    """Every result belongs to its goal, and every point that is lost has its reason."""
    size = Decimal(data.draw(st.integers(30, 200))) / 100
    pack = find_pack(PACKS[subject[1]])
    made, again = (Maker(subject[0], pack, bureau, year, size).filled(subject[1]) for _ in range(2))
    assert made == again
    card = score(made, pack)
    assert card.gaps == ()
    assert card.due == ()
    assert card.total is not None
    assert card.total >= 60
