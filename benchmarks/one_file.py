"""Audits one file in a fresh process and prints what it cost as JSON: ``python -m benchmarks.one_file FILE RUNS``.

A process of its own, so that the peak of memory is that of this file alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.inputs import SMALL
from benchmarks.timing import cpu_seconds, peak_memory
from jixiao.auditing import audit
from jixiao.auditing.registry import Check, all_checks
from jixiao.documents import Document, read_document
from jixiao.recognition import Dossier, recognise

_ENOUGH = 20.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one file cost: least CPU seconds, memory in MB; ``checks`` has the seconds of each check by id."""

    seconds: float
    reading: float
    recognising: float
    checks: Mapping[str, float]
    peak_mb: float
    idle_mb: float


def cost_of(path: Path, runs: int) -> Cost:
    """Return what the audit of PATH costs in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.one_file", str(path), str(runs)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Cost(**json.loads(done.stdout))


def _measure(path: Path, runs: int) -> dict[str, object]:
    audit([read_document(SMALL)])
    idle = peak_memory()
    audit([read_document(path)])
    peak = peak_memory()
    document = read_document(path)
    return {
        "seconds": _least(lambda: audit([read_document(path)]), runs),
        "reading": _least(lambda: read_document(path), runs),
        "recognising": _least(lambda: recognise(document), runs),
        "checks": _checks(document, runs),
        "peak_mb": peak,
        "idle_mb": idle,
    }


def _checks(document: Document, runs: int) -> dict[str, float]:
    """Time every check on one dossier; a first round fills what checks share, so that none pays for the others."""
    dossier = Dossier((recognise(document),))
    for check in all_checks():
        _exhaust(check, dossier)
    return {check.id: _least(partial(_exhaust, check, dossier), runs) for check in all_checks()}


def _exhaust(check: Check, dossier: Dossier) -> int:
    return sum(1 for _ in check.run(dossier))


def _least(action: Callable[[], object], runs: int) -> float:
    """Return the least seconds of up to RUNS calls, fewer of a slow one.

    Other programs only ever add to a time, and a large file, which fills the caches, is disturbed more.
    """
    times: list[float] = []
    while len(times) < runs and sum(times) < _ENOUGH:
        times.append(cpu_seconds(action))
    return min(times)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure(Path(sys.argv[1]), int(sys.argv[2]))))
