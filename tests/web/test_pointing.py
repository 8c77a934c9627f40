"""What is still to be done stands at the row at which it is to be done."""

from __future__ import annotations

import re
from typing import Any

import pytest

from jixiao.evaluations import SelfEvaluation, Subject
from jixiao.packs import find_pack
from jixiao.web.sheets.beginning import blank_evaluation
from jixiao.web.sheets.catching_up import changed_since
from jixiao.web.sheets.editing import Edit, row_edit, value_at, with_value
from jixiao.web.sheets.judging import scored
from jixiao.web.sheets.models import Sheet, State
from jixiao.web.sheets.passing import RefusedError, pass_on
from jixiao.web.sheets.pointing import Todo, todos_of
from jixiao.web.sheets.saving import save
from jixiao.web.sheets.workflow import Action
from samples.random_evaluations import random_evaluation
from tests.web.conftest import PACK, World

ROW = "indicators/0/children/0/children/0"
CONTENT: Any = random_evaluation(find_pack(PACK), 3).model_dump(mode="json") | {"pack": PACK}


def _todos(content: Any, state: State) -> tuple[Todo, ...]:
    return todos_of(scored(SelfEvaluation.model_validate(content)), state)


@pytest.mark.parametrize("state", [State.GOALS, State.FILLING])
def test_nothing_is_left_to_do_in_a_sound_sheet(state: State) -> None:
    assert _todos(CONTENT, state) == ()


def test_an_empty_form_asks_for_indicators_in_each_category() -> None:
    blank = blank_evaluation(find_pack(PACK), Subject.PROJECT, 2024, "某局", "某项目")
    todos = _todos(blank.model_dump(mode="json"), State.GOALS)
    assert Todo("indicators/0/children/0", "whole", "“数量指标”下面还没有指标：请加一个；用不到就删掉") in todos
    assert not [each for each in todos if "没有写" in each.message]


def test_a_new_indicator_asks_for_its_points_and_its_target() -> None:
    edit = row_edit(CONTENT, ROW, "add")
    todos = _todos(with_value(CONTENT, edit.path, edit.after), State.GOALS)
    new = ROW.removesuffix("0") + "1"
    assert {each.path for each in todos} == {f"{new}/weight", f"{new}/target"}


def test_points_that_do_not_add_up_are_told() -> None:
    weight = value_at(CONTENT, f"{ROW}/weight")
    (todo,) = _todos(with_value(CONTENT, f"{ROW}/weight", str(int(weight) + 3)), State.GOALS)
    assert (todo.path, todo.kind) == ("", "whole")
    assert "多3分" in todo.message


def test_a_missing_value_and_a_missing_reason_stand_at_their_cells() -> None:
    content = with_value(CONTENT, f"{ROW}/actual", None)
    assert [(each.path, each.kind) for each in _todos(content, State.FILLING)] == [(f"{ROW}/actual", "blank")]
    poor = re.sub(r"[\d.]+", "1", value_at(CONTENT, f"{ROW}/actual"))
    low = with_value(with_value(CONTENT, f"{ROW}/actual", poor), f"{ROW}/reason", None)
    assert (f"{ROW}/reason", "reason") in [(each.path, each.kind) for each in _todos(low, State.FILLING)]


def test_goals_that_are_not_set_cannot_be_fixed(world: World) -> None:
    content = with_value(world.sheet.content, f"{ROW}/weight", None)
    Sheet.objects.filter(pk=world.sheet.pk).update(content=content, state=State.GOALS)
    with pytest.raises(RefusedError, match="目标还没有定完"):
        pass_on(world.sheet.pk, world.people["clerk"], Action.SET_GOALS)
    assert world.fresh().state == State.GOALS


def test_a_page_catches_up_with_what_others_wrote(world: World) -> None:
    pk, clerk = world.sheet.pk, world.people["clerk"]
    path = f"{ROW}/actual"
    save(pk, clerk, 0, [Edit(path, value_at(world.sheet.content, path), "4000人")])
    save(pk, clerk, 1, [Edit(path, "4000人", "4001人")])
    assert changed_since(world.fresh(), 0) == {path: "4001人"}
    assert changed_since(world.fresh(), 2) == {}


def test_after_rows_moved_there_is_nothing_to_catch_up_with(world: World) -> None:
    sheet = world.put(State.GOALS)
    clerk = world.people["clerk"]
    save(sheet.pk, clerk, 0, [row_edit(sheet.content, ROW, "add")])
    assert changed_since(world.fresh(), 0) == {}
    assert world.fresh().shaped_at == 1
