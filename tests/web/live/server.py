"""A server of its own process on a database of its own: started, killed, looked into."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.web.live.browser import Browser, Typist
from tests.web.postgresql import free_port

_REPOSITORY = Path(__file__).resolve().parents[3]
_START_WITHIN = 120  # seconds, on a busy machine


@dataclass(slots=True)
class Installation:
    """A folder of data and the address of a database (empty: SQLite in the folder), with a small world in it."""

    data: Path
    database: str = ""
    workers: int = 2
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    world: dict[str, Any] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the installation's processes."""
        ours = {"JIXIAO_DATA": str(self.data), "JIXIAO_DATABASE": self.database, "JIXIAO_HOSTS": "127.0.0.1"}
        return {**os.environ, **ours, "DJANGO_SETTINGS_MODULE": "jixiao.web.settings"}

    def lay_out(self) -> None:
        """Make the small world in it."""
        self.world = self._inside("prepare", "")

    def look(self) -> dict[str, Any]:
        """Return what is kept, with all that does not agree."""
        return self._inside("look", json.dumps(self.world["content"]))

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``jixiao`` with WORDS."""
        return self._run("jixiao.cli", *words)

    def _inside(self, what: str, given: str) -> dict[str, Any]:
        run = self._run("tests.web.live.inside", what, given=given)
        if run.returncode:
            raise RuntimeError(run.stdout + run.stderr)
        answer: dict[str, Any] = json.loads(run.stdout)
        return answer

    def _run(self, module: str, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", module, *words]
        return subprocess.run(
            command,
            check=False,
            timeout=_START_WITHIN,
            env=self.environment,
            cwd=_REPOSITORY,
            input=given,
            capture_output=True,
            text=True,
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [sys.executable, "-m", "jixiao.cli", "serve", "--port", str(self.port)]
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--workers", str(self.workers)],
                env=self.environment,
                cwd=_REPOSITORY,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait_until_it_answers()

    def wait_until_it_answers(self) -> None:
        """Wait until a page comes. Raises :class:`RuntimeError` where none does."""
        until = time.monotonic() + _START_WITHIN
        while time.monotonic() < until:
            try:
                if Browser(self.port).get("/sign-in/").status == 200:
                    return
            except OSError:
                pass
            if self.process is not None and self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(self.log()[-3000:])

    def log(self) -> str:
        """Return what the server wrote."""
        return (self.data / "server.log").read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """Kill the server and all its workers where they stand."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def kill_head(self) -> None:
        """Kill the process that started the others, and it alone."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def wait_until_gone(self) -> None:
        """Wait until none of its processes is left. Raises :class:`RuntimeError` where one stays."""
        until = time.monotonic() + _START_WITHIN
        while self._processes():
            if time.monotonic() > until:
                raise RuntimeError("a worker outlived its server")
            time.sleep(0.1)

    def limit_files(self, size: int) -> None:
        """Let no process of the server write a file beyond SIZE bytes, as on a disk that is full."""
        for process in self._processes():
            resource.prlimit(process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def _processes(self) -> list[int]:
        """Return the processes of the server's group."""
        group = self.process.pid if self.process is not None else 0
        numbers = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal()]
        return [number for number in numbers if _group_of(number) == group]

    def typist(self, who: str, cells: list[str]) -> Typist:
        """Return somebody who is signed in and looks at CELLS."""
        browser = Browser(self.port)
        browser.sign_in(who, self.world["password"])
        kept = self.look()["content"]
        return Typist(browser, who, self.world["sheet"], {path: _value(kept, path) for path in cells})


def _group_of(process: int) -> int | None:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return None


def _value(content: Any, path: str) -> Any:
    for step in path.split("/"):
        content = content[int(step)] if isinstance(content, list) else content[step]
    return content
