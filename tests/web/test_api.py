"""The interface for programs: the same deeds under the same rights, told in JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from jixiao.cli.pushing import push
from jixiao.web.api.models import Token
from jixiao.web.people.models import new_token
from jixiao.web.sheets.editing import value_at
from jixiao.web.sheets.models import Sheet, State
from tests.web.conftest import World

ROW = "indicators/0/children/0/children/0"
ACTUAL = f"{ROW}/actual"


def token_of(world: World, who: str, days: int = 1) -> str:
    """Return a token of WHO that is good for so many DAYS."""
    token, token_hash = new_token()
    until = timezone.now() + timedelta(days=days)
    Token.objects.create(person=world.people[who], name="测试", token_hash=token_hash, valid_until=until)
    return token


def _client(world: World, who: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {token_of(world, who)}"})


def _post(client: Client, way: str, data: Any) -> Any:
    return client.post(f"/api/{way}", data, content_type="application/json")


def test_what_a_clerk_may_see(world: World) -> None:
    client = _client(world, "clerk")
    assert [each["name"] for each in client.get("/api/organisations").json()["items"]] == ["青渡县医疗保障局"]
    assert [each["id"] for each in client.get("/api/rounds").json()["items"]] == [world.round.pk]
    (sheet,) = client.get("/api/sheets?year=2024").json()["items"]
    assert (sheet["id"], sheet["state"], sheet["total"]) == (world.sheet.pk, "filling", str(world.sheet.total))
    assert client.get("/api/sheets?state=published").json()["items"] == []


def test_a_sheet_with_its_scores(world: World) -> None:
    sheet = _client(world, "reader").get(f"/api/sheets/{world.sheet.pk}").json()
    assert sheet["content"] == world.sheet.content
    line = next(line for line in sheet["lines"] if line["path"] == ROW)
    assert line["score"] == "6"
    assert any(sentence.startswith("得分：") for sentence in line["why"])


def test_cells_are_saved_and_conflicts_told(world: World) -> None:
    client, before = _client(world, "clerk"), value_at(world.sheet.content, ACTUAL)
    asked = {"seen": 0, "edits": [{"path": ACTUAL, "before": before, "after": "4000人"}]}
    assert _post(client, f"sheets/{world.sheet.pk}/cells", asked).json()["made"] == [ACTUAL]
    asked["edits"][0]["after"] = "1人"  # type: ignore[index]
    (refused,) = _post(client, f"sheets/{world.sheet.pk}/cells", asked).json()["refused"]
    assert (refused["now"], refused["conflict"]) == ("4000人", True)
    (change,) = client.get(f"/api/sheets/{world.sheet.pk}/history").json()["items"]
    assert change["edits"] == [{"path": ACTUAL, "before": before, "after": "4000人"}]


def test_a_sheet_is_passed_on(world: World) -> None:
    way = f"sheets/{world.sheet.pk}/steps"
    assert _post(_client(world, "clerk"), way, {"action": "submit"}).json()["state"] == State.SIGNING
    refused = _post(_client(world, "clerk"), way, {"action": "submit"})
    assert (refused.status_code, "待签发" in refused.json()["message"]) == (409, True)
    assert _post(_client(world, "clerk"), way, {"action": "explode"}).status_code == 404


def test_findings_and_a_word_on_one(world: World) -> None:
    content = world.sheet.content
    content["funds"][1]["executed"] = "99999"
    Sheet.objects.filter(pk=world.sheet.pk).update(content=content)
    client = _client(world, "clerk")
    found = client.get(f"/api/sheets/{world.sheet.pk}/findings").json()
    assert found[0]["severity"] == "error"
    word = {"finding": found[0]["key"], "reason": "已与国库核对"}
    assert _post(client, f"sheets/{world.sheet.pk}/words", word).status_code == 204
    assert client.get(f"/api/sheets/{world.sheet.pk}/findings").json()[0]["word"] == "已与国库核对"
    assert _post(client, f"sheets/{world.sheet.pk}/words", {**word, "finding": "none"}).status_code == 404


def test_a_project_is_added(world: World) -> None:
    way = f"rounds/{world.round.pk}/organisations/{world.bureau.pk}/projects"
    assert _post(_client(world, "clerk"), way, {"name": "基金监管"}).status_code == 201
    assert _post(_client(world, "clerk"), way, {"name": "基金监管"}).status_code == 409


@pytest.mark.parametrize("who", ["head", "reviewer", "administrator", "reader"])
def test_who_may_see_but_not_write(world: World, who: str) -> None:
    answer = _post(_client(world, who), f"sheets/{world.sheet.pk}/cells", {"seen": 0, "edits": []})
    assert (answer.status_code, "角色" in answer.json()["message"]) == (403, True)


def test_a_stranger_sees_nothing(world: World) -> None:
    client = _client(world, "stranger")
    assert client.get("/api/sheets").json()["items"] == []
    for way in ("", "/findings", "/history"):
        assert client.get(f"/api/sheets/{world.sheet.pk}{way}").status_code == 404


@pytest.mark.parametrize("header", ["", "Bearer wrong", "Basic x"])
def test_without_a_token_nothing(world: World, header: str) -> None:
    answer = Client(headers={"Authorization": header}).get("/api/sheets")
    assert answer.status_code == 401
    assert "令牌" in answer.json()["message"]
    assert world.client("clerk").get("/api/sheets").status_code == 401  # a session is no token


def test_a_token_that_is_over(world: World) -> None:
    token = token_of(world, "clerk", days=-1)
    assert Client(headers={"Authorization": f"Bearer {token}"}).get("/api/sheets").status_code == 401


def test_what_does_not_fit_is_told(world: World) -> None:
    answer = _post(_client(world, "clerk"), f"sheets/{world.sheet.pk}/cells", {"seen": -1, "edits": "x"})
    assert answer.status_code == 422
    assert "seen" in answer.json()["message"]


def test_the_description_is_openapi(world: World) -> None:
    description = _client(world, "clerk").get("/api/openapi.json").json()
    assert description["openapi"].startswith("3.")
    assert "/api/sheets/{pk}/cells" in description["paths"]


def test_tokens_are_made_shown_once_and_revoked(world: World) -> None:
    client = world.client("clerk")
    page = client.post("/tokens/make/", {"name": "月报"}, follow=True).content.decode()
    made = Token.objects.get()
    assert "请马上收好" in page
    assert made.token_hash not in page
    assert "请马上收好" not in client.get("/tokens/").content.decode()
    world.client("head").post(f"/tokens/{made.pk}/revoke/")
    assert Token.objects.exists()
    client.post(f"/tokens/{made.pk}/revoke/")
    assert not Token.objects.exists()


def test_a_file_is_taken_in(world: World) -> None:
    evaluation = world.sheet.evaluation.model_copy(update={"problems": ("问题一",)})
    file = SimpleUploadedFile("自评.json", evaluation.model_dump_json().encode())
    answer = _client(world, "clerk").post(f"/api/sheets/{world.sheet.pk}/import", {"file": file})
    assert answer.json()["made"] == ["problems"]
    file = SimpleUploadedFile("a.exe", b"x")
    refused = _client(world, "clerk").post(f"/api/sheets/{world.sheet.pk}/import", {"file": file})
    assert (refused.status_code, "a.exe" in refused.json()["message"]) == (409, True)


@pytest.mark.django_db(transaction=True)
def test_push_sends_a_file(world: World, live_server: Any, tmp_path: Any) -> None:
    path = tmp_path / "自评 表.json"
    path.write_text(world.sheet.evaluation.model_copy(update={"problems": ("问题一",)}).model_dump_json())
    common = [str(path), "--to", live_server.url, "--sheet", str(world.sheet.pk)]
    sent = CliRunner().invoke(push, [*common, "--token", token_of(world, "clerk")], standalone_mode=False)
    assert (sent.output, sent.return_value) == ("已填进1处，现在是第1版。\n", 0)
    refused = CliRunner().invoke(push, [*common, "--token", "wrong"], standalone_mode=False)
    assert "没有令牌" in str(refused.exception)
