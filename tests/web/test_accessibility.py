"""Every page of every role: nothing serious by axe-core, and all that can be pressed is reached by the keyboard."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.web.browsing import Person, Workbench, somebody

pytestmark = pytest.mark.browser

_AXE = "axe-core@4.14.1"
_GRAVE = ("serious", "critical")
ROLES = ("填报人", "负责人", "审核人", "管理员", "查阅人")
_BY_ROLE = ("/sheets/N/state", "/rounds/N/", "/organisations/N/")
_PRESSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary"


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, fetched by npm into a folder that goes away."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("本机没有安装 npm，跳过无障碍检查 / npm is not installed")
    folder: Path = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", _AXE]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("npm 取不到 axe-core，跳过无障碍检查 / npm could not fetch axe-core")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def _pages(person: Person) -> Iterator[str]:
    """Open every kind of page that is linked from page to page, and a sheet in each state; yield what it is."""
    waiting, seen = ["/", "/no-such-page/"], set()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "N", path)
        if kind in seen and kind != "/sheets/N/":
            continue
        seen.add(kind)
        if "text/html" not in person.page.request.get(person.address + path).headers.get("content-type", ""):
            continue
        person.go(path)
        if kind == "/sheets/N/":
            kind += str(person.page.locator(".heading .state").get_attribute("class"))
            if kind in seen:
                continue
            seen.add(kind)
            person.page.locator("#findings ol, #findings .good").first.wait_for()
        waiting += _links(person)
        yield kind


def _links(person: Person) -> list[str]:
    links = person.page.eval_on_selector_all("a[href]:not([download])", "all => all.map(each => each.href)")
    own = (urlsplit(link) for link in dict.fromkeys(links) if link.startswith(person.address))
    return [parts.path for parts in own if not parts.path.startswith("/static/")]


def _faults(person: Person, axe: str) -> list[str]:
    person.page.evaluate(axe)
    found: Any = person.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']} ({each['impact']}): {node['target']} {node['html'][:120]}"
        for each in found["violations"]
        if each["impact"] in _GRAVE
        for node in each["nodes"][:3]
    ]


def _not_reached(person: Person) -> list[str]:
    """Press Tab until the focus is back, and return what it never was on."""
    page = person.page
    count = page.evaluate(
        """(pressable) => {
            window.reached = new Set();
            document.addEventListener("focusin", (event) => window.reached.add(event.target));
            document.body.focus();
            const seen = [...document.querySelectorAll(pressable)].filter((each) => each.checkVisibility());
            return seen.length + 4 * seen.filter((each) => each.type === "date").length;
        }""",
        _PRESSABLE,
    )
    for _ in range(count + 5):
        page.keyboard.press("Tab")
    found = page.evaluate(
        """(pressable) => [...document.querySelectorAll(pressable)]
            .filter((each) => each.checkVisibility() && !each.disabled && !window.reached.has(each))
            .map((each) => each.outerHTML.slice(0, 120))""",
        _PRESSABLE,
    )
    return list(found)


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """The kinds of pages that were looked at as somebody else and are the same for everybody."""
    return set()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_fit_for_everybody(
    browser: Browser, demo_workbench: Workbench, axe: str, looked_at: set[str], role: str
) -> None:
    person = somebody(browser, demo_workbench)
    person.sign_in_as(role)
    faults = {}
    for page in _pages(person):
        if page in looked_at:
            continue
        if not page.startswith(_BY_ROLE) and page != "/":
            looked_at.add(page)
        found = [*_faults(person, axe), *(f"not reached: {each}" for each in _not_reached(person))]
        if found:
            faults[page] = found
    assert faults == {}


def test_the_pages_before_signing_in_are_fit_too(browser: Browser, demo_workbench: Workbench, axe: str) -> None:
    person = somebody(browser, demo_workbench)
    for path in ("/sign-in/", "/public/"):
        person.go(path)
        assert (_faults(person, axe), _not_reached(person)) == ([], [])


def test_an_open_explanation_and_an_open_remark_are_fit_too(
    browser: Browser, demo_workbench: Workbench, axe: str
) -> None:
    person = somebody(browser, demo_workbench)
    person.sign_in_as("审核人")
    person.page.locator("a[href^='/sheets/']").first.click()
    row = person.page.locator("tr[data-row^=indicators]:not(.level)").first
    for opened in (row.locator(".why summary"), row.locator(".remark summary").first):
        opened.focus()
        person.page.keyboard.press("Enter")
        assert _faults(person, axe) == []
        person.page.keyboard.press("Escape")
        assert person.page.locator("details.why[open], details.remark[open]").count() == 0


def test_signing_in_needs_no_mouse(browser: Browser, demo_workbench: Workbench) -> None:
    person = somebody(browser, demo_workbench)
    person.go("/sign-in/")
    keys = person.page.keyboard
    keys.type("clerk")
    keys.press("Tab")
    keys.type(person.page.locator("code").inner_text())
    keys.press("Enter")
    person.see("等您处理")
    keys.press("Tab")
    keys.press("Enter")  # the way past the navigation
    assert person.page.evaluate("document.activeElement.id") == "main"
