"""Filling a sheet from a file."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.evaluations import SelfEvaluation
from jixiao.packs import find_pack
from jixiao.rendering.forms import form_sheets
from jixiao.rendering.forms.excel import forms_workbook
from jixiao.rendering.forms.word import forms_document
from jixiao.web.rounds.models import Round
from jixiao.web.rounds.opening import begin_sheet
from jixiao.web.sheets.beginning import blank_evaluation
from jixiao.web.sheets.judging import leaves_of
from jixiao.web.sheets.models import Sheet, State
from jixiao.workbook import new_workbook
from tests.web.conftest import PACK, World

_PACK = find_pack(PACK)


def _send(world: World, name: str, content: bytes, who: str = "clerk") -> str:
    file = SimpleUploadedFile(name, content)
    response: Any = world.client(who).post(f"/sheets/{world.sheet.pk}/import/", {"file": file}, follow=True)
    return str(response.content.decode())


def _emptied(world: World) -> SelfEvaluation:
    """Take all actual values out of the sheet, and return the evaluation as it was."""
    full = world.sheet.evaluation
    content = json.loads(json.dumps(world.sheet.content))
    for path, _ in leaves_of(full):
        row = content
        for step in path.split("/"):
            row = row[int(step)] if isinstance(row, list) else row[step]
        row["actual"] = row["reason"] = None
    content["funds"][0]["executed"] = None
    Sheet.objects.filter(pk=world.sheet.pk).update(content=content)
    return full


@pytest.mark.parametrize("kind", ["workbook", "word", "excel", "json"])
def test_a_filled_in_file_fills_the_sheet(world: World, kind: str) -> None:
    full = _emptied(world)
    sheets = form_sheets(full, _PACK)
    files = {
        "workbook": ("填报.xlsx", new_workbook(_PACK, full)),
        "word": ("自评表.docx", forms_document(sheets)),
        "excel": ("自评表.xlsx", forms_workbook(sheets)),
        "json": ("自评.json", full.model_dump_json().encode()),
    }
    page = _send(world, *files[kind])
    assert "已填进" in page
    after = world.fresh().evaluation
    assert [leaf.actual for leaf in after.leaves()] == [leaf.actual for leaf in full.leaves()]
    assert after.funds[0].executed == full.funds[0].executed
    assert world.fresh().changes.get().why.startswith("导入")


def test_a_blank_in_the_file_takes_nothing_away(world: World) -> None:
    before = world.sheet.content
    leaves = world.sheet.evaluation
    bare = leaves.model_copy(update={"problems": ("问题一",)})
    Sheet.objects.filter(pk=world.sheet.pk).update(content=before)
    _send(world, "自评.json", bare.model_copy(update={"funds": (), "goals": ()}).model_dump_json().encode())
    assert world.fresh().evaluation.funds == leaves.funds


def test_rows_that_the_sheet_does_not_have_are_told(world: World) -> None:
    full = _emptied(world)
    strange = json.loads(full.model_dump_json())
    strange["indicators"][0]["children"][0]["children"][0]["name"] = "别处的指标"
    assert "别处的指标" in _send(world, "自评.json", json.dumps(strange).encode())


def test_goals_take_over_the_rows_of_the_file(world: World) -> None:
    full = world.sheet.evaluation
    blank = blank_evaluation(_PACK, full.subject, 2024, "青渡县医疗保障局", world.sheet.title)
    Sheet.objects.filter(pk=world.sheet.pk).update(content=blank.model_dump(mode="json"), state=State.GOALS)
    _send(world, "去年.json", full.model_dump_json().encode())
    after = world.fresh().evaluation
    assert [leaf.target for leaf in after.leaves()] == [leaf.target for leaf in full.leaves()]
    assert {leaf.actual for leaf in after.leaves()} == {None}
    assert {fund.executed for fund in after.funds} == {None}


def test_goals_begin_from_last_year(world: World) -> None:
    full = world.sheet.evaluation
    Sheet.objects.filter(pk=world.sheet.pk).update(state=State.PUBLISHED)
    next_round = Round.objects.create(
        organisation=world.county,
        title="2025年度绩效自评",
        year=2025,
        project_pack=PACK,
        goals_due=date(2026, 1, 31),
        due=date(2026, 2, 28),
        review_due=date(2026, 3, 31),
    )
    next_round.bureaus.set([world.bureau])
    sheet = begin_sheet(next_round, world.bureau, full.subject, world.sheet.title)
    world.client("clerk").post(f"/sheets/{sheet.pk}/last-year/")
    begun = Sheet.objects.get(pk=sheet.pk).evaluation
    assert [leaf.target for leaf in begun.leaves()] == [leaf.target for leaf in full.leaves()]
    assert [leaf.last_year for leaf in begun.leaves()] == [leaf.actual for leaf in full.leaves()]
    assert {leaf.actual for leaf in begun.leaves()} == {None}


def test_without_a_last_year_there_is_nothing_to_take(world: World) -> None:
    world.put(State.GOALS)
    page = world.client("clerk").post(f"/sheets/{world.sheet.pk}/last-year/", follow=True).content.decode()
    assert "去年没有这份自评" in page
    assert world.fresh().version == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.exe", b"x", "这种文件读不了"),
        ("坏.xlsx", b"PK\x03\x04", "坏.xlsx："),
        ("散文.txt", "没有什么可填的。".encode(), "没有认出"),
        ("坏.json", b"{", "坏.json"),
    ],
)
def test_a_file_that_cannot_be_used(world: World, name: str, content: bytes, told: str) -> None:
    assert told in _send(world, name, content)
    assert world.fresh().version == 0


def test_the_same_file_again_changes_nothing(world: World) -> None:
    assert "完全相同" in _send(world, "自评.json", world.sheet.evaluation.model_dump_json().encode())


def test_a_closed_sheet_takes_nothing(world: World) -> None:
    full = _emptied(world)
    world.put(State.REVIEWING)
    assert "这一格现在不能改" in _send(world, "自评.json", full.model_dump_json().encode())
    assert world.fresh().version == 0
