"""A copy of everything an installation holds, made and put back while it runs: database and files in one archive.

The database goes by its own means, which give one moment of it however many people are writing: SQLite's online
backup, PostgreSQL's ``pg_dump`` and ``pg_restore``. The secret of the installation is not in the archive.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from jixiao import __version__
from jixiao.web.journal.chain import record
from jixiao.web.journal.models import Chain

_FORMAT = 1
_MANIFEST, _DATABASE, _FILES = "manifest.json", "database", "files/"
_DAMAGED = "不是完整的工作台备份，没有恢复：请换一份备份。"


class BackupError(Exception):
    """The copy cannot be made or put back; the message says why and what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a copy holds: when it was made, how many entries of the journal, how many files."""

    made_at: str
    journal: int
    files: int


def back_up(target: Path) -> Held:
    """Write a copy of the installation to TARGET, whole or not at all. Raises :class:`BackupError`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".jixiao-") as folder:
        copy, archive = Path(folder) / _DATABASE, Path(folder) / target.name
        # Files are written before the rows that name them: whatever the copied rows name is there by now.
        _copy_database(copy)
        manifest = _manifest(len(names := [*_files()]))
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as held:
            held.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False))
            held.write(copy, _DATABASE)
            for path in names:
                held.write(path, f"{_FILES}{path.relative_to(settings.MEDIA_ROOT).as_posix()}")
        archive.chmod(0o600)
        archive.replace(target)
    return _held(manifest)


def _files() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    return (path for path in sorted(root.rglob("*")) if path.is_file())


def _manifest(files: int) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "jixiao": __version__,
        "database": connection.vendor,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "journal": sum(Chain.objects.values_list("length", flat=True)),
        "migrations": sorted(MigrationLoader(connection).applied_migrations),
        "files": files,
    }


def _held(manifest: dict[str, Any]) -> Held:
    return Held(manifest["made_at"], manifest["journal"], manifest["files"])


def restore(source: Path) -> Held:
    """Put the copy at SOURCE in place of all that the installation holds. Raises :class:`BackupError`.

    What was there before is backed up into the data folder first, so that a restore can itself be undone.
    """
    with tempfile.TemporaryDirectory(dir=settings.INSTALLATION.data, prefix=".jixiao-") as folder:
        manifest = _unpacked(source, Path(folder))
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        back_up(settings.INSTALLATION.data / f"before-restore-{stamp}.zip")
        _replace_database(Path(folder) / _DATABASE)
        _replace_files(Path(folder) / _FILES)
    call_command("migrate", verbosity=0, interactive=False)
    Session.objects.all().delete()
    record(None, "恢复备份", "installation", after={"made_at": manifest["made_at"], "journal": manifest["journal"]})
    return _held(manifest)


def _unpacked(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack SOURCE into FOLDER and return what it says of itself."""
    try:
        with zipfile.ZipFile(source) as held:
            manifest: dict[str, Any] = json.loads(held.read(_MANIFEST))
            held.extractall(folder)
    except OSError as fault:
        raise BackupError(f"{source}：读不了这个文件，没有恢复。") from fault
    except (zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise BackupError(f"{source}：{_DAMAGED}") from fault
    _refuse_unfit(source, manifest)
    return manifest


def _refuse_unfit(source: Path, manifest: dict[str, Any]) -> None:
    if manifest.get("format") != _FORMAT:
        raise BackupError(f"{source}：{_DAMAGED}")
    if manifest["database"] != connection.vendor:
        kinds = f"备份的是 {manifest['database']}，现在用的是 {connection.vendor}"
        raise BackupError(f"{source}：{kinds}，两种数据库不能互换。")
    known = MigrationLoader(None).disk_migrations
    if any(tuple(each) not in known for each in manifest["migrations"]):
        raise BackupError(f"{source}：由更新的程序（{manifest['jixiao']}）备份，请先升级程序再恢复。")


def _copy_database(target: Path) -> None:
    if connection.vendor == "postgresql":
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}", *_where())
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)


def _replace_database(source: Path) -> None:
    if connection.vendor == "postgresql":
        how = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
        *where, name = _where()
        _run("pg_restore", *how, *where, f"--dbname={name}", str(source))
        return
    try:
        with closing(sqlite3.connect(source)) as copy:
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise BackupError(f"备份里的数据库坏了，{_DAMAGED}")
            connection.ensure_connection()
            copy.backup(connection.connection)
    except sqlite3.Error as fault:
        raise BackupError(f"数据库没有换成（{fault}），原来的还在。") from fault


def _where() -> tuple[str, ...]:
    database = settings.INSTALLATION.database
    given = (("--host", database.host), ("--port", database.port), ("--username", database.user))
    return (*(f"{name}={value}" for name, value in given if value), database.name)


def _run(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise BackupError(
            f"没有找到 {program}：请安装 PostgreSQL 的客户端程序（Debian：apt-get install postgresql-client）。"
        )
    environment = os.environ | {"PGPASSWORD": settings.INSTALLATION.database.password}
    run = subprocess.run([program, *arguments], check=False, env=environment, capture_output=True, text=True)
    if run.returncode:
        raise BackupError(f"{program} 没有做成，数据没有变：{run.stderr.strip()[-300:]}")


def _replace_files(folder: Path) -> None:
    root = Path(settings.MEDIA_ROOT)
    folder.mkdir(exist_ok=True)
    root.mkdir(parents=True, exist_ok=True)
    aside = folder.parent / "aside"
    root.replace(aside)
    folder.replace(root)
