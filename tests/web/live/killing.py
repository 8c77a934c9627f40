"""Killing a server in the middle of savings."""

from __future__ import annotations

import random
import threading

from tests.web.live.browser import Typist
from tests.web.live.server import Installation


def killed_while_saving(
    installation: Installation, typists: tuple[Typist, ...], cells: list[str], chance: random.Random
) -> None:
    """Let TYPISTS type, kill the server with all its workers in the middle of it, and start it again."""
    saved = threading.Event()

    def work(typist: Typist) -> None:
        try:
            while True:
                typist.type(chance.choice(cells))
                saved.set()
        except OSError:
            return

    threads = [threading.Thread(target=work, args=(typist,)) for typist in typists]
    for thread in threads:
        thread.start()
    if not saved.wait(60):
        raise RuntimeError(installation.log()[-3000:])
    threading.Event().wait(chance.random() * 0.3)
    installation.kill()
    for thread in threads:
        thread.join()
    installation.start()
