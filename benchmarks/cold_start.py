"""How long a person waits for the command line in a fresh process."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.inputs import SMALL
from benchmarks.results import Figure, Section
from benchmarks.timing import wall_medians

_RUNS = 15
_MOST = 0.2


def measure() -> Section:
    """Time an empty Python, ``jixiao --help`` and a small audit in turn."""
    command = _command()
    empty, page, audit = wall_medians(
        [[sys.executable, "-c", "pass"], [*command, "--help"], [*command, "audit", str(SMALL)]], _RUNS
    )
    return Section(
        "cold_start",
        f"从零启动（{_shown(command)}，实际时间，{_RUNS}次的中位数）",
        (
            Figure("help_over_python_s", "jixiao --help 比空的 Python 多用", page - empty, "s", _MOST, 3),
            Figure("python_s", "空的 Python（python -c pass）", empty, "s", None, 3),
            Figure("help_s", "jixiao --help", page, "s", None, 3),
            Figure("audit_s", f"jixiao audit {SMALL.name}", audit, "s", None, 3),
        ),
    )


def _command() -> list[str]:
    """Return the installed command beside this Python, or the module where nothing is installed."""
    installed = Path(sys.executable).with_name("jixiao")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "jixiao.cli"]


def _shown(command: list[str]) -> str:
    return " ".join([Path(command[0]).name, *command[1:]])
