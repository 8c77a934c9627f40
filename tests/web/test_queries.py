"""The queries of a page do not grow with what it lists."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jixiao.evaluations import Subject
from jixiao.web.organisations.models import Level
from jixiao.web.rounds.opening import begin_sheet
from jixiao.web.sheets.models import State
from tests.web.conftest import World, child

PAGES = (
    *(("administrator", way) for way in ("/", "/rounds/", "/rounds/{round}/", "/organisations/", "/dashboard/")),
    *(("administrator", way) for way in ("/results/", "/organisations/{county}/")),
    *(("reviewer", way) for way in ("/review/", "/")),
    *(("clerk", way) for way in ("/sheets/{sheet}/", "/sheets/{sheet}/history/", "/sheets/{sheet}/findings/")),
    ("stranger", "/public/"),
)


def _queries(world: World, who: str, way: str) -> int:
    client = world.client(who)
    address = way.format(round=world.round.pk, county=world.county.pk, sheet=world.sheet.pk)
    with CaptureQueriesContext(connection) as told:
        assert client.get(address).status_code == 200
    return len(told)


def _grow(world: World, first: int, bureaus: int) -> None:
    """Put so many more BUREAUS into the round, each with a sheet in several states."""
    for number in range(first, first + bureaus):
        bureau = child(world.county, f"第{number}局", Level.BUREAU)
        world.round.bureaus.add(bureau)
        for state in (State.REVIEWING, State.PUBLISHED, State.FILLING):
            sheet = begin_sheet(world.round, bureau, Subject.PROJECT, f"项目{state}")
            sheet.content, sheet.state, sheet.total = world.sheet.content, state, world.sheet.total
            sheet.save()


@pytest.mark.parametrize(("who", "way"), PAGES)
def test_more_rows_cost_no_more_queries(world: World, who: str, way: str) -> None:
    _grow(world, 0, 1)
    _queries(world, who, way)  # the first visit of all also looks up what is kept afterwards
    few = _queries(world, who, way)
    _grow(world, 1, 6)
    assert _queries(world, who, way) <= few
