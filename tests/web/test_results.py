"""Rectification with dates and proof, and what a grade leads to."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.web.results.models import Consequence, Rectification, Stage
from jixiao.web.sheets.models import State
from tests.web.conftest import World


@pytest.fixture(autouse=True)
def _uploads_go_away(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _asked(world: World, due: str = "2025-06-30") -> Rectification:
    world.put(State.ACCEPTED)
    world.client("reviewer").post(f"/results/sheets/{world.sheet.pk}/ask/", {"fault": "台账不全", "due": due})
    return Rectification.objects.get()


def test_asked_done_with_proof_and_confirmed(world: World) -> None:
    made = _asked(world)
    proof = SimpleUploadedFile("整改台账.pdf", b"%PDF-1.4")
    world.client("clerk").post(f"/results/{made.pk}/report/", {"done": "已补齐", "proof": proof})
    made.refresh_from_db()
    assert (made.stage, made.proof_name) == (Stage.DONE, "整改台账.pdf")
    assert "整改台账" not in str(made.proof)
    answer: Any = world.client("head").get(f"/results/{made.pk}/proof/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    world.client("reviewer").post(f"/results/{made.pk}/settle/", {"verdict": "confirm"})
    made.refresh_from_db()
    assert made.stage == Stage.CONFIRMED
    world.client("clerk").post(f"/results/{made.pk}/report/", {"done": "再改"})
    made.refresh_from_db()
    assert made.done == "已补齐"


def test_asked_for_again(world: World) -> None:
    made = _asked(world)
    world.client("clerk").post(f"/results/{made.pk}/report/", {"done": "已补齐"})
    world.client("reviewer").post(f"/results/{made.pk}/settle/", {"verdict": "again"})
    made.refresh_from_db()
    assert made.stage == Stage.OPEN


def test_what_is_late_is_shown(world: World) -> None:
    _asked(world, due="2025-01-01")
    assert "逾期" in world.client("clerk").get("/results/").content.decode()


@pytest.mark.parametrize("state", [State.FILLING, State.REVIEWING, State.RETURNED])
def test_only_of_an_accepted_evaluation(world: World, state: State) -> None:
    world.put(state)
    world.client("reviewer").post(f"/results/sheets/{world.sheet.pk}/ask/", {"fault": "x", "due": "2025-06-30"})
    assert not Rectification.objects.exists()


@pytest.mark.parametrize("data", [{"fault": "", "due": "2025-06-30"}, {"fault": "x", "due": "昨天"}])
def test_what_is_not_complete_is_given_back(world: World, data: dict[str, str]) -> None:
    world.put(State.ACCEPTED)
    assert world.client("reviewer").post(f"/results/sheets/{world.sheet.pk}/ask/", data).status_code == 422


def test_a_proof_that_is_no_paper_is_refused(world: World) -> None:
    made = _asked(world)
    page = world.client("clerk").post(
        f"/results/{made.pk}/report/", {"done": "x", "proof": SimpleUploadedFile("a.exe", b"x")}, follow=True
    )
    assert "a.exe：这种文件" in page.content.decode()
    assert Rectification.objects.get().stage == Stage.OPEN


def test_a_stranger_sees_none_of_it(world: World) -> None:
    made = _asked(world)
    client = world.client("stranger")
    assert made.fault not in client.get("/results/").content.decode()
    for way in ("report", "settle"):
        assert client.post(f"/results/{made.pk}/{way}/", {"done": "x"}).status_code == 404
    assert client.get(f"/results/{made.pk}/proof/").status_code == 404


def test_what_a_grade_leads_to(world: World) -> None:
    given = {"优": "下年优先保障", "良": "", "中": "", "差": "压减预算"}
    assert world.client("clerk").post(f"/results/rounds/{world.round.pk}/", given).status_code in (403, 404)
    world.client("administrator").post(f"/results/rounds/{world.round.pk}/", given)
    assert [each.grade for each in Consequence.objects.all()] == ["优", "差"]
    world.put(State.ACCEPTED)
    assert "下年优先保障" in world.client("clerk").get(f"/results/sheets/{world.sheet.pk}/").content.decode()
