"""The worker of the background: it runs beside the server, so that one command starts all there is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_STOP_WITHIN = 10  # seconds; then it is ended: what it was doing will be done again


@contextmanager
def worker() -> Iterator[None]:
    """Run the worker in a process of its own as long as the context lasts."""
    command = [sys.executable, "-m", "django", "db_worker", "--interval", "1", "--queue-name", "*"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # its settings come with the environment
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
