"""The pictures of docs/workbench.md, taken from the demonstration: ``python -m docs.pictures.make`` from the root."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests.web.browsing import Person, running, somebody

_HERE = Path(__file__).parent
_LARGEST = 150_000  # bytes
_WINDOW: ViewportSize = {"width": 1200, "height": 540}
# Letters in shades of grey alone make a picture half as large.
_ARGUMENTS = ["--no-sandbox", "--disable-lcd-text"]
_FILLING, _GOALS, _RETURNED = "城乡医疗救助补助", "部门整体支出", "医保基金监管能力提升"


def _open(person: Person, sheet: str) -> None:
    person.go("/")
    person.follow(sheet)
    person.page.locator("#findings ol, #findings .good").first.wait_for()


def _home(person: Person) -> None:
    person.go("/")


def _goals(person: Person) -> None:
    _open(person, _GOALS)
    person.page.mouse.move(400, 300)
    person.page.mouse.wheel(0, 420)
    person.page.wait_for_timeout(300)


def _contradiction(person: Person) -> None:
    _open(person, _FILLING)
    person.page.locator(".note.error").wait_for()


def _score(person: Person) -> None:
    _open(person, _FILLING)
    person.page.locator("td .why summary").nth(4).click()


def _returned(person: Person) -> None:
    _open(person, _RETURNED)


def _signing(person: Person) -> None:
    person.go("/")
    person.page.locator(".tasks a").first.click()
    person.page.locator("#findings ol, #findings .good").first.wait_for()


def _reviewing(person: Person) -> None:
    _signing(person)
    summary = person.page.locator("details.remark summary").first
    summary.scroll_into_view_if_needed()
    person.page.mouse.wheel(0, 320)
    summary.click()
    person.page.locator("details.remark[open] textarea").fill("请补充统计口径，数字与系统导出的不一致。")


def _progress(person: Person) -> None:
    person.go("/rounds/")
    person.page.locator("table a").first.click()


_PICTURES: tuple[tuple[str, str, Callable[[Person], None]], ...] = (
    ("tasks", "填报人", _home),
    ("goals", "填报人", _goals),
    ("contradiction", "填报人", _contradiction),
    ("score", "填报人", _score),
    ("returned", "填报人", _returned),
    ("signing", "负责人", _signing),
    ("reviewing", "审核人", _reviewing),
    ("progress", "管理员", _progress),
)


def main() -> int:
    """Take all pictures; 1 where one of them is too large for the repository."""
    large = 0
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        with running(Path(folder), "--demo") as workbench:
            for name, role, prepare in _PICTURES:
                person = somebody(browser, workbench)
                person.page.set_viewport_size(_WINDOW)
                person.sign_in_as(role)
                prepare(person)
                path = _HERE / f"{name}.png"
                person.page.screenshot(path=path)
                print(f"{path.name}  {path.stat().st_size // 1000} kB")  # noqa: T201 - a tool of the repository
                large += path.stat().st_size > _LARGEST
        browser.close()
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
