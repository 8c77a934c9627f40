"""Pauses Python's search for unreachable cycles while values are made that live as long as the document."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cycle_search_paused() -> Iterator[None]:
    """Pause the search: nearly all that reading and an audit make lives until their end.

    On a large file the search would go through the same living values again and again, for a fifth of the time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
