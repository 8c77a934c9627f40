"""Time and memory: CPU seconds inside a process, wall seconds of a whole one, and how much memory it ever held."""

from __future__ import annotations

import gc
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

_STATUS = Path("/proc/self/status")


def cpu_seconds(action: Callable[[], object]) -> float:
    """Return the CPU seconds of one call; other programs on the machine disturb them less than wall time.

    Garbage of the calls before is cleared away first; what the call itself leaves is collected at its own cost.
    """
    gc.collect()
    start = time.process_time()
    action()
    return time.process_time() - start


def medians(actions: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """Return the median CPU seconds of each action, called in turn so that a busy machine disturbs all alike."""
    for action in actions:
        action()
    rounds = [[cpu_seconds(action) for action in actions] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def wall_medians(commands: Sequence[Sequence[str]], runs: int) -> list[float]:
    """Return the median wall seconds of each command in fresh processes, run in turn; a first round is dropped."""
    rounds = [[_wall_seconds(command) for command in commands] for _ in range(runs + 1)]
    return [statistics.median(times) for times in zip(*rounds[1:], strict=True)]


def _wall_seconds(command: Sequence[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    passed = time.perf_counter() - start
    # 1 means that an audit found errors.
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise subprocess.CalledProcessError(done.returncode, list(command), stderr=done.stderr)
    return passed


def peak_memory() -> float:
    """Return the most memory (MB of RAM) that this process ever held.

    Linux hands the ``ru_maxrss`` of the process that started this one on to it, so the kernel's own account is better.
    """
    if _STATUS.exists():
        line = next(row for row in _STATUS.read_text(encoding="ascii").splitlines() if row.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 / (1024 if sys.platform == "darwin" else 1)
