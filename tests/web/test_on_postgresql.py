"""The tests of what is kept run on PostgreSQL as they run on SQLite."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.web.postgresql import Cluster

_HERE = Path(__file__).parent
KEPT = (
    "test_saving.py",
    "test_passing.py",
    "test_journal.py",
    "test_leaks.py",
    "test_checking.py",
    "test_publishing.py",
)


def test_what_holds_on_sqlite_holds_on_postgresql(postgresql: Cluster) -> None:
    environment = os.environ | {"JIXIAO_DATABASE": postgresql.address("jixiao")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(str(_HERE / name) for name in KEPT)]
    run = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, cwd=_HERE.parents[1])
    assert run.returncode == 0, run.stdout + run.stderr
