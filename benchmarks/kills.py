"""Kill the workbench's server in the middle of savings, again and again, and look whether anything was lost.

Call it with how often and, where it is to be PostgreSQL, with that word: ``python -m benchmarks.kills 200 postgresql``.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.web.live.killing import killed_while_saving
from tests.web.live.server import Installation
from tests.web.postgresql import ABSENT, cluster, programs


@contextmanager
def _database(name: str) -> Iterator[str]:
    """Yield the address of an empty database NAME names the kind of; empty for SQLite."""
    if name != "postgresql":
        yield ""
        return
    where = programs()
    if where is None:
        raise SystemExit(ABSENT)
    with cluster(where) as made:
        yield made.address("kills")


def main(kills: int, kind: str) -> None:
    """Kill so many times and print what was acknowledged, what was lost, and what does not agree."""
    with tempfile.TemporaryDirectory() as folder, _database(kind) as address:
        installation = Installation(Path(folder), address)
        installation.lay_out()
        installation.start()
        cells = installation.world["cells"]
        typists = (installation.typist("clerk", cells), installation.typist("second", cells))
        for number in range(kills):
            killed_while_saving(installation, typists, cells, random.Random(number))
        installation.kill()
        kept = installation.look()
        told = {(version, edit["path"], edit["after"]) for version, edits, _ in kept["changes"] for edit in edits}
        acknowledged = {each for typist in typists for each in typist.acknowledged}
        held = installation.command("verify-log").returncode == 0
        savings = sum(typist.typed for typist in typists)
        sys.stdout.write(
            f"{kind}: {kills} kills, {savings} savings, {len(acknowledged)} acknowledged, "
            f"{len(acknowledged - told)} lost, {len(kept['faults'])} disagreements, "
            f"journal {'holds' if held else 'broken'}\n"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "sqlite")
