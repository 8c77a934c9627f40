"""A PostgreSQL cluster of the tests' own: in a folder that goes away, at a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ABSENT = "没有装 PostgreSQL，跳过它的测试（apt-get install postgresql）"
_OWNER = "postgres"  # PostgreSQL refuses to run as root


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, of the newest version that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    beside = shutil.which("initdb")
    return found[-1] if found else Path(beside).parent if beside else None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster in FOLDER, listening at PORT of this machine alone."""

    programs: Path
    folder: Path
    port: int

    def address(self, name: str) -> str:
        """Make the database NAME and return its address."""
        where = ("--host", "127.0.0.1", "--port", str(self.port), "--username", _OWNER)
        self._run("createdb", *where, name)
        return f"postgresql://{_OWNER}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories=''"
        self._run("pg_ctl", "start", "--wait", "--silent", "-D", str(self._data), "-l", str(self._log), "-o", options)

    def stop(self) -> None:
        """Break it off, as a machine that fails does."""
        self._run("pg_ctl", "stop", "--mode", "immediate", "--silent", "-D", str(self._data))

    def make(self) -> None:
        """Lay the cluster out in its folder."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, _OWNER, _OWNER)
        how = ("--auth", "trust", "--username", _OWNER, "--encoding", "UTF8", "--no-locale", "--no-sync")
        self._run("initdb", "-D", str(self._data), *how)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _run(self, program: str, *arguments: str) -> None:
        as_owner = ("runuser", "-u", _OWNER, "--") if os.geteuid() == 0 else ()
        command = [*as_owner, str(self.programs / program), *arguments]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, timeout=120)


@contextmanager
def cluster(where: Path) -> Iterator[Cluster]:
    """Run a cluster with the programs in WHERE as long as the context lasts."""
    folder = Path(tempfile.mkdtemp(prefix="jixiao-postgresql-"))
    made = Cluster(where, folder, free_port())
    try:
        made.make()
        made.start()
        yield made
        made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
