"""Processes that end with the one that started them, however that one ended: none is left behind at the port."""

from __future__ import annotations

import os
import threading
import time

SERVED = "JIXIAO_SERVED"  # in the environment of whatever ``jixiao serve`` starts: the number of its own process
_LOOK_EVERY = 1  # seconds


def end_with_parent() -> None:
    """Watch the parent in the background and end this process at once when it is gone.

    What was under way is given up as at a power cut: the database keeps whole transactions only. Where the system
    does not tell of a parent that is gone (Windows) nothing happens.
    """
    if SERVED in os.environ and os.name == "posix":
        # The number comes from the parent: it may be gone before its child has begun to look.
        threading.Thread(target=_watch, args=(int(os.environ[SERVED]),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os._exit(1)
