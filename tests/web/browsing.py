"""A workbench as it is really started, and people in front of real browsers who notice when something is wrong."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, StorageState

from tests.conftest import REPOSITORY

PASSWORD = "a-long-password-1"
_WAIT = 180  # seconds; a busy machine takes its time to make the demonstration
_INVITATION = re.compile(r"http://\S+/invitations/\S+")


@dataclass(frozen=True, slots=True)
class Workbench:
    """A workbench that is running: its address, and the file into which it prints."""

    address: str
    printed: Path

    def first_invitation(self) -> str:
        """Return the address by which the first administrator opens his account."""
        found = _INVITATION.search(self.printed.read_text(encoding="utf-8"))
        assert found is not None
        return found.group()


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Workbench]:
    """Start the workbench by its command on the data in FOLDER, and stop it at the end."""
    port = _free_port()
    paths = [str(REPOSITORY / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {
        "JIXIAO_DATA": str(folder / "data"),
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "jixiao.cli", "serve", "--port", str(port), *options]
    printed = folder / "printed.txt"
    with printed.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_for(port, process, printed)
            yield Workbench(f"http://127.0.0.1:{port}", printed)
        finally:
            process.terminate()
            process.wait(_WAIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes], printed: Path) -> None:
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"the workbench did not start: {printed.read_text(encoding='utf-8')}")


@dataclass
class Person:
    """Somebody at a browser of his own. What goes wrong in it is kept in ``faults``."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        # That the network is gone is what a test of being offline is about.
        if message.type == "error" and "ERR_INTERNET_DISCONNECTED" not in message.text:
            self.faults.append(message.text)

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.faults.append(f"asked elsewhere: {request.url}")

    def go(self, path: str) -> None:
        """Open the page at PATH."""
        self.page.goto(f"{self.address}{path}")

    def see(self, words: str) -> None:
        """Wait until WORDS stand on the page."""
        self.page.get_by_text(words).first.wait_for()

    def press(self, name: str) -> None:
        """Press the button that is called NAME."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        """Follow the link that is called NAME."""
        self.page.get_by_role("link", name=name).first.click()

    def told(self) -> str:
        """Return what the page tells of the last deed."""
        return self.page.locator(".messages").inner_text()

    def cell(self, path: str) -> Locator:
        """Return the field of the cell at PATH of the sheet."""
        return self.page.locator(f'td[data-path="{path}"]').locator("textarea, select")

    def write(self, path: str, text: str) -> None:
        """Type TEXT into the cell at PATH, key by key, over what is there."""
        self.cell(path).click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def saved(self) -> None:
        """Wait until the page says that all is saved."""
        self.page.locator("body:not(:has(.dirty)) #saving:has-text('已保存')").wait_for()

    def in_cell(self, path: str) -> None:
        """Wait until the cursor is in the cell at PATH."""
        self.page.locator(f'td[data-path="{path}"] :focus').wait_for()

    def cursor(self) -> str:
        """Return the path of the cell in which the cursor is."""
        found = self.page.evaluate("document.activeElement.closest('td[data-path]')?.dataset.path || ''")
        return str(found)

    def paste(self, path: str, block: str) -> None:
        """Paste BLOCK, tabs between cells as Excel copies it, with the cursor in the cell at PATH."""
        self.cell(path).click()
        self.cell(path).evaluate(
            """(field, text) => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                const options = {clipboardData: data, bubbles: true, cancelable: true};
                field.dispatchEvent(new ClipboardEvent("paste", options));
            }""",
            block,
        )

    def sign_in_as(self, role: str) -> None:
        """Sign in to the demonstration with the account of ROLE."""
        self.go("/sign-in/")
        self.press(f"以{role}登录")
        self.see("我的任务")

    def open_account(self, address: str, username: str) -> None:
        """Open the account to which ADDRESS invites."""
        self.page.goto(address)
        self.page.get_by_label("账号").fill(username)
        self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        self.page.get_by_label("再输一遍密码").fill(PASSWORD)
        self.press("开通账号")
        self.see("我的任务")


def somebody(browser: Browser, workbench: Workbench, cookies: StorageState | None = None) -> Person:
    """Return a person at a browser of his own, signed in already where COOKIES say so."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", storage_state=cookies)
    context.set_default_timeout(20_000)
    return Person(context.new_page(), workbench.address)
