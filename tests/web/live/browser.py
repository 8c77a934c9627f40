"""A browser that types into a sheet over the network."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

_WAIT = 60  # seconds; longer than any lock is waited for


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def told(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(slots=True)
class Browser:
    """Cookies and a port of this machine. Each call raises :class:`OSError` where nobody answers."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> Answer:
        """Fetch ADDRESS."""
        return self._call("GET", address)

    def post(self, address: str, facts: dict[str, str]) -> Answer:
        """Send a form in."""
        return self._call("POST", address, urlencode(facts), "application/x-www-form-urlencoded")

    def send(self, address: str, facts: Any) -> Answer:
        """Send JSON in."""
        return self._call("POST", address, json.dumps(facts), "application/json")

    def sign_in(self, username: str, password: str) -> None:
        """Sign in. Raises :class:`RuntimeError` where that is refused."""
        self.get("/sign-in/")
        answer = self.post("/sign-in/", {"username": username, "password": password})
        if answer.status != 302:
            raise RuntimeError(f"sign-in: {answer.status} {answer.body.decode()[:300]}")

    def _call(self, method: str, address: str, body: str = "", kind: str = "") -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Content-Type": kind, "X-CSRFToken": self.cookies.get("csrftoken", "")} if kind else {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_WAIT)
        try:
            connection.request(method, address, body.encode(), headers)
            response = connection.getresponse()
            content = response.read()
        except http.client.HTTPException as fault:
            raise ConnectionError("the answer broke off") from fault
        finally:
            connection.close()
        for each in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(each).items()}
        return Answer(response.status, content, {name.lower(): value for name, value in response.headers.items()})


@dataclass(slots=True)
class Typist:
    """Somebody who types into one cell after the other and remembers what was acknowledged."""

    browser: Browser
    name: str
    sheet: int
    seen: dict[str, Any]
    acknowledged: list[tuple[int, str, str]] = field(default_factory=list)
    conflicts: int = 0
    typed: int = 0

    def type(self, path: str) -> Answer:
        """Type something new into the cell at PATH and remember what came of it."""
        self.typed += 1
        text = f"{self.name}{self.typed}"
        edit = {"path": path, "before": self.seen[path], "after": text}
        answer = self.browser.send(f"/sheets/{self.sheet}/cells/", {"seen": 0, "edits": [edit]})
        if answer.status == 200:
            told = answer.told
            self.acknowledged += [(told["version"], each["path"], each["now"]) for each in told["made"]]
            self.seen |= {each["path"]: each["now"] for each in told["made"]}
            self.conflicts += len(told["refused"])
            self.seen |= {each["path"]: each["now"] for each in told["refused"]}
        return answer
