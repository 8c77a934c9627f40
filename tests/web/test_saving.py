"""What a person wrote is in the sheet or given back to him; every change can be seen and undone."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from jixiao.web.journal.chain import broken_links
from jixiao.web.sheets.editing import value_at
from jixiao.web.sheets.models import State
from tests.web.conftest import World

ACTUAL = "indicators/0/children/0/children/0/actual"


def _save(world: World, who: str, seen: int, **cells: Any) -> Any:
    edits = [{"path": path, "before": before, "after": after} for path, (before, after) in cells.items()]
    body = json.dumps({"seen": seen, "edits": edits})
    return world.client(who).post(f"/sheets/{world.sheet.pk}/cells/", body, content_type="application/json")


def test_a_saved_cell_is_scored_at_once(world: World) -> None:
    before = value_at(world.sheet.content, ACTUAL)
    few = re.sub(r"[\d.]+", "1", str(before))
    answer = _save(world, "clerk", 0, **{ACTUAL: (before, few)}).json()
    assert answer["version"] == 1
    assert answer["made"] == [{"path": ACTUAL, "now": few}]
    sheet = world.fresh()
    assert value_at(sheet.content, ACTUAL) == few
    assert sheet.total is not None
    assert world.sheet.total is not None
    assert sheet.total < world.sheet.total
    assert answer["total"] == f"{sheet.total.normalize():f}"


def test_two_people_in_different_cells_lose_nothing(world: World) -> None:
    reached = value_at(world.sheet.content, "goals/0/reached")
    _save(world, "clerk", 0, **{ACTUAL: (value_at(world.sheet.content, ACTUAL), "4000人")})
    answer = _save(world, "clerk", 0, **{"goals/0/reached": (reached, "都做完了")}).json()
    assert answer["refused"] == []
    assert value_at(world.fresh().content, ACTUAL) == "4000人"
    assert value_at(world.fresh().content, "goals/0/reached") == "都做完了"


def test_two_people_in_one_cell_the_second_is_told(world: World) -> None:
    before = value_at(world.sheet.content, ACTUAL)
    _save(world, "clerk", 0, **{ACTUAL: (before, "4000人")})
    (refused,) = _save(world, "clerk", 0, **{ACTUAL: (before, "5000人")}).json()["refused"]
    assert (refused["now"], refused["conflict"]) == ("4000人", True)
    assert value_at(world.fresh().content, ACTUAL) == "4000人"


def test_a_saving_sent_twice_is_made_once(world: World) -> None:
    before = value_at(world.sheet.content, ACTUAL)
    for _ in range(2):
        answer = _save(world, "clerk", 0, **{ACTUAL: (before, "4000人")}).json()
    assert answer["refused"] == []
    assert world.fresh().version == 1


def test_a_change_can_be_undone(world: World) -> None:
    before = value_at(world.sheet.content, ACTUAL)
    _save(world, "clerk", 0, **{ACTUAL: (before, "1人")})
    world.client("clerk").post(f"/sheets/{world.sheet.pk}/history/1/undo/")
    sheet = world.fresh()
    assert (value_at(sheet.content, ACTUAL), sheet.version) == (before, 2)
    assert sheet.total == world.sheet.total
    assert list(broken_links()) == []


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"seen": 0}', '{"seen": 0, "edits": [1]}', '{"seen": 0, "edits": [{}]}']
)
def test_what_cannot_be_understood_is_refused_in_a_sentence(world: World, body: str) -> None:
    response = world.client("clerk").post(f"/sheets/{world.sheet.pk}/cells/", body, content_type="application/json")
    assert response.status_code == 400
    assert "请刷新页面" in response.json()["message"]


@pytest.mark.parametrize("typed", ["4000\x00人", "\ud8004000人", "4000\x0b人\x07"])
def test_signs_that_cannot_be_kept_are_left_out(world: World, typed: str) -> None:
    before = value_at(world.sheet.content, ACTUAL)
    assert _save(world, "clerk", 0, **{ACTUAL: (before, typed)}).status_code == 200
    assert value_at(world.fresh().content, ACTUAL) == "4000人"


@pytest.mark.parametrize("body", ["[" * 100_000, b"\xff\xfe", '{"seen": 1e999, "edits": []}'])
def test_what_no_browser_sends_is_refused_in_a_sentence(world: World, body: str | bytes) -> None:
    response = world.client("clerk").post(f"/sheets/{world.sheet.pk}/cells/", body, content_type="application/json")
    assert response.status_code == 400


def test_a_number_stays_as_it_was_written(world: World) -> None:
    edit = f'{{"path": "funds/2/executed", "before": {json.dumps(_third(world))}, "after": 0.10}}'
    body = f'{{"seen": 0, "edits": [{edit}]}}'
    world.client("clerk").post(f"/sheets/{world.sheet.pk}/cells/", body, content_type="application/json")
    assert _third(world) == "0.10"


def _third(world: World) -> Any:
    return value_at(world.fresh().content, "funds/2/executed")


@pytest.mark.parametrize("path", ["funds/0/executed", "funds/0/adjusted"])
def test_an_amount_with_too_many_zeros_is_saved_and_found_by_the_audit(world: World, path: str) -> None:
    amount = "1" + "0" * 30
    answer = _save(world, "clerk", 0, **{path: (value_at(world.sheet.content, path), amount)})
    assert answer.status_code == 200
    assert value_at(world.fresh().content, path) == amount


def test_a_project_is_added_once(world: World) -> None:
    address = f"/sheets/rounds/{world.round.pk}/bureaus/{world.bureau.pk}/projects/"
    for _ in range(2):
        world.client("clerk").post(address, {"name": "医疗服务能力提升"})
    world.client("clerk").post(address, {"name": "长" * 101})
    world.client("clerk").post(address, {"name": ""})
    assert world.round.sheets.count() == 2


def test_a_sheet_in_review_is_closed(world: World) -> None:
    world.put(State.REVIEWING)
    (refused,) = _save(world, "clerk", 0, **{ACTUAL: (value_at(world.sheet.content, ACTUAL), "1人")}).json()["refused"]
    assert refused["message"] == "这一格现在不能改"
