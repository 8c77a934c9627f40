"""Cells and changes in words."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.packs import find_pack
from jixiao.web.sheets.editing import row_edit, value_at, with_value
from jixiao.web.sheets.models import State, Submission
from jixiao.web.sheets.wording import told_differences, words_of
from samples.random_evaluations import random_evaluation
from tests.web.conftest import World

CONTENT: Any = random_evaluation(find_pack("mof/project-2020"), 3).model_dump(mode="json")
ROW = "indicators/0/children/0/children/0"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"{ROW}/actual", f"{value_at(CONTENT, ROW)['name']}：实际完成值"),
        ("funds/0/executed", "年度资金总额：全年执行数"),
        ("goals/0/reached", "第1项目标：实际完成情况"),
        ("indicators", "绩效指标"),
        ("indicators/0/children", "产出指标：下级指标"),
        ("problems", "存在的问题"),
        ("funds/99/executed", "（未命名）：全年执行数"),
    ],
)
def test_a_cell_is_called_by_its_indicator_and_column(path: str, words: str) -> None:
    assert words_of(CONTENT, path) == words


def test_equal_contents_do_not_differ() -> None:
    assert told_differences(CONTENT, CONTENT) == ()


def test_a_changed_cell_is_told() -> None:
    (told,) = told_differences(CONTENT, with_value(CONTENT, "funds/0/executed", None))
    assert (told.about, told.after) == ("年度资金总额：全年执行数", "（空）")


def test_added_rows_are_told_by_their_names() -> None:
    edit = row_edit(CONTENT, ROW, "add")
    (told,) = told_differences(CONTENT, with_value(CONTENT, edit.path, edit.after))
    assert told.about == "数量指标：下级指标"
    assert "新指标" in told.after


def test_two_submissions_side_by_side(world: World) -> None:
    contents = (CONTENT, with_value(CONTENT, "goals/0/reached", "补正后的说明"))
    for number, content in enumerate(contents, 1):
        Submission.objects.create(sheet=world.sheet, number=number, person=world.people["head"], content=content)
    world.put(State.REVIEWING)
    page = world.client("reviewer").get(f"/sheets/{world.sheet.pk}/compare/").content.decode()
    assert "第1项目标：实际完成情况" in page
    assert "补正后的说明" in page
