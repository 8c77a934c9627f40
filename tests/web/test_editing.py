"""Changing cells and bringing two people's changes together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.packs import find_pack
from jixiao.web.sheets.editing import ROW_ACTS, Edit, NoSuchCellError, inverse, merge, row_edit, value_at, with_value
from jixiao.web.sheets.models import State
from samples.random_evaluations import random_evaluation

CONTENT: Any = random_evaluation(find_pack("mof/project-2020"), 3).model_dump(mode="json")
ACTUAL = "indicators/0/children/0/children/0/actual"
EXECUTED = "funds/0/executed"


def _merge(*edits: Edit, content: Any = CONTENT, state: State = State.FILLING, moved: bool = False) -> Any:
    return merge(content, edits, state, rows_moved=moved)


def test_a_cell_is_changed_and_nothing_else() -> None:
    before = value_at(CONTENT, ACTUAL)
    merged = _merge(Edit(ACTUAL, before, "999人"))
    assert value_at(merged.content, ACTUAL) == "999人"
    assert with_value(merged.content, ACTUAL, before) == CONTENT
    assert value_at(CONTENT, ACTUAL) == before  # the old content is left alone


def test_a_number_is_kept_without_commas_and_full_width_digits() -> None:
    merged = _merge(Edit(EXECUTED, value_at(CONTENT, EXECUTED), "１,３75.16"))
    assert merged.refused == ()
    assert value_at(merged.content, EXECUTED) == "1375.16" or merged.made == ()


def test_words_where_a_number_is_due_are_given_back() -> None:
    (refusal,) = _merge(Edit(EXECUTED, value_at(CONTENT, EXECUTED), "很多")).refused
    assert (refusal.written, refusal.conflict) == ("很多", False)
    assert "应当填数" in refusal.message


@pytest.mark.parametrize("mark", ["—", "无", "不适用"])
def test_a_mark_in_place_of_a_number_is_kept(mark: str) -> None:
    merged = _merge(Edit("funds/2/executed", value_at(CONTENT, "funds/2/executed"), mark))
    assert value_at(merged.content, "funds/2/executed") == mark


def test_a_blank_is_nothing_and_not_zero() -> None:
    merged = _merge(Edit(EXECUTED, value_at(CONTENT, EXECUTED), "  "))
    assert value_at(merged.content, EXECUTED) is None


def test_a_cell_that_somebody_else_changed_is_a_conflict() -> None:
    (refusal,) = _merge(Edit(ACTUAL, "what was there before", "mine")).refused
    assert refusal.conflict
    assert refusal.now == value_at(CONTENT, ACTUAL)


def test_two_people_who_wrote_the_same_do_not_quarrel() -> None:
    merged = _merge(Edit(ACTUAL, "what was there before", value_at(CONTENT, ACTUAL)))
    assert (merged.made, merged.refused) == ((), ())


def test_rows_that_moved_make_every_edit_a_conflict() -> None:
    merged = _merge(Edit(ACTUAL, value_at(CONTENT, ACTUAL), "mine"), moved=True)
    assert merged.content == CONTENT
    assert merged.refused[0].conflict


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("indicators/0/children/0/children/0/target", State.FILLING),  # a target is not moved after the event
        (ACTUAL, State.GOALS),
        (ACTUAL, State.REVIEWING),
        (ACTUAL, State.PUBLISHED),
        ("total", State.FILLING),
        ("grade", State.FILLING),
        ("pack", State.GOALS),
    ],
)
def test_a_closed_cell_is_not_changed(path: str, state: State) -> None:
    merged = _merge(Edit(path, value_at(CONTENT, path), "新"), state=state)
    assert merged.content == CONTENT
    assert merged.refused[0].message == "这一格现在不能改"


@pytest.mark.parametrize("path", ["indicators/99/actual", "funds/x/executed", "funds/0/nothing", ""])
def test_a_path_that_leads_nowhere(path: str) -> None:
    with pytest.raises(NoSuchCellError):
        value_at(CONTENT, path)


@given(st.lists(st.sampled_from([ACTUAL, EXECUTED, "funds/1/executed", "goals/0/reached"]), unique=True), st.data())
def test_undoing_brings_back_what_was(paths: list[str], data: st.DataObject) -> None:
    numbers = st.decimals(0, 9999, places=2).map(str)
    edits = [Edit(path, value_at(CONTENT, path), data.draw(numbers)) for path in paths]
    merged = _merge(*edits)
    assert merged.refused == ()
    undone = _merge(*inverse(merged.made), content=merged.content)
    assert undone.content == CONTENT


@pytest.mark.parametrize("act", ROW_ACTS)
def test_rows_are_added_removed_and_moved(act: str) -> None:
    path = "indicators/0/children/0/children/0"
    edit = row_edit(CONTENT, path, act)
    merged = _merge(edit, state=State.GOALS)
    assert merged.refused == ()
    assert edit.shapes
    undone = _merge(*inverse(merged.made), content=merged.content, state=State.GOALS)
    assert undone.content == CONTENT


def test_a_row_act_that_there_is_not() -> None:
    with pytest.raises(NoSuchCellError):
        row_edit(CONTENT, "indicators/0", "explode")
    with pytest.raises(NoSuchCellError):
        row_edit(CONTENT, "department", "remove")
