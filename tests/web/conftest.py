"""A small world for the tests of the workbench: a county with two bureaus, and a person in each role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from jixiao.evaluations import Subject
from jixiao.packs import find_pack
from jixiao.web.journal.guard import take_down
from jixiao.web.organisations.models import Level, Membership, Organisation, Role
from jixiao.web.people.models import User
from jixiao.web.rounds.models import Round
from jixiao.web.rounds.opening import begin_sheet
from jixiao.web.sheets.models import Sheet, State
from jixiao.web.sheets.saving import refresh
from samples.random_evaluations import random_evaluation
from tests.web.browsing import Workbench, running
from tests.web.postgresql import ABSENT, Cluster, cluster, programs

PASSWORD = "a-long-password-1"
PACK = "mof/project-2020"


def child(parent: Organisation, name: str, level: Level) -> Organisation:
    """Add an organisation below PARENT."""
    parent.refresh_from_db()
    made: Organisation = Organisation.objects.add_child(parent, {"name": name, "level": level})
    return made


def everything() -> dict[str, list[Any]]:
    """Return all that the workbench keeps, to see whether something changed it."""
    models = [model for model in apps.get_models() if model.__module__.startswith("jixiao.")]
    return {str(model): list(model._default_manager.order_by("pk").values()) for model in models}


@dataclass(frozen=True, slots=True)
class World:
    """County with its bureau, another county with another, a round, and a sound sheet of the bureau."""

    county: Organisation
    bureau: Organisation
    elsewhere: Organisation
    round: Round
    sheet: Sheet
    people: dict[str, User]

    def client(self, who: str) -> Client:
        """Return a browser in which WHO is signed in."""
        client = Client()
        client.force_login(self.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def somebody(self, what: str) -> User:
        """Return a person elsewhere in the role that WHAT begins with (``clerk-elsewhere``), or in none."""
        role = what.partition("-")[0]
        return _person(what, self.elsewhere, *(each for each in Role if each.value == role))

    def second_clerk(self) -> User:
        """Return another clerk of the bureau."""
        return _person("second", self.bureau, Role.CLERK)

    def fresh(self) -> Sheet:
        """Return the sheet as it is in the database."""
        return Sheet.objects.get(pk=self.sheet.pk)

    def put(self, state: State) -> Sheet:
        """Put the sheet into STATE."""
        Sheet.objects.filter(pk=self.sheet.pk).update(state=state)
        return self.fresh()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """Return a PostgreSQL cluster of the tests' own."""
    where = programs()
    if where is None:
        pytest.skip(ABSENT)
    with cluster(where) as made:
        yield made


@pytest.fixture(autouse=True)
def _files_go_away(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def unguarded_journal(db: None) -> None:  # noqa: ARG001
    """Take the triggers of the journal down, as the owner of the database can."""
    take_down(connection)


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:  # noqa: ARG001
    """As pytest-django has it; the triggers of the journal go before its tables are emptied."""
    yield
    take_down(connection)


@pytest.fixture(scope="session")
def demo_workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A workbench that is really running, with the demonstration in it."""
    with running(tmp_path_factory.mktemp("demo"), "--demo") as started:
        yield started


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001
    """Return the small world."""
    return small_world()


def small_world() -> World:
    """Make the small world in the database."""
    root = Organisation.objects.add_root({"name": "示范市", "level": Level.CITY})
    county = child(root, "青渡县", Level.COUNTY)
    bureau = child(county, "青渡县医疗保障局", Level.BUREAU)
    elsewhere = child(child(root, "云栖县", Level.COUNTY), "云栖县医疗保障局", Level.BUREAU)
    round_ = Round.objects.create(
        organisation=county,
        title="2024年度绩效自评",
        year=2024,
        project_pack=PACK,
        goals_due=date(2025, 1, 31),
        due=date(2025, 2, 28),
        review_due=date(2025, 3, 31),
    )
    round_.bureaus.set([bureau])
    people = {role.value: _person(role.value, bureau, role) for role in (Role.CLERK, Role.HEAD, Role.READER)}
    people |= {role.value: _person(role.value, county, role) for role in (Role.REVIEWER, Role.ADMINISTRATOR)}
    people["stranger"] = _person("stranger", elsewhere, *Role)
    return World(county, bureau, elsewhere, round_, _sheet(round_, bureau), people)


def _person(username: str, organisation: Organisation, *roles: Role) -> User:
    person = User.objects.open(username, f"人员{username}", PASSWORD)
    for role in roles:
        Membership.objects.create(person=person, organisation=organisation, role=role)
    return person


def _sheet(round_: Round, bureau: Organisation) -> Sheet:
    sheet = begin_sheet(round_, bureau, Subject.PROJECT, "城乡医疗救助补助")
    sheet.content = random_evaluation(find_pack(PACK), 3).model_dump(mode="json")
    sheet.state = State.FILLING
    refresh(sheet)
    sheet.save()
    return sheet
