"""What was acknowledged is kept, whole, whatever happens: two people at once, kill -9, a full disk, a lost database."""

from __future__ import annotations

import json
import random
import resource
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.live.browser import Browser, Typist
from tests.web.live.killing import killed_while_saving
from tests.web.live.server import Installation
from tests.web.postgresql import ABSENT, Cluster, programs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="进程组和资源限制是 Unix 的办法")
SAVINGS = 75  # by each of two people
KILLS = 5  # on each of two databases
DATABASES = ["sqlite", "postgresql"]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Installation]:
    """Return a running installation on the database that the test is for; the tests use it one after the other."""
    database = ""
    if request.param == "postgresql":
        if programs() is None:
            pytest.skip(ABSENT)
        cluster: Cluster = request.getfixturevalue("postgresql")
        database = cluster.address("durability")
    made = Installation(tmp_path_factory.mktemp("data"), database)
    made.lay_out()
    made.start()
    yield made
    made.kill()


def _both(installation: Installation) -> tuple[Typist, Typist, list[str]]:
    """Two people before one sheet: they share the first cells and have the others to themselves."""
    cells = installation.world["cells"]
    return installation.typist("clerk", cells), installation.typist("second", cells), cells


def _agrees(installation: Installation, *typists: Typist) -> None:
    """Whatever was acknowledged to anybody is kept as he was told, and all that is kept agrees."""
    kept = installation.look()
    assert kept["faults"] == []
    told = {(version, edit["path"], edit["after"], who) for version, edits, who in kept["changes"] for edit in edits}
    for typist in typists:
        assert typist.acknowledged
        assert {(*each, typist.name) for each in typist.acknowledged} <= told


@pytest.mark.parametrize("installation", DATABASES, indirect=True)
def test_two_people_typing_at_once_lose_nothing(installation: Installation) -> None:
    one, two, cells = _both(installation)

    def work(typist: Typist, chance: random.Random) -> None:
        for _ in range(SAVINGS):
            assert typist.type(chance.choice(cells)).status == 200

    threads = [threading.Thread(target=work, args=(who, random.Random(who.name))) for who in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert one.typed == two.typed == SAVINGS
    assert one.conflicts  # they did meet
    assert len(one.acknowledged) + one.conflicts == SAVINGS
    _agrees(installation, one, two)


@pytest.mark.parametrize("installation", DATABASES, indirect=True)
def test_a_killed_server_has_kept_what_it_acknowledged(installation: Installation) -> None:
    one, two, cells = _both(installation)
    for number in range(KILLS):
        killed_while_saving(installation, (one, two), cells, random.Random(number))
    _agrees(installation, one, two)
    assert installation.command("verify-log").returncode == 0


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_workers_do_not_outlive_their_server(installation: Installation) -> None:
    installation.kill_head()
    installation.wait_until_gone()
    installation.start()
    assert Browser(installation.port).get("/health/").told["ok"]


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_a_second_server_is_refused_at_the_same_port(installation: Installation) -> None:
    run = installation.command("serve", "--port", str(installation.port))
    assert run.returncode == 2
    assert "已经启动" in run.stderr


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_and_loses_nothing(installation: Installation) -> None:
    one, _, cells = _both(installation)
    one.type(cells[0])
    installation.limit_files(0)
    answers = [one.type(cell) for cell in cells[:3]]
    page = one.browser.post(f"/sheets/{one.sheet}/go/", {"action": "submit"})
    installation.limit_files(resource.RLIM_INFINITY)
    _told_and_kept(answers, page)
    assert one.type(cells[1]).status == 200
    _agrees(installation, one)


@pytest.mark.parametrize("installation", ["postgresql"], indirect=True)
def test_a_lost_database_is_told_and_loses_nothing(installation: Installation, postgresql: Cluster) -> None:
    one, _, cells = _both(installation)
    one.type(cells[0])
    postgresql.stop()
    try:
        answers = [one.type(cell) for cell in cells[:3]]
        page = one.browser.get("/")
        health = one.browser.get("/health/")
    finally:
        postgresql.start()
    _told_and_kept(answers, page)
    assert (health.status, health.told["database"]) == (503, False)
    assert one.type(cells[1]).status == 200
    assert one.browser.get("/health/").status == 200
    _agrees(installation, one)


def _told_and_kept(answers: list[Any], page: Any) -> None:
    for answer in answers:
        assert answer.status == 503
        assert "以前保存的都在" in answer.told["message"]
        assert answer.headers["retry-after"]
    assert page.status == 503
    assert "以前保存的都在" in page.body.decode()
    assert 'lang="zh-CN"' in page.body.decode()


@pytest.mark.parametrize("installation", DATABASES, indirect=True)
def test_a_backup_brings_back_what_was_while_the_server_runs(installation: Installation, tmp_path: Path) -> None:
    one, _, cells = _both(installation)
    kept_files = [path for path in installation.data.iterdir() if path.is_file() and path.name != "server.log"]
    assert not [path.name for path in kept_files if path.stat().st_mode & 0o077]  # nobody else reads them
    archive, paper = tmp_path / "backup.zip", installation.data / "files" / "proofs" / "paper.txt"
    paper.parent.mkdir(parents=True, exist_ok=True)
    paper.write_text("第一版", encoding="utf-8")
    assert one.type(cells[0]).status == 200
    kept = installation.look()
    made = installation.command("backup", str(archive))
    assert made.returncode == 0, made.stderr
    assert archive.stat().st_mode & 0o777 == 0o600
    assert one.type(cells[1]).status == 200
    paper.write_text("第二版", encoding="utf-8")
    later = installation.look()
    assert _unchanging(later) != _unchanging(kept)
    assert installation.command("backup", str(archive)).returncode == 2  # an old backup is not written over unasked

    restored = installation.command("restore", "--yes", str(archive))
    assert restored.returncode == 0, restored.stderr
    assert _unchanging(installation.look()) == _unchanging(kept)
    assert installation.look()["faults"] == []
    assert paper.read_text(encoding="utf-8") == "第一版"
    assert one.type(cells[1]).status == 401  # everybody signs in anew
    one, _, cells = _both(installation)
    assert one.type(cells[1]).status == 200

    (before,) = installation.data.glob("before-restore-*.zip")
    assert installation.command("restore", "--yes", str(before)).returncode == 0
    assert _unchanging(installation.look()) == _unchanging(later)
    assert paper.read_text(encoding="utf-8") == "第二版"


def _unchanging(kept: Any) -> Any:
    """All rows but the moments of the last sign-in, which no restore brings back."""
    people = [{**row, "last_login": None} for name, rows in kept["rows"].items() if ".User'" in name for row in rows]
    return {name: rows for name, rows in kept["rows"].items() if ".User'" not in name} | {"people": people}


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "不是完整的工作台备份"),
        ({"format": 99}, "不是完整的工作台备份"),
        ({"format": 1, "database": "oracle", "migrations": []}, "两种数据库不能互换"),
        ({"format": 1, "database": "sqlite", "jixiao": "9.9", "migrations": [["sheets", "9999_x"]]}, "请先升级程序"),
    ],
    ids=["no-archive", "foreign", "other-database", "newer"],
)
def test_what_is_no_fitting_backup_changes_nothing(
    installation: Installation, tmp_path: Path, content: Any, told: str
) -> None:
    path = tmp_path / "bad.zip"
    path.write_bytes(b"nothing")
    if content is not None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", json.dumps(content))
            archive.writestr("database", b"")
    kept = installation.look()
    run = installation.command("restore", "--yes", str(path))
    assert run.returncode == 2
    assert told in run.stderr
    assert installation.look() == kept
