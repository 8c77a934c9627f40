"""The progress of a round is counted at every place of the tree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jixiao.evaluations import Subject
from jixiao.web.organisations.models import Level, Organisation
from jixiao.web.rounds.opening import begin_sheet
from jixiao.web.rounds.progress import Branch, due_of, progress_of
from jixiao.web.sheets.models import State
from tests.web.conftest import World, child

EARLY = date(2025, 1, 1)


def _tree(world: World, today: date = EARLY) -> tuple[Branch, ...]:
    sheets = world.round.sheets.select_related("organisation")
    bureaus = world.round.bureaus.order_by("path")
    return progress_of(world.round, bureaus, Organisation.objects.exclude(level=Level.BUREAU), sheets, today)


def _states(branch: Branch) -> dict[str, int]:
    return {state: number for state, _, number in branch.counts.states if number}


def test_counts_add_up_from_the_bureaus_to_the_root(world: World) -> None:
    other = child(world.county, "青渡县第二局", Level.BUREAU)
    world.round.bureaus.add(other)
    for number, state in enumerate((State.ACCEPTED, State.RETURNED)):
        sheet = begin_sheet(world.round, other, Subject.PROJECT, f"项目{number}")
        sheet.state = state
        sheet.save()
    (city,) = _tree(world)
    (county,) = city.below
    assert [each.organisation.name for each in county.below] == ["青渡县医疗保障局", "青渡县第二局"]
    assert [_states(each) for each in county.below] == [{"filling": 1}, {"accepted": 1, "returned": 1}]
    for branch in (city, county):
        assert _states(branch) == {"filling": 1, "accepted": 1, "returned": 1}
        assert (branch.counts.sheets, branch.counts.done, branch.counts.percent) == (3, 1, 33)
    assert [each.organisation.name for each in city.below] == ["青渡县"]  # nobody of the other county takes part


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("days", [0, 1])
def test_late_is_who_has_passed_the_day_of_his_stage(world: World, state: State, days: int) -> None:
    world.put(state)
    due = due_of(world.round, state)
    today = (due or EARLY) + timedelta(days=days)
    (city,) = _tree(world, today)
    with_the_bureau = state in (State.GOALS, State.FILLING, State.RETURNED, State.SIGNING)
    assert city.counts.late == (1 if days and with_the_bureau else 0)


def test_a_bureau_that_has_begun_nothing_is_late_in_the_end(world: World) -> None:
    world.round.sheets.all().delete()
    assert [each.counts.late for each in _tree(world, world.round.due)] == [0]
    assert [each.counts.late for each in _tree(world, world.round.due + timedelta(days=1))] == [1]


def test_the_bar_has_each_state_behind_the_one_before(world: World) -> None:
    (city,) = _tree(world)
    assert city.counts.stretches == (("filling", 0, 1),)
