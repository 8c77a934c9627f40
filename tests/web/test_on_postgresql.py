"""The tests of what is kept run on PostgreSQL as they run on SQLite."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.web.postgresql import Cluster

_HERE = Path(__file__).parent
# What needs no database, asks both databases itself, or asks only who may do what.
_ELSEWHERE = ("test_on_postgresql", "test_durability", "test_rights", "test_editing", "test_wording")


def test_what_holds_on_sqlite_holds_on_postgresql(postgresql: Cluster) -> None:
    environment = os.environ | {"JIXIAO_DATABASE": postgresql.address("jixiao")}
    modules = [str(path) for path in sorted(_HERE.glob("test_*.py")) if path.stem not in _ELSEWHERE]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not browser", *modules]
    run = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, cwd=_HERE.parents[1])
    assert run.returncode == 0, run.stdout + run.stderr
