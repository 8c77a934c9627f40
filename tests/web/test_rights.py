"""Who may call which address: every address of the workbench against every role, at home and elsewhere.

A new address fails :func:`test_no_address_is_left_out` until it has a row in :data:`TABLE`.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from jixiao.web.api.models import Token
from jixiao.web.checking.models import FileAudit
from jixiao.web.dossiers.models import Dossier
from jixiao.web.organisations.models import Role
from jixiao.web.people.models import Invitation, new_token, valid_until
from jixiao.web.progress import Progress
from jixiao.web.results.models import Rectification, Stage
from jixiao.web.sheets.editing import value_at
from jixiao.web.sheets.models import Change, Sheet, State
from tests.web.conftest import World, everything

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


def _token(world: World) -> Any:
    until = timezone.now() + timedelta(days=1)
    return {"pk": Token.objects.create(person=world.people["clerk"], name="x", token_hash="y", valid_until=until).pk}


def _papers(world: World) -> Any:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("自评表.docx", b"x")
    made = Dossier(sheet=world.sheet, version=0, person=world.people["clerk"], progress=Progress.DONE)
    made.names = ["自评表.docx"]
    made.archive.save("", ContentFile(content.getvalue()))
    return {"pk": world.sheet.pk}


def _rectification(world: World) -> Any:
    made = Rectification(
        sheet=world.sheet,
        fault="台账不全",
        due=timezone.localdate(),
        asked_by=world.people["reviewer"],
        stage=Stage.DONE,
    )
    made.proof_name = "佐证.txt"
    made.proof.save("proof.txt", ContentFile(b"x"))
    return {"pk": made.pk}


def _round(world: World) -> Any:
    return {"pk": world.round.pk}


_OF_ITS_OWNER: dict[str, Any] = {"own": ("clerk",), "refused": 404, "where": _dossier}
# Who is signed in counts for nothing here: a program shows a token, see :data:`CALLS`.
_BY_TOKEN: dict[str, Any] = {"own": (), "refused": 401, "elsewhere": 401, "nobody": 401, "signed_out": 401}
_OPEN: dict[str, Any] = {"nobody": 200, "elsewhere": 200, "signed_out": 200}
_CLERK_CALL: dict[str, Any] = {"own": ("clerk",), "method": "POST", "as_json": True, "where": _sheet}
CALLS: dict[str, Row] = {
    "organisations": Row(elsewhere=200, nobody=200),
    "rounds": Row(elsewhere=200, nobody=200),
    "sheets": Row(elsewhere=200, nobody=200),
    "sheet": Row(where=_sheet),
    "findings": Row(where=_sheet),
    "history": Row(where=_sheet),
    "save_cells": Row(**_CLERK_CALL, data=_cell),
    "take_in": Row(own=("clerk",), good=409, method="POST", where=_sheet, data=lambda _: {"file": io.BytesIO(b"x")}),
    "say": Row(**_CLERK_CALL, good=404, data=lambda _: {"finding": "x", "reason": "无误"}),
    "step": Row(**_CLERK_CALL, data=lambda _: {"action": "submit"}),
    "add_project": Row(
        **(_CLERK_CALL | {"where": lambda world: {"round_pk": world.round.pk, "bureau": world.bureau.pk}}),
        good=201,
        data=lambda _: {"name": "医疗服务能力提升"},
    ),
}
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
    "organisations:rename": Row(**_OF_ADMINISTRATORS, data=lambda _: {"name": "青渡县医保局"}),
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
    **{f"api:{name}": replace(row, **_BY_TOKEN) for name, row in CALLS.items()},
    "api:openapi-json": Row(**_OPEN),
    "api:api-root": Row(good=404, **(_OPEN | {"elsewhere": 404, "nobody": 404, "signed_out": 404})),
    "tokens:index": _LISTS,
    "tokens:make": Row(good=302, elsewhere=302, nobody=302, method="POST", data=lambda _: {"name": "财务系统"}),
    "tokens:revoke": Row(own=("clerk",), refused=404, good=302, method="POST", where=_token),
    "dossiers:index": Row(where=_sheet),
    "dossiers:make": Row(where=_sheet, method="POST", good=302),
    "dossiers:whole": Row(where=_papers),
    "dossiers:single": Row(where=lambda world: {**_papers(world), "number": 0}),
    "insight:index": Row(elsewhere=200),
    "insight:chart": Row(where=lambda _: {"name": "places"}),
    "insight:export": Row(elsewhere=200),
    "results:index": _LISTS,
    "results:sheet": Row(where=_sheet),
    "results:ask": Row(
        own=("reviewer",),
        method="POST",
        good=302,
        where=_sheet,
        data=lambda _: {"fault": "台账不全", "due": "2099-06-30"},
        prepare=State.ACCEPTED,
    ),
    "results:report": Row(**_OF_CLERKS, where=_rectification, data=lambda _: {"done": "已补齐"}),
    "results:settle": Row(
        own=("reviewer",), method="POST", good=302, where=_rectification, data=lambda _: {"verdict": "confirm"}
    ),
    "results:proof": Row(where=_rectification),
    "results:lead-to": Row(
        own=("administrator",), method="POST", good=302, where=_round, data=lambda _: {"优": "优先保障"}
    ),
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
    "sheets:last-year": Row(**_OF_CLERKS, where=_sheet, prepare=State.GOALS),
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
_NO_LISTS = ("people:sign-in", "insight:export")
LISTS = [name for name, row in TABLE.items() if row.where is _nothing and row.method == "GET" and name not in _NO_LISTS]


def browser(world: World, caller: str) -> Client:
    """Return the browser of CALLER, one of :data:`CALLERS`."""
    if caller in world.people:
        return world.client(caller)
    client = Client()
    if caller != SIGNED_OUT:
        client.force_login(world.somebody(caller), backend=BACKEND)
    return client


def program(world: World, caller: str) -> Client:
    """Return a program that acts for CALLER."""
    person = world.people[caller] if caller in world.people else world.somebody(caller)
    token, token_hash = new_token()
    until = timezone.now() + timedelta(days=1)
    Token.objects.create(person=person, name="x", token_hash=token_hash, valid_until=until)
    return Client(headers={"Authorization": f"Bearer {token}"})


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _names(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            yield f"{space}{each.name}"


def test_no_address_is_left_out() -> None:
    assert sorted(_names(get_resolver().url_patterns)) == sorted(TABLE)


def _answers(world: World, rows: dict[str, Row], name: str, callers: Iterable[str], by_token: bool = False) -> Any:
    """Return what each of CALLERS is told at the address NAME, each in a world that nobody has changed yet."""
    row, told = rows[name], {}
    for caller in callers:
        with transaction.atomic():
            told[caller] = _answer(world, row, f"api:{name}" if by_token else name, caller, by_token)
            transaction.set_rollback(True)
    return told


def _answer(world: World, row: Row, name: str, caller: str, by_token: bool) -> int:
    if row.prepare is not None:
        world.put(row.prepare)
    client = program(world, caller) if by_token else browser(world, caller)
    address, data = reverse(name, kwargs=row.where(world)), row.data(world)
    before = everything()
    with closing(row.call(client, address, data)) as answer:
        if answer.status_code in (401, 403, 404) and not by_token:
            assert everything() == before
        if caller == SIGNED_OUT and answer.status_code == 302:
            assert answer.headers["Location"].startswith(reverse("people:sign-in"))
        status: int = answer.status_code
    return status


@pytest.mark.parametrize("name", TABLE)
def test_everybody_gets_what_his_role_allows(world: World, name: str) -> None:
    assert _answers(world, TABLE, name, CALLERS) == {caller: TABLE[name].expected(caller) for caller in CALLERS}


@pytest.mark.parametrize("name", CALLS)
def test_a_token_has_the_rights_of_its_owner(world: World, name: str) -> None:
    callers = [caller for caller in CALLERS if caller != SIGNED_OUT]
    told = _answers(world, CALLS, name, callers, by_token=True)
    assert told == {caller: CALLS[name].expected(caller) for caller in callers}


@pytest.mark.parametrize("name", ["organisations", "rounds", "sheets"])
def test_the_lists_for_programs_hold_nothing_of_another_bureau(world: World, name: str) -> None:
    answer = program(world, "stranger").get(reverse(f"api:{name}"))
    assert "青渡县" not in answer.content.decode()
    assert world.sheet.title not in answer.content.decode()


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.method == "POST" and row.own])
def test_every_change_needs_the_token_of_the_page(world: World, name: str) -> None:
    row = TABLE[name]
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people[row.own[0]], backend=BACKEND)
    assert row.call(client, reverse(name, kwargs=row.where(world)), row.data(world)).status_code == 403


@pytest.mark.parametrize(
    "name", [name for name, row in TABLE.items() if name not in FORMS and not name.startswith("api:")]
)
def test_an_address_answers_to_its_own_method_only(world: World, name: str) -> None:
    row = TABLE[name]
    client = browser(world, row.own[0])
    address = reverse(name, kwargs=row.where(world))
    other = client.post(address) if row.method == "GET" else client.get(address)
    assert other.status_code == 405
