"""What everybody may see, and what nobody may who has not signed in."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client

from jixiao.web.sheets.models import Sheet, State
from tests.web.conftest import World


def test_a_published_sheet_needs_no_sign_in(world: World) -> None:
    sheet = world.put(State.PUBLISHED)
    stranger = Client()
    assert sheet.title in stranger.get("/public/").content.decode()
    page = stranger.get(f"/public/{sheet.pk}/").content.decode()
    assert sheet.evaluation.indicators[0].name in page
    assert "<textarea" not in page
    package = stranger.get(f"/public/{sheet.pk}/data.zip")
    with zipfile.ZipFile(io.BytesIO(package.content)) as archive:
        assert {"datapackage.json", "indicators.csv", "funds.csv", "evaluation.csv"} <= {*archive.namelist()}


@pytest.mark.parametrize("state", [state for state in State if state is not State.PUBLISHED])
def test_nothing_else_is_public(world: World, state: State) -> None:
    sheet = world.put(state)
    assert sheet.title not in Client().get("/public/").content.decode()
    for way in ("", "data.zip"):
        assert Client().get(f"/public/{sheet.pk}/{way}").status_code == 404


def test_people_are_not_named_in_public(world: World) -> None:
    content = {**world.sheet.content, "responsible": "某某人"}
    Sheet.objects.filter(pk=world.sheet.pk).update(content=content, submitted_by=world.people["clerk"])
    world.put(State.PUBLISHED)
    for way in ("", f"{world.sheet.pk}/"):
        page = Client().get(f"/public/{way}").content.decode()
        assert "某某人" not in page
        assert world.people["clerk"].name not in page


@pytest.mark.parametrize(
    ("query", "found"), [("", 1), ("year=2024", 1), ("year=2023", 0), ("q=青渡", 1), ("q=没有", 0), ("year=x", 1)]
)
def test_looking_for_a_bureau_or_a_year(world: World, query: str, found: int) -> None:
    world.put(State.PUBLISHED)
    page = Client().get(f"/public/?{query}").content.decode()
    assert page.count("/data.zip") == found
