"""Who may call which address: every address of the workbench against every role, at home and elsewhere.

A new address fails :func:`test_no_address_is_left_out` until it has a row in :data:`TABLE`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jixiao.web.checking.models import FileAudit, Progress
from jixiao.web.organisations.models import Role
from jixiao.web.people.models import Invitation, new_token, valid_until
from jixiao.web.sheets.editing import value_at
from jixiao.web.sheets.models import Change, Sheet, State
from tests.web.conftest import World

ROLES = tuple(role.value for role in Role)
NOBODY = "nobody"
SIGNED_OUT = "signed-out"
CALLERS = (*ROLES, *(f"{role}-elsewhere" for role in ROLES), NOBODY, SIGNED_OUT)
ACTUAL = "indicators/0/children/0/children/0/actual"
BACKEND = "django.contrib.auth.backends.ModelBackend"

# Shown and sent in at the same address.
FORMS = (
    "people:sign-in",
    "people:password",
    "people:accept-invitation",
    "rounds:add",
    "checking:index",
)

Facts = Callable[[World], Any]


def _nothing(_: World) -> Any:
    return {}


def _sheet(world: World) -> Any:
    return {"pk": world.sheet.pk}


@dataclass(frozen=True, slots=True)
class Row:
    """An address: how it is called, and what each role at home, elsewhere, and a person without any role is told.

    Elsewhere, ``somewhere`` gets ``good`` and ``unseen_by`` is told that there is no such thing.
    ``own`` names the roles that get ``good``; the other roles at home are told ``refused``.
    """

    own: tuple[str, ...] = ROLES
    good: int = 200
    refused: int = 403
    elsewhere: int = 404
    somewhere: tuple[str, ...] = ()
    unseen_by: tuple[str, ...] = ()
    nobody: int = 404
    signed_out: int = 302
    method: Literal["GET", "POST"] = "GET"
    where: Facts = _nothing
    data: Facts = _nothing
    as_json: bool = False
    prepare: State | None = None

    def expected(self, caller: str) -> int:
        """Return the status for CALLER."""
        if caller == SIGNED_OUT:
            return self.signed_out
        if caller == NOBODY:
            return self.nobody
        role, _, elsewhere = caller.partition("-")
        if elsewhere and role in self.unseen_by:
            return 404
        if elsewhere:
            return self.good if role in self.somewhere else self.elsewhere
        return self.good if role in self.own else self.refused

    def call(self, client: Client, address: str, data: Any) -> Any:
        """Call ADDRESS as CLIENT and return the response."""
        if self.method == "GET":
            return client.get(address)
        if self.as_json:
            return client.post(address, json.dumps(data), content_type="application/json")
        return client.post(address, data)


def _cell(world: World) -> Any:
    edit = {"path": ACTUAL, "before": value_at(world.sheet.content, ACTUAL), "after": "1人"}
    return {"seen": 0, "edits": [edit]}


def _change(world: World) -> Any:
    Sheet.objects.filter(pk=world.sheet.pk).update(version=1)
    edits = [{"path": ACTUAL, "before": "1人", "after": value_at(world.sheet.content, ACTUAL)}]
    Change.objects.create(sheet=world.sheet, version=1, person=world.people["clerk"], edits=edits)
    return {"pk": world.sheet.pk, "version": 1}


def _remark(world: World) -> Any:
    made = world.sheet.remarks.create(text="请核实", person=world.people["reviewer"])
    return {"pk": world.sheet.pk, "number": made.pk}


def _membership(world: World) -> Any:
    member = world.people["reader"].memberships.get()
    return {"pk": member.organisation_id, "member": member.pk}


def _invitation(world: World) -> Any:
    token, token_hash = new_token()
    Invitation.objects.create(
        organisation=world.bureau, role=Role.READER, name="新人", token_hash=token_hash, valid_until=valid_until()
    )
    return {"token": token}


def _bureau(world: World) -> Any:
    return {"pk": world.bureau.pk}


def _dossier(world: World) -> Any:
    return {"pk": FileAudit.objects.create(person=world.people["clerk"], progress=Progress.DONE).pk}


def _published(world: World) -> Any:
    return {"pk": world.put(State.PUBLISHED).pk}


_OF_ITS_OWNER: dict[str, Any] = {"own": ("clerk",), "refused": 404, "where": _dossier}
_OPEN: dict[str, Any] = {"nobody": 200, "elsewhere": 200, "signed_out": 200}
_LISTS = Row(elsewhere=200, nobody=200)
_OF_CLERKS: dict[str, Any] = {"own": ("clerk",), "method": "POST", "good": 302}
_OF_ADMINISTRATORS: dict[str, Any] = {"own": ("administrator",), "method": "POST", "good": 302, "where": _bureau}
_ANYBODY: dict[str, Any] = {"nobody": 200, "elsewhere": 200}

TABLE: dict[str, Row] = {
    "home": _LISTS,
    "health": Row(**_OPEN),
    "people:sign-in": Row(good=302, elsewhere=302, nobody=302, signed_out=200),
    "people:sign-out": Row(good=302, elsewhere=302, nobody=302, signed_out=302, method="POST"),
    "people:password": Row(**_ANYBODY),
    "people:accept-invitation": Row(where=_invitation, **_OPEN),
    "organisations:tree": _LISTS,
    "organisations:detail": Row(where=_bureau),
    "organisations:add": Row(**_OF_ADMINISTRATORS, data=lambda _: {"name": "下属中心", "level": "unit"}),
    "organisations:invite": Row(**_OF_ADMINISTRATORS, data=lambda _: {"name": "新人", "role": "reader"}),
    "organisations:dismiss": Row(**(_OF_ADMINISTRATORS | {"where": _membership})),
    "rounds:index": _LISTS,
    "rounds:add": Row(own=("administrator",), elsewhere=403, somewhere=("administrator",), nobody=403),
    "rounds:detail": Row(where=lambda world: {"pk": world.round.pk}),
    "publishing:index": Row(**_OPEN),
    "publishing:detail": Row(where=_published, **_OPEN),
    "publishing:data": Row(where=_published, **_OPEN),
    "checking:index": _LISTS,
    "checking:detail": Row(**_OF_ITS_OWNER),
    "checking:page": Row(**_OF_ITS_OWNER),
    "checking:remove": Row(**_OF_ITS_OWNER, method="POST", good=302),
    "reviewing:queue": Row(own=("reviewer",), elsewhere=403, somewhere=("reviewer",), nobody=403),
    "reviewing:sample": Row(
        own=("reviewer",),
        method="POST",
        good=302,
        elsewhere=403,
        unseen_by=("reviewer",),
        nobody=403,
        data=lambda world: {"round": str(world.round.pk), "share": "50"},
        prepare=State.REVIEWING,
    ),
    "reviewing:change": Row(
        own=("reviewer",),
        method="POST",
        good=302,
        where=_sheet,
        data=lambda _: {"path": ACTUAL.removesuffix("/actual"), "score": "1", "reason": "证据不足"},
        prepare=State.REVIEWING,
    ),
    "sheets:import": Row(**_OF_CLERKS, where=_sheet, prepare=State.FILLING),
    "sheets:compare": Row(where=_sheet),
    "sheets:detail": Row(where=_sheet),
    "sheets:save": Row(
        own=("clerk",), method="POST", where=_sheet, data=_cell, as_json=True, signed_out=401, prepare=State.FILLING
    ),
    "sheets:rows": Row(
        **_OF_CLERKS,
        where=_sheet,
        data=lambda _: {"path": "indicators/0/children/0/children/0", "act": "add", "seen": "0"},
        prepare=State.GOALS,
    ),
    "sheets:findings": Row(where=_sheet),
    "sheets:say": Row(own=("clerk",), method="POST", where=_sheet, data=lambda _: {"finding": "x", "reason": "无误"}),
    "sheets:go": Row(**_OF_CLERKS, where=_sheet, data=lambda _: {"action": "submit"}),
    "sheets:history": Row(where=_sheet),
    "sheets:undo": Row(**_OF_CLERKS, where=_change),
    "sheets:remark": Row(
        own=("reviewer",),
        method="POST",
        good=302,
        where=_sheet,
        data=lambda _: {"text": "请核实"},
        prepare=State.REVIEWING,
    ),
    "sheets:settle": Row(own=("clerk", "reviewer"), method="POST", good=302, where=_remark, prepare=State.RETURNED),
    "sheets:add-project": Row(
        **_OF_CLERKS,
        where=lambda world: {"round_pk": world.round.pk, "bureau": world.bureau.pk},
        data=lambda _: {"name": "医疗服务能力提升"},
    ),
}


# Pages that show many things at once.
LISTS = [
    name for name, row in TABLE.items() if row.where is _nothing and row.method == "GET" and name != "people:sign-in"
]


def browser(world: World, caller: str) -> Client:
    """Return the browser of CALLER, one of :data:`CALLERS`."""
    if caller in world.people:
        return world.client(caller)
    client = Client()
    if caller != SIGNED_OUT:
        client.force_login(world.somebody(caller), backend=BACKEND)
    return client


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _names(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            yield f"{space}{each.name}"


def test_no_address_is_left_out() -> None:
    assert sorted(_names(get_resolver().url_patterns)) == sorted(TABLE)


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("name", TABLE)
def test_everybody_gets_what_his_role_allows(world: World, name: str, caller: str) -> None:
    row = TABLE[name]
    if row.prepare is not None:
        world.put(row.prepare)
    client, address, data = browser(world, caller), reverse(name, kwargs=row.where(world)), row.data(world)
    before = world.everything()
    answer = row.call(client, address, data)
    assert answer.status_code == row.expected(caller)
    if answer.status_code in (401, 403, 404):
        assert world.everything() == before
    if caller == SIGNED_OUT and answer.status_code == 302:
        assert answer.headers["Location"].startswith(reverse("people:sign-in"))


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.method == "POST"])
def test_every_change_needs_the_token_of_the_page(world: World, name: str) -> None:
    row = TABLE[name]
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people[row.own[0]], backend=BACKEND)
    assert row.call(client, reverse(name, kwargs=row.where(world)), row.data(world)).status_code == 403


@pytest.mark.parametrize("name", [name for name in TABLE if name not in FORMS])
def test_an_address_answers_to_its_own_method_only(world: World, name: str) -> None:
    row = TABLE[name]
    client = browser(world, row.own[0])
    address = reverse(name, kwargs=row.where(world))
    other = client.post(address) if row.method == "GET" else client.get(address)
    assert other.status_code == 405
