"""Auditing any file in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jixiao.web.background import take_up_again
from jixiao.web.checking.auditing import run_audit
from jixiao.web.checking.models import AuditedFile, FileAudit
from jixiao.web.progress import Progress
from tests.web.conftest import World

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture(autouse=True)
def _uploads_go_away(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def _drop(world: World, *files: tuple[str, bytes], who: str = "clerk") -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return world.client(who).post("/checking/", {"papers": uploads})


def _audited() -> FileAudit:
    record = FileAudit.objects.get()
    run_audit.call(record.pk)
    return FileAudit.objects.get()


def test_a_faulty_file_comes_back_marked(world: World) -> None:
    name = "nanchang-style-project-report.txt"
    response = _drop(world, (name, (SAMPLES / name).read_bytes()))
    assert response.status_code == 302
    record = _audited()
    assert record.progress == Progress.DONE
    assert record.errors > 0
    page = world.client("clerk").get(f"/checking/{record.pk}/page/")
    assert name in page.content.decode()
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert page["Content-Security-Policy"].count("sha256-") == 2


def test_an_unreadable_file_is_told_in_a_sentence(world: World) -> None:
    _drop(world, ("坏文件.docx", b"PK\x03\x04 broken"))
    record = _audited()
    assert record.progress == Progress.FAILED
    assert record.told.startswith("坏文件.docx：")


@pytest.mark.parametrize(
    ("name", "told"), [("报告.doc", "另存为"), ("../../etc/passwd", "另存为"), ("a.exe", "另存为")]
)
def test_what_cannot_be_read_is_not_taken(world: World, name: str, told: str) -> None:
    response = _drop(world, (name, b"x"))
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not FileAudit.objects.exists()


def test_nothing_chosen_is_told(world: World) -> None:
    assert world.client("clerk").post("/checking/", {}).status_code == 422


def test_a_name_of_the_user_is_no_path_of_ours(world: World, tmp_path: Path) -> None:
    _drop(world, ("../../../外面.txt", "一、合计3万元。".encode()))
    stored = Path(AuditedFile.objects.get().file.path)
    assert stored.is_relative_to(tmp_path)
    assert "外面" not in stored.name


def test_a_dossier_is_its_owners_alone(world: World) -> None:
    _drop(world, ("a.txt", "一、合计3万元。".encode()))
    record = _audited()
    for way in ("", "page/"):
        assert world.client("administrator").get(f"/checking/{record.pk}/{way}").status_code == 404
    assert world.client("head").post(f"/checking/{record.pk}/remove/").status_code == 404


def test_a_dossier_is_audited_once(world: World) -> None:
    _drop(world, ("a.txt", "一、合计3万元。".encode()))
    record = _audited()
    FileAudit.objects.filter(pk=record.pk).update(page="kept")
    run_audit.call(record.pk)
    assert FileAudit.objects.get().page == "kept"


def test_what_a_worker_that_died_had_begun_is_done_after_all(world: World) -> None:
    _drop(world, ("a.txt", "一、合计3万元。".encode()))
    DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING, args_kwargs={}, run_after=timezone.now(), task_path="x", backend_name="default"
    )
    FileAudit.objects.update(progress=Progress.RUNNING)
    take_up_again()
    assert not DBTaskResult.objects.running().exists()
    assert _audited().progress == Progress.DONE


def test_removing_takes_the_files_away(world: World) -> None:
    _drop(world, ("a.txt", "一、合计3万元。".encode()))
    stored = Path(AuditedFile.objects.get().file.path)
    record = FileAudit.objects.get()
    world.client("clerk").post(f"/checking/{record.pk}/remove/")
    assert not stored.exists()
    assert not FileAudit.objects.exists()
