"""What a page lets slip: names, counts, drafts and doings that are none of the reader's business."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from jixiao.evaluations import Subject
from jixiao.web.organisations.models import Level, Membership, Organisation, Role
from jixiao.web.people.models import Invitation, User, new_token, valid_until
from jixiao.web.rounds.models import Round
from jixiao.web.rounds.opening import begin_sheet
from jixiao.web.sheets.models import Change, Sheet, State, Submission
from tests.web.conftest import PACK, World, child
from tests.web.test_rights import BACKEND, LISTS

SECRETS = ("青渡县医疗保障局", "城乡医疗救助补助", "人员clerk", "人员reviewer")


def _signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def sibling(world: World) -> Organisation:
    """Another bureau of the county, which takes part in the same round."""
    made = child(world.county, "青渡县第二局", Level.BUREAU)
    world.round.bureaus.add(made)
    return made


@pytest.fixture
def neighbour(sibling: Organisation) -> User:
    """Return somebody of the other bureau, in every role there."""
    person = User.objects.open("neighbour", "邻居", None)
    for role in Role:
        Membership.objects.create(person=person, organisation=sibling, role=role)
    return person


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_of_a_stranger_name_nothing_of_the_bureau(world: World, name: str) -> None:
    text = world.client("stranger").get(reverse(name)).content.decode()
    assert not [word for word in (*SECRETS, "青渡县", world.round.title) if word in text]


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_of_a_neighbour_name_nothing_of_the_bureau(world: World, neighbour: User, name: str) -> None:
    assert world.sheet.title
    text = _signed_in(neighbour).get(reverse(name)).content.decode()
    assert not [word for word in SECRETS if word in text]


def test_a_bureau_that_takes_part_sees_the_round_without_the_others(world: World, neighbour: User) -> None:
    answer = _signed_in(neighbour).get(reverse("rounds:detail", args=[world.round.pk]))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "青渡县第二局" in text
    assert not [word for word in SECRETS if word in text]
    counts = answer.context["counts"]
    assert (counts.sheets, counts.done) == (0, 0)
    assert not any(count for *_, count in counts.states)


def test_a_round_is_not_set_for_a_bureau_out_of_reach(world: World) -> None:
    county_elsewhere = Organisation.objects.get(name="云栖县")
    manager = User.objects.open("manager", "外县管理员", None)
    Membership.objects.create(person=manager, organisation=county_elsewhere, role=Role.ADMINISTRATOR)
    asked = {
        "organisation": county_elsewhere.pk,
        "title": "不该有的任务",
        "year": 2024,
        "project_pack": PACK,
        "goals_due": "2025-01-31",
        "due": "2025-02-28",
        "review_due": "2025-03-31",
        "bureaus": [world.bureau.pk],
    }
    for facts in (asked, asked | {"organisation": world.county.pk}):
        answer = _signed_in(manager).post(reverse("rounds:add"), facts)
        assert answer.status_code == 422
        assert not [word for word in SECRETS if word in answer.content.decode()]
    assert Round.objects.count() == 1


def test_remarks_of_a_review_under_way_are_the_reviewers_alone(world: World) -> None:
    Submission.objects.create(sheet=world.sheet, number=1, person=world.people["head"], content={})
    world.put(State.REVIEWING)
    address = reverse("sheets:detail", args=[world.sheet.pk])
    world.client("reviewer").post(reverse("sheets:remark", args=[world.sheet.pk]), {"text": "数字存疑"})
    assert "数字存疑" in world.client("reviewer").get(address).content.decode()
    for who in ("clerk", "head", "reader"):
        assert "数字存疑" not in world.client(who).get(address).content.decode()
    go = {"action": "return", "reason": "见意见"}
    world.client("reviewer").post(reverse("sheets:go", args=[world.sheet.pk]), go)
    assert "数字存疑" in world.client("clerk").get(address).content.decode()


def test_scores_changed_in_a_review_under_way_are_the_reviewers_alone(world: World) -> None:
    Submission.objects.create(sheet=world.sheet, number=1, person=world.people["head"], content={})
    world.put(State.REVIEWING)
    given = {"path": "indicators/0/children/0/children/0", "score": "1", "reason": "依据不足以证明"}
    world.client("reviewer").post(reverse("reviewing:change", args=[world.sheet.pk]), given)
    pages = [reverse(name, args=[world.sheet.pk]) for name in ("sheets:detail", "sheets:history")]
    for page in pages:
        assert "依据不足以证明" in world.client("reviewer").get(page).content.decode()
        assert "依据不足以证明" not in world.client("clerk").get(page).content.decode()


def test_remarks_of_the_last_review_stay_in_sight_during_the_next(world: World) -> None:
    world.sheet.remarks.create(text="上一轮的意见", person=world.people["reviewer"])
    Submission.objects.create(sheet=world.sheet, number=2, person=world.people["head"], content={})
    world.put(State.REVIEWING)
    page = world.client("clerk").get(reverse("sheets:detail", args=[world.sheet.pk])).content.decode()
    assert "上一轮的意见" in page


@pytest.mark.parametrize("state", [state for state in State if state is not State.RETURNED])
def test_a_clerk_settles_remarks_only_while_the_sheet_is_his(world: World, state: State) -> None:
    remark = world.sheet.remarks.create(text="请核实", person=world.people["reviewer"])
    world.put(state)
    world.client("clerk").post(reverse("sheets:settle", args=[world.sheet.pk, remark.pk]))
    remark.refresh_from_db()
    assert remark.settled == (state in (State.GOALS, State.FILLING))


@pytest.mark.parametrize("state", [State.SIGNING, State.REVIEWING, State.ACCEPTED, State.PUBLISHED])
def test_no_word_is_added_to_a_sheet_that_was_handed_in(world: World, state: State) -> None:
    world.put(state)
    answer = world.client("clerk").post(
        reverse("sheets:say", args=[world.sheet.pk]), {"finding": "x", "reason": "无误"}
    )
    assert answer.status_code == 403


@pytest.fixture
def other_sheet(world: World, sibling: Organisation) -> Sheet:
    """Return a sheet of the other bureau with a remark and a change."""
    made = begin_sheet(world.round, sibling, Subject.PROJECT, "别局的项目")
    made.remarks.create(text="别局的意见", person=world.people["reviewer"])
    Change.objects.create(sheet=made, version=7, person=world.people["administrator"], edits=[])
    return made


def test_a_remark_of_another_sheet_is_not_reached_by_ones_own(world: World, other_sheet: Sheet) -> None:
    remark = other_sheet.remarks.get()
    answer = world.client("clerk").post(reverse("sheets:settle", args=[world.sheet.pk, remark.pk]))
    assert answer.status_code == 404
    assert not other_sheet.remarks.get().settled


def test_a_change_of_another_sheet_is_not_undone_by_ones_own(world: World, other_sheet: Sheet) -> None:
    assert other_sheet.changes.get().version == 7
    assert world.client("clerk").post(reverse("sheets:undo", args=[world.sheet.pk, 7])).status_code == 404


def test_a_member_of_another_bureau_is_not_dismissed_by_ones_own_address(world: World, neighbour: User) -> None:
    member = neighbour.memberships.first()
    assert member is not None
    address = reverse("organisations:dismiss", args=[world.bureau.pk, member.pk])
    assert world.client("administrator").post(address).status_code == 404
    assert neighbour.memberships.count() == len(Role)


def test_accounts_and_invitations_are_shown_to_administrators_alone(world: World) -> None:
    Invitation.objects.create(
        organisation=world.bureau, role=Role.READER, name="待加入的人", token_hash="x" * 64, valid_until=valid_until()
    )
    person = User.objects.open("hidden-account", "某人", None)
    Membership.objects.create(person=person, organisation=world.bureau, role=Role.READER)
    for who in ("clerk", "head", "reviewer", "reader", "administrator"):
        page = world.client(who).get(reverse("organisations:detail", args=[world.bureau.pk])).content.decode()
        assert ("hidden-account" in page, "待加入的人" in page) == ((who == "administrator",) * 2)


def test_projects_are_offered_only_where_one_may_add_them(world: World, sibling: Organisation) -> None:
    clerk = world.people["clerk"]
    Membership.objects.create(person=clerk, organisation=world.county, role=Role.READER)
    page = world.client("clerk").get(reverse("rounds:detail", args=[world.round.pk])).content.decode()
    assert reverse("sheets:add-project", args=[world.round.pk, world.bureau.pk]) in page
    assert reverse("sheets:add-project", args=[world.round.pk, sibling.pk]) not in page


def test_whoever_lost_his_role_or_his_account_is_out_at_once(world: World) -> None:
    client = world.client("clerk")
    address = reverse("sheets:detail", args=[world.sheet.pk])
    assert client.get(address).status_code == 200
    membership = world.people["clerk"].memberships.get()
    world.client("administrator").post(reverse("organisations:dismiss", args=[world.bureau.pk, membership.pk]))
    assert client.get(address).status_code == 404
    User.objects.filter(pk=world.people["clerk"].pk).update(is_active=False)
    assert client.get(address).status_code == 302


def test_a_refusal_does_not_say_whether_the_thing_exists(world: World) -> None:
    client = world.client("stranger")
    answers = [client.get(reverse("sheets:detail", args=[pk])) for pk in (world.sheet.pk, world.sheet.pk + 1000)]
    there, nowhere = (re.sub(rb'value="\w{64}"', b"", answer.content) for answer in answers)  # the form's own token
    assert [answer.status_code for answer in answers] == [404, 404]
    assert there == nowhere


def test_an_invitation_is_good_for_once(world: World) -> None:
    token, token_hash = new_token()
    Invitation.objects.create(
        organisation=world.bureau, role=Role.READER, name="新人", token_hash=token_hash, valid_until=valid_until()
    )
    address = reverse("people:accept-invitation", args=[token])
    facts = {"username": "newcomer", "password": "a-long-password-2", "again": "a-long-password-2"}
    assert Client().post(address, facts).status_code == 302
    assert Client().post(address, facts | {"username": "second"}).status_code == 404
    assert User.objects.filter(username__in=["newcomer", "second"]).count() == 1


def test_signed_out_while_typing_the_script_is_told_in_its_own_language(world: World) -> None:
    answer = Client().post(
        reverse("sheets:save", args=[world.sheet.pk]), json.dumps({}), content_type="application/json"
    )
    assert answer.status_code == 401
    assert "重新登录" in answer.json()["message"]
    part = Client().get(reverse("sheets:findings", args=[world.sheet.pk]), headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == reverse("people:sign-in")
