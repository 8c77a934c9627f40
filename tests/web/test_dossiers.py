"""The printed papers of a sheet."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from jixiao.auditing import Severity, audit
from jixiao.documents import read_bytes
from jixiao.web.dossiers import printing
from jixiao.web.dossiers.models import Dossier
from jixiao.web.dossiers.printing import print_dossier
from jixiao.web.progress import Progress
from jixiao.web.sheets.models import Sheet
from tests.web.conftest import World


@pytest.fixture(autouse=True)
def _without_office(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the papers in a folder that goes away; PDF is the business of other tests."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(printing, "write_pdfs", lambda _: [])


def _made(world: World) -> Dossier:
    world.client("clerk").post(f"/sheets/{world.sheet.pk}/papers/make/")
    dossier = Dossier.objects.all()[0]
    print_dossier.call(dossier.pk)
    dossier.refresh_from_db()
    return dossier


def test_the_papers_are_made_and_audited_clean(world: World) -> None:
    dossier = _made(world)
    assert dossier.progress == Progress.DONE
    archive: Any = world.client("reader").get(f"/sheets/{world.sheet.pk}/papers/all.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(archive.streaming_content))) as files:
        assert files.namelist() == dossier.names
        documents = [read_bytes(name, files.read(name)) for name in dossier.names if name.endswith(".docx")]
    found = [finding for each in audit(documents[:1]).documents for finding in each.findings]
    assert [each.message for each in found if each.severity is not Severity.INFO] == []


def test_one_paper_by_its_number(world: World) -> None:
    dossier = _made(world)
    client = world.client("clerk")
    for number, name in enumerate(dossier.names):
        answer = client.get(f"/sheets/{world.sheet.pk}/papers/{number}/")
        assert answer.content[:2] == b"PK", name
    assert client.get(f"/sheets/{world.sheet.pk}/papers/99/").status_code == 404


def test_papers_of_an_older_version_say_so(world: World) -> None:
    _made(world)
    Sheet.objects.filter(pk=world.sheet.pk).update(version=7)
    assert "请重新生成" in world.client("clerk").get(f"/sheets/{world.sheet.pk}/papers/").content.decode()


def test_a_sheet_that_cannot_be_scored_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "scored", lambda _: None)
    dossier = _made(world)
    assert (dossier.progress, dossier.names) == (Progress.FAILED, [])
    page = world.client("clerk").get(f"/sheets/{world.sheet.pk}/papers/").content.decode()
    assert "还没有可以计分的指标，不能出文件。" in page


def test_only_the_last_few_are_kept(world: World, tmp_path: Any) -> None:
    for _ in range(5):
        _made(world)
    assert Dossier.objects.count() == 3
    assert len([*tmp_path.rglob("*.zip")]) == 3


def test_nothing_made_nothing_to_fetch(world: World) -> None:
    assert world.client("clerk").get(f"/sheets/{world.sheet.pk}/papers/all.zip").status_code == 404
    assert world.client("stranger").get(f"/sheets/{world.sheet.pk}/papers/").status_code == 404
