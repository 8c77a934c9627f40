"""The way of a sheet: who may take which step, and what has to be done first."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from jixiao.web.organisations.models import Membership, Role
from jixiao.web.sheets.editing import Edit, value_at, with_value
from jixiao.web.sheets.models import Sheet, State
from jixiao.web.sheets.passing import RefusedError, pass_on
from jixiao.web.sheets.saving import save
from jixiao.web.sheets.workflow import STEPS, Action
from tests.web.conftest import World

ROLES = [*(role.value for role in Role), "stranger"]


def test_the_whole_way(world: World) -> None:
    pk, people = world.sheet.pk, world.people
    for action, who, state in (
        (Action.SUBMIT, "clerk", State.SIGNING),
        (Action.SIGN, "head", State.REVIEWING),
        (Action.RETURN, "reviewer", State.RETURNED),
        (Action.SUBMIT, "clerk", State.SIGNING),
        (Action.SIGN, "head", State.REVIEWING),
        (Action.ACCEPT, "reviewer", State.ACCEPTED),
        (Action.PUBLISH, "administrator", State.PUBLISHED),
    ):
        assert pass_on(pk, people[who], action, "要补材料").state == state
    assert world.fresh().submissions.count() == 2


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("state", State)
def test_only_the_right_person_at_the_right_time(world: World, action: Action, who: str, state: State) -> None:
    world.put(state)
    step = STEPS[action]
    if step.role != who:
        with pytest.raises(PermissionDenied):
            pass_on(world.sheet.pk, world.people[who], action, "原因")
    elif state not in step.sources:
        with pytest.raises(RefusedError, match="请刷新页面"):
            pass_on(world.sheet.pk, world.people[who], action, "原因")
    else:
        assert pass_on(world.sheet.pk, world.people[who], action, "原因").state == step.target


@pytest.mark.parametrize("action", [action for action, step in STEPS.items() if step.reasoned])
def test_a_step_that_asks_for_a_reason(world: World, action: Action) -> None:
    step = STEPS[action]
    world.put(next(iter(step.sources)))
    with pytest.raises(RefusedError, match="要写明原因"):
        pass_on(world.sheet.pk, world.people[step.role], action, "  ")


def test_nobody_reviews_his_own(world: World) -> None:
    clerk = world.people["clerk"]
    Membership.objects.create(person=clerk, organisation=world.county, role=Role.REVIEWER)
    pass_on(world.sheet.pk, clerk, Action.SUBMIT)
    pass_on(world.sheet.pk, world.people["head"], Action.SIGN)
    with pytest.raises(RefusedError, match="要由别人审核"):
        pass_on(world.sheet.pk, clerk, Action.ACCEPT)


def test_a_contradiction_stops_the_submission(world: World) -> None:
    content = world.sheet.content
    path = "funds/1/executed"  # a part above its whole
    saved = save(world.sheet.pk, world.people["clerk"], 0, [Edit(path, value_at(content, path), "99999")])
    assert saved.merged.refused == ()
    with pytest.raises(RefusedError, match="错误要改正"):
        pass_on(world.sheet.pk, world.people["clerk"], Action.SUBMIT)
    assert world.fresh().state == State.FILLING


def test_what_cannot_be_scored_is_not_submitted(world: World) -> None:
    path = "indicators/0/children/0/children/0/actual"
    Sheet.objects.filter(pk=world.sheet.pk).update(content=with_value(world.sheet.content, path, None))
    with pytest.raises(RefusedError, match="还算不出总分"):
        pass_on(world.sheet.pk, world.people["clerk"], Action.SUBMIT)
